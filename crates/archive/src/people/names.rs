//! Keeps names over documents, as far as they decide who is who.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::{DocumentId, PersonId};
use rusqlite::{OptionalExtension, Row, params};

use super::figure::{StoredFigure, figure, gender_number, kind_number};
use super::written;
use crate::{Archive, ArchiveError};

/// A figure to be kept before anybody has said who it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The figure; its `person` is not looked at.
    pub figure: StoredFigure,
    /// What shows it to be a name: 0 its own document, 1 others, 2 one in the other script.
    pub unsure: u8,
    /// Who it was by linking, in another version of its source.
    pub before: Option<PersonId>,
    /// The keys by which names that may be the same find it.
    pub keys: Vec<String>,
}

/// A document with its figures, before anybody has said who they are.
pub struct PlacedDocument {
    /// The document.
    pub document: DocumentId,
    /// The reader whose reading was linked.
    pub reader: u32,
    /// Its figures in order.
    pub figures: Vec<Placed>,
    /// Names that only others can show to be names, each with its keys.
    pub perhaps: Vec<(String, Vec<String>)>,
}

/// A figure of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Bearer {
    /// The figure.
    pub figure: StoredFigure,
    /// Who it is by linking; `None` where that is not said yet.
    pub linked: Option<PersonId>,
    /// What shows it to be a name, as in [`Placed`].
    pub unsure: u8,
    /// The first source that its document is a version of; 0 for none.
    pub source: u64,
}

/// A name in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameThere {
    /// The position among the document's persons.
    pub at: u32,
    /// The name.
    pub name: String,
    /// Who it is by linking.
    pub linked: Option<PersonId>,
    /// What shows it to be a name, as in [`Placed`].
    pub unsure: u8,
}

