//! Keeps what a person decided about who said something.

use rusqlite::params;

use crate::schema::version;
use crate::{Archive, ArchiveError};

/// The schema that has corrections.
const SINCE: u32 = 8;

impl Archive {
    /// Returns the records of what was decided about the quotations of a source, the first first, as they were written; none in an
    /// archive of an earlier schema.
    ///
    /// # Errors
    /// What the database says.
    pub fn quote_decisions(&self, key: &str) -> Result<Vec<String>, ArchiveError> {
        if version(&self.db)? < SINCE {
            return Ok(Vec::new());
        }
        let mut query = self.db.prepare_cached("SELECT record FROM quote_decision WHERE key = ?1 ORDER BY id")?;
        let rows = query.query_map([key], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the same of all sources, each with the key of its source.
    ///
    /// # Errors
    /// What the database says.
    pub fn all_quote_decisions(&self) -> Result<Vec<(String, String)>, ArchiveError> {
        if version(&self.db)? < SINCE {
            return Ok(Vec::new());
        }
        let mut query = self.db.prepare_cached("SELECT key, record FROM quote_decision ORDER BY id")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Adds a record of what was decided about a quotation of a source.
    ///
    /// # Errors
    /// What the database says; then nothing was decided.
    pub fn keep_quote_decision(&mut self, key: &str, taken: &str, record: &str) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let mut add =
                archive.db.prepare_cached("INSERT INTO quote_decision (key, taken, record) VALUES (?1, ?2, ?3)")?;
            add.execute(params![key, taken, record])?;
            Ok(())
        })
    }

    /// Forgets what was decided about the quotations of a source that is taken down.
    pub(crate) fn forget_quote_decisions(&self, key: &str) -> Result<(), ArchiveError> {
        self.db.execute("DELETE FROM quote_decision WHERE key = ?1", [key])?;
        Ok(())
    }
}
