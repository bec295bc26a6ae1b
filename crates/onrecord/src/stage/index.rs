//! Makes passages findable.

use std::sync::mpsc::Sender;

use anyhow::Context;
use onrecord_answer::proof::prints;
use onrecord_archive::{Archive, ArchiveError, Listed};
use onrecord_language::{Lexicon, words};
use onrecord_model::Reading;
use onrecord_search::Entry;
use rayon::prelude::*;

use super::Progress;
use crate::world;

/// Sources indexed between two looks at what is left.
const BATCH: usize = 192;
/// Sources between two seals. Sealing makes a segment and costs a disk sync, and segments are joined later.
const SEAL: usize = 4096;

/// Sources that are in the index for good, for the archive to record.
pub(crate) struct Sealed {
    sources: Vec<Listed>,
    generation: String,
}

impl Sealed {
    /// Records them.
    pub(crate) fn record(&self, archive: &mut Archive) -> Result<(), ArchiveError> {
        archive.mark_indexed(&self.sources, &self.generation)
    }
}

/// Indexes the passages of every source whose current version is not in the index, and sends on what is sealed.
///
/// The index is sealed before the archive records it, so that a stop between the two only repeats work. Writes nothing to
/// the archive itself: linking may write to it at the same time. Returns what the index is called.
pub(crate) fn index_all(archive: &Archive, sealed: &Sender<Sealed>, progress: &Progress) -> anyhow::Result<String> {
    let lexicon = Lexicon::built_in();
    let index = world::index(archive)?;
    let generation = index.generation().to_owned();
    if archive.unindexed(&generation, None, 1)?.is_empty() {
        return Ok(generation);
    }
    let mut writer = index.writer()?;
    let (mut after, mut unsealed) = (None, Vec::new());
    loop {
        let batch = archive.unindexed(&generation, after, BATCH)?;
        let mut readings = Vec::new();
        for listed in &batch {
            readings.push((listed, archive.reading(listed.version.document)?));
        }
        let entries: Vec<Entry> = readings
            .par_iter()
            .filter_map(|(listed, reading)| Some(entries(listed, reading.as_ref()?, &lexicon)))
            .flatten_iter()
            .collect();
        let ids: Vec<u64> = batch.iter().map(|listed| listed.id as u64).collect();
        writer.put(&ids, &entries)?;
        progress.done(batch.len());
        let is_last = batch.is_empty();
        after = batch.last().map(|listed| listed.id);
        unsealed.extend(batch);
        if is_last || unsealed.len() >= SEAL {
            writer.seal()?;
            let sources = std::mem::take(&mut unsealed);
            sealed.send(Sealed { sources, generation: generation.clone() }).context("linking failed")?;
        }
        if is_last {
            writer.rest()?;
            return Ok(generation);
        }
    }
}

/// Returns what is found by: each passage with its own terms and those of the source's title.
fn entries(listed: &Listed, reading: &Reading, lexicon: &Lexicon) -> Vec<Entry> {
    let terms_of = |text: &str| words(text, lexicon).into_iter().map(|term| term.text);
    let title: Vec<String> = listed.source.title.as_deref().map(|title| terms_of(title).collect()).unwrap_or_default();
    let entry = |(at, passage): (usize, &onrecord_model::Passage)| Entry {
        source: listed.id as u64,
        passage: at as u64,
        prints: if at == 0 { prints_of(listed, reading) } else { Vec::new() },
        terms: title.iter().cloned().chain(terms_of(reading.document.words(passage.span))).collect(),
    };
    reading.passages.iter().enumerate().map(entry).collect()
}

/// Returns the fingerprints of a document and of its source's title.
fn prints_of(listed: &Listed, reading: &Reading) -> Vec<u64> {
    let mut all = prints(reading.document.text());
    all.extend(listed.source.title.as_deref().map(prints).unwrap_or_default());
    all.sort_unstable();
    all.dedup();
    all
}
