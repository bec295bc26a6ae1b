//! Titles in a line that lists them behind a label: what is played, in which order.

use std::ops::Range;

use onrecord_language::work::is_korean;

use super::found::Found;
use crate::ground::Ground;

/// What stands between two titles of such a line.
const BETWEEN: [char; 5] = ['–', '—', '/', '·', '→'];
/// A line has this many, at least.
const FEWEST: usize = 3;
/// The most words of one.
const MOST_WORDS: usize = 6;
/// The most bytes of a label.
const LABEL: usize = 40;

/// Returns the titles in Hangul that lines list, each of which waits to be confirmed.
pub(super) fn titles(ground: &Ground, taken: &[Range<usize>]) -> Vec<Found> {
    let text = ground.document.text();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let label = line.find(':').filter(|&label| label < LABEL).map_or(line.len(), |label| label + 1);
        let rest = line[label..].trim_end();
        if rest.matches(BETWEEN).count() + 1 >= FEWEST && is_korean(rest) {
            found.extend(
                items(rest, start + label)
                    .filter(|one| !taken.iter().any(|other| other.start < one.at.end && one.at.start < other.end)),
            );
        }
        start += line.len();
    }
    found
}

fn items(line: &str, start: usize) -> impl Iterator<Item = Found> {
    let item = move |(at, words): (usize, &str)| {
        // A note in round brackets is no part of the title.
        let words = words.split('(').next().unwrap_or_default();
        let at = start + at + words.len() - words.trim_start().len();
        let words = words.trim();
        let is_title = is_korean(words) && words.split_whitespace().count() <= MOST_WORDS && words.chars().count() > 1;
        (is_title && !words.ends_with(['.', '?', '!'])).then_some(Found {
            at: at..at + words.len(),
            kind: None,
            is_sure: false,
            also: None,
        })
    };
    let mut at = 0;
    let parts = line.split(BETWEEN).map(move |words| {
        let place = at;
        at += words.len() + line[at + words.len()..].chars().next().map_or(0, char::len_utf8);
        (place, words)
    });
    parts.filter_map(item).collect::<Vec<_>>().into_iter()
}
