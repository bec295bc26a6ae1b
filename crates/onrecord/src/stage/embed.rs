//! Makes vectors of what has none, where a model is installed.

use std::collections::HashSet;

use onrecord_answer::reader::Packing;
use onrecord_archive::{Archive, Listed, Work};
use onrecord_embed::{DIMENSIONS, EmbedError, Model};
use onrecord_model::{Reading, Sentence, SourceId};
use onrecord_search::vectors::{Made, Origin, Vectors, Window, folder_in, forget_other_models, keep_only};
use rayon::prelude::*;

use crate::desk::meaning::vectors_of;
use crate::progress::Progress;
use crate::world;

/// Windows between two durability points: a minute of work at most on a slow computer.
const BATCH: usize = 400;
/// A window is closed before the sentence with which it would have more bytes: one to three sentences.
const MOST_BYTES: usize = 400;

/// Makes vectors of every source that has none of its current reading, the newest first, and drops those of sources that are gone.
///
/// Each batch is kept before the next begins, so that whoever stops it loses at most a batch.
pub(crate) fn embed_all(archive: &Archive, progress: &Progress) -> anyhow::Result<()> {
    let turn = archive.turn(Work::Index)?;
    forget_gone(archive)?;
    let Some(installed) = world::model() else { return Ok(()) };
    let packing = Packing::built_in();
    let name = vectors_of(&installed, &packing);
    forget_other_models(archive.folder(), &name)?;
    drop(turn);
    let vectors = || Vectors::open(archive.folder(), &name, DIMENSIONS);
    let (listed, there) = (archive.sources()?, vectors()?);
    // What came last is looked for first.
    let lacking: Vec<&Listed> = listed.iter().rev().filter(|listed| !there.has(origin(listed))).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    progress.long_stage("reading for meaning", lacking.len());
    let model = installed.open()?;
    let mut lacking = lacking.into_iter().peekable();
    while lacking.peek().is_some() {
        // Programs that make vectors at once share the work.
        let _turn = archive.turn(Work::Making).ok();
        let there = vectors()?;
        let batch = batch(archive, lacking.by_ref().filter(|listed| !there.has(origin(listed))))?;
        let made: Result<Vec<_>, EmbedError> = batch
            .par_iter()
            .map(|(listed, reading)| Ok((origin(listed), embed(&model, &packing, listed, reading)?)))
            .collect();
        let mut made = made?;
        let _turn = archive.turn(Work::Index)?;
        // What is gone meanwhile, or has another version, must not come back.
        let mut current = HashSet::new();
        for (origin, _) in &made {
            let listed = archive.source_by_id(origin.source)?;
            current
                .extend(listed.filter(|listed| listed.version.document.number() == origin.document).map(|_| *origin));
        }
        made.retain(|(origin, _)| current.contains(origin));
        vectors()?.keep(&made)?;
        progress.done(batch.len());
    }
    Ok(())
}

/// Returns how many sources have not been read for meaning; `None` where no model is installed.
pub(crate) fn n_lacking(archive: &Archive) -> anyhow::Result<Option<usize>> {
    let Some(installed) = world::model() else { return Ok(None) };
    let name = vectors_of(&installed, &Packing::built_in());
    let there = Vectors::open(archive.folder(), &name, DIMENSIONS)?;
    Ok(Some(archive.sources()?.iter().filter(|listed| !there.has(origin(listed))).count()))
}

/// Returns the next sources with their readings, as many as make up a batch.
fn batch<'a>(
    archive: &Archive,
    lacking: impl Iterator<Item = &'a Listed>,
) -> anyhow::Result<Vec<(&'a Listed, Reading)>> {
    let (mut batch, mut n_windows) = (Vec::new(), 0);
    for listed in lacking {
        if let Some(reading) = archive.reading(listed.version.document)? {
            n_windows += reading.document.text().len() / MOST_BYTES + 1;
            batch.push((listed, reading));
        }
        if n_windows >= BATCH {
            break;
        }
    }
    Ok(batch)
}

/// Drops the vectors of sources that are not in the archive any more, whatever model made them. The caller has the turn.
pub(crate) fn forget_gone(archive: &Archive) -> anyhow::Result<()> {
    if !folder_in(archive.folder()).exists() {
        return Ok(());
    }
    let there: HashSet<SourceId> = archive.sources()?.iter().map(|listed| listed.id).collect();
    Ok(keep_only(archive.folder(), DIMENSIONS, &there)?)
}

fn origin(listed: &Listed) -> Origin {
    Origin { source: listed.id, document: listed.version.document.number(), reader: onrecord_read::READER }
}

/// Returns the vectors and states of all windows of a source; each is read with the source's title before it, which says what it is about.
fn embed(model: &Model, packing: &Packing, listed: &Listed, reading: &Reading) -> Result<Vec<Made>, EmbedError> {
    let title = listed.source.title.as_deref().unwrap_or_default();
    let mut windows = Vec::new();
    let mut texts = Vec::new();
    for (at, passage) in reading.passages.iter().enumerate() {
        for (first, after) in windows_of(&reading.sentences, passage.first, passage.after) {
            let (Some(opening), Some(closing)) =
                (reading.sentences.get(first as usize), reading.sentences.get(after as usize - 1))
            else {
                continue;
            };
            let text = reading.document.text().get(opening.span.start()..closing.span.end()).unwrap_or_default();
            windows.push(Window { passage: at as u32, first, after });
            texts.push(format!("{title} {text}"));
        }
    }
    let read = windows.into_iter().zip(model.passages_read(&texts)?);
    let made = read.map(|(window, (vector, states))| Made { window, vector, states: packing.packed(&states.values) });
    Ok(made.collect())
}

/// Cuts the sentences of a passage into windows: first sentence, and the one after the last.
fn windows_of(sentences: &[Sentence], first: u32, after: u32) -> Vec<(u32, u32)> {
    let mut windows = Vec::new();
    let mut from = first;
    for at in first..after {
        let (Some(opening), Some(sentence)) = (sentences.get(from as usize), sentences.get(at as usize)) else { break };
        if at > from && sentence.span.end() - opening.span.start() > MOST_BYTES {
            windows.push((from, at));
            from = at;
        }
    }
    if from < after {
        windows.push((from, after));
    }
    windows
}
