//! A name with all that comparing asks of it, made once for all that it is compared with.

use super::lattice::Lattice;
use super::order::{Run, runs};
use super::shape::{Script, Shape};
use super::syllable::Syllable;

/// A name, or the part of one that stands in one script.
#[derive(Debug)]
pub(super) struct Form {
    pub shape: Shape,
    /// Hangul: the letters of all words, and those of each that are syllables, as what they are made of.
    pub letters: Vec<char>,
    pub syllables: Vec<Vec<Syllable>>,
    /// Latin: each word alone, and all words in each order that they may be written in.
    pub words: Vec<Run>,
    pub orders: Vec<Lattice>,
}

impl Form {
    /// Returns the form of a shape.
    pub fn of(shape: Shape) -> Self {
        let is = |script: Script| shape.script == script;
        let words = |script: Script| shape.words.iter().filter(move |_| is(script)).map(String::as_str);
        Self {
            letters: words(Script::Hangul).flat_map(str::chars).collect(),
            syllables: words(Script::Hangul).map(|word| word.chars().filter_map(Syllable::of).collect()).collect(),
            words: words(Script::Latin).map(Run::of_word).collect(),
            orders: runs(&shape).into_iter().map(Lattice::of).collect(),
            shape,
        }
    }

    /// Returns the orders that a Latin name can be read in.
    pub fn runs(&self) -> impl Iterator<Item = &Run> {
        self.orders.iter().map(|order| &order.run)
    }
}

/// All forms of a name.
#[derive(Debug)]
pub(super) struct Forms {
    /// What no other forms have.
    pub number: u64,
    pub all: Vec<Form>,
}
