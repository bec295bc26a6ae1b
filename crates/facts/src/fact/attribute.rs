//! What a value is of: the word beside it that says so.

use std::ops::Range;

use onrecord_language::quantity::{Quantity, Value};
use onrecord_language::{Lexicon, Table, table};
use onrecord_model::letter::is_hangul;

const SMALL: Table = table!("facts/small_en.txt");

/// A value in its sentence.
pub(super) struct Clause<'a> {
    pub text: &'a str,
    pub at: Range<usize>,
    pub lexicon: &'a Lexicon,
}

/// A word of a sentence.
type Word = Range<usize>;

impl Clause<'_> {
    /// Says whether the value frames the sentence and states nothing: the time before a turn, the day of a dateline.
    pub fn is_frame(&self) -> bool {
        let before = self.text[..self.at.start].trim_start();
        let behind = self.text[self.at.end..].trim_start();
        let is_stamp = before.trim_start_matches(['[', '(', '<']).is_empty()
            && behind.starts_with([']', ')', '>'])
            && before.starts_with(['[', '(', '<']);
        is_stamp || behind.starts_with(['—', '–']) && before.ends_with(", ")
    }

    /// Returns where the word stands that says what the value is of.
    pub fn attribute(&self, value: &Value) -> Option<Range<usize>> {
        if self.text.chars().any(is_hangul) { self.korean(value) } else { self.english(value) }
    }

    fn words(&self) -> Vec<Word> {
        let start = |word: &str| word.as_ptr() as usize - self.text.as_ptr() as usize;
        let plain = |word: &str| {
            let bare = word.trim_matches(|char: char| !char.is_alphanumeric());
            (!bare.is_empty()).then(|| start(bare)..start(bare) + bare.len())
        };
        self.text.split_whitespace().filter_map(plain).collect()
    }

    /// Says whether something between two words parts them: a comma, a bracket, the end of a clause.
    fn is_parted(&self, one: usize, other: usize) -> bool {
        self.text.get(one..other).is_none_or(|between| between.contains([',', ';', ':', '(', ')', '—', '“', '”']))
    }

    /// `twelve episodes`: what is counted; `a budget of 3 million`, `opened in 2017`, `lasts 70 minutes`: the word before; `14 metres
    /// high`: the word behind.
    fn english(&self, value: &Value) -> Option<Range<usize>> {
        if let Quantity::Count(..) = value.quantity {
            let noun = value.numeral.end..value.at.end;
            let trimmed = self.text.get(noun.clone())?;
            let start = noun.start + (trimmed.len() - trimmed.trim_start().len());
            return (start < noun.end).then_some(start..noun.end);
        }
        let words = self.words();
        let is_small = |word: &Word| {
            let lower = self.text[word.clone()].to_lowercase();
            SMALL.words().contains(&lower.as_str()) || lower.chars().all(|char| char.is_ascii_digit())
        };
        let before: Vec<&Word> = words.iter().filter(|word| word.end <= self.at.start).collect();
        let mut from = self.at.start;
        for (at, word) in before.iter().enumerate().rev() {
            if self.is_parted(word.end, from) {
                break;
            }
            from = word.start;
            if is_small(word) {
                continue;
            }
            let start = at
                .checked_sub(1)
                .map(|at| before[at])
                .filter(|earlier| {
                    !is_small(earlier) && !self.is_parted(earlier.end, word.start) && !self.is_name(earlier)
                })
                .map_or(word.start, |earlier| earlier.start);
            return Some(start..word.end);
        }
        let mut behind = words.iter().filter(|word| word.start >= self.at.end);
        let next = behind.find(|word| !is_small(word) && !self.is_parted(self.at.end, word.start))?;
        Some(next.clone())
    }

    fn is_name(&self, word: &Word) -> bool {
        self.text[word.clone()].starts_with(char::is_uppercase)
    }

    /// `상금은 1억 원`, `승용차 90대`: the word before without its particle; `1994년에 지은`: for days and durations the predicate behind.
    fn korean(&self, value: &Value) -> Option<Range<usize>> {
        let words = self.words();
        let before = words.iter().rfind(|word| word.end <= self.at.start && !self.is_parted(word.end, self.at.start));
        let behind: Vec<&Word> = words.iter().filter(|word| word.start >= self.at.end).collect();
        let bare = |word: &Word| {
            let text = &self.text[word.clone()];
            word.start..word.start + self.lexicon.korean.particles.behind(text).0
        };
        if let Quantity::When(..) | Quantity::Clock(_) | Quantity::Lasting(..) = value.quantity {
            let mut from = self.at.end;
            let mut last = None;
            for word in behind {
                if self.is_parted(from, word.start) {
                    break;
                }
                from = word.end;
                last = Some(word.clone());
            }
            return last.or_else(|| before.map(bare));
        }
        before.map(bare).or_else(|| behind.first().map(|word| bare(word)))
    }
}
