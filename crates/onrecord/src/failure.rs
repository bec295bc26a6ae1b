//! Words for people when something went wrong: what, because, try. And the exit codes.

use std::io::{self, Write};
use std::process::ExitCode;

use onrecord_archive::ArchiveError;
use onrecord_embed::install::InstallError;
use serde_json::json;

use crate::options::Common;

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
pub(crate) struct Unindexed {
    /// Whether the archive cannot be written to.
    pub is_read_only: bool,
}

/// The user forbids to touch the network.
#[derive(Debug, thiserror::Error)]
#[error("the model is not fetched, because ONRECORD_OFFLINE forbids to touch the network")]
pub(crate) struct Offline;

/// Prints what went wrong and what to try, and returns the exit code. With `--json` the object of the error goes to standard
/// output, on one line, as in a batch.
pub(crate) fn report(error: &anyhow::Error, common: &Common) -> ExitCode {
    // Whoever reads our output may stop reading; that is no failure.
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let because: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
    let hint = hint(error, common);
    if common.json {
        let because = (!because.is_empty()).then(|| because.join(": "));
        let error = json!({"id": id(error), "message": error.to_string(), "because": because, "try": hint});
        // Where nothing can be printed, the words below are all there is.
        writeln!(io::stdout().lock(), "{}", json!({"schema_version": 1, "error": error})).ok();
    }
    eprintln!("error: {error}");
    for cause in because {
        eprintln!("  because: {cause}");
    }
    if let Some(hint) = hint {
        eprintln!("  try: {hint}");
    }
    ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
}

/// Returns what an error is called in JSON.
pub(crate) fn id(error: &anyhow::Error) -> &'static str {
    if error.is::<Usage>() {
        return "usage";
    }
    if error.is::<Unindexed>() {
        return "unindexed";
    }
    match error.chain().find_map(|cause| cause.downcast_ref::<ArchiveError>()) {
        Some(archive) if archive.is_full() => "disk-full",
        Some(ArchiveError::Missing { .. }) => "archive-missing",
        Some(ArchiveError::Exists { .. }) => "archive-exists",
        Some(ArchiveError::Occupied { .. }) => "folder-occupied",
        Some(ArchiveError::Newer { .. }) => "archive-newer",
        Some(ArchiveError::Older { .. }) => "archive-older",
        Some(ArchiveError::ReadOnly { .. }) => "archive-read-only",
        Some(ArchiveError::Busy { .. }) => "archive-busy",
        Some(ArchiveError::NoSource { .. }) => "no-source",
        Some(ArchiveError::Field(_)) => "field",
        Some(ArchiveError::Damaged { .. }) => "damaged",
        Some(ArchiveError::Stale { .. }) => "stale",
        Some(ArchiveError::Disk { .. }) => "disk",
        Some(ArchiveError::Database(_)) => "database",
        None => "failed",
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// What to do about an archive that cannot be written to.
const COPY: &str = "ask its owner, or copy its folder to where you may write";

fn hint(error: &anyhow::Error, common: &Common) -> Option<String> {
    if let Some(error) = error.downcast_ref::<InstallError>() {
        return hint_of_install(error);
    }
    if error.is::<Offline>() {
        return Some(
            "bring the file from another computer and name it with `--from FILE`, or unset ONRECORD_OFFLINE".to_owned(),
        );
    }
    match error.downcast_ref::<Unindexed>() {
        Some(Unindexed { is_read_only: true }) => return Some(format!("{COPY}, and run `onrecord index` there")),
        Some(Unindexed { is_read_only: false }) => return Some("run `onrecord index`, which makes it anew".to_owned()),
        None => {}
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
        ArchiveError::ReadOnly { .. } | ArchiveError::Older { .. } => Some(format!("{COPY}, and use that")),
        ArchiveError::Busy { .. } => Some("wait until it is done, and run the same command again".to_owned()),
        ArchiveError::NoSource { .. } => Some("`onrecord sources` lists the keys".to_owned()),
        ArchiveError::Stale { .. } => Some("run `onrecord index`, which reads the sources again".to_owned()),
        ArchiveError::Damaged { .. } => {
            Some("`onrecord verify` lists what is damaged; bring the archive back from a copy".to_owned())
        }
        ArchiveError::Field(_) | ArchiveError::Disk { .. } | ArchiveError::Database(_) => None,
    }
}

/// Returns what a person can try when a model could not be installed.
fn hint_of_install(error: &InstallError) -> Option<String> {
    Some(match error {
        InstallError::NoPip => {
            "install Python with pip, or bring the package from another computer and name it with `--from FILE`".to_owned()
        }
        InstallError::PipFailed { .. } => {
            "look whether pip reaches its package index, or bring the package from another computer and name it with `--from FILE`".to_owned()
        }
        InstallError::Unreached { .. } => "look at the address and the network, or bring the file and name it with `--from FILE`".to_owned(),
        InstallError::NoModel { .. } => "name one of these with `--from`, or leave `--from` out to fetch the known package".to_owned(),
        InstallError::OtherFile { .. } => "run the command again; if it stays so, do not trust where it came from".to_owned(),
        InstallError::Model(_) => "fetch the file again; it may be cut short".to_owned(),
        InstallError::Disk { .. } => return None,
    })
}
