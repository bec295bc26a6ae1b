//! A figure as it is stored.

use onrecord_model::{DocumentId, Gender, PersonId, PersonKind};
use rusqlite::Row;

/// Somebody named in one document, and who that is.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredFigure {
    /// The document.
    pub document: DocumentId,
    /// The position among the document's persons.
    pub at: u32,
    /// Who it is, after what was decided by hand.
    pub person: PersonId,
    /// The fullest spelling there.
    pub name: String,
    /// What the name stands for.
    pub kind: PersonKind,
    /// The gender, where the document shows it.
    pub gender: Option<Gender>,
    /// Mentions in the document.
    pub mentions: u32,
    /// Spellings there with their mentions.
    pub spellings: Vec<(String, u32)>,
    /// Titles and roles: the words, and where they stand in the document, in bytes.
    pub roles: Vec<(String, u32, u32)>,
    /// The positions of the characters that this person plays.
    pub plays: Vec<u32>,
}

/// The columns that [`figure`] takes, out of the table.
pub(super) const FIGURE: &str =
    "SELECT document, at, person, name, kind, gender, mentions, spellings, roles, plays FROM figure";

/// Returns the figure of a row.
pub(super) fn figure(row: &Row<'_>) -> rusqlite::Result<StoredFigure> {
    let read = |at: usize| -> rusqlite::Result<String> { row.get(at) };
    Ok(StoredFigure {
        document: DocumentId::from_number(row.get::<_, i64>(0)? as u64),
        at: row.get(1)?,
        person: PersonId(row.get::<_, i64>(2)? as u64),
        name: row.get(3)?,
        kind: kind_of(row.get(4)?),
        gender: row.get::<_, Option<u8>>(5)?.map(gender_of),
        mentions: row.get(6)?,
        spellings: serde_json::from_str(&read(7)?).unwrap_or_default(),
        roles: serde_json::from_str(&read(8)?).unwrap_or_default(),
        plays: serde_json::from_str(&read(9)?).unwrap_or_default(),
    })
}

/// Returns the number that stands for a kind.
pub(super) fn kind_number(kind: PersonKind) -> u8 {
    match kind {
        PersonKind::Person => 0,
        PersonKind::Character => 1,
        PersonKind::Group => 2,
    }
}

fn kind_of(number: u8) -> PersonKind {
    match number {
        1 => PersonKind::Character,
        2 => PersonKind::Group,
        _ => PersonKind::Person,
    }
}

/// Returns the number that stands for a gender.
pub(super) fn gender_number(gender: Gender) -> u8 {
    match gender {
        Gender::Female => 0,
        Gender::Male => 1,
    }
}

fn gender_of(number: u8) -> Gender {
    if number == 0 { Gender::Female } else { Gender::Male }
}
