//! Tables of fixed rows that are asked for each word of a text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use onrecord_model::letter::is_syllable;

/// A map of rows. Its hash is quick and not keyed: rows are ours, and what is looked up is never put in.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// A hash for short words, eight bytes at a time: every word of every document is looked up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..part.len()].copy_from_slice(part);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// The last syllables of rows: tells most words from them without a look at the rows.
#[derive(Debug, Clone, Default)]
pub struct Ends {
    syllables: Vec<u64>,
}

impl Ends {
    pub fn of<'a>(rows: impl Iterator<Item = &'a str>) -> Self {
        let mut syllables = vec![0u64; 11_172 / 64 + 1];
        for last in rows.filter_map(|row| row.chars().next_back()).filter(|char| is_syllable(*char)) {
            let nth = last as usize - 0xac00;
            syllables[nth / 64] |= 1 << (nth % 64);
        }
        Self { syllables }
    }

    /// Says whether a row may end as a word does; always where its last character is no syllable.
    pub fn fits(&self, word: &str) -> bool {
        word.chars().next_back().is_some_and(|last| self.fits_char(last))
    }

    /// Says whether a row may end with a character; always where it is no syllable.
    pub fn fits_char(&self, last: char) -> bool {
        if !is_syllable(last) {
            return true;
        }
        let nth = last as usize - 0xac00;
        self.syllables.get(nth / 64).is_some_and(|bits| bits >> (nth % 64) & 1 == 1)
    }
}

/// Rows by their last syllables, of which a word's ends are asked for.
#[derive(Debug, Clone, Default)]
pub struct Endings(Map<char, Vec<&'static str>>);

impl Endings {
    pub fn of(rows: Vec<&'static str>) -> Self {
        let mut by_last: Map<char, Vec<&'static str>> = Map::default();
        for row in rows {
            row.chars().next_back().into_iter().for_each(|last| by_last.entry(last).or_default().push(row));
        }
        Self(by_last)
    }

    /// Returns the rows that a word ends with.
    pub fn of_word<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let rows = word.chars().next_back().and_then(|last| self.0.get(&last));
        rows.into_iter().flatten().copied().filter(|row| word.ends_with(row))
    }
}

/// The first syllables of rows; see [`Ends`].
#[derive(Debug, Clone, Default)]
pub struct Starts(pub Ends);

impl Starts {
    /// Says whether a row may begin as a text does; always where its first character is no syllable.
    pub fn fits(&self, text: &str) -> bool {
        let first = text.chars().next().map_or(0, char::len_utf8);
        self.0.fits(&text[..first])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_fit_rows_and_words_that_are_no_hangul() {
        let ends = Ends::of(["배우", "PD"].into_iter());
        assert!(ends.fits("여배우") && ends.fits("CP") && !ends.fits("감독") && !ends.fits(""));
    }
}
