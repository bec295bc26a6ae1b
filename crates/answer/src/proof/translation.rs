//! Tells a translation: words of a draft whose original stands in the other language.
//!
//! No letters can be compared, so a place is weighed: how near it is in meaning (where a model is at hand), whether the one whom
//! the draft credits says it, and whether it has the same numbers.

mod numbers;

use std::ops::Range;

use onrecord_model::{QuoteKind, SentenceKind};

use super::Judgement;
use super::credit::{Register, credit, voices};
use super::draft::{Draft, Quotation, is_korean};
use super::record::{Near, Record, Stand};
use super::verdict::standing;
use numbers::numbers;

/// From this weight on a place is taken for the original.
const SURE: f32 = 0.45;
/// From this weight on a place may be the original.
const MAYBE: f32 = 0.31;
/// From this weight on a place shows that a translation is not out of the question.
const DOUBT: f32 = 0.25;
/// What it counts that the one credited says the words.
const SPEAKER: f32 = 0.08;
/// What it costs that somebody else does.
const ANOTHER: f32 = 0.12;
/// What it costs that nobody says them, where the draft credits somebody.
const NOBODY: f32 = 0.03;
/// What it counts that all numbers agree, or that none does.
const NUMBERS: f32 = 0.07;
/// Words that are this much like some of their own language, or less, may yet be a translation.
const WEAK: f32 = 0.62;
/// An original is this many times as long as its translation at most, in bytes; Hangul takes three for a syllable.
const LONGER: usize = 4;
/// Sentences of an original at most.
const MOST_SENTENCES: usize = 3;

/// A place that may be the original of a quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Original {
    /// The position of its record.
    pub record: usize,
    /// Where it stands, in bytes of the document.
    pub range: Range<usize>,
    /// The cosine to the quotation, each less the mean of its own language; 1 is the same. `None` where no model is at hand.
    pub nearness: Option<f32>,
}

/// Says whether an original in another language is to be looked for.
///
/// Also for words whose letters are found here and there only, as those of a translation are beside other translations.
pub fn is_wanted(judgement: &Judgement) -> bool {
    match judgement {
        Judgement::Unsupported(_) => true,
        Judgement::Altered(near) => near.first().is_some_and(|near| near.likeness < WEAK),
        _ => false,
    }
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
        for to in from..after.min(from + MOST_SENTENCES) {
            if is_question(to) {
                break;
            }
            found.push(reading.sentences[from].span.start()..reading.sentences[to].span.end());
        }
    }
    found.retain(|range| {
        text.get(range.clone()).is_some_and(|there| {
            is_korean(there) == korean && there.len() <= LONGER * words.len() && words.len() <= LONGER * there.len()
        })
    });
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup();
    found
}

/// Judges a quotation that stands nowhere in its own language by the places that may be its original.
///
/// Without a model only numbers can tell: those that agree in the words of the very person. Where they tell nothing, and
/// `elsewhere` names somebody whose words are on record in another language, nobody is accused.
pub fn judge(
    draft: &Draft,
    quotation: &Quotation,
    records: &[Record],
    originals: &[Original],
    register: &Register<'_>,
    elsewhere: Option<String>,
    judgement: &Judgement,
) -> Option<Judgement> {
    let is_open = matches!(judgement, Judgement::Unsupported(_));
    let credited = credit(draft, quotation, register).name;
    let says = |stand: &Stand| {
        let voices = records.get(stand.record).map(|record| voices(record, stand)).unwrap_or_default();
        let is_it = |name: &str| voices.iter().any(|voice| register.may_be_same(name, &voice.name, voice.person));
        credited.as_deref().is_none_or(is_it)
    };
    // What is somewhat like words of the very person is those words, altered.
    if standing(judgement).iter().any(says) {
        return None;
    }
    let has_model = originals.iter().any(|original| original.nearness.is_some());
    let weighed = originals.iter().filter_map(|original| {
        let record = records.get(original.record)?;
        let likeness = weight(draft.words(quotation), credited.as_deref(), record, original, register);
        Some(Near { record: original.record, range: original.range.clone(), likeness })
    });
    let best = weighed.max_by(|one, other| one.likeness.total_cmp(&other.likeness));
    match best {
        Some(near) if near.likeness >= SURE => Some(Judgement::Translated(near)),
        _ if !is_open => None,
        Some(near) if near.likeness >= MAYBE => {
            Some(Judgement::PerhapsTranslated { original: Some(near), speaker: None })
        }
        // Whose words are on record in the other language alone, is not accused of what a model cannot confirm.
        Some(near) if near.likeness < DOUBT && has_model && elsewhere.is_none() => None,
        _ => elsewhere.map(|speaker| Judgement::PerhapsTranslated { original: None, speaker: Some(speaker) }),
    }
}

fn weight(words: &str, credited: Option<&str>, record: &Record, original: &Original, register: &Register<'_>) -> f32 {
    let stand = Stand { record: original.record, parts: vec![original.range.clone()] };
    let voices = voices(record, &stand);
    let is_same = credited
        .filter(|_| !voices.is_empty())
        .map(|name| voices.iter().any(|voice| register.may_be_same(name, &voice.name, voice.person)));
    let there = record.reading.document.text().get(original.range.clone()).unwrap_or_default();
    let (ours, theirs) = (numbers(words), numbers(there));
    let n_shared = ours.iter().filter(|number| theirs.contains(number)).count();
    let Some(nearness) = original.nearness else {
        let tells = ours.len() >= 2 || ours.iter().any(|&number| number > 12);
        let agrees = tells && is_same == Some(true) && n_shared == ours.len();
        return if agrees { SURE } else { 0.0 };
    };
    let speaker = match is_same {
        Some(true) => SPEAKER,
        Some(false) => -ANOTHER,
        None if credited.is_some() => -NOBODY,
        None => 0.0,
    };
    let counted = match (ours.len(), n_shared) {
        (0, _) => 0.0,
        (_, 0) => -NUMBERS,
        (all, shared) if all == shared => NUMBERS,
        _ => 0.0,
    };
    nearness + speaker + counted
}
