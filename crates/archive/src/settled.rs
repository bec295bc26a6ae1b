//! Remembers how far each stage has got.

use rusqlite::{OptionalExtension, params};

use crate::{Archive, ArchiveError};

/// A stage from a snapshot to a findable passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading.
    Read,
    /// Linking persons.
    Link,
    /// Joining titles to works.
    Works,
    /// Comparing texts.
    Copies,
    /// Indexing passages.
    Index,
}

impl Stage {
    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Link => "link",
            Self::Works => "works",
            Self::Copies => "copies",
            Self::Index => "index",
        }
    }
}

impl Archive {
    /// Returns the number of the version up to which a stage of this form is done with everything, or `None` where it never
    /// was, or only in another form.
    ///
    /// # Errors
    /// What the database says.
    pub fn settled(&self, stage: Stage, form: &str) -> Result<Option<i64>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT version FROM settled WHERE stage = ?1 AND form = ?2")?;
        Ok(query.query_row(params![stage.name(), form], |row| row.get(0)).optional()?)
    }

    /// Records that a stage of this form is done with all versions there are, or with all before one.
    ///
    /// Whoever calls it has found that out in the same work [`Archive::together`]: other programs add versions too.
    ///
    /// # Errors
    /// What the database says.
    pub fn settle(&mut self, stage: Stage, form: &str, before: Option<i64>) -> Result<(), ArchiveError> {
        let settle = "INSERT OR REPLACE INTO settled (stage, form, version)
            SELECT ?1, ?2, coalesce(?3 - 1, max(id), 0) FROM version";
        self.together(|archive| {
            archive.db.prepare_cached(settle)?.execute(params![stage.name(), form, before])?;
            Ok(())
        })
    }
}
