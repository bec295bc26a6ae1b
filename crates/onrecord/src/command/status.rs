//! `status`: counts, and what is left to do.

use std::io::{self, Write};

use onrecord_read::READER;
use serde_json::json;

use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::world;

pub(crate) fn run(common: &Common) -> anyhow::Result<Exit> {
    let archive = world::archive(common)?;
    let status = archive.status(READER, world::index(&archive)?.generation())?;
    if common.json {
        print_json(&json!({
            "sources": status.n_sources,
            "versions": status.n_versions,
            "snapshots": status.n_snapshots,
            "bytes": status.n_bytes,
            "unread": status.n_unread,
            "unindexed": status.n_unindexed,
            "open_questions": status.n_questions,
        }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{} sources in {} versions, {} bytes", status.n_sources, status.n_versions, status.n_bytes)?;
    writeln!(out, "{} documents unread, {} sources not in the index", status.n_unread, status.n_unindexed)?;
    writeln!(out, "{} open questions", status.n_questions)?;
    if status.n_unread + status.n_unindexed > 0 {
        writeln!(out, "run `onrecord index` to finish")?;
    }
    Ok(Exit::Done)
}
