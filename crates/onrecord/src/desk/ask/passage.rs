//! A passage that may answer a question.

use onrecord_answer::plan::{Grammar, Plan};
use onrecord_answer::rank::{Found, NearSentences};
use onrecord_search::Wanted;

use crate::desk::Desk;
use crate::desk::find::{Hit, Query, SourceLimits};

/// Passages that each way of finding puts forward for one question.
const N_PASSAGES: usize = 40;

/// A passage that may answer, with what it weighs.
pub(super) struct Passage {
    pub hit: Hit,
    /// The score of its words, 1 for the best.
    score: f32,
    near: Vec<NearSentences>,
}

impl Passage {
    /// Returns it as ranking takes it.
    pub fn found(&self) -> Found<'_> {
        let record = &self.hit.record;
        Found {
            source: record.id,
            reading: &record.reading,
            title: record.source.title.as_deref(),
            outlet: record.source.outlet.as_deref(),
            author: record.source.author.as_deref(),
            published: record.source.published.as_deref(),
            passage: self.hit.passage,
            score: self.score,
            near: &self.near,
        }
    }

    /// Says that a passage gives orders to software, where it does.
    pub fn remark(&self, grammar: &Grammar) -> Option<String> {
        let reading = &self.hit.record.reading;
        let passage = reading.passages.get(self.hit.passage)?;
        let sentences = reading.sentences.get(passage.first as usize..passage.after as usize)?;
        let gives = sentences.iter().any(|sentence| grammar.orders().are_in(reading.document.words(sentence.span)));
        let key = &self.hit.record.source.key;
        gives.then(|| format!("{key} holds text that gives orders to software; it was not taken for evidence"))
    }
}

/// Returns the passages that may answer: the best by words, and the nearest in meaning.
pub(super) fn passages(plan: &Plan, limits: &SourceLimits, desk: &Desk) -> anyhow::Result<Vec<Passage>> {
    let hits = desk.find(&Query {
        question: &plan.question,
        wanted: plan.wanted().into_iter().map(|(term, weight)| Wanted { term, weight }).collect(),
        most: 1.0,
        limits,
        put_forward: N_PASSAGES,
        n: 2 * N_PASSAGES,
    })?;
    let best = hits.iter().map(|hit| hit.words).fold(f32::MIN_POSITIVE, f32::max);
    let passage = |hit: Hit| {
        let near = hit.windows.iter().map(|(window, cosine)| NearSentences {
            first: window.first as usize,
            after: window.after as usize,
            meaning: nearness(*cosine),
        });
        Passage { score: hit.words / best, near: near.collect(), hit }
    };
    Ok(hits.into_iter().map(passage).collect())
}

/// Brings a cosine to 0 for texts that have nothing to do with each other and 1 for a question and its answer; the model
/// keeps all cosines within a narrow range.
fn nearness(cosine: f32) -> f32 {
    ((cosine - 0.80) / 0.10).clamp(0.0, 1.0)
}
