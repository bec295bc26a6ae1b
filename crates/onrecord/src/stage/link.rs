//! Joins the persons of new readings to those known already.

mod perhaps;

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::mem;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

use onrecord_archive::{
    Archive, ArchiveError, Joined, JoinedTo, KnownPerson, LinkedDocument, PER_KEY, Stage, StoredFigure,
};
use onrecord_model::{DocumentId, NamedPerson, PersonId, Reading};
use onrecord_read::READER;
use onrecord_read::link::{Decision, Figure, Grounds, LINKER, Link, Profile, decided, figures, kept_as, link, unsure};

use crate::desk::who::{Who, alias_file, profile};
use crate::progress::Progress;
use perhaps::{Confirmed, confirmed, explained, woken};

/// Documents linked between two durability points, unless they take longer than [`LONGEST`].
const BATCH: usize = 128;
/// No further document is begun after this time, so that others may write.
const LONGEST: Duration = Duration::from_millis(250);
/// Profiles kept at hand.
const MOST_KNOWN: usize = 10_000;
/// Companions of candidates that are looked at for parts of names.
const NEIGHBOURS: usize = 48;
/// Companions of one person whose parts of names may be explained.
const BESIDE: usize = 64;

/// Links every document whose reading this linker has not linked, in the order they were added. A stop only repeats the last
/// batch.
pub(crate) fn link_all(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let form = format!("{LINKER} of {READER}");
    let from = archive.settled(Stage::Link, &form)?.unwrap_or(i64::MIN);
    let (mut after, mut linking) = (from, Linking::of(archive)?);
    loop {
        let n = archive.together(|archive| {
            linking.look_around(archive)?;
            let (start, mut seen, mut woken) = (Instant::now(), BTreeSet::new(), BTreeSet::new());
            for one in archive.unlinked(LINKER, after, BATCH)? {
                // Who is who depends on the order: what another program has not read yet comes first, and it will link what follows.
                let Some(reader) = one.reader else { break };
                if seen.insert(one.document) {
                    woken.extend(link_document(archive, (one.document, reader), &linking.who, &mut linking.known)?);
                }
                after = one.version;
                if start.elapsed() > LONGEST {
                    break;
                }
            }
            // Once for the whole batch: what one document wakes the next may wake as well.
            link_woken(archive, woken, &linking.who, &mut linking.known)?;
            Ok::<_, anyhow::Error>(seen.len())
        })?;
        if n == 0 {
            break;
        }
        progress.done(n);
    }
    archive.together(|archive| {
        let first = archive.unlinked(LINKER, from, 1)?.first().map(|unlinked| unlinked.version);
        Ok(archive.settle(Stage::Link, &form, first)?)
    })
}

/// What linking goes by. Between two batches other programs may change all of it.
struct Linking {
    who: Who,
    known: Known,
    state: (i64, Option<SystemTime>),
}

impl Linking {
    fn of(archive: &Archive) -> anyhow::Result<Self> {
        Ok(Self { who: Who::open(archive)?, known: Known::new(), state: (archive.state()?, aliased(archive)) })
    }

    /// Learns what others have written since the last batch.
    fn look_around(&mut self, archive: &Archive) -> anyhow::Result<()> {
        if self.state != (archive.state()?, aliased(archive)) {
            *self = Self::of(archive)?;
        }
        if self.known.len() > MOST_KNOWN {
            self.known.clear();
        }
        Ok(())
    }
}

/// Returns when the archive's file of other names was last written, if there is one.
fn aliased(archive: &Archive) -> Option<SystemTime> {
    fs::metadata(alias_file(archive.folder())).and_then(|file| file.modified()).ok()
}

/// Profiles looked up so far; `None` for persons whom no document names any more.
type Known = HashMap<PersonId, Option<Sketch>>;

/// What the archive knows of a person, and the profile drawn from it.
struct Sketch {
    person: KnownPerson,
    profile: Rc<Profile>,
}

/// Links documents again that have a name which has become somebody's, and whom that wakes in turn.
fn link_woken(
    archive: &mut Archive,
    mut woken: BTreeSet<DocumentId>,
    who: &Who,
    known: &mut Known,
) -> Result<(), ArchiveError> {
    let mut done = BTreeSet::new();
    while let Some(document) = woken.pop_first() {
        let Some(reading) = archive.reading(document)?.filter(|_| done.insert(document)) else { continue };
        woken.extend(link_document(archive, (document, reading.reader), who, known)?);
    }
    Ok(())
}

