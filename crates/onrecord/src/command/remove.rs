//! `remove`: takes a source out.

use clap::Args;

use crate::failure::Exit;
use crate::options::Common;
use crate::{stage, world};

/// Remove a source with all its versions
#[derive(Debug, Args)]
pub(crate) struct RemoveArgs {
    /// The source's key
    key: String,
}

pub(crate) fn run(args: &RemoveArgs, common: &Common) -> anyhow::Result<Exit> {
    let RemoveArgs { key } = args;
    let mut archive = world::archive_to_write(common)?;
    archive.remove(key)?;
    stage::link::link_gone(&mut archive)?;
    stage::works::rejoin(&mut archive)?;
    stage::index::forget_gone(&mut archive)?;
    if !common.quiet {
        eprintln!("removed {key}");
    }
    Ok(Exit::Done)
}
