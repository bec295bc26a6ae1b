//! Turns judgements into findings: what is wrong, what the record has, what to do.

mod attribution;
mod budget;
mod cited;
mod names;
mod translation;

use std::ops::Range;

use onrecord_model::{Document, DocumentId, Evidence, Finding, FindingCode, Media, Severity, SnapshotId};

use super::credit::{Credit, Register, credit};
use super::draft::{Draft, Form, Quotation};
use super::letters::Letters;
use super::record::{Near, Record, Stand};
use super::rules::{Rules, allowances};
use super::words::{differences, fitted, short, told};
use super::{Candidates, Judgement, pattern::Pattern};

/// Evidence shown with one finding.
const MOST_EVIDENCE: usize = 3;

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The findings, in the order of the draft.
    pub findings: Vec<Finding>,
    /// Quotations of the draft that were judged.
    pub n_quotations: usize,
    /// Findings that the draft allows itself, with a reason each.
    pub n_allowed: usize,
}

/// A quotation that stands in the record, with whom the draft credits and where it stands.
#[derive(Clone, Copy)]
struct Case<'a> {
    draft: &'a Draft,
    quotation: &'a Quotation,
    credit: &'a Credit,
    records: &'a [Record],
    stands: &'a [Stand],
    register: &'a Register<'a>,
}

/// A finding before its place is counted in lines and columns.
struct Draftling {
    /// Where, in bytes of the draft.
    place: Range<usize>,
    code: FindingCode,
    message: String,
    suggestion: Option<String>,
    evidence: Vec<Evidence>,
    help: Option<String>,
    is_certain: bool,
    /// How grave it is at most, whatever the rules say of its code.
    at_most: Severity,
}

/// Returns the findings for a draft whose quotations were judged, in their order.
pub fn findings(
    draft: &Draft,
    records: &[Record],
    judgements: &[Judgement],
    candidates: &[Candidates],
    register: &Register<'_>,
    rules: &Rules,
) -> Report {
    let mut found: Vec<Draftling> = Vec::new();
    for ((quotation, judgement), candidates) in draft.quotations.iter().zip(judgements).zip(candidates) {
        match judgement {
            Judgement::Altered(near) => found.extend(altered(draft, quotation, records, near)),
            Judgement::Joined(pieces) => found.push(joined(draft, quotation, records, pieces)),
            Judgement::Unsupported(near) => found.push(unsupported(draft, quotation, records, near.as_ref())),
            Judgement::Translated(near) => found.push(translation::translated(draft, quotation, records, near)),
            Judgement::PerhapsTranslated { original, speaker } => {
                found.push(translation::perhaps(draft, quotation, records, original.as_ref(), speaker.as_deref()));
            }
            Judgement::Stands(_) | Judgement::StandsInTitle | Judgement::NotJudged => {}
        }
        let credited = credit(draft, quotation, register);
        let stands = standing(judgement);
        if stands.is_empty() || quotation.form == Form::Answer {
            continue;
        }
        let case = Case { draft, quotation, credit: &credited, records, stands: &stands, register };
        let wrong = attribution::finding(&case);
        if let Some(finding) = wrong.filter(|_| candidates.is_all) {
            found.push(finding);
        } else if matches!(judgement, Judgement::Stands(_)) && !cited::is_cited(&case) {
            found.push(uncited(draft, quotation, records, &stands));
        }
    }
    found.extend(names::findings(draft, records, judgements, register, &found));
    found.extend(budget::findings(draft, records, judgements, rules));
    let allowed = allowances(draft);
    let mut report = Report {
        n_quotations: judgements.iter().filter(|judgement| !matches!(judgement, Judgement::NotJudged)).count(),
        ..Report::default()
    };
    let places = Places::of(draft);
    found.sort_by_key(|finding| (finding.place.start, finding.place.end, finding.code));
    for finding in found {
        let Some(severity) = rules.severity(finding.code) else { continue };
        let severity = severity.min(finding.at_most);
        let is_allowed = allowed.iter().any(|allowance| {
            allowance.code == finding.code
                && allowance.within.start <= finding.place.start
                && finding.place.start < allowance.within.end.max(allowance.within.start + 1)
        });
        if is_allowed {
            report.n_allowed += 1;
        } else {
            report.findings.push(places.finding(finding, severity));
        }
    }
    report
}

/// Returns the places whose speaker can be compared with the draft's: of words that stand, or of those altered.
pub(super) fn standing(judgement: &Judgement) -> Vec<Stand> {
    match judgement {
        Judgement::Stands(stands) => stands.clone(),
        Judgement::Altered(near) => {
            near.iter().map(|near| Stand { record: near.record, parts: vec![near.range.clone()] }).collect()
        }
        _ => Vec::new(),
    }
}

fn altered(draft: &Draft, quotation: &Quotation, records: &[Record], near: &[Near]) -> Option<Draftling> {
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
    Some(Draftling {
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

fn joined(draft: &Draft, quotation: &Quotation, records: &[Record], pieces: &[Stand]) -> Draftling {
    let cite = |stand: &Stand| records.get(stand.record)?.cite(stand.range(), 1.0);
    let evidence: Vec<Evidence> = pieces.iter().filter_map(cite).take(2 * MOST_EVIDENCE).collect();
    let exact: Vec<&str> = evidence.iter().map(Evidence::text).collect();
    Draftling {
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

fn unsupported(draft: &Draft, quotation: &Quotation, records: &[Record], near: Option<&Near>) -> Draftling {
    let evidence = near.and_then(|near| records.get(near.record)?.cite(near.range.clone(), near.likeness));
    let help = match &evidence {
        Some(evidence) => {
            format!("the nearest words are “{}”; if this is said elsewhere, add that source", short(evidence.text()))
        }
        None => "add the source that has it, or take the marks away".to_owned(),
    };
    Draftling {
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

fn uncited(draft: &Draft, quotation: &Quotation, records: &[Record], stands: &[Stand]) -> Draftling {
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
    Draftling {
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

/// Counts lines, columns and code points of a draft.
struct Places {
    document: Document,
    line_starts: Vec<usize>,
}

impl Places {
    fn of(draft: &Draft) -> Self {
        let id = SnapshotId::of(draft.text.as_bytes());
        let document = Document::new(DocumentId::of(id, Media::Text), id, draft.text.clone());
        let ends = draft.text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| at + 1);
        Self { document, line_starts: [0].into_iter().chain(ends).collect() }
    }

    fn finding(&self, found: Draftling, severity: Severity) -> Finding {
        let count =
            |range: Range<usize>| self.document.span(range).map_or(0..0, |span| self.document.code_points(span));
        let place = count(found.place.clone());
        let line = self.line_starts.partition_point(|&start| start <= found.place.start);
        let line_start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = count(line_start..found.place.start).len() + 1;
        let Draftling { code, message, suggestion, evidence, help, is_certain, .. } = found;
        Finding {
            line,
            column,
            start: place.start,
            end: place.end,
            severity,
            code,
            message,
            suggestion,
            evidence,
            help,
            is_certain,
        }
    }
}
