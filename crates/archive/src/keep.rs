//! Keeps snapshots as versions of sources.

use onrecord_model::{Snapshot, SnapshotId};
use rusqlite::{Connection, OptionalExtension, params};

use crate::pack::Packer;
use crate::source::json;
use crate::{Archive, ArchiveError};

/// Adds a source under a number that none had before.
const ADD: &str = "INSERT INTO source (key, place, path, id) SELECT ?1, ?2, ?3, 1 + max(
    coalesce((SELECT max(id) FROM source), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'gone'), 0))";

/// What became of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The key of its source.
    pub key: String,
    /// What happened.
    pub outcome: Outcome,
    /// Whether the key it would have liked was taken by another source.
    pub is_renamed: bool,
}

/// What keeping a snapshot changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A source that was not there before.
    Added,
    /// A new version of a source.
    Changed,
    /// The same bytes as the source's last version.
    Unchanged,
}

impl Archive {
    /// Keeps snapshots, in one transaction. Durable on return; keeping the same ones twice changes nothing.
    ///
    /// # Errors
    /// What the database says; then nothing of the batch was kept.
    pub fn keep(&mut self, snapshots: &[Snapshot], now: &str) -> Result<Vec<Kept>, ArchiveError> {
        self.together(|archive| {
            snapshots.iter().map(|snapshot| keep_one(&archive.db, &archive.packer, snapshot, now)).collect()
        })
    }

    /// Returns the bytes of a snapshot, checked against its hash.
    ///
    /// # Errors
    /// `Damaged` where they are missing, cannot be unpacked, or have another hash.
    pub fn bytes(&self, id: SnapshotId) -> Result<Vec<u8>, ArchiveError> {
        let damaged = || ArchiveError::Damaged { what: format!("snapshot {id}") };
        let row: Option<(Vec<u8>, u64)> = self
            .db
            .prepare_cached("SELECT bytes, size FROM snapshot WHERE id = ?1")?
            .query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (packed, size) = row.ok_or_else(damaged)?;
        let bytes = self.unpacker.unpack(&packed, size as usize).ok_or_else(damaged)?;
        if SnapshotId::of(&bytes) == id { Ok(bytes) } else { Err(damaged()) }
    }
}

fn keep_one(batch: &Connection, packer: &Packer, snapshot: &Snapshot, now: &str) -> Result<Kept, ArchiveError> {
    let source: Option<(i64, String)> = batch
        .prepare_cached("SELECT id, key FROM source WHERE place = ?1")?
        .query_row([&snapshot.place], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let given = json(&snapshot.known)?;
    let (source, key, outcome, is_renamed) = match source {
        Some((source, key)) => {
            let last: Option<(Vec<u8>, String, i64)> = batch
                .prepare_cached("SELECT snapshot, given, id FROM version WHERE source = ?1 ORDER BY id DESC LIMIT 1")?
                .query_row([source], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            if let Some((last, last_given, version)) = last
                && last == snapshot.id.as_bytes()
            {
                if last_given != given {
                    batch
                        .prepare_cached("UPDATE version SET given = ?1 WHERE id = ?2")?
                        .execute(params![given, version])?;
                    batch.prepare_cached("UPDATE source SET indexed = NULL WHERE id = ?1")?.execute([source])?;
                }
                return Ok(Kept { key, outcome: Outcome::Unchanged, is_renamed: false });
            }
            (source, key, Outcome::Changed, false)
        }
        None => {
            let (key, is_renamed) = free_key(batch, &snapshot.key)?;
            batch.prepare_cached(ADD)?.execute(params![key, snapshot.place, snapshot.path])?;
            (batch.last_insert_rowid(), key, Outcome::Added, is_renamed)
        }
    };
    let is_there = batch.prepare_cached("SELECT 1 FROM snapshot WHERE id = ?1")?.exists([snapshot.id.as_bytes()])?;
    if !is_there {
        let packed = packer
            .pack(&snapshot.bytes)
            .map_err(|cause| ArchiveError::Disk { path: snapshot.key.clone().into(), cause })?;
        batch.prepare_cached("INSERT INTO snapshot (id, size, bytes) VALUES (?1, ?2, ?3)")?.execute(params![
            snapshot.id.as_bytes(),
            snapshot.bytes.len() as u64,
            packed
        ])?;
    }
    batch
        .prepare_cached(
            "INSERT INTO version (source, snapshot, media, document, taken, given) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            source,
            snapshot.id.as_bytes(),
            snapshot.media.number(),
            snapshot.document().number() as i64,
            now,
            given
        ])?;
    Ok(Kept { key, outcome, is_renamed })
}

/// Returns the key, or `key~2`, `key~3` … where other sources have it already.
fn free_key(batch: &Connection, wanted: &str) -> Result<(String, bool), ArchiveError> {
    let mut taken = batch.prepare_cached("SELECT 1 FROM source WHERE key = ?1")?;
    let mut key = wanted.to_owned();
    let mut n = 1;
    while taken.exists([&key])? {
        n += 1;
        key = format!("{wanted}~{n}");
    }
    Ok((key, n > 1))
}
