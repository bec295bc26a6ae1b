//! The ground truth: sources, their snapshots, and what was read in them, in one folder.
//!
//! SQLite in WAL mode holds everything, the compressed snapshots too: a batch is one transaction and so one
//! durability point, a folder that is copied is whole, and what is taken down is gone from one file. (Snapshots
//! as files of their own were measured at 126 durable ones a second.)

mod copies;
mod corrections;
mod error;
mod indexed;
mod keep;
mod open;
mod pack;
mod people;
mod question;
mod reading;
mod schema;
mod settled;
mod source;
mod tombstone;
mod turn;
mod verify;
mod works;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use copies::Alike;
pub use error::{ArchiveError, Schema};
pub use indexed::Unindexed;
pub use keep::{Kept, Outcome};
pub use people::{Bearer, KnownPerson, NameThere, Placed, PlacedDocument, StoredFigure, Unlinked};
pub use question::{AskedBy, Question, QuestionState};
pub use reading::Unread;
pub use settled::Stage;
pub use source::{Field, Listed, Status, Version};
pub use tombstone::{Left, Tombstone};
pub use turn::{Turn, Work};
pub use verify::{Fault, Verified};
pub use works::{AlikeTitles, KnownTitle, MOST_AROUND, StoredTitle, TitledDocument};

/// The name of the file that marks an archive's folder and holds its settings.
pub const SETTINGS: &str = "onrecord.toml";

/// An archive. Reading sees the state of the last finished batch; each method that writes waits for its turn, and gives
/// it back when its batch is durable.
pub struct Archive {
    db: Connection,
    folder: PathBuf,
    packer: pack::Packer,
    unpacker: pack::Unpacker,
    is_read_only: bool,
}

impl Archive {
    /// Returns the folder of the archive.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Says whether it can be read only: another user's, or on a disk that cannot be written to.
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Has pages of the database read where they lie, up to a gigabyte, without copying each one: for questions, which read
    /// all over the archive.
    ///
    /// # Errors
    /// What the database says.
    pub fn map_pages(&self) -> Result<(), ArchiveError> {
        Ok(self.db.pragma_update(None, "mmap_size", 1_i64 << 30)?)
    }

    /// Waits up to half a minute for a turn at some work, and takes it until the turn is dropped.
    ///
    /// # Errors
    /// `ReadOnly` where nothing can be written, `Busy` where others do not finish.
    pub fn turn(&self, work: Work) -> Result<Turn, ArchiveError> {
        if self.is_read_only {
            return Err(turn::refused(&self.folder));
        }
        Turn::take(&self.folder, work)
    }

    /// Does some work in one turn and one transaction, so that it has one durability point and no other program writes in
    /// between. A failure undoes all of it. Work within such work is part of it.
    ///
    /// # Errors
    /// As [`Archive::turn`], and what the work or the database says.
    pub fn together<T, E: From<ArchiveError>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        if !self.db.is_autocommit() {
            return work(self);
        }
        let _turn = self.turn(Work::Database)?;
        self.db.execute_batch("BEGIN IMMEDIATE").map_err(ArchiveError::from)?;
        let done = work(self).and_then(|done| {
            self.db.execute_batch("COMMIT").map_err(ArchiveError::from)?;
            Ok(done)
        });
        // On a full disk the database has undone everything already.
        if done.is_err() && !self.db.is_autocommit() {
            self.db.execute_batch("ROLLBACK").map_err(ArchiveError::from)?;
        }
        done
    }

    /// Returns a number that is another one when another connection has written since.
    ///
    /// # Errors
    /// What the database says.
    pub fn state(&self) -> Result<i64, ArchiveError> {
        Ok(self.db.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }
}
