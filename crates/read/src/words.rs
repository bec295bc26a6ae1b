//! The one analyser for index and query.

use std::ops::Range;

/// One term of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The form that is looked up.
    pub text: String,
    /// Where it stands in the original text, in bytes.
    pub at: Range<usize>,
    /// What it is.
    pub kind: TermKind,
}

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// A word, stemmed.
    Word,
    /// Two Hangul syllables.
    Bigram,
    /// A number.
    Number,
}

/// Returns the terms of a text in reading order.
pub fn words(_text: &str) -> Vec<Term> {
    Vec::new()
}
