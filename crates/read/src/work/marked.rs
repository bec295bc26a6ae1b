//! Titles between marks: 〈 〉, 《 》, 『 』, 「 」, < >, ‘ ’, “ ”, and emphasis of Markdown.

use std::ops::Range;

use onrecord_language::work::is_korean;
use onrecord_model::letter::is_syllable;
use onrecord_model::{BlockKind, Quote, WorkKind};

use super::beside;
use super::found::Found;
use crate::ground::Ground;

/// The longest title, in characters.
const LONGEST: usize = 70;
/// The most words of a title.
const MOST_WORDS: usize = 12;

/// How much a pair of marks says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Titles stand in it.
    Title,
    /// Titles stand in it among other things.
    Angle,
    /// Speech and words of all kinds stand in it.
    Quotation,
    /// What is written slanted.
    Slanted,
}

/// Words between marks.
struct Marked {
    outer: Range<usize>,
    inner: Range<usize>,
    mark: Mark,
}

/// Returns the titles that stand between marks.
pub(super) fn titles(ground: &Ground, quotes: &[Quote]) -> Vec<Found> {
    let text = ground.document.text();
    let speech = speech(quotes);
    let mut found = Vec::new();
    for one in marked(text) {
        if is_left_out(ground, one.inner.start) {
            continue;
        }
        let is_speech = speech.binary_search_by(|span| overlap(span, &one.inner)).is_ok();
        let words = &text[one.inner.clone()];
        if is_korean(words) {
            korean(ground, &one, is_speech, &mut found);
        } else {
            latin(ground, &one, is_speech, &mut found);
        }
    }
    found
}

/// Returns the title in the other script in round brackets behind one: 〈소금길〉(Salt Road).
fn in_brackets(text: &str, at: usize, is_hangul: bool) -> Option<Range<usize>> {
    let rest = text[at..].strip_prefix(' ').unwrap_or(&text[at..]);
    let inner = rest.strip_prefix('(')?;
    let inner = &inner[..inner.char_indices().take(LONGEST).find(|&(_, char)| char == ')')?.0];
    let is_other = |char: char| if is_hangul { char.is_ascii_uppercase() } else { is_syllable(char) };
    let start = inner.find(is_other)?;
    // A year behind it is no part of it: (Salt Road, 2021).
    let (title, behind) = inner[start..].split_once(',').unwrap_or((&inner[start..], ""));
    let is_year = behind.trim().chars().all(|char| char.is_ascii_digit());
    let words = if is_year { title } else { &inner[start..] };
    let words = words.trim_matches(|char: char| !char.is_alphanumeric());
    if words.contains(['\n', ',', ':', ';']) || words.is_empty() || is_hangul && is_korean(words) {
        return None;
    }
    let start = text.len() - rest.len() + 1 + start;
    let start = start + text[start..].find(words)?;
    Some(start..start + words.len())
}

/// Returns the title in the other script that stands before one in a line, where that is said to be its name there: ‘…’라는
/// 영어 제목으로.
fn named_before(text: &str, found: &[Found], at: usize, is_hangul: bool) -> Option<Range<usize>> {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = found.iter().rev().take_while(|one| one.at.start >= line);
    let mut before = before.filter(|one| is_korean(&text[one.at.clone()]) != is_hangul && one.is_sure);
    before.next().map(|one| one.at.clone())
}

fn overlap(span: &Range<usize>, inner: &Range<usize>) -> std::cmp::Ordering {
    if span.end <= inner.start {
        std::cmp::Ordering::Less
    } else if span.start >= inner.end {
        std::cmp::Ordering::Greater
    } else if span.start + 4 < inner.start || span.end > inner.end + 4 {
        // Marks inside of what somebody said.
        std::cmp::Ordering::Less
    } else {
        std::cmp::Ordering::Equal
    }
}

/// Returns where words stand that somebody said, in order.
fn speech(quotes: &[Quote]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> =
        quotes.iter().flat_map(|quote| &quote.stretches).map(|span| span.range()).collect();
    all.sort_by_key(|span| span.start);
    all
}

