//! A line of an article, and one of which it is not known yet where it ends.

use onrecord_model::BlockKind;

/// One line of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its words, with single spaces.
    pub text: String,
    /// What it is.
    pub kind: BlockKind,
    /// The bytes of its words that stand set off at its beginning: in bold, as a term, in an element of their own.
    pub lead: usize,
}

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// A block begins or ends.
    Block,
    /// A `<br>`.
    Hard,
}

/// A line that another may still be joined to.
pub(super) struct Drafted {
    pub line: Line,
    /// What ended it.
    pub end: Break,
}
