//! Names of which only their sound is known, and that the archive confirms: what is sure in one document is found in every other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_archive::{Archive, ArchiveError, PER_KEY};
use onrecord_language::name::keys_of_part;
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
    figures: &[Figure],
    unsure: &[Figure],
    grounds: Grounds,
) -> Result<BTreeMap<usize, Confirmed>, ArchiveError> {
    let keys: Vec<Vec<String>> = unsure.iter().map(|figure| figure.keys(grounds)).collect();
    let (mut sure_here, mut unsure_here): (Here, Here) = Default::default();
    for figure in figures {
        figure.keys(grounds).into_iter().for_each(|key| sure_here.entry(key).or_default().push(&figure.name));
    }
    for (figure, keys) in unsure.iter().zip(&keys) {
        keys.iter().for_each(|key| unsure_here.entry(key.clone()).or_default().push(&figure.name));
    }
    let mut confirmed = BTreeMap::new();
    for (at, (figure, keys)) in unsure.iter().zip(&keys).enumerate() {
        let mut sure = keys.iter().filter_map(|key| sure_here.get(key)).flatten();
        let mut others = keys.iter().filter_map(|key| unsure_here.get(key)).flatten();
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

/// The names of one document by their keys.
type Here<'a> = HashMap<String, Vec<&'a str>>;

/// Returns the other documents in which a name waits that one of these figures confirms.
pub(super) fn woken(
    archive: &Archive,
    document: DocumentId,
    figures: &[Figure],
    grounds: Grounds,
) -> Result<BTreeSet<DocumentId>, ArchiveError> {
    let mut woken = BTreeSet::new();
    for figure in figures {
        let waiting = archive.perhaps_by_key(&figure.keys(grounds), PER_KEY)?;
        let confirms =
            |(other, name): &(DocumentId, String)| *other != document && figure.is_confirmed_by(name, grounds);
        woken.extend(waiting.into_iter().filter(confirms).map(|(other, _)| other));
    }
    Ok(woken)
}

/// Documents of one person that are looked at for parts of names.
const BESIDE: usize = 16;
/// The most documents that one more document has linked again for a part of a name.
const MOST_EXPLAINED: usize = 16;

/// Returns the other documents with a part of a name that these persons' full names may explain: they name one of them too.
pub(super) fn explained(
    archive: &Archive,
    document: DocumentId,
    persons: impl Iterator<Item = PersonId>,
    grounds: Grounds,
) -> Result<BTreeSet<DocumentId>, ArchiveError> {
    let persons: BTreeSet<PersonId> = persons.collect();
    let mut beside: BTreeMap<DocumentId, BTreeSet<PersonId>> = BTreeMap::new();
    for &person in &persons {
        for other in archive.documents_naming(person, BESIDE)?.into_iter().filter(|other| *other != document) {
            beside.entry(other).or_default().insert(person);
        }
    }
    let mut bearers: HashMap<String, BTreeSet<PersonId>> = HashMap::new();
    for &person in persons.iter().filter(|_| !beside.is_empty()) {
        let keys =
            archive.person_keys(person)?.into_iter().filter(|(key, name)| key.starts_with('~') && !is_short(name));
        keys.for_each(|(key, _)| {
            bearers.entry(key).or_default().insert(person);
        });
    }
    let mut explained = BTreeSet::new();
    for (other, shared) in beside {
        let mut parts = archive.single_words_in(other)?.into_iter().filter(|(name, _)| is_short(name));
        let is_explained = parts.any(|(name, whose)| {
            let keys = keys_of_part(&name, grounds.names);
            let mut may_be = keys.iter().filter_map(|key| bearers.get(key)).flatten();
            may_be.any(|&bearer| bearer != whose && shared.iter().any(|&person| person != bearer && person != whose))
        });
        if is_explained {
            explained.insert(other);
        }
    }
    Ok(explained.into_iter().take(MOST_EXPLAINED).collect())
}
