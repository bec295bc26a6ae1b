//! `works`: works and events, in which titles; and what was decided about them by hand.

mod decide;

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::{Args, Subcommand};
use onrecord_language::work::is_korean;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::works::{WorkShown, nothing};
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};

/// List works and events, or correct which titles are one work's
#[derive(Debug, Args)]
pub(crate) struct WorksArgs {
    /// Only works that this source names
    #[arg(long, value_name = "KEY")]
    source: Option<String>,
    #[command(subcommand)]
    action: Option<WorksAction>,
}

/// What to do with works. A title may be in either script, or a number such as w12.
#[derive(Debug, Subcommand)]
pub(crate) enum WorksAction {
    /// Show one work: titles, parts, sources
    Show {
        /// Any title, or words that have one
        name: String,
    },
    /// Make two works one
    Merge {
        /// The one
        a: String,
        /// The other
        b: String,
    },
    /// Make one title of a work another work
    Split {
        /// The work
        a: String,
        /// The title that is another's
        title: String,
    },
    /// Show a work under another name
    Rename {
        /// The work
        a: String,
        /// The name to show
        name: String,
    },
    /// List titles that may be one work's, and that only a person can tell
    Doubts,
    /// Take back the last decision
    Undo,
}

/// Runs `works` and what stands behind it.
pub(crate) fn run(args: &WorksArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        None => list(args.source.as_deref(), common),
        Some(WorksAction::Show { name }) => show(name, common),
        Some(WorksAction::Merge { a, b }) => decide::merge(a, b, common),
        Some(WorksAction::Split { a, title }) => decide::split(a, title, common),
        Some(WorksAction::Rename { a, name }) => decide::rename(a, name, common),
        Some(WorksAction::Doubts) => doubts(common),
        Some(WorksAction::Undo) => decide::undo(common),
    }
}

fn list(source: Option<&str>, common: &Common) -> anyhow::Result<Exit> {
    let desk = Desk::open(common)?;
    let mut works = desk.works()?;
    if let Some(key) = source {
        let named = desk.works_of(desk.archive().source(key)?.id)?;
        let named: BTreeSet<String> = named.iter().map(ToString::to_string).collect();
        works.retain(|work| named.contains(work.part_of.as_ref().unwrap_or(&work.id)));
    }
    if common.json {
        print_json(&json!({ "works": works }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for work in &works {
        writeln!(out, "{}", line(work))?;
    }
    if !common.quiet {
        eprintln!("{} works", works.iter().filter(|work| work.part_of.is_none()).count());
    }
    Ok(Exit::Done)
}

/// Returns a work on one line: number, title in both scripts, kind, mentions.
fn line(work: &WorkShown) -> String {
    let mut line = format!("{:<5} {}", work.id, safe(&work.name));
    let other = work.titles.iter().find(|title| is_korean(&title.text) != is_korean(&work.name));
    if let Some(other) = other {
        line += &format!(" · {}", safe(&other.text));
    }
    let kind = serde_json::to_value(work.kind).ok();
    let kind = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or_default();
    format!("{line} ({kind})  {} mentions", work.mentions)
}

fn show(name: &str, common: &Common) -> anyhow::Result<Exit> {
    let works = Desk::open(common)?.works_called(name)?;
    if works.is_empty() {
        return Err(nothing(name));
    }
    if common.json {
        print_json(&json!({ "works": works }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for work in &works {
        writeln!(out, "{}", line(&work.work))?;
        for title in &work.work.titles {
            writeln!(out, "  titled {} ({})", safe(&title.text), title.count)?;
        }
        for part in &work.parts {
            writeln!(out, "  part {} ({})", safe(&part.name), part.mentions)?;
        }
        for source in &work.sources {
            writeln!(out, "  in {}", safe(&source.key))?;
        }
    }
    Ok(Exit::Done)
}

fn doubts(common: &Common) -> anyhow::Result<Exit> {
    let desk = Desk::open(common)?;
    let doubts = desk.work_doubts()?;
    if common.json {
        let doubt = |(a, b): &(WorkShown, WorkShown)| json!({ "a": a, "b": b });
        print_json(&json!({ "doubts": doubts.iter().map(doubt).collect::<Vec<_>>() }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for (a, b) in &doubts {
        writeln!(out, "{} {}  may be  {} {}", a.id, safe(&a.name), b.id, safe(&b.name))?;
    }
    if !common.quiet {
        eprintln!("{} doubts; `onrecord works merge A B` settles one", doubts.len());
    }
    Ok(Exit::Done)
}
