//! `timeline`: what the sources date, in order.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;

use crate::desk::Desk;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{csv, print_json, safe};

/// List what the sources date, in order of days
#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    /// Only of this person or work, in any spelling, or by number
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// Only of sources of an outlet whose name has these words
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Print a table with commas
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

pub(crate) fn run(args: &TimelineArgs, common: &Common) -> anyhow::Result<Exit> {
    let events = Desk::open(common)?.timeline(args.about.as_deref(), args.outlet.as_deref())?;
    if common.json {
        print_json(&json!({ "events": events }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    if args.csv {
        writeln!(out, "{}", csv(&["id", "day", "precision", "about", "source", "published", "words"]))?;
    }
    for event in &events {
        let source = &event.evidence.source;
        if args.csv {
            let (about, day) = (event.about.join(" "), source.published.clone().unwrap_or_default());
            writeln!(
                out,
                "{}",
                csv(&[&event.id, &event.day, event.precision, &about, &source.key, &day, &event.text])
            )?;
        } else {
            writeln!(out, "{:<10}  {}  [{}]", event.day, safe(&event.text), safe(&source.key))?;
        }
    }
    if !common.quiet {
        eprintln!("{} dated sentences", events.len());
    }
    Ok(Exit::Done)
}
