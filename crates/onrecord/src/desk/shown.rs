//! Words of sources by their place or their words, as programs get them.

use anyhow::anyhow;
use onrecord_model::{Evidence, EvidenceId};
use serde_json::{Value, json};

use super::Desk;
use crate::failure::Usage;

impl Desk {
    /// Returns the words that an evidence id means, in whatever version they stand; `None` where no source has them.
    pub(crate) fn evidence(&self, id: &str) -> anyhow::Result<Option<Evidence>> {
        let id: EvidenceId = id.parse().map_err(|what| Usage { what })?;
        Ok(self.place(id)?.and_then(|(record, span)| record.cite(span)))
    }

    /// Returns the `n` best passages for some words, each as evidence.
    pub(crate) fn passages_cited(&self, words: &str, n: usize) -> anyhow::Result<Vec<Evidence>> {
        let cited = |hit: super::find::Hit| {
            let mut evidence = hit.record.cite(hit.record.reading.passages.get(hit.passage)?.span)?;
            evidence.score = hit.score;
            Some(evidence)
        };
        Ok(self.wished(words, n)?.into_iter().filter_map(cited).collect())
    }

    /// Returns a range of the newest text of a source, in code points, as `show` gives it; all of it without one.
    pub(crate) fn text_shown(&self, key: &str, range: (Option<usize>, Option<usize>)) -> anyhow::Result<Value> {
        let listed = self.archive().source(key)?;
        let record = self.record(listed.id)?.ok_or_else(|| anyhow!("{key} is not read yet; run `onrecord index`"))?;
        let document = &record.reading.document;
        let n = document.text().chars().count();
        let (start, end) = (range.0.unwrap_or(0), range.1.unwrap_or(n).min(n));
        let outside = || Usage { what: format!("{start}..{end} is outside the text, which has {n} code points") };
        let span = document.at_code_points(start..end.max(start)).ok_or_else(outside)?;
        Ok(json!({
            "source": record.source, "snapshot": document.snapshot().to_string(),
            "start": start, "end": end, "length": n, "text": document.words(span),
        }))
    }
}
