//! Opens a snapshot: bytes of one kind of file become a document with blocks.

use onrecord_model::{Document, Known, Media, Remark, Snapshot};

use crate::{Lexicon, decode, page, plain, subtitle};

/// A document, and what the file itself says of its source.
pub(crate) struct Opened {
    pub document: Document,
    pub known: Known,
    pub remarks: Vec<Remark>,
}

/// Opens a snapshot as the kind of file it is.
pub(crate) fn open(snapshot: &Snapshot, lexicon: &Lexicon) -> Opened {
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
