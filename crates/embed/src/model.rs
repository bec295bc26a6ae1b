//! The model: a file that is open, and the vectors of texts.

use std::ops::Range;
use std::path::Path;

use crate::EmbedError;
use crate::encoder::Encoder;
use crate::file::ModelFile;
use crate::maths;
use crate::pieces::Pieces;
use crate::processor::Processor;

/// multilingual-e5-small, ready to turn texts into unit vectors.
///
/// Holds the encoder and the pieces in memory (about 45 MB); rows of
/// the embedding table stay in the file and are read as they are needed.
pub struct Model {
    pieces: Pieces,
    encoder: Encoder,
}

/// What the model makes of each piece of a text, in the light of all of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct States {
    /// [`DIMENSIONS`] numbers for each piece.
    pub values: Vec<f32>,
    /// The bytes of the text that each piece stands for; the space before a word belongs to it.
    pub places: Vec<Range<usize>>,
}

/// What stands before a question, and before a passage, for the model.
const QUESTION: &str = "query: ";
const PASSAGE: &str = "passage: ";

/// The number of components of a vector of the model that `onrecord model install` brings.
pub const DIMENSIONS: usize = 384;

/// Texts are computed together up to this many pieces: enough to keep the matrix kernels busy, little enough for the caches.
const PIECES_TOGETHER: usize = 384;

impl Model {
    /// Opens a model file and checks all of it that is used. The file must not be changed while the model is open.
    pub fn open(path: &Path) -> Result<Model, EmbedError> {
        Model::open_on(path, Processor::detect())
    }

    /// Opens a model file to be computed without any instruction that not every processor has: slower, for comparison.
    pub fn open_portable(path: &Path) -> Result<Model, EmbedError> {
        Model::open_on(path, Processor::portable())
    }

    pub(crate) fn open_on(path: &Path, processor: Processor) -> Result<Model, EmbedError> {
        let mut file = ModelFile::open(path)?;
        let pieces = Pieces::read(&mut file)?;
        let encoder = Encoder::read(file, processor)?;
        Ok(Model { pieces, encoder })
    }

    /// The number of components of a vector.
    pub fn dimensions(&self) -> usize {
        self.encoder.dimensions()
    }

