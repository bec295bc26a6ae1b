//! A passage that may answer a question.

use onrecord_answer::plan::{Grammar, Plan};
use onrecord_answer::rank::{Found, NearSentences, Standing};
use onrecord_search::Wanted;

use crate::desk::Desk;
use crate::desk::find::apart::NameTerms;
use crate::desk::find::{Hit, Query, SourceLimits};

/// Passages of one language that each way of finding puts forward.
const PUT_FORWARD: usize = 60;
/// Passages of one language that are read.
const N_PASSAGES: usize = 20;

/// A passage that may answer, with what it weighs.
pub(super) struct Passage {
    pub hit: Hit,
    /// The score of its words, 1 for the best.
    score: f32,
    near: Vec<NearSentences>,
    standing: Standing,
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
            standing: self.standing,
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

/// Returns the passages that may answer: of each language the best by words, meaning and names.
pub(super) fn passages(plan: &Plan, limits: &SourceLimits, desk: &Desk) -> anyhow::Result<Vec<Passage>> {
    let names: Vec<NameTerms> = plan
        .concepts
        .iter()
        .filter(|concept| concept.is_name)
        .map(|name| name.alternatives.iter().map(|spelt| spelt.terms.clone()).collect())
        .collect();
    let query = Query {
        question: &plan.question,
        wanted: plan.wanted().into_iter().map(|(term, weight)| Wanted { term, weight }).collect(),
        most: 1.0,
        limits,
        put_forward: PUT_FORWARD,
        n: N_PASSAGES,
    };
    let found = desk.find_apart(&query, &names)?;
    let best = found.iter().map(|(hit, _)| hit.words).fold(f32::MIN_POSITIVE, f32::max);
    let passage = |(hit, standing): (Hit, Standing)| {
        let near = hit.windows.iter().map(|(window, cosine)| NearSentences {
            first: window.first as usize,
            after: window.after as usize,
            cosine: *cosine,
        });
        Passage { score: hit.words / best, near: near.collect(), standing, hit }
    };
    Ok(found.into_iter().map(passage).collect())
}
