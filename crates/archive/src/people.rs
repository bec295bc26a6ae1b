//! Keeps who is who over documents, and what a person decided about it.

mod decided;
mod figure;
mod find;
mod names;

use onrecord_model::DocumentId;
use rusqlite::params;

use crate::{Archive, ArchiveError};

pub use figure::StoredFigure;
pub use find::KnownPerson;
pub use names::{Bearer, NameThere, Placed, PlacedDocument};

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
}

fn written(value: &impl serde::Serialize) -> Result<String, ArchiveError> {
    serde_json::to_string(value).map_err(|error| ArchiveError::Field(error.to_string()))
}
