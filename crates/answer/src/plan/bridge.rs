//! Words of the trade in both languages, and the irregular forms of English verbs.

use std::collections::HashMap;

use onrecord_language::lexicon::bridge;
use onrecord_language::{Fault, Lexicon, Row, Table, table, words};

use super::noun::NounEndings;

const VERBS: Table = table!("en/verbs.txt");
const OF_SAYING: Table = table!("en/verbs_of_saying.txt");

/// What may stand for a word: rows of `lexicon/question/bridge.tsv`, found from either side.
#[derive(Debug, Clone)]
pub(crate) struct Bridge {
    /// English phrases by the Korean word.
    english: HashMap<String, Vec<String>>,
    /// Korean words by the English phrase, and by its stems.
    korean: HashMap<String, Vec<String>>,
    stemmed: HashMap<String, Vec<String>>,
    /// Other forms of an irregular verb by the stem of one.
    forms: HashMap<String, Vec<&'static str>>,
    nouns: NounEndings,
}

impl Bridge {
    pub(crate) fn built_in(lexicon: &Lexicon) -> Self {
        let (mut english, mut korean): (HashMap<_, Vec<String>>, HashMap<_, Vec<_>>) = Default::default();
        let mut stemmed: HashMap<_, Vec<_>> = HashMap::new();
        for (hangul, latin) in bridge() {
            let phrases: Vec<String> = latin.into_iter().map(|phrase| phrase.replace('_', " ")).collect();
            for phrase in &phrases {
                stemmed.entry(stems(phrase, lexicon)).or_default().push(hangul.clone());
                korean.entry(phrase.clone()).or_default().push(hangul.clone());
            }
            english.insert(hangul, phrases);
        }
        let mut forms: HashMap<String, Vec<&'static str>> = HashMap::new();
        let of_saying = OF_SAYING.rows(|row| verb(row).and_then(|forms| row.text().map(|_| forms)));
        for row in VERBS.rows(verb).into_iter().chain(of_saying).filter(|row| row.len() > 1) {
            for form in row.iter().filter(|form| form.chars().all(char::is_alphabetic)) {
                forms.entry(stems(form, lexicon)).or_default().extend(row.iter().filter(|other| *other != form));
            }
        }
        Self { english, korean, stemmed, forms, nouns: NounEndings::built_in() }
    }

    /// Returns the English phrases for a Korean word, and whether the word is a row of its own: else its head is one.
    pub(crate) fn english<'a>(&'a self, stem: &str) -> Option<(&'a str, &'a [String], bool)> {
        // `유명한`, `공개된`: a noun that was made a verb or an adjective is the noun.
        let whole =
            std::iter::once(stem).chain(self.nouns.made_of(stem)).find_map(|word| self.english.get_key_value(word));
        let whole = whole.map(|(row, phrases)| (row.as_str(), phrases.as_slice(), true));
        whole.or_else(|| {
            let heads = stem.char_indices().skip(2).map(|(at, _)| &stem[..at]).collect::<Vec<_>>();
            let head = heads.into_iter().rev().find_map(|head| self.english.get_key_value(head));
            head.map(|(row, phrases)| (row.as_str(), phrases.as_slice(), false))
        })
    }

    /// Returns the Korean words for an English phrase: those of its very form (`filming`, not `film`), else those of its stem.
    pub(crate) fn korean(&self, phrase: &str, lexicon: &Lexicon) -> &[String] {
        let exact = self.korean.get(&phrase.to_lowercase());
        exact.or_else(|| self.stemmed.get(&stems(phrase, lexicon))).map_or(&[], Vec::as_slice)
    }

    /// Returns what else stands for what a Korean word stands for.
    pub(crate) fn phrases(&self, hangul: &str) -> &[String] {
        self.english.get(hangul).map_or(&[], Vec::as_slice)
    }

    /// Returns the other forms of an irregular English verb.
    pub(crate) fn forms(&self, word: &str, lexicon: &Lexicon) -> &[&'static str] {
        self.forms.get(&stems(word, lexicon)).map_or(&[], Vec::as_slice)
    }
}

/// Takes a verb and its irregular forms.
fn verb(row: &mut Row) -> Result<Vec<&'static str>, Fault> {
    Ok([vec![row.text()?], row.words()?].concat())
}

fn stems(phrase: &str, lexicon: &Lexicon) -> String {
    words(phrase, lexicon).into_iter().map(|term| term.text).collect::<Vec<_>>().join(" ")
}
