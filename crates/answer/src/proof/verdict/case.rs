//! What the rules of a verdict are given, and what they give back.

use std::ops::Range;

use onrecord_model::{Evidence, FindingCode, Severity};

use crate::proof::credit::Credit;
use crate::proof::draft::{Draft, Quotation};
use crate::proof::record::{Record, Stand};
use crate::proof::register::Register;

/// Evidence shown with one finding.
pub(super) const MOST_EVIDENCE: usize = 3;

/// A quotation that stands in the record, with whom the draft credits and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub draft: &'a Draft,
    pub quotation: &'a Quotation,
    pub credit: &'a Credit,
    pub records: &'a [Record],
    pub stands: &'a [Stand],
    pub register: &'a Register<'a>,
}

/// What is wrong with a place of a draft: a finding before its place is counted in lines and columns.
pub(super) struct Objection {
    /// Where, in bytes of the draft.
    pub place: Range<usize>,
    pub code: FindingCode,
    pub message: String,
    pub suggestion: Option<String>,
    pub evidence: Vec<Evidence>,
    pub help: Option<String>,
    pub is_certain: bool,
    /// How grave it is at most, whatever the rules say of its code.
    pub at_most: Severity,
}
