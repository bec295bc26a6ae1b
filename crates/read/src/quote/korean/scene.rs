//! What the rules for Korean look at: a document while it is read, and a run in marks.

use std::ops::Range;

use onrecord_model::Quote;

use super::voice::{Cast, Voice};
use crate::ground::Ground;
use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::word::Word;
use onrecord_language::marks::Run;

/// What stays the same while a document is read.
pub(super) struct Scene<'a> {
    pub ground: &'a Ground<'a>,
    pub runs: &'a [Run],
    pub scope: Scope<'a>,
    pub cast: Cast<'a>,
}

/// What changes while a document is read.
#[derive(Default)]
pub(super) struct Story {
    pub quotes: Vec<Quote>,
    /// Who was spoken of, or spoke, last.
    pub salient: Option<Voice>,
    /// The quote whose last run had no closing mark.
    pub unclosed: Option<usize>,
    /// Words in marks that were not said, in bytes.
    pub unsaid: Vec<Range<usize>>,
}

/// A run in marks, and where it stands.
pub(super) struct Place<'a> {
    pub words: &'a [Word],
    /// The words of its sentence.
    pub sentence: Range<usize>,
    /// The words of the next sentence of the block.
    pub next: Option<Range<usize>>,
    /// The run's own place among the words.
    pub at: usize,
    /// The words between the marks, in bytes.
    pub inner: Range<usize>,
    pub is_headline: bool,
}
