//! Tells at a glance where no value can start, which is nearly everywhere.

use super::cursor::{Cursor, digit, is_vulgar};
use super::rows::{Rows, of_kind};

/// What values start with.
#[derive(Debug, Clone)]
pub(super) struct Starts {
    /// First syllables of Korean words, in order.
    syllables: Vec<char>,
    /// English words, in order.
    words: Vec<&'static str>,
    /// First characters of signs before a number.
    signs: Vec<char>,
}

/// The longest English word that starts a value, in bytes.
const LONGEST: usize = 16;

impl Starts {
    pub fn of(rows: &Rows) -> Self {
        let (english, korean) = (&rows.english, &rows.korean);
        let halves = of_kind(&korean.words, "half").iter().filter_map(|word| word.chars().next());
        let mut syllables: Vec<char> = korean.numbers.keys().chain(korean.days.keys()).copied().chain(halves).collect();
        let mut words: Vec<&str> = english.numbers.keys().chain(english.days.keys()).copied().collect();
        syllables.sort_unstable();
        words.sort_unstable();
        Self { syllables, words, signs: rows.signs_before.iter().filter_map(|(sign, _)| sign.chars().next()).collect() }
    }

    /// Says whether a value may start here.
    pub fn fits(&self, cursor: Cursor<'_>) -> bool {
        let Some(first) = cursor.rest().chars().next() else { return false };
        if ('가'..='힣').contains(&first) {
            return self.syllables.binary_search(&first).is_ok();
        }
        if digit(first).is_some() || self.signs.contains(&first) || is_vulgar(first) {
            return true;
        }
        first.is_ascii_alphabetic() && self.fits_word(cursor.rest())
    }

    fn fits_word(&self, rest: &str) -> bool {
        let mut lower = [0u8; LONGEST];
        let mut length = 0;
        for byte in rest.bytes().take_while(u8::is_ascii_alphabetic) {
            let Some(place) = lower.get_mut(length) else { return false };
            *place = byte.to_ascii_lowercase();
            length += 1;
        }
        let word = std::str::from_utf8(&lower[..length]).unwrap_or_default();
        // Her thirties.
        word.ends_with("ies") || self.words.binary_search(&word).is_ok()
    }
}
