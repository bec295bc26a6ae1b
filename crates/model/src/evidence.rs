//! Words with their source: the only thing that is ever shown as a quotation.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::{Document, PersonId, SnapshotId, Source, Span};

/// Code points of text kept before and after the words, so that they can be found again.
const CONTEXT: usize = 32;

/// A span with its verbatim words and its source.
///
/// Made only by [`crate::Record::cite`], out of a record and a span of it, so that words shown are
/// words printed. It can be written out, never read in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    id: EvidenceId,
    text: String,
    start: usize,
    end: usize,
    /// Whether these are words somebody said, or the source's own.
    pub kind: EvidenceKind,
    /// Whose words they are, or tell of.
    pub speaker: Option<SpeakerShown>,
    /// Who relays them, where the speaker's words stand inside another's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<SpeakerShown>,
    /// Where they stand.
    pub source: Source,
    snapshot: SnapshotHex,
    prefix: String,
    suffix: String,
    /// How well they fit the question; comparable within one answer only.
    pub score: f32,
    /// When they are spoken, in milliseconds from the start, for subtitles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_ms: Option<u32>,
    /// Which version of the source they stand in, where it has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<VersionShown>,
    /// The words of it that answer the question, where they are known; shown beside it by `ask` alone.
    #[serde(skip)]
    pub answer: Option<WordsShown>,
}

/// Words of a document with their place, in code points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordsShown {
    /// The words.
    pub text: String,
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
}

/// A version of a source, as shown beside words that stand in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionShown {
    /// Its number, from 1.
    pub number: usize,
    /// How many versions the source has.
    pub of: usize,
    /// When it was gathered, ISO 8601.
    pub taken: String,
    /// The first newer version that no longer has the words, where the newest has not; `null` where it has them.
    pub gone_in: Option<usize>,
}

/// Whether evidence is speech or the source's own statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EvidenceKind {
    /// Words somebody said.
    Quote,
    /// A sentence of the source itself.
    Statement,
}

/// A speaker, as shown; each field is `null` where it is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SpeakerShown {
    /// The fullest spelling of that person in that document, without titles.
    pub name: Option<String>,
    /// The archive's id of that person.
    #[serde(serialize_with = "shown")]
    pub person: Option<PersonId>,
    /// The words that name the speaker there.
    pub text: Option<String>,
    /// Where they start, in code points.
    pub start: Option<usize>,
    /// Where they end, in code points.
    pub end: Option<usize>,
}

fn shown<S: serde::Serializer>(id: &Option<PersonId>, serializer: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => serializer.collect_str(id),
        None => serializer.serialize_none(),
    }
}

impl Evidence {
    /// Returns the words of a span as evidence, or `None` where the span is not of this document.
    pub(crate) fn cite(document: &Document, span: Span, source: Source) -> Option<Self> {
        if !document.holds(span) {
            return None;
        }
        let words = document.words(span);
        let place = document.code_points(span);
        let before = &document.text()[..span.start()];
        let after = &document.text()[span.end()..];
        let prefix_at = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
        Some(Self {
            id: EvidenceId::of(document.snapshot(), place.start, words),
            text: words.to_owned(),
            start: place.start,
            end: place.end,
            kind: EvidenceKind::Statement,
            speaker: None,
            reported_by: None,
            source,
            snapshot: SnapshotHex(document.snapshot()),
            prefix: before[prefix_at..].to_owned(),
            suffix: after.chars().take(CONTEXT).collect(),
            score: 0.0,
            start_ms: None,
            version: None,
            answer: None,
        })
    }

    /// Returns the identity, which stays good after the snapshot is read again.
    pub fn id(&self) -> EvidenceId {
        self.id
    }

    /// Returns the verbatim words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Notes words of a document that answer, where they stand in this piece of it.
    pub fn note_answer(&mut self, document: &Document, words: Span) {
        let range = document.code_points(words);
        if self.start <= range.start && range.end <= self.end {
            let text = document.words(words).to_owned();
            self.answer = Some(WordsShown { text, start: range.start, end: range.end });
        }
    }

    /// Returns the range in code points of the document's visible text.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// Returns the snapshot that the words stand in.
    pub fn snapshot(&self) -> SnapshotId {
        self.snapshot.0
    }

