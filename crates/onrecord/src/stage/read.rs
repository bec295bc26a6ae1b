//! Reads what is unread.

use onrecord_archive::{Archive, Stage};
use onrecord_language::Lexicon;
use onrecord_read::{READER, read};
use rayon::prelude::*;

use super::Progress;

/// Documents read between two durability points.
const BATCH: usize = 256;

/// Reads every snapshot that this reader has not read, on all cores, and keeps the readings.
pub(crate) fn read_all(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let lexicon = Lexicon::built_in();
    progress.stage("reading");
    let form = READER.to_string();
    let mut after = archive.settled(Stage::Read, &form)?.unwrap_or(i64::MIN);
    loop {
        let unread = archive.unread(READER, after, BATCH)?;
        let Some(last) = unread.last() else { return Ok(archive.settle(Stage::Read, &form)?) };
        after = last.version;
        let readings: Vec<_> = unread.par_iter().map(|unread| read(&unread.snapshot, &lexicon)).collect();
        archive.keep_readings(&readings)?;
        progress.done(readings.len());
    }
}
