//! The Korean rows: `lexicon/ko/`.

/// Korean words that tell who speaks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Korean {}

impl Korean {
    pub(crate) fn built_in() -> Self {
        Self::default()
    }
}
