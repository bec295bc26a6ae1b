//! What was taken down: that it was, and when; nothing of its words.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::turn::Work;
use crate::{Archive, ArchiveError};

/// A source that was taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// The key it had.
    pub key: String,
    /// When it was taken down, ISO 8601.
    pub taken: String,
    /// What is still known of it.
    pub left: Left,
}

/// What is kept of a source that was taken down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Left {
    /// Who had published it.
    pub outlet: Option<String>,
    /// The hashes of its snapshots, in hexadecimal: they tell which evidence ids meant it.
    pub snapshots: Vec<String>,
}

impl Archive {
    /// Takes a source down: removes it as [`Archive::remove`] does, leaves a tombstone, and gives back the space
    /// that its words stood in.
    ///
    /// # Errors
    /// `NoSource` where there is none.
    pub fn take_down(&mut self, key: &str, now: &str) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let listed = archive.source(key)?;
            let key = listed.source.key.as_str();
            let versions = archive.versions(listed.id)?.into_iter();
            let snapshots = versions.map(|version| version.snapshot.to_string()).collect();
            let left = Left { outlet: listed.source.outlet, snapshots };
            let left = serde_json::to_string(&left).map_err(|error| ArchiveError::Field(error.to_string()))?;
            let bury = "INSERT INTO tombstone (key, taken, why) VALUES (?1, ?2, ?3)";
            archive.db.execute(bury, params![key, now, left])?;
            archive.forget_quote_decisions(key)?;
            archive.take_out(key)
        })?;
        let turn = self.turn(Work::Database)?;
        // Deleted pages are overwritten at once; this also rewrites what lies between them.
        self.db.execute_batch("VACUUM")?;
        drop(turn);
        self.empty_log()
    }

    /// Returns what was taken down, the first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn tombstones(&self) -> Result<Vec<Tombstone>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT key, taken, why FROM tombstone ORDER BY rowid")?;
        let rows = query.query_map([], |row| {
            let left: String = row.get(2)?;
            Ok(Tombstone {
                key: row.get(0)?,
                taken: row.get(1)?,
                left: serde_json::from_str(&left).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
