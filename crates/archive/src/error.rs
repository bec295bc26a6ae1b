//! What can go wrong with an archive, by what the caller can do about it.

use std::io;
use std::path::PathBuf;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// There is none. Make one, or name another folder.
    #[error("no archive at {}", folder.display())]
    Missing {
        /// Where it was looked for.
        folder: PathBuf,
    },
    /// There is one already.
    #[error("there is already an archive at {}", folder.display())]
    Exists {
        /// Where.
        folder: PathBuf,
    },
    /// The folder holds other things.
    #[error("{} is not empty", folder.display())]
    Occupied {
        /// Where.
        folder: PathBuf,
    },
    /// A later program made it. Nothing was changed.
    #[error("the archive at {} has schema {found}, and this program knows up to {known}", folder.display())]
    Newer {
        /// Where.
        folder: PathBuf,
        /// The schema found.
        found: u32,
        /// The latest schema known here.
        known: u32,
    },
    /// Another process writes. Try again later.
    #[error("another onrecord is writing to {}", folder.display())]
    Busy {
        /// Where.
        folder: PathBuf,
    },
    /// No source has this key.
    #[error("no source has the key {key:?}")]
    NoSource {
        /// The key asked for.
        key: String,
    },
    /// A field cannot have this value.
    #[error("{0}")]
    Field(String),
    /// What is kept is not what was kept: a hash does not fit, or bytes cannot be unpacked.
    #[error("{what} is damaged")]
    Damaged {
        /// What.
        what: String,
    },
    /// The disk said no.
    #[error("could not use {}", path.display())]
    Disk {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The database said no; nothing of the batch was kept.
    #[error("the archive's database refused")]
    Database(#[from] rusqlite::Error),
}

impl ArchiveError {
    /// Says whether the disk is full.
    pub fn is_full(&self) -> bool {
        match self {
            Self::Database(rusqlite::Error::SqliteFailure(error, _)) => error.code == rusqlite::ErrorCode::DiskFull,
            Self::Disk { cause, .. } => cause.kind() == io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}
