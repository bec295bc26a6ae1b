//! Works out who is meant by parts of names: somebody with a fuller name who stands beside the same others, or nobody else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_archive::Archive;
use onrecord_language::name::part_keys;
use onrecord_model::{DocumentId, PersonId};
use onrecord_read::link::{Figure, Seen, decided, explained, is_mirrored, is_short, may_explain};

use super::Linking;
use super::names::{PER_KEY, part_of};
use super::number::NAMES;

/// Documents of somebody beside a part of a name in which its whole may stand.
const BESIDE: usize = 16;
/// Documents of somebody in which a new name may explain parts.
const AROUND: usize = 64;

impl Linking {
    /// Works out the parts of names in these documents, and in those where the names of others may explain one.
    pub(super) fn parts_of_names(
        &mut self,
        placed: &BTreeSet<DocumentId>,
        dirty: &BTreeSet<DocumentId>,
        gone: &BTreeSet<String>,
        archive: &mut Archive,
    ) -> anyhow::Result<()> {
        let (mut todo, asked) = self.parts_to_look_at(placed, dirty, gone, archive)?;
        let is_gone = gone.iter().any(|name| !is_short(name));
        let mut whole: BTreeMap<PersonId, bool> = BTreeMap::new();
        let (mut done, mut groups, mut explained) = (BTreeSet::new(), Vec::new(), BTreeMap::new());
        while let Some(name) = todo.pop_first() {
            if done.contains(&name) {
                continue;
            }
            let together = self.known.together(&name, archive, self.who.grounds())?;
            let mut alone: Vec<Seen> = Vec::new();
            for bearers in together.iter().map(|name| self.known.seen(name, archive)).collect::<Result<Vec<_>, _>>()? {
                for part in &bearers.seen {
                    let person = if is_gone || asked.contains(&part.document) {
                        self.explained(part, archive)?
                    } else {
                        self.still_explained(part, &mut whole, archive)?
                    };
                    match person {
                        Some(id) => explained.entry(id).or_insert_with(Vec::new).push(part.clone()),
                        None => alone.push(part.clone()),
                    }
                }
            }
            let before: BTreeSet<_> = alone.iter().filter_map(|seen| seen.before).collect();
            for id in before {
                todo.extend(archive.names_linked(id, NAMES)?.into_iter().filter(|name| is_short(name)));
            }
            groups.extend(self.groups(alone, archive));
            done.extend(together);
            done.insert(name);
        }
        self.keep_explained(explained, placed, archive)?;
        self.number(groups, placed, &|name| done.contains(name), archive)?;
        Ok(())
    }

    /// Returns the parts of names that may stand for another now, and the documents in which that is to be asked.
    fn parts_to_look_at(
        &self,
        placed: &BTreeSet<DocumentId>,
        dirty: &BTreeSet<DocumentId>,
        gone: &BTreeSet<String>,
        archive: &Archive,
    ) -> anyhow::Result<(BTreeSet<String>, BTreeSet<DocumentId>)> {
        let mut todo: BTreeSet<String> = gone.iter().filter(|name| is_short(name)).cloned().collect();
        let mut asked: BTreeSet<DocumentId> = placed.union(dirty).copied().collect();
        let mut parts: HashMap<String, BTreeSet<String>> = HashMap::new();
        for &document in placed.union(dirty) {
            let there = self.known.there(document, archive)?;
            todo.extend(there.iter().map(|one| &one.name).filter(|name| is_short(name)).cloned());
            for (document, part) in self.parts_around(document, &mut parts, archive)? {
                asked.insert(document);
                todo.insert(part);
            }
            for one in there.iter().filter(|one| !is_short(&one.name)) {
                for part in self.mirrors_of(&one.name, archive)? {
                    asked.extend(self.known.seen(&part, archive)?.seen.iter().map(|seen| seen.document));
                    todo.insert(part);
                }
            }
        }
        for name in gone.iter().filter(|name| !is_short(name)) {
            todo.extend(self.parts_of(name, archive)?);
            todo.extend(self.mirrors_of(name, archive)?);
        }
        Ok((todo, asked))
    }

    fn keep_explained(
        &self,
        explained: BTreeMap<PersonId, Vec<Seen>>,
        placed: &BTreeSet<DocumentId>,
        archive: &mut Archive,
    ) -> anyhow::Result<()> {
        for (id, parts) in explained {
            for part in parts {
                let name = &part.figure.name;
                if part.before == Some(id) && !placed.contains(&part.document) {
                    continue;
                }
                let person = decided(id, name, &self.who.decisions);
                archive.join(
                    (part.document, part.at),
                    name,
                    Some(id),
                    Some(person),
                    &part.figure.keys(self.who.grounds()),
                )?;
                if let Some(before) = part.before.filter(|before| *before != id) {
                    archive.forget_name(before, name)?;
                }
                self.known.joined(name, (part.document, part.at), Some(id));
                self.known.forget_document(part.document);
            }
        }
        Ok(())
    }

    /// Returns whom a part of a name stood for, where nothing has changed around it.
    fn still_explained(
        &self,
        part: &Seen,
        whole: &mut BTreeMap<PersonId, bool>,
        archive: &Archive,
    ) -> anyhow::Result<Option<PersonId>> {
        let Some(id) = part.before else { return Ok(None) };
        let has_whole = match whole.get(&id) {
            Some(has_whole) => *has_whole,
            None => *whole.entry(id).or_insert(archive.names_linked(id, NAMES)?.iter().any(|name| !is_short(name))),
        };
        Ok(Some(id).filter(|_| has_whole))
    }

