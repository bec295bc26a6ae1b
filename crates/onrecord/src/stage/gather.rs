//! Gathers snapshots and keeps them, a batch at a time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use onrecord_archive::{Archive, ArchiveError, Outcome};
use onrecord_gather::{GatherError, Gathered, Given, gather};
use onrecord_language::Lexicon;
use onrecord_model::{Day, Origin, Snapshot};
use serde_json::{Value, json};

use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::progress::Progress;
use crate::world;

/// A batch is kept when it has this many snapshots …
const BATCH: usize = 512;
/// … or this many bytes, whichever comes first.
const BATCH_BYTES: usize = 16 << 20;

/// Gathering in progress.
pub(crate) struct Gathering<'a> {
    archive: &'a mut Archive,
    progress: &'a Progress,
    /// Whether what was taken down may come again.
    again: bool,
    waiting: Vec<Snapshot>,
    n_waiting_bytes: usize,
    summary: Summary,
    /// What days are read by; made when the first is met that is not written as days are kept.
    lexicon: Option<Lexicon>,
}

/// What `add` did.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    n_added: usize,
    n_changed: usize,
    n_unchanged: usize,
    skipped: Vec<String>,
    remarks: Vec<String>,
    n_left_aside: usize,
}

impl<'a> Gathering<'a> {
    /// Begins to gather; what was taken down is skipped, unless it may come `again`.
    pub(crate) fn new(archive: &'a mut Archive, progress: &'a Progress, again: bool) -> Self {
        progress.stage("gathering");
        Self {
            archive,
            progress,
            again,
            waiting: Vec::new(),
            n_waiting_bytes: 0,
            summary: Summary::default(),
            lexicon: None,
        }
    }

    /// Gathers a file or a folder.
    pub(crate) fn take(&mut self, path: &Path, given: &Given) -> anyhow::Result<()> {
        let mut failure = None;
        gather(path, given, &mut |gathered| {
            if failure.is_none() {
                failure = self.took(gathered).err();
            }
        });
        failure.map_or(Ok(()), Err)
    }

    /// Takes one snapshot, or the reason why there is none.
    pub(crate) fn take_one(&mut self, snapshot: Result<Snapshot, GatherError>) -> anyhow::Result<()> {
        self.took(match snapshot {
            Ok(snapshot) => Gathered::Snapshot(Box::new(snapshot)),
            Err(why) => Gathered::Skipped(PathBuf::from("standard input"), why),
        })
    }

    fn took(&mut self, gathered: Gathered) -> anyhow::Result<()> {
        let mut snapshot = match gathered {
            Gathered::Snapshot(snapshot) => snapshot,
            Gathered::Mended(snapshot, how) => {
                self.summary.remarks.push(format!("{}: {how}", snapshot.key));
                snapshot
            }
            Gathered::Skipped(path, why) => {
                self.summary.skipped.push(format!("{}: {why}", path.display()));
                return Ok(());
            }
            Gathered::LeftAside(_) => {
                self.summary.n_left_aside += 1;
                return Ok(());
            }
        };
        self.settle_day(&mut snapshot);
        self.n_waiting_bytes += snapshot.bytes.len();
        self.waiting.push(*snapshot);
        if self.waiting.len() >= BATCH || self.n_waiting_bytes >= BATCH_BYTES {
            self.keep()?;
        }
        Ok(())
    }

    /// Writes a declared day of publication as the archive knows days; one that cannot be read is left out, and said.
    fn settle_day(&mut self, snapshot: &mut Snapshot) {
        let Some(found) = snapshot.known.published.as_mut().filter(|found| found.origin == Origin::Declared) else {
            return;
        };
        if found.value.parse::<Day>().is_ok() {
            return;
        }
        let lexicon = self.lexicon.get_or_insert_with(Lexicon::built_in);
        match onrecord_open::day(&found.value, lexicon) {
            Some(day) => found.value = day,
            None => {
                self.summary
                    .remarks
                    .push(format!("{}: the date of publication {:?} could not be read", snapshot.key, found.value));
                snapshot.known.published = None;
            }
        }
    }

