//! Keeps who is who over documents, and what a person decided about it.

mod decided;
mod figure;
mod find;

use std::collections::BTreeSet;

use onrecord_model::{DocumentId, PersonId};
use rusqlite::{Connection, params};

use crate::{Archive, ArchiveError};

pub use figure::StoredFigure;
pub use find::{KnownPerson, PER_KEY};

use figure::{gender_number, kind_number};

/// A figure to keep, and whom it was joined to.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// The figure; its `person` is not looked at.
    pub figure: StoredFigure,
    /// The person known already, or the position of an earlier new figure of this document, or nobody.
    pub to: JoinedTo,
    /// The keys by which the person can be found from now on.
    pub keys: Vec<String>,
}

/// Whom a figure was joined to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinedTo {
    /// A person known already.
    Person(PersonId),
    /// The same new person as the figure at this position.
    Figure(u32),
    /// Somebody new.
    Nobody,
}

/// A document with the persons that were linked in it.
pub struct LinkedDocument {
    /// The document.
    pub document: DocumentId,
    /// The reader whose reading was linked.
    pub reader: u32,
    /// Its figures in order.
    pub figures: Vec<Joined>,
    /// Names that are nobody's yet, each with its keys; see [`Archive::perhaps_by_key`].
    pub perhaps: Vec<(String, Vec<String>)>,
}

/// A version whose persons were not joined yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unlinked {
    /// The document.
    pub document: DocumentId,
    /// The version of the reader that read it; `None` where it is to be read first.
    pub reader: Option<u32>,
    /// The number of its version, where [`Archive::unlinked`] goes on.
    pub version: i64,
}

impl Archive {
    /// Returns up to `n` versions whose document was not linked by this linker, in the order they were added, from the one
    /// behind the version `after` on.
    ///
    /// # Errors
    /// What the database says.
    pub fn unlinked(&self, linker: u32, after: i64, n: usize) -> Result<Vec<Unlinked>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT version.document, reading.reader, version.id FROM version LEFT JOIN reading ON reading.document = version.document
             LEFT JOIN linked ON linked.document = reading.document AND linked.reader = reading.reader AND linked.linker = ?1
             WHERE version.id > ?2 AND linked.document IS NULL ORDER BY version.id LIMIT ?3",
        )?;
        let rows = query.query_map(params![linker, after, n as i64], |row| {
            let document = DocumentId::from_number(row.get::<_, i64>(0)? as u64);
            Ok(Unlinked { document, reader: row.get(1)?, version: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps the figures of a document, in one transaction, in place of earlier ones. `decide` says who a figure is by
    /// hand, given the person by linking and the name. Returns who each figure is.
    ///
    /// # Errors
    /// What the database says; then nothing was kept.
    pub fn keep_linked(
        &mut self,
        linked: &LinkedDocument,
        linker: u32,
        decide: impl Fn(PersonId, &str) -> PersonId,
    ) -> Result<Vec<PersonId>, ArchiveError> {
        self.together(|archive| keep_linked(&archive.db, linked, linker, decide))
    }
}

fn keep_linked(
    batch: &Connection,
    linked: &LinkedDocument,
    linker: u32,
    decide: impl Fn(PersonId, &str) -> PersonId,
) -> Result<Vec<PersonId>, ArchiveError> {
    let document = linked.document.number() as i64;
    let mut persons: Vec<PersonId> = Vec::new();
    for joined in &linked.figures {
        let figure = &joined.figure;
        let earlier = |at: u32| persons.get(at as usize).copied();
        let known = match joined.to {
            JoinedTo::Person(id) => Some(id),
            JoinedTo::Figure(at) => earlier(at),
            JoinedTo::Nobody => None,
        };
        let id = match known {
            Some(id) => id,
            None => {
                batch.prepare_cached("INSERT INTO person DEFAULT VALUES")?.execute([])?;
                PersonId(batch.last_insert_rowid() as u64)
            }
        };
        // A person that was joined before and is gone from every document comes back under the same number.
        batch.prepare_cached("INSERT OR IGNORE INTO person (id) VALUES (?1)")?.execute([id.0 as i64])?;
        let person = decide(id, &figure.name);
        persons.push(id);
        batch
            .prepare_cached(
                "INSERT OR REPLACE INTO figure (document, at, linked, person, name, kind, gender, mentions, spellings, roles, plays)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                document,
                figure.at,
                id.0 as i64,
                person.0 as i64,
                figure.name,
                kind_number(figure.kind),
                figure.gender.map(gender_number),
                figure.mentions,
                written(&figure.spellings)?,
                written(&figure.roles)?,
                written(&figure.plays)?,
            ])?;
        for owner in BTreeSet::from([id, person]) {
            for key in &joined.keys {
                batch
                    .prepare_cached("INSERT OR IGNORE INTO person_key (key, person, name) VALUES (?1, ?2, ?3)")?
                    .execute(params![key, owner.0 as i64, figure.name])?;
            }
        }
    }
    batch
        .prepare_cached("DELETE FROM figure WHERE document = ?1 AND at >= ?2")?
        .execute(params![document, linked.figures.len() as i64])?;
    batch.prepare_cached("DELETE FROM perhaps WHERE document = ?1")?.execute([document])?;
    for (name, key) in linked.perhaps.iter().flat_map(|(name, keys)| keys.iter().map(move |key| (name, key))) {
        batch
            .prepare_cached("INSERT OR IGNORE INTO perhaps (key, document, name) VALUES (?1, ?2, ?3)")?
            .execute(params![key, document, name])?;
    }
    batch
        .prepare_cached("INSERT OR REPLACE INTO linked (document, reader, linker) VALUES (?1, ?2, ?3)")?
        .execute(params![document, linked.reader, linker])?;
    Ok(persons)
}

fn written(value: &impl serde::Serialize) -> Result<String, ArchiveError> {
    serde_json::to_string(value).map_err(|error| ArchiveError::Field(error.to_string()))
}
