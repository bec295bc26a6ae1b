//! Sources: what is known of them, what a person set, and how they go.

use onrecord_model::{Day, DocumentId, Found, Known, Language, Origin, SnapshotId, Source, SourceId};
use rusqlite::{OptionalExtension, Row, params};
use unicode_normalization::UnicodeNormalization;

use crate::turn::Work;
use crate::{Archive, ArchiveError};

/// A source with its current version.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its number in this archive; never used again for another.
    pub id: SourceId,
    /// The source as it is shown.
    pub source: Source,
    /// What is known of it, with origins.
    pub known: Known,
    /// The current version.
    pub version: Version,
}

/// One version of a source.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its number; a later version has a higher one.
    pub id: i64,
    /// The bytes.
    pub snapshot: SnapshotId,
    /// The document read out of them.
    pub document: DocumentId,
    /// When it was gathered, ISO 8601.
    pub taken: String,
}

/// A field of a source that a person can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The headline.
    Title,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Author,
    /// Where it stands on the web.
    Url,
    /// When it was published.
    Published,
    /// Its language.
    Language,
}

impl Field {
    /// Returns the field of that name.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::Title,
            "outlet" => Self::Outlet,
            "author" => Self::Author,
            "url" => Self::Url,
            "published" | "date" => Self::Published,
            "language" => Self::Language,
            _ => return None,
        })
    }
}

/// Counts of what is in an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// Sources.
    pub n_sources: u64,
    /// Versions of sources.
    pub n_versions: u64,
    /// Snapshots.
    pub n_snapshots: u64,
    /// Bytes of all snapshots, before compression.
    pub n_bytes: u64,
    /// Documents that this reader has not read yet.
    pub n_unread: u64,
    /// Sources whose current version is not searched yet.
    pub n_unindexed: u64,
    /// Open questions.
    pub n_questions: u64,
}

/// What [`listed`] takes of a source and its current version.
pub(crate) const COLUMNS: &str =
    "source.id, source.key, source.path, source.hand, version.id, version.snapshot, version.document,
    version.taken, version.given, version.read, version.language";
/// Each source with its current version.
pub(crate) const CURRENT: &str =
    "source JOIN version ON version.id = (SELECT max(id) FROM version WHERE version.source = source.id)";

impl Archive {
    /// Returns how many sources there are.
    pub fn n_sources(&self) -> Result<usize, ArchiveError> {
        let n: u64 = self.db.query_row("SELECT count(*) FROM source", [], |row| row.get(0))?;
        Ok(usize::try_from(n).unwrap_or(usize::MAX))
    }

