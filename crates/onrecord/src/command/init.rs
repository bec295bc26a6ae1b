//! `init`: makes an archive.

use std::path::Path;

use onrecord_archive::Archive;

use crate::cli::Common;
use crate::failure::Exit;

pub(crate) fn run(dir: &Path, common: &Common) -> anyhow::Result<Exit> {
    Archive::create(dir)?;
    if !common.quiet {
        eprintln!("made an archive at {}", dir.display());
        eprintln!("next: onrecord --archive {} add FILES-OR-FOLDERS", dir.display());
    }
    Ok(Exit::Done)
}
