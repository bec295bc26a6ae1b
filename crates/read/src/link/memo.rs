//! Remembers what comparing names gave: the same few names meet again and again over the sources of an archive.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::name::{Names, compare, keys};

/// Pairs and names remembered before all is forgotten; bounds memory to some tens of megabytes.
const MOST: usize = 200_000;

/// Scores and keys of names met so far. Remembering changes no result.
#[derive(Debug, Default)]
pub struct Memo {
    scores: RefCell<HashMap<String, HashMap<String, f32>>>,
    n_scores: RefCell<usize>,
    keys: RefCell<HashMap<String, Vec<String>>>,
}

impl Memo {
    /// Returns what [`compare`] says of two spellings, 0 to 1.
    pub fn score(&self, a: &str, b: &str, names: &Names) -> f32 {
        if let Some(&score) = self.scores.borrow().get(a).and_then(|of| of.get(b)) {
            return score;
        }
        let score = compare(a, b, names).score;
        let (mut scores, mut n_scores) = (self.scores.borrow_mut(), self.n_scores.borrow_mut());
        if *n_scores >= MOST {
            scores.clear();
            *n_scores = 0;
        }
        scores.entry(a.to_owned()).or_default().insert(b.to_owned(), score);
        *n_scores += 1;
        score
    }

    /// Returns the [`keys`] of a name.
    pub fn keys(&self, name: &str, names: &Names) -> Vec<String> {
        if let Some(keys) = self.keys.borrow().get(name) {
            return keys.clone();
        }
        let found = keys(name, names);
        let mut known = self.keys.borrow_mut();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(name.to_owned(), found.clone());
        found
    }
}
