//! The to-do list: questions that the sources did not answer.

use rusqlite::params;

use crate::{Archive, ArchiveError};

/// A question on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its number.
    pub id: i64,
    /// Its words.
    pub text: String,
    /// When it was put on the list, ISO 8601.
    pub asked: String,
    /// When it was closed, ISO 8601; `None` while it is open.
    pub closed: Option<String>,
}

impl Archive {
    /// Returns all questions, open and closed, the first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn questions(&self) -> Result<Vec<Question>, ArchiveError> {
        let mut query = self.db.prepare("SELECT id, text, asked, closed FROM question ORDER BY id")?;
        let rows = query.query_map([], |row| {
            Ok(Question { id: row.get(0)?, text: row.get(1)?, asked: row.get(2)?, closed: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Puts a question on the list and returns its number; one that is open already keeps its number.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_question(&mut self, text: &str, now: &str) -> Result<i64, ArchiveError> {
        self.together(|archive| {
            let questions = archive.questions()?;
            if let Some(open) = questions.iter().find(|question| question.closed.is_none() && question.text == text) {
                return Ok(open.id);
            }
            archive.db.execute("INSERT INTO question (text, asked) VALUES (?1, ?2)", params![text, now])?;
            Ok(archive.db.last_insert_rowid())
        })
    }

    /// Closes an open question. Returns whether there was one of this number.
    ///
    /// # Errors
    /// What the database says.
    pub fn close_question(&mut self, id: i64, now: &str) -> Result<bool, ArchiveError> {
        let close = "UPDATE question SET closed = ?1 WHERE id = ?2 AND closed IS NULL";
        self.together(|archive| Ok(archive.db.execute(close, params![now, id])? > 0))
    }
}
