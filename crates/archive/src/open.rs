//! Makes and opens archives, for reading and writing where that is allowed, else for reading alone.

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::pack::{Packer, Unpacker};
use crate::turn::{self, Turn, Work};
use crate::{Archive, ArchiveError, SETTINGS, Schema, schema};

const DATABASE: &str = "archive.db";
/// What the database has not yet taken over from its log.
const LOG: &str = "archive.db-wal";

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
        fs::create_dir_all(folder).map_err(at)?;
        if fs::read_dir(folder).map_err(at)?.next().is_some() {
            return Err(ArchiveError::Occupied { folder: folder.to_owned() });
        }
        let _turn = Turn::take(folder, Work::Database)?;
        let mut db = Connection::open(folder.join(DATABASE))?;
        schema::set_up(&db)?;
        schema::bring_up(&mut db)?;
        let settings = folder.join(SETTINGS);
        fs::write(&settings, include_str!("settings.toml"))
            .map_err(|cause| ArchiveError::Disk { path: settings, cause })?;
        Ok(Self::of(db, folder, false))
    }

    /// Opens an archive. One of an earlier schema is brought up to date first.
    ///
    /// One that cannot be written to is opened all the same, to be read; so is one of an earlier schema, as long as reading
    /// asks nothing of it that came later.
    ///
    /// # Errors
    /// `Missing` where no archive is, `Newer` where a later program made it, `Older` where it would have to be brought up to
    /// date and cannot be written to.
    pub fn open(folder: &Path) -> Result<Self, ArchiveError> {
        if !folder.join(SETTINGS).is_file() {
            return Err(ArchiveError::Missing { folder: folder.to_owned() });
        }
        let (mut db, is_read_only) = connected(folder)?;
        let found = schema::version(&db)?;
        let differ = Schema { found, known: schema::LATEST };
        if found > schema::LATEST {
            return Err(ArchiveError::Newer { folder: folder.to_owned(), schema: differ });
        }
        if found < schema::LATEST {
            let turn = if is_read_only { None } else { Some(Turn::take(folder, Work::Database)) };
            match turn {
                Some(Ok(_turn)) => schema::bring_up(&mut db)?,
                Some(Err(error @ (ArchiveError::Busy { .. } | ArchiveError::Disk { .. }))) => return Err(error),
                // It stays as it is.
                _ if found >= schema::READABLE => {}
                _ => return Err(ArchiveError::Older { folder: folder.to_owned(), schema: differ }),
            }
        }
        Ok(Self::of(db, folder, is_read_only))
    }

    /// Opens an archive that will be written to.
    ///
    /// # Errors
    /// As [`Archive::open`], and `ReadOnly` where it cannot be written to.
    pub fn open_to_write(folder: &Path) -> Result<Self, ArchiveError> {
        let archive = Self::open(folder)?;
        if archive.is_read_only {
            return Err(turn::refused(folder));
        }
        turn::may_be_taken(folder)?;
        Ok(archive)
    }

    fn of(db: Connection, folder: &Path, is_read_only: bool) -> Self {
        db.set_prepared_statement_cache_capacity(STATEMENTS);
        Self { db, folder: folder.to_owned(), packer: Packer::default(), unpacker: Unpacker::default(), is_read_only }
    }
}

/// Statements kept ready: linking alone asks some twenty in turn, and making one takes as long as ten answers.
const STATEMENTS: usize = 96;

/// Returns a connection, and whether it can only read.
fn connected(folder: &Path) -> Result<(Connection, bool), ArchiveError> {
    let path = folder.join(DATABASE);
    if let Err(cause) = fs::File::open(&path) {
        return Err(match cause.kind() {
            io::ErrorKind::NotFound => ArchiveError::Missing { folder: folder.to_owned() },
            _ => ArchiveError::Disk { path, cause },
        });
    }
    let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // The first question opens the log, which has to be made beside the database where nobody else has it open.
    match schema::set_up(&db).and_then(|()| schema::version(&db)) {
        Ok(_) => {
            let is_read_only = db.is_readonly("main")?;
            Ok((db, is_read_only))
        }
        Err(ArchiveError::Database(error)) if is_refused(&error) => Ok((still(folder)?, true)),
        Err(error) => Err(error),
    }
}

fn is_refused(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied))
}

/// Opens a database beside which nothing can be made, and which therefore nobody writes to here.
///
/// Without a log it is read as a file that does not change. With one (a program was killed, or its copy was taken) the log
/// is taken into memory: what it holds was promised to be durable.
fn still(folder: &Path) -> Result<Connection, ArchiveError> {
    let has_log = fs::metadata(folder.join(LOG)).is_ok_and(|log| log.len() > 0);
    let how = if has_log { "mode=ro&vfs=unix-none" } else { "immutable=1" };
    let db = Connection::open_with_flags(
        format!("{}?{how}", address(&folder.join(DATABASE))?),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    )?;
    if has_log {
        // Kept in memory, the log's index needs no file; that is allowed to whoever has the database alone.
        db.pragma_update(None, "locking_mode", "exclusive")?;
    }
    schema::set_up(&db)?;
    Ok(db)
}

/// Returns the address of a file as the database takes it.
fn address(path: &Path) -> Result<String, ArchiveError> {
    let whole = std::path::absolute(path).map_err(|cause| ArchiveError::Disk { path: path.to_owned(), cause })?;
    let whole = whole.to_string_lossy().replace('\\', "/").replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    Ok(format!("file://{}{whole}", if whole.starts_with('/') { "" } else { "/" }))
}