/// Links the persons of one document, and returns the documents that have waited for one of their names.
fn link_document(
    archive: &mut Archive,
    (document, reader): (DocumentId, u32),
    who: &Who,
    known: &mut Known,
) -> Result<BTreeSet<DocumentId>, ArchiveError> {
    let (reading, grounds) = (archive.reading(document)?, who.grounds());
    let reading = reading.as_ref();
    let before = archive.linked_before(document)?;
    let mut figures = reading.map(figures).unwrap_or_default();
    let n_sure = figures.len();
    let unsure = reading.map(unsure).unwrap_or_default();
    let keys_of = |figures: &[Figure]| figures.iter().map(|figure| figure.keys(grounds)).collect::<Vec<_>>();
    let (mut keys, mut unsure_keys) = (keys_of(&figures), keys_of(&unsure));
    let mut confirmed = confirmed(archive, document, (&figures, &keys), (&unsure, &unsure_keys), grounds)?;
    figures.extend(confirmed.keys().map(|&at| unsure[at].clone()));
    keys.extend(confirmed.keys().map(|&at| unsure_keys[at].clone()));
    for figure in &mut figures {
        figure.before = before.iter().find(|(name, ..)| *name == figure.name).map(|&(_, _, person)| person);
    }
    let (profiles, near) = candidates(archive, &mut figures, &keys, grounds, known)?;
    figures.iter_mut().filter(|figure| figure.is_short()).for_each(|figure| ask_anew(figure, &profiles));
    let mut links = link(&figures, &profiles, &near, grounds);
    // A name that somebody known seemed to confirm, and that is nobody's after all, makes no person of its own.
    let mut of_unsure = links[n_sure..].iter();
    confirmed.retain(|_, how| of_unsure.next() != Some(&Link::New) || *how != Confirmed::Known);
    if n_sure + confirmed.len() < figures.len() {
        let is_kept = |figure: &Figure| confirmed.keys().any(|&at| unsure[at].name == figure.name);
        let kept: Vec<bool> = figures.iter().enumerate().map(|(at, figure)| at < n_sure || is_kept(figure)).collect();
        let (mut of_figure, mut of_keys) = (kept.iter(), kept.iter());
        figures.retain(|_| of_figure.next() == Some(&true));
        keys.retain(|_| of_keys.next() == Some(&true));
        links = link(&figures, &profiles, &near, grounds);
    }
    let mut woken = woken(archive, document, &figures, &keys, grounds)?;
    let mut unsaid = |(at, one): (usize, &Figure)| {
        (!confirmed.contains_key(&at)).then(|| (one.name.clone(), mem::take(&mut unsure_keys[at])))
    };
    let waiting = unsure.iter().enumerate().filter_map(&mut unsaid).collect();
    let named = |at: usize| {
        let reading = reading?;
        let perhaps = || reading.perhaps.get(*confirmed.keys().nth(at.checked_sub(n_sure)?)?);
        Some((reading, reading.people.get(at).or_else(perhaps)?))
    };
    let joined = figures.iter().zip(&links).zip(keys).enumerate().map(|(at, ((figure, link), mut keys))| {
        keys.extend(figure.part_keys(grounds));
        // Whoever is known by this very name has its keys; those of another linker are written anew with their documents.
        let has_keys = before.is_empty() && is_known_as(known, *link, &figure.name);
        keys.retain(|_| !has_keys);
        let was = before.iter().find(|(name, ..)| *name == figure.name).map(|&(_, linked, _)| linked);
        let to = to(*link, &figure.name, was, &who.decisions);
        Joined { figure: stored(document, at, figure, named(at)), to, keys }
    });
    let linked = LinkedDocument { document, reader, figures: joined.collect(), perhaps: waiting };
    let persons = archive.keep_linked(&linked, LINKER, |linked, name| decided(linked, name, &who.decisions))?;
    learn(known, &before, &linked.figures, &persons, &who.decisions);
    let full: Vec<(&Joined, PersonId)> = linked.figures.iter().zip(persons.iter().copied()).collect();
    woken.extend(explained(document, &full, &neighbours(archive, &persons, known)?, grounds));
    Ok(woken)
}

/// Forgets who a part of a name was where a fuller name explained it: it must not depend on who was known first.
fn ask_anew(figure: &mut Figure, profiles: &[Rc<Profile>]) {
    let fuller = profiles.iter().find(|profile| Some(profile.id) == figure.before && figure.is_part_of(profile));
    figure.before = figure.before.filter(|_| fuller.is_none());
}

