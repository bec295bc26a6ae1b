//! The rows of `lexicon/frame/`: what opens a part of a post that reports nothing.

use super::rows;

const SECTIONS: &str = include_str!("../../../../lexicon/frame/sections.txt");

/// A part of a post that reports nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// A list of links to other pages.
    Links,
    /// Policies and notices.
    Notice,
    /// What readers wrote below.
    Comments,
}

/// Words that open such parts.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    sections: Vec<(Section, &'static str)>,
}

impl Frame {
    pub(crate) fn built_in() -> Self {
        let sections = rows(SECTIONS).filter_map(|row| row.split_once('\t')).map(|(kind, words)| {
            let kind = match kind {
                "links" => Section::Links,
                "comments" => Section::Comments,
                _ => Section::Notice,
            };
            (kind, words)
        });
        Self { sections: sections.collect() }
    }

    /// Returns the part of a post that a heading or label opens, or `None` for an ordinary one.
    pub(crate) fn section(&self, label: &str) -> Option<Section> {
        if label.is_empty() || label.len() > 200 {
            return None;
        }
        let label = label.to_lowercase();
        let bare = label.trim_matches(|char: char| !char.is_alphanumeric());
        let names = |words: &str| {
            // A short word must be the whole label: `Links`, not `the links between them`.
            if words.contains(' ') || words.len() > 9 { has_words(bare, words) } else { bare == words }
        };
        self.sections.iter().find(|(_, words)| names(words)).map(|&(section, _)| section)
    }
}

/// Says whether `words` stand in `text` with a border of a word before and behind them.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_none_or(|char| !char.is_alphanumeric());
        let behind = text[at + words.len()..].chars().next().is_none_or(|char| !char.is_ascii_alphanumeric());
        before && behind
    })
}
