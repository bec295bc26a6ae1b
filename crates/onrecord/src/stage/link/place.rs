//! Takes the names of one document into the archive, those that its own text shows and those that others confirm.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use onrecord_archive::{Archive, Placed, PlacedDocument, StoredFigure};
use onrecord_model::{DocumentId, NamedPerson, PersonId, Reading};
use onrecord_read::link::{Figure, LINKER, confirms, figures, mirrors, unsure};

use super::names::{PER_KEY, keys_of};
use super::{Changed, Linking};

impl Linking {
    /// Keeps the figures of a document, before anybody says who they are.
    pub(super) fn place(
        &mut self,
        (document, reader): (DocumentId, u32),
        placed: &mut BTreeSet<DocumentId>,
        archive: &mut Archive,
    ) -> anyhow::Result<()> {
        let reading = archive.reading(document)?;
        let named = reading.as_ref().map(figures).unwrap_or_default();
        let unsure = reading.as_ref().map(unsure).unwrap_or_default();
        let confirmed = self.confirmed(document, &named, &unsure, archive)?;
        let before = archive.linked_before(document)?;
        let was = |name: &str| before.iter().find(|one| one.0 == name).map(|one| one.1).filter(|id| id.0 > 0);
        let there: BTreeSet<String> = archive.names_there(document)?.into_iter().map(|one| one.name).collect();
        let mut kept = Vec::new();
        let all = named.iter().enumerate().map(|(at, figure)| (figure, 0, Some(at)));
        let waiting = unsure.iter().enumerate().filter_map(|(at, figure)| Some((figure, *confirmed.get(&at)?, None)));
        let persons = reading.as_ref().map(|reading| (&reading.people, &reading.perhaps));
        let mut of_perhaps = confirmed.keys();
        for (at, (figure, unsure, own)) in all.chain(waiting).enumerate() {
            let person = persons.and_then(|(people, perhaps)| match own {
                Some(own) => people.get(own),
                None => perhaps.get(*of_perhaps.next()?),
            });
            if unsure == 0 && !there.contains(&figure.name) && !archive.has_sure_name(&figure.name)? {
                let document = Some(document);
                self.changed.insert(Changed { name: figure.name.clone(), is_sure: true, document });
            }
            let named = person.and_then(|person| Some((reading.as_ref()?, person)));
            let before: Option<PersonId> = match was(&figure.name) {
                Some(id) => Some(id),
                None => archive.kept_person(&figure.name)?,
            };
            let keys = keys_of(figure, self.who.grounds());
            kept.push(Placed { figure: stored(document, at, figure, named), unsure, before, keys });
        }
        let perhaps: Vec<(String, Vec<String>)> =
            unsure.iter().map(|one| (one.name.clone(), one.keys(self.who.grounds()))).collect();
        if placed.insert(document) {
            let n = self.came.len();
            self.came.entry(document).or_insert(n);
            let changed = |one: &(String, _)| Changed { name: one.0.clone(), is_sure: false, document: Some(document) };
            self.changed.extend(perhaps.iter().map(changed));
        }
        there.iter().chain(kept.iter().map(|one| &one.figure.name)).for_each(|name| self.known.forget(name));
        self.known.forget_document(document);
        Ok(archive.place(&PlacedDocument { document, reader, figures: kept, perhaps }, LINKER)?)
    }

    /// Takes in again the documents that have a name which only others show to be one, and of which that may be otherwise now.
    pub(super) fn place_again(
        &mut self,
        placed: &mut BTreeSet<DocumentId>,
        archive: &mut Archive,
    ) -> anyhow::Result<()> {
        let changed = std::mem::take(&mut self.changed);
        let mut again = BTreeSet::new();
        for Changed { name, is_sure, document: own } in &changed {
            let figure = Figure::called(name);
            let grounds = self.who.grounds();
            archive.each_perhaps(&figure.keys(grounds), PER_KEY, |document, other| {
                let is_it = if *is_sure { confirms(other, name, grounds) } else { mirrors(other, name, grounds) };
                if *own == Some(document) || !is_it {
                    return Ok::<_, anyhow::Error>(ControlFlow::Continue(()));
                }
                // Whoever is confirmed by one more stays what it was, unless it becomes surer.
                let there = self.known.there(document, archive)?;
                let is_there = there.iter().any(|one| one.name == other && (one.unsure == 2 || *is_sure));
                if own.is_none() || !is_there {
                    again.insert(document);
                }
                Ok(ControlFlow::Continue(()))
            })?;
        }
        for document in again {
            if let Some(reading) = archive.reading(document)? {
                self.place((document, reading.reader), placed, archive)?;
            }
        }
        self.changed.clear();
        Ok(())
    }

    /// Returns which of the unsure names others confirm: 1 where somebody surely has it, 2 where one in the other script is it.
    fn confirmed(
        &self,
        document: DocumentId,
        named: &[Figure],
        unsure: &[Figure],
        archive: &Archive,
    ) -> anyhow::Result<BTreeMap<usize, u8>> {
        let grounds = self.who.grounds();
        let keys: Vec<Vec<String>> = unsure.iter().map(|figure| figure.keys(grounds)).collect();
        let mut here: HashMap<String, Vec<(&str, bool)>> = HashMap::new();
        for (figure, is_sure) in named.iter().map(|one| (one, true)).chain(unsure.iter().map(|one| (one, false))) {
            for key in figure.keys(grounds) {
                here.entry(key).or_default().push((&figure.name, is_sure));
            }
        }
        let mut confirmed = BTreeMap::new();
        for (at, (figure, keys)) in unsure.iter().zip(&keys).enumerate() {
            let is_it = |&(name, is_sure): &(&str, bool)| {
                if is_sure { confirms(&figure.name, name, grounds) } else { mirrors(&figure.name, name, grounds) }
            };
            let mut is_mirrored = keys.iter().filter_map(|key| here.get(key)).flatten().any(is_it);
            if !is_mirrored {
                archive.each_perhaps(keys, PER_KEY, |other, name| {
                    is_mirrored = other != document && mirrors(&figure.name, name, grounds);
                    let next = if is_mirrored { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
                    Ok::<_, anyhow::Error>(next)
                })?;
            }
            if is_mirrored {
                confirmed.insert(at, 2);
                continue;
            }
            for name in archive.names_by_key(keys, PER_KEY)? {
                if confirms(&figure.name, &name, grounds) && archive.has_sure_name(&name)? {
                    confirmed.insert(at, 1);
                    break;
                }
            }
        }
        Ok(confirmed)
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
