//! Names looked up so far, as long as nobody else writes.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use onrecord_archive::{Archive, ArchiveError, Bearer, NameThere};
use onrecord_language::name::keys_of_part;
use onrecord_model::{DocumentId, PersonId};
use onrecord_read::link::{self, Figure, Grounds, LEAST, Seen, is_short, likeness};

/// Names that share one key and are looked at.
pub(super) const PER_KEY: usize = 400;
/// Documents of one name that say who has it.
pub(super) const DOCUMENTS: usize = 24;
/// Names that are worked out together, at most.
const TOGETHER: usize = 160;
/// Names and documents kept at hand.
const MOST_KNOWN: usize = 20_000;

/// What the archive has of names and documents.
#[derive(Default)]
pub(super) struct Known {
    names: RefCell<HashMap<String, Rc<Bearers>>>,
    documents: RefCell<HashMap<DocumentId, Rc<Vec<NameThere>>>>,
    companies: RefCell<HashMap<DocumentId, Rc<Vec<String>>>>,
}

/// Those who have a name.
pub(super) struct Bearers {
    pub seen: Vec<Seen>,
    /// All their full spellings.
    pub spellings: BTreeSet<String>,
}

impl Bearers {
    fn of(seen: Vec<Seen>) -> Self {
        let mut spellings = BTreeSet::new();
        for spelling in seen.iter().flat_map(|seen| seen.figure.full_spellings()) {
            if !spellings.contains(&spelling.0) {
                spellings.insert(spelling.0.clone());
            }
        }
        Self { seen, spellings }
    }
}

impl Known {
    /// Forgets all where there is much.
    pub fn keep_few(&mut self) {
        if self.names.borrow().len() + self.documents.borrow().len() > MOST_KNOWN {
            *self = Self::default();
        }
    }

    pub fn forget(&self, name: &str) {
        self.names.borrow_mut().remove(name);
    }

    /// Takes in who a name in a document is from now on.
    pub fn joined(&self, name: &str, (document, at): (DocumentId, u32), linked: Option<PersonId>) {
        let mut names = self.names.borrow_mut();
        let Some(bearers) = names.get_mut(name) else { return };
        match Rc::get_mut(bearers) {
            Some(bearers) => {
                let is_it = |seen: &&mut Seen| seen.document == document && seen.at == at;
                bearers.seen.iter_mut().filter(is_it).for_each(|seen| seen.before = linked);
            }
            None => {
                names.remove(name);
            }
        }
    }

    pub fn forget_document(&self, document: DocumentId) {
        self.documents.borrow_mut().remove(&document);
        self.companies.borrow_mut().remove(&document);
    }

    /// Returns those who have a name, in its first documents.
    pub fn seen(&self, name: &str, archive: &Archive) -> Result<Rc<Bearers>, ArchiveError> {
        if let Some(seen) = self.names.borrow().get(name) {
            return Ok(Rc::clone(seen));
        }
        let seen = Rc::new(Bearers::of(archive.bearers(name, DOCUMENTS)?.into_iter().map(seen).collect()));
        self.names.borrow_mut().insert(name.to_owned(), Rc::clone(&seen));
        Ok(seen)
    }

    /// Returns the names in a document.
    pub fn there(&self, document: DocumentId, archive: &Archive) -> Result<Rc<Vec<NameThere>>, ArchiveError> {
        if let Some(names) = self.documents.borrow().get(&document) {
            return Ok(Rc::clone(names));
        }
        let names = Rc::new(archive.names_there(document)?);
        self.documents.borrow_mut().insert(document, Rc::clone(&names));
        Ok(names)
    }

    /// Returns the full names in a document that it shows to be names; none where the archive cannot say.
    pub fn company(&self, document: DocumentId, archive: &Archive) -> Rc<Vec<String>> {
        if let Some(names) = self.companies.borrow().get(&document) {
            return Rc::clone(names);
        }
        let there = self.there(document, archive).unwrap_or_default();
        let full = there.iter().filter(|one| one.unsure == 0 && !is_short(&one.name)).map(|one| one.name.clone());
        let names = Rc::new(full.collect::<Vec<_>>());
        self.companies.borrow_mut().insert(document, Rc::clone(&names));
        names
    }

    /// Returns the names that may be the same as one, and those that may be the same as these; all of them full, or all parts.
    pub fn together(&self, name: &str, archive: &Archive, grounds: Grounds) -> Result<BTreeSet<String>, ArchiveError> {
        let (mut all, mut todo) = (BTreeSet::from([name.to_owned()]), vec![name.to_owned()]);
        while let Some(name) = todo.pop() {
            let own = self.seen(&name, archive)?;
            let keys = link::keys_of(own.spellings.iter().map(String::as_str), grounds);
            for other in archive.names_by_key(&keys, PER_KEY)? {
                if all.contains(&other) || all.len() >= TOGETHER || is_short(&other) != is_short(&name) {
                    continue;
                }
                let theirs = self.seen(&other, archive)?;
                if own.spellings.iter().any(|a| theirs.spellings.iter().any(|b| likeness(a, b, grounds) >= LEAST)) {
                    all.insert(other.clone());
                    todo.push(other);
                }
            }
        }
        Ok(all)
    }
}

/// Returns a figure as joining sees it.
pub(super) fn seen(bearer: Bearer) -> Seen {
    let stored = bearer.figure;
    let mut roles: Vec<String> = stored.roles.into_iter().map(|role| role.0).collect();
    roles.sort_unstable();
    roles.dedup();
    Seen {
        document: stored.document,
        source: bearer.source,
        at: stored.at,
        figure: Figure {
            name: stored.name,
            kind: stored.kind,
            gender: stored.gender,
            spellings: stored.spellings,
            roles,
            plays: stored.plays,
        },
        is_unsure: bearer.unsure == 1,
        before: bearer.linked,
    }
}

/// Returns the keys by which names that may be the same, or the whole of this part, find a name.
pub(super) fn keys_of(figure: &Figure, grounds: Grounds) -> Vec<String> {
    let mut keys = figure.keys(grounds);
    if figure.is_short() {
        keys.extend(keys_of_part(&figure.name, grounds.names).into_iter().map(|key| part_of(&key)));
    }
    keys
}

/// Returns the key by which a part of a name is found.
pub(super) fn part_of(key: &str) -> String {
    format!("<{key}")
}
