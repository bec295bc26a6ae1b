//! A passage that may answer a question.

use std::collections::HashSet;

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
    Ok(once(found).into_iter().map(passage).collect())
}

/// Returns the passages without those of copies whose words stand in one of another source of the same text: they count once.
fn once(found: Vec<(Hit, Standing)>) -> Vec<(Hit, Standing)> {
    let text_of = |hit: &Hit| hit.record.text_of.clone();
    let is_original = |hit: &Hit| hit.record.text_of.as_ref() == Some(&hit.record.source.key);
    let sentences: Vec<HashSet<String>> =
        found.iter().map(|(hit, _)| if text_of(hit).is_some() { sentences(hit) } else { HashSet::new() }).collect();
    let is_told = |at: usize| {
        let hit = &found[at].0;
        let Some(text) = text_of(hit) else { return false };
        found.iter().enumerate().any(|(other_at, (other, _))| {
            let goes_before = is_original(other) || !is_original(hit) && other_at < at;
            let n_shared = sentences[at].intersection(&sentences[other_at]).count();
            other.record.id != hit.record.id
                && text_of(other).as_ref() == Some(&text)
                && goes_before
                && 2 * n_shared > sentences[at].len()
        })
    };
    let told: Vec<bool> = (0..found.len()).map(is_told).collect();
    found.into_iter().zip(told).filter(|(_, is_told)| !is_told).map(|(found, _)| found).collect()
}

/// Returns the sentences of a passage, in small letters and without white space.
fn sentences(hit: &Hit) -> HashSet<String> {
    let reading = &hit.record.reading;
    let of = reading
        .passages
        .get(hit.passage)
        .and_then(|passage| reading.sentences.get(passage.first as usize..passage.after as usize));
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    of.into_iter().flatten().map(|sentence| plain(reading.document.words(sentence.span))).collect()
}
