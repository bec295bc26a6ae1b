//! The network itself: a BERT encoder with normalisation after each part, and the mean over all positions.

use crate::EmbedError;
use crate::block::weights;
use crate::file::{ModelFile, Rows, Shape};
use crate::maths::Heads;
use crate::matrix::{Input, Matrix};
use crate::processor::{self, Processor};

/// The layers of the network, with the embedding table left in the file.
pub struct Encoder {
    processor: Processor,
    shape: Shape,
    rows: Rows,
    // The embedding of each position, with that of the one kind of text there is.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

struct Layer {
    query: Matrix,
    key: Matrix,
    value: Matrix,
    attended: Matrix,
    attended_norm: Norm,
    wide: Matrix,
    narrow: Matrix,
    narrow_norm: Norm,
}

impl Encoder {
    /// Reads all tensors, whose directory the file has read.
    pub fn read(mut file: ModelFile, processor: Processor) -> Result<Encoder, EmbedError> {
        let shape = file.shape.clone();
        let hidden = shape.hidden;
        let mut positions = file.numbers("emb.pos", shape.n_positions * hidden)?;
        // Only one kind of text is used, but the table may have several rows.
        let kinds = file.numbers("emb.type", 2 * hidden)?;
        for position in positions.chunks_exact_mut(hidden) {
            position.iter_mut().zip(&kinds).for_each(|(value, kind)| *value += kind);
        }
        let norm = Norm::read(&mut file, "emb.ln", hidden)?;
        let layers = (0..shape.n_layers).map(|at| Layer::read(&mut file, at, processor)).collect::<Result<_, _>>()?;
        let rows = file.into_rows("emb.word", shape.n_rows, hidden)?;
        Ok(Encoder { processor, shape, rows, positions, norm, layers })
    }

    /// The number of components of a vector.
    pub fn dimensions(&self) -> usize {
        self.shape.hidden
    }

    /// The most pieces of a window, without its two marks.
    pub fn content_limit(&self) -> usize {
        self.shape.n_positions - 2
    }

    /// The code path that computes.
    pub fn processor(&self) -> Processor {
        self.processor
    }

    /// The mean over the positions of each window of pieces (marks included), not yet of unit length.
    pub fn means(&self, windows: &[&[u32]]) -> Result<Vec<Vec<f32>>, EmbedError> {
        let hidden = self.shape.hidden;
        let states = self.states(windows)?;
        let mut rest = states.as_slice();
        let means = windows.iter().map(|window| {
            let (positions, after) = rest.split_at(window.len() * hidden);
            rest = after;
            let mut mean = vec![0.0; hidden];
            for position in positions.chunks_exact(hidden) {
                mean.iter_mut().zip(position).for_each(|(sum, value)| *sum += value);
            }
            mean.iter_mut().for_each(|sum| *sum /= window.len() as f32);
            mean
        });
        Ok(means.collect())
    }

    /// The state of each position of each window of pieces (marks included) behind the last layer, window by window.
    ///
    /// The windows are computed together: matrices see one long input, only attention keeps to a window.
    pub fn states(&self, windows: &[&[u32]]) -> Result<Vec<f32>, EmbedError> {
        let hidden = self.shape.hidden;
        let mut state = self.embeddings(windows)?;
        let n = state.len() / hidden;
        let mut room = Room {
            input: Input::default(),
            query: vec![0.0; state.len()],
            key: vec![0.0; state.len()],
            value: vec![0.0; state.len()],
            attended: vec![0.0; state.len()],
            wide: vec![0.0; n * self.shape.inner],
            heads: Vec::new(),
        };
        for layer in &self.layers {
            self.apply(layer, windows, &mut state, &mut room);
        }
        Ok(state)
    }

    fn embeddings(&self, windows: &[&[u32]]) -> Result<Vec<f32>, EmbedError> {
        let hidden = self.shape.hidden;
        let n: usize = windows.iter().map(|window| window.len()).sum();
        let mut state = Vec::with_capacity(n * hidden);
        let mut blocks = vec![0; self.rows.row_bytes()];
        let mut positions = Vec::with_capacity(n * hidden);
        for window in windows {
            for (&piece, position) in window.iter().zip(self.positions.chunks_exact(hidden)) {
                self.rows.read(piece, &mut blocks)?;
                state.extend(weights(&blocks));
                positions.extend_from_slice(position);
            }
        }
        let norm = (self.norm.weight.as_slice(), self.norm.bias.as_slice());
        processor::add_and_normalise(self.processor, &mut state, &positions, norm, self.shape.epsilon);
        Ok(state)
    }

    fn apply(&self, layer: &Layer, windows: &[&[u32]], state: &mut [f32], room: &mut Room) {
        let (hidden, processor) = (self.shape.hidden, self.processor);
        let Room { input, query, key, value, attended, wide, heads } = room;
        input.fill(processor, state, hidden);
        layer.query.times(input, query);
        layer.key.times(input, key);
        layer.value.times(input, value);
        let mut at = 0;
        for window in windows {
            let range = at..at + window.len() * hidden;
            at = range.end;
            let of_window = Heads {
                query: &query[range.clone()],
                key: &key[range.clone()],
                value: &value[range.clone()],
                room: heads,
            };
            processor::attend(processor, of_window, hidden, &mut attended[range]);
        }
        input.fill(processor, attended, hidden);
        layer.attended.times(input, query);
        layer.attended_norm.apply(processor, state, query, self.shape.epsilon);
        input.fill(processor, state, hidden);
        layer.wide.times(input, wide);
        processor::gelu(processor, wide);
        input.fill(processor, wide, self.shape.inner);
        layer.narrow.times(input, query);
        layer.narrow_norm.apply(processor, state, query, self.shape.epsilon);
    }
}

/// Buffers that every layer uses again.
struct Room {
    input: Input,
    query: Vec<f32>,
    key: Vec<f32>,
    value: Vec<f32>,
    attended: Vec<f32>,
    wide: Vec<f32>,
    heads: Vec<f32>,
}

impl Norm {
    fn read(file: &mut ModelFile, name: &str, n: usize) -> Result<Norm, EmbedError> {
        let weight = file.numbers(&format!("{name}.w"), n)?;
        Ok(Norm { weight, bias: file.numbers(&format!("{name}.b"), n)? })
    }

    fn apply(&self, processor: Processor, state: &mut [f32], other: &[f32], epsilon: f32) {
        processor::add_and_normalise(processor, state, other, (&self.weight, &self.bias), epsilon);
    }
}

impl Layer {
    fn read(file: &mut ModelFile, at: usize, processor: Processor) -> Result<Layer, EmbedError> {
        let Shape { hidden, inner, .. } = file.shape;
        let mut matrix = |name: &str, n_in: usize, n_out: usize| {
            let blocks = file.blocks(&format!("l{at}.{name}.w"), n_in * n_out)?;
            let bias = file.numbers(&format!("l{at}.{name}.b"), n_out)?;
            Ok(Matrix::new(processor, &blocks, n_in, bias))
        };
        let query = matrix("q", hidden, hidden)?;
        let key = matrix("k", hidden, hidden)?;
        let value = matrix("v", hidden, hidden)?;
        let attended = matrix("ao", hidden, hidden)?;
        let wide = matrix("fi", hidden, inner)?;
        let narrow = matrix("fo", inner, hidden)?;
        let attended_norm = Norm::read(file, &format!("l{at}.aln"), hidden)?;
        let narrow_norm = Norm::read(file, &format!("l{at}.oln"), hidden)?;
        Ok(Layer { query, key, value, attended, attended_norm, wide, narrow, narrow_norm })
    }
}
