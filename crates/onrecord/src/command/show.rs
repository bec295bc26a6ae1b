//! `show`: the visible text of a source, of an earlier version of it, or of one piece of evidence.

use std::io::{self, Write};

use anyhow::anyhow;
use clap::Args;
use onrecord_archive::ArchiveError;
use onrecord_model::{EvidenceId, Record, Span};
use serde_json::json;

use crate::desk::Desk;
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::version;

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
    let desk = Desk::open(common)?;
    let listed = match desk.archive().source(key) {
        Err(ArchiveError::NoSource { .. }) if at.is_none() && number.is_none() && key.parse::<EvidenceId>().is_ok() => {
            return evidence(&desk, key, common);
        }
        found => found?,
    };
    let document = match number {
        Some(number) => {
            let versions = desk.archive().versions(listed.id)?;
            let chosen = number.checked_sub(1).and_then(|at| versions.get(at)).ok_or_else(|| Usage {
                what: format!(
                    "{key} has no version {number}; `onrecord sources show {key}` lists its {}",
                    versions.len()
                ),
            })?;
            chosen.document
        }
        None => listed.version.document,
    };
    let record = desk.record_of(listed.id, document)?;
    let record = record.ok_or_else(|| anyhow!("{} is not read yet; run `onrecord index`", listed.source.key))?;
    let span = part(&record, at)?;
    // Of a whole text it is no news that a newer version differs; of a few words it is.
    print(&record, span, at.is_some(), common)
}

/// Returns the part of a text that a range of code points means; all of it without one.
fn part(record: &Record, at: Option<&str>) -> anyhow::Result<Span> {
    let document = &record.reading.document;
    let whole = 0..document.text().chars().count();
    let range = match at {
        Some(at) => {
            range(at).ok_or_else(|| Usage { what: format!("{at:?} is no range of code points, such as 120..180") })?
        }
        None => whole.clone(),
    };
    let outside = || format!("{}..{} is outside the text, which has {} code points", range.start, range.end, whole.end);
    Ok(document.at_code_points(range.clone()).ok_or_else(|| Usage { what: outside() })?)
}

/// Shows the words that an evidence id means, in whatever version they stand.
fn evidence(desk: &Desk, id: &str, common: &Common) -> anyhow::Result<Exit> {
    let parsed: EvidenceId = id.parse().map_err(|what| Usage { what })?;
    match desk.place(parsed)? {
        Some((record, span)) => print(&record, span, true, common),
        None => Err(anyhow!("no source of this archive has the evidence {id}; its source may have been removed")),
    }
}

/// Prints words; `as_news` says whether to tell that a newer version no longer has them.
fn print(record: &Record, span: Span, as_news: bool, common: &Common) -> anyhow::Result<Exit> {
    let document = &record.reading.document;
    let (words, range) = (document.words(span), document.code_points(span));
    let version = record.version.as_ref().map(|version| version.shown(if as_news { words } else { "" }));
    if common.json {
        print_json(&json!({
            "source": record.source,
            "snapshot": document.snapshot().to_string(),
            "version": version,
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
    if let Some(version) = version.filter(|_| !common.quiet) {
        eprintln!("{}: {}", safe(&record.source.key), version::told(&version));
    }
    Ok(Exit::Done)
}

fn range(at: &str) -> Option<std::ops::Range<usize>> {
    let (start, end) = at.split_once("..")?;
    let range = start.trim().parse().ok()?..end.trim().parse().ok()?;
    (range.start <= range.end).then_some(range)
}
