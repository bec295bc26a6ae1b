//! What finding goes by: weights that were learned, and words that tell nothing.

use std::collections::HashSet;

use anyhow::Context;
use onrecord_language::{Lexicon, Table, table, words};
use serde::Deserialize;

const COMMON: Table = table!("search/common_words.txt");

/// What ranks passages; kept in a file that people can read.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Ranking {
    /// What a cosine counts where some passage holds all of the question's words.
    pub meaning_beside_words: f32,
    /// What a cosine counts where no passage holds any of them.
    pub meaning_alone: f32,
    /// What a syllable of a name counts that was spelled over from the other script, beside a word of the question.
    pub name: f32,
}

/// What finding goes by.
pub(crate) struct FindBy {
    pub ranking: Ranking,
    /// Terms that tell nothing of what is looked for.
    pub common: HashSet<String>,
}

impl FindBy {
    /// Returns the ranking that was learned on the development questions, and the common words of the lexicon.
    pub(crate) fn built_in(lexicon: &Lexicon) -> anyhow::Result<Self> {
        let ranking = toml::from_str(include_str!("../../../ranking.toml"));
        let common = words(&COMMON.words().join(" "), lexicon);
        Ok(Self {
            ranking: ranking.context("the built-in ranking is not understood")?,
            common: common.into_iter().map(|term| term.text).collect(),
        })
    }
}
