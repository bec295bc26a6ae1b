//! The rows of `lexicon/frame/`: what opens a part of a post that reports nothing.

use std::collections::BTreeMap;

use onrecord_model::letter::is_syllable;

use crate::{Table, table};

const SECTIONS: Table = table!("frame/sections.txt");

/// A part of a post that reports nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// A list of links to other pages.
    Links,
    /// Policies and notices.
    Notice,
    /// What readers wrote below.
    Comments,
}

/// Words that open such parts.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Rows by their first character, each with its place in the file: the first row that fits counts.
    sections: BTreeMap<char, Vec<(usize, Section, &'static str)>>,
}

impl Frame {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut sections: BTreeMap<char, Vec<_>> = BTreeMap::new();
        let kinds = [("links", Section::Links), ("notice", Section::Notice), ("comments", Section::Comments)];
        let rows = SECTIONS.rows(|row| Ok((row.one_of(&kinds)?, row.text()?)));
        for (place, (kind, words)) in rows.into_iter().enumerate() {
            if let Some(first) = words.chars().next() {
                sections.entry(first).or_default().push((place, kind, words));
            }
        }
        Self { sections }
    }

    /// Returns the part of a post that a heading or label opens, or `None` for an ordinary one.
    pub fn section(&self, label: &str) -> Option<Section> {
        if label.is_empty() || label.len() > 200 {
            return None;
        }
        let label = label.to_lowercase();
        let bare = label.trim_matches(|char: char| !char.is_alphanumeric());
        let mut found: Option<(usize, Section)> = None;
        let mut is_border = true;
        for (at, char) in bare.char_indices() {
            if is_border && let Some(rows) = self.sections.get(&char) {
                let first = rows.iter().find(|(_, _, words)| stands(bare, at, words));
                let earlier = first.filter(|row| found.is_none_or(|found| row.0 < found.0));
                found = earlier.map(|row| (row.0, row.1)).or(found);
            }
            // Most are syllables, for which the general question is slow.
            is_border = !is_syllable(char) && !char.is_alphanumeric();
        }
        found.map(|(_, section)| section)
    }
}

/// Says whether the words of a row stand in a label at `at`, with a border of a word behind them.
///
/// A short word must be the whole label: `Links`, not `the links between them`.
fn stands(label: &str, at: usize, words: &str) -> bool {
    if !words.contains(' ') && words.len() <= 9 {
        return label == words;
    }
    label[at..]
        .strip_prefix(words)
        .is_some_and(|rest| rest.chars().next().is_none_or(|char| !char.is_ascii_alphanumeric()))
}
