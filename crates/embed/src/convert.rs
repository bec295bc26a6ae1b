//! Makes a model file out of a folder as model hubs give it: `model.safetensors` and `tokenizer.json`.
//!
//! Weights become blocks of 32 four-bit numbers with one scale, as in the file of the package, so there is one way to
//! compute. The tokenizer's compiled rules of normalisation are not read: NFKC of single characters stands for them, which they imitate.

use std::{fs, io, path::Path};

use half::{bf16, f16};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::{
    EmbedError,
    file::{BLOCK, unusable},
};

const MARKS: [&str; 4] = ["<s>", "<pad>", "</s>", "<unk>"];
const LARGEST_HEADER: usize = 1 << 24;

/// Reads the folder and writes the model file; the file is then checked by opening it.
pub fn convert(folder: &Path, to: &Path) -> Result<(), EmbedError> {
    let tensors = Tensors::read(&folder.join("model.safetensors"))?;
    let tokenizer: Value = serde_json::from_slice(&read(&folder.join("tokenizer.json"))?)
        .map_err(|_| unusable("tokenizer.json is not JSON"))?;
    let bytes = model(&tensors, &pieces(&tokenizer)?)?;
    fs::write(to, bytes).map_err(|cause| EmbedError::Unread { path: to.display().to_string(), cause })
}

struct Tensors {
    header: Value,
    data: Vec<u8>,
}

impl Tensors {
    fn read(path: &Path) -> Result<Tensors, EmbedError> {
        let bytes = read(path)?;
        let wrong = || unusable("model.safetensors has no readable header");
        let (length, rest) = bytes.split_first_chunk::<8>().ok_or_else(wrong)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok().filter(|&length| length <= LARGEST_HEADER);
        let (header, data) = length.and_then(|length| rest.split_at_checked(length)).ok_or_else(wrong)?;
        Ok(Tensors { header: serde_json::from_slice(header).map_err(|_| wrong())?, data: data.to_vec() })
    }

    /// What the header says of a tensor, whatever stands before its name.
    fn entry(&self, name: &str) -> Option<&Value> {
        ["", "bert.", "0.auto_model.", "model."]
            .into_iter()
            .find_map(|prefix| self.header.get(format!("{prefix}{name}")))
    }

    /// The shape and the values of a tensor.
    fn get(&self, name: &str) -> Result<(Vec<usize>, Vec<f32>), EmbedError> {
        let wrong = || unusable(&format!("tensor {name} is missing or of an unknown kind"));
        let entry = self.entry(name).ok_or_else(wrong)?;
        let numbers = |field: &str| -> Option<Vec<usize>> {
            entry.get(field)?.as_array()?.iter().map(|value| usize::try_from(value.as_u64()?).ok()).collect()
        };
        let (shape, offsets) = (numbers("shape").ok_or_else(wrong)?, numbers("data_offsets").ok_or_else(wrong)?);
        let &[start, end] = offsets.as_slice() else { return Err(wrong()) };
        let bytes = self.data.get(start..end).ok_or_else(wrong)?;
        let halves = bytes.as_chunks::<2>().0.iter();
        let values: Vec<f32> = match entry.get("dtype").and_then(Value::as_str) {
            Some("F32") => bytes.as_chunks::<4>().0.iter().map(|&four| f32::from_le_bytes(four)).collect(),
            Some("F16") => halves.map(|&two| f16::from_le_bytes(two).to_f32()).collect(),
            Some("BF16") => halves.map(|&two| bf16::from_le_bytes(two).to_f32()).collect(),
            _ => return Err(wrong()),
        };
        let n = shape.iter().try_fold(1_usize, |n, &side| n.checked_mul(side));
        if n == Some(values.len()) { Ok((shape, values)) } else { Err(wrong()) }
    }
}

fn pieces(tokenizer: &Value) -> Result<Vec<(String, f32)>, EmbedError> {
    let wrong = || unusable("tokenizer.json holds no unigram vocabulary");
    let vocabulary = tokenizer.get("model").and_then(|model| model.get("vocab")).and_then(Value::as_array);
    let mut pieces = Vec::new();
    for entry in vocabulary.ok_or_else(wrong)? {
        let piece = entry.get(0).and_then(Value::as_str).ok_or_else(wrong)?;
        let score = entry.get(1).and_then(Value::as_f64).ok_or_else(wrong)?;
        pieces.push((piece.to_owned(), score as f32));
    }
    let marks = pieces.iter().take(MARKS.len()).map(|(piece, _)| piece.as_str());
    if marks.eq(MARKS) { Ok(pieces) } else { Err(unusable("the vocabulary does not begin with the four marks")) }
}

