//! The one retriever: finds passages by words and by meaning, puts them in one order, and cuts it.

pub(crate) mod apart;
pub(super) mod by;
mod shown;
mod sources;
mod wish;
mod words;

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use onrecord_model::{Day, Language, Record, Source, SourceId};
use onrecord_search::Wanted;
use onrecord_search::vectors::{Near, Window};

use super::Desk;
use super::meaning::Meaning;
use by::Ranking;

/// How many passages each way of finding puts forward for plain words.
const PUT_FORWARD: usize = 200;
/// Passages that are looked at where limits leave few of those put forward.
const MOST_LOOKED_AT: usize = 100_000;

/// What is looked for.
pub(crate) struct Query<'a> {
    /// The question, for what is near it in meaning.
    pub question: &'a str,
    /// The terms to look for, and how much each counts.
    pub wanted: Vec<Wanted>,
    /// What a passage scores that has all the words often; 1 where that is not known.
    pub most: f32,
    /// Which sources may be found.
    pub limits: &'a SourceLimits,
    /// How many passages each way of finding puts forward.
    pub put_forward: usize,
    /// How many passages are wanted, at most.
    pub n: usize,
}

/// Which sources may be found; anything that is not set limits nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct SourceLimits {
    /// Only sources in this language.
    pub language: Option<Language>,
    /// Only Korean sources, or only all others, those of an unknown language too.
    pub is_korean: Option<bool>,
    /// Only sources of an outlet whose name has these words.
    pub outlet: Option<String>,
    /// Only sources published on this day or later.
    pub since: Option<Day>,
    /// Only sources published on this day or earlier.
    pub until: Option<Day>,
}

/// A passage that was found, and why.
pub(crate) struct Hit {
    /// Its source, with what was read in it.
    pub record: Rc<Record>,
    /// Its position among the passages of the document.
    pub passage: usize,
    /// What it is ranked by: words, and meaning times its weight.
    pub score: f32,
    /// What its words score, as a share of [`Query::most`].
    pub words: f32,
    /// How near it is in meaning, a cosine; `None` without a model or a vector.
    pub meaning: Option<f32>,
    /// The cosine of each of its windows; none without a model.
    pub windows: Vec<(Window, f32)>,
}

/// A passage by its place, and what speaks for it.
#[derive(Debug, Clone, Copy)]
struct Found {
    source: SourceId,
    passage: u64,
    score: f32,
    words: f32,
    meaning: Option<f32>,
}

impl SourceLimits {
    /// Says whether a source may be found.
    fn allow(&self, source: &Source) -> bool {
        let day = || source.published.as_deref().and_then(|day| day.parse::<Day>().ok());
        self.language.is_none_or(|language| source.language == Some(language))
            && self.is_korean.is_none_or(|is_korean| (source.language == Some(Language::Korean)) == is_korean)
            && self.outlet.as_ref().is_none_or(|outlet| {
                source.outlet.as_ref().is_some_and(|of| of.to_lowercase().contains(&outlet.to_lowercase()))
            })
            && self.since.is_none_or(|since| day().is_some_and(|day| day.last() >= since.first()))
            && self.until.is_none_or(|until| day().is_some_and(|day| day.first() <= until.last()))
    }

    fn is_open(&self) -> bool {
        let Self { language, is_korean, outlet, since, until } = self;
        language.is_none() && is_korean.is_none() && outlet.is_none() && since.is_none() && until.is_none()
    }
}

impl Desk {
    /// Returns the `n` best passages for some words, the best first.
    pub(crate) fn search(&self, words: &str, n: usize) -> anyhow::Result<Vec<Hit>> {
        let (wanted, most) = self.wanted(words)?;
        let limits = &SourceLimits::default();
        self.find(&Query { question: words, wanted, most, limits, put_forward: PUT_FORWARD.max(n), n })
    }

