//! Reads one snapshot: text, sentences, persons, and who said what. Pure; never fails.
//!
//! `format` turns bytes into a document with blocks, `sentence` and `passage` cut it, `person` finds who is
//! named, `quote` finds who said what. `words` is the one analyser for index and query; `name` compares
//! spellings across scripts; `link` joins persons over documents.

mod decode;
mod format;
mod ground;
mod korean;
mod lexicon;
pub mod link;
mod marks;
mod meta;
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
pub use words::{Term, TermKind, words};

/// The version of the reader. Raise it whenever a reading may come out differently: archives then
/// read their snapshots again.
pub const READER: u32 = 3;

/// Returns all that is read in one snapshot.
///
/// Pure: the same bytes give the same reading. Bad text yields less, and a remark; never an error.
pub fn read(snapshot: &Snapshot, lexicon: &Lexicon) -> Reading {
    let format::Opened { document, known, remarks } = format::open(snapshot, lexicon);
    let sentences = sentence::sentences(&document);
    let passages = passage::passages(&document, &sentences);
    let ground = ground::Ground::new(&document, lexicon);
    let people = person::people(&ground);
    let quotes = quote::quotes(&ground, &people);
    Reading { reader: READER, document, known, sentences, passages, people, quotes, remarks }
}