/// Puts the file together: header, pieces, rules, directory, tensors.
fn model(tensors: &Tensors, pieces: &[(String, f32)]) -> Result<Vec<u8>, EmbedError> {
    let (words, word_values) = tensors.get("embeddings.word_embeddings.weight")?;
    let (positions, position_values) = tensors.get("embeddings.position_embeddings.weight")?;
    let (kinds, kind_values) = tensors.get("embeddings.token_type_embeddings.weight")?;
    let (wide, _) = tensors.get("encoder.layer.0.intermediate.dense.weight")?;
    let (&[n_rows, hidden], &[n_positions, _], &[n_kinds, _], &[inner, _]) =
        (words.as_slice(), positions.as_slice(), kinds.as_slice(), wide.as_slice())
    else {
        return Err(unusable("the embedding tables are of an unknown shape"));
    };
    let has_layer =
        |layer: &usize| tensors.entry(&format!("encoder.layer.{layer}.attention.self.query.weight")).is_some();
    let n_layers = (0..64).take_while(has_layer).count();
    let mut file = b"E5S1".to_vec();
    let sizes = [1, hidden, n_layers, hidden / 32, inner, n_rows, n_positions, n_kinds];
    sizes.iter().for_each(|&size| put(&mut file, size as u32));
    put(&mut file, 1e-12_f32.to_bits());
    put(&mut file, BLOCK as u32);
    put_pieces(&mut file, pieces);
    put_rules(&mut file);

    let mut parts = vec![
        part("emb.word", &word_values, true),
        part("emb.pos", &position_values, false),
        part("emb.type", &kind_values, false),
    ];
    let mut add = |name: String, of: String, blocks: bool| -> Result<(), EmbedError> {
        parts.push(part(&name, &tensors.get(&of)?.1, blocks));
        Ok(())
    };
    for (ours, theirs) in [("w", "weight"), ("b", "bias")] {
        add(format!("emb.ln.{ours}"), format!("embeddings.LayerNorm.{theirs}"), false)?;
        for layer in 0..n_layers {
            for (short, long, matrix) in LAYER {
                let name = format!("l{layer}.{short}.{ours}");
                add(name, format!("encoder.layer.{layer}.{long}.{theirs}"), matrix && ours == "w")?;
            }
        }
    }
    let directory: usize = 4 + parts.iter().map(|part| 2 + part.name.len() + 21).sum::<usize>();
    let mut at = (file.len() + directory) as u64;
    put(&mut file, parts.len() as u32);
    for Part { name, blocks, n_values, bytes } in &parts {
        file.extend((name.len() as u16).to_le_bytes());
        file.extend(name.as_bytes());
        file.push(u8::from(*blocks));
        put(&mut file, *n_values as u32);
        file.extend(at.to_le_bytes());
        file.extend((bytes.len() as u64).to_le_bytes());
        at += bytes.len() as u64;
    }
    parts.iter().for_each(|part| file.extend(&part.bytes));
    Ok(file)
}

const LAYER: [(&str, &str, bool); 8] = [
    ("q", "attention.self.query", true),
    ("k", "attention.self.key", true),
    ("v", "attention.self.value", true),
    ("ao", "attention.output.dense", true),
    ("aln", "attention.output.LayerNorm", false),
    ("fi", "intermediate.dense", true),
    ("fo", "output.dense", true),
    ("oln", "output.LayerNorm", false),
];

struct Part {
    name: String,
    blocks: bool,
    n_values: usize,
    bytes: Vec<u8>,
}

fn part(name: &str, values: &[f32], blocks: bool) -> Part {
    let bytes = if blocks { quantised(values) } else { values.iter().flat_map(|value| value.to_le_bytes()).collect() };
    Part { name: name.to_owned(), blocks, n_values: values.len(), bytes }
}

