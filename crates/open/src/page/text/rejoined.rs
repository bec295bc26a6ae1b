//! Joins lines that a `<br>` parts in the middle of a quotation.

use std::collections::VecDeque;

use onrecord_language::runs;
use onrecord_model::BlockKind;

use super::drafted::{Break, Drafted};

/// Lines over which a quotation is followed to its closing mark.
const REACH: usize = 12;

/// Joins lines that a `<br>` parts in the middle of a quotation: no line between opens another, and one closes it.
pub(super) fn rejoined(lines: Vec<Drafted>) -> Vec<Drafted> {
    if !lines.iter().any(|line| line.end == Break::Hard && opens(&line.line.text)) {
        return lines;
    }
    let mut joined: Vec<Drafted> = Vec::with_capacity(lines.len());
    let mut lines: VecDeque<Drafted> = lines.into();
    while let Some(mut line) = lines.pop_front() {
        if line.end == Break::Hard && opens(&line.line.text) {
            let n_more = n_to_close(&lines, line.line.kind);
            for more in lines.drain(..n_more) {
                line.line.text.push(' ');
                line.line.text.push_str(&more.line.text);
                line.end = more.end;
            }
        }
        joined.push(line);
    }
    joined
}

/// Returns the number of lines up to the one that closes what was left open; none where nothing does.
fn n_to_close(lines: &VecDeque<Drafted>, kind: BlockKind) -> usize {
    for (at, line) in lines.iter().take(REACH).enumerate() {
        if line.line.kind != kind {
            return 0;
        }
        match line.line.text.find(['“', '”', '"', '「', '」', '『', '』']) {
            Some(mark) if closes(&line.line.text, mark) => return at + 1,
            Some(_) => return 0,
            None if line.end == Break::Hard => {}
            None => return 0,
        }
    }
    0
}

/// Says whether a line leaves a quotation open.
fn opens(text: &str) -> bool {
    runs(text).last().is_some_and(|run| !run.is_closed)
}

/// Says whether the mark at a place closes: it stands right behind a word or its stop.
fn closes(text: &str, at: usize) -> bool {
    let mark = text[at..].chars().next();
    match mark {
        Some('”' | '」' | '』') => true,
        Some('"') => text[..at].chars().next_back().is_some_and(|before| !before.is_whitespace() && before != '('),
        _ => false,
    }
}
