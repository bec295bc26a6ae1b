//! Cuts the tokens of a block into sentences; a quoted run is one token, and its tag belongs to its sentence.

use std::ops::Range;

use crate::quote::english::clause::tag_at;
use crate::quote::english::phrase::phrase_right;
use onrecord_language::lexicon::{is, takes};
use onrecord_language::marks::Run;
use onrecord_language::token::{Token, TokenKind};

/// The longest sentence in tokens: text without full stops is cut, so that no rule looks far.
const LONGEST: usize = 300;

/// Returns the sentences of a block as ranges of its tokens.
pub(super) fn sentences(text: &str, tokens: &[Token], runs: &[Run]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let ends = match tokens[at].kind {
            TokenKind::Stop => tokens.get(at + 1).is_none_or(begins),
            TokenKind::Quoted(run) => ends_here(text, tokens, at, &runs[run as usize], at == start),
            _ => false,
        };
        at += 1;
        if ends || at - start >= LONGEST {
            found.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

fn begins(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.is_capital || token.is_plain() && token.forms == 0,
        TokenKind::Quoted(_) | TokenKind::Open | TokenKind::Other | TokenKind::Dash => true,
        _ => false,
    }
}

/// Says whether the sentence ends with a quoted run: the run closes with a full stop, and no tag follows.
fn ends_here(text: &str, tokens: &[Token], at: usize, run: &Run, is_first: bool) -> bool {
    let last = text[run.inner.clone()].trim_end_matches(['\'', '’', ')', ' ', '*']).chars().last();
    if !matches!(last, Some('.' | '!' | '?' | '…')) {
        return !run.is_closed;
    }
    let Some(next) = tokens.get(at + 1) else { return true };
    match next.kind {
        TokenKind::Quoted(_) => true,
        TokenKind::Word if !next.is_capital => false,
        TokenKind::Word => {
            // “Really?” Ana Poe asked. A tag ends the sentence, or a comma follows it.
            let Some(cue) = tag_at(tokens, at + 1, tokens.len()) else { return true };
            let end = cue.verb.max(cue.subject.as_ref().map_or(0, |range| range.end.saturating_sub(1))) + 1;
            // A quotation that its sentence has led up to needs no tag; one that ends with a full stop a plain one.
            let fits = is_first
                && cue.subject.as_ref().is_some_and(|range| range.start <= at + 2)
                && (last != Some('.') || tokens[cue.verb].has(takes::CLAUSE));
            let closes = |token: &Token| match token.kind {
                TokenKind::Stop => true,
                TokenKind::Comma => last != Some('.'),
                TokenKind::Word => {
                    last != Some('.') && token.is(is::PREPOSITION | is::TIME | is::SUBORDINATOR | is::ADVERB)
                }
                _ => false,
            };
            // “Is it?” Ana Poe asked the baker.
            let is_told = last != Some('.')
                && addressed_end(tokens, cue.verb, end).is_some_and(|end| tokens.get(end).is_none_or(closes));
            !(fits && (tokens.get(end).is_none_or(closes) || is_told))
        }
        TokenKind::Comma
        | TokenKind::Dash
        | TokenKind::Semicolon
        | TokenKind::Stop
        | TokenKind::Close
        | TokenKind::Owner => false,
        _ => true,
    }
}

/// Returns the place behind the one who is addressed right behind a tag: `asked the baker`, `said to the baker`.
fn addressed_end(tokens: &[Token], verb: usize, end: usize) -> Option<usize> {
    let is_to = tokens.get(end).is_some_and(|next| next.is(is::TO));
    if end != verb + 1 || !is_to && !tokens[verb].has(takes::WHOM) {
        return None;
    }
    let at = end + usize::from(is_to);
    let whom = phrase_right(tokens, at, tokens.len()).filter(|whom| whom.start == at && whom.len() <= 5)?;
    Some(whom.end)
}
