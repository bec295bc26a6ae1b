//! The to-do list: questions that the sources did not answer, and those that readers left.

use std::fmt;
use std::str::FromStr;

use onrecord_model::Language;
use rusqlite::{OptionalExtension, Row, params};

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
    /// What became of it.
    pub state: QuestionState,
    /// What its reader wants to be called.
    pub name: Option<String>,
    /// The language in which its reader asked.
    pub language: Option<Language>,
    /// The file of the post that answers it.
    pub post: Option<String>,
    /// Whether a reader left it.
    pub is_reader: bool,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionState {
    /// Nobody has looked at it.
    New,
    /// Somebody is answering it.
    Answering,
    /// It is answered.
    Answered,
    /// The sources do not say it.
    NotOnRecord,
    /// It is no question.
    Spam,
}

/// Who left a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedBy {
    /// What they want to be called.
    pub name: Option<String>,
    /// In which language they asked.
    pub language: Language,
    /// The hash of the link by which they alone see what became of it.
    pub link: [u8; 32],
}

impl QuestionState {
    /// Every state, in the order in which a question may go through them.
    pub const ALL: [Self; 5] = [Self::New, Self::Answering, Self::Answered, Self::NotOnRecord, Self::Spam];

    /// Returns the word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Answering => "answering",
            Self::Answered => "answered",
            Self::NotOnRecord => "not-on-record",
            Self::Spam => "spam",
        }
    }

    /// Says whether nothing is left to do about it.
    pub fn is_closed(self) -> bool {
        !matches!(self, Self::New | Self::Answering)
    }
}

impl fmt::Display for QuestionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for QuestionState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|state| state.word() == text)
            .ok_or_else(|| format!("{text:?} is no state of a question"))
    }
}

/// What a question is made of.
const COLUMNS: &str =
    "question.id, question.text, question.asked, question.closed, more.state, more.name, more.language, more.post,
    more.link IS NOT NULL";
/// Each question with what more is known of it.
const WITH_MORE: &str = "question LEFT JOIN question_more AS more ON more.question = question.id";

impl Archive {
    /// Returns all questions, open and closed, the first first.
    ///
    /// # Errors
    /// What the database says.
    pub fn questions(&self) -> Result<Vec<Question>, ArchiveError> {
        let sql = if self.has_more()? {
            format!("SELECT {COLUMNS} FROM {WITH_MORE} ORDER BY question.id")
        } else {
            "SELECT id, text, asked, closed, NULL, NULL, NULL, NULL, 0 FROM question ORDER BY id".to_owned()
        };
        let mut query = self.db.prepare(&sql)?;
        let rows = query.query_map([], question)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the question that a reader's link is of.
    ///
    /// # Errors
    /// What the database says.
    pub fn question_of_link(&self, link: &[u8; 32]) -> Result<Option<Question>, ArchiveError> {
        if !self.has_more()? {
            return Ok(None);
        }
        let mut query = self.db.prepare(&format!("SELECT {COLUMNS} FROM {WITH_MORE} WHERE more.link = ?1"))?;
        Ok(query.query_row([link], question).optional()?)
    }

    /// An archive of an earlier schema, that cannot be written to, knows nothing more of its questions.
    fn has_more(&self) -> Result<bool, ArchiveError> {
        let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'question_more'";
        Ok(self.db.query_row(sql, [], |row| row.get::<_, i64>(0))? > 0)
    }

    /// Puts a question on the list and returns its number; one that is open already keeps its number.
    ///
    /// # Errors
    /// What the database says.
    pub fn keep_question(&mut self, text: &str, now: &str) -> Result<i64, ArchiveError> {
        self.together(|archive| {
            let questions = archive.questions()?;
            let is_it =
                |question: &&Question| question.closed.is_none() && !question.is_reader && question.text == text;
            if let Some(open) = questions.iter().find(is_it) {
                return Ok(open.id);
            }
            archive.db.execute("INSERT INTO question (text, asked) VALUES (?1, ?2)", params![text, now])?;
            Ok(archive.db.last_insert_rowid())
        })
    }

    /// Takes a reader's question in and returns its number; `None` where as many open ones of readers are there already as may be.
    ///
    /// # Errors
    /// What the database says.
    pub fn take_question(
        &mut self,
        text: &str,
        by: &AskedBy,
        most: usize,
        now: &str,
    ) -> Result<Option<i64>, ArchiveError> {
        self.together(|archive| {
            let open = archive.questions()?;
            if open.iter().filter(|question| question.is_reader && question.closed.is_none()).count() >= most {
                return Ok(None);
            }
            archive.db.execute("INSERT INTO question (text, asked) VALUES (?1, ?2)", params![text, now])?;
            let id = archive.db.last_insert_rowid();
            let more =
                "INSERT INTO question_more (question, name, language, state, link) VALUES (?1, ?2, ?3, 'new', ?4)";
            archive.db.execute(more, params![id, by.name, by.language.code(), by.link])?;
            Ok(Some(id))
        })
    }

    /// Notes what became of a question, and which post answers it; closes it where nothing is left to do, else opens it. Returns whether there is
    /// one of this number.
    ///
    /// # Errors
    /// What the database says.
    pub fn settle_question(
        &mut self,
        id: i64,
        state: QuestionState,
        post: Option<&str>,
        now: &str,
    ) -> Result<bool, ArchiveError> {
        self.together(|archive| {
            let closed = state.is_closed().then_some(now);
            let set = "UPDATE question SET closed = CASE WHEN ?1 IS NULL THEN NULL ELSE coalesce(closed, ?1) END WHERE id = ?2";
            if archive.db.execute(set, params![closed, id])? == 0 {
                return Ok(false);
            }
            let more = "INSERT INTO question_more (question, state, post) VALUES (?1, ?2, ?3)
                ON CONFLICT (question) DO UPDATE SET state = excluded.state, post = coalesce(excluded.post, post)";
            archive.db.execute(more, params![id, state.word(), post])?;
            Ok(true)
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

fn question(row: &Row<'_>) -> rusqlite::Result<Question> {
    let closed: Option<String> = row.get(3)?;
    let state: Option<String> = row.get(4)?;
    let language: Option<String> = row.get(6)?;
    let known = state.and_then(|state| state.parse::<QuestionState>().ok());
    // One that was closed by its number alone is done with.
    let state = match known {
        Some(state) if state.is_closed() == closed.is_some() => state,
        _ if closed.is_some() => QuestionState::Answered,
        _ => QuestionState::New,
    };
    Ok(Question {
        id: row.get(0)?,
        text: row.get(1)?,
        asked: row.get(2)?,
        closed,
        state,
        name: row.get(5)?,
        language: language.and_then(|code| code.parse().ok()),
        post: row.get(7)?,
        is_reader: row.get(8)?,
    })
}
