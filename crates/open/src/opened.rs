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
}
