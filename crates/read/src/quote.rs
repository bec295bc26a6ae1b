//! Finds who said what in one document.
//!
//! Korean rules are in `quote/korean.rs`, English ones in `quote/english.rs`.

use onrecord_model::{Document, NamedPerson, Quote, Sentence};

use crate::Lexicon;

/// Returns the quotes of a document in order of their first stretch.
pub(crate) fn quotes(_document: &Document, _sentences: &[Sentence], _people: &[NamedPerson], _lexicon: &Lexicon) -> Vec<Quote> {
    Vec::new()
}
