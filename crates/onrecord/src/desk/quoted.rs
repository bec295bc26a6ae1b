//! What posts quote: from an evidence id or a source's words to the evidence, in whatever version it stands.

use std::rc::Rc;

use onrecord_archive::ArchiveError;
use onrecord_model::code::Reference;
use onrecord_model::{Document, EvidenceId, Record, Span};
use onrecord_site::{Quotation, Quoted};

use super::Desk;

impl Desk {
    /// Returns what a reference stands for, or `None` where the archive has no such words.
    pub(crate) fn quoted(&self, reference: &Reference) -> anyhow::Result<Option<Quoted>> {
        let place = match reference {
            Reference::Id(id) => self.place(*id)?,
            Reference::Words { key, words } => self.place_of_words(key, words)?,
        };
        if let Some(quotation) = place.and_then(|(record, span)| quotation(&record, span)) {
            return Ok(Some(Quoted::Words(Box::new(quotation))));
        }
        let taken_down = self.archive().tombstones()?.into_iter().find(|tombstone| match reference {
            Reference::Id(id) => {
                tombstone.left.snapshots.iter().any(|snapshot| snapshot.starts_with(&id.snapshot_prefix()))
            }
            Reference::Words { key, .. } => tombstone.key == *key,
        });
        Ok(taken_down.map(|tombstone| Quoted::Removed(tombstone.key)))
    }

    /// Returns the record and the place in it that an evidence id means, or `None` where no source has it.
    pub(crate) fn place(&self, id: EvidenceId) -> anyhow::Result<Option<(Rc<Record>, Span)>> {
        for (source, version) in self.archive().by_snapshot_prefix(&id.snapshot_prefix())? {
            let Some(record) = self.record_of(source, version.document)? else { continue };
            if let Some(span) = id.find(&record.reading.document) {
                return Ok(Some((record, span)));
            }
        }
        Ok(None)
    }

    /// Returns the newest record of a key, and where words stand in it.
    fn place_of_words(&self, key: &str, words: &str) -> anyhow::Result<Option<(Rc<Record>, Span)>> {
        let source = match self.archive().source(key) {
            Err(ArchiveError::NoSource { .. }) => return Ok(None),
            found => found?.id,
        };
        let Some(record) = self.record(source)? else { return Ok(None) };
        let span = find(&record.reading.document, words);
        Ok(span.map(|span| (record, span)))
    }
}

fn quotation(record: &Record, span: Span) -> Option<Quotation> {
    Quotation::of(record.cite(span)?, &record.reading.document, span)
}

/// Returns where words stand in a document, letter for letter; white space may differ, as where lines are broken.
fn find(document: &Document, words: &str) -> Option<Span> {
    let text = document.text();
    let mut wanted = words.split_whitespace();
    let first = wanted.next()?;
    let rest: Vec<&str> = wanted.collect();
    for (start, _) in text.match_indices(first) {
        let mut end = start + first.len();
        let is_there = rest.iter().all(|word| {
            let tail = &text[end..];
            let trimmed = tail.trim_start();
            let fits = trimmed.len() < tail.len() && trimmed.starts_with(word);
            end += tail.len() - trimmed.len() + word.len();
            fits
        });
        if is_there {
            return document.span(start..end);
        }
    }
    None
}
