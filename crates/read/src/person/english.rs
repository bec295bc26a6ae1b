//! Finds who is named in English text.

use onrecord_model::{Block, Document, NamedPerson};

use crate::Lexicon;

/// Returns the persons named in the English blocks, each once.
pub(crate) fn people(_document: &Document, _blocks: &[Block], _lexicon: &Lexicon) -> Vec<NamedPerson> {
    Vec::new()
}
