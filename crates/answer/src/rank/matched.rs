//! What a piece matched.

use crate::refusal::Refusal;

/// What a piece matched, for people and for the decision to be silent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matched {
    /// The share of the question's weight that stands in the piece itself, 0 to 1.
    pub inside: f32,
    /// The share that stands in the piece or around it: its heading, question, neighbours, title.
    pub around: f32,
    /// The share of the weight of names that stands in the piece or around it; 1 where the question has none.
    pub names: f32,
    /// Whether its language has no word for any name of the question, so that no name could be looked for.
    pub is_nameless: bool,
    /// The share of the weight of all other words that stands in the piece or, counted less, around it; what stands nowhere counts
    /// against it; 1 where the question has no such words.
    pub content: f32,
    /// Whether the season or part that the question names stands in or around it, where it names one.
    pub tells_number: Option<bool>,
    /// What keeps it from answering, where something does.
    pub lacks: Option<Refusal>,
    /// Whether it has what the kind of question asks for.
    pub has_kind: bool,
    /// Whether it has words that the question quotes.
    pub has_quoted: bool,
    /// Whether the person asked for speaks.
    pub is_speaker: Option<bool>,
    /// Whether it tells what somebody was asked.
    pub reports_question: bool,
    /// Whether it is somebody's words behind a question that the source asks or reports.
    pub replies: bool,
    /// Whether it is shorter than a sentence.
    pub is_short: bool,
    /// The question's words that stand in it.
    pub words: Vec<String>,
    /// The question's words that stand neither in it nor in what leads to it.
    pub missing: Vec<String>,
    /// The score of its passage in the search, 1 for the best.
    pub passage: f32,
    /// How surely each concept of the question stands in it, in what leads to it, in its passage, and in what its source says of itself.
    pub shares: Vec<[f32; 4]>,
    /// How near it is in meaning, a cosine; 0 without a model.
    pub cosine: f32,
    /// What the words weigh that are missing.
    pub missing_weight: f32,
    /// How many names are missing.
    pub missing_names: f32,
    /// Whether it denies something.
    pub is_negated: bool,
}
