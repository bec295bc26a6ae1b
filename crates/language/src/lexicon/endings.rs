//! The rows of `lexicon/ko/word_endings.txt`: particles that are taken off a word before it is searched.

use std::collections::HashSet;

use crate::{Table, table};

const ENDINGS: Table = table!("ko/word_endings.txt");

/// Particles, alone and in a row, that the analyser takes off.
#[derive(Debug, Clone)]
pub struct WordEndings {
    rows: HashSet<&'static str>,
}

impl WordEndings {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        Self { rows: ENDINGS.texts().into_iter().collect() }
    }

    /// Says whether a word is nothing but particles.
    pub(crate) fn is_ending(&self, word: &str) -> bool {
        self.rows.contains(word)
    }

    /// Returns where the stem of a Korean word ends, in bytes: before its longest ending that leaves at least
    /// `fewest` syllables.
    pub fn stem_end(&self, word: &str, fewest: usize) -> usize {
        let starts: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        for length in (1..=4.min(starts.len().saturating_sub(1))).rev() {
            let n_left = starts.len() - length;
            if n_left >= fewest && self.rows.contains(&word[starts[n_left]..]) {
                return starts[n_left];
            }
        }
        word.len()
    }
}
