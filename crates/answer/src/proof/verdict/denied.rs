//! Finds words that a draft has somebody say, and of which the source says that they were not said.

use onrecord_model::{FindingCode, Severity};

use super::case::{Case, MOST_EVIDENCE, Objection};
use crate::proof::record::{Record, Stand};

/// Returns the objection to words that the draft credits to somebody, where everywhere they stand they are denied.
pub(super) fn finding(case: &Case<'_>) -> Option<Objection> {
    let Case { draft, quotation, credit, records, stands, register } = *case;
    let name = credit.name.as_deref().filter(|_| credit.is_sure)?;
    let is_denied =
        |stand: &Stand| records.get(stand.record).is_some_and(|record| is_denied(record, stand, register.lexicon()));
    if !stands.iter().all(is_denied) {
        return None;
    }
    let evidence = stands
        .iter()
        .filter_map(|stand| records.get(stand.record)?.cite(stand.range(), 1.0))
        .take(MOST_EVIDENCE)
        .collect();
    Some(Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::DeniedQuote,
        message: format!(
            "the source does not say that {name} said this: it tells of words that were denied or never said"
        ),
        suggestion: None,
        evidence,
        help: Some("say that it was denied, or quote what was said".to_owned()),
        is_certain: false,
        at_most: Severity::Warning,
    })
}

/// Says whether words stand in marks that nobody is said to have said.
fn is_denied(record: &Record, stand: &Stand, lexicon: &onrecord_language::Lexicon) -> bool {
    let range = stand.range();
    if !record.quotes_at(range.clone()).is_empty() {
        return false;
    }
    let text = record.reading.document.text();
    let start = text.get(..range.start).and_then(|text| text.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(range.end..).and_then(|text| text.find('\n')).map_or(text.len(), |end| range.end + end);
    let Some(line) = text.get(start..end).filter(|line| line.len() <= LONGEST) else { return false };
    let place = range.start - start..range.end - start;
    onrecord_read::unsaid(line.to_owned(), lexicon)
        .iter()
        .any(|run| run.start <= place.start && place.end <= run.end + 1)
}

/// The longest line that is read again, in bytes.
const LONGEST: usize = 20_000;
