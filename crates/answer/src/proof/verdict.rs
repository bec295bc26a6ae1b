//! Turns judgements into findings: what is wrong, what the record has, what to do.

mod attribution;
mod budget;
mod case;
mod cited;
mod denied;
mod excuse;
mod limit;
mod names;
mod translation;
mod wording;

use std::ops::Range;

use onrecord_model::{Document, DocumentId, Evidence, Finding, FindingCode, Media, Severity, SnapshotId};

use super::credit::credit;
use super::draft::{Draft, Form, Quotation};
use super::judge::{Candidates, Judgement};
use super::record::Record;
use super::register::Register;
use super::rules::{Rules, allowances};
use case::{Case, Objection};
use wording::{altered, joined, uncited, unsupported};

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

impl Report {
    /// Returns the finding on the words of a quotation, if there is one.
    pub fn of_words(&self, draft: &Draft, quotation: &Quotation) -> Option<usize> {
        let place = draft.prose.in_draft(quotation.words.clone());
        let start = draft.text.get(..place.start).map_or(0, |front| front.chars().count());
        let is_of_words = |code| matches!(code, FindingCode::AlteredQuote | FindingCode::UnsupportedQuote);
        self.findings.iter().position(|finding| finding.start == start && is_of_words(finding.code))
    }

    /// Rewrites the finding on words that stood in an earlier version of a source: the writer did not alter them, the outlet did.
    ///
    /// `told` says in words which version that is.
    pub fn changed_since(&mut self, draft: &Draft, quotation: &Quotation, evidence: Evidence, told: &str) {
        let Some(finding) = self.of_words(draft, quotation).and_then(|at| self.findings.get_mut(at)) else { return };
        finding.message = format!("{} has changed since: {told}", evidence.source.key);
        finding.code = FindingCode::AlteredQuote;
        finding.severity = finding.severity.min(Severity::Warning);
        finding.is_certain = false;
        finding.help = Some("quote the newest version, or say that the source has changed since".to_owned());
        finding.evidence.insert(0, evidence);
    }
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
    let mut found: Vec<Objection> = Vec::new();
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
        let stands = judgement.places();
        if stands.is_empty() || quotation.form == Form::Answer {
            continue;
        }
        let case = Case { draft, quotation, credit: &credited, records, stands: &stands, register };
        let wrong = turned(&case, judgement).or_else(|| attribution::finding(&case).filter(|_| candidates.is_all));
        if let Some(finding) = wrong {
            found.push(finding);
        } else if matches!(judgement, Judgement::Stands(_)) && !cited::is_cited(&case) {
            found.push(uncited(draft, quotation, records, &stands));
        }
    }
    found.extend(names::findings(draft, records, judgements, register));
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

/// Returns the objection to words that stand on record word for word, and say something else there.
fn turned(case: &Case<'_>, judgement: &Judgement) -> Option<Objection> {
    matches!(judgement, Judgement::Stands(_)).then_some(())?;
    limit::finding(case.draft, case.quotation, case.records, case.stands).or_else(|| denied::finding(case))
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

    fn finding(&self, found: Objection, severity: Severity) -> Finding {
        let count =
            |range: Range<usize>| self.document.span(range).map_or(0..0, |span| self.document.code_points(span));
        let place = count(found.place.clone());
        let line = self.line_starts.partition_point(|&start| start <= found.place.start);
        let line_start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = count(line_start..found.place.start).len() + 1;
        let Objection { code, message, suggestion, evidence, help, is_certain, .. } = found;
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
