//! Quotations whose words stood in an earlier version of a source, and no longer stand in the newest.

use onrecord_answer::proof::{self, Candidates, Draft, Judgement, Record, Report};
use onrecord_model::Evidence;

use crate::desk::Desk;
use crate::version;

/// Earlier versions of one source that are looked at.
const MOST_VERSIONS: usize = 8;

impl Desk {
    /// Rewrites what a report says of quotations that an earlier version of a source has word for word.
    ///
    /// The writer did not alter them: the outlet did. So it is a warning, and says which version has them.
    pub(super) fn explain_versions(
        &self,
        report: &mut Report,
        draft: &Draft,
        judgements: &[Judgement],
        records: &[Record],
        candidates: &[Candidates],
    ) -> anyhow::Result<()> {
        for ((quotation, judgement), candidates) in draft.quotations.iter().zip(judgements).zip(candidates) {
            if !judgement.is_open() || report.of_words(draft, quotation).is_none() {
                continue;
            }
            let Some(evidence) = self.earlier(draft, quotation, records, &candidates.records)? else { continue };
            let told = evidence.version.as_ref().map(version::told).unwrap_or_default();
            report.changed_since(draft, quotation, evidence, &told);
        }
        Ok(())
    }

    /// Returns the words of a quotation as evidence of the latest earlier version that has them.
    fn earlier(
        &self,
        draft: &Draft,
        quotation: &proof::draft::Quotation,
        records: &[Record],
        candidates: &[usize],
    ) -> anyhow::Result<Option<Evidence>> {
        for record in candidates.iter().filter_map(|&at| records.get(at)) {
            let listed = self.archive().source(&record.source.key)?;
            let versions = self.archive().versions(listed.id)?;
            for version in versions.iter().rev().skip(1).take(MOST_VERSIONS) {
                let Some(old) = self.record_of(listed.id, version.document)? else { continue };
                let old = [Record::new(old)];
                let Judgement::Stands(stands) = proof::judge(draft, quotation, &old, &[0]) else { continue };
                if let Some(evidence) = stands.first().and_then(|stand| old[0].cite(stand.range(), 1.0)) {
                    return Ok(Some(evidence));
                }
            }
        }
        Ok(None)
    }
}
