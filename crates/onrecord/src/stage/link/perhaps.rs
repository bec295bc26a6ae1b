//! Names of which only their sound is known, and that the archive confirms: what is sure in one document is found in every other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_archive::{Archive, ArchiveError, Joined, KnownPerson, PER_KEY};
use onrecord_language::name::{keys_of_part, part_keys};
use onrecord_model::{DocumentId, PersonId};
use onrecord_read::link::{Figure, Grounds, is_short};

/// What confirms an unsure name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Confirmed {
    /// Somebody known has it.
    Known,
    /// It stands in the other script as well, or in this document itself.
    Mirrored,
}

/// Returns the places of the unsure names that somebody known, or a name in the other script, confirms.
pub(super) fn confirmed(
    archive: &Archive,
    document: DocumentId,
    (figures, sure_keys): (&[Figure], &[Vec<String>]),
    (unsure, unsure_keys): (&[Figure], &[Vec<String>]),
    grounds: Grounds,
) -> Result<BTreeMap<usize, Confirmed>, ArchiveError> {
    let (sure_here, unsure_here) = (by_key(figures, sure_keys), by_key(unsure, unsure_keys));
    let mut confirmed = BTreeMap::new();
    for (at, (figure, keys)) in unsure.iter().zip(unsure_keys).enumerate() {
        let mut sure = keys.iter().filter_map(|key| sure_here.get(key.as_str())).flatten();
        let mut others = keys.iter().filter_map(|key| unsure_here.get(key.as_str())).flatten();
        let is_here = sure.any(|name| figure.is_confirmed_by(name, grounds))
            || others.any(|name| figure.is_mirrored_by(name, grounds));
        let is_known = || -> Result<bool, ArchiveError> {
            let persons = archive.persons_by_key(&figure.name, keys, PER_KEY)?;
            Ok(persons.iter().any(|(_, name)| figure.is_confirmed_by(name, grounds)))
        };
        let is_mirrored = || -> Result<bool, ArchiveError> {
            let others = archive.perhaps_by_key(keys, PER_KEY)?;
            Ok(others.iter().any(|(other, name)| *other != document && figure.is_mirrored_by(name, grounds)))
        };
        if is_here || is_mirrored()? {
            confirmed.insert(at, Confirmed::Mirrored);
        } else if is_known()? {
            confirmed.insert(at, Confirmed::Known);
        }
    }
    Ok(confirmed)
}

/// Returns the names of one document by their keys.
fn by_key<'a>(figures: &'a [Figure], keys: &'a [Vec<String>]) -> HashMap<&'a str, Vec<&'a str>> {
    let mut here: HashMap<&str, Vec<&str>> = HashMap::new();
    for (figure, keys) in figures.iter().zip(keys) {
        keys.iter().for_each(|key| here.entry(key).or_default().push(&figure.name));
    }
    here
}

/// Returns the other documents in which a name waits that one of these figures confirms.
pub(super) fn woken(
    archive: &Archive,
    document: DocumentId,
    figures: &[Figure],
    keys: &[Vec<String>],
    grounds: Grounds,
) -> Result<BTreeSet<DocumentId>, ArchiveError> {
    let mut woken = BTreeSet::new();
    for (figure, keys) in figures.iter().zip(keys) {
        let waiting = archive.perhaps_by_key(keys, PER_KEY)?;
        let confirms =
            |(other, name): &(DocumentId, String)| *other != document && figure.is_confirmed_by(name, grounds);
        woken.extend(waiting.into_iter().filter(confirms).map(|(other, _)| other));
    }
    Ok(woken)
}

/// The most documents that one more document has linked again for a part of a name.
const MOST_EXPLAINED: usize = 64;

/// Returns the other documents with a part of a name that the full names of this one may explain: they name somebody else of
/// it too.
pub(super) fn explained(
    document: DocumentId,
    named: &[(&Joined, PersonId)],
    neighbours: &[&KnownPerson],
    grounds: Grounds,
) -> BTreeSet<DocumentId> {
    let mut bearers: HashMap<String, BTreeSet<PersonId>> = HashMap::new();
    for (joined, person) in named.iter().filter(|(joined, _)| !is_short(&joined.figure.name)) {
        for key in part_keys(&joined.figure.name, grounds.names) {
            bearers.entry(key).or_default().insert(*person);
        }
    }
    let is_beside = |other: DocumentId, whose: PersonId, bearer: PersonId| {
        neighbours.iter().any(|person| {
            ![whose, bearer].contains(&person.id)
                && named.iter().any(|(_, here)| *here == person.id)
                && person.figures.iter().any(|figure| figure.document == other)
        })
    };
    let mut explained = BTreeSet::new();
    for whose in neighbours {
        for figure in whose.figures.iter().filter(|figure| figure.document != document && is_short(&figure.name)) {
            let keys = keys_of_part(&figure.name, grounds.names);
            let mut may_be = keys.iter().filter_map(|key| bearers.get(key)).flatten();
            if may_be.any(|&bearer| bearer != whose.id && is_beside(figure.document, whose.id, bearer)) {
                explained.insert(figure.document);
            }
        }
    }
    explained.into_iter().take(MOST_EXPLAINED).collect()
}
