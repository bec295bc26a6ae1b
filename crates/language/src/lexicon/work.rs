//! Words by which works and events are told: rows of `lexicon/works/`.

use std::collections::{HashMap, HashSet};

use onrecord_model::WorkKind;

use super::ends::Ends;
use super::lists::lists;
use crate::{Row, Table, table};

const KINDS: Table = table!("works/kinds.tsv");
const TAILS: Table = table!("works/tails.tsv");
const NUMBERS: Table = table!("works/numbers.tsv");

const NAMES: [(&str, WorkKind); 8] = [
    ("series", WorkKind::Series),
    ("film", WorkKind::Film),
    ("book", WorkKind::Book),
    ("webtoon", WorkKind::Webtoon),
    ("song", WorkKind::Song),
    ("game", WorkKind::Game),
    ("event", WorkKind::Event),
    ("other", WorkKind::Other),
];

lists! {
    /// Words that the rules for works look for.
    WorkSmallWords of table!("works/small_words.txt") {
        /// Between the word for a kind and the title: called.
        called,
        /// Before `of` and a title: episode.
        of_work,
        /// Verbs whose object is a title: directed.
        made,
        /// In marks, and no title.
        no_title,
        /// Behind a title in marks: 연출.
        making,
        /// Syllables with which a verb goes on behind such a noun: 한 of 상영한다.
        doing,
        /// Behind a title in marks and the particle of naming: 제목.
        titled,
        /// The particles of naming: 라는.
        naming,
        /// Behind the word for a kind: 인.
        being,
        /// Before the number of an edition: 제.
        edition,
        /// Behind that number: 회.
        edition_unit,
        /// Before the number of a season: 시즌.
        season,
        /// Behind the number of an episode: 회.
        episode_unit,
        /// The English word for a season.
        en_season,
        /// English words for an episode.
        en_episode,
        /// Endings of clauses.
        clause,
        /// Small Korean words that stand for no English word.
        silent,
        /// Behind a number in a Korean title: 호.
        silent_unit,
        /// English words that stand for no Korean word.
        en_silent,
    }
}

/// Words by which works and events are told.
#[derive(Debug, Clone, Default)]
pub struct WorkWords {
    english: HashMap<&'static str, WorkKind>,
    korean: HashMap<&'static str, WorkKind>,
    longest_korean: usize,
    english_tails: HashSet<&'static str>,
    korean_tails: HashSet<&'static str>,
    korean_ends: Ends,
    english_numbers: HashMap<&'static str, u32>,
    korean_numbers: HashMap<String, u32>,
    /// Words that single rules ask for.
    pub small: WorkSmallWords,
}

impl WorkWords {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut words = Self { small: WorkSmallWords::built_in(), ..Self::default() };
        for (kind, english, korean) in KINDS.rows(|row: &mut Row| Ok((row.one_of(&NAMES)?, row.words()?, row.words()?)))
        {
            words.english.extend(english.into_iter().map(|word| (word, kind)));
            words.korean.extend(korean.into_iter().map(|word| (word, kind)));
        }
        words.longest_korean = words.korean.keys().map(|word| word.chars().count()).max().unwrap_or(0);
        for (is_korean, tails) in
            TAILS.rows(|row: &mut Row| Ok((row.one_of(&[("en", false), ("ko", true)])?, row.words()?)))
        {
            let all = if is_korean { &mut words.korean_tails } else { &mut words.english_tails };
            all.extend(tails);
        }
        words.korean_ends = Ends::of(words.korean_tails.iter().copied());
        for (number, english, korean) in
            NUMBERS.rows(|row: &mut Row| Ok((row.number::<u32>()?, row.words()?, row.phrases()?)))
        {
            words.english_numbers.extend(english.into_iter().map(|word| (word, number)));
            words.korean_numbers.extend(korean.into_iter().map(|word| (word, number)));
        }
        words
    }

    /// Returns what an English word, in small letters, says that a title beside it is.
    pub fn english_kind(&self, word: &str) -> Option<WorkKind> {
        self.english.get(word).copied()
    }

    /// Returns what a Korean word without particle says that a title beside it is, by the longest word with which it ends:
    /// 금토드라마.
    pub fn korean_kind(&self, word: &str) -> Option<WorkKind> {
        let starts = word.char_indices().rev().take(self.longest_korean).map(|(at, _)| at);
        let kind = |at: usize| {
            let tail = &word[at..];
            // One syllable alone is a word only by itself: 시, not 감시.
            let is_whole = at == 0 || tail.chars().nth(1).is_some();
            self.korean.get(tail).copied().filter(|_| is_whole)
        };
        starts.filter_map(kind).last()
    }

    /// Says whether a word ends the name of an event: Festival.
    pub fn is_english_tail(&self, word: &str) -> bool {
        self.english_tails.contains(word)
    }

    /// Says whether a Korean word without particle is the last of the name of an event, or ends as such: 축제, 불꽃축제.
    pub fn is_korean_tail(&self, word: &str) -> bool {
        let mut starts = word.char_indices().map(|(at, _)| at);
        self.korean_ends.fits(word)
            && starts.any(|at| {
                let tail = &word[at..];
                self.korean_tails.contains(tail) && (at == 0 || tail.chars().nth(1).is_some())
            })
    }

    /// Returns the number that a word is, in either language or in digits: third, 세, 3.
    pub fn number(&self, word: &str) -> Option<u32> {
        let digits = word.trim_end_matches(|char: char| char.is_ascii_lowercase());
        let by_digits = || digits.parse().ok().filter(|_| digits.len() + 2 >= word.len());
        self.english_numbers.get(word).or_else(|| self.korean_numbers.get(word)).copied().or_else(by_digits)
    }

    /// Returns the Korean words for numbers.
    pub(crate) fn korean_numbers(&self) -> impl Iterator<Item = (&str, u32)> {
        self.korean_numbers.iter().map(|(word, &number)| (word.as_str(), number))
    }
}
