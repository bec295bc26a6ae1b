//! What is said turn by turn, and whose it is.

use onrecord_language::lexicon::InterviewLabels;
use onrecord_model::Span;

use super::cast::Known;

/// Whose a turn is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Who {
    /// Whoever asks.
    Asker,
    /// Whoever is interviewed.
    Answerer,
    /// Whom a label names, and whom that means.
    Named { label: Span, known: Option<Known> },
}

/// What is said in one turn: a stretch for each block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Speech {
    pub who: Who,
    pub stretches: Vec<Span>,
}

/// Says whether words ask.
pub(super) fn is_question(words: &str) -> bool {
    words.trim_end_matches(['”', '"', '*', '_', ' ', ')']).ends_with(['?', '？'])
}

/// Says whether a label is that of a question or an answer: `Q`, `A2`.
pub(super) fn letter(folded: &str, labels: &InterviewLabels) -> Option<bool> {
    let letters = folded.trim_end_matches(|char: char| char.is_ascii_digit());
    if labels.is_question(letters) { Some(true) } else { labels.is_answer(letters).then_some(false) }
}
