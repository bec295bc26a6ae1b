//! What the rules for Korean share: syllables, words with their particles, and phrases that name somebody.

pub(crate) mod phrase;
pub(crate) mod syllable;
pub(crate) mod who;
pub(crate) mod word;
