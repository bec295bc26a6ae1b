//! Places of a record that may be the original of a quotation in the other language.

use std::ops::Range;

use onrecord_model::{QuoteKind, SentenceKind};

use super::bounds;
use crate::proof::draft::is_korean;
use crate::proof::record::Record;

/// A place that may be the original of a quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Original {
    /// The position of its record.
    pub record: usize,
    /// Where it stands, in bytes of the document.
    pub range: Range<usize>,
    /// The cosine to the quotation, each less the mean of its own language; 1 is the same. `None` where it was not measured.
    pub nearness: Option<f32>,
    /// Whether the one who is credited is the author of the source, and so of whatever nobody else says in it.
    pub is_own: bool,
}

/// Returns the places of a part of a record that may be originals: what is said there, and each run of up to three sentences.
///
/// Only those in the other language than the words, and of about their length.
pub fn stretches(record: &Record, within: &Range<usize>, words: &str) -> Vec<Range<usize>> {
    let korean = !is_korean(words);
    let reading = &record.reading;
    let text = reading.document.text();
    let mut found: Vec<Range<usize>> = Vec::new();
    let said = reading.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect);
    for stretch in said.flat_map(|quote| &quote.stretches) {
        if stretch.start() < within.end && within.start < stretch.end() {
            found.push(stretch.range());
        }
    }
    let first = reading.sentences.partition_point(|sentence| sentence.span.end() <= within.start);
    let after = reading.sentences.partition_point(|sentence| sentence.span.start() < within.end);
    let is_question = |at: usize| reading.sentences[at].kind != SentenceKind::Statement;
    for from in (first..after).filter(|&at| !is_question(at)) {
        for to in from..after.min(from + bounds::MOST_SENTENCES) {
            if is_question(to) {
                break;
            }
            found.push(reading.sentences[from].span.start()..reading.sentences[to].span.end());
        }
    }
    found.retain(|range| {
        text.get(range.clone()).is_some_and(|there| {
            is_korean(there) == korean
                && there.len() <= bounds::LONGER * words.len()
                && words.len() <= bounds::LONGER * there.len()
        })
    });
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup();
    found
}