fn is_left_out(ground: &Ground, at: usize) -> bool {
    let blocks = &ground.document.blocks;
    let nth = blocks.partition_point(|block| block.span.start() <= at);
    nth.checked_sub(1).is_some_and(|nth| matches!(blocks[nth].kind, BlockKind::Boilerplate | BlockKind::Link))
}

/// Returns the stretches between marks, in order; what stands in other marks inside comes after.
fn marked(text: &str) -> Vec<Marked> {
    let mut found = Vec::new();
    let mut before = None;
    for (at, char) in text.char_indices() {
        let here = before.replace(char);
        let Some((close, mark)) = closer(char) else { continue };
        let is_sign = matches!(char, '\'' | '"' | '*' | '_');
        if is_sign && here.is_some_and(|here| here.is_alphanumeric() || here == char) {
            continue;
        }
        let start = at + char.len_utf8();
        let Some(end) = end(text, start, close) else { continue };
        let inner = &text[start..end];
        if inner.starts_with(|first: char| !first.is_alphanumeric()) || inner.ends_with(char::is_whitespace) {
            continue;
        }
        found.push(Marked { outer: at..end + close.len_utf8(), inner: start..end, mark });
    }
    found
}

fn closer(open: char) -> Option<(char, Mark)> {
    Some(match open {
        '〈' => ('〉', Mark::Title),
        '《' => ('》', Mark::Title),
        '『' => ('』', Mark::Title),
        '「' => ('」', Mark::Title),
        '<' => ('>', Mark::Angle),
        '‘' => ('’', Mark::Quotation),
        '“' => ('”', Mark::Quotation),
        '\'' => ('\'', Mark::Quotation),
        '"' => ('"', Mark::Quotation),
        '*' => ('*', Mark::Slanted),
        '_' => ('_', Mark::Slanted),
        _ => return None,
    })
}

/// Returns where a mark closes, within a line; an apostrophe closes nothing.
fn end(text: &str, start: usize, close: char) -> Option<usize> {
    let mut before = None;
    for (n, (at, char)) in text[start..].char_indices().enumerate() {
        if char == '\n' || n > LONGEST {
            return None;
        }
        if char == close {
            let behind = text[start + at + char.len_utf8()..].chars().next();
            let is_inside = |char: Option<char>| char.is_some_and(|char| char.is_ascii_alphanumeric());
            if !matches!(close, '’' | '\'') || !(is_inside(before) && is_inside(behind)) {
                return (at > 0).then_some(start + at);
            }
        }
        before = Some(char);
    }
    None
}

/// A title in Hangul.
fn korean(ground: &Ground, one: &Marked, is_speech: bool, found: &mut Vec<Found>) {
    let text = ground.document.text();
    let small = &ground.lexicon.works.small;
    let (inner, also) = apart(text, one.inner.clone());
    let words = text[inner.clone()].trim();
    let n_words = words.split_whitespace().count();
    if small.no_title.has(words)
        || n_words > MOST_WORDS
        || words.contains(['=', '/', '|', '@'])
        || words.ends_with(['.', ',', ':'])
    {
        return;
    }
    let before = beside::korean_kind_before(ground, one.outer.start);
    let behind = beside::korean_behind(ground, one.outer.end);
    let kind = before.or(behind.kind);
    let is_shown = kind.is_some() || behind.is_made || behind.is_titled;
    let is_clause = words.ends_with(['?', '!', '…']) || n_words > 1 && small.clause.ends(words);
    let is_sure = match one.mark {
        Mark::Title => !is_speech || is_shown,
        Mark::Angle => !is_clause || is_shown,
        Mark::Quotation | Mark::Slanted => is_shown && !is_speech && (!is_clause || kind.is_some()),
    };
    if !is_sure && (is_speech || is_clause || n_words > 6) {
        return;
    }
    let also = also.or_else(|| in_brackets(text, one.outer.end, true));
    found.extend(korean_parts(ground, inner.clone(), kind));
    found.push(Found { at: inner, kind, is_sure, also });
}

