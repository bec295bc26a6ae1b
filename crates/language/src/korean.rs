//! What the rules for Korean share: syllables, words with their particles, and phrases that name somebody.

pub mod phrase;
pub mod quotative;
pub mod syllable;
pub(crate) mod verb;
pub mod who;
pub mod word;
