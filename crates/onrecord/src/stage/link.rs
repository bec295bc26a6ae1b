//! Joins the persons of new readings to those known already, so that the order in which sources come decides nothing.
//!
//! Who is who is a function of all documents. After a batch it is worked out anew for the names that its documents have, and for those
//! like them: full names first (`full.rs`), then parts of names by whom they stand beside (`part.rs`). Numbers of persons stay (`number.rs`).

mod full;
mod names;
mod number;
mod part;
mod place;

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::time::{Duration, Instant, SystemTime};

use onrecord_archive::{Archive, Stage};
use onrecord_model::DocumentId;
use onrecord_read::READER;
use onrecord_read::link::LINKER;

use crate::desk::who::{Who, alias_file};
use crate::progress::Progress;
use names::Known;

/// Documents whose names are worked out together, unless they take longer than [`LONGEST`].
const BATCH: usize = 64;
/// No further document is begun after this time, so that others may write.
const LONGEST: Duration = Duration::from_secs(2);
/// Batches between two durability points, each of which writes every page that they have changed …
const BATCHES: usize = 8;
/// … unless they have taken this time.
const LONG: Duration = Duration::from_millis(500);

/// Links every document whose reading this linker has not linked. A stop only repeats what was not durable yet.
pub(crate) fn link_all(archive: &mut Archive, progress: &Progress) -> anyhow::Result<()> {
    let form = format!("{LINKER} of {READER}");
    let from = archive.settled(Stage::Link, &form)?.unwrap_or(i64::MIN);
    let (mut after, mut linking) = (from, Linking::of(archive)?);
    loop {
        let (n, is_over) = archive.together(|archive| {
            linking.look_around(archive)?;
            let start = Instant::now();
            let mut n_all = 0;
            for _ in 0..BATCHES {
                let (n, is_over) = linking.link_some(&mut after, archive)?;
                n_all += n;
                if is_over || start.elapsed() > LONG {
                    return Ok::<_, anyhow::Error>((n_all, is_over));
                }
            }
            Ok((n_all, false))
        })?;
        progress.done(n);
        if is_over {
            break;
        }
    }
    archive.together(|archive| {
        let first = archive.unlinked(LINKER, from, 1)?.first().map(|unlinked| unlinked.version);
        Ok(archive.settle(Stage::Link, &form, first)?)
    })
}

/// Works out anew who is who among those whose documents are gone, and leaves no trace of them.
pub(crate) fn link_gone(archive: &mut Archive) -> anyhow::Result<()> {
    archive.together(|archive| Linking::of(archive)?.work_out(BTreeSet::new(), archive))
}

/// A name that is new to the archive, or that a document has no more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Changed {
    name: String,
    is_sure: bool,
    /// The document that has it; `None` where one is gone.
    document: Option<DocumentId>,
}

/// What linking goes by. Between two batches other programs may change all of it.
struct Linking {
    who: Who,
    known: Known,
    /// Names that may show others to be names, or do so no more.
    changed: BTreeSet<Changed>,
    /// The documents of this batch as they came: new persons are numbered so.
    came: HashMap<DocumentId, usize>,
    state: (i64, Option<SystemTime>),
}

impl Linking {
    fn of(archive: &Archive) -> anyhow::Result<Self> {
        let state = (archive.state()?, aliased(archive));
        Ok(Self {
            who: Who::open(archive)?,
            known: Known::default(),
            changed: BTreeSet::new(),
            came: HashMap::new(),
            state,
        })
    }

    /// Links the next documents behind a version; returns how many, and whether none is left that can be linked now.
    fn link_some(&mut self, after: &mut i64, archive: &mut Archive) -> anyhow::Result<(usize, bool)> {
        let start = Instant::now();
        let unlinked = archive.unlinked(LINKER, *after, BATCH)?;
        let mut placed: BTreeSet<DocumentId> = BTreeSet::new();
        let mut is_over = unlinked.is_empty();
        for one in unlinked {
            // What another program has not read yet it will link itself.
            let Some(reader) = one.reader else {
                is_over = true;
                break;
            };
            if !placed.contains(&one.document) {
                self.place((one.document, reader), &mut placed, archive)?;
            }
            *after = one.version;
            if start.elapsed() > LONGEST {
                break;
            }
        }
        let n = placed.len();
        self.work_out(placed, archive)?;
        self.known.keep_few();
        Ok((n, is_over))
    }

    /// Learns what others have written since the last batch.
    fn look_around(&mut self, archive: &Archive) -> anyhow::Result<()> {
        if self.state != (archive.state()?, aliased(archive)) {
            *self = Self::of(archive)?;
        }
        Ok(())
    }

    /// Works out who is who in these documents, and wherever that changes it.
    fn work_out(&mut self, mut placed: BTreeSet<DocumentId>, archive: &mut Archive) -> anyhow::Result<()> {
        let gone = archive.take_touched()?;
        self.changed.extend(gone.iter().map(|name| Changed { name: name.clone(), is_sure: true, document: None }));
        gone.iter().for_each(|name| self.known.forget(name));
        self.place_again(&mut placed, archive)?;
        let dirty = self.full_names(&placed, &gone, archive)?;
        self.parts_of_names(&placed, &dirty, &gone, archive)?;
        // What was deleted on the way has been seen to.
        archive.take_touched()?;
        self.came.clear();
        Ok(())
    }
}

/// Returns when the archive's file of other names was last written, if there is one.
fn aliased(archive: &Archive) -> Option<SystemTime> {
    fs::metadata(alias_file(archive.folder())).and_then(|file| file.modified()).ok()
}
