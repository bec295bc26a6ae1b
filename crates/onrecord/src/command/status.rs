//! `status`: counts, and what is left to do.

use std::collections::BTreeMap;
use std::io::{self, Write};

use onrecord_archive::Archive;
use onrecord_read::READER;
use serde_json::json;

use crate::desk::corrected::{Correction, Decided};
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::stage::embed::n_lacking;
use crate::world;

pub(crate) fn run(common: &Common) -> anyhow::Result<Exit> {
    let archive = world::archive(common)?;
    let status = archive.status(READER, world::index(&archive)?.generation())?;
    let lacking = n_lacking(&archive)?;
    let corrected = corrected(&archive)?;
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
            "corrected_quotes": corrected.values().sum::<usize>(),
            "corrected": corrected.iter().map(|(why, n)| json!({ "reason": why, "quotes": n })).collect::<Vec<_>>(),
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
    if !corrected.is_empty() {
        writeln!(out, "{} quotes set right by hand", corrected.values().sum::<usize>())?;
        for (why, n) in corrected.iter().filter(|(_, n)| **n >= OFTEN) {
            writeln!(out, "    {n} of them had been read so: {}", safe(why))?;
        }
    }
    if status.n_unread + status.n_unindexed + lacking.unwrap_or_default() as u64 > 0 {
        writeln!(out, "run `onrecord index` to finish")?;
    }
    Ok(Exit::Done)
}

/// From so many on it is said why the speakers that were set right had been chosen.
const OFTEN: usize = 3;

/// Returns how many quotations of sources in the archive a person has set right, by why the speaker was who it was; the last decision
/// counts, and copies count once.
fn corrected(archive: &Archive) -> anyhow::Result<BTreeMap<String, usize>> {
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    for (key, record) in archive.all_quote_decisions()? {
        let Ok(Correction { id, is, was }) = serde_json::from_str(&record) else { continue };
        if archive.source(&key).is_err() {
            continue;
        }
        if is == Decided::AsRead {
            last.remove(&id);
        } else {
            // Only the first decision knows what had been read.
            last.entry(id).or_insert(was);
        }
    }
    let mut corrected = BTreeMap::new();
    for was in last.into_values() {
        *corrected.entry(was).or_default() += 1;
    }
    Ok(corrected)
}
