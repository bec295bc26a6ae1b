//! `search`: passages by their words, names and meaning.

use std::io::{self, Write};

use clap::Args;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{answer_lines, print_json, safe};

/// Find passages by their words; "exact words", speaker:, person:, outlet:, source:, after:, before:, kind:quote and -word narrow it
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// The words
    #[arg(required_unless_present = "batch")]
    words: Option<String>,
    /// How many passages at most
    #[arg(short = 'k', default_value_t = 10, value_name = "N")]
    n: usize,
    /// Take JSON lines {"id","text"} from standard input
    #[arg(long)]
    batch: bool,
}

pub(crate) fn run(args: &SearchArgs, common: &Common) -> anyhow::Result<Exit> {
    let desk = Desk::open(common)?;
    let Some(query) = args.words.as_deref().filter(|_| !args.batch) else {
        return answer_lines(|query| -> anyhow::Result<Value> {
            Ok(json!({"query": query, "hits": desk.search_shown(query, args.n)?}))
        });
    };
    let shown = desk.search_shown(query, args.n)?;
    if common.json {
        print_json(&json!({"query": query, "hits": shown}))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for (at, hit) in shown.iter().enumerate() {
        writeln!(out, "{}. {} {}..{}", at + 1, safe(&hit.source.key), hit.start, hit.end)?;
        for line in safe(&hit.text).lines() {
            writeln!(out, "   {line}")?;
        }
        writeln!(out)?;
    }
    if shown.is_empty() && !common.quiet {
        eprintln!("nothing was found");
    }
    Ok(Exit::Done)
}
