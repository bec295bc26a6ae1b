//! `remove`: takes a source out.

use clap::Args;

use crate::desk::sources;
use crate::failure::Exit;
use crate::options::Common;
use crate::world;

/// Remove a source with all its versions
#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// The source's key
    key: String,
}

pub(crate) fn run(args: &RemoveArgs, common: &Common) -> anyhow::Result<Exit> {
    let RemoveArgs { key } = args;
    sources::remove(&mut world::archive_to_write(common)?, key)?;
    if !common.quiet {
        eprintln!("removed {key}");
    }
    Ok(Exit::Done)
}
