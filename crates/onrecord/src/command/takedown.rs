//! `takedown`: a source's words out of the archive, the index and every published site.

use clap::Args;
use serde_json::json;

use crate::desk::takedown::{TakenDown, take_down};
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::progress::Progress;
use crate::world;

/// Take a source down: out of the archive, the index and every published site
#[derive(Debug, Args)]
pub(crate) struct TakedownArgs {
    /// The source's key
    key: String,
}

pub(crate) fn run(args: &TakedownArgs, common: &Common) -> anyhow::Result<Exit> {
    let TakedownArgs { key } = args;
    let taken_down = take_down(world::archive_to_write(common)?, key, &Progress::new(common))?;
    let TakenDown { rewritten, sites, copies, left } = taken_down;
    let exit = if copies.is_empty() && left.is_empty() { Exit::Done } else { Exit::Partly };
    if common.json {
        print_json(&json!({"key": key, "rewritten": rewritten, "sites": sites, "copies": copies, "left": left}))?;
        return Ok(exit);
    }
    if !common.quiet {
        eprintln!("took down {}: it is gone from the archive and the index; a note of it stays", safe(key));
        for site in &sites {
            eprintln!("published {} again without it; put that in place of what readers see", site.display());
        }
        for file in &rewritten {
            eprintln!("remark: {file} quoted it; its words and translations were taken out of the codes");
        }
    }
    for copy in &copies {
        eprintln!("left: {} has the same text; take it down too", safe(copy));
    }
    for place in &left {
        eprintln!("left: {place} has words of it in free text; rewrite them, then publish");
    }
    Ok(exit)
}
