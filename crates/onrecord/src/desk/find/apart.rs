//! Passages of each language apart: what carries a question into the other language is weak, and among passages of both it is buried.
//!
//! Words, meaning, likeness word by word, and names each place a passage among those of its language that any of them puts forward; the sum of how far it
//! stands above their mean, in standard deviations, puts them in order. So both languages come, each with its best.

use std::collections::HashSet;

use onrecord_answer::rank::Standing;
use onrecord_language::words;
use onrecord_model::SourceId;

use super::{Found, Hit, Query, SourceLimits};
use crate::desk::Desk;
use crate::desk::meaning::AskedOf;

/// What the ways of finding count, beside each other.
const MEANING: f32 = 0.5;
const LATE: f32 = 1.0;
const WORDS: f32 = 0.5;
/// A name of the question in the passage, and in its source.
const NAMES: f32 = 0.5;
const OF_SOURCE: f32 = 1.0;
/// The share of a name's terms that a source must have.
const LIKE_NAME: f32 = 0.5;
/// Sources that are known to have a name.
const MOST_NAMED: usize = 1000;

/// A name of a question: for each way to spell it the terms.
pub(crate) type NameTerms = Vec<Vec<String>>;

impl Desk {
    /// Returns the best passages for a query, at most `query.n` of Korean sources and as many of all others.
    pub(crate) fn find_apart(&self, query: &Query<'_>, names: &[NameTerms]) -> anyhow::Result<Vec<(Hit, Standing)>> {
        let mut having: Vec<HashSet<SourceId>> = Vec::new();
        for name in names {
            let mut sources = HashSet::new();
            for terms in name {
                let holders = self.index()?.with_words(terms, MOST_NAMED)?;
                sources.extend(holders.iter().filter(|holder| holder.share >= LIKE_NAME).map(|holder| holder.source));
            }
            having.push(sources);
        }
        let asked = self.meaning()?.map(|meaning| meaning.asked(query.question)).transpose()?;
        let mut all = Vec::new();
        for is_korean in [true, false] {
            let limits = SourceLimits { is_korean: Some(is_korean), ..query.limits.clone() };
            let query = Query { limits: &limits, wanted: query.wanted.clone(), ..*query };
            all.extend(self.find_in(&query, asked.as_deref(), names, &having)?);
        }
        Ok(all)
    }

    fn find_in(
        &self,
        query: &Query<'_>,
        asked: Option<&AskedOf>,
        names: &[NameTerms],
        having: &[HashSet<SourceId>],
    ) -> anyhow::Result<Vec<(Hit, Standing)>> {
        let vector = asked.map(|asked| asked.vector.as_slice());
        let found = self.put_forward(query, vector)?;
        let mut placed: Vec<(Found, Standing)> = Vec::new();
        for found in found {
            let Some(record) = self.record(found.source)? else { continue };
            let Some(passage) = record.reading.passages.get(found.passage as usize) else { continue };
            let terms: HashSet<String> = words(record.reading.document.words(passage.span), self.lexicon())
                .into_iter()
                .map(|term| term.text)
                .collect();
            let stands = |name: &&NameTerms| name.iter().any(|spelt| has(&terms, spelt));
            let standing = Standing {
                words: found.words,
                meaning: found.meaning.unwrap_or(0.0),
                n_names: names.iter().filter(stands).count() as f32,
                late: self.late(asked, &found)?,
                n_of_source: having.iter().filter(|sources| sources.contains(&found.source)).count() as f32,
                ..Standing::default()
            };
            placed.push((found, standing));
        }
        let above =
            |of: fn(&Standing) -> f32| standard(&placed.iter().map(|(_, standing)| of(standing)).collect::<Vec<_>>());
        let (words, meaning, late) = (above(|one| one.words), above(|one| one.meaning), above(|one| one.late));
        let (named, of_source) = (above(|one| one.n_names), above(|one| one.n_of_source));
        for (at, (_, standing)) in placed.iter_mut().enumerate() {
            (standing.words, standing.meaning, standing.late) = (words[at], meaning[at], late[at]);
            standing.sum = WORDS * words[at] + MEANING * meaning[at] + LATE * late[at];
            standing.sum += NAMES * named[at] + OF_SOURCE * of_source[at];
        }
        placed.sort_by(|one, other| {
            let place = |found: &Found| (found.source, found.passage);
            other.1.sum.total_cmp(&one.1.sum).then(place(&one.0).cmp(&place(&other.0)))
        });
        placed.truncate(query.n);
        let best = placed.first().map_or(0.0, |(_, standing)| standing.sum);
        let mut hits = Vec::new();
        for (place, (found, standing)) in placed.into_iter().enumerate() {
            if let Some(hit) = self.hit(found, vector)? {
                hits.push((hit, Standing { place, below: best - standing.sum, ..standing }));
            }
        }
        Ok(hits)
    }

    /// Returns how like a question a passage is, word by word; 0 where that is not known.
    fn late(&self, asked: Option<&AskedOf>, found: &Found) -> anyhow::Result<f32> {
        let (Some(meaning), Some(asked)) = (self.meaning()?, asked) else { return Ok(0.0) };
        let windows = meaning.vectors.windows(&asked.vector, found.source, found.passage as u32);
        Ok(meaning.late(asked, found.source, &windows).unwrap_or_default())
    }
}

/// Says whether half of a name's terms stand somewhere.
fn has(terms: &HashSet<String>, name: &[String]) -> bool {
    2 * name.iter().filter(|term| terms.contains(*term)).count() >= name.len().max(1)
}

/// Returns how far each value is above the mean, in standard deviations; 0 where all are the same.
fn standard(values: &[f32]) -> Vec<f32> {
    let n = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / n;
    let spread = (values.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / n).sqrt();
    values.iter().map(|value| if spread > 1e-6 { (value - mean) / spread } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::standard;

    #[test]
    fn values_stand_above_their_mean() {
        assert_eq!(standard(&[1.0, 3.0]), [-1.0, 1.0]);
        assert_eq!(standard(&[2.0, 2.0]), [0.0, 0.0]);
        assert!(standard(&[]).is_empty());
    }
}
