//! Names of events in running Korean: words that end with 축제, 대회, 레이스.

use std::ops::Range;

use onrecord_language::korean::word::{Stop, Word};
use onrecord_language::lexicon::Particle;
use onrecord_model::WorkKind;

use super::found::Found;
use super::part;
use crate::ground::Ground;

/// The most words of such a name.
const MOST_WORDS: usize = 4;

/// Returns the names of events that stand at none of the places in `taken`.
///
/// Behind the number of an edition (제7회) a name is sure; else each beginning that it may have waits to be confirmed.
pub(super) fn titles(ground: &Ground, taken: &[Range<usize>]) -> Vec<Found> {
    let text = ground.document.text();
    let works = &ground.lexicon.works;
    let mut found = Vec::new();
    for words in &ground.words {
        for (nth, word) in words.iter().enumerate() {
            let is_tail = |word: &Word| word.is_plain() && works.is_korean_tail(word.noun(text));
            // What belongs to an event is none of its own: 레이스 시상식.
            if !is_tail(word)
                || nth.checked_sub(1).is_some_and(|before| is_tail(&words[before]) && is_inside(&words[before]))
            {
                continue;
            }
            let first = words[..nth].iter().rposition(|word| !is_inside(word)).map_or(0, |at| at + 1);
            let first = first.max((nth + 1).saturating_sub(MOST_WORDS));
            let numbered = first
                .checked_sub(1)
                .is_some_and(|at| part::edition(ground, text[words[at].at.clone()].trim()).is_some());
            let numbered_at = (first..nth).find(|&at| part::edition(ground, &text[words[at].at.clone()]).is_some());
            let start = numbered_at.map_or(first, |at| at + 1);
            let is_sure = numbered || numbered_at.is_some();
            let starts = if is_sure { start..start + 1 } else { start..nth + 1 };
            for start in starts {
                let at = words[start].at.start..word.base;
                let is_taken = taken.iter().any(|other| other.start < at.end && at.start < other.end);
                let is_long = start < nth || text[at.clone()].chars().count() > 4;
                if !is_taken && is_long && at.start < at.end {
                    found.push(Found { at, kind: Some(WorkKind::Event), is_sure, also: None });
                }
            }
        }
    }
    found
}

/// Says whether a word may stand inside the name of an event.
fn is_inside(word: &Word) -> bool {
    word.is_plain()
        && word.base > word.at.start
        && !word.is_glued
        && matches!(word.particle, Particle::Bare | Particle::Of)
        && word.stop == Stop::None
}