    /// Returns up to 32 code points before the words.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns up to 32 code points after the words.
    pub fn suffix(&self) -> &str {
        &self.suffix
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SnapshotHex(SnapshotId);

impl Serialize for SnapshotHex {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// The identity of a piece of evidence: which snapshot, where, how long, and a hash of the words.
///
/// Shown as `3f9a2c41-1460-109-9c2e51b0`. It needs no table: [`EvidenceId::find`] looks at the place it
/// names, and, when a better reader has moved the text, for the same words elsewhere in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EvidenceId {
    snapshot: u32,
    start: u32,
    length: u32,
    words: u32,
}

impl EvidenceId {
    fn of(snapshot: SnapshotId, start: usize, words: &str) -> Self {
        Self {
            snapshot: first_four(snapshot.as_bytes()),
            start: start as u32,
            length: words.chars().count() as u32,
            words: hash_of(words),
        }
    }

    /// Returns the first eight hexadecimal digits of the snapshot's hash.
    pub fn snapshot_prefix(self) -> String {
        format!("{:08x}", self.snapshot)
    }

    /// Returns where the words stand in a document of that snapshot: at the place named, else at the
    /// place nearest to it that has the same words, else `None`.
    pub fn find(self, document: &Document) -> Option<Span> {
        let (start, length) = (self.start as usize, self.length as usize);
        let is_it = |span: &Span| hash_of(document.words(*span)) == self.words;
        if let Some(span) = document.at_code_points(start..start + length).filter(is_it) {
            return Some(span);
        }
        let starts: Vec<usize> =
            document.text().char_indices().map(|(at, _)| at).chain([document.text().len()]).collect();
        (0..starts.len().checked_sub(length)?)
            .filter_map(|at| document.span(starts[at]..starts[at + length]).filter(is_it).map(|span| (at, span)))
            .min_by_key(|(at, _)| at.abs_diff(start))
            .map(|(_, span)| span)
    }
}

fn first_four(bytes: &[u8; 32]) -> u32 {
    u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

fn hash_of(words: &str) -> u32 {
    first_four(blake3::hash(words.as_bytes()).as_bytes())
}

impl fmt::Display for EvidenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}-{}-{}-{:08x}", self.snapshot, self.start, self.length, self.words)
    }
}

impl Serialize for EvidenceId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for EvidenceId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no evidence id, such as 3f9a2c41-1460-109-9c2e51b0");
        let parts: Vec<&str> = text.trim().split('-').collect();
        let [snapshot, start, length, words] = parts[..] else { return Err(wrong()) };
        let hex = |part: &str| {
            if part.len() == 8 { u32::from_str_radix(part, 16).map_err(|_| wrong()) } else { Err(wrong()) }
        };
        Ok(Self {
            snapshot: hex(snapshot)?,
            start: start.parse().map_err(|_| wrong())?,
            length: length.parse().map_err(|_| wrong())?,
            words: hex(words)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DocumentId, Media};

    fn document(snapshot: SnapshotId, text: &str) -> Document {
        Document::new(DocumentId::of(snapshot, Media::Html), snapshot, text.to_owned())
    }

    #[test]
    fn evidence_is_found_again_after_the_text_has_moved() {
        let snapshot = SnapshotId::of(b"page");
        let first = document(snapshot, "감독은 “재미있을 것 같았다”고 했다.");
        let span = first.at_code_points(5..15).expect("inside");
        let evidence = Evidence::cite(&first, span, Source::default()).expect("its own span");
        let id: EvidenceId = evidence.id().to_string().parse().expect("round trip");
        let again = document(snapshot, "제목\n감독은 “재미있을 것 같았다”고 했다.");
        assert_eq!(id.find(&again).map(|span| again.words(span)), Some(evidence.text()));
        assert_eq!(id.find(&document(snapshot, "다른 글")), None);
        assert_eq!(evidence.prefix(), "감독은 “");
    }

    #[test]
    fn a_foreign_span_is_not_cited() {
        let (one, other) = (document(SnapshotId::of(b"1"), "abc"), document(SnapshotId::of(b"2"), "abc"));
        let span = other.span(0..3).expect("inside");
        assert_eq!(Evidence::cite(&one, span, Source::default()), None);
    }
}
