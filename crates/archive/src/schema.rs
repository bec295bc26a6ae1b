//! The schema and its migrations, from the first day on.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::ArchiveError;

/// The migrations in order; the n-th brings schema n - 1 to schema n. Rows are only ever added.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_archive.sql"),
    include_str!("../migrations/0002_people.sql"),
    include_str!("../migrations/0003_outlet.sql"),
    include_str!("../migrations/0004_settled.sql"),
];

/// The schema that this program writes.
pub(crate) const LATEST: u32 = MIGRATIONS.len() as u32;

/// Returns the schema that a database has; 0 for a new one.
pub(crate) fn version(db: &Connection) -> Result<u32, ArchiveError> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Refuses a database of a later program, and sets up the connection.
pub(crate) fn check(db: &Connection, folder: &Path) -> Result<(), ArchiveError> {
    let found = version(db)?;
    if found > LATEST {
        return Err(ArchiveError::Newer { folder: folder.to_owned(), found, known: LATEST });
    }
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    // Plans that hold for any value: without it each new value may have its statement planned again.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "foreign_keys", true)?;
    // What is deleted is overwritten: a takedown must leave no words behind.
    db.pragma_update(None, "secure_delete", true)?;
    db.pragma_update(None, "cache_size", -32_000)?;
    Ok(())
}

/// Sets up the connection and applies the migrations that are missing, each in one transaction.
pub(crate) fn prepare(db: &mut Connection, folder: &Path) -> Result<(), ArchiveError> {
    check(db, folder)?;
    db.pragma_update(None, "journal_mode", "wal")?;
    // In WAL mode FULL syncs the log at each commit: a batch is durable when it returns.
    db.pragma_update(None, "synchronous", "full")?;
    for at in version(db)?..LATEST {
        let step = db.transaction()?;
        step.execute_batch(MIGRATIONS[at as usize])?;
        step.pragma_update(None, "user_version", at + 1)?;
        step.commit()?;
    }
    Ok(())
}
