//! The steps from a file to a findable passage. Each asks the archive what is not done yet, does it in batches and
//! records it; any may be stopped at any instant and run again, and several programs may be at it at once: each takes
//! its turn for a batch.

mod copies;
pub(crate) mod embed;
pub(crate) mod gather;
pub(crate) mod index;
pub(crate) mod link;
pub(crate) mod publish;
mod read;
pub(crate) mod works;

use std::panic::resume_unwind;
use std::thread;

use onrecord_archive::Archive;

use crate::progress::Progress;

/// Does whatever is left to do: reads what is unread, links who is who, joins works, indexes what is not indexed, makes vectors where a
/// model is installed.
pub(crate) fn catch_up(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    read::read_all(archive, progress)?;
    progress.stage("linking and indexing");
    link_and_index(archive, progress)?;
    works::join_all(archive)?;
    copies::compare_all(archive)?;
    embed::embed_all(archive, progress)
}

/// Links and indexes side by side: both need only the readings. Each has a connection of its own, and they write in turn as
/// two programs do.
fn link_and_index(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let mut other = Archive::open_to_write(archive.folder())?;
    thread::scope(|scope| {
        let indexing = scope.spawn(move || index::index_all(&mut other, progress));
        link::link_all(archive, progress)?;
        indexing.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}
