//! The visible text read out of a snapshot.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Language, SnapshotId, Span};

/// Bytes between two checkpoints of the code point count.
const STRIDE: usize = 1024;

/// The visible text of one snapshot, and the blocks it is made of.
///
/// Offsets inside the program are bytes. Offsets shown to others are Unicode code points, as in the
/// W3C Web Annotation model; [`Document::code_points`] and [`Document::at_code_points`] convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    id: DocumentId,
    snapshot: SnapshotId,
    text: String,
    checkpoints: Vec<u32>,
    /// The language by the share of Hangul, or `None` where there are no letters.
    pub language: Option<Language>,
    /// Blocks in reading order; they do not overlap.
    pub blocks: Vec<Block>,
}

/// A paragraph, heading, list item, cue and the like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// The headline of the whole.
    Title,
    /// The heading of a part.
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list, or one row of a table.
    ListItem,
    /// A quotation set apart by the page or by `>`.
    Quotation,
    /// Words under or beside a picture.
    Caption,
    /// A link, or a list item that is only the title of another page.
    Link,
    /// Policies, notices, bylines, front matter: nothing that the source reports.
    Boilerplate,
    /// A cue of subtitles, with its times in milliseconds.
    Cue {
        /// When it appears.
        start_ms: u32,
        /// When it goes.
        end_ms: u32,
    },
}

impl BlockKind {
    /// Says whether sentences in such a block may be shown as evidence.
    pub fn is_evidence(self) -> bool {
        !matches!(self, Self::Title | Self::Heading | Self::Link | Self::Boilerplate)
    }
}

impl Document {
    /// Returns a document of this text without blocks; the reader adds them.
    ///
    /// Text past 4 GiB is cut off on a character border; gathering refuses such sources long before.
    pub fn new(id: DocumentId, snapshot: SnapshotId, mut text: String) -> Self {
        if text.len() > u32::MAX as usize {
            text.truncate(text.floor_char_boundary(u32::MAX as usize));
        }
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut n_chars, mut at) = (0u32, 0);
        while at < text.len() {
            checkpoints.push(n_chars);
            let next = (at + STRIDE).min(text.len());
            n_chars += count_chars(&text.as_bytes()[at..next]);
            at = next;
        }
        let language = Language::of(&text);
        Self { id, snapshot, text, checkpoints, language, blocks: Vec::new() }
    }

    /// Returns the document's identity.
    pub fn id(&self) -> DocumentId {
        self.id
    }

    /// Returns the identity of the snapshot that it was read out of.
    pub fn snapshot(&self) -> SnapshotId {
        self.snapshot
    }

    /// Returns the whole visible text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the span of a byte range, or `None` if it would cut a character or run past the end.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        self.text.get(range.clone())?;
        Some(Span { document: self.id, start: range.start as u32, end: range.end as u32 })
    }

    /// Returns the span of a byte range without the white space at its ends; `None` as for
    /// [`Document::span`], and where nothing is left.
    pub fn trimmed(&self, range: Range<usize>) -> Option<Span> {
        let words = self.text.get(range.clone())?;
        let start = range.start + (words.len() - words.trim_start().len());
        let end = range.end - (words.len() - words.trim_end().len());
        if start < end { self.span(start..end) } else { None }
    }

    /// Says whether a span belongs to this document and lies in it on character borders.
    pub fn holds(&self, span: Span) -> bool {
        span.document == self.id && self.text.get(span.range()).is_some()
    }

    /// Returns the words of a span; nothing for a span of another document.
    pub fn words(&self, span: Span) -> &str {
        if span.document != self.id {
            return "";
        }
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Returns the range in code points of a span, half open.
    pub fn code_points(&self, span: Span) -> Range<usize> {
        self.count_to(span.start())..self.count_to(span.end())
    }

    /// Returns the span of a range in code points, or `None` if it runs past the end or backwards.
    pub fn at_code_points(&self, range: Range<usize>) -> Option<Span> {
        let (start, end) = (self.byte_of(range.start)?, self.byte_of(range.end)?);
        self.span(start..end)
    }

    fn count_to(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(&before) = self.checkpoints.get(byte / STRIDE) else {
            let last = self.checkpoints.len().saturating_sub(1);
            let counted = self.checkpoints.last().copied().unwrap_or(0);
            return (counted + count_chars(&self.text.as_bytes()[last * STRIDE..byte])) as usize;
        };
        (before + count_chars(&self.text.as_bytes()[byte / STRIDE * STRIDE..byte])) as usize
    }

    fn byte_of(&self, code_point: usize) -> Option<usize> {
        let slot = self.checkpoints.partition_point(|&n_chars| n_chars as usize <= code_point);
        let slot = slot.saturating_sub(1);
        let mut left = code_point - self.checkpoints.get(slot).copied().unwrap_or(0) as usize;
        let from = slot * STRIDE;
        for (at, &byte) in self.text.as_bytes().get(from..)?.iter().enumerate() {
            if is_char_start(byte) {
                if left == 0 {
                    return Some(from + at);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

fn count_chars(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| is_char_start(byte)).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Media;

    fn document(text: &str) -> Document {
        let snapshot = SnapshotId::of(text.as_bytes());
        Document::new(DocumentId::of(snapshot, Media::Text), snapshot, text.to_owned())
    }

    #[test]
    fn a_span_cuts_no_character() {
        let document = document("가나");
        assert!(document.span(0..3).is_some());
        assert!(document.span(0..2).is_none());
        assert!(document.span(0..9).is_none());
    }

    #[test]
    fn code_points_round_trip_across_checkpoints() {
        let text = "a가𝄞 ".repeat(1000);
        let document = document(&text);
        let n_chars = text.chars().count();
        for range in [0..0, 0..n_chars, 7..1029, 1500..3999, n_chars..n_chars] {
            let span = document.at_code_points(range.clone()).expect("inside");
            let expected: String = text.chars().skip(range.start).take(range.len()).collect();
            assert_eq!(document.words(span), expected);
            assert_eq!(document.code_points(span), range);
        }
        assert!(document.at_code_points(0..n_chars + 1).is_none());
    }

    #[test]
    fn an_empty_document_has_one_empty_span() {
        let document = document("");
        assert_eq!(document.at_code_points(0..0).map(|span| document.words(span)), Some(""));
        assert!(document.at_code_points(1..1).is_none());
    }

    #[test]
    fn a_foreign_span_has_no_words() {
        let (one, other) = (document("one"), document("another"));
        let span = other.span(0..3).expect("inside");
        assert!(!one.holds(span));
        assert_eq!(one.words(span), "");
    }
}
