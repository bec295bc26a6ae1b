//! What a person decided about who said something, put in place of what was read.

use onrecord_archive::Archive;
use onrecord_model::{EvidenceId, NamedPerson, PersonId, Quote, Reading, Record, Span, Speaker};
use serde::{Deserialize, Serialize};

/// A decision about one quotation. The id has the place and a sum of the words, so that it holds however the source is read again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Correction {
    /// The evidence id of one of its stretches.
    pub id: String,
    /// What was decided.
    pub is: Decided,
    /// Why the speaker was who it was, as it was read.
    pub was: String,
}

/// What can be decided about a quotation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Decided {
    /// It is this person's, who of the archive has this number.
    By(String, Option<u64>),
    /// Nobody is known to have said it.
    Nobody,
    /// It is no quotation.
    None,
    /// It is as it was read: what was decided before does not count any more.
    AsRead,
}

/// Returns what was decided about the quotations of a source, the first first; a record that a later program wrote is passed over.
pub(crate) fn corrections(archive: &Archive, key: &str) -> anyhow::Result<Vec<Correction>> {
    let records = archive.quote_decisions(key)?;
    Ok(records.iter().filter_map(|record| serde_json::from_str(record).ok()).collect())
}

/// Why a speaker is one whom a person decided on.
const BY_HAND: &str = "decided by hand";

/// Changes what was read in a source to what was decided about it; what its newest version has no more changes nothing.
pub(crate) fn correct(record: &mut Record, corrections: &[Correction]) {
    let mut by_quote: Vec<(usize, &Decided)> = Vec::new();
    for correction in corrections {
        let place = correction.id.parse::<EvidenceId>().ok().and_then(|id| id.find(&record.reading.document));
        let Some(at) = place.and_then(|span| quote_at(&record.reading, span)) else { continue };
        by_quote.retain(|(other, _)| *other != at);
        if correction.is != Decided::AsRead {
            by_quote.push((at, &correction.is));
        }
    }
    by_quote.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    // From the last on, so that the positions hold while some are dropped.
    for (at, decided) in by_quote {
        if *decided == Decided::None {
            record.reading.quotes.remove(at);
            record.decided =
                record.decided.iter().map(|&other| if other > at as u32 { other - 1 } else { other }).collect();
            continue;
        }
        let speaker = match decided {
            Decided::By(name, person) => Some(speaker(record, name, person.map(PersonId))),
            _ => None,
        };
        let quote = &mut record.reading.quotes[at];
        (quote.speaker, quote.confidence, quote.reason) = (speaker, 1.0, BY_HAND.to_owned());
        record.decided.insert(at as u32);
    }
}

/// Returns the position of the quotation that words of a document are: the one that has most of them, more than half.
pub(crate) fn quote_at(reading: &Reading, span: Span) -> Option<usize> {
    let exact = reading.quotes.iter().position(|quote| quote.stretches.contains(&span));
    let shared = |quote: &Quote| quote.shared(&span.range());
    let most = reading.quotes.iter().enumerate().max_by_key(|(at, quote)| (shared(quote), std::cmp::Reverse(*at)));
    exact.or_else(|| most.filter(|(_, quote)| 2 * shared(quote) > span.len()).map(|(at, _)| at))
}

/// Returns a speaker of that name: who is named in the source where it is one of them, else one beside them.
fn speaker(record: &mut Record, name: &str, person: Option<PersonId>) -> Speaker {
    let document = &record.reading.document;
    let is_it = |(at, known): (usize, &NamedPerson)| {
        let of_archive = record.persons.get(&(at as u32)).copied();
        let is_person = person.is_some() && of_archive == person;
        (is_person || document.words(known.name) == name).then_some((!is_person, at as u32, known.name))
    };
    // Who is the archive's person, before who is only called so.
    if let Some((_, at, known)) =
        record.reading.people.iter().enumerate().filter_map(is_it).min_by_key(|it| (it.0, it.1))
    {
        return Speaker { words: None, name: Some(known), person: Some(at) };
    }
    let known = record.named.iter().find(|(_, known)| *known == name).map(|(at, _)| *at);
    // Behind everybody: those whom other sources confirm have positions behind `people` too.
    let behind = [record.persons.keys().next_back(), record.named.keys().next_back()].into_iter().flatten();
    let at = known.unwrap_or_else(|| {
        behind.map(|at| at + 1).chain([record.reading.people.len() as u32]).max().unwrap_or_default()
    });
    record.named.insert(at, name.to_owned());
    if let Some(person) = person {
        record.persons.insert(at, person);
    }
    Speaker { words: None, name: None, person: Some(at) }
}
