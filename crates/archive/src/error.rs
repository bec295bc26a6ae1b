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
    #[error("a later onrecord made the archive at {}", folder.display())]
    Newer {
        /// Where.
        folder: PathBuf,
        /// How they differ.
        #[source]
        schema: Schema,
    },
    /// An earlier program made it; it has to be brought up to date before it can be read, and cannot be written to.
    #[error("an earlier onrecord made the archive at {}, and it cannot be written to", folder.display())]
    Older {
        /// Where.
        folder: PathBuf,
        /// How they differ.
        #[source]
        schema: Schema,
    },
    /// It can be read here, and not be written to. Nothing was changed.
    #[error("the archive at {} can be read, and not be written to", folder.display())]
    ReadOnly {
        /// Where.
        folder: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// Other processes write, and did not finish. Try again later.
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
    /// Another program made it in another form. Reading the sources again makes it anew.
    #[error("{what} was made by another onrecord")]
    Stale {
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

/// The schema that an archive has, and the one that this program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it has schema {found}, and this program knows schema {known}")]
pub struct Schema {
    /// The schema found.
    pub found: u32,
    /// The latest schema known here.
    pub known: u32,
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
