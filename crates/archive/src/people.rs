//! Keeps who is who over documents, and what a person decided about it.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::{DocumentId, Gender, PersonId, PersonKind};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Archive, ArchiveError};

/// Documents of one person that are looked at to know the person; bounds the cost of adding one more.
const DOCUMENTS: i64 = 16;
/// Names that share one key and are looked at.
const PER_KEY: i64 = 96;
/// Mentions of companions of one person that are looked at.
const COMPANIONS: i64 = 96;

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

/// What the archive knows of a person, from some of the documents.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPerson {
    /// Who it is.
    pub id: PersonId,
    /// The figures, from at most a few dozen documents.
    pub figures: Vec<StoredFigure>,
    /// Others named in the same documents.
    pub companions: BTreeSet<PersonId>,
    /// The last document that was looked at, where there were more: what is added behind it changes nothing here.
    pub full_at: Option<DocumentId>,
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

const FIGURE: &str = "SELECT document, at, person, name, kind, gender, mentions, spellings, roles, plays FROM figure";
/// The documents of the current version of each source.
const CURRENT: &str =
    "document IN (SELECT document FROM version WHERE id IN (SELECT max(id) FROM version GROUP BY source))";

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

    /// Returns the persons who have one of these keys, each with the names that have it; at most a few dozen a key.
    ///
    /// # Errors
    /// What the database says.
    pub fn persons_by_key(&self, keys: &[String]) -> Result<BTreeSet<(PersonId, String)>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT person, name FROM person_key WHERE key = ?1 LIMIT ?2")?;
        let mut found = BTreeSet::new();
        for key in keys {
            for row in query
                .query_map(params![key, PER_KEY], |row| Ok((PersonId(row.get::<_, i64>(0)? as u64), row.get(1)?)))?
            {
                found.insert(row?);
            }
        }
        Ok(found)
    }

    /// Returns what is known of a person from up to a few dozen documents, or `None` where none names them.
    ///
    /// # Errors
    /// What the database says.
    pub fn known_person(&self, id: PersonId) -> Result<Option<KnownPerson>, ArchiveError> {
        let mut query =
            self.db.prepare_cached(&format!("{FIGURE} WHERE person = ?1 ORDER BY document, at LIMIT ?2"))?;
        let figures = query.query_map(params![id.0 as i64, DOCUMENTS], figure)?.collect::<Result<Vec<_>, _>>()?;
        if figures.is_empty() {
            return Ok(None);
        }
        let mut query = self.db.prepare_cached(
            "SELECT person FROM figure WHERE document IN (SELECT document FROM figure WHERE person = ?1 ORDER BY document, at LIMIT ?2)
             AND person <> ?1 ORDER BY document, at LIMIT ?3",
        )?;
        let rows = query
            .query_map(params![id.0 as i64, DOCUMENTS, COMPANIONS], |row| Ok(PersonId(row.get::<_, i64>(0)? as u64)))?;
        let companions = rows.collect::<Result<_, _>>()?;
        let full_at = figures.get(DOCUMENTS as usize - 1).map(|figure: &StoredFigure| figure.document);
        Ok(Some(KnownPerson { id, figures, companions, full_at }))
    }

    /// Returns the names of the figures that a document has, or that earlier versions of its source had, the latest
    /// first, each with the person by linking and the person after what was decided by hand.
    ///
    /// # Errors
    /// What the database says.
    pub fn linked_before(&self, document: DocumentId) -> Result<Vec<(String, PersonId, PersonId)>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT figure.name, figure.linked, figure.person FROM version AS own
             JOIN version AS other ON other.source = own.source JOIN figure ON figure.document = other.document
             WHERE own.document = ?1 ORDER BY other.document <> ?1, other.id DESC, figure.at LIMIT 4000",
        )?;
        let id = |row: &Row<'_>, at: usize| row.get::<_, i64>(at).map(|id| PersonId(id as u64));
        let rows = query.query_map([document.number() as i64], |row| Ok((row.get(0)?, id(row, 1)?, id(row, 2)?)))?;
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

    /// Returns who the persons of a document are, by their position in its reading.
    ///
    /// # Errors
    /// What the database says.
    pub fn persons_of(&self, document: DocumentId) -> Result<BTreeMap<u32, PersonId>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT at, person FROM figure WHERE document = ?1")?;
        let rows = query
            .query_map([document.number() as i64], |row| Ok((row.get(0)?, PersonId(row.get::<_, i64>(1)? as u64))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns all figures of the current versions of all sources, by person.
    ///
    /// # Errors
    /// What the database says.
    pub fn figures(&self) -> Result<Vec<StoredFigure>, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!("{FIGURE} WHERE {CURRENT} ORDER BY person, (SELECT min(id) FROM version WHERE version.document = figure.document), at"))?;
        let rows = query.query_map([], figure)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the figures of one person in the current versions of all sources.
    ///
    /// # Errors
    /// What the database says.
    pub fn figures_of(&self, person: PersonId) -> Result<Vec<StoredFigure>, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!("{FIGURE} WHERE person = ?1 AND EXISTS (SELECT 1 FROM version AS own
             WHERE own.document = figure.document AND own.id = (SELECT max(id) FROM version WHERE version.source = own.source))
             ORDER BY (SELECT min(id) FROM version WHERE version.document = figure.document), at"))?;
        let rows = query.query_map([person.0 as i64], figure)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the spellings of one person, each once: the names of all sources, and what up to `n` documents write besides.
    ///
    /// Bounded, also for somebody whom every source names.
    ///
    /// # Errors
    /// What the database says.
    pub fn spellings_of(&self, person: PersonId, n: usize) -> Result<Vec<String>, ArchiveError> {
        let mut query =
            self.db.prepare_cached("SELECT DISTINCT name FROM person_key WHERE person = ?1 ORDER BY name")?;
        let names = query.query_map([person.0 as i64], |row| row.get(0))?;
        let mut spellings = names.collect::<Result<Vec<String>, _>>()?;
        let mut query =
            self.db.prepare_cached("SELECT DISTINCT name, spellings FROM (SELECT name, spellings FROM figure WHERE person = ?1 ORDER BY document LIMIT ?2)")?;
        let rows = query.query_map(params![person.0 as i64, n as i64], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        for row in rows {
            let (name, written) = row?;
            let written: Vec<(String, u32)> = serde_json::from_str(&written).unwrap_or_default();
            for spelling in [name].into_iter().chain(written.into_iter().map(|(spelling, _)| spelling)) {
                if !spellings.contains(&spelling) {
                    spellings.push(spelling);
                }
            }
        }
        Ok(spellings)
    }

    /// Returns how often one person is mentioned, counted over at most 400 documents; 0 where no current version of a source
    /// names them.
    ///
    /// # Errors
    /// What the database says.
    pub fn mentions_of(&self, person: PersonId) -> Result<u32, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT coalesce(sum(mentions), 0) FROM (SELECT mentions FROM figure WHERE person = ?1 LIMIT 400)
             WHERE EXISTS (SELECT 1 FROM figure JOIN version AS own ON own.document = figure.document
             WHERE figure.person = ?1 AND own.id = (SELECT max(id) FROM version WHERE version.source = own.source))",
        )?;
        Ok(query.query_row([person.0 as i64], |row| row.get(0))?)
    }

    /// Returns the keys of the sources whose current version is this document.
    ///
    /// # Errors
    /// What the database says.
    pub fn keys_of(&self, document: DocumentId) -> Result<Vec<String>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT source.key FROM source JOIN version ON version.id = (SELECT max(id) FROM version WHERE version.source = source.id)
             WHERE version.document = ?1 ORDER BY source.id",
        )?;
        let rows = query.query_map([document.number() as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the records of what was decided about persons, the first first, as they were written.
    ///
    /// # Errors
    /// What the database says.
    pub fn person_decisions(&self) -> Result<Vec<String>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT record FROM person_decision ORDER BY id")?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Makes a person that no source names yet, for a spelling to be given to.
    ///
    /// # Errors
    /// What the database says.
    pub fn new_person(&mut self) -> Result<PersonId, ArchiveError> {
        self.db.execute("INSERT INTO person DEFAULT VALUES", [])?;
        Ok(PersonId(self.db.last_insert_rowid() as u64))
    }

    /// Adds a record of a decision, and applies what holds now to all figures, in one transaction.
    ///
    /// `named` are the persons in the decision: they stay while no source names them. `keys` are further keys by which
    /// persons can be found, each with the name it was made of. `decide` says who a figure is, given the person by linking and the name.
    ///
    /// # Errors
    /// What the database says; then nothing was decided.
    pub fn keep_decision(
        &mut self,
        record: &str,
        taken: &str,
        named: &[PersonId],
        keys: &[(String, PersonId, String)],
        decide: impl Fn(PersonId, &str) -> PersonId,
    ) -> Result<(), ArchiveError> {
        let batch = self.db.transaction()?;
        batch.execute("INSERT INTO person_decision (taken, record) VALUES (?1, ?2)", params![taken, record])?;
        for person in named {
            batch.execute("INSERT OR IGNORE INTO person_kept (person) VALUES (?1)", [person.0 as i64])?;
        }
        for (key, person, name) in keys {
            batch
                .prepare_cached("INSERT OR IGNORE INTO person_key (key, person, name) VALUES (?1, ?2, ?3)")?
                .execute(params![key, person.0 as i64, name])?;
        }
        let mut changed: Vec<(i64, u32, PersonId)> = Vec::new();
        {
            let mut query = batch.prepare("SELECT document, at, linked, person, name FROM figure")?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let (linked, person) = (PersonId(row.get::<_, i64>(2)? as u64), PersonId(row.get::<_, i64>(3)? as u64));
                let now = decide(linked, &row.get::<_, String>(4)?);
                if now != person {
                    changed.push((row.get(0)?, row.get(1)?, now));
                }
            }
        }
        for (document, at, person) in changed {
            batch.prepare_cached("UPDATE figure SET person = ?3 WHERE document = ?1 AND at = ?2")?.execute(params![
                document,
                at,
                person.0 as i64
            ])?;
        }
        batch.commit()?;
        Ok(())
    }

    /// Returns the keys by which a person can be found, each with the name that it was made of.
    ///
    /// # Errors
    /// What the database says.
    pub fn person_keys(&self, person: PersonId) -> Result<Vec<(String, String)>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT key, name FROM person_key WHERE person = ?1")?;
        let rows = query.query_map([person.0 as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says whether the archive has given this number to a person.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_person(&self, person: PersonId) -> Result<bool, ArchiveError> {
        let found =
            self.db.query_row("SELECT 1 FROM person WHERE id = ?1", [person.0 as i64], |_| Ok(())).optional()?;
        Ok(found.is_some())
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
