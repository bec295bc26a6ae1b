//! What the reader knows of a language: rows of data from `lexicon/`, never code.

/// The rows of `lexicon/`, ready for look-up.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Returns the lexicon that ships with the program.
    pub fn built_in() -> Self {
        Self::default()
    }
}
