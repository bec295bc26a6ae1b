//! Finds words in the wrong mouth, or credited to the wrong outlet.

use onrecord_model::{Evidence, FindingCode, Severity};

use super::case::{Case, MOST_EVIDENCE, Objection};
use super::excuse::{Claim, excuse};
use crate::proof::credit::{stands_in, voices};
use crate::proof::letters::Letters;
use crate::proof::record::{Record, Stand};

/// Returns what is wrong with the credit of a quotation that stands in the record, if anything is.
///
/// A draft that credits nobody, or somebody by a pronoun or role that leads to no name, is not wrong here. Nor is one
/// that contradicts a guess of the reader, or that credits the outlet or author of the source.
pub(super) fn finding(case: &Case<'_>) -> Option<Objection> {
    let Case { draft, quotation, credit, records, stands, .. } = *case;
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
    let claim = Claim { case: *case, name };
    let places = claim.places();
    if places.iter().any(|place| excuse(&claim, place).is_some()) {
        return None;
    }
    let voices = places.iter().flat_map(|place| &place.voices);
    let right = voices.filter(|voice| voice.is_direct).map(|voice| voice.name.clone()).next();
    let source =
        known().next().map(|(_, record)| record.source.outlet.clone().unwrap_or_else(|| record.source.key.clone()))?;
    Some(match right {
        Some(right) => found(
            format!("the record has these words from {right}, not from {name}"),
            Some(right),
            "credit who said it, or quote what the one you name said",
        ),
        None => match known().find_map(|(stand, record)| own_author(record, stand, case)) {
            Some(author) => found(
                format!("these are {author}'s own words in {source}, not {name}'s"),
                Some(author),
                "credit the author",
            ),
            None => found(format!("these are {source}'s own words, not {name}'s"), Some(source), "credit the outlet"),
        },
    })
}

/// Returns the author of a source whose words speak of oneself: “I never blamed the wood.”
fn own_author(record: &Record, stand: &Stand, case: &Case<'_>) -> Option<String> {
    let lexicon = case.register.lexicon();
    let text = record.reading.document.text().get(stand.range())?;
    let mut words = text.split(|char: char| !char.is_alphanumeric() && char != '\'' && char != '’');
    let is_own = words.any(|word| {
        lexicon.english.small.speaking_of_oneself.has(word) || lexicon.korean.small.speaking_of_oneself.has(word)
    });
    record.source.author.clone().filter(|_| is_own)
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
