//! Who says what in the press kit, against what its author wrote down: `examples/press-kit/quotes.jsonl`.
#![allow(clippy::disallowed_methods, reason = "the kit is on disk; the crate itself touches none")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use onrecord_language::Lexicon;
use onrecord_model::{Known, Media, QuoteKind, Reading, Snapshot, SnapshotId};
use onrecord_read::read;
use serde_json::Value;

/// The least F1 of words and speaker together; .90 when this was written.
const FLOOR: f64 = 0.88;

fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("the press kit is in the repository");
    text.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).expect("a row")).collect()
}

/// Returns the readings of the kit's sources by the name that the rows call them by.
fn readings(kit: &Path) -> BTreeMap<String, Reading> {
    let lexicon = Lexicon::built_in();
    let reading = |key: &str, media: Media, text: String| {
        let bytes = text.into_bytes();
        let (id, key) = (SnapshotId::of(&bytes), key.to_owned());
        read(&Snapshot { id, bytes, media, place: key.clone(), key, path: None, known: Known::default() }, &lexicon)
    };
    let mut readings = BTreeMap::new();
    for entry in fs::read_dir(kit.join("sources")).expect("the kit has sources").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let media = match name.rsplit('.').next() {
            Some("md") => Media::Markdown,
            Some("txt") => Media::Text,
            Some("jsonl") => {
                for row in rows(&entry.path()) {
                    let (id, text) = (row["id"].as_str().unwrap_or_default(), row["text"].as_str().unwrap_or_default());
                    readings.insert(id.to_owned(), reading(id, Media::Record, text.to_owned()));
                }
                continue;
            }
            _ => continue,
        };
        let text = fs::read_to_string(entry.path()).expect("a text");
        readings.insert(name.clone(), reading(&name, media, text));
    }
    readings
}

/// Says whether two spellings are of one name: the same, or one within the other, spaces and hyphens aside.
fn same(one: &str, other: &str) -> bool {
    let fold = |name: &str| name.replace([' ', '-'], "").to_lowercase();
    let (one, other) = (fold(one), fold(other));
    one == other || one.contains(&other) || one.chars().count() > 2 && other.contains(&one)
}

#[test]
fn speakers_of_the_press_kit() {
    let kit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/press-kit");
    let readings = readings(&kit);
    let (mut n_right, mut n_found, mut n_wanted, mut report) = (0usize, 0usize, 0usize, String::new());
    let wanted = rows(&kit.join("quotes.jsonl"));
    for row in wanted.iter().filter(|row| row["speech"] == true) {
        let Some(reading) = row["doc"].as_str().and_then(|name| readings.get(name)) else { continue };
        n_wanted += 1;
        let range = row["start"].as_u64().unwrap_or_default() as f64..row["end"].as_u64().unwrap_or_default() as f64;
        let overlap = |span: onrecord_model::Span| {
            let found = reading.document.code_points(span);
            let (start, end) = (found.start as f64, found.end as f64);
            (end.min(range.end) - start.max(range.start)) / (end.max(range.end) - start.min(range.start))
        };
        let best = reading
            .quotes
            .iter()
            .flat_map(|quote| quote.stretches.iter().map(move |span| (overlap(*span), quote)))
            .max_by(|one, other| one.0.total_cmp(&other.0))
            .filter(|(share, _)| *share >= 0.8);
        let spoken = best.and_then(|(_, quote)| quote.speaker).map(|speaker| {
            [speaker.name, speaker.words].into_iter().flatten().map(|span| reading.document.words(span)).collect()
        });
        let names: Vec<&str> = spoken.unwrap_or_default();
        let is_right = match row["speaker"].as_str() {
            Some(speaker) => names.iter().any(|name| same(name, speaker)),
            None => best.is_some() && names.is_empty(),
        };
        n_right += usize::from(is_right);
        if !is_right {
            report += &format!("{}: {} wanted {}, found {names:?}\n", row["doc"], row["text"], row["speaker"]);
        }
    }
    for name in wanted.iter().filter_map(|row| row["doc"].as_str()).collect::<std::collections::BTreeSet<_>>() {
        let quotes = readings.get(name).map_or(&[][..], |reading| &reading.quotes);
        n_found += quotes
            .iter()
            .filter(|quote| quote.kind == QuoteKind::Direct)
            .map(|quote| quote.stretches.len())
            .sum::<usize>();
    }
    let f1 = 2.0 * n_right as f64 / (n_wanted + n_found) as f64;
    eprintln!("right {n_right}, found {n_found}, wanted {n_wanted}, F1 {f1:.3}\n{report}");
    assert!(n_wanted > 100, "only {n_wanted} rows have a source");
    assert!(f1 >= FLOOR, "F1 {f1:.3}\n{report}");
}
