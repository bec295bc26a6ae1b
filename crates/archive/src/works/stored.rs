//! A title as it is stored.

use onrecord_model::{DocumentId, WorkId, WorkKind};
use rusqlite::Row;

/// A title named in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredTitle {
    /// The document.
    pub document: DocumentId,
    /// Its number.
    pub title: WorkId,
    /// As it stands there, without marks.
    pub text: String,
    /// What it is, where the document says so.
    pub kind: Option<WorkKind>,
    /// Whether the document shows that it is a title.
    pub is_sure: bool,
    /// Mentions in the document.
    pub mentions: u32,
    /// Seasons, episodes and editions named there: of what, which, and in which words.
    pub parts: Vec<(String, u32, String)>,
}

/// The columns that [`stored`] takes, out of the table.
pub(super) const TITLED: &str = "SELECT titled.document, titled.title, titled.text, titled.kind, titled.is_sure, titled.mentions, titled.parts FROM titled";

/// Returns the title of a row.
pub(super) fn stored(row: &Row<'_>) -> rusqlite::Result<StoredTitle> {
    Ok(StoredTitle {
        document: DocumentId::from_number(row.get::<_, i64>(0)? as u64),
        title: WorkId(row.get::<_, i64>(1)? as u64),
        text: row.get(2)?,
        kind: row.get::<_, Option<u8>>(3)?.map(kind_of),
        is_sure: row.get(4)?,
        mentions: row.get(5)?,
        parts: serde_json::from_str(&row.get::<_, String>(6)?).unwrap_or_default(),
    })
}

/// Kinds in the order of their numbers.
const KINDS: [WorkKind; 8] = [
    WorkKind::Series,
    WorkKind::Film,
    WorkKind::Book,
    WorkKind::Webtoon,
    WorkKind::Song,
    WorkKind::Game,
    WorkKind::Event,
    WorkKind::Other,
];

/// Returns the number that stands for a kind.
pub(super) fn kind_number(kind: WorkKind) -> u8 {
    KINDS.iter().position(|&one| one == kind).unwrap_or(KINDS.len() - 1) as u8
}

/// Returns the kind of a number.
pub(super) fn kind_of(number: u8) -> WorkKind {
    KINDS.get(usize::from(number)).copied().unwrap_or(WorkKind::Other)
}