    /// Returns the parts of names that the names of a document may explain elsewhere: beside somebody who is named here. `known` are the
    /// parts of names that were asked for before.
    fn parts_around(
        &self,
        document: DocumentId,
        known: &mut HashMap<String, BTreeSet<String>>,
        archive: &Archive,
    ) -> anyhow::Result<BTreeSet<(DocumentId, String)>> {
        let there = self.known.there(document, archive)?;
        let (mut parts, mut around) = (BTreeSet::new(), BTreeSet::new());
        for one in there.iter().filter(|one| !is_short(&one.name)) {
            if !known.contains_key(&one.name) {
                known.insert(one.name.clone(), self.parts_of(&one.name, archive)?);
            }
        }
        let full = there.iter().filter(|one| !is_short(&one.name));
        parts.extend(full.flat_map(|one| &known[&one.name]));
        if parts.is_empty() {
            return Ok(around);
        }
        for id in there.iter().filter(|one| !is_short(&one.name)).filter_map(|one| one.linked) {
            for other in archive.documents_linked(id, AROUND)? {
                let names = self.known.there(other, archive)?;
                around
                    .extend(names.iter().filter(|one| parts.contains(&one.name)).map(|one| (other, one.name.clone())));
            }
        }
        Ok(around)
    }

    /// Returns the parts in the archive that may be of a name.
    fn parts_of(&self, name: &str, archive: &Archive) -> anyhow::Result<BTreeSet<String>> {
        let grounds = self.who.grounds();
        let keys: Vec<String> = part_keys(name, grounds.names).iter().map(|key| part_of(key)).collect();
        let mut parts = archive.names_by_key(&keys, PER_KEY)?;
        parts.retain(|part| may_explain(part, name, grounds));
        Ok(parts)
    }

    /// Returns the short names in the archive that may be a full one in the other script.
    fn mirrors_of(&self, name: &str, archive: &Archive) -> anyhow::Result<BTreeSet<String>> {
        let grounds = self.who.grounds();
        let mut parts = archive.names_by_key(&Figure::called(name).keys(grounds), PER_KEY)?;
        parts.retain(|part| is_short(part) && is_mirrored(part, name, grounds));
        Ok(parts)
    }

    /// Returns whom a short name stands for that is one full name in the other script; nobody where several have such a name.
    fn mirrored(&self, part: &Seen, archive: &Archive) -> anyhow::Result<Option<PersonId>> {
        let grounds = self.who.grounds();
        let mut wholes: Vec<Seen> = Vec::new();
        for name in archive.names_by_key(&part.figure.keys(grounds), PER_KEY)? {
            if !is_short(&name) && is_mirrored(&part.figure.name, &name, grounds) {
                wholes.extend(self.known.seen(&name, archive)?.seen.iter().filter(|seen| !seen.is_unsure).cloned());
            }
        }
        let fuller: Vec<(&Seen, PersonId)> = wholes.iter().filter_map(|seen| Some((seen, seen.before?))).collect();
        Ok(explained(part, &fuller, grounds))
    }

    /// Returns whom a part of a name stands for: somebody beside the same others, or else the one who has it in the other script.
    fn explained(&self, part: &Seen, archive: &Archive) -> anyhow::Result<Option<PersonId>> {
        let grounds = self.who.grounds();
        let mut found: BTreeSet<(String, DocumentId, PersonId)> = BTreeSet::new();
        let mut may_be: HashMap<String, bool> = HashMap::new();
        let there = self.known.there(part.document, archive)?;
        // Full names that only other documents show to be some.
        for other in there.iter().filter(|one| one.unsure > 0 && !is_short(&one.name)) {
            if may_explain(&part.figure.name, &other.name, grounds) {
                found.extend(other.linked.map(|whose| (other.name.clone(), part.document, whose)));
            }
        }
        for beside in there.iter().filter(|one| one.unsure == 0 && !is_short(&one.name)) {
            let Some(id) = beside.linked else { continue };
            for document in archive.documents_linked(id, BESIDE)? {
                for other in self.known.there(document, archive)?.iter().filter(|one| !is_short(&one.name)) {
                    let Some(whose) = other.linked.filter(|whose| *whose != id) else { continue };
                    let is_part = match may_be.get(&other.name) {
                        Some(is_part) => *is_part,
                        None => *may_be.entry(other.name.clone()).or_insert(may_explain(
                            &part.figure.name,
                            &other.name,
                            grounds,
                        )),
                    };
                    if is_part {
                        found.insert((other.name.clone(), document, whose));
                    }
                }
            }
        }
        let mut fuller = Vec::new();
        for (name, document, whose) in found {
            let bearers = self.known.seen(&name, archive)?;
            fuller.extend(bearers.seen.iter().find(|one| one.document == document).map(|one| (one.clone(), whose)));
        }
        let fuller: Vec<(&Seen, PersonId)> = fuller.iter().map(|(seen, whose)| (seen, *whose)).collect();
        if fuller.is_empty() { self.mirrored(part, archive) } else { Ok(explained(part, &fuller, grounds)) }
    }
}
