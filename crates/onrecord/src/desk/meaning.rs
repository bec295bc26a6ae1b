//! The vectors of an archive and the model that made them, for questions.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use onrecord_answer::reader::{Embeds, PACKED, Packing, States, Wanted, WindowText};
use onrecord_archive::Archive;
use onrecord_embed::install::Installed;
use onrecord_embed::{DIMENSIONS, EmbedError, Model};
use onrecord_language::{Table, table};
use onrecord_model::SourceId;
use onrecord_search::vectors::{Vectors, Window};

use crate::world;

const EVERYDAY: Table = table!("check/everyday.tsv");

/// Vectors with the model that made them, and what a vector owes to its language alone.
pub(crate) struct Meaning {
    model: Model,
    /// The name under which its vectors are kept.
    name: String,
    /// The mean vectors of everyday sentences that are not Korean, and of the same in Korean.
    means: OnceCell<[Vec<f32>; 2]>,
    packing: Packing,
    /// What the model made of the question that was asked last.
    asked: RefCell<Option<(String, Rc<AskedOf>)>>,
    /// What the model made of the windows that were read last.
    kept: RefCell<HashMap<WindowText, Option<States>>>,
    /// The vectors of all windows.
    pub vectors: Vectors,
}

/// What the model makes of a question.
pub(crate) struct AskedOf {
    /// Its unit vector.
    pub vector: Vec<f32>,
    states: States,
    wanted: Wanted,
}

impl Meaning {
    /// Opens the model that is installed and the vectors it made for this archive; nothing where either is missing.
    pub(crate) fn open(archive: &Archive) -> anyhow::Result<Option<Self>> {
        let Some(installed) = world::model() else { return Ok(None) };
        let packing = Packing::built_in();
        let name = vectors_of(&installed, &packing);
        let vectors = Vectors::open(archive.folder(), &name, DIMENSIONS)?;
        if vectors.n_vectors() == 0 {
            return Ok(None);
        }
        let model = installed.open()?;
        let (means, asked, kept) = (OnceCell::new(), RefCell::default(), RefCell::default());
        Ok(Some(Self { model, name, means, packing, asked, kept, vectors }))
    }

    /// Returns the same model with the vectors as they are now.
    pub(crate) fn again(self, archive: &Archive) -> anyhow::Result<Self> {
        Ok(Self { vectors: Vectors::open(archive.folder(), &self.name, DIMENSIONS)?, ..self })
    }

    /// Says how many of the sources have not been read for meaning, where some have not.
    pub(crate) fn remark(&self, n_sources: usize) -> Option<String> {
        let n = n_sources.saturating_sub(self.vectors.n_sources());
        (n > 0).then(|| format!("{n} of {n_sources} sources are not yet read for meaning and were looked at by words alone; `onrecord index` goes on"))
    }

    /// Returns what the model makes of a question: its unit vector, and the states of its pieces.
    pub(crate) fn asked(&self, question: &str) -> Result<Rc<AskedOf>, EmbedError> {
        if let Some((kept, asked)) = &*self.asked.borrow()
            && kept == question
        {
            return Ok(Rc::clone(asked));
        }
        let (vector, states) = self.model.question_read(question)?;
        let states = States { values: self.packing.question(&states.values), places: states.places };
        let asked = Rc::new(AskedOf { vector, wanted: Wanted::of(&states.values), states });
        *self.asked.borrow_mut() = Some((question.to_owned(), Rc::clone(&asked)));
        Ok(asked)
    }

    /// Returns how like a question the likest window of a passage is, word by word, -1 to 1; nothing where its states are not kept.
    pub(crate) fn late(&self, asked: &AskedOf, source: SourceId, windows: &[(Window, f32)]) -> Option<f32> {
        let of = |window: &Window| {
            let packed = self.vectors.states(source, window.first, window.after)?;
            asked.wanted.met_in(&self.packing.unpacked(packed))
        };
        windows.iter().filter_map(|(window, _)| of(window)).reduce(f32::max)
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

/// Returns the name under which the vectors are kept that a model made, with states packed as this program packs them.
pub(crate) fn vectors_of(model: &Installed, packing: &Packing) -> String {
    format!("{}-{}", model.id(), packing.id())
}

impl Embeds for Meaning {
    /// A text that the model cannot take leaves the question to be answered without being read, as without a model.
    fn question(&self, question: &str) -> Option<States> {
        Some(self.asked(question).ok()?.states.clone())
    }

    fn windows(&self, windows: &[WindowText]) -> Vec<Option<States>> {
        let mut kept = self.kept.borrow_mut();
        if kept.len() + windows.len() > MOST_KEPT {
            kept.clear();
        }
        let read = |window: &WindowText| {
            let packed = self.vectors.states(window.source, window.first as u32, window.after as u32)?;
            let places = self.model.passage_places(&window.text);
            // With another title than when it was read it has other pieces.
            (packed.len() == places.len() * PACKED).then(|| States { values: self.packing.unpacked(packed), places })
        };
        let states = |window| kept.entry(window).or_insert_with_key(read).clone();
        windows.iter().cloned().map(states).collect()
    }
}

/// Windows whose states are kept for the next question, some 35 kB each.
const MOST_KEPT: usize = 1024;

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
