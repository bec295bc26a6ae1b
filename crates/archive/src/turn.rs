//! Turns: several programs write to one archive, one after the other, each for a batch.
//!
//! Whoever wants a turn first takes the place of the next, and keeps it until the turn is theirs. So somebody who gives a turn
//! back and wants another at once stands behind whoever waits already, and nobody waits for more than a batch of each of
//! the others. The file system takes back both when the process ends, however it ends.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::ArchiveError;

/// How long somebody waits for a turn.
const PATIENCE: Duration = Duration::from_secs(30);
/// The pause between two looks at whether it is free.
const PAUSE: Duration = Duration::from_millis(5);

/// What programs take turns at. Who wants more than one takes them in this order, so that no two wait for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Work that another program would only do again, such as reading: its turn keeps it from being done twice.
    Making,
    /// Writing to the index and the vectors.
    Index,
    /// Writing to the database.
    Database,
}

impl Work {
    fn name(self) -> &'static str {
        match self {
            Self::Making => "making",
            Self::Index => "index",
            Self::Database => "archive",
        }
    }
}

/// The right to do some work on one archive; given back when dropped.
#[derive(Debug)]
pub struct Turn {
    _taken: File,
    next: PathBuf,
}

impl Turn {
    /// Takes a turn, or waits for it up to half a minute.
    pub(crate) fn take(folder: &Path, work: Work) -> Result<Self, ArchiveError> {
        let until = Instant::now() + PATIENCE;
        let next = folder.join(format!("{}.next", work.name()));
        let _place = locked(folder, &next, until)?;
        let taken = locked(folder, &folder.join(format!("{}.lock", work.name())), until)?;
        Ok(Self { _taken: taken, next })
    }

    /// Says whether somebody waits for this turn.
    pub fn is_wanted(&self) -> bool {
        File::open(&self.next).is_ok_and(|next| matches!(next.try_lock(), Err(TryLockError::WouldBlock)))
    }
}

/// Returns an error where no turn can ever be had: the archive cannot be written to.
pub(crate) fn may_be_taken(folder: &Path) -> Result<(), ArchiveError> {
    opened(folder, &folder.join(format!("{}.lock", Work::Database.name()))).map(|_| ())
}

/// Returns the error of an archive that cannot be written to.
pub(crate) fn refused(folder: &Path) -> ArchiveError {
    let denied = || ArchiveError::ReadOnly { folder: folder.to_owned(), cause: io::ErrorKind::PermissionDenied.into() };
    may_be_taken(folder).err().unwrap_or_else(denied)
}

fn locked(folder: &Path, path: &Path, until: Instant) -> Result<File, ArchiveError> {
    let file = opened(folder, path)?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(ArchiveError::Busy { folder: folder.to_owned() }),
            Err(TryLockError::Error(cause)) => return Err(ArchiveError::Disk { path: path.to_owned(), cause }),
        }
    }
}

fn opened(folder: &Path, path: &Path) -> Result<File, ArchiveError> {
    File::options().create(true).append(true).open(path).map_err(|cause| match cause.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            ArchiveError::ReadOnly { folder: folder.to_owned(), cause }
        }
        _ => ArchiveError::Disk { path: path.to_owned(), cause },
    })
}
