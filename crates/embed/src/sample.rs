//! A tiny model file made up on the spot, for tests: the same format, a few pieces, weights from a simple sequence.

use std::{io::Write, path::PathBuf};

use super::file::{BLOCK, BLOCK_BYTES};

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
    let mut file = b"E5S1".to_vec();
    let sizes = [1, HIDDEN, LAYERS, HIDDEN / 32, INNER, PIECES.len(), POSITIONS, 2];
    sizes.iter().for_each(|&size| put(&mut file, size as u32));
    put(&mut file, 1e-12_f32.to_bits());
    put(&mut file, BLOCK as u32);
    [PIECES.len(), 0, 2, 1, 3].iter().for_each(|&number| put(&mut file, number as u32));
    let text: String = PIECES.iter().map(|(piece, _)| *piece).collect();
    put(&mut file, text.len() as u32);
    put(&mut file, 0);
    let mut start = 0;
    put(&mut file, 0);
    for (piece, _) in PIECES {
        start += piece.len() as u32;
        put(&mut file, start);
    }
    PIECES.iter().for_each(|(_, score)| put(&mut file, score.to_bits()));
    file.extend(text.as_bytes());
    // Rules: a tab is deleted, a full-width A becomes a.
    put(&mut file, 2);
    put(&mut file, 5 + 9);
    put(&mut file, 9);
    file.push(0);
    put(&mut file, 0xFF21);
    file.push(1);
    put(&mut file, u32::from('a'));
    with_tensors(file)
}

/// Writes bytes to a file of their own that lives as long as the folder.
pub fn written(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("model.bin");
    std::fs::File::create(&path).and_then(|mut file| file.write_all(bytes)).expect("the folder can be written to");
    (folder, path)
}

fn with_tensors(mut file: Vec<u8>) -> Vec<u8> {
    let mut tensors: Vec<(String, bool, usize)> = vec![
        ("emb.word".into(), true, PIECES.len() * HIDDEN),
        ("emb.pos".into(), false, POSITIONS * HIDDEN),
        ("emb.type".into(), false, 2 * HIDDEN),
        ("emb.ln.w".into(), false, HIDDEN),
        ("emb.ln.b".into(), false, HIDDEN),
    ];
    for layer in 0..LAYERS {
        for (name, n_in, n_out) in [
            ("q", HIDDEN, HIDDEN),
            ("k", HIDDEN, HIDDEN),
            ("v", HIDDEN, HIDDEN),
            ("ao", HIDDEN, HIDDEN),
            ("fi", HIDDEN, INNER),
            ("fo", INNER, HIDDEN),
        ] {
            tensors.push((format!("l{layer}.{name}.w"), true, n_in * n_out));
            tensors.push((format!("l{layer}.{name}.b"), false, n_out));
        }
        for name in ["aln.w", "aln.b", "oln.w", "oln.b"] {
            tensors.push((format!("l{layer}.{name}"), false, HIDDEN));
        }
    }
    let directory: usize = 4 + tensors.iter().map(|(name, ..)| 2 + name.len() + 1 + 4 + 8 + 8).sum::<usize>();
    let mut at = file.len() + directory;
    put(&mut file, tensors.len() as u32);
    let mut data = Vec::new();
    let mut random = 1_u32;
    for (name, blocks, n_values) in tensors {
        let before = data.len();
        if blocks {
            for _ in 0..n_values / BLOCK {
                data.extend(half::f16::from_f32(0.03).to_le_bytes());
                data.extend((2..BLOCK_BYTES).map(|_| next(&mut random)));
            }
        } else {
            let around = if name.ends_with("ln.w") { 1.0 } else { 0.0 };
            for _ in 0..n_values {
                let value = around + (f32::from(next(&mut random)) - 128.0) / 1000.0;
                data.extend(value.to_le_bytes());
            }
        }
        let n_bytes = data.len() - before;
        file.extend((name.len() as u16).to_le_bytes());
        file.extend(name.as_bytes());
        file.push(u8::from(blocks));
        put(&mut file, n_values as u32);
        file.extend((at as u64).to_le_bytes());
        file.extend((n_bytes as u64).to_le_bytes());
        at += n_bytes;
    }
    file.extend(data);
    file
}

fn put(file: &mut Vec<u8>, number: u32) {
    file.extend(number.to_le_bytes());
}

fn next(random: &mut u32) -> u8 {
    *random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*random >> 24) as u8
}
