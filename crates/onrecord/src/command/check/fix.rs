//! Applies what is certain: exact words where the record leaves no doubt, and spellings of names.

use std::io::{self, Write};

use onrecord_model::Finding;

use super::super::safe;
use super::file::Written;

/// A draft with what is certain put right.
pub(super) struct Fixed {
    /// The new text.
    pub text: String,
    /// What was changed, in order.
    pub changes: Vec<Change>,
}

/// One change.
pub(super) struct Change {
    line: usize,
    before: String,
    after: String,
}

/// Returns the draft with every certain suggestion applied; of two that overlap, the first.
pub(super) fn fixed(written: &Written, findings: &[Finding]) -> Fixed {
    let starts: Vec<usize> = written.text.char_indices().map(|(at, _)| at).chain([written.text.len()]).collect();
    let byte = |code_point: usize| starts.get(code_point).copied().unwrap_or(written.text.len());
    let mut certain: Vec<(&Finding, &str)> = findings
        .iter()
        .filter(|finding| finding.is_certain)
        .filter_map(|finding| Some((finding, finding.suggestion.as_deref()?)))
        .collect();
    certain.sort_by_key(|(finding, _)| finding.start);
    let mut fixed = Fixed { text: String::with_capacity(written.text.len()), changes: Vec::new() };
    let mut at = 0;
    for (finding, suggestion) in certain {
        let (start, end) = (byte(finding.start), byte(finding.end));
        if start < at {
            continue;
        }
        fixed.text.push_str(&written.text[at..start]);
        fixed.text.push_str(suggestion);
        fixed.changes.push(Change {
            line: finding.line,
            before: written.text[start..end].to_owned(),
            after: suggestion.to_owned(),
        });
        at = end;
    }
    fixed.text.push_str(&written.text[at..]);
    fixed
}

impl Fixed {
    /// Shows each change as a line taken away and a line put in.
    pub(super) fn show(&self, out: &mut impl Write, is_coloured: bool) -> io::Result<()> {
        let (red, green, plain) = if is_coloured { ("\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m") } else { ("", "", "") };
        for change in &self.changes {
            writeln!(out, "@@ line {}", change.line)?;
            writeln!(out, "{red}- {}{plain}", safe(&change.before))?;
            writeln!(out, "{green}+ {}{plain}", safe(&change.after))?;
        }
        let n = self.changes.len();
        writeln!(out, "{n} {} put right", if n == 1 { "place was" } else { "places were" })
    }
}
