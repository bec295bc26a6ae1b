//! Finds titles and works, and what the archive knows of them.

use std::collections::BTreeSet;

use onrecord_model::{DocumentId, WorkId, WorkKind};
use rusqlite::{Row, params};

use super::stored::{StoredTitle, TITLED, kind_of, stored};
use crate::{Archive, ArchiveError};

/// Documents of one title whose persons are looked at.
const DOCUMENTS: i64 = 16;
/// Persons of one document that are looked at.
const PERSONS: i64 = 400;

/// The documents of the current version of each source.
const CURRENT: &str =
    "document IN (SELECT document FROM version WHERE id IN (SELECT max(id) FROM version GROUP BY source))";

/// What the archive knows of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTitle {
    /// Its number.
    pub id: WorkId,
    /// What all its writings share.
    pub form: String,
    /// The same with spaces.
    pub text: String,
    /// How many documents have it.
    pub n_documents: u32,
    /// The work that it is of.
    pub work: Option<WorkId>,
    /// Whether a document shows that it is a title.
    pub is_sure: bool,
    /// What documents say that it is.
    pub kinds: BTreeSet<WorkKind>,
    /// How often it stands in all of them.
    pub mentions: u32,
}

/// Two titles in two scripts that mean or sound alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlikeTitles {
    /// The one in Hangul.
    pub korean: WorkId,
    /// The one in Latin letters.
    pub latin: WorkId,
    /// How much of both is accounted for, 0 to 1.
    pub score: f32,
    /// How many words of the Latin title have their like.
    pub n_words: u32,
    /// Whether they sound alike as wholes.
    pub is_sound: bool,
}

fn id(row: &Row<'_>, at: usize) -> rusqlite::Result<WorkId> {
    row.get::<_, i64>(at).map(|id| WorkId(id as u64))
}

