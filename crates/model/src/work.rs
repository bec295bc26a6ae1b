//! Works and events: what has a title of its own, as named in one document.

use serde::{Deserialize, Serialize};

use crate::Span;

/// What a work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkKind {
    /// A series, a programme, a documentary in parts.
    Series,
    /// A film.
    Film,
    /// A novel, a memoir, a collection of poems.
    Book,
    /// A webtoon, a comic.
    Webtoon,
    /// A song, an album, a piece of music.
    Song,
    /// A game.
    Game,
    /// A festival, a match, a campaign, an exhibition: what takes place.
    Event,
    /// Anything else that has a title.
    Other,
}

/// Of what a part is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartUnit {
    /// Of the seasons of a series.
    Season,
    /// Of its episodes.
    Episode,
    /// Of the times that an event takes place.
    Edition,
}

/// A work, an event or another thing with a title, named in one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedWork {
    /// The title, without marks, where it first stands.
    pub title: Span,
    /// What it is, where the document says so.
    pub kind: Option<WorkKind>,
    /// Whether the document shows that it is a title; else another document has to.
    pub is_sure: bool,
    /// Every place where the title stands, without marks; in reading order, at least one.
    pub mentions: Vec<Span>,
    /// The positions in [`crate::Reading::works`] of its other titles, as they stand beside it.
    pub also: Vec<u32>,
    /// Its parts that are named, each once.
    pub parts: Vec<WorkPart>,
}

/// A season, an episode, an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkPart {
    /// Of what.
    pub unit: PartUnit,
    /// Which one, from 1.
    pub number: u32,
    /// The words that say so, with the title.
    pub words: Span,
}
