//! What counts as too much, how grave each finding is, and what a draft allows itself.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::{FindingCode, Severity};

use super::draft::Draft;

/// The rules of a check, as set in `onrecord.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// How grave a finding is; `None` turns it off. What is not named has its own severity.
    pub severities: HashMap<FindingCode, Option<Severity>>,
    /// Words that may be quoted of one source.
    pub most_words: usize,
    /// The share of a source that may be quoted, 0 to 1.
    pub most_share: f32,
    /// Words up to which the share does not matter: short sources are quoted in large part by one sentence.
    pub free_words: usize,
}

impl Default for Rules {
    fn default() -> Self {
        Self { severities: HashMap::new(), most_words: 250, most_share: 0.4, free_words: 50 }
    }
}

impl Rules {
    /// Returns how grave a finding is, or `None` where it is turned off.
    pub fn severity(&self, code: FindingCode) -> Option<Severity> {
        self.severities.get(&code).copied().unwrap_or(Some(code.severity()))
    }
}

/// A finding that the draft allows itself, with a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// What is allowed.
    pub code: FindingCode,
    /// Why, in the writer's words.
    pub reason: String,
    /// Where, in bytes of the draft.
    pub within: Range<usize>,
}

/// Returns what `<!-- onrecord: allow CODE: reason -->` allows: in its own paragraph, or in the next one where it stands alone.
///
/// A comment without a reason, or with a code that is none, allows nothing.
pub fn allowances(draft: &Draft) -> Vec<Allowance> {
    let text = draft.prose.text();
    let mut allowances = Vec::new();
    for comment in &draft.prose.comments {
        let Some(rest) = comment.text.trim().strip_prefix("onrecord:").map(str::trim_start) else { continue };
        let Some((code, reason)) = rest.strip_prefix("allow").and_then(|rest| rest.split_once(':')) else { continue };
        let reason = reason.trim();
        let Ok(code) = code.trim().parse() else { continue };
        if reason.is_empty() {
            continue;
        }
        let at = comment.at.min(text.len());
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let paragraph = if text[start..end].trim().is_empty() { next_paragraph(text, end) } else { start..end };
        allowances.push(Allowance { code, reason: reason.to_owned(), within: draft.prose.in_draft(paragraph) });
    }
    allowances
}

/// Returns the lines from the next one that is not blank to the blank one behind it.
fn next_paragraph(text: &str, from: usize) -> Range<usize> {
    let start = from + (text[from..].len() - text[from..].trim_start().len());
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end);
    start..end
}
