//! `status`: counts, and what is left to do.

use std::io::{self, Write};

use onrecord_read::READER;
use serde_json::json;

use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::stage::embed::n_lacking;
use crate::world;

pub(crate) fn run(common: &Common) -> anyhow::Result<Exit> {
    let archive = world::archive(common)?;
    let status = archive.status(READER, world::index(&archive)?.generation())?;
    let lacking = n_lacking(&archive)?;
    if common.json {
        print_json(&json!({
            "sources": status.n_sources,
            "versions": status.n_versions,
            "snapshots": status.n_snapshots,
            "bytes": status.n_bytes,
            "unread": status.n_unread,
            "unindexed": status.n_unindexed,
            "without_meaning": lacking,
            "open_questions": status.n_questions,
        }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{} sources in {} versions, {} bytes", status.n_sources, status.n_versions, status.n_bytes)?;
    writeln!(out, "{} documents unread, {} sources not in the index", status.n_unread, status.n_unindexed)?;
    writeln!(out, "{} open questions", status.n_questions)?;
    match lacking {
        None => writeln!(out, "no model that finds by meaning is installed: `onrecord model install` brings it")?,
        Some(lacking) => writeln!(out, "{lacking} sources not yet read for meaning")?,
    }
    if status.n_unread + status.n_unindexed + lacking.unwrap_or_default() as u64 > 0 {
        writeln!(out, "run `onrecord index` to finish")?;
    }
    Ok(Exit::Done)
}
