//! What somebody says in the reporter's words, and how it hangs on its cue.

use std::ops::Range;

/// What somebody says in one sentence.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The tokens of what is said.
    pub content: Range<usize>,
    /// The tokens of what goes on behind a tag that stands in the middle of it.
    pub rest: Option<Range<usize>>,
    /// The tokens of the cue.
    pub cue: Range<usize>,
    /// Who says it.
    pub subject: Option<Range<usize>>,
    /// The noun phrase that `who` stands for.
    pub antecedent: Option<Range<usize>>,
    /// How it hangs on the cue.
    pub frame: Frame,
}

/// How words hang on their cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// said that …
    That,
    /// said …
    Clause,
    /// …, she said
    Tag,
    /// according to …
    According,
    /// asked whether …
    Whether,
    /// vowed to …
    To,
    /// urged them to …
    WhomTo,
    /// called it …
    As,
    /// denied knowing …
    Ing,
    /// warned of …, called for …
    Preposition,
    /// praised the …
    Object,
    /// the claim that …
    Noun,
    /// said: …
    Colon,
}
