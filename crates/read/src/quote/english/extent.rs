//! Finds how far the words reach that hang on a verb of saying.

use std::ops::Range;

use crate::quote::english::apposition::is_plural;
use crate::quote::english::clause::tag_at;
use crate::quote::english::phrase::{head_end, is_somebody, phrase_left, phrase_right};
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::token::{Token, TokenKind};

/// Returns where a clause that begins at a token ends.
///
/// It ends with the sentence, before a tag of its own, before another verb of saying that shares the subject,
/// before `, saying …`, and at a semicolon.
pub(super) fn clause_end(tokens: &[Token], sentence: &Range<usize>, start: usize) -> usize {
    let mut end = sentence.end;
    while end > start && matches!(tokens[end - 1].kind, TokenKind::Stop) {
        end -= 1;
    }
    let mut depth = 0;
    for at in start..end {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => {
                depth -= 1;
                if depth < 0 {
                    return at;
                }
            }
            TokenKind::Semicolon if depth == 0 => return at,
            _ if token.is_pause() && depth == 0 && (at > start + 1 || token.has_comma) => {
                let border = if token.has_comma { at + 1 } else { at };
                let next = at + 1;
                let Some(token) = tokens.get(next).filter(|_| next < end) else { continue };
                if token.is(is::ACCORDING) {
                    return border;
                }
                let verb = if token.is(is::ADVERB) { next + 1 } else { next };
                let is_participle = tokens.get(verb).is_some_and(|token| {
                    token.is_cue() && token.forms == form::ING && token.has(takes::TAG | takes::AS)
                });
                if is_participle {
                    return border;
                }
                // ", she said" at the end or before a comma.
                if let Some(cue) = tag_at(tokens, next, end) {
                    let after = cue.verb.max(cue.subject.as_ref().map_or(0, |range| range.end - 1)) + 1;
                    if closes_tag(tokens, after, end) {
                        return border;
                    }
                }
                // ", but he said …", ", and she added …"
                if token.is(is::AND | is::BUT | is::SUBORDINATOR) && new_main_clause(tokens, next, end)
                    || turns(tokens, next, end)
                {
                    return border;
                }
            }
            TokenKind::Word
                if depth == 0 && at > start + 1 && token.is(is::AND | is::BUT) && new_main_clause(tokens, at, end) =>
            {
                return at;
            }
            TokenKind::Word if depth == 0 && at > start + 1 && token.is(is::ACCORDING) => return at,
            TokenKind::Word if depth == 0 && at > start && is_added(tokens, at) => return at,
            _ => {}
        }
    }
    end
}

/// “…” but I rowed off: what the reporter adds to words in marks.
fn is_added(tokens: &[Token], at: usize) -> bool {
    tokens[at].is(is::BUT)
        && matches!(tokens[at - 1].kind, TokenKind::Quoted(_))
        && tokens.get(at + 1).is_some_and(|next| next.is(is::SUBJECT))
}

/// ", but she left": what the reporter sets against the words.
fn turns(tokens: &[Token], joint: usize, end: usize) -> bool {
    let is_verb =
        |token: &Token| token.is_word() && !token.is_capital && (token.is(is::AUXILIARY) || token.is_finite());
    tokens[joint].is(is::BUT)
        && phrase_right(tokens, joint + 1, end).is_some_and(|subject| {
            subject.start == joint + 1 && is_somebody(tokens, &subject) && tokens.get(subject.end).is_some_and(is_verb)
        })
}

