//! The records at hand: the one way from the number of a source to what was read in it.

use std::collections::HashMap;
use std::rc::Rc;

use onrecord_archive::{Archive, Listed};
use onrecord_model::{DocumentId, Record, RecordVersion, SourceId};

use super::copies::{first_of, group_of, note_copies};
use super::corrected::{correct, corrections};

/// Bytes of text in one half of the records at hand; what was read in it takes a few times as many.
const MOST_BYTES: usize = 16 << 20;
/// What a record weighs beside its text.
const WEIGHT: usize = 1 << 10;

/// Which reading of a source is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Reading {
    /// The one of its newest version.
    Newest(SourceId),
    /// The one of this version.
    Of(SourceId, DocumentId),
}

/// A record, or that there is none.
type Known = Option<Rc<Record>>;

/// Records at hand, in two halves: when the new half is full, it takes the place of the old one. So a record that is wanted
/// again and again stays, and the memory is bounded however many sources a batch of questions looks at.
#[derive(Default)]
pub(crate) struct Records {
    new: HashMap<Reading, Known>,
    old: HashMap<Reading, Known>,
    n_bytes: usize,
}

impl Records {
    /// Returns a record, or `None` where the source is gone, or the version is not read yet.
    pub(crate) fn get(&mut self, archive: &Archive, wanted: Reading) -> anyhow::Result<Known> {
        if let Some(known) = self.new.get(&wanted) {
            return Ok(known.clone());
        }
        let known = match self.old.remove(&wanted) {
            Some(known) => known,
            None => read(archive, wanted)?.map(Rc::new),
        };
        let n_bytes = WEIGHT + known.as_ref().map_or(0, |record| record.reading.document.text().len());
        if self.n_bytes + n_bytes > MOST_BYTES {
            self.old = std::mem::take(&mut self.new);
            self.n_bytes = 0;
        }
        self.n_bytes += n_bytes;
        self.new.insert(wanted, known.clone());
        Ok(known)
    }
}

fn read(archive: &Archive, wanted: Reading) -> anyhow::Result<Option<Record>> {
    let (Reading::Newest(id) | Reading::Of(id, _)) = wanted;
    let Some(Listed { id, mut source, known, version: newest }) = archive.source_by_id(id)? else { return Ok(None) };
    let document = match wanted {
        Reading::Newest(_) => newest.document,
        Reading::Of(_, document) => document,
    };
    let Some(reading) = archive.reading(document)? else { return Ok(None) };
    let group = group_of(archive, newest.document)?;
    group.iter().for_each(|group| note_copies(&mut source, group));
    let text_of = group.and_then(first_of);
    let version = version(archive, id, document)?;
    let persons = archive.persons_of(document)?;
    let relays = known.relays.map(|found| found.value);
    let (named, by_hand) = Default::default();
    let mut record = Record { id, source, text_of, relays, reading, persons, named, decided: by_hand, version };
    let decided = corrections(archive, &record.source.key)?;
    correct(&mut record, &decided);
    Ok(Some(record))
}

/// Returns which version of its source a document is, with the texts of the newer ones; `None` where there is one version only.
fn version(archive: &Archive, source: SourceId, document: DocumentId) -> anyhow::Result<Option<RecordVersion>> {
    let versions = archive.versions(source)?;
    if versions.len() < 2 {
        return Ok(None);
    }
    let Some(at) = versions.iter().rposition(|version| version.document == document) else { return Ok(None) };
    let mut newer = Vec::new();
    for version in &versions[at + 1..] {
        let reading = archive.reading(version.document)?;
        newer.push(reading.map(|reading| reading.document.text().to_owned()).unwrap_or_default());
    }
    Ok(Some(RecordVersion { number: at + 1, of: versions.len(), taken: versions[at].taken.clone(), newer }))
}
