//! English quotations, one case a line in `english_quotes.txt`: what it shows, the text, who says what.
//!
//! `¶` parts paragraphs. Expected: `speaker: words`, parted by ` / `; the speaker is the name, else the words that
//! stand for it in `<>`, else `?`. `~` marks indirect words, `±` mixed ones, `+` parts stretches of one utterance.
//! A line whose name ends in `(known wrong)` pins what is still wrong, so that mending it is noticed.

use onrecord_language::Lexicon;
use onrecord_model::{Known, Media, Quote, QuoteKind, Reading, Snapshot, SnapshotId};
use onrecord_read::read;

fn reading(text: &str, lexicon: &Lexicon) -> Reading {
    let snapshot = Snapshot {
        id: SnapshotId::of(text.as_bytes()),
        bytes: text.as_bytes().to_vec(),
        media: Media::Markdown,
        key: "case".to_owned(),
        place: "case".to_owned(),
        path: None,
        known: Known::default(),
    };
    read(&snapshot, lexicon)
}

fn show(reading: &Reading, quote: &Quote) -> String {
    let document = &reading.document;
    let kind = match quote.kind {
        QuoteKind::Direct => "",
        QuoteKind::Mixed => "±",
        QuoteKind::Indirect => "~",
    };
    let speaker = match quote.speaker {
        Some(speaker) => match (speaker.name, speaker.words) {
            (Some(name), _) => document.words(name).to_owned(),
            (None, Some(words)) => format!("<{}>", document.words(words)),
            (None, None) => "?".to_owned(),
        },
        None => "?".to_owned(),
    };
    let words: Vec<&str> = quote.stretches.iter().map(|span| document.words(*span)).collect();
    format!("{kind}{speaker}: {}", words.join(" + "))
}

fn found(text: &str, lexicon: &Lexicon) -> String {
    let reading = reading(&text.replace('¶', "\n\n"), lexicon);
    assert!(reading.holds(), "a span outside the document: {text}");
    let quotes: Vec<String> = reading.quotes.iter().map(|quote| show(&reading, quote)).collect();
    if quotes.is_empty() { "-".to_owned() } else { quotes.join(" / ") }
}

#[test]
fn every_case_reads_as_written() {
    let lexicon = Lexicon::built_in();
    let mut wrong = Vec::new();
    let mut n_cases = 0;
    for row in include_str!("english_quotes.txt").lines().filter(|row| !row.is_empty() && !row.starts_with("//")) {
        let mut columns = row.split('|');
        let (Some(name), Some(text), Some(expected), None) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            panic!("a row is `name|text|expected`: {row}");
        };
        n_cases += 1;
        let found = found(text, &lexicon);
        if found != expected {
            wrong.push(format!("{name}|{text}|{found}\n    expected {expected}"));
        }
    }
    assert!(n_cases >= 150, "{n_cases} cases");
    assert!(wrong.is_empty(), "{} of {n_cases} cases read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
