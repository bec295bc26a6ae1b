//! Knows what the index has, and what it lacks.

use onrecord_model::SourceId;
use rusqlite::params;

use crate::settled::Stage;
use crate::source::{COLUMNS, CURRENT, Listed, listed, number, source_id};
use crate::{Archive, ArchiveError};

/// A source that the index lacks, as it was when that was found out.
#[derive(Debug, Clone)]
pub struct Unindexed {
    /// The source, with the version to be searched.
    pub listed: Listed,
    changes: i64,
}

impl Archive {
    /// Returns up to `n` sources whose current version is read and not in the index of this generation, in the order they
    /// were added, from the one behind `after` on.
    ///
    /// # Errors
    /// What the database says.
    pub fn unindexed(
        &self,
        generation: &str,
        after: Option<SourceId>,
        n: usize,
    ) -> Result<Vec<Unindexed>, ArchiveError> {
        let lacks = self.lacks(generation)?;
        let mut query = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS}, source.changes FROM {CURRENT} WHERE {lacks} AND version.read IS NOT NULL AND source.id > ?2
             ORDER BY source.id LIMIT ?3"
        ))?;
        let rows = query.query_map(params![generation, after.map_or(i64::MIN, number), n as i64], |row| {
            Ok(Unindexed { listed: listed(row)?, changes: row.get("changes")? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says whether the index of this generation lacks a source that is read.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_unindexed(&self, generation: &str) -> Result<bool, ArchiveError> {
        let lacks = self.lacks(generation)?;
        let one = format!("SELECT 1 FROM {CURRENT} WHERE {lacks} AND version.read IS NOT NULL LIMIT 1");
        let mut query = self.db.prepare_cached(&one)?;
        Ok(query.exists([generation])?)
    }

    /// Returns the condition under which the index of a generation, `?1`, lacks a source.
    fn lacks(&self, generation: &str) -> Result<&'static str, ArchiveError> {
        // Where this index once had everything, only sources that were read since are not in it.
        Ok(match self.settled(Stage::Index, generation)? {
            Some(_) => "source.indexed IS NULL AND ?1 IS NOT NULL",
            None => "(source.indexed IS NULL OR source.indexed <> version.id OR source.generation IS NOT ?1)",
        })
    }

    /// Records that these sources are in the index of this generation; those that changed since [`Archive::unindexed`] told
    /// of them are not.
    ///
    /// # Errors
    /// What the database says.
    pub fn mark_indexed(&mut self, sources: &[Unindexed], generation: &str) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let mark = "UPDATE source SET indexed = ?1, generation = ?2 WHERE id = ?3 AND changes = ?4";
            let mut mark = archive.db.prepare_cached(mark)?;
            for Unindexed { listed, changes } in sources {
                mark.execute(params![listed.version.id, generation, number(listed.id), changes])?;
            }
            Ok(())
        })
    }

    /// Records that the index of this generation once had everything, if that is so.
    ///
    /// # Errors
    /// What the database says.
    pub fn settle_index(&mut self, generation: &str) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let elsewhere = "SELECT 1 FROM source WHERE indexed IS NOT NULL AND generation IS NOT ?1";
            let is_settled = archive.settled(Stage::Index, generation)?.is_some();
            if !is_settled && !archive.db.prepare_cached(elsewhere)?.exists([generation])? {
                archive.settle(Stage::Index, generation, None)?;
            }
            Ok(())
        })
    }

    /// Returns the numbers of sources that are gone from the archive, and may still be in the index and the vectors.
    ///
    /// # Errors
    /// What the database says.
    pub fn gone(&self) -> Result<Vec<SourceId>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT source FROM gone ORDER BY source")?;
        let rows = query.query_map([], |row| source_id(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Records that these sources are gone from the index and the vectors too.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_gone(&mut self, sources: &[SourceId]) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let mut forget = archive.db.prepare_cached("DELETE FROM gone WHERE source = ?1")?;
            sources
                .iter()
                .try_for_each(|source| forget.execute([number(*source)]).map(|_| ()).map_err(ArchiveError::from))
        })
    }
}
