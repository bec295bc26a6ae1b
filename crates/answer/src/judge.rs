//! What was learned: how likely a piece answers, and how likely what is told of all pieces does.

use crate::features::{FEATURES, Features, OWN_LANGUAGE};
use crate::reader::Head;
use crate::trees::{Trees, probability};

/// What the second look sees of a question, beside the features of its best piece.
const SHAPE: [&str; 7] =
    ["best", "second", "fifth", "first-five", "best-own-language", "best-other-language", "sources"];

/// The features of a question: those of its best piece, and how likely the best ones answer.
pub(crate) type Shape = [f32; FEATURES.len() + SHAPE.len()];

/// Two sets of trees, written by `cargo xtask train answers`.
#[derive(Debug, Clone)]
pub struct Judge {
    pieces: Trees,
    questions: Trees,
    reader: Head,
}

impl Judge {
    /// Returns what ships with the program.
    pub fn built_in() -> Self {
        let names: Vec<&str> = FEATURES.into_iter().chain(SHAPE).collect();
        let read = |text: &str, names: &[&str]| Trees::parse(text, names).expect("a test reads the trees that ship");
        Self {
            pieces: read(include_str!("../model/pieces.trees"), &FEATURES),
            questions: read(include_str!("../model/questions.trees"), &names),
            reader: Head::parse(include_bytes!("../model/reader.bin")).expect("a test reads the numbers that ship"),
        }
    }

    /// Returns the network of the reader.
    pub(crate) fn reader(&self) -> &Head {
        &self.reader
    }

    /// Returns how likely a piece answers, 0 to 1.
    pub(crate) fn piece(&self, features: &Features) -> f32 {
        probability(self.pieces.sum(features))
    }

    /// Returns how likely what is told of the pieces of a question answers it, 0 to 1: less where nothing does, and where the piece that does
    /// would not be told.
    pub(crate) fn question(&self, shape: &Shape) -> f32 {
        probability(self.questions.sum(shape))
    }

    /// Returns how much each feature of a piece spoke for it, in the order of the features.
    pub(crate) fn moved(&self, features: &Features) -> Vec<f32> {
        self.pieces.moved(features)
    }
}

/// Returns the features of a question whose pieces have these, with how likely each answers, the best first, in an archive of so
/// many sources; none for no piece.
pub(crate) fn shape(pieces: &[(&Features, f32)], n_sources: usize) -> Option<Shape> {
    let (best, _) = pieces.first()?;
    let at = |at: usize| pieces.get(at).map_or(0.0, |piece| piece.1);
    let best_of = |language: f32| {
        pieces.iter().filter(|piece| piece.0[OWN_LANGUAGE] == language).map(|piece| piece.1).fold(0.0, f32::max)
    };
    let likely = [at(0), at(1), at(4), pieces.iter().take(5).map(|piece| piece.1).sum(), best_of(1.0), best_of(0.0)];
    let sources = (n_sources.max(1) as f32).log2();
    let mut shape = [0.0; FEATURES.len() + SHAPE.len()];
    shape[..FEATURES.len()].copy_from_slice(*best);
    shape[FEATURES.len()..FEATURES.len() + 6].copy_from_slice(&likely);
    shape[FEATURES.len() + 6] = sources;
    Some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_read() {
        let judge = Judge::built_in();
        assert!((0.0..=1.0).contains(&judge.piece(&[0.0; FEATURES.len()])));
    }

    #[test]
    fn a_question_is_its_best_piece_and_the_shape_of_the_rest() {
        let (mut own, other) = ([0.0; FEATURES.len()], [0.0; FEATURES.len()]);
        own[OWN_LANGUAGE] = 1.0;
        let shape = shape(&[(&other, 0.75), (&own, 0.5)], 8).expect("there are pieces");
        assert_eq!(shape[FEATURES.len()..], [0.75, 0.5, 0.0, 1.25, 0.5, 0.75, 3.0]);
        assert!(super::shape(&[], 1).is_none());
    }
}
