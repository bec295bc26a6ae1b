//! What stands beside a title: words for its kind, who made it.

use std::ops::Range;

use onrecord_language::lexicon::is;
use onrecord_language::token::{Token, TokenKind};
use onrecord_model::WorkKind;
use onrecord_model::letter::is_syllable;

use crate::ground::Ground;

/// The most bytes of a line that are looked at on either side.
const NEAR: usize = 60;
/// The most words behind a title that are looked at.
const WORDS: usize = 4;

/// What stands behind a title in marks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Behind {
    pub kind: Option<WorkKind>,
    /// Who made it, or what was done with it.
    pub is_made: bool,
    /// That it is a title or a name.
    pub is_titled: bool,
}

/// Returns what the Korean word before a place says that a title there is: 드라마 〈…〉.
pub(super) fn korean_kind_before(ground: &Ground, at: usize) -> Option<WorkKind> {
    let text = ground.document.text();
    let from = text.floor_char_boundary(at.saturating_sub(NEAR));
    let line = text[from..at].rsplit('\n').next().unwrap_or_default().trim_end();
    let word = line.rsplit(|char: char| char.is_whitespace() || matches!(char, '(' | '[' | ',' | '·')).next()?;
    let word = word.trim_start_matches(|char: char| !char.is_alphanumeric());
    let works = &ground.lexicon.works;
    let bare = works.small.being.strip(word).unwrap_or(word);
    works.korean_kind(bare)
}

/// Returns what stands behind a title in marks in Korean text.
pub(super) fn korean_behind(ground: &Ground, at: usize) -> Behind {
    let text = ground.document.text();
    let near = &text[at..text.floor_char_boundary((at + NEAR).min(text.len()))];
    let line = near.split('\n').next().unwrap_or_default();
    let (works, particles) = (&ground.lexicon.works, &ground.lexicon.korean.particles);
    let mut behind = Behind::default();
    // What is glued to the closing mark is a particle, or a note with another name.
    let glued = line.find(char::is_whitespace).unwrap_or(line.len());
    let is_naming = works.small.naming.has(line[..glued].trim_matches(|char: char| !is_syllable(char)));
    if !line.starts_with(|char: char| is_syllable(char) || char.is_whitespace() || matches!(char, '(' | ',')) {
        return behind;
    }
    for (nth, word) in line[glued..].split_whitespace().take(WORDS).enumerate() {
        let ends = word.ends_with(['.', ',', '”', '?', '!']);
        let word = word.trim_matches(|char: char| !char.is_alphanumeric());
        if word.is_empty() {
            break;
        }
        let noun = &word[..particles.behind(word).0];
        let stem = of_verb(ground, word);
        behind.is_made |= [word, noun, stem].iter().any(|word| works.small.making.has(word));
        behind.is_titled |= is_naming && nth < 2 && (works.small.titled.has(word) || works.small.titled.has(noun));
        if nth == 0 && (is_naming || glued == 0) {
            behind.kind = behind.kind.or(works.korean_kind(noun));
        }
        if ends {
            break;
        }
    }
    behind
}

/// Returns the noun of two syllables or more of a verb of doing or becoming: 상영 of 상영한다.
fn of_verb<'a>(ground: &Ground, word: &'a str) -> &'a str {
    let goes_on = |&at: &usize| ground.lexicon.works.small.doing.begins(&word[at..]);
    let end = word.char_indices().skip(2).map(|(at, _)| at).find(goes_on);
    end.map_or(word, |end| &word[..end])
}

/// Returns what the English words beside a stretch of a text say that a title there is.
pub(super) fn english_kind(ground: &Ground, at: Range<usize>) -> Option<WorkKind> {
    let block = ground.english.partition_point(|block| block.span.start() <= at.start).checked_sub(1)?;
    let tokens = &ground.tokens[block];
    let start = tokens.partition_point(|token| (token.start as usize) < at.start);
    let end = tokens.partition_point(|token| (token.start as usize) < at.end);
    kind(ground, tokens, start..end).map(|(kind, _)| kind)
}

/// How near the word for a kind stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Near {
    /// Right before: the drama Salt Road.
    Right,
    /// In an apposition, or as what it is said to be.
    Apart,
}

/// Returns what the tokens around some say that a title is.
pub(super) fn kind(ground: &Ground, tokens: &[Token], at: Range<usize>) -> Option<(WorkKind, Near)> {
    before(ground, tokens, &at).or_else(|| behind(ground, tokens, at.end).map(|kind| (kind, Near::Apart)))
}

fn lower(ground: &Ground, token: &Token) -> String {
    ground.document.text()[token.range()].to_lowercase()
}

fn is_mark(token: &Token) -> bool {
    token.kind == TokenKind::Other
}

fn before(ground: &Ground, tokens: &[Token], at: &Range<usize>) -> Option<(WorkKind, Near)> {
    let works = &ground.lexicon.works;
    let mut place = at.start;
    let mut has_comma = false;
    while let Some(token) = place.checked_sub(1).and_then(|before| tokens.get(before)) {
        place -= 1;
        match token.kind {
            _ if is_mark(token) => continue,
            TokenKind::Comma if !has_comma => has_comma = true,
            TokenKind::Word => {
                let word = lower(ground, token);
                if works.small.called.has(&word) {
                    continue;
                }
                if token.is_capital && tokens[..place].last().is_some_and(|before| before.is_word()) {
                    return None;
                }
                let kind = works.english_kind(&word)?;
                // The series, Salt Road, …: an apposition is closed.
                let is_closed = tokens.get(at.end).is_none_or(|next| !next.is_word() && next.kind != TokenKind::Owner);
                return (!has_comma || is_closed).then_some((kind, if has_comma { Near::Apart } else { Near::Right }));
            }
            _ => return None,
        }
    }
    None
}

/// Salt Road, the drama about …; Salt Road is a game.
fn behind(ground: &Ground, tokens: &[Token], mut at: usize) -> Option<WorkKind> {
    while tokens.get(at).is_some_and(is_mark) {
        at += 1;
    }
    let first = tokens.get(at)?;
    if first.kind != TokenKind::Comma && !first.is(is::BE) {
        return None;
    }
    let article = tokens.get(at + 1)?;
    if !article.is(is::DETERMINER | is::POSSESSIVE) {
        return None;
    }
    for place in at + 2..(at + 8).min(tokens.len()) {
        let token = &tokens[place];
        if !token.is_word() && token.kind != TokenKind::Owner && token.kind != TokenKind::Dash {
            return None;
        }
        if token.is(is::PREPOSITION | is::OF | is::WHO | is::WHICH | is::THAT) && place > at + 2 {
            return None;
        }
        if let Some(kind) = ground.lexicon.works.english_kind(&lower(ground, token)) {
            let next = tokens.get(place + 1);
            let is_head = next.is_none_or(|next| {
                !next.is_word() || next.kinds != 0 && !next.is(is::ROLE | is::GROUP | is::GROUP_NAME | is::TITLE)
            });
            if is_head {
                return Some(kind);
            }
        }
    }
    None
}
