//! Makes a model file out of a folder as model hubs give it: `model.safetensors` and `tokenizer.json`.
//!
//! Weights become blocks of 32 four-bit numbers with one scale, as in the file of the package, so there is one way to
//! compute. The tokenizer's compiled rules of normalisation are not read: NFKC of single characters stands for them, which they imitate.

use std::{fs, io, path::Path};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::error::{EmbedError, unusable};
use crate::half;
use crate::write::{Sizes, Tensor, model_file};

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
            Some("F16") => halves.map(|&two| half::to_f32(two)).collect(),
            Some("BF16") => halves.map(|&two| half::brain_to_f32(two)).collect(),
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

/// The bytes of the model file.
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
    let mut parts = vec![
        Tensor::blocks("emb.word", &word_values),
        Tensor::numbers("emb.pos", &position_values),
        Tensor::numbers("emb.type", &kind_values),
    ];
    for (ours, theirs) in [("w", "weight"), ("b", "bias")] {
        let (_, values) = tensors.get(&format!("embeddings.LayerNorm.{theirs}"))?;
        parts.push(Tensor::numbers(&format!("emb.ln.{ours}"), &values));
        for layer in 0..n_layers {
            for (short, long, is_matrix) in LAYER {
                let (_, values) = tensors.get(&format!("encoder.layer.{layer}.{long}.{theirs}"))?;
                let kept = if is_matrix && ours == "w" { Tensor::blocks } else { Tensor::numbers };
                parts.push(kept(&format!("l{layer}.{short}.{ours}"), &values));
            }
        }
    }
    let sizes = Sizes { hidden, n_layers, inner, n_rows, n_positions, n_kinds };
    Ok(model_file(&sizes, pieces, &rules(), &parts))
}

/// The parts of a layer: their names in the file and in the folder, and whether their weights are a matrix.
pub const LAYER: [(&str, &str, bool); 8] = [
    ("q", "attention.self.query", true),
    ("k", "attention.self.key", true),
    ("v", "attention.self.value", true),
    ("ao", "attention.output.dense", true),
    ("aln", "attention.output.LayerNorm", false),
    ("fi", "intermediate.dense", true),
    ("fo", "output.dense", true),
    ("oln", "output.LayerNorm", false),
];

/// A rule for every character that the model sees in another form: spaces of all kinds, controls, compatibility forms.
fn rules() -> Vec<(char, Vec<char>)> {
    let seen = |letter: char| match letter {
        '\t' | '\n' | '\r' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fffd}' | '\u{2581}' => vec![' '],
        letter if letter.is_control() => vec![],
        letter if letter.is_whitespace() => vec![' '],
        letter => std::iter::once(letter).nfkc().collect(),
    };
    let rules = (0..0x2_0000_u32).filter_map(char::from_u32).map(|letter| (letter, seen(letter)));
    rules.filter(|(letter, seen)| *seen != [*letter] && seen.len() <= 20).collect()
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
}
