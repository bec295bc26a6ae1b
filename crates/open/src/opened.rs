//! What opening a snapshot gives.

use onrecord_model::{Document, Known, Remark};

/// A document, and what the file itself says of its source.
pub struct Opened {
    /// The visible text, with its blocks.
    pub document: Document,
    /// What the file says of its source.
    pub known: Known,
    /// Doubts.
    pub remarks: Vec<Remark>,
    /// The bytes of the document where words end that a page sets off at the beginning of a block, in bold or as a term;
    /// in order. Only pages have them: elsewhere the marks stand in the text.
    pub leads: Vec<usize>,
}
