//! The bytes of a source at one time.

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Known, SnapshotId};

/// What kind of file a snapshot's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Media {
    /// Plain text; the document is the text unchanged.
    Text,
    /// Markdown; the document is the text unchanged, front matter included.
    Markdown,
    /// The `text` field of one JSON line, already UTF-8; the document is that text unchanged.
    Record,
    /// A web page.
    Html,
    /// A web page as one MIME file (`.mht`, `.mhtml`).
    Mhtml,
    /// A web page as Safari saves it (`.webarchive`).
    WebArchive,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// SAMI subtitles.
    Smi,
}

impl Media {
    /// Returns the kind that a file name's extension stands for, in lower case without its dot.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "mht" | "mhtml" => Self::Mhtml,
            "webarchive" => Self::WebArchive,
            "srt" => Self::Srt,
            "vtt" => Self::Vtt,
            "smi" | "sami" => Self::Smi,
            _ => return None,
        })
    }

    /// Returns the number that stands for it in storage; never changes.
    pub fn number(self) -> u8 {
        match self {
            Self::Text => 0,
            Self::Markdown => 1,
            Self::Record => 2,
            Self::Html => 3,
            Self::Mhtml => 4,
            Self::WebArchive => 5,
            Self::Srt => 6,
            Self::Vtt => 7,
            Self::Smi => 8,
        }
    }

    /// Returns the kind that a stored number stands for.
    pub fn of_number(number: u8) -> Option<Self> {
        [
            Self::Text,
            Self::Markdown,
            Self::Record,
            Self::Html,
            Self::Mhtml,
            Self::WebArchive,
            Self::Srt,
            Self::Vtt,
            Self::Smi,
        ]
        .into_iter()
        .find(|media| media.number() == number)
    }
}

/// The bytes of a source at one time, with what was known of them when they were gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The hash of `bytes`.
    pub id: SnapshotId,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// How to read them.
    pub media: Media,
    /// The key that its source would like to have; see PRODUCT: the id, else the URL, else the path.
    pub key: String,
    /// The whole place it came from: what makes two files of one name two sources.
    pub place: String,
    /// The path as its reader knows it, where it came from a file.
    pub path: Option<String>,
    /// What the options of `add` or the fields of a JSON line say of it.
    pub known: Known,
}

impl Snapshot {
    /// Returns the identity of the document that is read out of these bytes.
    pub fn document(&self) -> DocumentId {
        DocumentId::of(self.id, self.media)
    }
}

impl DocumentId {
    /// Returns the identity of the document that is read out of a snapshot as one kind of file.
    pub fn of(snapshot: SnapshotId, media: Media) -> Self {
        let mut first = [0; 8];
        first.copy_from_slice(&snapshot.as_bytes()[..8]);
        Self(u64::from_le_bytes(first).wrapping_add(u64::from(media.number())))
    }

    /// Returns the number that stands for it in storage.
    pub fn number(self) -> u64 {
        self.0
    }

    /// Returns the identity that a stored number stands for.
    pub fn from_number(number: u64) -> Self {
        Self(number)
    }
}
