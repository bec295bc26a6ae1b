//! Finds passages for a question: by its words, by its names in the other script, and by meaning where a model is installed.

use std::collections::{HashMap, HashSet};

use anyhow::Context;
use onrecord_archive::Archive;
use onrecord_language::{Lexicon, TermKind, name::hangul_candidates, name::spellings, words};
use onrecord_search::vectors::Near;
use onrecord_search::{Index, Wanted};
use serde::Deserialize;

use crate::meaning::Meaning;
use crate::world;

/// How many passages each way of finding puts forward.
const PUT_FORWARD: usize = 200;

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

impl Ranking {
    /// The ranking that was learned on the development questions.
    pub(crate) fn built_in() -> anyhow::Result<Self> {
        toml::from_str(include_str!("../ranking.toml")).context("the built-in ranking is not understood")
    }
}

/// A passage that was found, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// The number of its source.
    pub source: u64,
    /// Its position among the passages of the document.
    pub passage: u64,
    /// What it is ranked by: words, and meaning times its weight.
    pub score: f32,
    /// The share of the question's words that it holds, rare ones counting more: 0 to about 1.
    pub words: f32,
    /// How near it is in meaning, a cosine; `None` without a model or a vector.
    pub meaning: Option<f32>,
}

/// All that finding needs at hand.
pub(crate) struct Finder {
    /// The index of words.
    pub index: Index,
    lexicon: Lexicon,
    ranking: Ranking,
    common: HashSet<String>,
    /// Vectors and their model, where there are any.
    pub meaning: Option<Meaning>,
}

impl Finder {
    /// Opens the index, and the model with its vectors where one is installed and has made any for this archive.
    pub(crate) fn open(archive: &Archive) -> anyhow::Result<Self> {
        let lexicon = Lexicon::built_in();
        let common = words(include_str!("../../../lexicon/search/common_words.txt"), &lexicon);
        let common = common.into_iter().map(|term| term.text).collect();
        Ok(Self {
            index: world::filled_index(archive)?,
            lexicon,
            ranking: Ranking::built_in()?,
            common,
            meaning: Meaning::open(archive)?,
        })
    }

    /// Returns the `n` best passages for a question, the best first.
    pub(crate) fn find(&self, question: &str, n: usize) -> anyhow::Result<Vec<Found>> {
        let mut found: HashMap<(u64, u64), Found> = HashMap::new();
        let (wanted, most) = self.wanted(question)?;
        for hit in self.index.find(&wanted, PUT_FORWARD.max(n))? {
            let words = hit.score / most;
            let at = (hit.source, hit.passage);
            found.insert(at, Found { source: at.0, passage: at.1, score: words, words, meaning: None });
        }
        if let Some(meaning) = &self.meaning {
            weigh(meaning, question, n, &self.ranking, &mut found)?;
        }
        let mut found: Vec<Found> = found.into_values().collect();
        found.sort_by(|one, other| {
            other.score.total_cmp(&one.score).then((one.source, one.passage).cmp(&(other.source, other.passage)))
        });
        found.truncate(n);
        Ok(found)
    }

    /// Returns the terms to look for, and the score of a passage that holds all words of the question often.
    fn wanted(&self, question: &str) -> anyhow::Result<(Vec<Wanted>, f32)> {
        let terms = words(question, &self.lexicon);
        let telling: Vec<String> =
            terms.iter().filter(|term| !self.common.contains(&term.text)).map(|term| term.text.clone()).collect();
        // A question of nothing but common words is about them.
        let own = if telling.is_empty() { terms.iter().map(|term| term.text.clone()).collect() } else { telling };
        let most = self.index.most_for(&own)?;
        let mut wanted: Vec<Wanted> = own.into_iter().map(|term| Wanted { term, weight: 1.0 }).collect();
        wanted.extend(self.names_spelled_over(question)?);
        Ok((wanted, most.max(f32::MIN_POSITIVE)))
    }

