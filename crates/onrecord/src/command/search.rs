//! `search`: passages by their words, names and meaning.

use std::io::{self, Write};

use clap::Args;
use serde::Serialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desk::find::Hit;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{answer_lines, print_json, safe};

/// A passage as it is shown.
#[derive(Serialize)]
struct Shown {
    text: String,
    start: usize,
    end: usize,
    score: f32,
    /// The share of the query's words that it holds.
    words: f32,
    /// How near it is in meaning, where a model is installed.
    meaning: Option<f32>,
    source: onrecord_model::Source,
}

/// Find passages by their words
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
            Ok(json!({"query": query, "hits": find(query, args.n, &desk)?}))
        });
    };
    let shown = find(query, args.n, &desk)?;
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

/// Finds passages, the best first.
fn find(query: &str, n: usize, desk: &Desk) -> anyhow::Result<Vec<Shown>> {
    let shown = |hit: Hit| {
        let document = &hit.record.reading.document;
        let passage = hit.record.reading.passages.get(hit.passage)?;
        let place = document.code_points(passage.span);
        Some(Shown {
            text: document.words(passage.span).to_owned(),
            start: place.start,
            end: place.end,
            score: hit.score,
            words: hit.words,
            meaning: hit.meaning,
            source: hit.record.source.clone(),
        })
    };
    Ok(desk.search(query, n)?.into_iter().filter_map(shown).collect())
}
