//! Applies what is certain: exact words where the record leaves no doubt, and spellings of names.

use onrecord_model::Finding;

/// A draft with what is certain put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// What was changed, in order.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The line of the draft, counted from 1.
    pub line: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// Returns the draft with every certain suggestion applied; of two that overlap, the first.
pub fn fixed(text: &str, findings: &[Finding]) -> Fixed {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |code_point: usize| starts.get(code_point).copied().unwrap_or(text.len());
    let mut certain: Vec<(&Finding, &str)> = findings
        .iter()
        .filter(|finding| finding.is_certain)
        .filter_map(|finding| Some((finding, finding.suggestion.as_deref()?)))
        .collect();
    certain.sort_by_key(|(finding, _)| finding.start);
    let mut fixed = Fixed { text: String::with_capacity(text.len()), changes: Vec::new() };
    let mut at = 0;
    for (finding, suggestion) in certain {
        let (start, end) = (byte(finding.start), byte(finding.end));
        if start < at {
            continue;
        }
        fixed.text.push_str(&text[at..start]);
        fixed.text.push_str(suggestion);
        fixed.changes.push(Change {
            line: finding.line,
            before: text[start..end].to_owned(),
            after: suggestion.to_owned(),
        });
        at = end;
    }
    fixed.text.push_str(&text[at..]);
    fixed
}
