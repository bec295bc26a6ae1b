//! Opens a snapshot: bytes of one kind of file become a document with blocks.

use onrecord_model::{Language, Media, Snapshot, SnapshotId};

use crate::opened::Opened;
use crate::{decode, meta, page, plain, subtitle};
use onrecord_language::Lexicon;

/// Opens a snapshot as the kind of file it is.
pub fn open(snapshot: &Snapshot, lexicon: &Lexicon) -> Opened {
    match snapshot.media {
        Media::Text | Media::Record | Media::Markdown => {
            plain::open(snapshot.id, snapshot.media, decode::decode(&snapshot.bytes), lexicon)
        }
        Media::Html => page::open(snapshot, decode::page(&snapshot.bytes), None, lexicon),
        Media::Srt | Media::Vtt | Media::Smi => subtitle::open(snapshot, decode::decode(&snapshot.bytes), lexicon),
        Media::Mhtml => page::open_mhtml(snapshot, lexicon),
        Media::WebArchive => page::open_web_archive(snapshot, lexicon),
    }
}

/// Opens a text that is at hand: it is taken as it stands, as Markdown or else as plain text.
pub fn open_text(text: String, media: Media, lexicon: &Lexicon) -> Opened {
    let id = SnapshotId::of(text.as_bytes());
    plain::open(id, media, decode::Decoded { text, remarks: Vec::new() }, lexicon)
}

/// Returns the text of bytes in whichever encoding they are, without a byte order mark.
pub fn decoded(bytes: &[u8]) -> String {
    decode::decode(bytes).text
}

/// Returns a day of publication as somebody wrote it in ISO 8601, with its time where it has one; `None` where it is no day, or
/// could be two.
pub fn day(written: &str, lexicon: &Lexicon) -> Option<String> {
    let is_korean = Language::of(written) == Some(Language::Korean);
    meta::declared_day(written, is_korean, lexicon)
}
