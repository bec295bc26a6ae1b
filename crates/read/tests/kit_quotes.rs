//! Who says what in the press kit, against what its author wrote down: `examples/press-kit/quotes.jsonl`.
#![allow(clippy::disallowed_methods, reason = "the kit is on disk; the crate itself touches none")]

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use onrecord_language::Lexicon;
use onrecord_model::{Known, Media, Quote, Reading, Snapshot, SnapshotId};
use onrecord_read::read;
use serde_json::Value;

/// What may still be wrong: names that are lacking, words that nobody says, words in marks that are not listed. No name may be.
const MOST_UNNAMED: usize = 18;
const MOST_NO_SPEECH: usize = 3;
const MOST_MISSED: usize = 6;

fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("the press kit is in the repository");
    text.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).expect("a row")).collect()
}

/// Returns the readings of the kit's sources by the name that the rows call them by.
fn readings(kit: &Path) -> BTreeMap<String, Reading> {
    let lexicon = Lexicon::built_in();
    let reading = |key: &str, media: Media, bytes: Vec<u8>| {
        let (id, key) = (SnapshotId::of(&bytes), key.to_owned());
        read(&Snapshot { id, bytes, media, place: key.clone(), key, path: None, known: Known::default() }, &lexicon)
    };
    let mut readings = BTreeMap::new();
    let folders = ["sources", "saved"].map(|folder| fs::read_dir(kit.join(folder)).expect("the kit has the folder"));
    for entry in folders.into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let media = match name.rsplit('.').next() {
            Some("md") => Media::Markdown,
            Some("txt") => Media::Text,
            Some("html") => Media::Html,
            Some("srt") => Media::Srt,
            Some("vtt") => Media::Vtt,
            Some("jsonl") => {
                for row in rows(&entry.path()) {
                    let (id, text) = (row["id"].as_str().unwrap_or_default(), row["text"].as_str().unwrap_or_default());
                    readings.insert(id.to_owned(), reading(id, Media::Record, text.as_bytes().to_vec()));
                }
                continue;
            }
            _ => continue,
        };
        readings.insert(name.clone(), reading(&name, media, fs::read(entry.path()).expect("a file")));
    }
    readings
}

/// Says whether two spellings are of one name: the same, or one within the other, spaces and hyphens aside.
fn same(one: &str, other: &str) -> bool {
    let fold = |name: &str| name.replace([' ', '-'], "").to_lowercase();
    let (one, other) = (fold(one), fold(other));
    one == other || one.contains(&other) || one.chars().count() > 2 && other.contains(&one)
}

/// A stretch of words that somebody says, as a row tells it and as it was read.
struct Said<'a> {
    range: Range<usize>,
    row: &'a Value,
}

/// A listed stretch: its place, its quote, the name that it is given, and the words that stand for the speaker.
struct Listed<'a> {
    range: Range<usize>,
    quote: &'a Quote,
    name: Option<&'a str>,
    words: Option<&'a str>,
}

/// Returns what share of two ranges is shared.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> f64 {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    shared as f64 / (one.end.max(other.end) - one.start.min(other.start)).max(1) as f64
}

fn listed(reading: &Reading) -> Vec<Listed<'_>> {
    let document = &reading.document;
    let of = |quote: &'_ Quote| quote.speaker.map(|speaker| (speaker.name, speaker.words)).unwrap_or_default();
    let each = reading.quotes.iter().flat_map(|quote| quote.stretches.iter().map(move |span| (quote, *span)));
    each.map(|(quote, span)| Listed {
        range: document.code_points(span),
        quote,
        name: of(quote).0.map(|name| document.words(name)),
        words: of(quote).1.map(|words| document.words(words)),
    })
    .collect()
}

/// Questions, comments and what a writer answers on their own page may be listed, but need not.
fn is_wanted(row: &Value) -> bool {
    row["speech"] == true && !matches!(row["form"].as_str(), Some("question" | "comment" | "own-answer"))
}

fn is_indirect(row: &Value) -> bool {
    matches!(row["form"].as_str(), Some("indirect" | "nested"))
}

#[test]
fn speakers_of_the_press_kit() {
    let kit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/press-kit");
    let readings = readings(&kit);
    let wanted = rows(&kit.join("quotes.jsonl"));
    let mut said: BTreeMap<&str, Vec<Said>> = BTreeMap::new();
    for row in &wanted {
        let at = |key: &str| row[key].as_u64().unwrap_or_default() as usize;
        let name = row["doc"].as_str().expect("a row names its source");
        said.entry(name).or_default().push(Said { range: at("start")..at("end"), row });
    }
    let (mut n_listed, mut n_named, mut n_nameable, mut n_direct) = (0usize, 0usize, 0usize, 0usize);
    let (mut wrong, mut no_speech, mut missed, mut unnamed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (doc, reading) in &readings {
        let said = said.get(doc.as_str()).map_or(&[][..], Vec::as_slice);
        let listed = listed(reading);
        n_listed += listed.len();
        for one in &listed {
            let best = said
                .iter()
                .max_by(|left, right| overlap(&left.range, &one.range).total_cmp(&overlap(&right.range, &one.range)));
            let told = format!("{doc}: {:?} by {:?}", reading.document.words(one.quote.stretches[0]), one.name);
            match best.filter(|best| overlap(&best.range, &one.range) >= 0.4 && best.row["speech"] == true) {
                None => no_speech.push(told),
                Some(best) => {
                    let Some(name) = one.name else { continue };
                    n_named += 1;
                    if !best.row["speaker"].as_str().is_some_and(|speaker| same(name, speaker)) {
                        wrong.push(format!("{told}, wanted {}", best.row["speaker"]));
                    }
                }
            }
        }
        for one in said.iter().filter(|one| is_wanted(one.row)) {
            let best = listed
                .iter()
                .max_by(|left, right| overlap(&left.range, &one.range).total_cmp(&overlap(&right.range, &one.range)));
            let needed = if is_indirect(one.row) { 0.4 } else { 0.6 };
            let found = best.filter(|best| overlap(&best.range, &one.range) >= needed);
            n_direct += usize::from(!is_indirect(one.row));
            let Some(found) = found else {
                if !is_indirect(one.row) {
                    missed.push(format!("{doc}: {}", one.row["text"]));
                }
                continue;
            };
            let Some(speaker) = one.row["speaker"].as_str() else { continue };
            n_nameable += 1;
            if ![found.name, found.words].into_iter().flatten().any(|name| same(name, speaker)) {
                unnamed.push(format!(
                    "{doc}: {} wanted {speaker}, found {:?}",
                    one.row["text"],
                    found.name.or(found.words)
                ));
            }
        }
    }
    let report = format!(
        "{n_listed} listed, {n_named} named\n{} wrong: {wrong:#?}\n{} no speech: {no_speech:#?}\n{} of {n_direct} missed: {missed:#?}\n{} of {n_nameable} without the name: {unnamed:#?}",
        wrong.len(),
        no_speech.len(),
        missed.len(),
        unnamed.len(),
    );
    eprintln!("{report}");
    assert!(wanted.len() > 300 && n_listed > 150, "{report}");
    assert!(wrong.is_empty(), "{report}");
    assert!(unnamed.len() <= MOST_UNNAMED, "{report}");
    assert!(no_speech.len() <= MOST_NO_SPEECH, "{report}");
    assert!(missed.len() <= MOST_MISSED, "{report}");
}
