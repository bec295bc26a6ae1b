//! Counts the words that a draft quotes of each source.

use std::collections::BTreeMap;

use onrecord_model::{FindingCode, Severity};

use super::case::Objection;
use crate::proof::draft::Draft;
use crate::proof::judge::Judgement;
use crate::proof::record::Record;
use crate::proof::rules::Rules;

/// Returns a finding for each source of which more is quoted than the rules allow, at the quotation that goes beyond.
///
/// Words that stand in several sources count for the one of which the draft quotes most anyway.
pub(super) fn findings(draft: &Draft, records: &[Record], judgements: &[Judgement], rules: &Rules) -> Vec<Objection> {
    let mut quoted: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, (quotation, judgement)) in draft.quotations.iter().zip(judgements).enumerate() {
        let sources: Vec<usize> = match judgement {
            Judgement::Stands(stands) => stands.iter().map(|stand| stand.record).collect(),
            Judgement::Altered(near) => near.iter().map(|near| near.record).collect(),
            _ => continue,
        };
        let n_words = draft.words(quotation).split_whitespace().count();
        let most = sources
            .iter()
            .copied()
            .max_by_key(|source| (quoted.get(source).map_or(0, Vec::len), std::cmp::Reverse(*source)));
        if let Some(source) = most {
            quoted.entry(source).or_default().push((at, n_words));
        }
    }
    let mut found = Vec::new();
    for (source, quotations) in quoted {
        let Some(record) = records.get(source) else { continue };
        let n_all = record.n_words().max(1);
        let limit = rules
            .most_words
            .min((rules.most_share * n_all as f32) as usize)
            .max(rules.free_words.min(rules.most_words));
        let mut sum = 0;
        let over = quotations.iter().find(|&&(_, n_words)| {
            sum += n_words;
            sum > limit
        });
        let (Some(&(at, _)), n_quoted) = (over, quotations.iter().map(|&(_, n_words)| n_words).sum::<usize>()) else {
            continue;
        };
        let Some(quotation) = draft.quotations.get(at) else { continue };
        let evidence = match &judgements[at] {
            Judgement::Stands(stands) => {
                stands.iter().find(|stand| stand.record == source).and_then(|stand| record.cite(stand.range(), 1.0))
            }
            _ => None,
        };
        found.push(Objection {
            place: draft.prose.in_draft(quotation.words.clone()),
            code: FindingCode::OverBudget,
            message: format!(
                "{n_quoted} words of {} are quoted, {} % of the source; the limit is {limit} here",
                record.source.key,
                100 * n_quoted / n_all
            ),
            suggestion: None,
            evidence: evidence.into_iter().collect(),
            help: Some(
                "quote less of it, or say it in your own words; limits are set under [check] in onrecord.toml"
                    .to_owned(),
            ),
            is_certain: false,
            at_most: Severity::Error,
        });
    }
    found
}
