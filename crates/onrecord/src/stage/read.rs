//! Reads what is unread.

use onrecord_archive::{Archive, Stage, Work};
use onrecord_read::{READER, read};
use rayon::prelude::*;

use crate::progress::Progress;
use crate::world;

/// Documents read between two durability points.
const BATCH: usize = 256;

/// Reads every snapshot that this reader has not read, on all cores, and keeps the readings.
pub(crate) fn read_all(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let lexicon = world::lexicon();
    progress.stage("reading");
    let form = READER.to_string();
    let from = archive.settled(Stage::Read, &form)?.unwrap_or(i64::MIN);
    let mut after = from;
    loop {
        // Programs that read at once share the work; one that waits in vain does it a second time, which changes nothing.
        let _turn = archive.turn(Work::Making).ok();
        let unread = archive.unread(READER, after, BATCH)?;
        let Some(last) = unread.last() else { break };
        after = last.version;
        let readings: Vec<_> = unread.par_iter().map(|unread| read(&unread.snapshot, lexicon)).collect();
        archive.keep_readings(&readings)?;
        progress.done(readings.len());
    }
    archive.together(|archive| {
        let first = archive.unread(READER, from, 1)?.first().map(|unread| unread.version);
        archive.settle(Stage::Read, &form, first)
    })?;
    Ok(())
}
