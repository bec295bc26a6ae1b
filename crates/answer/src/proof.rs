//! Checks a draft against the record, as a compiler checks code.

pub mod closest;
pub mod letters;
pub mod pattern;
pub mod prose;