    /// Returns the terms of the names in a question as the other script spells them.
    ///
    /// A spelling counts only where all its parts stand in the archive, and the likeliest few do: most of the
    /// spellings that a name can have are nobody's.
    fn names_spelled_over(&self, question: &str) -> anyhow::Result<Vec<Wanted>> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for name in names_in(question) {
            let is_latin = name.is_ascii();
            let spelled = if is_latin {
                hangul_candidates(name, &self.lexicon.names)
            } else {
                spellings(name, &self.lexicon.names)
            };
            let mut n_known = 0;
            for spelling in spelled {
                let terms: Vec<String> = words(&spelling, &self.lexicon)
                    .into_iter()
                    .filter(|term| is_latin == (term.kind == TermKind::Syllables))
                    .map(|term| term.text)
                    .collect();
                if terms.is_empty() || !self.index.has_all(&terms)? {
                    continue;
                }
                for term in terms {
                    if !wanted.iter().any(|wanted| wanted.term == term) {
                        wanted.push(Wanted { term, weight: self.ranking.name });
                    }
                }
                n_known += 1;
                if n_known == MOST_SPELLINGS {
                    break;
                }
            }
        }
        Ok(wanted)
    }
}

/// A name is looked for in this many spellings that the archive has.
const MOST_SPELLINGS: usize = 3;

/// Returns what may be a name: neighbouring Latin words with capitals, at most three, or a Hangul word of two to four syllables.
fn names_in(question: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut run: Option<(usize, usize, usize)> = None;
    let mut end_run = |run: &mut Option<(usize, usize, usize)>| {
        if let Some((start, end, 2..)) = run.take() {
            names.push(&question[start..end]);
        }
    };
    let mut at = 0;
    for word in question.split_inclusive(char::is_whitespace) {
        let start = at + word.len() - word.trim_start().len();
        at += word.len();
        let bare = word.trim().trim_end_matches("'s").trim_end_matches("’s");
        let bare = bare.trim_matches(|char: char| !char.is_alphanumeric());
        let is_capital = bare.is_ascii() && bare.starts_with(|char: char| char.is_ascii_uppercase());
        if !is_capital || start == 0 {
            end_run(&mut run);
            continue;
        }
        let first = start + word.trim().find(bare).unwrap_or(0);
        let (from, _, n) = run.unwrap_or((first, first, 0));
        // A given name with a hyphen is two.
        run = Some((from, first + bare.len(), n + 1));
        let ends = word.trim().len() > word.trim().find(bare).unwrap_or(0) + bare.len();
        if n == 2 || ends {
            end_run(&mut run);
        }
    }
    end_run(&mut run);
    names
}

/// Gives each passage its nearness, and puts forward those that are near.
///
/// Ranks are not fused, which was measured to hurt: the cosine is added to the share of the words. It counts more where
/// no passage holds many of the question's words, as between two languages.
fn weigh(
    meaning: &Meaning,
    question: &str,
    n: usize,
    ranking: &Ranking,
    found: &mut HashMap<(u64, u64), Found>,
) -> anyhow::Result<()> {
    let vector = meaning.question(question)?;
    let most_words = found.values().map(|found| found.words).fold(0.0, f32::max).min(1.0);
    let weight = ranking.meaning_beside_words * most_words + ranking.meaning_alone * (1.0 - most_words);
    let near = meaning.vectors.nearest(&vector, PUT_FORWARD.max(n));
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
            found.meaning = meaning.vectors.nearness(&vector, found.source, passage).map(|near| near.nearness);
        }
        found.score = found.words + weight * found.meaning.unwrap_or(farthest);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::names_in;

    #[test]
    fn names_of_a_question_are_seen() {
        let check = |question: &str, expected: &[&str]| assert_eq!(names_in(question), expected, "{question}");
        check("Where did Han Seo-yeon meet Mira Okafor’s sister?", &["Han Seo-yeon", "Mira Okafor"]);
        check("What did Baek say?", &[]);
        check("Did Oh Min-jae, Seol Ara and she agree?", &["Oh Min-jae", "Seol Ara"]);
    }
}
