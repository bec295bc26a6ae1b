//! Finds noun phrases: who stands before a verb, who stands behind it.
//!
//! There is no parser: small words, verb forms and commas show where a phrase begins and ends.

use std::ops::Range;

use onrecord_language::lexicon::{form, is};
use onrecord_language::token::{Token, TokenKind};

/// Returns the noun phrase that ends with the token before `end`, not reaching before `floor`.
pub(super) fn phrase_left(tokens: &[Token], floor: usize, end: usize) -> Option<Range<usize>> {
    let mut at = end;
    while at > floor {
        let token = &tokens[at - 1];
        match token.kind {
            TokenKind::Word => {}
            TokenKind::Owner => {
                at -= 1;
                continue;
            }
            TokenKind::Close => {
                let open = (floor..at - 1).rev().take(24).find(|&open| tokens[open].kind == TokenKind::Open)?;
                at = open;
                continue;
            }
            // A nickname: William “Bill” Poe.
            TokenKind::Quoted(_)
                if at < end
                    && tokens[at].is_capital
                    && at > floor + 1
                    && tokens[at - 2].is_capital
                    && token.end - token.start < 24 =>
            {
                at -= 1;
                continue;
            }
            TokenKind::Other if at < end && token.end == tokens[at].start => {
                at -= 1;
                continue;
            }
            _ => break,
        }
        if token.is(is::SUBJECT) && !token.is(is::WHO) {
            if at == end {
                at -= 1;
            }
            break;
        }
        if token.is(is::DETERMINER | is::POSSESSIVE) {
            at -= 1;
            // "all of the", "both the": a quantity before the determiner belongs to it.
            if at > floor + 1 && tokens[at - 1].is(is::PREPOSITION | is::TO) && is_noun_like(&tokens[at - 2]) {
                at -= 1;
                continue;
            }
            break;
        }
        if token.is(is::AND) {
            let joins = at < end && at > floor + 1 && {
                let (left, right) = (&tokens[at - 2], &tokens[at]);
                left.is_word()
                    && is_noun_like(left)
                    && (left.is_capital == right.is_capital || right.is(is::DETERMINER | is::POSSESSIVE))
            };
            if joins {
                at -= 1;
                continue;
            }
            break;
        }
        if token.is(is::PREPOSITION | is::TO) {
            // "began to young …": no verb behind "to".
            let is_infinitive = token.is(is::TO) && at < end && tokens[at].forms & form::BASE != 0;
            let joins = !is_infinitive && at < end && at > floor + 1 && {
                let left = &tokens[at - 2];
                (left.is_word() && is_noun_like(left) || matches!(left.kind, TokenKind::Close)) && !left.is(is::TIME)
            };
            if joins {
                at -= 1;
                continue;
            }
            break;
        }
        if token.is(is::CLAUSE_WORD) && !token.is(is::PREPOSITION) || !is_noun_like(token) {
            break;
        }
        if token.is(is::TIME) && at < end && tokens[at].is_capital {
            break;
        }
        // "elected officials" against "he left officials": a participle wants something to stand on.
        let is_participle =
            !token.is_capital && token.forms & form::PAST != 0 && !token.is(is::ROLE | is::GROUP | is::SAYING_NOUN);
        if is_participle && at > floor + 1 {
            let left = &tokens[at - 2];
            let stands = left.kind == TokenKind::Owner
                || left.is_word() && left.is(is::DETERMINER | is::POSSESSIVE | is::AND)
                || left.is_pause();
            if !stands || at == end {
                break;
            }
        }
        at -= 1;
    }
    while at < end
        && (tokens[at].is(is::ADVERB | is::AND | is::BUT | is::PREPOSITION) && !tokens[at].is(is::OF)
            || tokens[at].kind != TokenKind::Word)
    {
        at += 1;
    }
    (at < end).then_some(at..end)
}

/// Says whether a word may be a part of a noun phrase.
fn is_noun_like(token: &Token) -> bool {
    if !token.is_word() {
        return false;
    }
    if token.is(is::ROLE
        | is::GROUP
        | is::SAYING_NOUN
        | is::GIVEN
        | is::SURNAME
        | is::PLACE
        | is::GROUP_NAME
        | is::TITLE
        | is::PRONOUN)
    {
        return true;
    }
    if token.is(is::CLAUSE_WORD | is::PREPOSITION | is::AND) {
        return false;
    }
    if token.is_capital {
        return true;
    }
    // A participle may be an adjective; a plain past may not.
    token.forms == 0 || token.forms & (form::PARTICIPLE | form::ING) != 0 || token.forms == form::BASE
}

