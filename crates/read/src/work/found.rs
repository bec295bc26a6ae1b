//! What the search for titles finds.

use std::ops::Range;

use onrecord_model::WorkKind;

/// A title at one place.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Where it stands, without marks, in bytes.
    pub at: Range<usize>,
    /// What the words beside it say that it is.
    pub kind: Option<WorkKind>,
    /// Whether what stands there shows that it is a title.
    pub is_sure: bool,
    /// The other title that stands beside it.
    pub also: Option<Range<usize>>,
}
