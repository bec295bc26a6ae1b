//! Finds misspelt names: in credits, and wherever a draft names somebody.

use std::ops::Range;

use onrecord_model::{FindingCode, Severity};

use super::case::Objection;
use crate::proof::credit::{credit, stands_in, voices};
use crate::proof::draft::{Draft, Quotation};
use crate::proof::judge::Judgement;
use crate::proof::letters::Letters;
use crate::proof::misspelt::{is_slip, meant, slip_in};
use crate::proof::record::{Record, Stand};
use crate::proof::register::Register;

/// Returns a finding for each name that is a slip of one on record, at its first place in each paragraph.
pub(super) fn findings(
    draft: &Draft,
    records: &[Record],
    judgements: &[Judgement],
    register: &Register<'_>,
) -> Vec<Objection> {
    let document = &draft.reading.document;
    let mut places: Vec<(Range<usize>, String)> = Vec::new();
    for (quotation, judgement) in draft.quotations.iter().zip(judgements) {
        let Judgement::Stands(stands) = judgement else { continue };
        let credit = credit(draft, quotation, register);
        let Some(name) = credit.name.as_deref().map(bare) else {
            places.extend(unseen(draft, quotation, stands, records, register));
            continue;
        };
        let said =
            stands.iter().filter_map(|stand| records.get(stand.record).map(|record| voices(record, stand))).flatten();
        // The record's own speaker, nearly: even a name that others bear on record is then a slip.
        let slip = said.map(|voice| voice.name).find(|voice| is_slip(name, voice) && !is_on_record(name, register));
        let slip = slip.or_else(|| meant(name, register).map(str::to_owned));
        let in_text =
            || stands.iter().filter_map(|stand| records.get(stand.record)).map(|record| record.reading.document.text());
        let is_there = || in_text().any(|text| stands_in(&Letters::of(text), name));
        let slip = slip.or_else(|| {
            in_text().filter(|_| !is_on_record(name, register) && !is_there()).find_map(|text| slip_in(name, text))
        });
        if let Some(spelling) = slip {
            let at = find(draft.prose.text(), name, credit.words.clone());
            places.extend(at.map(|at| (at, spelling)));
        }
    }
    for person in &draft.reading.people {
        let name = bare(document.words(person.name));
        let Some(spelling) = meant(name, register) else { continue };
        let whole = Letters::of(name);
        for mention in &person.mentions {
            let words = bare(document.words(mention.name));
            if Letters::of(words) == whole {
                let start = mention.name.start();
                places.push((start..start + words.len(), spelling.to_owned()));
            }
        }
    }
    places.sort_by_key(|(place, _)| (place.start, place.end));
    places.dedup_by_key(|(place, _)| place.start);
    let words = |place: &Range<usize>| draft.prose.text().get(place.clone()).unwrap_or_default();
    let finding = |(place, spelling): (Range<usize>, String)| Objection {
        message: format!("“{}” is not on record, “{spelling}” is", words(&place)),
        is_certain: draft.text.get(draft.prose.in_draft(place.clone())) == Some(words(&place)),
        place: draft.prose.in_draft(place),
        code: FindingCode::MisspeltName,
        suggestion: Some(spelling),
        evidence: Vec::new(),
        at_most: Severity::Error,
        help: Some("write the name as it is on record, or add a source that has it like this".to_owned()),
    };
    places.into_iter().map(finding).collect()
}

/// Returns the word of a sentence that credits nobody which is a slip of the one who says its words: the draft's reader saw no name in it.
fn unseen(
    draft: &Draft,
    quotation: &Quotation,
    stands: &[Stand],
    records: &[Record],
    register: &Register<'_>,
) -> Option<(Range<usize>, String)> {
    let text = draft.prose.text();
    let outside = [quotation.paragraph.start..quotation.words.start, quotation.words.end..quotation.paragraph.end];
    let known = stands.iter().filter_map(|stand| records.get(stand.record).map(|record| voices(record, stand)));
    let names: Vec<String> = known.flatten().filter(|voice| !voice.is_doubtful).map(|voice| voice.name).collect();
    let is_named =
        |name: &str| outside.iter().any(|place| text.get(place.clone()).is_some_and(|text| text.contains(name)));
    if names.iter().any(|name| is_named(name)) {
        return None;
    }
    outside.iter().find_map(|place| {
        let around = text.get(place.clone())?;
        names.iter().find_map(|name| {
            let slip = slip_in(name, around).filter(|slip| !is_on_record(slip, register))?;
            let at = place.start + around.find(&slip)?;
            Some((at..at + slip.len(), name.clone()))
        })
    })
}

/// Returns a Latin name without a possessive `'s`.
fn bare(name: &str) -> &str {
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name)
}

fn is_on_record(name: &str, register: &Register<'_>) -> bool {
    let letters = Letters::of(name);
    register.people.iter().flat_map(|known| &known.spellings).any(|spelling| Letters::of(spelling) == letters)
}

/// Returns where a name stands, at or nearest behind the words that name the speaker, else anywhere.
fn find(text: &str, name: &str, words: Option<Range<usize>>) -> Option<Range<usize>> {
    let from = words.map_or(0, |words| words.start);
    let at = text.get(from..).and_then(|rest| rest.find(name)).map(|at| from + at).or_else(|| text.find(name))?;
    Some(at..at + name.len())
}
