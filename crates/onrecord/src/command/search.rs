//! `search`: passages by their words.

use std::io::{self, Write};

use onrecord_read::{Lexicon, words};
use onrecord_search::Wanted;
use serde::Serialize;
use serde_json::{Value, json};

use super::{answer_lines, print_json, safe};
use crate::cli::Common;
use crate::failure::Exit;
use crate::shelf::Shelf;

/// A passage as it is shown.
#[derive(Serialize)]
struct Shown {
    text: String,
    start: usize,
    end: usize,
    score: f32,
    source: onrecord_model::Source,
}

pub(crate) fn run(query: &str, n: usize, common: &Common) -> anyhow::Result<Exit> {
    let shown = find(query, n, &Lexicon::built_in(), &mut Shelf::open(common)?)?;
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

pub(crate) fn batch(n: usize, common: &Common) -> anyhow::Result<Exit> {
    let (lexicon, mut shelf) = (Lexicon::built_in(), Shelf::open(common)?);
    answer_lines(|query| -> anyhow::Result<Value> { Ok(json!({"query": query, "hits": find(query, n, &lexicon, &mut shelf)?})) })
}

/// Finds passages, the best first.
fn find(query: &str, n: usize, lexicon: &Lexicon, shelf: &mut Shelf) -> anyhow::Result<Vec<Shown>> {
    let wanted: Vec<Wanted> = words(query, lexicon).into_iter().map(|term| Wanted { term: term.text, weight: 1.0 }).collect();
    let mut shown = Vec::new();
    for hit in shelf.index.find(&wanted, n)? {
        let Some(shelved) = shelf.source(hit.source)? else { continue };
        let document = &shelved.reading.document;
        let Some(passage) = shelved.reading.passages.get(hit.passage as usize) else { continue };
        let place = document.code_points(passage.span);
        shown.push(Shown {
            text: document.words(passage.span).to_owned(),
            start: place.start,
            end: place.end,
            score: hit.score,
            source: shelved.listed.source.clone(),
        });
    }
    Ok(shown)
}
