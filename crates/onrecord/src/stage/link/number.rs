//! Gives groups of names the numbers of persons, so that they stay the same while sources come and go.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use onrecord_archive::Archive;
use onrecord_model::{DocumentId, PersonId};
use onrecord_read::link::{Decision, Seen, decided};

use super::Linking;
use super::names::{DOCUMENTS, keys_of};

/// Names of one person that are looked at.
pub(super) const NAMES: usize = 200;

/// Those who are one person.
pub(super) struct Group {
    /// Whether they are nobody after all.
    pub is_nobody: bool,
    pub members: Vec<Seen>,
}

impl Linking {
    /// Gives each group its number and writes down what has changed; returns the documents in which somebody has become another. A
    /// number is free where `is_here` holds for all names that have it.
    pub(super) fn number(
        &mut self,
        mut groups: Vec<Group>,
        placed: &BTreeSet<DocumentId>,
        is_here: &dyn Fn(&str) -> bool,
        archive: &mut Archive,
    ) -> anyhow::Result<BTreeSet<DocumentId>> {
        let place = |one: &Seen| (self.came.get(&one.document).copied().unwrap_or(usize::MAX), one.at, one.document);
        groups.sort_by_cached_key(|group| group.members.iter().map(place).min());
        let numbers = self.numbers(&groups, is_here, archive)?;
        let (mut dirty, mut left) = (BTreeSet::new(), BTreeSet::new());
        let mut by_name: BTreeMap<String, Vec<(usize, PersonId)>> = BTreeMap::new();
        for (group, number) in groups.iter().zip(&numbers) {
            let mut n_of: BTreeMap<&String, usize> = BTreeMap::new();
            for one in &group.members {
                let name = &one.figure.name;
                *n_of.entry(name).or_default() += 1;
                let person = number.map(|id| decided(id, name, &self.who.decisions));
                if one.before == *number && !placed.contains(&one.document) {
                    continue;
                }
                let mut keys = keys_of(&one.figure, self.who.grounds());
                keys.retain(|key| !key.starts_with('<'));
                keys.extend(one.figure.part_keys(self.who.grounds()));
                archive.join((one.document, one.at), name, *number, person, &keys)?;
                if one.before != *number {
                    left.extend(one.before.map(|id| (id, name.clone())));
                    dirty.insert(one.document);
                }
                self.known.joined(name, (one.document, one.at), *number);
                self.known.forget_document(one.document);
            }
            for (name, n) in n_of.into_iter().filter(|_| number.is_some()) {
                by_name.entry(name.clone()).or_default().extend(number.map(|id| (n, id)));
            }
        }
        for (name, persons) in
            by_name.iter().filter(|(_, persons)| persons.iter().map(|one| one.0).sum::<usize>() >= DOCUMENTS)
        {
            // Of a name that very many documents have, the others are whom most of the first mean.
            let Some(&(_, most)) = persons.iter().max_by_key(|(n, id)| (*n, Reverse(*id))) else { continue };
            let all: BTreeSet<PersonId> = persons.iter().map(|one| one.1).collect();
            archive.join_rest(name, most, decided(most, name, &self.who.decisions), &all)?;
            self.known.forget(name);
        }
        for (id, name) in left {
            archive.forget_name(id, &name)?;
        }
        Ok(dirty)
    }

    /// Returns the number of each group: one that decisions name, or else the one that most of it had; a new one where all are taken.
    fn numbers(
        &self,
        groups: &[Group],
        is_here: &dyn Fn(&str) -> bool,
        archive: &mut Archive,
    ) -> anyhow::Result<Vec<Option<PersonId>>> {
        let mut wanted = Vec::new();
        for (at, group) in groups.iter().enumerate().filter(|(_, group)| !group.is_nobody) {
            let mut n_of: BTreeMap<PersonId, usize> = BTreeMap::new();
            group.members.iter().filter_map(|one| one.before).for_each(|id| *n_of.entry(id).or_default() += 1);
            let by_hand = |id: PersonId| is_by_hand(id, &self.who.decisions);
            wanted.extend(n_of.into_iter().map(|(id, n)| (!by_hand(id), Reverse(n), id, at)));
        }
        wanted.sort_unstable();
        let mut numbers: Vec<Option<PersonId>> = vec![None; groups.len()];
        let mut taken: BTreeMap<PersonId, bool> = BTreeMap::new();
        for (_, _, id, at) in wanted {
            if numbers[at].is_some() {
                continue;
            }
            let is_free = match taken.get(&id) {
                Some(_) => false,
                None => archive.names_linked(id, NAMES)?.iter().all(|name| is_here(name)),
            };
            taken.insert(id, true);
            if is_free {
                numbers[at] = Some(id);
            }
        }
        for (at, group) in groups.iter().enumerate().filter(|(_, group)| !group.is_nobody) {
            if numbers[at].is_none() && !group.members.is_empty() {
                numbers[at] = Some(archive.new_person()?);
            }
        }
        Ok(numbers)
    }
}

/// Says whether a person has decided something about somebody.
fn is_by_hand(id: PersonId, decisions: &[Decision]) -> bool {
    decisions.iter().any(|decision| match decision {
        Decision::Merge { into, from } => [*into, *from].contains(&id),
        Decision::Split { from, to, .. } => [*from, *to].contains(&id),
        Decision::Apart { a, b } => [*a, *b].contains(&id),
        Decision::Rename { person, .. } | Decision::NotAPerson { person, .. } => *person == id,
    })
}