/// Returns the persons who share a key with a figure, and their companions where only a part of a name is known; notes with
/// each figure which of the former may be meant.
fn candidates(
    archive: &Archive,
    figures: &mut [Figure],
    keys: &[Vec<String>],
    grounds: Grounds,
    known: &mut Known,
) -> Result<(Vec<Rc<Profile>>, Vec<Rc<Profile>>), ArchiveError> {
    let mut wanted = BTreeSet::new();
    for (figure, keys) in figures.iter_mut().zip(keys) {
        let mut ids: BTreeSet<PersonId> = figure.before.into_iter().collect();
        for (id, name) in archive.persons_by_key(&figure.name, keys, PER_KEY)? {
            if !ids.contains(&id) && figure.may_be(&name, grounds) {
                ids.insert(id);
            }
        }
        wanted.extend(ids.iter().copied());
        figure.known = Some(ids);
    }
    let profiles = profiles(archive, wanted.iter().copied(), known)?;
    let mut near = Vec::new();
    if figures.iter().any(Figure::is_short) {
        let company: BTreeSet<PersonId> = profiles.iter().flat_map(|profile| &profile.companions).copied().collect();
        near = self::profiles(archive, company.difference(&wanted).copied().take(NEIGHBOURS), known)?;
    }
    Ok((profiles, near))
}

/// Returns these persons and those named beside them, at most [`BESIDE`] others of each.
fn neighbours<'a>(
    archive: &Archive,
    persons: &[PersonId],
    known: &'a mut Known,
) -> Result<Vec<&'a KnownPerson>, ArchiveError> {
    let own = profiles(archive, persons.iter().copied(), known)?;
    let beside = own.iter().flat_map(|profile| profile.companions.iter().copied().take(BESIDE));
    let mut wanted: BTreeSet<PersonId> = persons.iter().copied().chain(beside).collect();
    profiles(archive, wanted.iter().copied(), known)?;
    wanted.retain(|id| known.contains_key(id));
    Ok(wanted.iter().filter_map(|id| Some(&known.get(id)?.as_ref()?.person)).collect())
}

/// Brings the profiles of those whom a document names up to date, and forgets those of whom it has named others before.
fn learn(
    known: &mut Known,
    before: &[(String, PersonId, PersonId)],
    joined: &[Joined],
    linked: &[PersonId],
    decisions: &[Decision],
) {
    let by_hand = |(joined, linked): (&Joined, &PersonId)| {
        let person = decided(*linked, &joined.figure.name, decisions);
        StoredFigure { person, ..joined.figure.clone() }
    };
    let figures: Vec<StoredFigure> = joined.iter().zip(linked).map(by_hand).collect();
    for (_, linked, person) in before {
        known.remove(linked);
        known.remove(person);
    }
    let named: BTreeSet<PersonId> = figures.iter().map(|figure| figure.person).collect();
    for (figure, linked) in figures.iter().zip(linked) {
        if *linked != figure.person || !before.is_empty() {
            known.remove(linked);
            known.remove(&figure.person);
            continue;
        }
        let Some(Some(sketch)) = known.get_mut(linked) else { continue };
        if sketch.person.learn(figure, &named) {
            sketch.profile = Rc::new(profile(&sketch.person));
        } else {
            known.remove(linked);
        }
    }
}

/// Says whether somebody is known by a name, as far as is at hand.
fn is_known_as(known: &Known, link: Link, name: &str) -> bool {
    let Link::Known(id) = link else { return false };
    let sketch = known.get(&id).and_then(Option::as_ref);
    sketch.is_some_and(|sketch| sketch.person.figures.iter().any(|figure| figure.name == name))
}

fn to(link: Link, name: &str, was: Option<PersonId>, decisions: &[Decision]) -> JoinedTo {
    match link {
        Link::Known(person) => JoinedTo::Person(kept_as(person, name, was, decisions)),
        Link::Same(at) => JoinedTo::Figure(at),
        Link::New => JoinedTo::Nobody,
    }
}

fn stored(document: DocumentId, at: usize, figure: &Figure, named: Option<(&Reading, &NamedPerson)>) -> StoredFigure {
    let roles = named.map(|(reading, named)| {
        let role = |span: &onrecord_model::Span| {
            (reading.document.words(*span).to_owned(), span.start() as u32, span.end() as u32)
        };
        named.roles.iter().map(role).collect()
    });
    StoredFigure {
        document,
        at: at as u32,
        person: PersonId(0),
        name: figure.name.clone(),
        kind: figure.kind,
        gender: figure.gender,
        mentions: named.map_or(0, |(_, named)| named.mentions.len() as u32),
        spellings: figure.spellings.clone(),
        roles: roles.unwrap_or_default(),
        plays: figure.plays.clone(),
    }
}

fn profiles(
    archive: &Archive,
    ids: impl Iterator<Item = PersonId>,
    known: &mut Known,
) -> Result<Vec<Rc<Profile>>, ArchiveError> {
    let mut profiles = Vec::new();
    for id in ids {
        let sketch = match known.entry(id) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(place) => {
                let person = archive.known_person(id)?;
                place.insert(person.map(|person| Sketch { profile: Rc::new(profile(&person)), person }))
            }
        };
        profiles.extend(sketch.as_ref().map(|sketch| Rc::clone(&sketch.profile)));
    }
    Ok(profiles)
}
