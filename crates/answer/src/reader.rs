//! Reads passages for a question: how well each piece answers, by what an embedding model makes of their words.
//!
//! For each word of the question the reader finds what is most like it in a piece, sees how like it is, whether the word itself, a
//! spelling or a counterpart stands there, and how the two differ; a small network learned from the dossiers in `training/` weighs that
//! (the compare-aggregate way of answer selection: Wang and Jiang, 2017). `windows` says what is read.

mod head;
mod layers;
pub(crate) mod windows;

use std::ops::Range;

pub(crate) use head::Head;

/// What an embedding model makes of each piece of a text, in the light of all of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct States {
    /// [`WIDTH`] numbers for each piece.
    pub values: Vec<f32>,
    /// The bytes of the text that each piece stands for; the space before a word belongs to it.
    pub places: Vec<Range<usize>>,
}

/// The numbers of a state.
pub const WIDTH: usize = 384;

/// An embedding model as the reader uses it.
pub trait Embeds {
    /// Returns the states of a question, and of some passages in their order; nothing where the model cannot be used.
    fn states(&self, question: &str, passages: &[String]) -> Option<(States, Vec<States>)>;
}

/// How a piece was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Read {
    /// The logarithm of the odds that it answers, before anything else is weighed.
    pub odds: f32,
    /// How near it is to the question as a whole, in twentieths above .85.
    pub near: f32,
    /// How near the words of the question are to what is most like them in it, in twentieths above .8.
    pub words: f32,
    /// How sure some of its words are to be the answer.
    pub sure: f32,
    /// The places of the first and the last of those words among the pieces of its window.
    pub answer: (usize, usize),
}
