//! One writer at a time.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::ArchiveError;

/// How long a second writer waits for the first.
const PATIENCE: Duration = Duration::from_secs(30);

/// The right to write to one archive; given up when dropped.
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or waits for it up to half a minute.
    pub(crate) fn take(folder: &Path) -> Result<Self, ArchiveError> {
        let path = folder.join("archive.lock");
        let disk = |cause| ArchiveError::Disk { path: path.clone(), cause };
        let file = File::options().create(true).append(true).open(&path).map_err(disk)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(50)),
                Err(TryLockError::WouldBlock) => return Err(ArchiveError::Busy { folder: folder.to_owned() }),
                Err(TryLockError::Error(cause)) => return Err(disk(cause)),
            }
        }
    }
}
