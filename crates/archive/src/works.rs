//! Keeps works and events over documents: their titles, which of them are one work's, and what a person decided about it.

mod decided;
mod find;
mod stored;

use onrecord_model::{DocumentId, WorkId};
use rusqlite::params;

use crate::people::Unlinked;
use crate::{Archive, ArchiveError};

pub use find::{AlikeTitles, KnownTitle, MOST_AROUND};
pub use stored::StoredTitle;

use stored::kind_number;

/// The titles of one document.
pub struct TitledDocument {
    /// The document.
    pub document: DocumentId,
    /// The reader that found them.
    pub reader: u32,
    /// Each with its number, in order; `document` and `title` in them are not looked at.
    pub titles: Vec<(WorkId, StoredTitle)>,
    /// Titles that it gives as one work's.
    pub pairs: Vec<(WorkId, WorkId)>,
}

impl Archive {
    /// Says whether the archive knows of works: one of an earlier schema that cannot be written to does not.
    fn has_works(&self) -> Result<bool, ArchiveError> {
        Ok(crate::schema::version(&self.db)? >= 7)
    }

    /// Returns up to `n` versions whose titles this joiner has not taken in, in the order they were added, from the one behind the
    /// version `after` on.
    ///
    /// # Errors
    /// What the database says.
    pub fn unworked(&self, joiner: u32, after: i64, n: usize) -> Result<Vec<Unlinked>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT version.document, reading.reader, version.id FROM version LEFT JOIN reading ON reading.document = version.document
             LEFT JOIN worked ON worked.document = reading.document AND worked.reader = reading.reader AND worked.joiner = ?1
             WHERE version.id > ?2 AND worked.document IS NULL ORDER BY version.id LIMIT ?3",
        )?;
        let rows = query.query_map(params![joiner, after, n as i64], |row| {
            let document = DocumentId::from_number(row.get::<_, i64>(0)? as u64);
            Ok(Unlinked { document, reader: row.get(1)?, version: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the number of a title by its form, and whether it is new, or this text comes before what it was written as.
    ///
    /// # Errors
    /// What the database says.
    pub fn title_of(&mut self, form: &str, text: &str) -> Result<(WorkId, bool), ArchiveError> {
        let mut write = self.db.prepare_cached(
            "INSERT INTO title (form, text) VALUES (?1, ?2) ON CONFLICT (form) DO UPDATE SET text = ?2 WHERE ?2 < text",
        )?;
        let n = write.execute([form, text])?;
        let mut query = self.db.prepare_cached("SELECT id FROM title WHERE form = ?1")?;
        let id: i64 = query.query_row([form], |row| row.get(0))?;
        Ok((WorkId(id as u64), n > 0))
    }

    /// Keeps the titles of a document, in one transaction, in place of earlier ones.
    ///
    /// # Errors
    /// What the database says; then nothing was kept.
    pub fn keep_titled(&mut self, titled: &TitledDocument, joiner: u32) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let batch = &archive.db;
            let document = titled.document.number() as i64;
            let before: Vec<i64> = {
                let mut query = batch.prepare_cached("SELECT DISTINCT title FROM titled WHERE document = ?1")?;
                query.query_map([document], |row| row.get(0))?.collect::<Result<_, _>>()?
            };
            for (at, (title, stored)) in titled.titles.iter().enumerate() {
                batch
                    .prepare_cached(
                        "INSERT OR REPLACE INTO titled (document, at, title, text, kind, is_sure, mentions, parts)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    )?
                    .execute(params![
                        document,
                        at as i64,
                        title.0 as i64,
                        stored.text,
                        stored.kind.map(kind_number),
                        stored.is_sure,
                        stored.mentions,
                        serde_json::to_string(&stored.parts).map_err(|error| ArchiveError::Field(error.to_string()))?,
                    ])?;
            }
            batch
                .prepare_cached("DELETE FROM titled WHERE document = ?1 AND at >= ?2")?
                .execute(params![document, titled.titles.len() as i64])?;
            for title in before {
                batch
                    .prepare_cached(
                        "DELETE FROM title WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM titled WHERE titled.title = title.id)
                         AND NOT EXISTS (SELECT 1 FROM title_kept WHERE title_kept.title = title.id)",
                    )?
                    .execute([title])?;
            }
            batch.prepare_cached("DELETE FROM title_pair WHERE document = ?1")?.execute([document])?;
            for (a, b) in &titled.pairs {
                batch
                    .prepare_cached("INSERT OR IGNORE INTO title_pair (document, a, b) VALUES (?1, ?2, ?3)")?
                    .execute(params![document, a.0 as i64, b.0 as i64])?;
            }
            batch
                .prepare_cached("INSERT OR REPLACE INTO worked (document, reader, joiner) VALUES (?1, ?2, ?3)")?
                .execute(params![document, titled.reader, joiner])?;
            Ok(())
        })
    }

    /// Keeps the keys of a title by which those in the other script find it, and whether all its words are known.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_title_keys<'a>(
        &mut self,
        title: WorkId,
        is_korean: bool,
        is_worded: bool,
        keys: impl Iterator<Item = &'a String>,
    ) -> Result<(), ArchiveError> {
        self.db
            .prepare_cached("UPDATE title SET worded = ?2 WHERE id = ?1")?
            .execute(params![title.0 as i64, is_worded])?;
        for key in keys {
            self.db
                .prepare_cached("INSERT OR IGNORE INTO title_key (key, is_korean, title) VALUES (?1, ?2, ?3)")?
                .execute(params![key, is_korean, title.0 as i64])?;
        }
        Ok(())
    }

    /// Keeps how alike two titles are.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_alike(&mut self, one: AlikeTitles) -> Result<(), ArchiveError> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO title_alike (korean, latin, score, words, is_sound) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![one.korean.0 as i64, one.latin.0 as i64, f64::from(one.score), one.n_words, one.is_sound])?;
        Ok(())
    }

    /// Keeps which work each title is of, where that has changed, and the doubts there are.
    ///
    /// # Errors
    /// What the database says; then nothing was kept.
    pub fn keep_works(
        &mut self,
        works: &[(WorkId, Option<WorkId>)],
        doubts: &[(WorkId, WorkId)],
    ) -> Result<(), ArchiveError> {
        self.together(|archive| {
            for (title, work) in works {
                archive
                    .db
                    .prepare_cached("UPDATE title SET work = ?2 WHERE id = ?1")?
                    .execute(params![title.0 as i64, work.map(|work| work.0 as i64)])?;
            }
            archive.db.execute("DELETE FROM title_doubt", [])?;
            for (a, b) in doubts {
                archive
                    .db
                    .prepare_cached("INSERT OR IGNORE INTO title_doubt (a, b) VALUES (?1, ?2)")?
                    .execute(params![a.0 as i64, b.0 as i64])?;
            }
            Ok(())
        })
    }
}
