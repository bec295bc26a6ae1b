//! Finds persons by their keys, and what the archive knows of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use onrecord_model::{DocumentId, PersonId};
use rusqlite::{OptionalExtension, Row, params};

use super::figure::{FIGURE, StoredFigure, figure};
use crate::{Archive, ArchiveError};

/// What the archive knows of a person, from some of the documents.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownPerson {
    /// Who it is.
    pub id: PersonId,
    /// The figures, from at most a few dozen documents.
    pub figures: Vec<StoredFigure>,
    /// Others named in the same documents.
    pub companions: BTreeSet<PersonId>,
}

/// The documents of the current version of each source.
const CURRENT: &str =
    "document IN (SELECT document FROM version WHERE id IN (SELECT max(id) FROM version GROUP BY source))";

impl Archive {
    /// Returns the persons who have one of these keys, each with the names that have it: those of the very name first, then
    /// at most `most` others a key.
    ///
    /// # Errors
    /// What the database says.
    pub fn persons_by_key(
        &self,
        name: &str,
        keys: &[String],
        most: usize,
    ) -> Result<BTreeSet<(PersonId, String)>, ArchiveError> {
        let mut same =
            self.db.prepare_cached("SELECT person, name FROM person_key WHERE key = ?1 AND name = ?2 LIMIT ?3")?;
        let mut any = self.db.prepare_cached("SELECT person, name FROM person_key WHERE key = ?1 LIMIT ?2")?;
        let bearer = |row: &Row<'_>| Ok((PersonId(row.get::<_, i64>(0)? as u64), row.get(1)?));
        let mut found = BTreeSet::new();
        for key in keys {
            let mut n = 0;
            for row in any.query_map(params![key, most as i64], bearer)? {
                found.insert(row?);
                n += 1;
            }
            // A surname that thousands share: the very name may stand behind the others.
            if n == most {
                for row in same.query_map(params![key, name, most as i64], bearer)? {
                    found.insert(row?);
                }
            }
        }
        Ok(found)
    }

    /// Shows each name that has one of these keys and is nobody's yet, with the document that has it, at most `most` a key, until
    /// `show` says that it has seen enough. One that has several of the keys may be shown several times.
    ///
    /// # Errors
    /// What the database or `show` says.
    pub fn each_perhaps<E: From<ArchiveError>>(
        &self,
        keys: &[String],
        most: usize,
        mut show: impl FnMut(DocumentId, &str) -> Result<ControlFlow<()>, E>,
    ) -> Result<(), E> {
        let of_database = |error: rusqlite::Error| E::from(ArchiveError::from(error));
        let ask = "SELECT document, name FROM perhaps WHERE key = ?1 LIMIT ?2";
        let mut query = self.db.prepare_cached(ask).map_err(of_database)?;
        for key in keys {
            let mut rows = query.query(params![key, most as i64]).map_err(of_database)?;
            while let Some(row) = rows.next().map_err(of_database)? {
                let document = row.get::<_, i64>(0).map_err(of_database)?;
                let name = row.get_ref(1).and_then(|name| Ok(name.as_str()?)).map_err(of_database)?;
                if show(DocumentId::from_number(document as u64), name)?.is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
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

    /// Returns who the persons of a document are, by their position in its reading.
    ///
    /// # Errors
    /// What the database says.
    pub fn persons_of(&self, document: DocumentId) -> Result<BTreeMap<u32, PersonId>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT at, person FROM figure WHERE document = ?1 AND person <> 0")?;
        let rows = query
            .query_map([document.number() as i64], |row| Ok((row.get(0)?, PersonId(row.get::<_, i64>(1)? as u64))))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns all figures of the current versions of all sources, by person.
    ///
    /// # Errors
    /// What the database says.
    pub fn figures(&self) -> Result<Vec<StoredFigure>, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!("{FIGURE} WHERE person <> 0 AND {CURRENT} ORDER BY person, (SELECT min(id) FROM version WHERE version.document = figure.document), at"))?;
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

    /// Returns the keys of the sources whose current version is this document, the first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn keys_of(&self, document: DocumentId) -> Result<Vec<String>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            // CROSS JOIN keeps the order: from the few versions of the document to their sources, never over all sources.
            "SELECT source.key FROM version CROSS JOIN source ON source.id = version.source WHERE version.document = ?1
             AND version.id = (SELECT max(id) FROM version AS own WHERE own.source = source.id) ORDER BY source.id",
        )?;
        let rows = query.query_map([document.number() as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
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
