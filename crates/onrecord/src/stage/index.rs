//! Makes passages findable.

use onrecord_answer::proof::prints;
use onrecord_archive::{Archive, Listed};
use onrecord_model::Reading;
use onrecord_read::{Lexicon, words};
use onrecord_search::Entry;
use rayon::prelude::*;

use super::Progress;
use crate::world;

/// Sources indexed between two looks at what is left.
const BATCH: usize = 512;

/// Indexes the passages of every source whose current version is not in the index.
///
/// The index is sealed before the archive records it, so that a stop between the two only repeats work.
pub(crate) fn index_all(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let lexicon = Lexicon::built_in();
    let index = world::index(archive)?;
    let generation = index.generation().to_owned();
    if archive.unindexed(&generation, 1)?.is_empty() {
        return Ok(());
    }
    progress.stage("indexing");
    let mut writer = index.writer()?;
    let mut unsealed: Vec<Listed> = Vec::new();
    // Sealing makes a segment and costs a disk sync: a few thousand sources share one.
    loop {
        let batch: Vec<Listed> = archive.unindexed(&generation, BATCH)?;
        if batch.is_empty() {
            break;
        }
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
        writer.seal()?;
        archive.mark_indexed(&batch, &generation)?;
        progress.done(batch.len());
        unsealed.clear();
    }
    Ok(writer.rest()?)
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
