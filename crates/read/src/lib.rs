//! Reads one snapshot: text, sentences, persons, and who said what. Pure; never fails.
//!
//! `format` turns bytes into a document with blocks, `sentence` and `passage` cut it, `person` finds who is
//! named, `quote` finds who said what. `words` is the one analyser for index and query; `name` compares
//! spellings across scripts; `link` joins persons over documents.

mod composed;
mod decode;
mod format;
mod ground;
mod korean;
mod lexicon;
pub mod link;
mod marks;
mod meta;
mod month;
pub mod name;
mod page;
mod passage;
mod person;
mod plain;
mod quote;
mod sentence;
mod subtitle;
mod token;
mod words;

use onrecord_model::{Reading, Snapshot};

pub use lexicon::Lexicon;
pub use marks::{Run, runs};
pub use month::month;
pub use words::{Term, TermKind, words};

/// The version of the reader. Raise it whenever a reading may come out differently: archives then
/// read their snapshots again.
pub const READER: u32 = 5;

/// Returns all that is read in one snapshot.
///
/// Pure: the same bytes give the same reading. Bad text yields less, and a remark; never an error.
pub fn read(snapshot: &Snapshot, lexicon: &Lexicon) -> Reading {
    let format::Opened { document, known, remarks } = format::open(snapshot, lexicon);
    let reading = |document| Reading {
        reader: READER,
        document,
        known,
        sentences: Vec::new(),
        passages: Vec::new(),
        people: Vec::new(),
        quotes: Vec::new(),
        remarks,
    };
    match composed::composed(&document) {
        Some(copy) => copy.reading_of(document, filled(reading(copy.document.clone()), lexicon)),
        None => filled(reading(document), lexicon),
    }
}

/// Returns a reading with all that is read in its document.
fn filled(reading: Reading, lexicon: &Lexicon) -> Reading {
    let document = reading.document;
    let sentences = sentence::sentences(&document);
    let passages = passage::passages(&document, &sentences);
    let ground = ground::Ground::new(&document, lexicon);
    let people = person::people(&ground);
    let quotes = quote::quotes(&ground, &people);
    Reading { document, sentences, passages, people, quotes, ..reading }
}