/// Returns the noun phrase that begins at a token, not reaching past `ceiling`.
pub(super) fn phrase_right(tokens: &[Token], start: usize, ceiling: usize) -> Option<Range<usize>> {
    let mut from = start;
    while from < ceiling && tokens[from].is(is::ADVERB) && tokens[from].kinds & !is::ADVERB == 0 {
        from += 1;
    }
    let first = tokens.get(from).filter(|_| from < ceiling)?;
    if first.is_word() && first.is(is::SUBJECT) && !first.is(is::WHO) {
        return Some(from..from + 1);
    }
    let mut at = from;
    while at < ceiling {
        let token = &tokens[at];
        match token.kind {
            TokenKind::Word | TokenKind::Owner => {}
            TokenKind::Quoted(_)
                if at > from
                    && tokens[at - 1].is_capital
                    && tokens.get(at + 1).is_some_and(|next| next.is_capital && next.is_word())
                    && token.end - token.start < 24 =>
            {
                at += 1;
                continue;
            }
            _ => break,
        }
        if token.is_word() {
            if token.is(is::DETERMINER | is::POSSESSIVE) {
                let opens = at == from || tokens[at - 1].is(is::PREPOSITION | is::AND | is::PRONOUN | is::DETERMINER);
                if !opens {
                    break;
                }
            } else if token.is(is::PREPOSITION) {
                let joins = at > from && at + 1 < ceiling && {
                    let head = &tokens[at - 1];
                    let next = &tokens[at + 1];
                    (token.is(is::OF) || head.is(is::ROLE | is::GROUP | is::PRONOUN))
                        && next.is_word()
                        && !next.is(is::TIME)
                        && next.forms & form::ING == 0
                };
                if !joins {
                    break;
                }
            } else if token.is(is::AND) {
                let joins = at > from && at + 1 < ceiling && {
                    let next = &tokens[at + 1];
                    next.is_word()
                        && is_noun_like(next) | next.is(is::DETERMINER | is::POSSESSIVE)
                        && next.is_capital == tokens[at - 1].is_capital
                };
                if !joins {
                    break;
                }
            } else if token.is(is::CLAUSE_WORD)
                || token.is(is::TIME) && at > from && !(at == from + 1 && first.is(is::DETERMINER))
                || !is_noun_like(token)
                || token.is(is::OBJECTIVE) && at > from
            {
                break;
            } else if token.is(is::ADVERB) && at > from {
                break;
            }
        }
        at += 1;
    }
    while at > from
        && (tokens[at - 1].is(is::PREPOSITION | is::AND)
            || tokens[at - 1].is(is::DETERMINER) && !tokens[at - 1].is(is::PRONOUN)
            || !matches!(tokens[at - 1].kind, TokenKind::Word))
    {
        at -= 1;
    }
    (at > from).then_some(from..at)
}

/// Returns the place after the head of a phrase: before its first preposition, comma or relative word.
pub(super) fn head_end(tokens: &[Token], phrase: &Range<usize>) -> usize {
    let ends = |at: &usize| {
        let token = &tokens[*at];
        token.is(is::PREPOSITION | is::TO | is::WHO | is::WHICH) && !token.is(is::GIVEN)
            || token.is_word()
                && token.is_plain()
                && token.forms == form::ING
                && !token.is_capital
                && tokens[*at - 1].is_capital
            || !matches!(token.kind, TokenKind::Word | TokenKind::Owner | TokenKind::Quoted(_) | TokenKind::Other)
    };
    (phrase.start + 1..phrase.end).find(ends).unwrap_or(phrase.end)
}

/// Says whether a word is the verb of a clause: in a form that has a subject, and behind nothing that makes it a noun.
pub(super) fn is_clause_verb(tokens: &[Token], floor: usize, at: usize) -> bool {
    let token = &tokens[at];
    let is_plain = token.is_word() && !token.is_capital && !token.is(is::ROLE | is::GROUP);
    let follows_noun_maker = at > floor
        && (tokens[at - 1].is(is::DETERMINER | is::POSSESSIVE | is::PREPOSITION)
            || tokens[at - 1].kind == TokenKind::Owner);
    is_plain
        && !follows_noun_maker
        && (token.is(is::AUXILIARY)
            || token.forms & (form::PAST | form::THIRD) != 0
                && !(token.forms & form::THIRD != 0 && token.is(is::SAYING_NOUN))
            || token.forms & form::BASE != 0
                && !token.is(is::SAYING_NOUN)
                && at > floor
                && tokens[at - 1].is(is::THEY | is::FIRST | is::YOU | is::GROUP | is::WHO))
}

/// Says whether a phrase names somebody: a name, a pronoun for people, a role or a body.
pub(super) fn is_somebody(tokens: &[Token], subject: &Range<usize>) -> bool {
    let head = &tokens[head_end(tokens, subject) - 1];
    head.is_capital && !head.is(is::IT | is::FIRST | is::THAT | is::DETERMINER)
        || head.is(is::HE | is::SHE | is::THEY | is::WHO | is::ROLE | is::GROUP | is::PRONOUN | is::MALE | is::FEMALE)
}