impl Archive {
    /// Returns the titles that current versions of sources have, in the order of their numbers.
    ///
    /// # Errors
    /// What the database says.
    pub fn known_titles(&self) -> Result<Vec<KnownTitle>, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!(
            "SELECT title.id, title.form, title.work, max(titled.is_sure), group_concat(DISTINCT titled.kind),
             sum(titled.mentions),
             title.text, count(DISTINCT titled.document) FROM titled
             JOIN title ON title.id = titled.title WHERE titled.{CURRENT} GROUP BY title.id ORDER BY title.id"
        ))?;
        let rows = query.query_map([], |row| {
            let kinds: Option<String> = row.get(4)?;
            let kinds = kinds.iter().flat_map(|kinds| kinds.split(',')).filter_map(|kind| kind.parse().ok());
            Ok(KnownTitle {
                id: id(row, 0)?,
                form: row.get(1)?,
                work: row.get::<_, Option<i64>>(2)?.map(|work| WorkId(work as u64)),
                is_sure: row.get(3)?,
                kinds: kinds.map(kind_of).collect(),
                mentions: row.get(5)?,
                text: row.get(6)?,
                n_documents: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the titles of which a word, at least, is not known to the rows of words.
    ///
    /// # Errors
    /// What the database says.
    pub fn unworded_titles(&self) -> Result<BTreeSet<WorkId>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT id FROM title WHERE worded = 0")?;
        let rows = query.query_map([], |row| id(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the titles that documents give as one work's, each two once.
    ///
    /// # Errors
    /// What the database says.
    pub fn title_pairs(&self) -> Result<BTreeSet<(WorkId, WorkId)>, ArchiveError> {
        let mut query = self.db.prepare_cached(&format!("SELECT DISTINCT a, b FROM title_pair WHERE {CURRENT}"))?;
        let rows = query.query_map([], |row| Ok((id(row, 0)?, id(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns all titles that are alike.
    ///
    /// # Errors
    /// What the database says.
    pub fn alike_titles(&self) -> Result<Vec<AlikeTitles>, ArchiveError> {
        let mut query = self
            .db
            .prepare_cached("SELECT korean, latin, score, words, is_sound FROM title_alike ORDER BY korean, latin")?;
        let rows = query.query_map([], |row| {
            let score = row.get::<_, f64>(2)? as f32;
            Ok(AlikeTitles {
                korean: id(row, 0)?,
                latin: id(row, 1)?,
                score,
                n_words: row.get(3)?,
                is_sound: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns up to `most` titles of one script that have a key, each with its text.
    ///
    /// # Errors
    /// What the database says.
    pub fn titles_by_key(
        &self,
        key: &str,
        is_korean: bool,
        most: usize,
    ) -> Result<Vec<(WorkId, String)>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT title.id, title.text FROM title_key JOIN title ON title.id = title_key.title
             WHERE key = ?1 AND is_korean = ?2 ORDER BY title_key.title LIMIT ?3",
        )?;
        let rows = query.query_map(params![key, is_korean, most as i64], |row| Ok((id(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the persons named in documents that have a title.
    ///
    /// # Errors
    /// What the database says.
    pub fn persons_around(&self, title: WorkId) -> Result<BTreeSet<u64>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT DISTINCT person FROM figure WHERE person <> 0 AND document IN (SELECT document FROM titled WHERE title = ?1 ORDER BY document LIMIT ?2)
             LIMIT ?3",
        )?;
        let rows =
            query.query_map(params![title.0 as i64, DOCUMENTS, PERSONS], |row| Ok(row.get::<_, i64>(0)? as u64))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the first documents that have a title.
    ///
    /// # Errors
    /// What the database says.
    pub fn documents_with(&self, title: WorkId) -> Result<BTreeSet<u64>, ArchiveError> {
        let mut query =
            self.db.prepare_cached("SELECT document FROM titled WHERE title = ?1 ORDER BY document LIMIT ?2")?;
        let rows = query.query_map(params![title.0 as i64, DOCUMENTS], |row| Ok(row.get::<_, i64>(0)? as u64))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the titles of all works in the current versions of all sources, each with the number of its work.
    ///
    /// # Errors
    /// What the database says.
    pub fn works(&self) -> Result<Vec<(WorkId, StoredTitle)>, ArchiveError> {
        self.titled(&format!("WHERE title.work IS NOT NULL AND titled.{CURRENT}"), None)
    }

    /// Returns the same of one work.
    ///
    /// # Errors
    /// What the database says.
    pub fn titles_of(&self, work: WorkId) -> Result<Vec<(WorkId, StoredTitle)>, ArchiveError> {
        self.titled(&format!("WHERE title.work = ?1 AND titled.{CURRENT}"), Some(work.0))
    }

    /// Returns the works named in a document, each with its title there.
    ///
    /// # Errors
    /// What the database says.
    pub fn works_in(&self, document: DocumentId) -> Result<Vec<(WorkId, StoredTitle)>, ArchiveError> {
        self.titled("WHERE title.work IS NOT NULL AND titled.document = ?1", Some(document.number()))
    }

    fn titled(&self, which: &str, number: Option<u64>) -> Result<Vec<(WorkId, StoredTitle)>, ArchiveError> {
        if !self.has_works()? {
            return Ok(Vec::new());
        }
        let mut query = self.db.prepare_cached(&format!(
            "{} JOIN title ON title.id = titled.title {which} ORDER BY title.work, titled.title, titled.document, titled.at",
            TITLED.replace(" FROM titled", ", title.work FROM titled")
        ))?;
        let row = |row: &Row<'_>| Ok((id(row, 7)?, stored(row)?));
        let rows = match number {
            Some(number) => query.query_map([number as i64], row)?.collect::<Result<_, _>>()?,
            None => query.query_map([], row)?.collect::<Result<_, _>>()?,
        };
        Ok(rows)
    }

    /// Returns the work of a title by its form.
    ///
    /// # Errors
    /// What the database says.
    pub fn work_called(&self, form: &str) -> Result<Option<WorkId>, ArchiveError> {
        if !self.has_works()? {
            return Ok(None);
        }
        let mut query = self.db.prepare_cached("SELECT work FROM title WHERE form = ?1 AND work IS NOT NULL")?;
        let mut rows = query.query_map([form], |row| id(row, 0))?;
        Ok(rows.next().transpose()?)
    }

    /// Returns the titles that may be one work's, and that nobody has joined.
    ///
    /// # Errors
    /// What the database says.
    pub fn title_doubts(&self) -> Result<Vec<(WorkId, WorkId)>, ArchiveError> {
        if !self.has_works()? {
            return Ok(Vec::new());
        }
        let mut query = self.db.prepare_cached("SELECT a, b FROM title_doubt ORDER BY a, b")?;
        let rows = query.query_map([], |row| Ok((id(row, 0)?, id(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
