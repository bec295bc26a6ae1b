//! Looks past appositions and relative pronouns for the noun that a clause is about.

use std::ops::Range;

use crate::quote::english::phrase::{head_end, is_clause_verb, phrase_left};
use onrecord_language::lexicon::{form, is};
use onrecord_language::token::{Token, TokenKind};

/// Returns the noun phrase before `who` or `that`.
pub(super) fn antecedent(tokens: &[Token], floor: usize, relative: usize) -> Option<Range<usize>> {
    let mut end = relative;
    if end > floor && tokens[end - 1].kind == TokenKind::Comma {
        // "a letter from the mayor, Ana Poe, that read": such a word never means a person behind a comma.
        if tokens[relative].is(is::THAT) {
            return None;
        }
        end -= 1;
    }
    phrase_left(tokens, floor, end)
}

/// "Ana Poe, a singer from Rome, said": the phrase before the comma that opens the apposition.
pub(super) fn before_apposition(tokens: &[Token], floor: usize, closing: usize) -> Option<Range<usize>> {
    let mut found: Option<Range<usize>> = None;
    let mut at = closing;
    while at > floor && closing - at < 60 {
        at -= 1;
        let token = &tokens[at];
        if matches!(token.kind, TokenKind::Semicolon | TokenKind::Colon | TokenKind::Stop) {
            break;
        }
        // A clause with a verb of its own on the way is no apposition, unless it is a relative one.
        if !token.is_pause() || at == floor || at + 1 >= closing {
            continue;
        }
        let next = &tokens[at + 1];
        let Some(phrase) = phrase_left(tokens, floor, at) else { continue };
        let head = &tokens[head_end(tokens, &phrase) - 1];
        let last = &tokens[phrase.end - 1];
        let is_name =
            last.is_capital && last.is_word() && !last.is(is::TIME | is::ADVERB) || last.kind == TokenKind::Close;
        let is_human = head.is(is::ROLE | is::GROUP | is::SUBJECT | is::PRONOUN);
        if !(is_name || is_human)
            || follows_preposition(tokens, floor, &phrase)
            || opens_with_place(tokens, floor, &phrase)
        {
            continue;
        }
        if next.is(is::WHO | is::WHICH) || next.is(is::POSSESSIVE) && !next.is(is::SUBJECT) && next.is_word() && is_name
        {
            return Some(phrase);
        }
        if !next.is_word() && next.kind != TokenKind::Other {
            continue;
        }
        let has_verb =
            found.is_none() && (at + 1..closing).any(|at| is_clause_verb(tokens, floor, at) && !tokens[at].is(is::BE));
        if has_verb {
            break;
        }
        // "her manager, Ana Poe, said": the name is the better half, and the whole phrase names her.
        let is_named_role = is_human && !is_name && next.is_capital;
        let candidate = if is_named_role { phrase.start..closing } else { phrase };
        let opens =
            next.is(is::DETERMINER | is::POSSESSIVE | is::ROLE | is::GROUP | is::PREPOSITION | is::TITLE | is::ADVERB)
                || !next.is_capital
                || is_named_role;
        if found.is_none() || opens && is_name {
            found = Some(candidate);
        } else {
            break;
        }
    }
    found
}

/// "Ana Poe, when asked by the Post, said", "The baker, citing “costs,” said": the phrase that opens its clause before words set off by commas.
pub(super) fn bracketed(tokens: &[Token], floor: usize, closing: usize) -> Option<Range<usize>> {
    let first = (floor..closing).take(60).find(|&at| tokens[at].is_pause())?;
    let phrase = phrase_left(tokens, floor, first)?;
    let opens = phrase.start == floor
        || tokens[phrase.start - 1].is_word()
            && tokens[phrase.start - 1].is(is::AND | is::BUT | is::SUBORDINATOR | is::THAT);
    // "Asked about it, …": a clause of its own.
    let opener = &tokens[phrase.start];
    if opener.forms & (form::PARTICIPLE | form::ING) != 0 && !opener.is(is::GIVEN | is::SURNAME) {
        return None;
    }
    let head = &tokens[head_end(tokens, &phrase) - 1];
    let speaks = head.is_capital && !head.is(is::TIME | is::ADVERB)
        || head.is(is::ROLE | is::GROUP | is::SUBJECT | is::PRONOUN | is::SAYING_NOUN);
    if !opens || !speaks || head.is(is::TIME) || first + 1 >= closing || opens_with_place(tokens, floor, &phrase) {
        return None;
    }
    let next = &tokens[first + 1];
    let is_aside = next.is_word()
        && (next.is(is::WHO | is::WHICH | is::PREPOSITION | is::SUBORDINATOR | is::ADVERB)
            || next.forms & form::ING != 0
            || next.forms & form::PARTICIPLE != 0 && !next.is_capital);
    let has_verb = |mut range: Range<usize>| {
        range.any(|at| is_clause_verb(tokens, floor, at) && tokens[at].forms & form::PARTICIPLE == 0)
    };
    (is_aside || !has_verb(first + 1..closing)).then_some(phrase)
}

/// "In Rome, …", "On Monday, …": what opens the sentence is no speaker.
pub(super) fn opens_with_place(tokens: &[Token], floor: usize, phrase: &Range<usize>) -> bool {
    phrase.start == floor + 1 && tokens[floor].is_word() && tokens[floor].is(is::PREPOSITION)
}

/// Says whether a phrase hangs on a preposition, so that it is nobody's subject.
pub(super) fn follows_preposition(tokens: &[Token], floor: usize, phrase: &Range<usize>) -> bool {
    phrase.start > floor
        && tokens[phrase.start - 1].is_word()
        && tokens[phrase.start - 1].is(is::PREPOSITION | is::TO)
        && (!tokens[phrase.start].is_capital || is_agent(tokens, floor, phrase.start - 1))
        && !tokens[phrase.start].is(is::SUBJECT)
}

/// "a letter obtained by Ana Poe": who did something to the thing that the clause is about.
fn is_agent(tokens: &[Token], floor: usize, by: usize) -> bool {
    tokens[by].is(is::BY) && by > floor + 1 && tokens[by - 1].is_word() && tokens[by - 1].forms & form::PARTICIPLE != 0
}

pub(super) fn is_plural(tokens: &[Token], phrase: &Range<usize>) -> bool {
    let head = &tokens[head_end(tokens, phrase) - 1];
    head.is(is::THEY | is::FIRST | is::YOU | is::GROUP | is::PRONOUN | is::WHO | is::THAT)
        || tokens[phrase.clone()].iter().any(|token| token.is(is::AND))
        || head.is_word() && head.has_s && !head.is(is::SURNAME | is::GIVEN)
}
