//! `quotes`: what was said, and by whom.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::quotes::Wanted;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};

/// List what was said, and by whom
#[derive(Debug, Args)]
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
}

pub(crate) fn run(args: &QuotesArgs, common: &Common) -> anyhow::Result<Exit> {
    let QuotesArgs { speaker, about, source, explain } = args;
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