fn id(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<PersonId>> {
    Ok(row.get::<_, Option<i64>>(at)?.filter(|id| *id > 0).map(|id| PersonId(id as u64)))
}

impl Archive {
    /// Keeps the figures of a document in place of earlier ones, in one transaction. Those of the same name stay who they were.
    ///
    /// # Errors
    /// What the database says; then nothing was kept.
    pub fn place(&mut self, placed: &PlacedDocument, linker: u32) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let document = placed.document.number() as i64;
            let before: BTreeMap<u32, (String, i64, i64)> = {
                let mut query =
                    archive.db.prepare_cached("SELECT at, name, linked, person FROM figure WHERE document = ?1")?;
                let rows =
                    query.query_map([document], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?))))?;
                rows.collect::<Result<_, _>>()?
            };
            archive.db.prepare_cached("DELETE FROM figure WHERE document = ?1")?.execute([document])?;
            for one in &placed.figures {
                let here = before.values().find(|(name, ..)| *name == one.figure.name);
                let was = here.map(|&(_, linked, person)| (linked, person));
                let other = one.before.map(|id| (id.0 as i64, id.0 as i64));
                archive.place_one(placed.document, one, was.or(other).unwrap_or((0, 0)))?;
            }
            archive.db.prepare_cached("DELETE FROM perhaps WHERE document = ?1")?.execute([document])?;
            for (name, key) in placed.perhaps.iter().flat_map(|(name, keys)| keys.iter().map(move |key| (name, key))) {
                archive
                    .db
                    .prepare_cached("INSERT OR IGNORE INTO perhaps (key, document, name) VALUES (?1, ?2, ?3)")?
                    .execute(params![key, document, name])?;
            }
            archive
                .db
                .prepare_cached("INSERT OR REPLACE INTO linked (document, reader, linker) VALUES (?1, ?2, ?3)")?
                .execute(params![document, placed.reader, linker])?;
            Ok(())
        })
    }

    fn place_one(&self, document: DocumentId, one: &Placed, was: (i64, i64)) -> Result<(), ArchiveError> {
        let figure = &one.figure;
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO figure (document, at, linked, person, name, kind, gender, mentions, spellings, roles, plays, unsure)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                document.number() as i64,
                figure.at,
                was.0,
                was.1,
                figure.name,
                kind_number(figure.kind),
                figure.gender.map(gender_number),
                figure.mentions,
                written(&figure.spellings)?,
                written(&figure.roles)?,
                written(&figure.plays)?,
                one.unsure,
            ])?;
        for key in &one.keys {
            self.db
                .prepare_cached("INSERT OR IGNORE INTO name_key (name, key) VALUES (?1, ?2)")?
                .execute(params![figure.name, key])?;
        }
        Ok(())
    }

    /// Returns the names that fewer documents have than when this was last asked, and forgets them.
    ///
    /// # Errors
    /// What the database says.
    pub fn take_touched(&mut self) -> Result<BTreeSet<String>, ArchiveError> {
        let names = {
            let mut query = self.db.prepare_cached("SELECT name FROM name_touched")?;
            query.query_map([], |row| row.get(0))?.collect::<Result<BTreeSet<String>, _>>()?
        };
        if !names.is_empty() {
            self.db.execute("DELETE FROM name_touched", [])?;
        }
        Ok(names)
    }

    /// Says whether a document shows a name to be one.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_sure_name(&self, name: &str) -> Result<bool, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT 1 FROM figure WHERE name = ?1 AND unsure = 0 LIMIT 1")?;
        Ok(query.exists([name])?)
    }

    /// Returns the figures of a name, those of the first `n` documents by their numbers.
    ///
    /// # Errors
    /// What the database says.
    pub fn bearers(&self, name: &str, n: usize) -> Result<Vec<Bearer>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT document, at, person, name, kind, gender, mentions, spellings, roles, plays, linked, unsure,
             (SELECT min(source) FROM version WHERE version.document = figure.document)
             FROM figure WHERE name = ?1 ORDER BY document, at LIMIT ?2",
        )?;
        let rows = query.query_map(params![name, n as i64], |row| {
            let source = row.get::<_, Option<i64>>(12)?.unwrap_or_default() as u64;
            Ok(Bearer { figure: figure(row)?, linked: id(row, 10)?, unsure: row.get(11)?, source })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the names that have one of these keys, at most `most` a key, the first by their letters.
    ///
    /// # Errors
    /// What the database says.
    pub fn names_by_key(&self, keys: &[String], most: usize) -> Result<BTreeSet<String>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT name FROM name_key WHERE key = ?1 ORDER BY name LIMIT ?2")?;
        let mut names = BTreeSet::new();
        for key in keys {
            for name in query.query_map(params![key, most as i64], |row| row.get(0))? {
                names.insert(name?);
            }
        }
        Ok(names)
    }

    /// Returns the names in a document.
    ///
    /// # Errors
    /// What the database says.
    pub fn names_there(&self, document: DocumentId) -> Result<Vec<NameThere>, ArchiveError> {
        let mut query =
            self.db.prepare_cached("SELECT at, name, linked, unsure FROM figure WHERE document = ?1 ORDER BY at")?;
        let rows = query.query_map([document.number() as i64], |row| {
            Ok(NameThere { at: row.get(0)?, name: row.get(1)?, linked: id(row, 2)?, unsure: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the names that a person has by linking, at most `most`.
    ///
    /// # Errors
    /// What the database says.
    pub fn names_linked(&self, person: PersonId, most: usize) -> Result<BTreeSet<String>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT DISTINCT name FROM figure WHERE linked = ?1 LIMIT ?2")?;
        let rows = query.query_map(params![person.0 as i64, most as i64], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the first documents, by their numbers, that name a person by linking.
    ///
    /// # Errors
    /// What the database says.
    pub fn documents_linked(&self, person: PersonId, n: usize) -> Result<Vec<DocumentId>, ArchiveError> {
        let mut query = self
            .db
            .prepare_cached("SELECT DISTINCT document FROM figure WHERE linked = ?1 ORDER BY document LIMIT ?2")?;
        let rows = query.query_map(params![person.0 as i64, n as i64], |row| {
            Ok(DocumentId::from_number(row.get::<_, i64>(0)? as u64))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns a person whom a decision keeps, whom no document names, and who had this name.
    ///
    /// # Errors
    /// What the database says.
    pub fn kept_person(&self, name: &str) -> Result<Option<PersonId>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT person FROM person_kept AS kept WHERE EXISTS (SELECT 1 FROM person_key WHERE person = kept.person AND name = ?1)
             AND NOT EXISTS (SELECT 1 FROM figure WHERE linked = kept.person) ORDER BY person LIMIT 1",
        )?;
        Ok(query.query_row([name], |row| Ok(PersonId(row.get::<_, i64>(0)? as u64))).optional()?)
    }

    /// Says that one figure is a person by linking, and another, or the same, after what was decided; `None` for nobody. `keys` are
    /// those by which the person can be found from now on.
    ///
    /// # Errors
    /// What the database says.
    pub fn join(
        &mut self,
        (document, at): (DocumentId, u32),
        name: &str,
        linked: Option<PersonId>,
        person: Option<PersonId>,
        keys: &[String],
    ) -> Result<(), ArchiveError> {
        let number = |id: Option<PersonId>| id.map_or(0, |id| id.0 as i64);
        for owner in BTreeSet::from([linked, person]).into_iter().flatten().filter(|owner| owner.0 > 0) {
            self.db.prepare_cached("INSERT OR IGNORE INTO person (id) VALUES (?1)")?.execute([owner.0 as i64])?;
            for key in keys {
                self.db
                    .prepare_cached("INSERT OR IGNORE INTO person_key (key, person, name) VALUES (?1, ?2, ?3)")?
                    .execute(params![key, owner.0 as i64, name])?;
            }
        }
        self.db
            .prepare_cached("UPDATE figure SET linked = ?3, person = ?4 WHERE document = ?1 AND at = ?2")?
            .execute(params![document.number() as i64, at, number(linked), number(person)])?;
        Ok(())
    }

    /// Gives all figures of a name to a person, but those of `others`; the person after what was decided may be another. Returns how many.
    ///
    /// # Errors
    /// What the database says.
    pub fn join_rest(
        &mut self,
        name: &str,
        linked: PersonId,
        person: PersonId,
        others: &BTreeSet<PersonId>,
    ) -> Result<usize, ArchiveError> {
        let others: Vec<String> = others.iter().map(|id| id.0.to_string()).collect();
        let n = self.db.execute(
            &format!(
                "UPDATE figure SET linked = ?2, person = ?3 WHERE name = ?1 AND linked <> ?2 AND linked NOT IN ({})",
                others.join(",")
            ),
            params![name, linked.0 as i64, person.0 as i64],
        )?;
        Ok(n)
    }

    /// Forgets that a person has a name where no figure says so any more, and the person where none is left; a decision keeps both.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_name(&mut self, person: PersonId, name: &str) -> Result<(), ArchiveError> {
        let id = person.0 as i64;
        self.db
            .prepare_cached(
                "DELETE FROM person_key WHERE person = ?1 AND name = ?2
                 AND NOT EXISTS (SELECT 1 FROM figure WHERE figure.name = ?2 AND (figure.person = ?1 OR figure.linked = ?1))
                 AND NOT EXISTS (SELECT 1 FROM person_kept WHERE person_kept.person = ?1)",
            )?
            .execute(params![id, name])?;
        self.db
            .prepare_cached(
                "DELETE FROM person WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM figure WHERE linked = ?1)
                 AND NOT EXISTS (SELECT 1 FROM figure WHERE person = ?1)
                 AND NOT EXISTS (SELECT 1 FROM person_kept WHERE person = ?1)",
            )?
            .execute([id])?;
        Ok(())
    }
}
