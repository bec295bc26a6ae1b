//! Gets the sources that may hold what a draft quotes, and the people that it may name.

use std::collections::HashMap;

use onrecord_answer::proof::{Candidates, Draft, OnRecord, Record, Roster};
use onrecord_model::{Language, SourceId};

use super::holders::{Holders, Texts};
use crate::desk::Desk;

/// Sources found by words, where fingerprints find few.
const MOST_BY_WORDS: usize = 4;
/// Sources found by a name of the draft.
const MOST_BY_NAME: usize = 4;
/// People whose spellings are looked up in all sources.
const MOST_PEOPLE: usize = 200;
/// Documents of one person that are looked at for spellings within a document.
const MOST_DOCUMENTS: usize = 40;
/// Quotations and names that are looked up by words; a longer draft has more than anybody reads.
const MOST_LOOKED_UP: usize = 400;

/// What a draft is checked against.
pub(super) struct Gathered<'a> {
    pub shelf: Shelf<'a>,
    /// For each quotation, the records that may hold it.
    pub candidates: Vec<Candidates>,
    pub people: Vec<OnRecord>,
}

impl Desk {
    pub(super) fn gather(&self, draft: &Draft) -> anyhow::Result<Gathered<'_>> {
        let mut shelf = Shelf { desk: self, records: Vec::new(), places: HashMap::new(), languages: HashMap::new() };
        let mut candidates = Vec::new();
        let mut n_by_words = 0;
        let mut texts = Texts::default();
        for quotation in &draft.quotations {
            let Holders { mut sources, is_sure, is_all } = self.holders(draft, quotation, &mut texts)?;
            if !is_sure && n_by_words < MOST_LOOKED_UP && draft.is_comparable(quotation) {
                n_by_words += 1;
                let by_words = self.with_words(&[draft.words(quotation)], MOST_BY_WORDS)?;
                sources.extend(by_words.into_iter().map(|holder| holder.source));
            }
            let mut records = Vec::new();
            for source in sources {
                records.extend(shelf.take(source)?.filter(|record| !records.contains(record)));
            }
            candidates.push(Candidates { records, is_all });
        }
        let mut people = Roster::default();
        shelf.records.iter().for_each(|record| people.add(record));
        let named = draft.reading.people.iter().map(|person| draft.reading.document.words(person.name));
        let unknown: Vec<String> =
            named.filter(|name| !people.has(name)).take(MOST_LOOKED_UP).map(str::to_owned).collect();
        for name in unknown {
            for holder in self.with_words(&[name.as_str()], MOST_BY_NAME)? {
                if let Some(at) = shelf.take(holder.source)? {
                    people.add(&shelf.records[at]);
                }
            }
        }
        // Spellings of the same people in sources that are not at hand: other scripts, stage names joined by hand.
        for person in people.people.iter_mut().take(MOST_PEOPLE) {
            let Some(id) = person.id else { continue };
            for spelling in self.archive().spellings_of(id, MOST_DOCUMENTS)? {
                if !person.spellings.contains(&spelling) {
                    person.spellings.push(spelling);
                }
            }
        }
        Ok(Gathered { shelf, candidates, people: people.people })
    }
}

/// The sources that were taken out of the archive.
pub(super) struct Shelf<'a> {
    desk: &'a Desk,
    pub records: Vec<Record>,
    places: HashMap<SourceId, Option<usize>>,
    languages: HashMap<SourceId, Option<bool>>,
}

impl Shelf<'_> {
    /// Says whether a source is Korean; nothing where its language is not known.
    pub fn language(&mut self, source: SourceId) -> anyhow::Result<Option<bool>> {
        if let Some(&known) = self.languages.get(&source) {
            return Ok(known);
        }
        let listed = self.desk.archive().source_by_id(source)?;
        let is_korean = listed.and_then(|listed| listed.source.language).map(|language| language == Language::Korean);
        self.languages.insert(source, is_korean);
        Ok(is_korean)
    }

    /// Takes a source out of the archive, once; returns its position, or nothing where it is gone or unread.
    pub fn take(&mut self, source: SourceId) -> anyhow::Result<Option<usize>> {
        if let Some(&place) = self.places.get(&source) {
            return Ok(place);
        }
        let record = self.desk.record(source)?;
        let place = record.map(|record| {
            self.records.push(Record::new(record));
            self.records.len() - 1
        });
        self.places.insert(source, place);
        Ok(place)
    }
}