    fn keep(&mut self) -> anyhow::Result<()> {
        let n = self.waiting.len();
        let (archive, again) = (&mut *self.archive, self.again);
        let mut waiting = std::mem::take(&mut self.waiting);
        // What is taken down while others gather it must not come back: both happen in one turn.
        let (skipped, all_kept) = archive.together(|archive| {
            let taken_down = if again { HashMap::new() } else { taken_down(archive)? };
            let day = |snapshot: &Snapshot| {
                taken_down.get(&snapshot.key).or_else(|| taken_down.get(&snapshot.id.to_string()))
            };
            let said = |(snapshot, day): (&Snapshot, &String)| {
                format!("{}: it was taken down on {day}; `add --again` adds it all the same", snapshot.key)
            };
            let skipped: Vec<String> =
                waiting.iter().filter_map(|snapshot| Some((snapshot, day(snapshot)?))).map(said).collect();
            waiting.retain(|snapshot| day(snapshot).is_none());
            Ok::<_, ArchiveError>((skipped, archive.keep(&waiting, &world::now())?))
        })?;
        self.summary.skipped.extend(skipped);
        for (snapshot, kept) in waiting.iter().zip(all_kept) {
            match kept.outcome {
                Outcome::Added => self.summary.n_added += 1,
                Outcome::Changed => self.summary.n_changed += 1,
                Outcome::Unchanged => self.summary.n_unchanged += 1,
            }
            if kept.is_renamed {
                self.summary
                    .remarks
                    .push(format!("{} is called {}: another source has that key", snapshot.place, kept.key));
            }
        }
        self.progress.done(n);
        self.n_waiting_bytes = 0;
        Ok(())
    }

    /// Keeps what is waiting, and returns what was done.
    pub(crate) fn finish(mut self) -> anyhow::Result<Summary> {
        self.keep()?;
        Ok(self.summary)
    }
}

/// Returns the keys and the hashes of what was taken down, each with the day.
fn taken_down(archive: &Archive) -> Result<HashMap<String, String>, ArchiveError> {
    let mut taken_down = HashMap::new();
    for tombstone in archive.tombstones()? {
        let day = tombstone.taken.get(..10).unwrap_or_default();
        for mark in tombstone.left.snapshots.into_iter().chain([tombstone.key]) {
            taken_down.insert(mark, day.to_owned());
        }
    }
    Ok(taken_down)
}

impl Summary {
    /// Returns what was added, unchanged and skipped, as programs get it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "added": self.n_added,
            "changed": self.n_changed,
            "unchanged": self.n_unchanged,
            "skipped": self.skipped,
            "left_aside": self.n_left_aside,
            "remarks": self.remarks,
        })
    }

    /// Prints what was added, unchanged and skipped, and why, to standard error; with `--json` as an object to standard output too.
    pub(crate) fn print(&self, common: &Common) -> anyhow::Result<()> {
        if common.json {
            print_json(&self.json())?;
        }
        for skipped in &self.skipped {
            eprintln!("skipped {skipped}");
        }
        if common.quiet {
            return Ok(());
        }
        for remark in &self.remarks {
            eprintln!("remark: {remark}");
        }
        let mut counts = vec![format!("{} added", self.n_added)];
        let more = [(self.n_changed, "changed"), (self.n_unchanged, "unchanged"), (self.skipped.len(), "skipped")];
        counts.extend(more.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
        if self.n_left_aside > 0 {
            counts.push(format!("{} of other kinds left aside", self.n_left_aside));
        }
        eprintln!("{}", counts.join(", "));
        Ok(())
    }

    /// Failed where nothing could be taken, partly done where something was skipped.
    pub(crate) fn exit(&self) -> Exit {
        let n_taken = self.n_added + self.n_changed + self.n_unchanged;
        match (n_taken, self.skipped.len()) {
            (0, 1..) => Exit::Failed,
            (_, 1..) => Exit::Partly,
            _ => Exit::Done,
        }
    }
}
