//! Passages as they are shown.

use onrecord_model::Source;
use serde::Serialize;

use super::Hit;
use crate::desk::Desk;

/// A passage as it is shown.
#[derive(Serialize)]
pub(crate) struct HitShown {
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub score: f32,
    /// The share of the query's words that it holds.
    pub words: f32,
    /// How near it is in meaning, where a model is installed.
    pub meaning: Option<f32>,
    pub source: Source,
}

impl Desk {
    /// Returns the `n` best passages for a search as they are shown, the best first: words, and what `wish.rs` knows beside them.
    pub(crate) fn search_shown(&self, words: &str, n: usize) -> anyhow::Result<Vec<HitShown>> {
        Ok(self.wished(words, n)?.into_iter().filter_map(shown).collect())
    }
}

fn shown(hit: Hit) -> Option<HitShown> {
    let document = &hit.record.reading.document;
    let passage = hit.record.reading.passages.get(hit.passage)?;
    let place = document.code_points(passage.span);
    Some(HitShown {
        text: document.words(passage.span).to_owned(),
        start: place.start,
        end: place.end,
        score: hit.score,
        words: hit.words,
        meaning: hit.meaning,
        source: hit.record.source.clone(),
    })
}
