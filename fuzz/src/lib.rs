//! What every target does: reads bytes as one kind of file, and holds the reading to its promises.

use std::sync::LazyLock;

use onrecord_language::Lexicon;
use onrecord_model::{Document, Known, Media, Reading, Record, Snapshot, SnapshotId, Source};
use onrecord_read::{READER, read};

/// The lexicon that the program has built in.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::built_in);

/// Returns a snapshot of these bytes.
pub fn snapshot(bytes: &[u8], media: Media) -> Snapshot {
    Snapshot {
        id: SnapshotId::of(bytes),
        bytes: bytes.to_vec(),
        media,
        key: "fuzzed".to_owned(),
        place: "/fuzzed".to_owned(),
        path: None,
        known: Known::default(),
    }
}

/// Reads bytes as one kind of file and returns the reading, which holds what is promised of every reading.
pub fn reading(bytes: &[u8], media: Media) -> Reading {
    let snapshot = snapshot(bytes, media);
    let reading = read(&snapshot, &LEXICON);
    assert!(reading.holds(), "a span lies outside of its document");
    assert_eq!(reading.reader, READER);
    in_order(&reading);
    for quote in &reading.quotes {
        for &stretch in &quote.stretches {
            verbatim(&reading.document, stretch);
        }
        assert!((0.0..=1.0).contains(&quote.confidence), "confidence {}", quote.confidence);
    }
    for sentence in &reading.sentences {
        verbatim(&reading.document, sentence.span);
    }
    reading
}

/// Blocks, sentences and passages stand in reading order, and none overlaps the next.
fn in_order(reading: &Reading) {
    for pair in reading.document.blocks.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "blocks overlap");
    }
    for pair in reading.sentences.windows(2) {
        assert!(pair[0].span.end() <= pair[1].span.start(), "sentences overlap");
    }
    for pair in reading.passages.windows(2) {
        assert!(pair[0].span.start() <= pair[1].span.start(), "passages out of order");
    }
    for quote in &reading.quotes {
        for pair in quote.stretches.windows(2) {
            assert!(pair[0].end() <= pair[1].start(), "stretches of a quotation overlap");
        }
    }
}

/// What is cited stands letter for letter at the place that is given.
fn verbatim(document: &Document, span: onrecord_model::Span) {
    let evidence =
        Record::new(Source::default(), Reading::of(document.clone())).cite(span).expect("a span of this document");
    let place = evidence.range();
    let again = document.at_code_points(place).expect("a place of this document");
    assert_eq!(document.words(again), evidence.text(), "cited words do not stand at their place");
}
