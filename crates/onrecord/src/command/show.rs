//! `show`: the visible text of a source, of an earlier version of it, or of one piece of evidence.

use std::io::{self, Write};

use anyhow::anyhow;
use clap::Args;
use onrecord_archive::{Archive, ArchiveError, Listed, Version};
use onrecord_model::{EvidenceId, Span};
use serde_json::json;

use super::{print_json, safe};
use crate::cli::Common;
use crate::failure::{Exit, Usage};
use crate::{version, world};

/// Print the visible text of a source
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The source's key, or the id of a piece of evidence
    key: String,
    /// Only this range of code points, half open
    #[arg(long, value_name = "START..END")]
    at: Option<String>,
    /// This version of the source, counted from 1; without it the newest
    #[arg(long, value_name = "N")]
    version: Option<usize>,
}

pub(crate) fn run(args: &ShowArgs, common: &Common) -> anyhow::Result<Exit> {
    let (key, at, number) = (&args.key, args.at.as_deref(), args.version);
    let archive = world::archive(common)?;
    let listed = match archive.source(key) {
        Err(ArchiveError::NoSource { .. }) if at.is_none() && number.is_none() && key.parse::<EvidenceId>().is_ok() => {
            return evidence(&archive, key, common);
        }
        found => found?,
    };
    let versions = archive.versions(listed.id)?;
    let chosen = match number {
        Some(number) => number.checked_sub(1).and_then(|at| versions.get(at)).cloned().ok_or_else(|| Usage {
            what: format!("{key} has no version {number}; `onrecord sources show {key}` lists its {}", versions.len()),
        })?,
        None => listed.version.clone(),
    };
    words(&archive, &listed, &chosen, at, common)
}

fn words(
    archive: &Archive,
    listed: &Listed,
    chosen: &Version,
    at: Option<&str>,
    common: &Common,
) -> anyhow::Result<Exit> {
    let reading = archive
        .reading(chosen.document)?
        .ok_or_else(|| anyhow!("{} is not read yet; run `onrecord index`", listed.source.key))?;
    let document = &reading.document;
    let whole = 0..document.text().chars().count();
    let range = match at {
        Some(at) => {
            range(at).ok_or_else(|| Usage { what: format!("{at:?} is no range of code points, such as 120..180") })?
        }
        None => whole.clone(),
    };
    let span = document.at_code_points(range.clone()).ok_or_else(|| Usage {
        what: format!("{}..{} is outside the text, which has {} code points", range.start, range.end, whole.end),
    })?;
    // Of a whole text it is no news that a newer version differs; of a few words it is.
    let shown = match at {
        Some(_) => version::shown(archive, listed.id, chosen.document, document.words(span))?,
        None => version::shown(archive, listed.id, chosen.document, "")?,
    };
    print(listed, chosen, span, &reading.document, shown, common)
}

/// Shows the words that an evidence id means, in whatever version they stand.
fn evidence(archive: &Archive, id: &str, common: &Common) -> anyhow::Result<Exit> {
    let parsed: EvidenceId = id.parse().map_err(|what| Usage { what })?;
    for (source, version) in archive.by_snapshot_prefix(&parsed.snapshot_prefix())? {
        let (Some(listed), Some(reading)) = (archive.source_by_id(source)?, archive.reading(version.document)?) else {
            continue;
        };
        let Some(span) = parsed.find(&reading.document) else { continue };
        let shown = version::shown(archive, source, version.document, reading.document.words(span))?;
        return print(&listed, &version, span, &reading.document, shown, common);
    }
    Err(anyhow!("no source of this archive has the evidence {id}; its source may have been removed"))
}

fn print(
    listed: &Listed,
    chosen: &Version,
    span: Span,
    document: &onrecord_model::Document,
    shown: Option<onrecord_model::VersionShown>,
    common: &Common,
) -> anyhow::Result<Exit> {
    let (words, range) = (document.words(span), document.code_points(span));
    if common.json {
        print_json(&json!({
            "source": listed.source,
            "snapshot": chosen.snapshot.to_string(),
            "version": shown,
            "start": range.start,
            "end": range.end,
            "text": words,
        }))?;
        return Ok(Exit::Done);
    }
    // As it is, to the byte: this is what offsets count in.
    io::stdout().lock().write_all(words.as_bytes())?;
    if !words.ends_with('\n') {
        io::stdout().lock().write_all(b"\n")?;
    }
    if let Some(shown) = shown.filter(|_| !common.quiet) {
        eprintln!("{}: {}", safe(&listed.source.key), version::told(&shown));
    }
    Ok(Exit::Done)
}

fn range(at: &str) -> Option<std::ops::Range<usize>> {
    let (start, end) = at.split_once("..")?;
    let range = start.trim().parse().ok()?..end.trim().parse().ok()?;
    (range.start <= range.end).then_some(range)
}
