//! Tells words that were said from those that were denied, refused, asked for or planned.

use std::ops::Range;

use crate::quote::english::clause::subject_of;
use crate::quote::english::said::{Frame, Said};
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::token::{Token, TokenKind};

/// Words between a verb and another one that governs it: `asked him to say`.
const REACH: usize = 7;
/// Tokens from a verb to the words in marks that are its own: “did not tell her “…””, but not “would not comment on a law “to …””.
const BESIDE: usize = 4;

/// "did not say that …", "never claimed …", "refused to say …": words that were not said.
pub(super) fn is_unsaid(tokens: &[Token], sentence: &Range<usize>, one: &Said) -> bool {
    if matches!(one.frame, Frame::According | Frame::Noun) {
        return false;
    }
    let is_nobody = one.subject.as_ref().is_some_and(|subject| tokens[subject.start].is(is::NOBODY));
    // "denied saying …", "refused to say …": what is denied begins with the verb of saying.
    let is_governed = matches!(one.frame, Frame::Ing | Frame::To)
        && tokens[one.cue.end - 1].is(is::UNSAID)
        && one.content.clone().take(3).any(|at| tokens[at].is_cue());
    let is_asked = one.frame == Frame::WhomTo
        && tokens[one.cue.end - 1].is(is::UNSAID)
        && one.content.clone().take(REACH).any(|at| {
            tokens[at].is(is::TO) && tokens.get(at + 1).is_some_and(Token::is_cue) && at + 1 < one.content.end
        });
    is_nobody || is_governed || is_asked || is_verb_unsaid(tokens, sentence, one.cue.end - 1)
}

/// Says whether the verb of saying at a token says nothing: it is denied, or depends on a verb that leaves it open.
pub(super) fn is_verb_unsaid(tokens: &[Token], sentence: &Range<usize>, verb: usize) -> bool {
    let floor = sentence.start;
    let is_asked = tokens[floor].is(is::AUXILIARY) && tokens[sentence.end - 1].kind == TokenKind::Stop;
    if is_asked
        && subject_of(tokens, floor, verb)
            .is_some_and(|cue| cue.subject.is_none_or(|subject| subject.start <= floor + 1))
    {
        return true;
    }
    let mut at = verb;
    while at > floor {
        let before = &tokens[at - 1];
        if !before.is_word() {
            break;
        }
        if before.is(is::NOT) || before.is(is::AUXILIARY | is::ADVERB) && before.is(is::UNSAID) {
            return true;
        }
        if before.is(is::TO) {
            return governs(tokens, floor, at - 1);
        }
        if !before.is(is::AUXILIARY | is::ADVERB) {
            break;
        }
        at -= 1;
    }
    let is_ing = tokens[verb].forms & form::ING != 0;
    is_ing && at > floor && tokens[at - 1].is(is::UNSAID)
}

/// Says whether a verb before an infinitive leaves open whether its words were said: `refused to`, `asked him to`.
fn governs(tokens: &[Token], floor: usize, to: usize) -> bool {
    for at in (floor..to).rev().take(REACH) {
        let token = &tokens[at];
        if !token.is_word() {
            return false;
        }
        if token.is(is::UNSAID) && !token.is(is::AUXILIARY) {
            return true;
        }
        if token.is_finite() && !token.is(is::ROLE | is::GROUP) && !token.is_capital {
            return false;
        }
    }
    false
}

/// Says whether a run in marks stands behind a verb that leaves it unsaid: never said “…”, denied saying “…”.
pub(super) fn is_run_unsaid(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    let is_end = |token: &Token| matches!(token.kind, TokenKind::Semicolon | TokenKind::Quoted(_) | TokenKind::Stop);
    let near = (sentence.start..at).rev().take(12).take_while(|&at| !is_end(&tokens[at]));
    let cue =
        near.into_iter().find(|&verb| tokens[verb].is_cue() && tokens[verb].forms != 0 && !tokens[verb].is_capital);
    let Some(verb) = cue.filter(|verb| at - verb <= BESIDE) else { return false };
    let is_nobody = || {
        let subject = subject_of(tokens, sentence.start, verb).and_then(|cue| cue.subject);
        subject.is_some_and(|subject| tokens[subject.start].is(is::NOBODY))
    };
    is_verb_unsaid(tokens, sentence, verb) || is_nobody()
}

/// Says whether a run is what somebody is asked or told to be or do: `she was asked to be “…”`. Whose words they are is not said.
pub(super) fn is_put_to(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    let is_end = |token: &Token| matches!(token.kind, TokenKind::Semicolon | TokenKind::Quoted(_) | TokenKind::Stop);
    let mut near = (sentence.start..at).rev().take(12).take_while(|&at| !is_end(&tokens[at]));
    let Some(verb) = near.find(|&verb| tokens[verb].is_cue() && tokens[verb].forms != 0) else { return false };
    let is_passive = tokens[verb].forms & form::PARTICIPLE != 0
        && verb > sentence.start
        && (sentence.start..verb).rev().take(3).take_while(|&at| tokens[at].is_word()).any(|at| tokens[at].is(is::BE));
    // "Ana Poe was asked, “…”": who asks is not said.
    if is_passive && tokens[verb].has(takes::WHOM) && (verb + 1..at).all(|at| !tokens[at].is_word()) {
        return true;
    }
    is_passive
        && tokens[verb].is(is::UNSAID)
        && (verb + 1..at).any(|at| tokens[at].is(is::TO))
        && !(verb + 1..at).any(|at| tokens[at].is(is::BY))
}
