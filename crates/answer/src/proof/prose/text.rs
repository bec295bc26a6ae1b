//! The text of a draft without its marks, and where each byte of it stands in the draft.

use std::ops::Range;

use onrecord_model::Media;
use onrecord_model::letter::{is_jamo, is_leading_jamo};
use unicode_normalization::UnicodeNormalization;

/// How a draft is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Plain text.
    Plain,
    /// Markdown, with HTML inside.
    Markdown,
    /// A web page.
    Html,
}

impl Syntax {
    /// Returns how a draft is written, by the extension of its file, in lower case, or else by how it begins.
    pub fn of(extension: Option<&str>, text: &str) -> Self {
        let head = text.trim_start().get(..15).unwrap_or_default().to_lowercase();
        match extension.and_then(Media::of_extension) {
            Some(Media::Html) => Self::Html,
            Some(Media::Text) => Self::Plain,
            None if head.starts_with("<!doctype html") || head.starts_with("<html") => Self::Html,
            _ => Self::Markdown,
        }
    }
}

/// The prose of a draft.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
    /// The links and notes, in order.
    pub links: Vec<Link>,
}

/// A stretch of prose that stands together in the draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub at: u32,
    pub draft: u32,
    pub draft_end: u32,
}

/// An HTML comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Where it stands in the draft, with its marks.
    pub draft: Range<usize>,
    /// The byte of the prose that follows it.
    pub at: usize,
    /// What stands between its marks.
    pub text: String,
}

/// A link, or a mark of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The byte of the prose where it stands.
    pub at: usize,
    /// Its target: an address, `^name` for a note, or `source:KEY` for a source.
    pub target: String,
    /// The words that a short code quotes of the source, in bytes of the prose.
    pub quoted: Option<Range<usize>>,
}

impl Prose {
    /// Returns the prose.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the bytes of the draft that a range of the prose stands for.
    pub fn in_draft(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start_in_draft(range.start);
        if range.is_empty() {
            return start..start;
        }
        let last = range.end - 1;
        let Some(piece) = self.piece(last) else { return start..start };
        let (at, next) = (piece.at as usize, self.next_at(last));
        let is_same = next - at == (piece.draft_end - piece.draft) as usize;
        let end = if is_same { piece.draft as usize + range.end - at } else { piece.draft_end as usize };
        start..end.max(start)
    }

    fn start_in_draft(&self, at: usize) -> usize {
        let Some(piece) = self.piece(at) else { return 0 };
        let is_same = self.next_at(at) - piece.at as usize == (piece.draft_end - piece.draft) as usize;
        let within = at - piece.at as usize;
        if is_same {
            piece.draft as usize + within
        } else if within == 0 {
            piece.draft as usize
        } else {
            piece.draft_end as usize
        }
    }

    fn piece(&self, at: usize) -> Option<Piece> {
        let after = self.pieces.partition_point(|piece| piece.at as usize <= at);
        self.pieces.get(after.checked_sub(1)?).copied()
    }

    pub(super) fn next_at(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.at as usize <= at);
        self.pieces.get(after).map_or(self.text.len(), |piece| piece.at as usize)
    }

    /// Adds a stretch of the draft.
    pub(super) fn push(&mut self, draft: &str, range: Range<usize>) {
        let Some(words) = draft.get(range.clone()).filter(|words| !words.is_empty()) else { return };
        if words.contains(is_jamo) {
            return self.push_composed(words, range.start);
        }
        let at = self.text.len();
        let goes_on = self.pieces.last_mut().filter(|piece| {
            piece.draft_end as usize == range.start
                && at - piece.at as usize == (piece.draft_end - piece.draft) as usize
        });
        match goes_on {
            Some(piece) => piece.draft_end = range.end as u32,
            None => self.pieces.push(Piece { at: at as u32, draft: range.start as u32, draft_end: range.end as u32 }),
        }
        self.text.push_str(words);
    }

    /// Adds words with decomposed Hangul, composed, so that they read like any others.
    fn push_composed(&mut self, words: &str, from: usize) {
        let mut at = 0;
        while at < words.len() {
            let rest = &words[at..];
            let plain = rest.find(is_jamo).unwrap_or(rest.len());
            self.push_plain(&rest[..plain], from + at);
            let syllable = &rest[plain..];
            let mut width = 0;
            for (place, char) in syllable.char_indices() {
                if !is_jamo(char) || is_leading_jamo(char) && place > 0 {
                    break;
                }
                width = place + char.len_utf8();
            }
            let composed: String = syllable[..width].nfc().collect();
            self.push_for(&composed, from + at + plain..from + at + plain + width);
            at += plain + width;
        }
    }

    fn push_plain(&mut self, words: &str, from: usize) {
        if !words.is_empty() {
            self.pieces.push(Piece {
                at: self.text.len() as u32,
                draft: from as u32,
                draft_end: (from + words.len()) as u32,
            });
            self.text.push_str(words);
        }
    }

    /// Adds words that stand for a stretch of the draft.
    pub(super) fn push_for(&mut self, words: &str, range: Range<usize>) {
        if !words.is_empty() {
            self.pieces.push(Piece {
                at: self.text.len() as u32,
                draft: range.start as u32,
                draft_end: range.end as u32,
            });
            self.text.push_str(words);
        }
    }
}
