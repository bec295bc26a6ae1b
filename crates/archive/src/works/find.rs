//! Finds titles and works, and what the archive knows of them.

use std::collections::{BTreeSet, HashMap};

use onrecord_model::{DocumentId, WorkId, WorkKind};
use rusqlite::{Row, params};

use super::stored::{StoredTitle, TITLED, kind_of, stored};
use crate::{Archive, ArchiveError};

/// Documents of one title whose persons are looked at.
const DOCUMENTS: i64 = 16;
/// Persons beside one title that are looked at.
pub const MOST_AROUND: usize = 400;

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
    /// The first documents that have it, those of earlier versions too.
    pub documents: Vec<u64>,
}

/// What the places of a title say together.
#[derive(Default)]
struct Places {
    is_sure: bool,
    /// A bit for each kind, by its number.
    kinds: u64,
    mentions: u32,
    n_documents: u32,
    documents: Vec<u64>,
    last: Option<i64>,
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
        let current = self.current_documents()?;
        let mut all: HashMap<i64, Places> = HashMap::new();
        // As the rows lie, without what sorting them by title costs, and with what they say in one number.
        let mut query = self.db.prepare_cached(
            "SELECT title, document, is_sure + 2 * (1 + coalesce(kind, -1)) + 512 * mentions FROM titled ORDER BY document, at",
        )?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let (title, document): (i64, i64) = (row.get(0)?, row.get(1)?);
            let places = all.entry(title).or_default();
            if places.documents.len() < DOCUMENTS as usize {
                places.documents.push(document as u64);
            }
            if current.binary_search(&document).is_err() {
                continue;
            }
            let said: i64 = row.get(2)?;
            places.is_sure |= said & 1 == 1;
            places.kinds |= ((said >> 1 & 0xff) as u32).checked_sub(1).map_or(0, |kind| 1 << kind.min(63));
            places.mentions = places.mentions.saturating_add((said >> 9) as u32);
            places.n_documents += u32::from(places.last != Some(document));
            places.last = Some(document);
        }
        let mut query = self.db.prepare_cached("SELECT id, form, work, text FROM title ORDER BY id")?;
        let mut rows = query.query([])?;
        let mut known = Vec::with_capacity(all.len());
        while let Some(row) = rows.next()? {
            let Some(places) = all.remove(&row.get::<_, i64>(0)?).filter(|places| places.n_documents > 0) else {
                continue;
            };
            known.push(KnownTitle {
                id: id(row, 0)?,
                form: row.get(1)?,
                work: row.get::<_, Option<i64>>(2)?.map(|work| WorkId(work as u64)),
                text: row.get(3)?,
                is_sure: places.is_sure,
                kinds: (0..64).filter(|kind| places.kinds >> kind & 1 == 1).map(kind_of).collect(),
                mentions: places.mentions,
                n_documents: places.n_documents,
                documents: places.documents,
            });
        }
        Ok(known)
    }

    /// Returns the documents of the current versions of all sources, in order.
    fn current_documents(&self) -> Result<Vec<i64>, ArchiveError> {
        // Where no source has a second version, as most have none, they are all there are.
        let one = "SELECT count(*) = count(DISTINCT source) FROM version";
        let is_one: bool = self.db.prepare_cached(one)?.query_row([], |row| row.get(0))?;
        let latest = "WHERE id IN (SELECT max(id) FROM version GROUP BY source)";
        let which = if is_one { "" } else { latest };
        let mut query = self.db.prepare_cached(&format!("SELECT document FROM version {which} ORDER BY document"))?;
        let rows = query.query_map([], |row| row.get(0))?;
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
        // From the few documents that do so to their sources, never over all sources.
        let mut query = self.db.prepare_cached(
            "SELECT DISTINCT a, b FROM title_pair WHERE EXISTS (SELECT 1 FROM version AS own WHERE own.document = title_pair.document
             AND own.id = (SELECT max(id) FROM version WHERE version.source = own.source))",
        )?;
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

    /// Returns the persons named in the first documents that have a title; [`MOST_AROUND`] of them where there are more.
    ///
    /// # Errors
    /// What the database says.
    pub fn persons_around(&self, title: WorkId) -> Result<BTreeSet<u64>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT DISTINCT person FROM figure WHERE person <> 0 AND document IN (SELECT document FROM titled WHERE title = ?1 ORDER BY document LIMIT ?2)
             LIMIT ?3",
        )?;
        let rows = query.query_map(params![title.0 as i64, DOCUMENTS, MOST_AROUND as i64], |row| {
            Ok(row.get::<_, i64>(0)? as u64)
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns who is named in each document, as pairs of a document and a person, in order.
    ///
    /// # Errors
    /// What the database says.
    pub fn persons_by_document(&self) -> Result<Vec<(u64, u64)>, ArchiveError> {
        let mut query = self.db.prepare_cached("SELECT document, person FROM figure WHERE person > 0")?;
        let rows = query.query_map([], |row| Ok((row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64)))?;
        let mut pairs: Vec<(u64, u64)> = rows.collect::<Result<_, _>>()?;
        pairs.sort_unstable();
        Ok(pairs)
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
