//! Finds words in the wrong mouth, or credited to the wrong outlet.

use onrecord_model::{Evidence, FindingCode, Severity};

use super::case::{Case, MOST_EVIDENCE, Objection};
use crate::proof::credit::{SURE, is_in_sentence, is_known_speech, is_subject, stands_in, voices};
use crate::proof::letters::Letters;
use crate::proof::misspelt;
use crate::proof::record::{Record, Stand};
use crate::proof::register::Register;

/// A speaker of the record is beyond doubt from here on, even against somebody who is named beside the words.
const CERTAIN: f32 = 0.85;
/// Words before somebody's other name.
const NAMING: &[&str] = &[
    "name is",
    "name was",
    "real name",
    "stage name",
    "pen name",
    "born",
    "known as",
    "본명",
    "이름은",
    "필명",
    "예명",
];
/// Bytes before words in which somebody is named beside them.
const NEAR: usize = 300;

/// Returns what is wrong with the credit of a quotation that stands in the record, if anything is.
///
/// A draft that credits nobody, or somebody by a pronoun or role that leads to no name, is not wrong here. Nor is one
/// that contradicts a guess of the reader, or that credits the outlet or author of the source.
pub(super) fn finding(case: &Case<'_>) -> Option<Objection> {
    let Case { draft, quotation, credit, records, stands, register } = *case;
    let known = || stands.iter().filter_map(|stand| records.get(stand.record).map(|record| (stand, record)));
    let evidence = || -> Vec<Evidence> {
        known().filter_map(|(stand, record)| record.cite(stand.range(), 1.0)).take(MOST_EVIDENCE).collect()
    };
    let found = |message: String, suggestion: Option<String>, help: &str| Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::Misattributed,
        message,
        suggestion,
        evidence: evidence(),
        help: Some(help.to_owned()),
        is_certain: false,
        at_most: Severity::Error,
    };
    if let Some(key) = &credit.key {
        let is_there = known().any(|(_, record)| record.source.key == *key);
        let right = known().next().map(|(_, record)| record.source.key.clone());
        return (!is_there)
            .then(|| found(format!("these words do not stand in {key}"), right, "name the source that has them"));
    }
    let outlet = wrong_outlet(case);
    if let Some((named, right)) = outlet {
        let message = format!("the record has these words from {right}, not from {named}");
        return Some(found(message, Some(right), "credit the outlet that has them"));
    }
    let name = credit.name.as_deref().filter(|_| credit.is_sure)?;
    let mut all: Vec<_> =
        known().map(|(stand, record)| (voices(record, stand), is_known_speech(record, stand), record, stand)).collect();
    // Where a source tells who says the words, its headline with the same words tells nothing more.
    let told: Vec<usize> = all.iter().filter(|place| place.1).map(|place| place.3.record).collect();
    all.retain(|(_, is_speech, _, stand)| *is_speech || !told.contains(&stand.record));
    let is_nobody_here = !register.people.iter().any(|known| known.spellings.iter().any(|spelling| spelling == name));
    let agrees = all.iter().any(|(voices, is_speech, record, stand)| {
        let by_source = [&record.source.outlet, &record.source.author].into_iter().flatten();
        let says = voices
            .iter()
            .any(|voice| register.may_be_same(name, &voice.name, voice.person) || misspelt::is_slip(name, &voice.name));
        let reports = by_source.flat_map(|by| by.split(", ")).any(|by| register.may_be_same(name, by, None));
        // Words of the source itself are its author's; and where the reader missed the speaker, anybody named there may be it.
        // And a guess about the record contradicts nobody who is named beside the words.
        let is_relayed = record.is_nested(stand.range()) && is_named_near(record, stand, name, register);
        let needed = if is_named_near(record, stand, name, register) { CERTAIN } else { SURE };
        let is_open = !is_speech && (is_named(record, name, register) || is_slip_here(record, name))
            || voices.iter().any(|voice| voice.is_direct && voice.confidence < needed)
            || voices.iter().any(|voice| voice.is_doubtful) && is_named(record, name, register);
        // Whoever is nobody on record may be a slip of the reader, beside the right name.
        let is_slip = is_nobody_here && voices.iter().any(|voice| is_in_sentence(draft, quotation, &voice.name));
        let is_other_name = voices.iter().any(|voice| is_also(record, &voice.name, name));
        let is_named_here =
            || voices.iter().any(|voice| is_subject(draft, quotation, &voice.name, voice.person, register));
        says || reports || is_open || is_other_name || is_slip || is_relayed || is_named_here()
    });
    if agrees {
        return None;
    }
    let right = all
        .iter()
        .flat_map(|(voices, ..)| voices)
        .filter(|voice| voice.is_direct)
        .map(|voice| voice.name.clone())
        .next();
    let source =
        known().next().map(|(_, record)| record.source.outlet.clone().unwrap_or_else(|| record.source.key.clone()))?;
    Some(match right {
        Some(right) => found(
            format!("the record has these words from {right}, not from {name}"),
            Some(right),
            "credit who said it, or quote what the one you name said",
        ),
        None => found(format!("these are {source}'s own words, not {name}'s"), Some(source), "credit the outlet"),
    })
}

