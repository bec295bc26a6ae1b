//! What a quotation asks of the record: its parts, and what may stand between them.
//!
//! An ellipsis leaves something out, square brackets put something in or in the place of something.

use std::ops::Range;

use onrecord_model::letter::is_syllable;

use super::letters::Letters;
use super::vocabulary::is_left_out;

/// Letters that an ellipsis may leave out.
const LEFT_OUT: usize = 1500;
/// Letters that an ellipsis may leave out beside a part of few letters, which stands anywhere.
const LEFT_OUT_SHORT: usize = 150;
/// Letters that square brackets may stand for.
const REPLACED: usize = 60;

/// The parts of a quotation in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The parts; each has at least one letter.
    pub parts: Vec<Part>,
}

/// A part of a quotation that must stand in the record word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its letters; places are those of the quotation's text.
    pub letters: Letters,
    /// What stands between it and the part before.
    pub gap: Gap,
    /// Whether it may begin inside a word, because a bracket is attached to it.
    is_loose_start: bool,
    /// Whether it may end inside a word, because a bracket is attached to it.
    is_loose_end: bool,
}

/// What stands between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: the first part.
    None,
    /// Words were left out.
    Ellipsis,
    /// Words in square brackets.
    Bracket,
}

impl Pattern {
    /// Returns the pattern of the words of a quotation, without its outer marks.
    pub fn of(text: &str) -> Self {
        Self::cut(text, false)
    }

    /// Returns the readings of the same words that an editor's habits allow, the plainest first.
    ///
    /// A particle behind a bracket may belong to the words in it; words in round brackets may have been put in.
    pub fn readings(text: &str) -> Vec<Self> {
        let mut readings = vec![Self::of(text)];
        if text.contains(['[', '［', '〔']) {
            readings.push(Self::of(text).without_particles(text));
        }
        if text.contains(['(', '（']) {
            readings.push(Self::cut(text, true));
        }
        readings.retain(|pattern| !pattern.parts.is_empty());
        readings.dedup();
        readings
    }

    fn cut(text: &str, round_too: bool) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let (mut ranges, mut from) = (Vec::new(), 0);
        let (mut gap, mut loose) = (Gap::None, false);
        let mut at = 0;
        while at < text.len() {
            let Some((end, kind)) = gap_at(text, at, round_too) else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            ranges.push(from..at);
            if let Kind::Letter(inner) = kind {
                ranges.push(inner);
            } else {
                let next = if kind == Kind::Ellipsis { Gap::Ellipsis } else { Gap::Bracket };
                let is_attached = |char: Option<char>| next == Gap::Bracket && char.is_some_and(char::is_alphanumeric);
                let letters = Letters::of_ranges(text, joined(&ranges));
                if letters.is_empty() {
                    gap = wider(gap, next);
                } else {
                    parts.push(Part {
                        letters,
                        gap,
                        is_loose_start: loose,
                        is_loose_end: is_attached(text[..at].chars().next_back()),
                    });
                    gap = next;
                }
                loose = is_attached(text[end..].chars().next());
                ranges.clear();
            }
            (from, at) = (end, end);
        }
        ranges.push(from..text.len());
        let letters = Letters::of_ranges(text, joined(&ranges));
        if !letters.is_empty() {
            parts.push(Part { letters, gap, is_loose_start: loose, is_loose_end: false });
        }
        if let Some(first) = parts.first_mut() {
            first.gap = Gap::None;
        }
        Self { parts }
    }

    /// Returns the pattern without what is attached to a closing bracket, such as a particle or `'s`.
    fn without_particles(mut self, text: &str) -> Self {
        for part in &mut self.parts {
            if !part.is_loose_start {
                continue;
            }
            let start = part.letters.place(0..1).start;
            let end = start + text[start..].find(|char: char| !char.is_alphanumeric()).unwrap_or(text.len() - start);
            if text[start..end].chars().count() <= 3 {
                let rest = part.letters.place(0..part.letters.len()).end.max(end);
                part.letters = Letters::of_ranges(text, [end..rest]);
                part.is_loose_start = false;
            }
        }
        self.parts.retain(|part| !part.letters.is_empty());
        if let Some(first) = self.parts.first_mut() {
            first.gap = Gap::None;
        }
        self
    }

    /// Returns the number of letters of all parts.
    pub fn n_letters(&self) -> usize {
        self.parts.iter().map(|part| part.letters.len()).sum()
    }

    /// Returns every place where all parts stand in order, as the range of letters of each part.
    pub fn find(&self, letters: &Letters) -> Vec<Vec<Range<usize>>> {
        let Some(first) = self.parts.first() else { return Vec::new() };
        let mut found = Vec::new();
        for at in first.places(letters, 0..letters.len()) {
            let mut ranges = vec![at..at + first.letters.len()];
            if self.go_on(letters, &mut ranges) {
                found.push(ranges);
            }
        }
        found
    }

    fn go_on(&self, letters: &Letters, ranges: &mut Vec<Range<usize>>) -> bool {
        let Some(part) = self.parts.get(ranges.len()) else { return true };
        let from = ranges.last().map_or(0, |range| range.end);
        let limit = match part.gap {
            Gap::None | Gap::Bracket => REPLACED,
            Gap::Ellipsis if is_short(&part.letters) => LEFT_OUT_SHORT,
            Gap::Ellipsis => LEFT_OUT,
        };
        let until = (from + limit + part.letters.len()).min(letters.len());
        // The nearest places are enough: a later part is never nearer to a later place.
        for at in part.places(letters, from..until).into_iter().take(4) {
            ranges.push(at..at + part.letters.len());
            if self.go_on(letters, ranges) {
                return true;
            }
            ranges.pop();
        }
        false
    }
}

