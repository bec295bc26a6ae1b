//! The English rows: `lexicon/en/`.

/// English words that tell who speaks.
#[derive(Debug, Clone, Default)]
pub(crate) struct English {}

impl English {
    pub(crate) fn built_in() -> Self {
        Self::default()
    }
}
