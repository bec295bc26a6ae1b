//! Reads one snapshot: text, sentences, persons, and who said what. Pure; never fails.
//!
//! The crate `open` turns bytes into a document with blocks, `language` and `passage` cut it, `person` finds who is
//! named, `quote` finds who said what, `work` what has a title; `link` joins persons over documents, `titles` joins titles.

pub mod by_hand;
mod composed;
mod ground;
pub mod link;
mod passage;
mod person;
mod quote;
pub mod titles;
mod work;

use onrecord_language::{Lexicon, sentence};
use onrecord_model::{Media, Reading, Snapshot};
use onrecord_open::{Opened, open, open_text};

/// The version of the reader. Raise it whenever a reading may come out differently: archives then
/// read their snapshots again.
pub const READER: u32 = 12;

/// Returns all that is read in one snapshot.
///
/// Pure: the same bytes give the same reading. Bad text yields less, and a remark; never an error.
pub fn read(snapshot: &Snapshot, lexicon: &Lexicon) -> Reading {
    reading(open(snapshot, lexicon), lexicon)
}

/// Returns all that is read in a text that is at hand, such as a draft's: it is taken as it stands, and not decoded.
///
/// `media` is plain text or Markdown; anything else is read as plain text.
pub fn read_text(text: String, media: Media, lexicon: &Lexicon) -> Reading {
    reading(open_text(text, media, lexicon), lexicon)
}

fn reading(opened: Opened, lexicon: &Lexicon) -> Reading {
    let Opened { document, known, remarks, leads } = opened;
    let reading = |document| Reading {
        reader: READER,
        document,
        known,
        sentences: Vec::new(),
        passages: Vec::new(),
        people: Vec::new(),
        perhaps: Vec::new(),
        works: Vec::new(),
        quotes: Vec::new(),
        remarks,
    };
    match composed::composed(&document) {
        Some(copy) => copy.reading_of(document, filled(reading(copy.document.clone()), &[], lexicon)),
        None => filled(reading(document), &leads, lexicon),
    }
}

/// Returns the words in marks of a text that it says were not said: denied, refused or only planned. In bytes of the text.
pub fn unsaid(text: String, lexicon: &Lexicon) -> Vec<std::ops::Range<usize>> {
    let document = open_text(text, Media::Text, lexicon).document;
    let ground = ground::Ground::new(&document, &[], lexicon);
    let people = person::named(&ground).people;
    quote::unsaid(&ground, &people)
}

/// Returns a reading with all that is read in its document.
fn filled(reading: Reading, leads: &[usize], lexicon: &Lexicon) -> Reading {
    let document = reading.document;
    let ground = ground::Ground::new(&document, leads, lexicon);
    let sentences = sentence::sentences(&document, &ground.runs, lexicon);
    let passages = passage::passages(&document, &sentences);
    let person::Named { people, perhaps } = person::named(&ground);
    let quotes = quote::quotes(&ground, &people);
    let works = work::named(&ground, &people, &quotes);
    let mut reading = Reading { document, sentences, passages, people, perhaps, works, quotes, ..reading };
    person::join_other_names(&mut reading, lexicon);
    person::keep_persons(&mut reading);
    reading
}