/// `and said …`, `but added …`: another verb of saying of the same subject.
pub(super) fn new_main_clause(tokens: &[Token], joint: usize, end: usize) -> bool {
    let mut at = joint + 1;
    while at < end && at < joint + 3 && tokens[at].is(is::ADVERB | is::AUXILIARY) {
        at += 1;
    }
    let says = |at: usize| {
        tokens.get(at).filter(|_| at < end).is_some_and(|token| {
            token.is_cue() && token.has(takes::TAG | takes::AS) && token.forms & (form::PAST | form::THIRD) != 0
        })
    };
    if says(at) {
        return true;
    }
    let behind = |at: usize| says(at) || tokens.get(at).is_some_and(|token| token.is(is::ADVERB)) && says(at + 1);
    if tokens.get(at).is_some_and(|token| token.is(is::HE | is::SHE | is::THEY)) {
        return behind(at + 1);
    }
    // "…, while other bakers said": somebody else begins to speak.
    let follows_pause = joint > 0 && (tokens[joint - 1].is_pause() || tokens[joint].is(is::AND));
    let verb = (joint + 2..end.min(joint + 10)).take_while(|&at| tokens[at].is_word()).find(|&at| tokens[at].is_tag());
    verb.filter(|_| follows_pause).is_some_and(|verb| {
        let Some(subject) = phrase_left(tokens, joint + 1, verb) else { return false };
        let head = &tokens[head_end(tokens, &subject) - 1];
        let is_many = is_plural(tokens, &subject) && tokens[verb].forms & form::BASE != 0;
        subject.start == joint + 1
            && (is_somebody(tokens, &subject) || head.has_s && head.is_plain())
            && (says(verb) || is_many)
    })
}

/// Says whether what follows a tag leaves it a tag: the end, a comma, a time or place, another quotation.
pub(super) fn closes_tag(tokens: &[Token], after: usize, end: usize) -> bool {
    tokens.get(after).filter(|_| after < end).is_none_or(|token| match token.kind {
        TokenKind::Stop
        | TokenKind::Comma
        | TokenKind::Dash
        | TokenKind::Quoted(_)
        | TokenKind::Close
        | TokenKind::Semicolon
        | TokenKind::Colon => true,
        TokenKind::Word => {
            token.is(is::PREPOSITION | is::TIME | is::SUBORDINATOR | is::ADVERB) || token.forms == form::ING
        }
        _ => false,
    })
}

/// Says whether words can begin a clause without "that", and have a verb.
pub(super) fn opens_clause(tokens: &[Token], start: usize, end: usize) -> bool {
    let Some(first) = tokens.get(start).filter(|_| start < end) else { return false };
    if first.is(is::SUBJECT) && !first.is(is::WHO) {
        let goes_on = |next: &Token| {
            (next.is_word() || next.kind == TokenKind::Comma && start + 4 < end)
                && !next.is(is::PREPOSITION | is::AND)
                && !(next.is(is::ADVERB) && next.kinds & (is::DETERMINER | is::PRONOUN) == 0 && start + 2 >= end)
        };
        return tokens.get(start + 1).filter(|_| start + 1 < end).is_some_and(goes_on);
    }
    let opens = match first.kind {
        TokenKind::Quoted(_) => return true,
        TokenKind::Word => {
            !first.is(is::TO | is::AND | is::BUT | is::OBJECTIVE | is::AUXILIARY | is::BY | is::WHO | is::WHICH)
                && (!first.is(is::PREPOSITION) || first.is_capital || start + 2 < end)
        }
        TokenKind::Open => false,
        _ => first.kind == TokenKind::Other,
    };
    opens
        && (start + 1..end.min(start + 18)).any(|at| {
            let token = &tokens[at];
            token.is_word()
                && !tokens[at - 1].is(is::AND)
                && (token.is(is::AUXILIARY)
                    || token.forms & (form::PAST | form::THIRD) != 0
                    || token.forms & form::BASE != 0 && tokens[at - 1].is(is::SUBJECT | is::TO | is::GROUP)
                    || token.has_s && token.is_plain() && (tokens[at - 1].is_capital || tokens[at - 1].is(is::ROLE)))
                && !token.is_capital
        })
}

