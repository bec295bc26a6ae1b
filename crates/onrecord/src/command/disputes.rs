//! `disputes`: what sources say that cannot all be true.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;

use crate::desk::Desk;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};

/// List what sources said and others corrected: both sides, with their words
#[derive(Debug, Args)]
pub(crate) struct DisputesArgs {}

pub(crate) fn run(_: &DisputesArgs, common: &Common) -> anyhow::Result<Exit> {
    let disputes = Desk::open(common)?.disputes()?;
    if common.json {
        print_json(&json!({ "disputes": disputes }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for dispute in &disputes {
        writeln!(out, "{} ({})", safe(&dispute.about), dispute.status)?;
        for value in &dispute.values {
            writeln!(out, "    {}", safe(&value.value))?;
            for piece in &value.evidence {
                let day = piece.source.published.as_deref().map(|day| format!(", {}", safe(day))).unwrap_or_default();
                writeln!(out, "        “{}” — {}{day}", safe(piece.text()), safe(&piece.source.key))?;
            }
        }
    }
    if !common.quiet {
        eprintln!("{} disputes", disputes.len());
    }
    Ok(Exit::Done)
}