    /// Names the code path that computes: `avx512-vnni`, `avx2` or `portable`.
    pub fn path_name(&self) -> &'static str {
        self.encoder.processor().name()
    }

    /// The number of pieces the model computes for a text with its prefix, special ones included.
    pub fn n_pieces(&self, text: &str) -> usize {
        let n_content = self.pieces.cut(text).len();
        n_content + 2 * n_content.div_ceil(self.encoder.content_limit()).max(1)
    }

    /// The pieces of a text as numbers, without prefix and marks.
    pub fn cut(&self, text: &str) -> Vec<u32> {
        self.pieces.cut(text)
    }

    /// The unit vector of a question or search words.
    pub fn question(&self, text: &str) -> Result<Vec<f32>, EmbedError> {
        let vectors = self.vectors(&[format!("{QUESTION}{}", text.trim())])?;
        Ok(vectors.into_iter().next().unwrap_or_default())
    }

    /// The unit vectors of passages, in their order. Several at once are cheaper than one by one.
    pub fn passages<T: AsRef<str>>(&self, texts: &[T]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let prefixed: Vec<String> = texts.iter().map(|text| format!("{PASSAGE}{}", text.as_ref().trim())).collect();
        self.vectors(&prefixed)
    }

    /// The unit vectors of passages with the states of their pieces, in their order, at the cost of the vectors alone.
    ///
    /// A passage of more pieces than the model takes at once has the states of its beginning.
    pub fn passages_read<T: AsRef<str>>(&self, texts: &[T]) -> Result<Vec<(Vec<f32>, States)>, EmbedError> {
        let (mut read, limit) = (Vec::with_capacity(texts.len()), self.encoder.content_limit());
        for (text, (states, mean, n_pieces)) in texts.iter().zip(self.seen(PASSAGE, texts)?) {
            let vector = if n_pieces < limit { mean } else { self.passages(&[text])?.pop().unwrap_or_default() };
            read.push((vector, states));
        }
        Ok(read)
    }

    /// The bytes of a passage that each of its pieces stands for, as in [`States`], without computing anything.
    pub fn passage_places(&self, text: &str) -> Vec<Range<usize>> {
        let (mut placed, before) = self.placed(PASSAGE, text);
        placed.truncate(self.encoder.content_limit());
        placed.into_iter().filter_map(|(_, place)| in_text(place, PASSAGE, before)).collect()
    }

    /// The unit vector of a question with the states of its pieces, at the cost of the vector alone.
    pub fn question_read(&self, text: &str) -> Result<(Vec<f32>, States), EmbedError> {
        let (states, vector, n_pieces) = self.seen(QUESTION, &[text])?.pop().unwrap_or_default();
        let vector = if n_pieces < self.encoder.content_limit() { vector } else { self.question(text)? };
        Ok((vector, states))
    }

    /// The states of the pieces of questions, in their order.
    pub fn question_states<T: AsRef<str>>(&self, texts: &[T]) -> Result<Vec<States>, EmbedError> {
        Ok(self.seen(QUESTION, texts)?.into_iter().map(|(states, ..)| states).collect())
    }

    /// The states of the pieces of passages, in their order. Several at once are cheaper than one by one.
    pub fn passage_states<T: AsRef<str>>(&self, texts: &[T]) -> Result<Vec<States>, EmbedError> {
        Ok(self.seen(PASSAGE, texts)?.into_iter().map(|(states, ..)| states).collect())
    }

    /// The pieces of a text with its prefix, and the bytes before its first word.
    fn placed(&self, prefix: &str, text: &str) -> (Vec<(u32, Range<usize>)>, usize) {
        let before = text.len() - text.trim_start().len();
        (self.pieces.placed(&format!("{prefix}{}", text.trim())), before)
    }

    /// The states of the pieces of texts, with the mean of all as a unit vector, and how many there are with the prefix.
    fn seen<T: AsRef<str>>(&self, prefix: &str, texts: &[T]) -> Result<Vec<(States, Vec<f32>, usize)>, EmbedError> {
        let cuts: Vec<_> = texts
            .iter()
            .map(|text| {
                let (mut placed, before) = self.placed(prefix, text.as_ref());
                placed.truncate(self.encoder.content_limit());
                (placed, before)
            })
            .collect();
        let mut all = Vec::with_capacity(texts.len());
        let mut rest = cuts.as_slice();
        while !rest.is_empty() {
            let mut n_together = 0;
            let n_texts = rest.iter().take_while(|(placed, _)| {
                n_together += placed.len() + 2;
                n_together <= PIECES_TOGETHER
            });
            let (now, after) = rest.split_at(n_texts.count().max(1));
            rest = after;
            let marked: Vec<Vec<u32>> = now
                .iter()
                .map(|(placed, _)| self.pieces.with_marks(&placed.iter().map(|(piece, _)| *piece).collect::<Vec<_>>()))
                .collect();
            let states = self.encoder.states(&marked.iter().map(Vec::as_slice).collect::<Vec<_>>())?;
            let mut states = states.chunks_exact(self.dimensions());
            for (placed, before) in now {
                all.push(self.of_text(placed, prefix, *before, states.by_ref().take(placed.len() + 2)));
            }
        }
        Ok(all)
    }

    /// Returns what the states of a text's pieces, between its two marks, come to.
    fn of_text<'a>(
        &self,
        placed: &[(u32, Range<usize>)],
        prefix: &str,
        before: usize,
        states: impl Iterator<Item = &'a [f32]>,
    ) -> (States, Vec<f32>, usize) {
        let (mut of_text, mut mean) = (States::default(), vec![0.0; self.dimensions()]);
        for (at, state) in states.enumerate() {
            mean.iter_mut().zip(state).for_each(|(sum, value)| *sum += value);
            let place = at.checked_sub(1).and_then(|at| placed.get(at)).map(|(_, place)| place.clone());
            if let Some(place) = place.and_then(|place| in_text(place, prefix, before)) {
                of_text.values.extend_from_slice(state);
                of_text.places.push(place);
            }
        }
        maths::to_unit_length(&mut mean);
        (of_text, mean, placed.len())
    }

    fn vectors(&self, prefixed: &[String]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let mut sums = vec![vec![0.0; self.dimensions()]; prefixed.len()];
        let mut together: Vec<(usize, Vec<u32>)> = Vec::new();
        let mut n_together = 0;
        for (at, text) in prefixed.iter().enumerate() {
            let content = self.pieces.cut(text);
            // A text of no pieces still has its two marks, so every text has a vector.
            let windows: Vec<&[u32]> =
                if content.is_empty() { vec![&[]] } else { content.chunks(self.encoder.content_limit()).collect() };
            for window in windows {
                if n_together > 0 && n_together + window.len() + 2 > PIECES_TOGETHER {
                    self.add_windows(&mut together, &mut sums)?;
                    n_together = 0;
                }
                n_together += window.len() + 2;
                together.push((at, self.pieces.with_marks(window)));
            }
        }
        self.add_windows(&mut together, &mut sums)?;
        sums.iter_mut().for_each(|sum| maths::to_unit_length(sum));
        Ok(sums)
    }

    /// Adds each window's mean to its text's sum, weighted by the window's length; empties the list.
    fn add_windows(&self, together: &mut Vec<(usize, Vec<u32>)>, sums: &mut [Vec<f32>]) -> Result<(), EmbedError> {
        let windows: Vec<&[u32]> = together.iter().map(|(_, window)| window.as_slice()).collect();
        let means = self.encoder.means(&windows)?;
        for ((at, window), mean) in together.iter().zip(means) {
            let weight = window.len().saturating_sub(2).max(1) as f32;
            if let Some(sum) = sums.get_mut(*at) {
                sum.iter_mut().zip(mean).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        together.clear();
        Ok(())
    }
}

/// Returns the bytes of a text that a piece of it with its prefix stands for; nothing for a piece of the prefix.
fn in_text(place: Range<usize>, prefix: &str, before: usize) -> Option<Range<usize>> {
    let end = place.end.checked_sub(prefix.len()).filter(|&end| end > 0)?;
    Some(place.start.saturating_sub(prefix.len()) + before..end + before)
}
