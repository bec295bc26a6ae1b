//! Keeps who is who over documents, and what a person decided about it.

mod decided;
mod find;

use std::collections::BTreeSet;

use onrecord_model::{DocumentId, Gender, PersonId, PersonKind};
use rusqlite::{Row, params};

use crate::{Archive, ArchiveError};

pub use find::{KnownPerson, PER_KEY};

/// Somebody named in one document, and who that is.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredFigure {
    /// The document.
    pub document: DocumentId,
    /// The position among the document's persons.
    pub at: u32,
    /// Who it is, after what was decided by hand.
    pub person: PersonId,
    /// The fullest spelling there.
    pub name: String,
    /// What the name stands for.
    pub kind: PersonKind,
    /// The gender, where the document shows it.
    pub gender: Option<Gender>,
    /// Mentions in the document.
    pub mentions: u32,
    /// Spellings there with their mentions.
    pub spellings: Vec<(String, u32)>,
    /// Titles and roles: the words, and where they stand in the document, in bytes.
    pub roles: Vec<(String, u32, u32)>,
    /// The positions of the characters that this person plays.
    pub plays: Vec<u32>,
}

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
}

/// A document whose persons were not joined yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unlinked {
    /// The document.
    pub document: DocumentId,
    /// The version of the reader that read it.
    pub reader: u32,
    /// The number of its version, where [`Archive::unlinked`] goes on.
    pub version: i64,
}

impl Archive {
    /// Returns documents whose reading was not linked by this linker, in the order they were added, from the one behind the
    /// version `after` on; at most `n` versions are looked at.
    ///
    /// # Errors
    /// What the database says.
    pub fn unlinked(&self, linker: u32, after: i64, n: usize) -> Result<Vec<Unlinked>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT version.document, reading.reader, version.id FROM version JOIN reading ON reading.document = version.document
             LEFT JOIN linked ON linked.document = reading.document AND linked.reader = reading.reader AND linked.linker = ?1
             WHERE version.id > ?2 AND linked.document IS NULL ORDER BY version.id LIMIT ?3",
        )?;
        let rows = query.query_map(params![linker, after, n as i64], |row| {
            let document = DocumentId::from_number(row.get::<_, i64>(0)? as u64);
            Ok(Unlinked { document, reader: row.get(1)?, version: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Does some work in one transaction, so that a batch has one durability point. A failure undoes all of it.
    ///
    /// # Errors
    /// What the work or the database says.
    pub fn together<T, E: From<ArchiveError>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.db.execute_batch("BEGIN IMMEDIATE").map_err(ArchiveError::from)?;
        let done = work(self);
        let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
        self.db.execute_batch(end).map_err(ArchiveError::from)?;
        done
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
        let document = linked.document.number() as i64;
        let batch = self.db.savepoint()?;
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
        batch
            .prepare_cached("INSERT OR REPLACE INTO linked (document, reader, linker) VALUES (?1, ?2, ?3)")?
            .execute(params![document, linked.reader, linker])?;
        batch.commit()?;
        Ok(persons)
    }
}

fn figure(row: &Row<'_>) -> rusqlite::Result<StoredFigure> {
    let read = |at: usize| -> rusqlite::Result<String> { row.get(at) };
    Ok(StoredFigure {
        document: DocumentId::from_number(row.get::<_, i64>(0)? as u64),
        at: row.get(1)?,
        person: PersonId(row.get::<_, i64>(2)? as u64),
        name: row.get(3)?,
        kind: kind_of(row.get(4)?),
        gender: row.get::<_, Option<u8>>(5)?.map(gender_of),
        mentions: row.get(6)?,
        spellings: serde_json::from_str(&read(7)?).unwrap_or_default(),
        roles: serde_json::from_str(&read(8)?).unwrap_or_default(),
        plays: serde_json::from_str(&read(9)?).unwrap_or_default(),
    })
}

fn written(value: &impl serde::Serialize) -> Result<String, ArchiveError> {
    serde_json::to_string(value).map_err(|error| ArchiveError::Field(error.to_string()))
}

fn kind_number(kind: PersonKind) -> u8 {
    match kind {
        PersonKind::Person => 0,
        PersonKind::Character => 1,
        PersonKind::Group => 2,
    }
}

fn kind_of(number: u8) -> PersonKind {
    match number {
        1 => PersonKind::Character,
        2 => PersonKind::Group,
        _ => PersonKind::Person,
    }
}

fn gender_number(gender: Gender) -> u8 {
    match gender {
        Gender::Female => 0,
        Gender::Male => 1,
    }
}

fn gender_of(number: u8) -> Gender {
    if number == 0 { Gender::Female } else { Gender::Male }
}