/// Returns the outlet that the draft names and the one on record, where none that is named has the words.
fn wrong_outlet(case: &Case<'_>) -> Option<(String, String)> {
    let Case { credit, records, stands, register, .. } = *case;
    let named = credit.outlets.first()?;
    let sources: Vec<&Record> = stands.iter().filter_map(|stand| records.get(stand.record)).collect();
    let has = |outlet: &str| {
        sources.iter().any(|record| {
            let own = record.source.outlet.as_deref().into_iter().chain(record.relays.as_deref());
            let own = own.chain(record.source.author.as_deref());
            own.into_iter().any(|own| is_same_outlet(outlet, own))
                || stands_in(&Letters::of(record.reading.document.text()), outlet)
        })
    };
    if credit.outlets.iter().any(|outlet| has(outlet)) {
        return None;
    }
    // An outlet that speaks for itself, such as a company in its release, is a person like any other.
    let is_speaker = stands
        .iter()
        .filter_map(|stand| records.get(stand.record).map(|record| voices(record, stand)))
        .flatten()
        .any(|voice| register.may_be_same(named, &voice.name, voice.person));
    let right = sources.iter().find_map(|record| record.source.outlet.clone()).filter(|_| !is_speaker)?;
    Some((named.clone(), right))
}

fn is_same_outlet(one: &str, other: &str) -> bool {
    let (one, other) = (Letters::of(one), Letters::of(other));
    one.as_str() == other.as_str()
        || one.len() >= 3 && other.as_str().contains(one.as_str())
        || other.len() >= 3 && one.as_str().contains(other.as_str())
}

/// Says whether a document tells that somebody in it also goes by another name.
fn is_also(record: &Record, known: &str, name: &str) -> bool {
    let text = record.reading.document.text();
    text.match_indices(name).any(|(at, _)| {
        let lead: String = text[..at].chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        let lead = lead.to_lowercase();
        let is_own = || {
            let quotes = record.quotes_at(at..at + name.len());
            let mut speakers = quotes.iter().filter_map(|quote| quote.speaker.as_ref());
            speakers.any(|speaker| record.name_of(speaker) == Some(known))
        };
        NAMING.iter().any(|words| lead.contains(words)) && (lead.contains(&known.to_lowercase()) || is_own())
    })
}

/// Says whether somebody is named in the line of words of a record, or shortly before.
fn is_named_near(record: &Record, stand: &Stand, name: &str, register: &Register<'_>) -> bool {
    let document = &record.reading.document;
    let range = stand.range();
    let text = document.text();
    // Before the words: who is named first in a later paragraph speaks later.
    let near = range.start.saturating_sub(NEAR)..range.end;
    let line = text.get(..range.start).and_then(|text| text.rfind('\n')).map_or(0, |end| end + 1);
    let rest = text.get(range.end..).and_then(|text| text.find('\n')).map_or(text.len(), |end| range.end + end);
    if stands_in(&Letters::of(text.get(line..rest).unwrap_or_default()), name) {
        return true;
    }
    let mentions =
        record.reading.people.iter().flat_map(|person| person.mentions.iter().map(move |mention| (person, mention)));
    mentions
        .filter(|(_, mention)| near.contains(&mention.name.start()))
        .any(|(person, _)| register.compare(name, document.words(person.name)) >= 0.3)
}

/// Says whether a name is a slip of one in the document.
fn is_slip_here(record: &Record, name: &str) -> bool {
    let document = &record.reading.document;
    record.reading.people.iter().any(|person| misspelt::is_near(name, document.words(person.name)))
        || misspelt::slip_in(name, document.text()).is_some()
}

/// Says whether a document names somebody.
fn is_named(record: &Record, name: &str, register: &Register<'_>) -> bool {
    let document = &record.reading.document;
    record.reading.people.iter().any(|person| register.compare(name, document.words(person.name)) >= 0.3)
        || stands_in(&Letters::of(document.text()), name)
        || register
            .people
            .iter()
            .filter(|known| known.spellings.iter().any(|spelling| Letters::of(spelling) == Letters::of(name)))
            .any(|known| {
                let letters = Letters::of(document.text());
                known.spellings.iter().any(|spelling| stands_in(&letters, spelling))
            })
}
