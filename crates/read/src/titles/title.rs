//! A title as joining sees it.

use std::collections::BTreeSet;

use onrecord_model::WorkKind;

/// A title of an archive: all that is written alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Title {
    /// Its number, which a work takes from the lowest of its titles.
    pub id: u64,
    /// What all its writings share.
    pub form: String,
    /// Whether it is written in Hangul.
    pub is_korean: bool,
    /// Whether a document shows that it is a title.
    pub is_sure: bool,
    /// What documents say that it is.
    pub kinds: BTreeSet<WorkKind>,
    /// How often it stands in all documents.
    pub mentions: u32,
    /// Whether all its words are known; asked only of those that may be joined by whom they are beside.
    pub is_worded: bool,
    /// The documents that have it; asked, as are the persons, only of titles that are like another.
    pub documents: BTreeSet<u64>,
    /// Who is named in those documents.
    pub persons: BTreeSet<u64>,
}
