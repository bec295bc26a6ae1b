//! A range of one document.

use serde::{Deserialize, Serialize};

use crate::DocumentId;

/// A range of bytes in one document, half open, on character borders.
///
/// Made only by [`crate::Document::span`]. A span that was stored and loaded again is a claim until
/// [`crate::Document::holds`] confirms it; the archive does so for every reading that it loads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub(crate) document: DocumentId,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    /// Returns the first byte's offset in the document's text.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the offset after the last byte in the document's text.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Says whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the byte range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start()..self.end()
    }

    /// Says whether `other` lies within this span, in the same document.
    pub fn contains(self, other: Self) -> bool {
        self.document == other.document && self.start <= other.start && other.end <= self.end
    }

    /// Says whether the two share at least one byte, in the same document.
    pub fn overlaps(self, other: Self) -> bool {
        self.document == other.document && self.start < other.end && other.start < self.end
    }
}
