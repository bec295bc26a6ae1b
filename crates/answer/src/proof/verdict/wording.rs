//! Objections to the words of a quotation: altered, joined, unsupported, or nobody's.

use onrecord_model::{Evidence, FindingCode, Severity};

use super::case::{MOST_EVIDENCE, Objection};
use crate::proof::draft::{Draft, Quotation};
use crate::proof::letters::Letters;
use crate::proof::pattern::Pattern;
use crate::proof::record::{Near, Record, Stand};
use crate::proof::words::{differences, fitted, short, told};

pub(super) fn altered(draft: &Draft, quotation: &Quotation, records: &[Record], near: &[Near]) -> Option<Objection> {
    let best = near.first()?;
    let words = draft.words(quotation);
    let cite = |near: &Near| records.get(near.record)?.cite(near.range.clone(), near.likeness);
    let evidence: Vec<Evidence> = near.iter().filter_map(cite).take(MOST_EVIDENCE).collect();
    let exact = evidence.first()?.text().to_owned();
    let differences = differences(words, &exact);
    let letters = |text: &str| Letters::of(text).as_str().to_owned();
    let is_plain = Pattern::of(words).parts.len() == 1;
    let is_one = evidence.iter().all(|evidence| letters(evidence.text()) == letters(&exact));
    let (ours, theirs) = (Letters::of(words).len() as f32, Letters::of(&exact).len() as f32);
    let is_even = theirs > 0.6 * ours && theirs < 1.6 * ours;
    let place = draft.prose.in_draft(quotation.words.clone());
    let suggestion = fitted(words, &exact);
    // Marks inside the words, of Markdown, HTML or another quotation, would be lost or doubled.
    let is_bare = draft.text.get(place.clone()) == Some(words)
        && !suggestion.contains(['"', '“', '”', '<', '>', '&', '*', '_', '\\']);
    let told = told(&differences);
    let message = if told.is_empty() {
        "the record has these words in another order or place".to_owned()
    } else {
        format!("this is not quite what is on record: {told}")
    };
    Some(Objection {
        place,
        code: FindingCode::AlteredQuote,
        message,
        suggestion: Some(suggestion),
        evidence,
        help: Some("write the exact words, or mark what you left out with … and what you put in with [ ]".to_owned()),
        is_certain: is_bare && is_plain && is_one && is_even && best.likeness >= 0.7,
        at_most: Severity::Error,
    })
}

pub(super) fn joined(draft: &Draft, quotation: &Quotation, records: &[Record], pieces: &[Stand]) -> Objection {
    let cite = |stand: &Stand| records.get(stand.record)?.cite(stand.range(), 1.0);
    let evidence: Vec<Evidence> = pieces.iter().filter_map(cite).take(2 * MOST_EVIDENCE).collect();
    let exact: Vec<&str> = evidence.iter().map(Evidence::text).collect();
    Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::AlteredQuote,
        message: format!("this joins {} pieces that stand in different places", pieces.len()),
        suggestion: Some(exact.join(" … ")),
        evidence,
        help: Some("quote each piece by itself, or mark what lies between them with …".to_owned()),
        is_certain: false,
        at_most: Severity::Error,
    }
}

pub(super) fn unsupported(draft: &Draft, quotation: &Quotation, records: &[Record], near: Option<&Near>) -> Objection {
    let evidence = near.and_then(|near| records.get(near.record)?.cite(near.range.clone(), near.likeness));
    let help = match &evidence {
        Some(evidence) => {
            format!("the nearest words are “{}”; if this is said elsewhere, add that source", short(evidence.text()))
        }
        None => "add the source that has it, or take the marks away".to_owned(),
    };
    Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::UnsupportedQuote,
        message: "nothing like this is on record".to_owned(),
        suggestion: None,
        evidence: evidence.into_iter().collect(),
        help: Some(help),
        is_certain: false,
        at_most: Severity::Error,
    }
}

pub(super) fn uncited(draft: &Draft, quotation: &Quotation, records: &[Record], stands: &[Stand]) -> Objection {
    let evidence: Vec<Evidence> = stands
        .iter()
        .filter_map(|stand| records.get(stand.record)?.cite(stand.range(), 1.0))
        .take(MOST_EVIDENCE)
        .collect();
    let help = evidence.first().map(|evidence| {
        let speaker = evidence.speaker.as_ref().and_then(|speaker| speaker.name.clone());
        let source = evidence.source.outlet.clone().unwrap_or_else(|| evidence.source.key.clone());
        match speaker {
            Some(speaker) => format!("{speaker} says it in {source}"),
            None => format!("it stands in {source}"),
        }
    });
    Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::Uncited,
        message: "neither a speaker nor an outlet is named near these words".to_owned(),
        suggestion: None,
        evidence,
        help,
        is_certain: false,
        at_most: Severity::Error,
    }
}
