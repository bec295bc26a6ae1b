//! What the search found, to be ranked.

use onrecord_model::{Reading, SourceId};

/// A passage that the search found.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The number of its source.
    pub source: SourceId,
    /// What was read in the source.
    pub reading: &'a Reading,
    /// The source's title.
    pub title: Option<&'a str>,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// When it was published, ISO 8601.
    pub published: Option<&'a str>,
    /// The position of the passage.
    pub passage: usize,
    /// The search's score, 1 for the best.
    pub score: f32,
    /// How near its sentences are in meaning; none where no model is there.
    pub near: &'a [NearSentences],
    /// How it stands among the passages of its language.
    pub standing: Standing,
}

/// How a passage stands among those of its language; words, meaning and likeness in standard deviations above their mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Standing {
    /// What its words score.
    pub words: f32,
    /// How near it is in meaning.
    pub meaning: f32,
    /// How like the question its likest window is, word by word.
    pub late: f32,
    /// The sum that it is put in order by.
    pub sum: f32,
    /// How far below the best of its language.
    pub below: f32,
    /// Its place among them, from 0.
    pub place: usize,
    /// How many of the names of the question stand in it.
    pub n_names: f32,
    /// How many stand in its source.
    pub n_of_source: f32,
}

/// Some neighbouring sentences and how near they are to the question in meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearSentences {
    /// The position of the first sentence.
    pub first: usize,
    /// The position after the last.
    pub after: usize,
    /// How near: the cosine.
    pub cosine: f32,
}
