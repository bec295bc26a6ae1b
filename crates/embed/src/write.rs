//! Puts a model file together: what `file` and `pieces` read.

use crate::block::{BLOCK, quantised};

/// A named row of numbers of a model.
pub struct Tensor {
    name: String,
    is_blocks: bool,
    n_values: usize,
    bytes: Vec<u8>,
}

impl Tensor {
    /// Numbers that are kept as they are.
    pub fn numbers(name: &str, values: &[f32]) -> Tensor {
        let bytes = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        Tensor { name: name.to_owned(), is_blocks: false, n_values: values.len(), bytes }
    }

    /// Numbers that are kept as blocks of four-bit weights.
    pub fn blocks(name: &str, values: &[f32]) -> Tensor {
        Tensor { name: name.to_owned(), is_blocks: true, n_values: values.len(), bytes: quantised(values) }
    }
}

/// The sizes of a network, as the header has them.
pub struct Sizes {
    /// Components of a vector.
    pub hidden: usize,
    /// Layers of the encoder.
    pub n_layers: usize,
    /// Width of the feed-forward part.
    pub inner: usize,
    /// Rows of the embedding table.
    pub n_rows: usize,
    /// The longest input, marks included.
    pub n_positions: usize,
    /// Kinds of text.
    pub n_kinds: usize,
}

/// The bytes of a model file: header, pieces with their scores, rules of normalisation, directory of tensors, tensors.
pub fn model_file(sizes: &Sizes, pieces: &[(String, f32)], rules: &[(char, Vec<char>)], tensors: &[Tensor]) -> Vec<u8> {
    let Sizes { hidden, n_layers, inner, n_rows, n_positions, n_kinds } = *sizes;
    let mut file = b"E5S1".to_vec();
    put_all(&mut file, [1, hidden, n_layers, hidden / 32, inner, n_rows, n_positions, n_kinds]);
    put(&mut file, 1e-12_f32.to_bits());
    put(&mut file, BLOCK as u32);
    put_pieces(&mut file, pieces);
    put_rules(&mut file, rules);
    let directory: usize = 4 + tensors.iter().map(|tensor| 2 + tensor.name.len() + 21).sum::<usize>();
    let mut at = (file.len() + directory) as u64;
    put(&mut file, tensors.len() as u32);
    for Tensor { name, is_blocks, n_values, bytes } in tensors {
        file.extend((name.len() as u16).to_le_bytes());
        file.extend(name.as_bytes());
        file.push(u8::from(*is_blocks));
        put(&mut file, *n_values as u32);
        file.extend(at.to_le_bytes());
        file.extend((bytes.len() as u64).to_le_bytes());
        at += bytes.len() as u64;
    }
    tensors.iter().for_each(|tensor| file.extend(&tensor.bytes));
    file
}

fn put_pieces(file: &mut Vec<u8>, pieces: &[(String, f32)]) {
    put_all(file, [pieces.len(), 0, 2, 1, 3]);
    let n_bytes: usize = pieces.iter().map(|(piece, _)| piece.len()).sum();
    file.extend((n_bytes as u64).to_le_bytes());
    let mut at = 0;
    put(file, at);
    for (piece, _) in pieces {
        at += piece.len() as u32;
        put(file, at);
    }
    pieces.iter().for_each(|(_, score)| put(file, score.to_bits()));
    pieces.iter().for_each(|(piece, _)| file.extend(piece.as_bytes()));
}

fn put_rules(file: &mut Vec<u8>, rules: &[(char, Vec<char>)]) {
    put(file, rules.len() as u32);
    put(file, rules.iter().map(|(_, seen)| 5 + 4 * seen.len() as u32).sum());
    for (letter, seen) in rules {
        put(file, u32::from(*letter));
        file.push(seen.len() as u8);
        seen.iter().for_each(|&seen| put(file, u32::from(seen)));
    }
}

fn put(file: &mut Vec<u8>, number: u32) {
    file.extend(number.to_le_bytes());
}

fn put_all<const N: usize>(file: &mut Vec<u8>, numbers: [usize; N]) {
    numbers.iter().for_each(|&number| put(file, number as u32));
}
