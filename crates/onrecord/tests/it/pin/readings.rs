//! Readings in full: text, blocks, sentences, passages, people, quotations, remarks, and what is known of the source.

use std::fs;
use std::path::{Path, PathBuf};

use onrecord_gather::{Gathered, Given, gather};
use onrecord_language::Lexicon;
use onrecord_model::{Document, Known, Media, Reading, Snapshot, SnapshotId};
use onrecord_read::read;
use serde::Serialize;
use serde_json::{Value, json};

use super::kept::{self, Pin};

/// Pins the readings of all files in these folders, a line for each part of a reading.
pub fn files(pin: &mut Pin, folders: &[&str]) {
    let lexicon = Lexicon::built_in();
    let given = Given { known: Known::default(), most_bytes: 64_000_000 };
    for folder in folders {
        gather(&kept::root().join(folder), &given, &mut |gathered| match gathered {
            Gathered::Snapshot(snapshot) => parts(pin, &snapshot.key, &read(&snapshot, &lexicon)),
            Gathered::Mended(snapshot, how) => {
                pin.add(&json!({"of": snapshot.key, "mended": how}));
                parts(pin, &snapshot.key, &read(&snapshot, &lexicon));
            }
            Gathered::Skipped(..) | Gathered::LeftAside(_) => {}
        });
    }
}

/// Pins the readings of the cases of one line, each in one line; returns how many there are.
pub fn cases(pin: &mut Pin) -> usize {
    let lexicon = Lexicon::built_in();
    let mut n_cases = 0;
    for file in kept::folders("tests").iter().flat_map(|folder| below(&kept::root().join(folder))) {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (mark, break_mark, media) = match name.as_str() {
            "english_quotes.txt" => ('|', "¶", Media::Markdown),
            name if name.starts_with("korean_") && name.ends_with(".txt") => ('\t', "\\n", Media::Text),
            _ => continue,
        };
        let paragraph = if mark == '|' { "\n\n" } else { "\n" };
        let text = fs::read_to_string(&file).expect("cases");
        for row in text.lines().filter(|row| !row.starts_with('#') && !row.starts_with("//")) {
            let Some(text) = row.split(mark).nth(1) else { continue };
            let reading = read(&snapshot(text.replace(break_mark, paragraph), media), &lexicon);
            let mut whole = json!({"of": name, "text": text});
            for (kind, values) in lists(&reading) {
                whole[kind] = values.into();
            }
            whole["known"] = known(&reading);
            pin.add(&whole);
            n_cases += 1;
        }
    }
    n_cases
}

fn snapshot(text: String, media: Media) -> Snapshot {
    let bytes = text.into_bytes();
    let (key, place) = ("case".to_owned(), "case".to_owned());
    Snapshot { id: SnapshotId::of(&bytes), bytes, media, key, place, path: None, known: Known::default() }
}

fn parts(pin: &mut Pin, key: &str, reading: &Reading) {
    let document = &reading.document;
    let hash = SnapshotId::of(document.text().as_bytes()).to_string();
    pin.add(&json!({"of": key, "text": hash, "language": document.language, "known": known(reading)}));
    for (kind, values) in lists(reading) {
        for value in values {
            pin.add(&json!({"of": key, kind: value}));
        }
    }
}

fn known(reading: &Reading) -> Value {
    let mut known = json!(reading.known);
    known.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
    known
}

/// Returns all parts of a reading, kind by kind in reading order.
fn lists(reading: &Reading) -> [(&'static str, Vec<Value>); 6] {
    let document = &reading.document;
    [
        ("block", shown(document, &document.blocks, usize::MAX)),
        ("sentence", shown(document, &reading.sentences, 30)),
        ("passage", shown(document, &reading.passages, 30)),
        ("person", shown(document, &reading.people, 60)),
        ("quote", shown(document, &reading.quotes, 60)),
        ("remark", shown(document, &reading.remarks, 60)),
    ]
}

fn shown<T: Serialize>(document: &Document, parts: &[T], most: usize) -> Vec<Value> {
    parts.iter().map(|part| with_words(document, json!(part), most)).collect()
}

/// Puts `START..END WORDS` in the place of every span, with so many characters of its words, and leaves out what is null.
fn with_words(document: &Document, value: Value, most: usize) -> Value {
    match value {
        Value::Object(fields) if fields.contains_key("document") && fields.contains_key("end") => {
            let at = |name: &str| fields[name].as_u64().expect("an offset") as usize;
            let (start, end) = (at("start"), at("end"));
            let words = document.text().get(start..end).expect("a span in the document");
            let words: String = words.chars().take(most).collect();
            Value::String(format!("{start}..{end} {words}"))
        }
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, with_words(document, value, most)))
            .collect(),
        Value::Array(items) => items.into_iter().map(|item| with_words(document, item, most)).collect(),
        other => other,
    }
}

/// Returns the files below a folder in the order of their paths.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries.into_iter().flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}
