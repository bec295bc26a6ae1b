//! Keeps what a person decided about who is who.

use onrecord_model::PersonId;
use rusqlite::params;

use crate::{Archive, ArchiveError};

impl Archive {
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
        self.together(|archive| {
            archive.db.execute("INSERT INTO person DEFAULT VALUES", [])?;
            Ok(PersonId(archive.db.last_insert_rowid() as u64))
        })
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
        self.together(|archive| {
            let batch = &archive.db;
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
                    let (linked, person) =
                        (PersonId(row.get::<_, i64>(2)? as u64), PersonId(row.get::<_, i64>(3)? as u64));
                    let now = decide(linked, &row.get::<_, String>(4)?);
                    if now != person {
                        changed.push((row.get(0)?, row.get(1)?, now));
                    }
                }
            }
            for (document, at, person) in changed {
                batch
                    .prepare_cached("UPDATE figure SET person = ?3 WHERE document = ?1 AND at = ?2")?
                    .execute(params![document, at, person.0 as i64])?;
            }
            Ok(())
        })
    }
}
