//! `names`: are two spellings one person's name?

use std::io::{self, BufRead, Write};

use clap::Args;
use onrecord_language::name::{Names, compare};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;

/// A pair of spellings, as it comes in.
#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
}

/// A pair of spellings, as it goes out.
#[derive(Serialize)]
struct Compared {
    schema_version: u8,
    a: String,
    b: String,
    same: bool,
    score: f32,
}

/// Say whether two spellings are one person's name, in Hangul or Latin letters
#[derive(Debug, Args)]
pub(crate) struct NamesArgs {
    /// One spelling
    #[arg(required_unless_present = "pairs")]
    a: Option<String>,
    /// The other
    #[arg(required_unless_present = "pairs")]
    b: Option<String>,
    /// Take JSON lines {"a","b"} from standard input
    #[arg(long, conflicts_with_all = ["a", "b"])]
    pairs: bool,
}

/// Compares two spellings, or many pairs.
pub(crate) fn run(args: &NamesArgs, common: &Common) -> anyhow::Result<Exit> {
    let (Some(a), Some(b), false) = (args.a.clone(), args.b.clone(), args.pairs) else { return pairs() };
    let compared = compared(Pair { a, b }, &Names::built_in());
    if common.json {
        print_json(&compared)?;
        return Ok(Exit::Done);
    }
    let says = match compared.score {
        score if score >= 0.5 => "the same name",
        score if score >= 0.2 => "not sure to be the same name",
        _ => "different names",
    };
    writeln!(io::stdout().lock(), "{says} ({:.2})", compared.score)?;
    Ok(Exit::Done)
}

/// Compares JSON lines `{"a","b"}` from standard input, one compact object a line; a line that is no such object gives
/// `{"error":…}`, and the whole ends partly done.
fn pairs() -> anyhow::Result<Exit> {
    let names = Names::built_in();
    let mut input = io::stdin().lock();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut exit, mut rest) = (Exit::Done, Vec::new());
    loop {
        // As many lines as are there already: a long file is compared on all cores, a pipe is answered at once.
        let more = input.fill_buf()?;
        let (n_bytes, at_end) = (more.len(), more.is_empty());
        rest.extend_from_slice(more);
        input.consume(n_bytes);
        let whole =
            if at_end { rest.len() } else { rest.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1) };
        let lines: Vec<&[u8]> =
            rest[..whole].split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).collect();
        let answers: Vec<Option<String>> = lines.par_iter().with_min_len(32).map(|line| answer(line, &names)).collect();
        for answer in answers {
            exit = if answer.is_none() { Exit::Partly } else { exit };
            let answer = answer.unwrap_or_else(|| {
                json!({"schema_version": 1, "error": "this line is no JSON object with an \"a\" and a \"b\""})
                    .to_string()
            });
            writeln!(out, "{answer}")?;
        }
        out.flush()?;
        if at_end {
            return Ok(exit);
        }
        rest.drain(..whole);
    }
}

fn answer(line: &[u8], names: &Names) -> Option<String> {
    let pair: Pair = serde_json::from_slice(line).ok()?;
    serde_json::to_string(&compared(pair, names)).ok()
}

fn compared(Pair { a, b }: Pair, names: &Names) -> Compared {
    let sameness = compare(&a, &b, names);
    Compared { schema_version: 1, a, b, same: sameness.same, score: (sameness.score * 1000.0).round() / 1000.0 }
}
