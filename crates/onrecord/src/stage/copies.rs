//! Compares new texts with those that have runs of their words.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use onrecord_archive::{Alike, Archive, Stage};
use onrecord_facts::copies::{COPIES, LEAST_SHARED, Shared, prints, shared};
use onrecord_model::{DocumentId, Reading};
use onrecord_read::READER;

use crate::world;

/// Documents taken in between two durability points, unless they take longer than [`LONGEST`].
const BATCH: usize = 128;
/// No further document is begun after this time, so that others may write.
const LONGEST: Duration = Duration::from_millis(250);
/// Texts that one is compared with: those that have most of its prints.
const MOST_COMPARED: usize = 24;

/// Compares every text that was not compared by these rules with all that are alike.
pub(crate) fn compare_all(archive: &mut Archive) -> anyhow::Result<()> {
    let form = format!("{COPIES} of {READER}");
    let from = archive.settled(Stage::Copies, &form)?.unwrap_or(i64::MIN);
    let mut after = from;
    loop {
        let n = archive.together(|archive| {
            let (start, mut seen) = (Instant::now(), BTreeSet::new());
            for one in archive.uncompared(COPIES, after, BATCH)? {
                let Some(reader) = one.reader else { break };
                if seen.insert(one.document) {
                    compare(archive, one.document, reader)?;
                }
                after = one.version;
                if start.elapsed() > LONGEST {
                    break;
                }
            }
            Ok::<_, anyhow::Error>(seen.len())
        })?;
        if n == 0 {
            break;
        }
    }
    archive.together(|archive| {
        let first = archive.uncompared(COPIES, from, 1)?.first().map(|uncompared| uncompared.version);
        Ok(archive.settle(Stage::Copies, &form, first)?)
    })
}

/// Keeps the prints of one text, and what it shares with those that are there already.
fn compare(archive: &mut Archive, document: DocumentId, reader: u32) -> anyhow::Result<()> {
    let Some(reading) = archive.reading(document)? else { return Ok(()) };
    let prints = prints(&reading, world::lexicon());
    archive.keep_prints(document, reader, COPIES, &prints)?;
    let mut alike = archive.alike(document, &prints)?;
    alike.retain(|other| other.n_shared as f32 >= LEAST_SHARED * prints.len().min(other.n as usize) as f32);
    alike.sort_by_key(|other| (std::cmp::Reverse(other.n_shared), other.document));
    for Alike { document: other, .. } in alike.into_iter().take(MOST_COMPARED) {
        let Some(other) = archive.reading(other)? else { continue };
        if let Some((a, b, shared)) = in_order(&reading, &other) {
            archive.keep_shared(a, b, &serde_json::to_string(&shared)?)?;
        }
    }
    Ok(())
}

/// Returns what two texts share, the one of the lower number first.
fn in_order(one: &Reading, other: &Reading) -> Option<(DocumentId, DocumentId, Shared)> {
    let (one, other) = if one.document.id() < other.document.id() { (one, other) } else { (other, one) };
    Some((one.document.id(), other.document.id(), shared(one, other, world::lexicon())?))
}
