//! Joins the lines of a paragraph, so that a sentence or quotation may run over a line's end.

use std::ops::Range;

use super::text::{Prose, Syntax};

/// Returns the same prose with each paragraph on one line; a block quotation keeps one `> ` at its head.
pub(super) fn joined(bare: &Prose, draft: &str, syntax: Syntax) -> Prose {
    let mut prose = Prose::default();
    let text = bare.text();
    let mut moved: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<Line<'_>> = None;
    let mut marks = Marks::default();
    let mut at = 0;
    for raw in text.split_inclusive('\n') {
        let line = Line::of(raw, at, syntax);
        let goes_on = last.as_ref().is_some_and(|last| last.goes_on(&line, &marks, syntax));
        if goes_on {
            copy(&mut prose, bare, draft, last.as_ref().map_or(at..at, |last| last.end..last.end + 1), " ");
            let words = line.words;
            moved.push((at, prose.text.len()));
            copy_range(&mut prose, bare, draft, line.at..line.end);
            marks.count(words);
        } else {
            if let Some(last) = &last {
                copy_range(&mut prose, bare, draft, last.end..at);
            }
            moved.push((at, prose.text.len()));
            if line.is_quoted {
                copy(&mut prose, bare, draft, at..line.at, "> ");
            }
            copy_range(&mut prose, bare, draft, line.at..line.end);
            marks = Marks::default();
            marks.count(line.words);
        }
        at += raw.len();
        last = Some(line);
    }
    if let Some(last) = &last {
        copy_range(&mut prose, bare, draft, last.end..at);
    }
    // What stood at a place of the bare prose stands as far behind its line's head as before, a prefix aside.
    let place = |old: usize| {
        let line = moved.partition_point(|&(from, _)| from <= old).saturating_sub(1);
        let (from, to) = moved.get(line).copied().unwrap_or((0, 0));
        (to + old - from).min(prose.text.len())
    };
    let comments = bare.comments.iter().cloned().map(|mut comment| {
        comment.at = place(comment.at);
        comment
    });
    let comments = comments.collect();
    let links = bare.links.iter().cloned().map(|mut link| {
        link.at = place(link.at);
        link.quoted = link.quoted.map(|quoted| place(quoted.start)..place(quoted.end));
        link
    });
    let links = links.collect();
    Prose { comments, links, ..prose }
}

/// Copies a range of the bare prose, with its places.
fn copy_range(prose: &mut Prose, bare: &Prose, draft: &str, range: Range<usize>) {
    let mut at = range.start;
    while at < range.end {
        let next = bare.next_at(at).min(range.end).max(at + 1);
        let place = bare.in_draft(at..next);
        if draft.get(place.clone()) == bare.text().get(at..next) {
            prose.push(draft, place);
        } else {
            prose.push_for(bare.text().get(at..next).unwrap_or_default(), place);
        }
        at = next;
    }
}

/// Writes words for a range of the bare prose.
fn copy(prose: &mut Prose, bare: &Prose, draft: &str, range: Range<usize>, words: &str) {
    let place = bare.in_draft(range);
    let place = if draft.get(place.clone()).is_some() { place } else { 0..0 };
    prose.push_for(words, place);
}

struct Line<'a> {
    /// Where its words begin and end in the bare prose.
    at: usize,
    end: usize,
    words: &'a str,
    is_quoted: bool,
    is_own: bool,
}

impl<'a> Line<'a> {
    fn of(raw: &'a str, offset: usize, syntax: Syntax) -> Self {
        let is_markdown = syntax == Syntax::Markdown;
        let line = raw.trim_end_matches(['\n', '\r']);
        let mut words = line.trim_end();
        let bare = words.trim_start_matches([' ', '>']);
        let is_quoted = words.trim_start().starts_with('>');
        let head = words.len() - if is_quoted { bare.len() } else { words.len() };
        words = &words[head..];
        let own = words.trim_start();
        let is_list = ["- ", "* ", "+ ", "• ", "· ", "|", "#", "— ", "– ", "― ", "—", "~ "]
            .iter()
            .any(|mark| own.starts_with(mark));
        let digits = own.len() - own.trim_start_matches(|char: char| char.is_ascii_digit()).len();
        let is_number = digits > 0 && (own[digits..].starts_with(". ") || own[digits..].starts_with(") "));
        let is_break = is_markdown && (line.ends_with("  ") || line.ends_with('\\'));
        let is_own = is_list || is_number || has_label(own) || is_break && words.is_empty();
        Self { at: offset + head, end: offset + head + words.len(), words, is_quoted, is_own }
    }

    /// Says whether the next line belongs to the same sentence or quotation.
    fn goes_on(&self, next: &Self, marks: &Marks, syntax: Syntax) -> bool {
        if self.words.is_empty() || next.words.is_empty() || next.is_own || self.is_quoted != next.is_quoted {
            return false;
        }
        if self.words.trim_start().starts_with(['#', '|']) || next.words.chars().all(|char| !char.is_alphanumeric()) {
            return false;
        }
        if marks.is_open() {
            return true;
        }
        let ends = self.words.ends_with(['.', '!', '?', '。', '”', '"', '’', '\'', '…', ')', ':', '：', '」', '』']);
        let is_long = syntax != Syntax::Plain || self.words.chars().count() >= 40;
        !ends && is_long
    }
}

/// Says whether a short label with a colon begins the line, as in an interview.
fn has_label(words: &str) -> bool {
    let label = words.char_indices().take(24).find(|(_, char)| matches!(char, ':' | '：')).map(|(at, _)| at);
    label.is_some_and(|at| {
        at > 0
            && !words[at..].starts_with("://")
            && words[..at].split_whitespace().count() <= 3
            && !words[..at].contains(['“', '"', ','])
    })
}

/// Which quotation marks are open in the line so far.
#[derive(Debug, Default)]
struct Marks {
    curly: i32,
    straight: usize,
}

impl Marks {
    fn count(&mut self, words: &str) {
        for char in words.chars() {
            match char {
                '“' | '「' | '『' | '«' => self.curly += 1,
                '”' | '」' | '』' | '»' => self.curly = (self.curly - 1).max(0),
                '"' => self.straight += 1,
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.curly > 0 || self.straight % 2 == 1
    }
}
