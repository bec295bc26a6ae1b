//! The schema and its migrations, from the first day on.

use std::time::Duration;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::ArchiveError;

/// The migrations in order; the n-th brings schema n - 1 to schema n. Rows are only ever added.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_archive.sql"),
    include_str!("../migrations/0002_people.sql"),
    include_str!("../migrations/0003_outlet.sql"),
    include_str!("../migrations/0004_settled.sql"),
    include_str!("../migrations/0005_turns.sql"),
    include_str!("../migrations/0006_perhaps.sql"),
    include_str!("../migrations/0007_works.sql"),
    include_str!("../migrations/0008_corrections.sql"),
    include_str!("../migrations/0009_worded.sql"),
    include_str!("../migrations/0010_names.sql"),
    include_str!("../migrations/0011_copies.sql"),
    include_str!("../migrations/0012_inbox.sql"),
];

/// The schema that this program writes.
pub(crate) const LATEST: u32 = MIGRATIONS.len() as u32;

/// The earliest schema that has all that reading asks for: what came later serves writing alone.
pub(crate) const READABLE: u32 = 4;

/// Returns the schema that a database has; 0 for a new one.
pub(crate) fn version(db: &Connection) -> Result<u32, ArchiveError> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Sets up a connection.
pub(crate) fn set_up(db: &Connection) -> Result<(), ArchiveError> {
    db.busy_timeout(Duration::from_secs(10))?;
    // Plans that hold for any value: without it each new value may have its statement planned again.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.pragma_update(None, "foreign_keys", true)?;
    // In WAL mode FULL syncs the log at each commit: a batch is durable when it returns.
    db.pragma_update(None, "synchronous", "full")?;
    // What is deleted is overwritten: a takedown must leave no words behind.
    db.pragma_update(None, "secure_delete", true)?;
    db.pragma_update(None, "cache_size", -32_000)?;
    // Pages of the log that are taken over at once: batches in a row change the same ones.
    db.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    Ok(())
}

/// Applies the migrations that are missing, each in one transaction. The caller has the turn.
pub(crate) fn bring_up(db: &mut Connection) -> Result<(), ArchiveError> {
    db.pragma_update(None, "journal_mode", "wal")?;
    for at in version(db)?..LATEST {
        let step = db.transaction()?;
        step.execute_batch(MIGRATIONS[at as usize])?;
        step.pragma_update(None, "user_version", at + 1)?;
        step.commit()?;
    }
    Ok(())
}
