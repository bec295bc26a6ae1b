//! Joins the persons of new readings to those known already.

use std::collections::{BTreeSet, HashMap};

use onrecord_archive::{Archive, ArchiveError, Joined, JoinedTo, KnownPerson, LinkedDocument, StoredFigure};
use onrecord_model::{DocumentId, PersonId, Reading};
use onrecord_read::link::{Decision, Figure, LINKER, Link, Profile, decided, figures, kept_as, link};

use super::Progress;
use crate::who::Who;

/// Documents linked between two durability points.
const BATCH: usize = 128;
/// Companions of candidates that are looked at for parts of names.
const NEIGHBOURS: usize = 48;

/// Links every document whose reading this linker has not linked. A stop in between only repeats the last batch.
pub(crate) fn link_all(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let who = Who::open(archive)?;
    progress.stage("linking");
    loop {
        let unlinked = archive.unlinked(LINKER, BATCH)?;
        if unlinked.is_empty() {
            return Ok(());
        }
        archive.together(|archive| {
            let mut known = HashMap::new();
            for &(document, reader) in &unlinked {
                let reading = archive.reading(document)?;
                link_document(archive, document, reader, reading.as_ref(), &who, &mut known)?;
            }
            Ok::<_, ArchiveError>(())
        })?;
        progress.done(unlinked.len());
    }
}

/// Profiles looked up in this batch; `None` for persons whom no document names any more.
type Known = HashMap<PersonId, Option<Profile>>;

fn link_document(
    archive: &mut Archive,
    document: DocumentId,
    reader: u32,
    reading: Option<&Reading>,
    who: &Who,
    known: &mut Known,
) -> Result<(), ArchiveError> {
    let grounds = who.grounds();
    let mut figures = reading.map(figures).unwrap_or_default();
    let before = archive.linked_before(document)?;
    for figure in &mut figures {
        figure.before = before.iter().find(|(name, ..)| *name == figure.name).map(|&(_, _, person)| person);
    }
    let keys: Vec<Vec<String>> = figures.iter().map(|figure| figure.keys(grounds)).collect();
    let mut wanted = BTreeSet::new();
    for (figure, keys) in figures.iter().zip(&keys) {
        let found = archive.persons_by_key(keys)?;
        wanted.extend(found.into_iter().filter(|(_, name)| figure.may_be(name, grounds)).map(|(id, _)| id));
    }
    wanted.extend(figures.iter().filter_map(|figure| figure.before));
    let mut profiles = Vec::new();
    for &id in &wanted {
        profiles.extend(profile(archive, id, known)?);
    }
    if figures.iter().any(Figure::is_short) {
        let near: BTreeSet<PersonId> = profiles.iter().flat_map(|profile| &profile.companions).copied().collect();
        for &id in near.difference(&wanted).take(NEIGHBOURS) {
            profiles.extend(profile(archive, id, known)?);
        }
    }
    let links = link(&figures, &profiles, grounds);
    let joined = figures.iter().zip(keys).zip(&links).enumerate().map(|(at, ((figure, keys), link))| {
        let was = before.iter().find(|(name, ..)| *name == figure.name).map(|&(_, linked, _)| linked);
        Joined { figure: stored(document, at, figure, reading), to: to(*link, &figure.name, was, &who.decisions), keys }
    });
    let linked = LinkedDocument { document, reader, figures: joined.collect() };
    let persons = archive.keep_linked(&linked, LINKER, |linked, name| decided(linked, name, &who.decisions))?;
    for (linked, figure) in persons.into_iter().zip(&figures) {
        known.remove(&linked);
        known.remove(&decided(linked, &figure.name, &who.decisions));
    }
    Ok(())
}

fn to(link: Link, name: &str, was: Option<PersonId>, decisions: &[Decision]) -> JoinedTo {
    match link {
        Link::Known(person) => JoinedTo::Person(kept_as(person, name, was, decisions)),
        Link::Same(at) => JoinedTo::Figure(at),
        Link::New => JoinedTo::Nobody,
    }
}

fn stored(document: DocumentId, at: usize, figure: &Figure, reading: Option<&Reading>) -> StoredFigure {
    let named = reading.and_then(|reading| Some((reading, reading.people.get(at)?)));
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

fn profile(archive: &Archive, id: PersonId, known: &mut Known) -> Result<Option<Profile>, ArchiveError> {
    if let Some(profile) = known.get(&id) {
        return Ok(profile.clone());
    }
    let profile = archive.known_person(id)?.map(sketch);
    known.insert(id, profile.clone());
    Ok(profile)
}

/// Returns what linking needs to know of a person.
fn sketch(person: KnownPerson) -> Profile {
    let mut spellings: HashMap<&String, u32> = HashMap::new();
    for (text, count) in person.figures.iter().flat_map(|figure| &figure.spellings) {
        *spellings.entry(text).or_default() += count;
    }
    let mut spellings: Vec<(String, u32)> = spellings.into_iter().map(|(text, count)| (text.clone(), count)).collect();
    spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    spellings.truncate(24);
    let kind = |figure: &StoredFigure| figure.kind;
    Profile {
        id: person.id,
        kind: crate::who::usual(person.figures.iter().map(kind)),
        gender: person.figures.iter().find_map(|figure| figure.gender),
        roles: person.figures.iter().flat_map(|figure| &figure.roles).map(|role| role.0.clone()).collect(),
        spellings,
        companions: person.companions,
    }
}
