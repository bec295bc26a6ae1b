//! What gives reasons: rows of `lexicon/question/reasons.txt`.

use onrecord_language::{Table, table};

const REASONS: Table = table!("question/reasons.txt");

/// What gives reasons.
#[derive(Debug, Clone)]
pub(crate) struct Reasons {
    rows: Vec<String>,
}

impl Reasons {
    pub(crate) fn built_in() -> Self {
        Self { rows: REASONS.texts().into_iter().map(|reason| reason.replace('_', " ")).collect() }
    }

    /// Says whether a text gives a reason.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let lower = format!(" {} ", text.to_lowercase());
        self.rows.iter().any(|reason| lower.contains(reason.as_str()))
    }
}
