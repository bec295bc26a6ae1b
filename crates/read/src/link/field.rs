//! Fields of work: whether two roles can be one person's.

use std::collections::{BTreeSet, HashMap};

use onrecord_language::{Table, table};

const FIELDS: Table = table!("names/fields.tsv");

/// The rows of `lexicon/names/fields.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    by_word: HashMap<String, Vec<&'static str>>,
    near: HashMap<&'static str, Vec<&'static str>>,
}

impl Fields {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut fields = Self::default();
        for (field, near, words) in FIELDS.rows(|row| Ok((row.text()?, row.words()?, row.words()?))) {
            fields.near.insert(field, near);
            for word in words {
                fields.by_word.entry(word.to_lowercase()).or_default().push(field);
            }
        }
        fields
    }

    /// Returns the fields that roles belong to; `film director` and `총감독` by their last part.
    pub fn of<'a>(&self, roles: impl IntoIterator<Item = &'a String>) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        for role in roles {
            let role = role.to_lowercase();
            for word in role.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
                let tails = word.char_indices().map(|(at, _)| &word[at..]);
                let tails = tails.filter(|tail| *tail == word || !word.is_ascii() && tail.chars().count() > 1);
                if let Some(fields) = tails.map(|tail| self.by_word.get(tail)).find(Option::is_some).flatten() {
                    found.extend(fields.iter().copied());
                }
            }
        }
        found
    }

    /// Says whether no role of the one goes with any of the other.
    pub(crate) fn exclude(&self, one: &BTreeSet<&'static str>, other: &BTreeSet<&'static str>) -> bool {
        let go = |a: &str, b: &str| a == b || self.near.get(a).is_some_and(|near| near.contains(&b));
        !one.is_empty() && !other.is_empty() && !one.iter().any(|a| other.iter().any(|b| go(a, b) || go(b, a)))
    }
}