/// Blocks of 32 numbers from -8 to 7 with a scale, such that the value farthest from zero becomes -8.
fn quantised(values: &[f32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(values.len() / BLOCK * 18);
    for values in values.as_chunks::<BLOCK>().0 {
        let farthest =
            values.iter().copied().fold(0.0_f32, |far, value| if value.abs() > far.abs() { value } else { far });
        let scale = f16::from_f32(farthest / -8.0);
        let inverse = if scale.to_f32() == 0.0 { 0.0 } else { 1.0 / scale.to_f32() };
        let code = |value: f32| (value * inverse + 8.5).clamp(0.0, 15.0) as u8;
        bytes.extend(scale.to_le_bytes());
        bytes.extend((0..BLOCK / 2).map(|at| code(values[at]) | code(values[at + BLOCK / 2]) << 4));
    }
    bytes
}

fn put_pieces(file: &mut Vec<u8>, pieces: &[(String, f32)]) {
    [pieces.len(), 0, 2, 1, 3].iter().for_each(|&number| put(file, number as u32));
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

/// A rule for every character that the model sees in another form: spaces of all kinds, controls, compatibility forms.
fn put_rules(file: &mut Vec<u8>) {
    let (mut n_rules, mut rules) = (0, Vec::new());
    for letter in (0..0x2_0000_u32).filter_map(char::from_u32) {
        let seen: Vec<char> = match letter {
            '\t' | '\n' | '\r' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}' | '\u{2581}' => vec![' '],
            letter if letter.is_control() => vec![],
            letter if letter.is_whitespace() => vec![' '],
            letter => std::iter::once(letter).nfkc().collect(),
        };
        if seen == [letter] || seen.len() > 20 {
            continue;
        }
        n_rules += 1;
        put(&mut rules, u32::from(letter));
        rules.push(seen.len() as u8);
        seen.iter().for_each(|&seen| put(&mut rules, u32::from(seen)));
    }
    put(file, n_rules);
    put(file, rules.len() as u32);
    file.extend(rules);
}

fn put(file: &mut Vec<u8>, number: u32) {
    file.extend(number.to_le_bytes());
}

fn read(path: &Path) -> Result<Vec<u8>, EmbedError> {
    let unread = |cause: io::Error| EmbedError::Unread { path: path.display().to_string(), cause };
    fs::read(path).map_err(unread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Model;

    const HIDDEN: usize = 32;
    const INNER: usize = 64;

    /// A folder as hubs give it, with two layers and six pieces.
    fn folder() -> tempfile::TempDir {
        let mut tensors = vec![
            ("embeddings.word_embeddings.weight".to_owned(), vec![6, HIDDEN]),
            ("embeddings.position_embeddings.weight".to_owned(), vec![20, HIDDEN]),
            ("embeddings.token_type_embeddings.weight".to_owned(), vec![2, HIDDEN]),
            ("embeddings.LayerNorm.weight".to_owned(), vec![HIDDEN]),
            ("embeddings.LayerNorm.bias".to_owned(), vec![HIDDEN]),
        ];
        for layer in 0..2 {
            for (_, long, matrix) in LAYER {
                let (n_out, n_in) = match long {
                    "intermediate.dense" => (INNER, HIDDEN),
                    "output.dense" => (HIDDEN, INNER),
                    _ => (HIDDEN, HIDDEN),
                };
                let shape = if matrix { vec![n_out, n_in] } else { vec![n_out] };
                tensors.push((format!("encoder.layer.{layer}.{long}.weight"), shape));
                tensors.push((format!("encoder.layer.{layer}.{long}.bias"), vec![n_out]));
            }
        }
        let (mut header, mut data) = (serde_json::Map::new(), Vec::new());
        for (name, shape) in tensors {
            let start = data.len();
            for at in 0..shape.iter().product::<usize>() {
                let around = if name.ends_with("LayerNorm.weight") { 1.0 } else { 0.0 };
                let value = around + ((at * 37 + name.len() * 11) % 101) as f32 / 300.0 - 0.17;
                data.extend(value.to_le_bytes());
            }
            let entry = serde_json::json!({"dtype": "F32", "shape": shape, "data_offsets": [start, data.len()]});
            header.insert(name, entry);
        }
        let header = serde_json::to_vec(&header).expect("is JSON");
        let bytes = [&(header.len() as u64).to_le_bytes()[..], &header, &data].concat();
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("model.safetensors"), bytes).expect("is written");
        let vocabulary =
            [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁기록", -4.0), ("▁word", -5.0)];
        let tokenizer = serde_json::json!({"model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary}});
        fs::write(folder.path().join("tokenizer.json"), tokenizer.to_string()).expect("is written");
        folder
    }

    #[test]
    fn a_hub_folder_becomes_a_model_that_computes() {
        let folder = folder();
        let to = folder.path().join("model.bin");
        convert(folder.path(), &to).expect("converts");
        let model = Model::open(&to).expect("opens");
        assert_eq!(model.cut("word 기록\u{3000}word"), [5, 4, 5]);
        let vectors = model.passages(&["word", "기록"]).expect("computes");
        let length: f32 = vectors[0].iter().map(|value| value * value).sum();
        assert!((length - 1.0).abs() < 1e-4 && vectors[0] != vectors[1]);
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let folder = folder();
        let path = folder.path().join("model.safetensors");
        let whole = fs::read(&path).expect("is there");
        for n in (0..whole.len()).step_by(501) {
            fs::write(&path, &whole[..n]).expect("is written");
            assert!(convert(folder.path(), &folder.path().join("model.bin")).is_err(), "cut after {n}");
        }
    }

    #[test]
    fn four_bits_keep_a_weight_within_half_a_step() {
        let values: Vec<f32> = (0..64).map(|at| ((at * 29 % 64) as f32 - 31.0) / 50.0).collect();
        let back = crate::kernel::weights(&quantised(&values));
        for (value, back) in values.iter().zip(back) {
            assert!((value - back).abs() < 0.62 / 8.0, "{value} became {back}");
        }
    }
}
