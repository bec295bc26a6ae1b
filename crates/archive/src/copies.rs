//! Keeps by what texts are found when one may be a copy of another, and what two share.

use onrecord_model::DocumentId;
use rusqlite::{OptionalExtension, params};

use crate::people::Unlinked;
use crate::{Archive, ArchiveError};

/// The schema that knows of copies.
const SINCE: u32 = 11;
/// Texts that have one print and are looked at.
const PER_PRINT: i64 = 1_000;

/// A text that has prints of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// The document.
    pub document: DocumentId,
    /// How many prints both have.
    pub n_shared: u32,
    /// How many it has itself.
    pub n: u32,
}

fn id(number: i64) -> DocumentId {
    DocumentId::from_number(number as u64)
}

impl Archive {
    /// Returns up to `n` versions whose texts were not compared by these rules, in the order they were added, from the one behind the
    /// version `after` on.
    ///
    /// # Errors
    /// What the database says.
    pub fn uncompared(&self, rules: u32, after: i64, n: usize) -> Result<Vec<Unlinked>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT version.document, reading.reader, version.id FROM version LEFT JOIN reading ON reading.document = version.document
             LEFT JOIN printed ON printed.document = reading.document AND printed.reader = reading.reader AND printed.rules = ?1
             WHERE version.id > ?2 AND printed.document IS NULL ORDER BY version.id LIMIT ?3",
        )?;
        let rows = query.query_map(params![rules, after, n as i64], |row| {
            Ok(Unlinked { document: id(row.get(0)?), reader: row.get(1)?, version: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps the prints of a document in place of earlier ones, and forgets what it was found to share.
    ///
    /// # Errors
    /// What the database says; then nothing was kept.
    pub fn keep_prints(
        &mut self,
        document: DocumentId,
        reader: u32,
        rules: u32,
        prints: &[u64],
    ) -> Result<(), ArchiveError> {
        self.together(|archive| {
            let (db, number) = (&archive.db, document.number() as i64);
            for forget in [
                "DELETE FROM print WHERE document = ?1",
                "DELETE FROM shared_text WHERE a = ?1",
                "DELETE FROM shared_text WHERE b = ?1",
            ] {
                db.prepare_cached(forget)?.execute([number])?;
            }
            let mut keep = db.prepare_cached("INSERT OR IGNORE INTO print (print, document) VALUES (?1, ?2)")?;
            for &print in prints {
                keep.execute(params![print as i64, number])?;
            }
            db.prepare_cached("INSERT OR REPLACE INTO printed (document, reader, rules, n) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![number, reader, rules, prints.len() as i64])?;
            Ok(())
        })
    }

    /// Returns the documents that have some of these prints, in order of their numbers.
    ///
    /// # Errors
    /// What the database says.
    pub fn alike(&self, document: DocumentId, prints: &[u64]) -> Result<Vec<Alike>, ArchiveError> {
        let mut found = std::collections::BTreeMap::<i64, u32>::new();
        let mut having = self.db.prepare_cached("SELECT document FROM print WHERE print = ?1 LIMIT ?2")?;
        for &print in prints {
            let rows = having.query_map(params![print as i64, PER_PRINT], |row| row.get::<_, i64>(0))?;
            for other in rows {
                *found.entry(other?).or_default() += 1;
            }
        }
        found.remove(&(document.number() as i64));
        let mut printed = self.db.prepare_cached("SELECT n FROM printed WHERE document = ?1")?;
        let mut alike = Vec::new();
        for (number, n_shared) in found.into_iter().filter(|(_, n_shared)| *n_shared > 1) {
            // Another program may have removed it, or be about to take it in: then it looks at this one.
            let Some(n) = printed.query_row([number], |row| row.get(0)).optional()? else { continue };
            alike.push(Alike { document: id(number), n_shared, n });
        }
        Ok(alike)
    }

    /// Keeps what two documents share, the lower number first.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_shared(&mut self, a: DocumentId, b: DocumentId, shared: &str) -> Result<(), ArchiveError> {
        self.db
            .prepare_cached("INSERT OR REPLACE INTO shared_text (a, b, shared) VALUES (?1, ?2, ?3)")?
            .execute(params![a.number() as i64, b.number() as i64, shared])?;
        Ok(())
    }

    /// Returns the documents that share text with this one: the lower number first, and what they share.
    ///
    /// # Errors
    /// What the database says.
    pub fn shared_with(&self, document: DocumentId) -> Result<Vec<(DocumentId, DocumentId, String)>, ArchiveError> {
        self.shared_texts("SELECT a, b, shared FROM shared_text WHERE a = ?1 UNION ALL SELECT a, b, shared FROM shared_text WHERE b = ?1", &[document.number() as i64])
    }

    /// Returns all documents that share text, two and two: the lower number first, and what they share.
    ///
    /// # Errors
    /// What the database says.
    pub fn all_shared(&self) -> Result<Vec<(DocumentId, DocumentId, String)>, ArchiveError> {
        self.shared_texts("SELECT a, b, shared FROM shared_text", &[])
    }

    fn shared_texts(&self, sql: &str, of: &[i64]) -> Result<Vec<(DocumentId, DocumentId, String)>, ArchiveError> {
        if crate::schema::version(&self.db)? < SINCE {
            return Ok(Vec::new());
        }
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map(rusqlite::params_from_iter(of), |row| {
            let document = |at| row.get(at).map(id);
            Ok((document(0)?, document(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the documents that are the current text of more than one source.
    ///
    /// # Errors
    /// What the database says.
    pub fn same_texts(&self) -> Result<Vec<DocumentId>, ArchiveError> {
        let mut query = self.db.prepare_cached(
            "SELECT document FROM version WHERE id IN (SELECT max(id) FROM version GROUP BY source)
             GROUP BY document HAVING count(*) > 1 ORDER BY document",
        )?;
        let rows = query.query_map([], |row| row.get(0).map(id))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
