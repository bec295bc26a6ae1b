//! Remembers what comparing names gave: the same few names meet again and again, over sources and over questions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::lattice::Lattice;
use super::shape::Shape;

/// Pairs and names remembered before all are forgotten; bounds memory to some tens of megabytes.
const MOST: usize = 200_000;

/// Longer names, in bytes, are nobody's and not remembered.
const LONGEST: usize = 120;

/// Lattices take some ten kilobytes each: fewer are remembered.
const MOST_LATTICES: usize = 1_000;

/// Scores, keys and lattices of the names that were met. Remembering changes no result; a clone remembers nothing yet.
#[derive(Debug, Default)]
pub(super) struct Memo {
    scores: Mutex<Scores>,
    keys: Mutex<HashMap<String, Vec<String>>>,
    lattices: Mutex<HashMap<Shape, Arc<[Lattice]>>>,
}

#[derive(Debug, Default)]
struct Scores {
    pairs: HashMap<String, HashMap<String, f32>>,
    n: usize,
}

impl Memo {
    /// Returns the score of a pair, worked out where it is not known.
    pub fn score(&self, a: &str, b: &str, work_out: impl FnOnce() -> f32) -> f32 {
        if let Some(&score) = held(&self.scores).pairs.get(a).and_then(|of| of.get(b)) {
            return score;
        }
        let score = work_out();
        if a.len().max(b.len()) > LONGEST {
            return score;
        }
        let mut scores = held(&self.scores);
        if scores.n >= MOST {
            *scores = Scores::default();
        }
        scores.pairs.entry(a.to_owned()).or_default().insert(b.to_owned(), score);
        scores.n += 1;
        score
    }

    /// Returns the keys of a name, worked out where they are not known.
    pub fn keys(&self, name: &str, work_out: impl FnOnce() -> Vec<String>) -> Vec<String> {
        if let Some(keys) = held(&self.keys).get(name) {
            return keys.clone();
        }
        let found = work_out();
        if name.len() > LONGEST {
            return found;
        }
        let mut keys = held(&self.keys);
        if keys.len() >= MOST {
            keys.clear();
        }
        keys.insert(name.to_owned(), found.clone());
        found
    }

    /// Returns the lattices of a Latin name, made where they are not known.
    pub fn lattices(&self, shape: &Shape, make: impl FnOnce() -> Arc<[Lattice]>) -> Arc<[Lattice]> {
        if let Some(lattices) = held(&self.lattices).get(shape) {
            return Arc::clone(lattices);
        }
        let made = make();
        let mut lattices = held(&self.lattices);
        if lattices.len() >= MOST_LATTICES {
            lattices.clear();
        }
        lattices.insert(shape.clone(), Arc::clone(&made));
        made
    }
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A value that a thread left while it panicked is whole: nothing is ever half written.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