/// Returns what of a title may stand by itself elsewhere: what is before a colon and behind it, and what is behind the word for a
/// kind: 〈연극 소금길〉.
fn korean_parts(ground: &Ground, at: Range<usize>, kind: Option<WorkKind>) -> Vec<Found> {
    let words = &ground.document.text()[at.clone()];
    let part = |range: Range<usize>, kind: Option<WorkKind>| {
        let part = &words[range.clone()];
        let start = at.start + range.start + part.len() - part.trim_start().len();
        let at = start..start + part.trim().len();
        (part.trim().chars().count() > 1).then_some(Found { at, kind, is_sure: false, also: None })
    };
    if let Some(colon) = words.find(':') {
        return [part(0..colon, kind), part(colon + 1..words.len(), kind)].into_iter().flatten().collect();
    }
    let Some(space) = words.find(' ') else { return Vec::new() };
    let own = ground.lexicon.works.korean_kind(&words[..space]);
    own.and_then(|own| part(space..words.len(), Some(own))).into_iter().collect()
}

/// A title in Latin letters.
fn latin(ground: &Ground, one: &Marked, is_speech: bool, found: &mut Vec<Found>) {
    let text = ground.document.text();
    let words = text[one.inner.clone()].trim_end_matches([',', '.', ';', ':']);
    let inner = one.inner.start..one.inner.start + words.len();
    let n_words = words.split_whitespace().count();
    let ends_sentence = text[one.inner.clone()].ends_with(['?', '!', '.']) && is_speech;
    if !has_capitals(ground, words) || n_words > MOST_WORDS || ends_sentence {
        return;
    }
    let english = beside::english_kind(ground, one.outer.clone());
    let before = beside::korean_kind_before(ground, one.outer.start);
    let behind = beside::korean_behind(ground, one.outer.end);
    let kind = english.or(before).or(behind.kind);
    let is_shown = kind.is_some() || behind.is_made || behind.is_titled;
    let is_sure = match one.mark {
        Mark::Title => true,
        Mark::Angle => is_shown,
        Mark::Quotation => {
            is_shown && (!is_speech || n_words > 1) || !is_speech && (n_words > 1 || is_inside(text, &one.outer))
        }
        Mark::Slanted => is_shown || n_words > 1,
    };
    let also = in_brackets(text, one.outer.end, false);
    let also = also.or_else(|| named_before(text, found, one.outer.start, false).filter(|_| behind.is_titled));
    if is_sure || also.is_some() || n_words > 1 || !is_speech {
        found.push(Found { at: inner, kind, is_sure: is_sure || also.is_some(), also });
    }
}

/// Says whether marks stand inside of a sentence, behind a small letter.
fn is_inside(text: &str, outer: &Range<usize>) -> bool {
    text[..outer.start].trim_end().ends_with(|char: char| char.is_lowercase())
}

/// Says whether every word that counts begins with a capital, as in titles.
pub(super) fn has_capitals(ground: &Ground, words: &str) -> bool {
    let small = &ground.lexicon.english.small.small_in_title;
    let mut n_capitals = 0;
    for (nth, word) in words.split_whitespace().enumerate() {
        let Some(first) = word.chars().find(|char| char.is_alphanumeric()) else { continue };
        if first.is_uppercase() || first.is_numeric() {
            n_capitals += 1;
        } else if nth == 0 || !small.has(word) {
            return false;
        }
    }
    n_capitals > 0
}

/// Parts a title in Hangul from the Latin one that stands behind it in round brackets: 소금길(Salt Road).
fn apart(text: &str, inner: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let words = &text[inner.clone()];
    let Some(open) = words.find('(').filter(|&open| open > 0 && words.ends_with(')')) else { return (inner, None) };
    let also = inner.start + open + 1..inner.end - 1;
    let is_latin = !is_korean(&text[also.clone()]) && text[also.clone()].chars().any(|char| char.is_ascii_uppercase());
    let bare = inner.start..inner.start + words[..open].trim_end().len();
    if is_latin { (bare, Some(also)) } else { (bare, None) }
}
