//! One quoted run, and what stands in front of one.

use std::ops::Range;

/// One quoted run, within one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The run with its marks, in bytes.
    pub outer: Range<usize>,
    /// The words between the marks, in bytes.
    pub inner: Range<usize>,
    /// Whether the closing mark stands there; a paragraph of a longer quotation has none.
    pub is_closed: bool,
}

/// Says whether a mark behind this character opens.
pub(super) fn is_before_opening(char: char) -> bool {
    char.is_whitespace() || matches!(char, '(' | '[' | '—' | '–' | ':')
}
