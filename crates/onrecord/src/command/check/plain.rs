//! Findings for people: the line, what is wrong underlined, what the record has, what to do.

use std::io::{self, Write};

use onrecord_answer::proof::words::{Piece, pieces};
use onrecord_answer::proof::{Draft, Report};
use onrecord_model::{Evidence, Finding, FindingCode, Severity};
use unicode_width::UnicodeWidthChar;

use super::file::Written;
use crate::print::safe;
use crate::version;

/// Columns of the draft's line that are shown.
const WIDTH: usize = 96;

/// What findings are printed with.
pub(super) struct Page<'a> {
    pub name: &'a str,
    pub draft: &'a Draft,
    pub is_coloured: bool,
}

impl Page<'_> {
    /// Prints each finding with a blank line behind it.
    pub(super) fn print(&self, out: &mut impl Write, findings: &[Finding]) -> io::Result<()> {
        let lines: Vec<&str> = self.draft.text.split('\n').collect();
        for finding in findings {
            self.finding(out, finding, lines.get(finding.line.saturating_sub(1)).copied().unwrap_or_default())?;
        }
        Ok(())
    }

    fn finding(&self, out: &mut impl Write, finding: &Finding, line: &str) -> io::Result<()> {
        let tone = match finding.severity {
            Severity::Error => "31;1",
            Severity::Warning => "33;1",
            Severity::Note => "36;1",
        };
        let gutter = finding.line.to_string();
        let space = " ".repeat(gutter.len());
        let bar = self.tinted("34;1", "|");
        writeln!(
            out,
            "{}: {}",
            self.tinted(tone, &format!("{}[{}]", finding.severity, finding.code)),
            safe(&finding.message)
        )?;
        writeln!(out, "{space}{} {}:{}:{}", self.tinted("34;1", "-->"), safe(self.name), finding.line, finding.column)?;
        writeln!(out, "{space} {bar}")?;
        let Excerpt { text, indent, width } =
            excerpt(line, finding.column - 1, finding.end.saturating_sub(finding.start));
        writeln!(out, "{} {bar} {text}", self.tinted("34;1", &gutter))?;
        writeln!(out, "{space} {bar} {}{}", " ".repeat(indent), self.tinted(tone, &"^".repeat(width.max(1))))?;
        let note = |out: &mut dyn Write, label: &str, text: &str| {
            writeln!(out, "{space} = {}: {text}", self.tinted("1", label))
        };
        for evidence in finding.evidence.iter().take(3) {
            let label = if finding.code == FindingCode::UnsupportedQuote { "nearest" } else { "on record" };
            note(out, label, &place(evidence))?;
        }
        let own: String =
            self.draft.text.chars().skip(finding.start).take(finding.end.saturating_sub(finding.start)).collect();
        if let Some(suggestion) = &finding.suggestion {
            if finding.code == FindingCode::AlteredQuote && own.chars().count() <= 400 {
                note(out, "diff", &self.diff(&own, suggestion))?;
            }
            note(out, "suggestion", &safe(suggestion))?;
        }
        if let Some(help) = &finding.help {
            note(out, "help", &safe(help))?;
        }
        writeln!(out)
    }

    /// Shows what the draft has and the record has not in `[-…-]`, and the other way round in `{+…+}`.
    fn diff(&self, draft: &str, record: &str) -> String {
        let one = |piece: Piece| match piece {
            Piece::Same(words) => safe(&words),
            Piece::Draft(words) => self.tinted("31", &format!("[-{}-]", safe(&words))),
            Piece::Record(words) => self.tinted("32", &format!("{{+{}+}}", safe(&words))),
        };
        pieces(draft, record).into_iter().map(one).collect::<Vec<_>>().join(" ")
    }

    fn tinted(&self, tone: &str, text: &str) -> String {
        if self.is_coloured { format!("\u{1b}[{tone}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Says what a piece of evidence is: its words, who says them, where they stand.
fn place(evidence: &Evidence) -> String {
    let words: String = evidence.text().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(160).collect();
    let speaker = evidence.speaker.as_ref().and_then(|speaker| speaker.name.clone().or(speaker.text.clone()));
    let source = &evidence.source;
    let by = [speaker, source.outlet.clone(), source.published.clone()];
    let by: Vec<String> = by.into_iter().flatten().collect();
    let range = evidence.range();
    let mut at = format!("{} {}..{}", source.key, range.start, range.end);
    if let Some(version) = &evidence.version {
        at.push_str(&format!(" · {}", version::told(version)));
    }
    safe(&format!("“{words}” · {}{at}", by.iter().map(|by| format!("{by} · ")).collect::<String>()))
}

/// A part of a line as it is shown, and where the underline goes, in columns of a terminal.
struct Excerpt {
    text: String,
    indent: usize,
    width: usize,
}

/// Returns the part of a line around `from`, at most [`WIDTH`] columns, with everything made safe to print.
fn excerpt(line: &str, from: usize, length: usize) -> Excerpt {
    let shown: Vec<(String, usize)> = line.trim_end_matches('\r').chars().map(shown).collect();
    let mut first = 0;
    let mut before: usize = shown.iter().take(from).map(|(_, width)| width).sum();
    while before > WIDTH / 3 && first < from {
        before -= shown[first].1;
        first += 1;
    }
    let lead = if first > 0 { "… " } else { "" };
    let (mut text, mut columns) = (lead.to_owned(), lead.chars().count());
    let (mut indent, mut width) = (columns + before, 0);
    for (at, (glyph, glyph_width)) in shown.iter().enumerate().skip(first) {
        if columns + glyph_width > WIDTH {
            text.push_str(" …");
            break;
        }
        if at >= from && at < from + length {
            width += glyph_width;
        }
        text.push_str(glyph);
        columns += glyph_width;
    }
    if from >= shown.len() {
        indent = columns;
    }
    Excerpt { text, indent, width }
}

/// Returns a character as it is printed, and its width: Hangul takes two columns, an escape as many as its letters.
fn shown(char: char) -> (String, usize) {
    if char == '\t' {
        return ("    ".to_owned(), 4);
    }
    let text = safe(char.encode_utf8(&mut [0; 4]));
    let width = if text.chars().eq([char]) { char.width().unwrap_or(0) } else { text.len() };
    (text, width)
}

/// Returns the last line: how many quotations, and what was found.
pub(super) fn summary(written: &Written, report: &Report) -> String {
    let count = |severity: Severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let plural = |n: usize, one: &str| if n == 1 { format!("{n} {one}") } else { format!("{n} {one}s") };
    let n_words = written.text.split_whitespace().count();
    let mut parts = vec![format!("{} in {}", plural(report.n_quotations, "quotation"), plural(n_words, "word"))];
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    parts.extend(
        counts
            .iter()
            .map(|&(severity, word)| (count(severity), word))
            .filter(|&(n, _)| n > 0)
            .map(|(n, word)| plural(n, word)),
    );
    if report.findings.is_empty() {
        parts.push("nothing to put right".to_owned());
    }
    if report.n_allowed > 0 {
        parts.push(format!("{} allowed by the draft", report.n_allowed));
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, from: usize, length: usize, expected: &str) {
        let Excerpt { text, indent, width } = excerpt(line, from, length);
        assert_eq!(format!("{text}\n{}{}", " ".repeat(indent), "^".repeat(width)), expected);
    }

    #[test]
    fn hangul_is_underlined_at_its_double_width() {
        check("감독 “바다” 끝", 4, 2, "감독 “바다” 끝\n      ^^^^");
    }

    #[test]
    fn an_escape_is_shown_and_not_obeyed() {
        check("a\u{1b}[31mb", 6, 1, "a\\u{1b}[31mb\n           ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}HERE{}", "x".repeat(5000), "y".repeat(5000));
        let Excerpt { text, indent, width } = excerpt(&line, 5000, 4);
        assert!(text.chars().count() < 110);
        assert_eq!(text.chars().skip(indent).take(width).collect::<String>(), "HERE");
    }
}
