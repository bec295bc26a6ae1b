//! Stems of English words, remembered: a text has few different words, and a collection few more.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use rust_stemmers::{Algorithm, Stemmer};

/// Stems remembered before all are forgotten.
const MOST: usize = 20_000;

/// The stems that one text after another is cut with.
pub(crate) struct Stems {
    stemmer: Stemmer,
    known: HashMap<String, String>,
}

impl Stems {
    /// Returns the stem of a word in lower case.
    pub fn of(&mut self, word: &str) -> String {
        if let Some(stem) = self.known.get(word) {
            return stem.clone();
        }
        if self.known.len() >= MOST {
            self.known.clear();
        }
        let stem = self.stemmer.stem(word).into_owned();
        self.known.insert(word.to_owned(), stem.clone());
        stem
    }
}

/// Stems that nobody is using; as many as texts are cut at once. Remembering changes no result; a clone remembers nothing yet.
#[derive(Default)]
pub(crate) struct IdleStems(Mutex<Vec<Stems>>);

impl IdleStems {
    /// Returns stems for one text, which are to be given back.
    pub fn lend(&self) -> Stems {
        let idle = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or_else(|| Stems { stemmer: Stemmer::create(Algorithm::English), known: HashMap::new() })
    }

    /// Keeps stems for the next text.
    pub fn take_back(&self, stems: Stems) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(stems);
    }
}

impl Clone for IdleStems {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for IdleStems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("IdleStems").finish_non_exhaustive()
    }
}
