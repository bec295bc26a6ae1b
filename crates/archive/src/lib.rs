//! The ground truth: sources, their snapshots, and what was read in them, in one folder.
//!
//! SQLite in WAL mode holds everything, the compressed snapshots too: a batch is one transaction and so one
//! durability point, a folder that is copied is whole, and what is taken down is gone from one file. (Snapshots
//! as files of their own were measured at 126 durable ones a second.)

mod error;
mod keep;
mod lock;
mod people;
mod question;
mod reading;
mod schema;
mod settled;
mod source;
mod tombstone;
mod unpack;
mod verify;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

pub use error::ArchiveError;
pub use keep::{Kept, Outcome};
pub use people::{Joined, JoinedTo, KnownPerson, LinkedDocument, PER_KEY, StoredFigure, Unlinked};
pub use question::Question;
pub use reading::Unread;
pub use settled::Stage;
pub use source::{Field, Listed, Status, Version};
pub use tombstone::{Left, Tombstone};
pub use verify::{Fault, Verified};

/// The name of the file that marks an archive's folder and holds its settings.
pub const SETTINGS: &str = "onrecord.toml";
const DATABASE: &str = "archive.db";

/// An archive, opened for reading or for writing.
pub struct Archive {
    db: Connection,
    folder: PathBuf,
    unpacker: unpack::Unpacker,
    /// Held while writing; the file system lets go of it when the process ends, however it ends.
    _lock: Option<lock::Lock>,
}

impl Archive {
    /// Makes an archive in a folder that is missing or empty, with settings that explain themselves.
    ///
    /// # Errors
    /// `Occupied` where the folder holds other things, and what the disk says.
    pub fn create(folder: &Path) -> Result<Self, ArchiveError> {
        let at = |cause| ArchiveError::Disk { path: folder.to_owned(), cause };
        if folder.join(SETTINGS).exists() {
            return Err(ArchiveError::Exists { folder: folder.to_owned() });
        }
        std::fs::create_dir_all(folder).map_err(at)?;
        if std::fs::read_dir(folder).map_err(at)?.next().is_some() {
            return Err(ArchiveError::Occupied { folder: folder.to_owned() });
        }
        let lock = lock::Lock::take(folder)?;
        let mut db = Connection::open(folder.join(DATABASE))?;
        schema::prepare(&mut db, folder)?;
        let settings = folder.join(SETTINGS);
        std::fs::write(&settings, include_str!("settings.toml"))
            .map_err(|cause| ArchiveError::Disk { path: settings, cause })?;
        Ok(Self { db, folder: folder.to_owned(), unpacker: unpack::Unpacker::default(), _lock: Some(lock) })
    }

    /// Opens an archive to read from. Sees the state of the last finished batch, also while another process writes.
    ///
    /// # Errors
    /// `Missing` where no archive is, `Newer` where a later program made it.
    pub fn open(folder: &Path) -> Result<Self, ArchiveError> {
        require(folder)?;
        let mut db = Connection::open_with_flags(folder.join(DATABASE), OpenFlags::SQLITE_OPEN_READ_WRITE)
            .map_err(|_| ArchiveError::Missing { folder: folder.to_owned() })?;
        if schema::version(&db)? < schema::LATEST {
            let _lock = lock::Lock::take(folder)?;
            schema::prepare(&mut db, folder)?;
        } else {
            schema::check(&db, folder)?;
        }
        Ok(Self { db, folder: folder.to_owned(), unpacker: unpack::Unpacker::default(), _lock: None })
    }

    /// Opens an archive to write to. Waits up to half a minute for another writer to finish.
    ///
    /// # Errors
    /// As [`Archive::open`], and `Busy` where the other writer does not finish.
    pub fn open_to_write(folder: &Path) -> Result<Self, ArchiveError> {
        require(folder)?;
        let lock = lock::Lock::take(folder)?;
        let mut db = Connection::open(folder.join(DATABASE))?;
        schema::prepare(&mut db, folder)?;
        Ok(Self { db, folder: folder.to_owned(), unpacker: unpack::Unpacker::default(), _lock: Some(lock) })
    }

    /// Has pages of the database read where they lie, up to a gigabyte, without copying each one: for questions, which read
    /// all over the archive.
    ///
    /// # Errors
    /// What the database says.
    pub fn map_pages(&self) -> Result<(), ArchiveError> {
        Ok(self.db.pragma_update(None, "mmap_size", 1_i64 << 30)?)
    }

    /// Returns the folder of the archive.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn require(folder: &Path) -> Result<(), ArchiveError> {
    if folder.join(SETTINGS).is_file() { Ok(()) } else { Err(ArchiveError::Missing { folder: folder.to_owned() }) }
}