    /// Returns all sources in the order they were added; which are copies is not looked up.
    ///
    /// # Errors
    /// What the database says.
    pub fn sources(&self) -> Result<Vec<Listed>, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM {CURRENT} ORDER BY source.id"))?;
        let rows = query.query_map([], listed)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns every outlet that any source names, each once.
    ///
    /// # Errors
    /// What the database says.
    pub fn outlets(&self) -> Result<Vec<String>, ArchiveError> {
        // Each step jumps to the next outlet in an index, so that the time grows with the outlets, not with the sources.
        let step = |table: &str, field: &str| {
            format!(
                "SELECT outlet FROM (WITH RECURSIVE next(outlet) AS (
                    SELECT min(json_extract({field}, '$.outlet.value')) FROM {table}
                    UNION ALL SELECT (SELECT min(json_extract({field}, '$.outlet.value')) FROM {table}
                        WHERE json_extract({field}, '$.outlet.value') > next.outlet) FROM next WHERE next.outlet IS NOT NULL)
                 SELECT outlet FROM next WHERE outlet IS NOT NULL)"
            )
        };
        let steps = [step("version", "given"), step("version", "read"), step("source", "hand")];
        let mut query = self.db.prepare_cached(&steps.join(" UNION "))?;
        let rows = query.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the source of this key; Hangul and accents may be composed or taken apart.
    ///
    /// # Errors
    /// `NoSource` where there is none.
    pub fn source(&self, key: &str) -> Result<Listed, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM {CURRENT} WHERE source.key = ?1"))?;
        if let Some(found) = query.query_row([key], listed).optional()? {
            return Ok(found);
        }
        // Some systems take names apart (한 is three letters there), and a keyboard puts them together.
        for form in [key.nfd().collect::<String>(), key.nfc().collect()] {
            if form != key
                && let Some(found) = query.query_row([form.as_str()], listed).optional()?
            {
                return Ok(found);
            }
        }
        Err(ArchiveError::NoSource { key: key.to_owned() })
    }

    /// Returns the source of this number, or `None` where it is gone.
    ///
    /// # Errors
    /// What the database says.
    pub fn source_by_id(&self, id: SourceId) -> Result<Option<Listed>, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM {CURRENT} WHERE source.id = ?1"))?;
        Ok(query.query_row([number(id)], listed).optional()?)
    }

    /// Returns the versions of a source, the first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn versions(&self, source: SourceId) -> Result<Vec<Version>, ArchiveError> {
        let mut query = self
            .db
            .prepare_cached("SELECT id, snapshot, document, taken FROM version WHERE source = ?1 ORDER BY id")?;
        let rows = query.query_map([number(source)], |row| version(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the sources and versions whose snapshot's hash begins with these 8 hexadecimal digits.
    ///
    /// # Errors
    /// What the database says.
    pub fn by_snapshot_prefix(&self, prefix: &str) -> Result<Vec<(SourceId, Version)>, ArchiveError> {
        let byte = |at| prefix.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(first) = (0..prefix.len()).step_by(2).map(byte).collect::<Option<Vec<u8>>>() else {
            return Ok(Vec::new());
        };
        // Nothing sorts behind the hash that goes on with this many bytes of 255.
        let last = [first.as_slice(), &[u8::MAX; 32]].concat();
        let mut query = self.db.prepare_cached(
            "SELECT source, id, snapshot, document, taken FROM version WHERE snapshot BETWEEN ?1 AND ?2 ORDER BY id",
        )?;
        let rows = query.query_map((first, last), |row| Ok((source_id(row, 0)?, version(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Sets a field of a source by hand; an empty value takes back what was set. Beats whatever is read, now and later.
    ///
    /// # Errors
    /// `NoSource`, and `Field` where the value does not fit the field.
    pub fn set(&mut self, key: &str, field: Field, value: &str) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let id = number(archive.source(key)?.id);
            let hand: Option<String> =
                archive.db.query_row("SELECT hand FROM source WHERE id = ?1", [id], |row| row.get(0))?;
            let mut known: Known = hand.as_deref().map(known).unwrap_or_default();
            put(&mut known, field, value)?;
            let set = "UPDATE source SET hand = ?1, indexed = NULL WHERE id = ?2";
            archive.db.execute(set, params![json(&known)?, id])?;
            Ok(())
        })
    }

    /// Removes a source with all its versions, and the snapshots and readings that no other source has.
    ///
    /// The database overwrites what it deletes. The index is to forget what is [`Archive::gone`].
    ///
    /// # Errors
    /// `NoSource` where there is none.
    pub fn remove(&mut self, key: &str) -> Result<(), ArchiveError> {
        self.together(|archive| archive.take_out(key))?;
        self.empty_log()
    }

    /// Removes a source, as part of larger work.
    pub(crate) fn take_out(&mut self, key: &str) -> Result<(), ArchiveError> {
        let id = self.source(key)?.id;
        self.db.execute("DELETE FROM source WHERE id = ?1", [number(id)])?;
        self.db.execute("DELETE FROM reading WHERE document NOT IN (SELECT document FROM version)", [])?;
        self.db.execute("DELETE FROM snapshot WHERE id NOT IN (SELECT snapshot FROM version)", [])?;
        Ok(())
    }

    /// Brings what the log holds into the database and empties it, so that no deleted words are left there.
    pub(crate) fn empty_log(&self) -> Result<(), ArchiveError> {
        let _turn = self.turn(Work::Database)?;
        Ok(self.db.pragma_update(None, "wal_checkpoint", "truncate")?)
    }

    /// Counts what is in the archive.
    ///
    /// # Errors
    /// What the database says.
    pub fn status(&self, reader: u32, generation: &str) -> Result<Status, ArchiveError> {
        let count = |sql: &str| -> Result<u64, ArchiveError> { Ok(self.db.query_row(sql, [], |row| row.get(0))?) };
        let unread = "SELECT count(DISTINCT version.document) FROM version LEFT JOIN reading
            ON reading.document = version.document AND reading.reader = ?1 WHERE reading.document IS NULL";
        let unindexed = "SELECT count(*) FROM source WHERE indexed IS NULL OR generation IS NOT ?1
            OR indexed <> (SELECT max(id) FROM version WHERE version.source = source.id)";
        Ok(Status {
            n_sources: count("SELECT count(*) FROM source")?,
            n_versions: count("SELECT count(*) FROM version")?,
            n_snapshots: count("SELECT count(*) FROM snapshot")?,
            n_bytes: count("SELECT coalesce(sum(size), 0) FROM snapshot")?,
            n_unread: self.db.query_row(unread, [reader], |row| row.get(0))?,
            n_unindexed: self.db.query_row(unindexed, [generation], |row| row.get(0))?,
            n_questions: count("SELECT count(*) FROM question WHERE closed IS NULL")?,
        })
    }
}

/// Puts a value in a field; an empty one takes out what was there.
fn put(known: &mut Known, field: Field, value: &str) -> Result<(), ArchiveError> {
    let found = Found::new(value, Origin::Hand);
    match field {
        Field::Title => known.title = found,
        Field::Outlet => known.outlet = found,
        Field::Author => known.author = found,
        Field::Url => known.url = found,
        Field::Published => {
            if let Some(found) = &found {
                found.value.parse::<Day>().map_err(|error| ArchiveError::Field(error.to_string()))?;
            }
            known.published = found;
        }
        Field::Language => {
            known.language = match &found {
                Some(found) => Some(found.value.parse::<Language>().map_err(ArchiveError::Field)?),
                None => None,
            };
        }
    }
    Ok(())
}

/// Returns the source of a row of [`COLUMNS`].
pub(crate) fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let read: Option<String> = row.get(9)?;
    let hand: Option<String> = row.get(3)?;
    let mut all = known(&row.get::<_, String>(8)?);
    for more in [read, hand].into_iter().flatten() {
        all.strengthen(&known(&more));
    }
    let value = |found: &Option<Found>| found.as_ref().map(|found| found.value.clone());
    let language: Option<String> = row.get(10)?;
    let source = Source {
        key: row.get(1)?,
        title: value(&all.title),
        outlet: value(&all.outlet),
        author: value(&all.author),
        url: value(&all.url),
        path: row.get(2)?,
        published: value(&all.published),
        language: all.language.or_else(|| language.and_then(|code| code.parse().ok())),
        copies: Vec::new(),
    };
    Ok(Listed { id: source_id(row, 0)?, source, known: all, version: version(row, 4)? })
}

/// Returns the number that stands for a source in the database.
pub(crate) fn number(id: SourceId) -> i64 {
    id.0 as i64
}

pub(crate) fn source_id(row: &Row<'_>, at: usize) -> rusqlite::Result<SourceId> {
    Ok(SourceId(row.get::<_, i64>(at)? as u64))
}

fn version(row: &Row<'_>, from: usize) -> rusqlite::Result<Version> {
    Ok(Version {
        id: row.get(from)?,
        snapshot: SnapshotId::from_bytes(row.get(from + 1)?),
        document: DocumentId::from_number(row.get::<_, i64>(from + 2)? as u64),
        taken: row.get(from + 3)?,
    })
}

/// Returns what a stored JSON says; what cannot be read says nothing.
pub(crate) fn known(json: &str) -> Known {
    serde_json::from_str(json).unwrap_or_default()
}

pub(crate) fn json(known: &Known) -> Result<String, ArchiveError> {
    serde_json::to_string(known).map_err(|error| ArchiveError::Field(error.to_string()))
}