    /// Returns the best passages for a query, the best first: of the sources that may be found.
    pub(crate) fn find(&self, query: &Query<'_>) -> anyhow::Result<Vec<Hit>> {
        let vector = self.vector(query.question)?;
        let mut found = self.put_forward(query, vector.as_deref())?;
        found.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then((one.source, one.passage).cmp(&(other.source, other.passage)))
        });
        found.truncate(query.n);
        let mut hits = Vec::new();
        for found in found {
            hits.extend(self.hit(found, vector.as_deref())?);
        }
        Ok(hits)
    }

    /// Returns the vector of a question; nothing without a model.
    fn vector(&self, question: &str) -> anyhow::Result<Option<Vec<f32>>> {
        let asked = self.meaning()?.map(|meaning| meaning.asked(question)).transpose()?;
        Ok(asked.map(|asked| asked.vector.clone()))
    }

    /// Returns what words and meaning put forward, in order of source and passage.
    fn put_forward(&self, query: &Query<'_>, vector: Option<&[f32]>) -> anyhow::Result<Vec<Found>> {
        let index = self.index()?;
        let mut found: BTreeMap<(SourceId, u64), Found> = BTreeMap::new();
        let by_words = |n: usize| -> anyhow::Result<_> { Ok(index.find(&query.wanted, n)?) };
        for hit in self.allowed(query, by_words, |hit| hit.source)? {
            let (source, passage, words) = (hit.source, hit.passage, hit.score / query.most);
            found.insert((source, passage), Found { source, passage, score: words, words, meaning: None });
        }
        if let (Some(meaning), Some(vector)) = (self.meaning()?, vector) {
            let by_meaning = |n: usize| -> anyhow::Result<_> { Ok(meaning.vectors.nearest(vector, n)) };
            let near = self.allowed(query, by_meaning, |near| near.origin.source)?;
            weigh(meaning, vector, near, &self.find_by()?.ranking, &mut found);
        }
        Ok(found.into_values().collect())
    }

    /// Returns a passage with its source, or `None` where that is gone.
    fn hit(&self, found: Found, vector: Option<&[f32]>) -> anyhow::Result<Option<Hit>> {
        let Found { source, passage, score, words, meaning: nearness } = found;
        let Some(record) = self.record(source)? else { return Ok(None) };
        let windows = match (self.meaning()?, vector) {
            (Some(meaning), Some(vector)) => meaning.vectors.windows(vector, source, passage as u32),
            _ => Vec::new(),
        };
        Ok(Some(Hit { record, passage: passage as usize, score, words, meaning: nearness, windows }))
    }

    /// Returns as many as each way puts forward, of the sources that may be found: more are looked at until there are enough.
    fn allowed<T>(
        &self,
        query: &Query<'_>,
        best: impl Fn(usize) -> anyhow::Result<Vec<T>>,
        source: impl Fn(&T) -> SourceId,
    ) -> anyhow::Result<Vec<T>> {
        if query.limits.is_open() {
            return best(query.put_forward);
        }
        let mut known: HashMap<SourceId, bool> = HashMap::new();
        let mut n_looked_at = query.put_forward;
        loop {
            let all = best(n_looked_at)?;
            let is_all = all.len() < n_looked_at || n_looked_at >= MOST_LOOKED_AT;
            let mut allowed = Vec::new();
            for one in all {
                let id = source(&one);
                let may = match known.get(&id) {
                    Some(&may) => may,
                    None => {
                        let listed = self.archive().source_by_id(id)?;
                        let may = listed.is_some_and(|listed| query.limits.allow(&listed.source));
                        known.insert(id, may);
                        may
                    }
                };
                if may {
                    allowed.push(one);
                }
            }
            if is_all || allowed.len() >= query.put_forward {
                allowed.truncate(query.put_forward);
                return Ok(allowed);
            }
            n_looked_at *= 4;
        }
    }
}

/// Gives each passage its nearness, and puts forward those that are near.
///
/// Ranks are not fused, which was measured to hurt: the cosine is added to the share of the words. It counts more where
/// no passage holds many of the question's words, as between two languages.
fn weigh(
    meaning: &Meaning,
    vector: &[f32],
    near: Vec<Near>,
    ranking: &Ranking,
    found: &mut BTreeMap<(SourceId, u64), Found>,
) {
    let most_words = found.values().map(|found| found.words).fold(0.0, f32::max).min(1.0);
    let weight = ranking.meaning_beside_words * most_words + ranking.meaning_alone * (1.0 - most_words);
    // A passage that has no vector yet is taken to be as far as the farthest of those put forward.
    let farthest = near.last().map_or(0.0, |near| near.nearness);
    for Near { origin, window, nearness } in near {
        let at = (origin.source, u64::from(window.passage));
        let nothing = Found { source: at.0, passage: at.1, score: 0.0, words: 0.0, meaning: None };
        found.entry(at).or_insert(nothing).meaning = Some(nearness);
    }
    for found in found.values_mut() {
        if found.meaning.is_none()
            && let Ok(passage) = u32::try_from(found.passage)
        {
            found.meaning = meaning.vectors.nearness(vector, found.source, passage).map(|near| near.nearness);
        }
        found.score = found.words + weight * found.meaning.unwrap_or(farthest);
    }
}
