//! The vectors of an archive and the model that made them, for questions.

use onrecord_archive::Archive;
use onrecord_embed::{DIMENSIONS, EmbedError, Model};
use onrecord_search::vectors::Vectors;

use crate::world;

/// Vectors with their model.
pub(crate) struct Meaning {
    model: Model,
    /// The vectors of all windows.
    pub vectors: Vectors,
}

impl Meaning {
    /// Opens the model that is installed and the vectors it made for this archive; nothing where either is missing.
    pub(crate) fn open(archive: &Archive) -> anyhow::Result<Option<Self>> {
        let Some(installed) = world::model() else { return Ok(None) };
        let vectors = Vectors::open(archive.folder(), &installed.id(), DIMENSIONS)?;
        if vectors.n_vectors() == 0 {
            return Ok(None);
        }
        Ok(Some(Self { model: installed.open()?, vectors }))
    }

    /// Returns the unit vector of a question.
    pub(crate) fn question(&self, question: &str) -> Result<Vec<f32>, EmbedError> {
        self.model.question(question)
    }

    /// Returns the unit vectors of texts that are compared with each other, not asked about.
    pub(crate) fn sentences(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, EmbedError> {
        self.model.passages(texts)
    }
}
