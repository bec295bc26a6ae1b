//! Makes passages findable.

use std::fs;
use std::io;

use anyhow::Context;
use onrecord_answer::proof::prints;
use onrecord_archive::{Archive, Listed, Stage, Unindexed, Work};
use onrecord_language::{Lexicon, words};
use onrecord_model::{Reading, SourceId};
use onrecord_search::{Entry, Writer, folder_in};
use rayon::prelude::*;

use super::embed;
use crate::progress::Progress;
use crate::world;

/// Sources indexed between two looks at what is left, and at whether somebody waits.
const BATCH: usize = 192;
/// Bytes of text after which no further source is taken into a batch.
const MOST_BYTES: usize = 4 << 20;
/// Sources between two seals. Sealing makes a segment and costs a disk sync, and segments are joined later.
const SEAL: usize = 4096;

/// Indexes the passages of every source whose current version is not in the index, and takes out what is gone.
///
/// The index is sealed before the archive records it, so that a stop between the two only repeats work. The index is given
/// up to whoever waits for it, after a batch, and found in another state or made anew when its turn comes again.
pub(crate) fn index_all(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let lexicon = world::lexicon();
    loop {
        let turn = archive.turn(Work::Index)?;
        let index = world::index_to_write(archive)?;
        let generation = index.generation();
        if archive.gone()?.is_empty() && !archive.has_unindexed(generation)? {
            return Ok(archive.settle_index(generation)?);
        }
        let mut writer = index.writer()?;
        forget(archive, &mut writer)?;
        let (mut after, mut unsealed) = (None, Vec::new());
        loop {
            let batch = put(archive, generation, after, lexicon, &mut writer)?;
            progress.done(batch.len());
            let (is_last, is_wanted) = (batch.is_empty(), turn.is_wanted());
            after = batch.last().map(|last| last.listed.id);
            unsealed.extend(batch);
            if is_wanted {
                writer.seal_soon()?;
            } else if is_last || unsealed.len() >= SEAL {
                writer.seal()?;
            } else {
                continue;
            }
            archive.mark_indexed(&std::mem::take(&mut unsealed), generation)?;
            if is_last || is_wanted {
                break;
            }
        }
        writer.rest()?;
    }
}

/// Indexes one source anew, where the index has everything else. Where it has not, whoever completes it does that.
pub(crate) fn index_one(archive: &mut Archive, source: SourceId) -> anyhow::Result<()> {
    let _turn = archive.turn(Work::Index)?;
    let index = world::index_to_write(archive)?;
    let generation = index.generation();
    let lacking = archive.unindexed(generation, Some(SourceId(source.0.saturating_sub(1))), 1)?;
    if archive.settled(Stage::Index, generation)?.is_none() || lacking.first().is_none_or(|it| it.listed.id != source) {
        return Ok(());
    }
    let mut writer = index.writer()?;
    put_all(archive, &lacking, world::lexicon(), &mut writer)?;
    writer.seal_soon()?;
    archive.mark_indexed(&lacking, generation)?;
    Ok(writer.rest()?)
}

/// Takes out of the index and the vectors what is gone from the archive.
pub(crate) fn forget_gone(archive: &mut Archive) -> anyhow::Result<()> {
    let _turn = archive.turn(Work::Index)?;
    let index = world::index_to_write(archive)?;
    let mut writer = index.writer()?;
    forget(archive, &mut writer)?;
    Ok(writer.rest()?)
}

/// Removes the whole index: segments keep what was deleted until they are joined; an index that is made anew keeps nothing.
pub(crate) fn discard(archive: &Archive) -> anyhow::Result<()> {
    let _turn = archive.turn(Work::Index)?;
    let index = folder_in(archive.folder());
    match fs::remove_dir_all(&index) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("could not remove {}", index.display()))
        }
        _ => Ok(()),
    }
}

fn forget(archive: &mut Archive, writer: &mut Writer<'_>) -> anyhow::Result<()> {
    let gone = archive.gone()?;
    if gone.is_empty() {
        return Ok(());
    }
    gone.iter().for_each(|&source| writer.forget(source));
    writer.seal_soon()?;
    embed::forget_gone(archive)?;
    Ok(archive.forget_gone(&gone)?)
}

/// Puts the next sources that the index lacks into it, and returns them.
fn put(
    archive: &Archive,
    generation: &str,
    after: Option<SourceId>,
    lexicon: &Lexicon,
    writer: &mut Writer<'_>,
) -> anyhow::Result<Vec<Unindexed>> {
    let mut lacking = archive.unindexed(generation, after, BATCH)?;
    let n = put_all(archive, &lacking, lexicon, writer)?;
    lacking.truncate(n);
    Ok(lacking)
}

/// Puts sources into the index, the first ones only where they are large; returns how many.
fn put_all(
    archive: &Archive,
    lacking: &[Unindexed],
    lexicon: &Lexicon,
    writer: &mut Writer<'_>,
) -> anyhow::Result<usize> {
    let (mut readings, mut n_bytes) = (Vec::new(), 0);
    for Unindexed { listed, .. } in lacking {
        let reading = archive.reading(listed.version.document)?;
        n_bytes += reading.as_ref().map_or(0, |reading| reading.document.text().len());
        readings.push((listed, reading));
        if n_bytes > MOST_BYTES {
            break;
        }
    }
    let entries: Vec<Entry> = readings
        .par_iter()
        .filter_map(|(listed, reading)| Some(entries(listed, reading.as_ref()?, lexicon)))
        .flatten_iter()
        .collect();
    let ids: Vec<SourceId> = readings.iter().map(|(listed, _)| listed.id).collect();
    writer.put(&ids, &entries)?;
    Ok(readings.len())
}

/// Returns what is found by: each passage with its own terms and those of the source's title.
fn entries(listed: &Listed, reading: &Reading, lexicon: &Lexicon) -> Vec<Entry> {
    let terms_of = |text: &str| words(text, lexicon).into_iter().map(|term| term.text);
    let title: Vec<String> = listed.source.title.as_deref().map(|title| terms_of(title).collect()).unwrap_or_default();
    let entry = |(at, passage): (usize, &onrecord_model::Passage)| Entry {
        source: listed.id,
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
