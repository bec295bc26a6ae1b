//! Other names of a person that no rule of spelling can see: stage names, foreigners in Hangul.

use std::collections::HashMap;

use onrecord_model::letter::is_syllable;
use unicode_normalization::UnicodeNormalization;

/// Rows of names, each row one person's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    rows: Vec<Vec<String>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Aliases {
    /// Returns the rows of a file: a person a line, names parted by tabs; blank lines and lines from `#` are skipped.
    pub fn parse(file: &str) -> Self {
        let mut aliases = Self::default();
        for line in file.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim_start().starts_with('#')) {
            let names: Vec<String> =
                line.split('\t').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            aliases.add(names);
        }
        aliases
    }

    /// Adds a row; a row of fewer than two names says nothing and is left out, as is one that is there.
    pub fn add(&mut self, names: Vec<String>) {
        if names.len() < 2 || self.rows.contains(&names) {
            return;
        }
        for name in &names {
            self.by_name.entry(folded(name)).or_default().push(self.rows.len());
        }
        self.rows.push(names);
    }

    /// Returns the rows in order.
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// Returns the rows as a file that [`Aliases::parse`] reads.
    pub fn to_file(&self) -> String {
        let rows = self.rows.iter().map(|row| row.join("\t") + "\n");
        "# A person a line: names that are one person's, parted by tabs.\n".to_owned() + &rows.collect::<String>()
    }

    /// Returns the keys that all names of one row share.
    pub fn key<'a>(&'a self, name: &str) -> impl Iterator<Item = String> + 'a {
        self.rows_of(name).map(|row| format!("@{}", self.rows[row].first().map_or(String::new(), |name| folded(name))))
    }

    /// Says whether two names stand in one row.
    pub fn join(&self, a: &str, b: &str) -> bool {
        !self.rows.is_empty() && self.rows_of(a).any(|row| self.rows_of(b).any(|other| other == row))
    }

    /// Returns all other names in the rows of a name.
    pub fn others(&self, name: &str) -> Vec<&str> {
        self.rows_of(name).flat_map(|row| &self.rows[row]).map(String::as_str).filter(|other| *other != name).collect()
    }

    fn rows_of<'a>(&'a self, name: &str) -> impl Iterator<Item = usize> + 'a {
        let rows = if self.rows.is_empty() { None } else { self.by_name.get(&folded(name)) };
        rows.into_iter().flatten().copied()
    }
}

/// Returns a name composed, in lower case, without white space.
pub(crate) fn folded(name: &str) -> String {
    if name.is_ascii() {
        return name
            .bytes()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(|byte| byte.to_ascii_lowercase() as char)
            .collect();
    }
    name.nfc().filter(|char| !char.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Says whether two names are the same but for white space and capitals.
pub(crate) fn are_same(a: &str, b: &str) -> bool {
    // Most names differ in their first letter; a syllable is no letter of another.
    let (Some(first), Some(other)) = (a.chars().next(), b.chars().next()) else { return a == b };
    let may_be = if first.is_ascii_alphabetic() && other.is_ascii_alphabetic() {
        first.eq_ignore_ascii_case(&other)
    } else {
        first == other || !(is_syllable(first) && is_syllable(other))
    };
    // So do most of those that begin with the same surname, and syllables are folded to themselves.
    let is_folded = |name: &str| name.chars().all(is_syllable);
    a == b || may_be && !(is_folded(a) && is_folded(b)) && folded(a) == folded(b)
}
