//! Finds who is named in one document.
//!
//! Korean rules are in `person/korean.rs`, English ones in `person/english.rs`.

use onrecord_model::{Document, NamedPerson, Sentence};

use crate::Lexicon;

/// Returns the persons that a document names, each once, in order of their first mention.
pub(crate) fn people(_document: &Document, _sentences: &[Sentence], _lexicon: &Lexicon) -> Vec<NamedPerson> {
    Vec::new()
}
