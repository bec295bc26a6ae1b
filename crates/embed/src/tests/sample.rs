//! A tiny model file made up on the spot, for tests: the same format, a few pieces, weights from a simple sequence.

use std::{fs, path::PathBuf};

use crate::convert::LAYER;
use crate::write::{Sizes, Tensor, model_file};

const HIDDEN: usize = 64;
const INNER: usize = 128;
const LAYERS: usize = 2;
const POSITIONS: usize = 40;
const PIECES: [(&str, f32); 14] = [
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -3.0),
    ("a", -4.0),
    ("b", -4.0),
    ("ab", -5.0),
    ("▁ab", -6.0),
    ("감", -5.0),
    ("독", -5.0),
    ("▁감독", -7.0),
    ("<", -9.0),
    ("<mask>", 0.0),
];

/// The bytes of a small valid model.
pub fn bytes() -> Vec<u8> {
    let mut random = 1_u32;
    let mut values = |around: f32, n: usize| -> Vec<f32> {
        let value = |_| around + (f32::from(next(&mut random)) - 128.0) / 1000.0;
        (0..n).map(value).collect()
    };
    let mut tensors = vec![
        Tensor::blocks("emb.word", &values(0.0, PIECES.len() * HIDDEN)),
        Tensor::numbers("emb.pos", &values(0.0, POSITIONS * HIDDEN)),
        Tensor::numbers("emb.type", &values(0.0, 2 * HIDDEN)),
        Tensor::numbers("emb.ln.w", &values(1.0, HIDDEN)),
        Tensor::numbers("emb.ln.b", &values(0.0, HIDDEN)),
    ];
    for layer in 0..LAYERS {
        for (name, _, is_matrix) in LAYER {
            let (n_in, n_out) = match name {
                "fi" => (HIDDEN, INNER),
                "fo" => (INNER, HIDDEN),
                _ => (HIDDEN, HIDDEN),
            };
            let weight = format!("l{layer}.{name}.w");
            tensors.push(match is_matrix {
                true => Tensor::blocks(&weight, &values(0.0, n_in * n_out)),
                false => Tensor::numbers(&weight, &values(1.0, n_out)),
            });
            tensors.push(Tensor::numbers(&format!("l{layer}.{name}.b"), &values(0.0, n_out)));
        }
    }
    let sizes = Sizes {
        hidden: HIDDEN,
        n_layers: LAYERS,
        inner: INNER,
        n_rows: PIECES.len(),
        n_positions: POSITIONS,
        n_kinds: 2,
    };
    let pieces = PIECES.map(|(piece, score)| (piece.to_owned(), score));
    // A tab is deleted, a full-width A becomes a.
    model_file(&sizes, &pieces, &[('\t', vec![]), ('\u{FF21}', vec!['a'])], &tensors)
}

/// Writes bytes to a file of their own that lives as long as the folder.
pub fn written(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("model.bin");
    fs::write(&path, bytes).expect("the folder can be written to");
    (folder, path)
}

fn next(random: &mut u32) -> u8 {
    *random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*random >> 24) as u8
}
