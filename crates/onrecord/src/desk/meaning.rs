//! The vectors of an archive and the model that made them, for questions.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use onrecord_answer::reader::{Embeds, States};
use onrecord_archive::Archive;
use onrecord_embed::{DIMENSIONS, EmbedError, Model};
use onrecord_language::{Table, table};
use onrecord_search::vectors::Vectors;
use rayon::prelude::*;

use crate::world;

const EVERYDAY: Table = table!("check/everyday.tsv");

/// Vectors with the model that made them, and what a vector owes to its language alone.
pub(crate) struct Meaning {
    model: Model,
    /// The mean vectors of everyday sentences that are not Korean, and of the same in Korean.
    means: OnceCell<[Vec<f32>; 2]>,
    /// What the model made of the passages that were read last.
    kept: RefCell<HashMap<String, States>>,
    /// The vectors of all windows.
    pub vectors: Vectors,
}

impl Meaning {
    /// Opens the model that is installed and the vectors it made for this archive; nothing where either is missing.
    pub(crate) fn open(archive: &Archive) -> anyhow::Result<Option<Self>> {
        let Some(installed) = world::model() else { return Ok(None) };
        let vectors = Vectors::open(archive.folder(), &installed.id(), DIMENSIONS)?;
        if vectors.n_vectors() == 0 {
            return Ok(None);
        }
        Ok(Some(Self { model: installed.open()?, means: OnceCell::new(), kept: RefCell::default(), vectors }))
    }

    /// Returns the unit vector of a question.
    pub(crate) fn question(&self, question: &str) -> Result<Vec<f32>, EmbedError> {
        self.model.question(question)
    }

    /// Returns the vectors of texts of one language less what they owe to it, each of length 1.
    pub(crate) fn turned(&self, texts: &[&str], is_korean: bool) -> Result<Vec<Vec<f32>>, EmbedError> {
        let mean = &self.means()?[usize::from(is_korean)];
        let mut vectors = self.model.passages(texts)?;
        for vector in &mut vectors {
            vector.iter_mut().zip(mean).for_each(|(value, mean)| *value -= mean);
            let length = product(vector, vector).sqrt().max(f32::MIN_POSITIVE);
            vector.iter_mut().for_each(|value| *value /= length);
        }
        Ok(vectors)
    }

    /// Returns what the vectors of each language have in common, made when it is first wanted; the sentences are rows of the lexicon.
    fn means(&self) -> Result<&[Vec<f32>; 2], EmbedError> {
        if self.means.get().is_none() {
            let pairs = EVERYDAY.rows(|row| Ok((row.text()?, row.text()?)));
            let (others, korean): (Vec<&str>, Vec<&str>) = pairs.into_iter().unzip();
            let means = [mean(&self.model.passages(&others)?), mean(&self.model.passages(&korean)?)];
            let _ = self.means.set(means);
        }
        Ok(self.means.get_or_init(Default::default))
    }
}

impl Embeds for Meaning {
    /// A text that the model cannot take leaves the question to be answered without being read, as without a model.
    fn states(&self, question: &str, passages: &[String]) -> Option<(States, Vec<States>)> {
        let asked = self.model.question_states(&[question]).ok()?.pop()?;
        let mut kept = self.kept.borrow_mut();
        let mut lacking: Vec<&String> = passages.iter().filter(|passage| !kept.contains_key(*passage)).collect();
        lacking.sort_unstable();
        lacking.dedup();
        if kept.len() + lacking.len() > MOST_KEPT {
            kept.retain(|passage, _| passages.contains(passage));
        }
        let model = &self.model;
        let made: Result<Vec<_>, EmbedError> =
            lacking.par_chunks(TOGETHER).map(|texts| model.passage_states(texts)).collect();
        kept.extend(lacking.into_iter().cloned().zip(made.ok()?.into_iter().flatten().map(shown)));
        let passages: Option<Vec<States>> = passages.iter().map(|passage| kept.get(passage).cloned()).collect();
        Some((shown(asked), passages?))
    }
}

/// Passages whose states are kept for the next question, some 140 kB each.
const MOST_KEPT: usize = 256;
/// Passages that one thread reads at a time.
const TOGETHER: usize = 6;

fn shown(states: onrecord_embed::States) -> States {
    States { values: states.values, places: states.places }
}

fn mean(vectors: &[Vec<f32>]) -> Vec<f32> {
    let mut sum = vec![0.0; vectors.first().map_or(0, Vec::len)];
    let n = vectors.len().max(1) as f32;
    vectors.iter().flat_map(|vector| vector.iter().enumerate()).for_each(|(at, value)| sum[at] += value / n);
    sum
}

/// Returns the product of two vectors: of unit vectors their cosine.
pub(crate) fn product(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}
