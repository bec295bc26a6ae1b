//! Words of a question that are asked with, not about.

use std::collections::HashSet;

use onrecord_language::{Patterns, Row, Table, table};

const ENGLISH: Table = table!("question/stop_en.txt");
const KOREAN: Table = table!("question/stop_ko.txt");
const ENDINGS: Table = table!("question/endings_ko.txt");

const NO_NAMES: Table = table!("question/no_names_en.txt");

#[derive(Debug, Clone)]
pub(crate) struct Stop {
    english: HashSet<&'static str>,
    korean: Patterns,
    endings: Vec<&'static str>,
    no_names: HashSet<&'static str>,
}

impl Stop {
    pub(crate) fn built_in() -> Self {
        let mut endings = ENDINGS.texts();
        endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        Self {
            english: ENGLISH.texts().into_iter().collect(),
            korean: KOREAN.rows(Row::pattern).into_iter().collect(),
            endings,
            no_names: NO_NAMES.texts().into_iter().collect(),
        }
    }

    /// Says whether an English word, in lower case, is asked with.
    pub(crate) fn is_english(&self, word: &str) -> bool {
        self.english.contains(word)
    }

    /// Says whether a capitalised word, in lower case, is no name of its own: a nationality, a month, a day.
    pub(crate) fn is_no_name(&self, word: &str) -> bool {
        self.no_names.contains(word)
    }

    /// Says whether a Korean word is asked with.
    pub(crate) fn is_korean(&self, word: &str) -> bool {
        self.korean.fit(word)
    }

    /// Returns the one syllable that is left of a verb without its ending: 썼 of 썼나요.
    pub(crate) fn verb_of_one<'a>(&self, word: &'a str) -> Option<&'a str> {
        let stems = self.endings.iter().filter_map(|ending| word.strip_suffix(ending));
        stems.into_iter().find(|stem| stem.chars().count() == 1)
    }

    /// Returns a Korean word without the ending that a question's verb has, where two syllables remain.
    pub(crate) fn without_ending<'a>(&self, word: &'a str) -> &'a str {
        let stems = self.endings.iter().filter_map(|ending| word.strip_suffix(ending));
        stems.into_iter().find(|stem| stem.chars().count() >= 2).unwrap_or(word)
    }
}
