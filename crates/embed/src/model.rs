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
        let vectors = self.vectors(&[format!("query: {}", text.trim())])?;
        Ok(vectors.into_iter().next().unwrap_or_default())
    }

    /// The unit vectors of passages, in their order. Several at once are cheaper than one by one.
    pub fn passages<T: AsRef<str>>(&self, texts: &[T]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let prefixed: Vec<String> = texts.iter().map(|text| format!("passage: {}", text.as_ref().trim())).collect();
        self.vectors(&prefixed)
    }

    /// The states of the pieces of questions, in their order.
    pub fn question_states<T: AsRef<str>>(&self, texts: &[T]) -> Result<Vec<States>, EmbedError> {
        self.states("query: ", texts)
    }

    /// The states of the pieces of passages, in their order. Several at once are cheaper than one by one.
    pub fn passage_states<T: AsRef<str>>(&self, texts: &[T]) -> Result<Vec<States>, EmbedError> {
        self.states("passage: ", texts)
    }

    fn states<T: AsRef<str>>(&self, prefix: &str, texts: &[T]) -> Result<Vec<States>, EmbedError> {
        let limit = self.encoder.content_limit();
        let mut cuts = Vec::with_capacity(texts.len());
        for text in texts {
            let (text, before) = (text.as_ref().trim(), text.as_ref().len() - text.as_ref().trim_start().len());
            let mut placed = self.pieces.placed(&format!("{prefix}{text}"));
            placed.truncate(limit);
            cuts.push((placed, before));
        }
        let mut all = Vec::with_capacity(texts.len());
        let mut rest = cuts.as_slice();
        while !rest.is_empty() {
            let mut n_together = 0;
            let fits = |n: usize| n <= PIECES_TOGETHER;
            let n_texts = rest.iter().take_while(|(placed, _)| {
                n_together += placed.len() + 2;
                fits(n_together)
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
                // The mark of beginning, and that of the end below.
                states.next();
                let (mut values, mut places) = (Vec::new(), Vec::new());
                for ((_, place), state) in placed.iter().zip(states.by_ref()) {
                    if let Some(end) = place.end.checked_sub(prefix.len()).filter(|&end| end > 0) {
                        values.extend_from_slice(state);
                        places.push(place.start.saturating_sub(prefix.len()) + before..end + before);
                    }
                }
                states.next();
                all.push(States { values, places });
            }
        }
        Ok(all)
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
