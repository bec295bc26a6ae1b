//! `quotes`: what was said, and by whom; and what a person sets right.

mod correct;

use std::io::{self, Write};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::desk::Desk;
use crate::desk::quotes::Wanted;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};

/// List what was said, and by whom
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct QuotesArgs {
    /// Only words of this person, in any spelling
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only quotes that have these words, or stand beside them
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// Only quotes of this source
    #[arg(long, value_name = "KEY")]
    source: Option<String>,
    /// Say why each speaker was chosen
    #[arg(long)]
    explain: bool,
    #[command(subcommand)]
    action: Option<QuotesAction>,
}

/// What to set right by hand; it holds however the source is read again.
#[derive(Debug, Subcommand)]
pub(crate) enum QuotesAction {
    /// Say who said it
    Set {
        /// The quotation's id, as `quotes --json` shows it
        id: String,
        /// Who said it, in any spelling, or a person's number; `none` where nobody is known
        #[arg(long, value_name = "NAME|none")]
        speaker: String,
    },
    /// Say that it is no quotation
    Drop {
        /// The quotation's id
        id: String,
    },
    /// Take back what was decided about it
    Undo {
        /// The quotation's id
        id: String,
    },
}

pub(crate) fn run(args: &QuotesArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        None => list(args, common),
        Some(QuotesAction::Set { id, speaker }) => correct::set(id, speaker, common),
        Some(QuotesAction::Drop { id }) => correct::drop(id, common),
        Some(QuotesAction::Undo { id }) => correct::undo(id, common),
    }
}

fn list(args: &QuotesArgs, common: &Common) -> anyhow::Result<Exit> {
    let QuotesArgs { speaker, about, source, explain, action: _ } = args;
    let wanted = Wanted { speaker: speaker.as_deref(), about: about.as_deref(), source: source.as_deref() };
    let shown = Desk::open(common)?.quotes(&wanted)?;
    if common.json {
        print_json(&json!({ "quotes": shown }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for quote in &shown {
        let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_ref().or(speaker.text.as_ref()));
        writeln!(out, "“{}”", safe(&quote.text))?;
        let speaker = speaker.map_or_else(|| "speaker unknown".to_owned(), |name| safe(name));
        writeln!(out, "    {speaker} · {} {}..{}", safe(&quote.source.key), quote.start, quote.end)?;
        if *explain {
            writeln!(out, "    {:.0} %: {}", 100.0 * quote.confidence, safe(&quote.reason))?;
        }
    }
    if !common.quiet {
        eprintln!("{} quotes", shown.len());
    }
    Ok(Exit::Done)
}
