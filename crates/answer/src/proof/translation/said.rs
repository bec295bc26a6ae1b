//! What the one whom a draft credits says in the other language.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::{PersonId, QuoteKind};

use super::bounds;
use super::original::{Original, stretches};
use crate::proof::draft::is_korean;
use crate::proof::record::Record;
use crate::proof::register::Register;

/// What somebody says in another language than a quotation's.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// The places that may be its original.
    pub originals: Vec<Original>,
    /// Whether most of what is on record of them is in the other language.
    pub is_elsewhere: bool,
}

/// Returns what somebody says in these of the records, in the other language than the words of a quotation.
pub fn said(words: &str, name: &str, records: &[Record], among: &[usize], register: &Register<'_>) -> Said {
    let korean = is_korean(words);
    let id = register.person(name).and_then(|known| known.id);
    let mut originals = Vec::new();
    let (mut n_here, mut n_there) = (0, 0);
    for &at in among {
        let Some(record) = records.get(at) else { continue };
        let text = record.reading.document.text();
        let is_author = is_author(record, name, register);
        let said = if is_author { vec![0..text.len()] } else { said_by(record, name, id, register) };
        for said in said {
            // Bytes: a syllable of Hangul says as much as two or three letters, and takes three.
            let n_bytes = said.len();
            if is_korean(text.get(said.clone()).unwrap_or_default()) == korean {
                n_here += n_bytes;
                continue;
            }
            n_there += n_bytes;
            let inside = |range: &Range<usize>| said.start <= range.start && range.end <= said.end;
            let places = stretches(record, &said, words).into_iter().filter(inside);
            originals.extend(places.map(|range| Original { record: at, range, nearness: None, is_own: is_author }));
        }
    }
    Said { originals, is_elsewhere: n_there > bounds::MAINLY * n_here }
}

/// Says whether somebody wrote the source.
fn is_author(record: &Record, name: &str, register: &Register<'_>) -> bool {
    let mut authors = record.source.author.as_deref().into_iter().flat_map(|authors| authors.split(", "));
    authors.any(|author| register.compare(name, author) >= 0.5)
}

/// Returns the stretches of a record that somebody says.
fn said_by(record: &Record, name: &str, id: Option<PersonId>, register: &Register<'_>) -> Vec<Range<usize>> {
    let document = &record.reading.document;
    let mut is_known: HashMap<u32, bool> = HashMap::new();
    let quotes = record.reading.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect);
    let own = quotes.filter(|quote| {
        let Some(person) = quote.speaker.as_ref().and_then(|speaker| speaker.person) else { return false };
        *is_known.entry(person).or_insert_with(|| {
            let linked = record.person(person);
            let named = record.reading.people.get(person as usize);
            id.is_some() && linked == id
                || named.is_some_and(|named| register.may_be_same(name, document.words(named.name), linked))
        })
    });
    own.flat_map(|quote| &quote.stretches).map(|stretch| stretch.range()).collect()
}