impl Part {
    fn places(&self, letters: &Letters, within: Range<usize>) -> Vec<usize> {
        let mut places = letters.find(self.letters.as_str(), within);
        places.retain(|&at| {
            (self.is_loose_start || letters.starts_word(at))
                && (self.is_loose_end || letters.ends_word(at + self.letters.len()))
        });
        places
    }
}

fn is_short(letters: &Letters) -> bool {
    letters.len() < if letters.chars().iter().copied().any(is_syllable) { 4 } else { 8 }
}

fn wider(one: Gap, other: Gap) -> Gap {
    if Gap::Ellipsis == one { one } else { other }
}

/// Joins ranges that touch, so that no word is cut where a bracket was only round a letter.
fn joined(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    ranges.iter().filter(|range| !range.is_empty()).cloned().collect()
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Ellipsis,
    Bracket,
    /// One letter in brackets at the head of a word, as in `[T]he`.
    Letter(Range<usize>),
}

/// Returns where the gap that begins at `at` ends, and what it is.
fn gap_at(text: &str, at: usize, round_too: bool) -> Option<(usize, Kind)> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    match first {
        '…' | '⋯' | '‥' => {
            let width = rest.len() - rest.trim_start_matches(['…', '⋯', '‥', '.']).len();
            Some((at + width, Kind::Ellipsis))
        }
        '.' | '·' | '・' => {
            let width = rest.find(|char: char| char != first && char != ' ').unwrap_or(rest.len());
            let run = rest[..width].trim_end();
            let n_dots = run.chars().filter(|&char| char == first).count();
            let is_tight = !run.contains(' ');
            (n_dots >= 3 || n_dots == 2 && is_tight && first == '.').then_some((at + run.len(), Kind::Ellipsis))
        }
        '[' | '［' | '〔' | '(' | '（' | '<' | '〈' => {
            let (close, char) = rest
                .char_indices()
                .skip(1)
                .take(160)
                .find(|(_, char)| matches!(char, ']' | '］' | '〕' | ')' | '）' | '>' | '〉' | '\n'))?;
            if char == '\n' {
                return None;
            }
            let inner = at + first.len_utf8()..at + close;
            let words = text[inner.clone()].trim();
            let end = at + close + char.len_utf8();
            let is_ellipsis = words.chars().all(|char| matches!(char, '.' | '…' | '⋯' | '‥' | '·' | ' ' | '-' | '—'));
            if is_ellipsis || is_left_out(words) {
                return Some((end, Kind::Ellipsis));
            }
            // An escape sequence of a terminal begins with a bracket, too.
            let is_square = matches!(first, '[' | '［' | '〔') && !text[..at].ends_with('\u{1b}');
            let leads_word = text[end..].chars().next().is_some_and(char::is_alphabetic);
            if is_square
                && leads_word
                && words.chars().count() == 1
                && words.chars().all(|char| char.is_ascii_alphabetic())
            {
                return Some((end, Kind::Letter(inner)));
            }
            (is_square || round_too && matches!(first, '(' | '（')).then_some((end, Kind::Bracket))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "감독은 “처음엔 그가 웃는 장면이 없었다. 촬영을 14개월 하면서 생각이 바뀌었다”고 했다. \
        She said: “When the rain came, I wasn’t able to film the harbour at all, so we waited for a week.”";

    #[track_caller]
    fn check(quotation: &str, stands: bool) {
        let letters = Letters::of(RECORD);
        let found = Pattern::readings(quotation).iter().any(|pattern| !pattern.find(&letters).is_empty());
        assert_eq!(found, stands, "{quotation}");
    }

    #[test]
    fn legitimate_edits_stand() {
        for quotation in [
            "촬영을 14개월 하면서 생각이 바뀌었다",
            "처음엔 그가 웃는 장면이 … 생각이 바뀌었다",
            "처음엔 [시은이] 웃는 장면이 없었다",
            "처음엔 [시은]이 웃는 장면이 없었다",
            "처음엔 그가 (시은이) 웃는 장면이 없었다",
            "그가 웃는 장면이 없었다. (중략) 생각이 바뀌었다.",
            "[W]hen the rain came, I wasn't able to film [the port] at all",
            "when the rain came... we waited for a week",
            "I wasn’t able to film [it] at all, so [the crew] waited",
            "…so we waited for a week…",
        ] {
            check(quotation, true);
        }
    }

    #[test]
    fn other_words_do_not() {
        for quotation in [
            "촬영을 4개월 하면서 생각이 바뀌었다",
            "생각이 바뀌었다 … 처음엔 그가 웃는 장면이",
            "I was able to film the harbour",
            "able to film the harbour at al",
            "처음엔 [시은이] 우는 장면이 없었다",
            "When the rain came, we waited for a week",
        ] {
            check(quotation, false);
        }
    }
}
