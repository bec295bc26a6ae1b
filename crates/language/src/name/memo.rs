//! Remembers what comparing names gave: the same few names meet again and again, over sources and over questions.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::form::{Form, Forms};
use crate::lexicon::Map;

/// Pairs and names remembered before all are forgotten; bounds memory to some tens of megabytes.
const MOST: usize = 200_000;

/// Words with capitals remembered by how they read.
const MOST_READ: usize = 20_000;

/// Longer names, in bytes, are nobody's and not remembered.
const LONGEST: usize = 120;

/// What names were cut to takes some kilobytes each: fewer are remembered.
const MOST_FORMS: usize = 10_000;

/// Scores, keys and forms of the names that were met. Remembering changes no result; a clone remembers nothing yet.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// By the numbers of the forms of both names.
    scores: Mutex<Map<(u64, u64), f32>>,
    keys: Mutex<HashMap<String, Vec<String>>>,
    korean: Mutex<HashMap<String, bool>>,
    forms: Mutex<HashMap<String, Arc<Forms>>>,
    n_forms: AtomicU64,
}

impl Memo {
    /// Returns the score of a pair, worked out where it is not known.
    pub fn score(&self, a: &Forms, b: &Forms, work_out: impl FnOnce() -> f32) -> f32 {
        let pair = (a.number, b.number);
        if let Some(&score) = held(&self.scores).get(&pair) {
            return score;
        }
        let score = work_out();
        let mut scores = held(&self.scores);
        if scores.len() >= MOST {
            scores.clear();
        }
        scores.insert(pair, score);
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

    /// Says whether a name reads as a Korean one, worked out where it is not known.
    pub fn is_korean(&self, name: &str, work_out: impl FnOnce() -> bool) -> bool {
        if let Some(&is_korean) = held(&self.korean).get(name) {
            return is_korean;
        }
        let is_korean = work_out();
        if name.len() <= LONGEST {
            let mut korean = held(&self.korean);
            if korean.len() >= MOST_READ {
                korean.clear();
            }
            korean.insert(name.to_owned(), is_korean);
        }
        is_korean
    }

    /// Returns the forms of a name, made where they are not known; each that is made has a number of its own.
    pub fn forms(&self, name: &str, make: impl FnOnce() -> Vec<Form>) -> Arc<Forms> {
        if let Some(forms) = held(&self.forms).get(name) {
            return Arc::clone(forms);
        }
        let number = self.n_forms.fetch_add(1, Ordering::Relaxed);
        let made = Arc::new(Forms { number, all: make() });
        if name.len() > LONGEST {
            return made;
        }
        let mut forms = held(&self.forms);
        if forms.len() >= MOST_FORMS {
            forms.clear();
        }
        forms.insert(name.to_owned(), Arc::clone(&made));
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
