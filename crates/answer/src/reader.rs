//! Reads passages for a question: how well each piece answers, by what an embedding model makes of their words.
//!
//! For each word of the question the reader finds what is most like it in a piece, sees how like it is, whether the word itself, a
//! spelling or a counterpart stands there, and how the two differ; a small network learned from the dossiers in `training/` weighs that
//! (the compare-aggregate way of answer selection: Wang and Jiang, 2017). `windows` says what is read.

mod head;
mod kept;
mod late;
mod layers;
pub(crate) mod windows;

use std::ops::Range;

use onrecord_model::SourceId;

pub(crate) use head::Head;
pub use kept::{PACKED, Packing, WIDTH};
pub use late::Wanted;

/// The numbers of a state as the embedding model makes it.
pub const STATE: usize = 384;

/// A window of a source, as it was given to the embedding model.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WindowText {
    /// The number of the source.
    pub source: SourceId,
    /// The position of its first sentence.
    pub first: usize,
    /// The position after its last sentence.
    pub after: usize,
    /// The title of the source, a space, and its words.
    pub text: String,
}

/// What is kept of the states of a text's pieces.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct States {
    /// [`WIDTH`] numbers for each piece.
    pub values: Vec<f32>,
    /// The bytes of the text that each piece stands for; the space before a word belongs to it.
    pub places: Vec<Range<usize>>,
}

/// An embedding model, and what it made of an archive, as the reader uses them.
pub trait Embeds {
    /// Returns the states of a question, cut to what is kept of others; nothing where the model cannot be used.
    fn question(&self, question: &str) -> Option<States>;

    /// Returns what is kept of the states of some windows, in their order; nothing for one that the model has not read.
    fn windows(&self, windows: &[WindowText]) -> Vec<Option<States>>;
}

/// How a piece was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Read {
    /// The logarithm of the odds that it answers, before anything else is weighed.
    pub odds: f32,
    /// How near it is to the question as a whole, in fifths above .3.
    pub near: f32,
    /// How near the words of the question are to what is most like them in it, in units of .15 above .2.
    pub words: f32,
    /// How sure some of its words are to be the answer.
    pub sure: f32,
    /// The places of the first and the last of those words among the pieces of its window.
    pub answer: (usize, usize),
}
