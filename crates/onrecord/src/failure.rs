//! Words for people when something went wrong: what, because, try. And the exit codes.

use std::process::ExitCode;

use onrecord_archive::ArchiveError;
use onrecord_embed::install::InstallError;

use crate::cli::Common;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// It failed.
    Failed,
    /// Nothing in the sources.
    Silent,
    /// Some input was skipped, and said.
    Partly,
    /// `verify` found a fault.
    Unverified,
    /// `check` found an error.
    Faulty,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Silent => 3,
            Exit::Partly => 4,
            Exit::Unverified => 5,
            Exit::Faulty => 6,
        })
    }
}

/// A wrong use of the command line: exit code 2.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(crate) struct Usage {
    /// What is wrong.
    pub what: String,
}

/// The index has nothing of the archive's sources: it was deleted, or an earlier program made it in another form.
#[derive(Debug, thiserror::Error)]
#[error("the sources of this archive are not in the index")]
pub(crate) struct Unindexed;

/// Prints what went wrong and what to try, and returns the exit code.
pub(crate) fn report(error: &anyhow::Error, common: &Common) -> ExitCode {
    // Whoever reads our output may stop reading; that is no failure.
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    if let Some(hint) = hint(error, common) {
        eprintln!("  try: {hint}");
    }
    ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

fn hint(error: &anyhow::Error, common: &Common) -> Option<String> {
    if let Some(error) = error.downcast_ref::<InstallError>() {
        return crate::command::model::hint(error);
    }
    if error.is::<Unindexed>() {
        return Some("run `onrecord index`, which makes it anew".to_owned());
    }
    let archive = error.chain().find_map(|cause| cause.downcast_ref::<ArchiveError>())?;
    if archive.is_full() {
        return Some("make room on the disk and run the same command again; what was finished is kept".to_owned());
    }
    match archive {
        ArchiveError::Missing { .. } if common.archive.is_none() => {
            Some("run `onrecord init DIR`, or name an archive with `--archive DIR`".to_owned())
        }
        ArchiveError::Missing { folder } => {
            Some(format!("run `onrecord init {}`, or name another folder", folder.display()))
        }
        ArchiveError::Exists { .. } => Some("use it as it is, or name another folder".to_owned()),
        ArchiveError::Occupied { .. } => Some("name a folder that is missing or empty".to_owned()),
        ArchiveError::Newer { .. } => Some("use the newer onrecord that made it; nothing was changed".to_owned()),
        ArchiveError::Busy { .. } => Some("wait until it is done, and run the same command again".to_owned()),
        ArchiveError::NoSource { .. } => Some("`onrecord sources` lists the keys".to_owned()),
        ArchiveError::Damaged { .. } => {
            Some("`onrecord verify` lists what is damaged; bring the archive back from a copy".to_owned())
        }
        ArchiveError::Field(_) | ArchiveError::Disk { .. } | ArchiveError::Database(_) => None,
    }
}
