//! The syllables that the letters of a Latin name can be, kept once they are known.

use std::sync::OnceLock;

use super::order::Run;

/// One syllable that letters can be: where it ends, which it is, what that costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    pub end: usize,
    pub syllable: char,
    pub cost: f32,
}

/// All syllables that the letters of a name can be; found out only where they are asked for.
#[derive(Debug)]
pub(super) struct Lattice {
    pub run: Run,
    /// For each letter, the syllables that start there.
    readings: Vec<OnceLock<Vec<Reading>>>,
}

impl Lattice {
    /// Returns the lattice of a run of letters.
    pub fn of(run: Run) -> Self {
        let readings = vec![OnceLock::new(); run.letters.len() + 1];
        Self { run, readings }
    }

    /// Returns the syllables that can start at a letter, worked out where nobody asked for them yet.
    pub fn at(&self, at: usize, work_out: impl FnOnce(&Run) -> Vec<Reading>) -> &[Reading] {
        self.readings[at].get_or_init(|| work_out(&self.run))
    }
}