/// Says whether words can begin a clause without "that", and its verb stands behind its subject: no pause, no joint between.
pub(super) fn is_clause(tokens: &[Token], start: usize, end: usize) -> bool {
    if !opens_clause(tokens, start, end) {
        return false;
    }
    let first = &tokens[start];
    if first.is(is::SUBJECT) && !first.is(is::WHO) || matches!(first.kind, TokenKind::Quoted(_)) {
        return true;
    }
    let mut at = start + 1;
    while at < end.min(start + 40) {
        let token = &tokens[at];
        if token.is_word()
            && (token.is(is::AUXILIARY)
                || token.is_finite()
                || token.has_s && token.is_plain() && tokens[at - 1].is_capital)
            && !token.is_capital
        {
            return true;
        }
        if matches!(token.kind, TokenKind::Quoted(_))
            && tokens[at - 1].is_word()
            && !tokens[at - 1].is(is::DETERMINER | is::PREPOSITION | is::POSSESSIVE)
        {
            return true;
        }
        let is_relative = token.is(is::WHO | is::WHICH | is::THAT);
        if token.is(is::SUBORDINATOR | is::BUT) && !is_relative
            || matches!(token.kind, TokenKind::Semicolon | TokenKind::Colon)
        {
            return false;
        }
        if token.is_pause() {
            // "the baker, who has been here, is": on behind the other comma.
            let Some(close) = (at + 1..end.min(at + 25)).find(|&close| tokens[close].is_pause()) else { return false };
            at = close;
        }
        at += 1;
    }
    false
}

/// Returns where quoted runs that stand side by side end: `“A” and “B”`.
pub(super) fn quoted_end(tokens: &[Token], start: usize, end: usize) -> usize {
    let is_quoted =
        |at: usize| at < end && tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Quoted(_)));
    let mut at = start + 1;
    while tokens.get(at).is_some_and(|token| token.is(is::AND) || token.kind == TokenKind::Comma) && is_quoted(at + 1) {
        at += 2;
    }
    at
}

/// "in Rome on Monday": the place behind prepositional phrases.
pub(super) fn skip_place(tokens: &[Token], start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    while at < end && tokens[at].is(is::PREPOSITION) {
        at = phrase_right(tokens, at + 1, end)?.end;
    }
    (at < end && tokens[at].is_word()).then_some(at)
}

/// Returns where a question that is told ends: before `, so I …`.
pub(super) fn question_end(tokens: &[Token], start: usize, end: usize) -> usize {
    let goes_on = |at: &usize| {
        tokens[*at].is_pause()
            && tokens.get(at + 1).is_some_and(|joint| joint.is(is::BUT))
            && tokens.get(at + 2).is_some_and(|subject| subject.is(is::SUBJECT))
    };
    (start + 1..end).find(goes_on).unwrap_or(end)
}

/// Returns where an object ends: at a comma, a conjunction with a verb, a time or reason.
pub(super) fn object_end(tokens: &[Token], start: usize, end: usize) -> usize {
    for at in start + 1..end {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Comma | TokenKind::Dash | TokenKind::Semicolon | TokenKind::Colon => return at,
            TokenKind::Word if token.is(is::SUBORDINATOR | is::BUT) && !token.is(is::WH | is::PREPOSITION) => {
                return at;
            }
            TokenKind::Word if token.is(is::TIME) && tokens[at - 1].is(is::PREPOSITION) => return at - 1,
            TokenKind::Word
                if token.is(is::AND)
                    && tokens
                        .get(at + 1)
                        .is_some_and(|next| next.is_finite() && !next.is(is::SAYING_NOUN | is::ROLE | is::GROUP)) =>
            {
                return at;
            }
            _ => {}
        }
    }
    end
}

/// Returns where "X a Y" behind `called` ends: at a comma outside it, or a conjunction with a verb.
pub(super) fn as_end(tokens: &[Token], start: usize, end: usize) -> usize {
    for at in start + 1..end {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Quoted(_) if token.has_comma => return at + 1,
            TokenKind::Comma | TokenKind::Semicolon | TokenKind::Dash => return at,
            TokenKind::Word if token.is(is::SUBORDINATOR | is::BUT) && !token.is(is::AS | is::WH) => return at,
            TokenKind::Word
                if token.is(is::AND)
                    && tokens.get(at + 1).is_some_and(|next| next.is_finite() && !next.is(is::ROLE | is::GROUP)) =>
            {
                return at;
            }
            _ => {}
        }
    }
    end
}
