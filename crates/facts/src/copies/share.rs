//! What two texts have in common, as it is kept.

use serde::{Deserialize, Serialize};

/// By what two texts are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SharedBy {
    /// By their sentences.
    Words,
    /// By what their sentences tell, in another language.
    Meaning,
}

/// What two texts have in common.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shared {
    /// By what.
    pub by: SharedBy,
    /// The share of the first text that stands in the other, 0 to 1.
    pub of_one: f32,
    /// The share of the other text that stands in the first.
    pub of_other: f32,
    /// The share of both that stands word for word in both.
    pub verbatim: f32,
}
