//! Keeps what a person decided about works.

use onrecord_model::WorkId;
use rusqlite::params;

use crate::{Archive, ArchiveError};

impl Archive {
    /// Returns the records of what was decided about works, the first first, as they were written.
    ///
    /// # Errors
    /// What the database says.
    pub fn work_decisions(&self) -> Result<Vec<String>, ArchiveError> {
        if !self.has_works()? {
            return Ok(Vec::new());
        }
        let mut query = self.db.prepare_cached("SELECT record FROM work_decision ORDER BY id")?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Adds a record of a decision; `named` are the titles in it, which stay while no source has them.
    ///
    /// # Errors
    /// What the database says; then nothing was decided.
    pub fn keep_work_decision(&mut self, record: &str, taken: &str, named: &[WorkId]) -> Result<(), ArchiveError> {
        self.together(|archive| {
            archive.db.execute("INSERT INTO work_decision (taken, record) VALUES (?1, ?2)", params![taken, record])?;
            for title in named {
                archive.db.execute("INSERT OR IGNORE INTO title_kept (title) VALUES (?1)", [title.0 as i64])?;
            }
            Ok(())
        })
    }
}
