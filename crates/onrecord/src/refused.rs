//! What a person asks for and cannot be done, with an id, so that it can be said in any language.

/// A wish that is refused, in English and by its id.
#[derive(Debug, thiserror::Error)]
#[error("{english}")]
pub(crate) struct Refused {
    /// For programs, and for strings in other languages; never changes.
    pub id: &'static str,
    /// What is wrong and what to do, as the command line says it.
    pub english: String,
    /// What the words are about, by the places of the strings.
    pub about: Vec<(&'static str, String)>,
}

impl Refused {
    /// Returns a refusal that is about nothing but itself.
    pub(crate) fn new(id: &'static str, english: impl Into<String>) -> Self {
        Self { id, english: english.into(), about: Vec::new() }
    }

    /// Returns the same about some words.
    pub(crate) fn about(mut self, place: &'static str, words: impl ToString) -> Self {
        self.about.push((place, words.to_string()));
        self
    }
}
