//! The way of a draft: read, find what may hold its quotations, judge each; what stands nowhere is looked for in the other
//! language, and in earlier versions of the sources.

mod holders;
mod shelf;
mod translated;
mod versions;

use anyhow::anyhow;
use onrecord_answer::proof::{self, Draft, Register, Report, Syntax};

use super::Desk;
use crate::world;
use shelf::Gathered;

/// Quotations of one draft: more than any book's chapter has.
const MOST_QUOTATIONS: usize = 5000;

/// A draft that was checked.
pub(crate) struct Checked {
    /// The draft, with its quotations.
    pub draft: Draft,
    /// What was found in it.
    pub report: Report,
}

impl Desk {
    /// Checks a draft against the record. An error for one with more than 5,000 quotations.
    pub(crate) fn check(&self, text: &str, syntax: Syntax) -> anyhow::Result<Checked> {
        let draft = Draft::read(text, syntax, self.lexicon());
        let n_quotations = draft.quotations.len();
        if n_quotations > MOST_QUOTATIONS {
            return Err(anyhow!(
                "the draft has {n_quotations} quotations, more than the {MOST_QUOTATIONS} that are checked at once: check it in parts"
            ));
        }
        let rules = world::settings(self.archive().folder())?.check.rules()?;
        let Gathered { mut shelf, candidates, people } = self.gather(&draft)?;
        let mut judgements: Vec<_> = draft
            .quotations
            .iter()
            .zip(&candidates)
            .map(|(quotation, candidates)| proof::judge(&draft, quotation, &shelf.records, &candidates.records))
            .collect();
        let register = Register::new(self.archive().outlets()?, people, self.lexicon());
        self.translate(&draft, &mut shelf, &mut judgements, &register)?;
        let records = &shelf.records;
        let mut report = proof::findings(&draft, records, &judgements, &candidates, &register, &rules);
        self.explain_versions(&mut report, &draft, &judgements, records, &candidates)?;
        Ok(Checked { draft, report })
    }
}
