//! Opens a snapshot: bytes of one kind of file become a document with blocks.

use onrecord_model::{Document, Known, Media, Remark, Snapshot};

use crate::{decode, page, plain, subtitle};
use onrecord_language::Lexicon;

/// A document, and what the file itself says of its source.
pub struct Opened {
    /// The visible text, with its blocks.
    pub document: Document,
    /// What the file says of its source.
    pub known: Known,
    /// Doubts.
    pub remarks: Vec<Remark>,
}

/// Opens a snapshot as the kind of file it is.
pub fn open(snapshot: &Snapshot, lexicon: &Lexicon) -> Opened {
    match snapshot.media {
        Media::Text | Media::Record | Media::Markdown => {
            plain::open(snapshot, decode::decode(&snapshot.bytes), lexicon)
        }
        Media::Html => page::open(snapshot, decode::page(&snapshot.bytes), None, lexicon),
        Media::Srt | Media::Vtt | Media::Smi => subtitle::open(snapshot, decode::decode(&snapshot.bytes)),
        Media::Mhtml => page::open_mhtml(snapshot, lexicon),
        Media::WebArchive => page::open_web_archive(snapshot, lexicon),
    }
}
