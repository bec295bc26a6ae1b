//! Words of both languages as concepts: a stem of English, and what a Korean word may be in English.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use onrecord_language::lexicon::bridge;
use onrecord_language::{Lexicon, Table, TermKind, table, words};
use onrecord_model::letter::is_hangul;

const SMALL: Table = table!("facts/small_en.txt");
const STOP_EN: Table = table!("question/stop_en.txt");
const STOP_KO: Table = table!("question/stop_ko.txt");
const CORRECTIONS: Table = table!("facts/corrections.txt");

/// What words are compared by.
pub struct Concepts {
    lexicon: &'static Lexicon,
    /// Stems of English by the Korean word.
    english: HashMap<String, Vec<String>>,
    stop: HashSet<String>,
    stop_korean: HashSet<&'static str>,
    corrections: Vec<String>,
    numbers: RefCell<HashMap<String, u32>>,
}

impl Concepts {
    /// Returns the rows that ship with the program.
    pub fn built_in(lexicon: &'static Lexicon) -> Self {
        let stems = |phrase: &str| words(phrase, lexicon).into_iter().map(|term| term.text).collect::<Vec<_>>();
        let mut english: HashMap<String, Vec<String>> = HashMap::new();
        for (korean, phrases) in bridge() {
            let all = phrases.into_iter().flat_map(|phrase| stems(&phrase.replace('_', " ")));
            english.entry(korean).or_default().extend(all);
        }
        let stop = SMALL.words().into_iter().chain(STOP_EN.words()).flat_map(stems).collect();
        Self {
            lexicon,
            english,
            stop,
            stop_korean: STOP_KO.words().into_iter().collect(),
            numbers: RefCell::default(),
            corrections: CORRECTIONS.words().into_iter().map(|word| word.replace('_', " ")).collect(),
        }
    }

    /// Returns what is known of the languages.
    pub(super) fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// Returns the number that stands for a concept here; it says nothing elsewhere.
    pub(super) fn number(&self, concept: String) -> u32 {
        let mut numbers = self.numbers.borrow_mut();
        let next = numbers.len() as u32;
        *numbers.entry(concept).or_insert(next)
    }

    /// Returns the concepts of a text, each word as all that it may be: one list a word.
    pub(super) fn of(&self, text: &str) -> Vec<Vec<u32>> {
        let number = |word: Vec<String>| word.into_iter().map(|concept| self.number(concept)).collect();
        self.words(text).into_iter().map(number).collect()
    }

    fn words(&self, text: &str) -> Vec<Vec<String>> {
        let mut all = Vec::new();
        for word in text.split(|char: char| !char.is_alphanumeric() && char != '\'' && char != '’') {
            if word.is_empty() {
                continue;
            }
            if word.chars().any(is_hangul) {
                all.extend(self.korean(word));
            } else {
                for term in words(word, self.lexicon).into_iter().filter(|term| term.kind == TermKind::Word) {
                    if term.text.len() > 1 && !self.stop.contains(&term.text) {
                        all.push(vec![term.text]);
                    }
                }
            }
        }
        all
    }

    fn korean(&self, word: &str) -> Option<Vec<String>> {
        let stem = &word[..self.lexicon.korean.particles.behind(word).0];
        if self.stop_korean.contains(stem) || self.stop_korean.contains(word) || !stem.chars().any(is_hangul) {
            return None;
        }
        let heads = [word, stem]
            .into_iter()
            .chain(stem.char_indices().skip(2).map(|(at, _)| &stem[..at]).collect::<Vec<_>>().into_iter().rev());
        let row = heads.into_iter().find_map(|head| self.english.get_key_value(head));
        if stem.chars().count() < 2 && row.is_none() {
            return None;
        }
        let own = row.map_or(stem, |(row, _)| row.as_str());
        let mut all: BTreeSet<String> = BTreeSet::from([own.to_owned()]);
        all.extend(
            row.into_iter().flat_map(|(_, english)| english.iter().cloned()).filter(|stem| !self.stop.contains(stem)),
        );
        Some(all.into_iter().collect())
    }

    /// Says whether a text corrects something.
    pub(super) fn corrects(&self, text: &str) -> bool {
        let words: Vec<&str> = self.corrections.iter().map(String::as_str).collect();
        self.has(text, &words)
    }

    fn has(&self, text: &str, wanted: &[&str]) -> bool {
        let lower = text.to_lowercase();
        let korean = |word: &&&str| word.chars().any(is_hangul);
        wanted.iter().filter(korean).any(|word| lower.contains(*word))
            || wanted.iter().filter(|word| word.contains(' ')).any(|word| lower.contains(*word))
            || lower
                .split(|char: char| !char.is_alphanumeric() && char != '\'' && char != '’')
                .any(|word| wanted.contains(&word))
    }
}
