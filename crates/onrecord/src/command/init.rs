//! `init`: makes an archive.

use std::path::PathBuf;

use clap::Args;
use onrecord_archive::Archive;

use crate::failure::Exit;
use crate::options::Common;

/// Make an archive
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// A folder that is missing or empty
    dir: PathBuf,
}

pub(crate) fn run(args: &InitArgs, common: &Common) -> anyhow::Result<Exit> {
    let InitArgs { dir } = args;
    Archive::create(dir)?;
    if !common.quiet {
        eprintln!("made an archive at {}", dir.display());
        eprintln!("next: onrecord --archive {} add FILES-OR-FOLDERS", dir.display());
    }
    Ok(Exit::Done)
}
