//! Says of a quotation that it is a translation, or may be one.

use onrecord_model::{Evidence, FindingCode, Severity};

use super::case::Objection;
use crate::proof::draft::{Draft, Quotation};
use crate::proof::record::{Near, Record};
use crate::proof::words::short;

/// Returns the note on a translated quotation, with its original.
pub(super) fn translated(draft: &Draft, quotation: &Quotation, records: &[Record], near: &Near) -> Objection {
    let evidence = cited(records, near);
    let original = evidence.as_ref().map(|evidence| short(evidence.text())).unwrap_or_default();
    Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::TranslatedQuote,
        message: format!("this seems to be a translation; the original is “{original}”"),
        suggestion: None,
        evidence: evidence.into_iter().collect(),
        help: Some("say that it is a translation, and keep the original beside it".to_owned()),
        is_certain: false,
        at_most: Severity::Error,
    }
}

/// Returns the warning on words that stand nowhere in their own language, but may be a translation.
pub(super) fn perhaps(
    draft: &Draft,
    quotation: &Quotation,
    records: &[Record],
    original: Option<&Near>,
    speaker: Option<&str>,
) -> Objection {
    let evidence = original.and_then(|near| cited(records, near));
    let (message, help) = match (&evidence, speaker) {
        (Some(evidence), _) => (
            format!("nothing like this is on record in its language; it may translate “{}”", short(evidence.text())),
            "compare the two: if it is a translation, say so and allow this finding; if not, take the marks away",
        ),
        (None, Some(speaker)) => (
            format!(
                "nothing like this is on record in its language; what {speaker} says is on record in another one, and \
                 translations are told only with a model of meaning"
            ),
            "run `onrecord model install` and `onrecord index`, or quote the original beside it",
        ),
        (None, None) => ("nothing like this is on record in its language".to_owned(), "add the source that has it"),
    };
    Objection {
        place: draft.prose.in_draft(quotation.words.clone()),
        code: FindingCode::UnsupportedQuote,
        message,
        suggestion: None,
        evidence: evidence.into_iter().collect(),
        help: Some(help.to_owned()),
        is_certain: false,
        at_most: Severity::Warning,
    }
}

fn cited(records: &[Record], near: &Near) -> Option<Evidence> {
    records.get(near.record)?.cite(near.range.clone(), near.likeness)
}
