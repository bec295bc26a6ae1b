//! `remove`: takes a source out.

use crate::cli::Common;
use crate::failure::Exit;
use crate::{stage, world};

pub(crate) fn run(key: &str, common: &Common) -> anyhow::Result<Exit> {
    let mut archive = world::archive_to_write(common)?;
    let id = archive.remove(key)?;
    let index = world::index(&archive)?;
    let mut writer = index.writer()?;
    writer.forget(id as u64);
    writer.seal()?;
    writer.rest()?;
    stage::embed::forget_gone(&archive)?;
    if !common.quiet {
        eprintln!("removed {key}");
    }
    Ok(Exit::Done)
}
