//! `search`: passages by their words.

use std::collections::HashMap;
use std::io::{self, Write};

use onrecord_archive::{Archive, Listed};
use onrecord_model::Reading;
use onrecord_read::{Lexicon, words};
use onrecord_search::{Index, Wanted};
use serde::Serialize;
use serde_json::{Value, json};

use super::{answer_lines, print_json, safe};
use crate::cli::Common;
use crate::failure::Exit;
use crate::world;

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
    let mut desk = Desk::open(common)?;
    let shown = desk.find(query, n)?;
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
    let mut desk = Desk::open(common)?;
    answer_lines(|query| -> anyhow::Result<Value> { Ok(json!({"query": query, "hits": desk.find(query, n)?})) })
}

/// What a search needs at hand.
struct Desk {
    archive: Archive,
    index: Index,
    lexicon: Lexicon,
    seen: HashMap<u64, Option<(Listed, Reading)>>,
}

/// Sources kept at hand between two questions of a batch.
const MOST_SEEN: usize = 2000;

impl Desk {
    fn open(common: &Common) -> anyhow::Result<Self> {
        let archive = world::archive(common)?;
        let index = world::index(&archive)?;
        Ok(Self { archive, index, lexicon: Lexicon::built_in(), seen: HashMap::new() })
    }

    fn find(&mut self, query: &str, n: usize) -> anyhow::Result<Vec<Shown>> {
        let wanted: Vec<Wanted> =
            words(query, &self.lexicon).into_iter().map(|term| Wanted { term: term.text, weight: 1.0 }).collect();
        let mut shown = Vec::new();
        if self.seen.len() > MOST_SEEN {
            self.seen.clear();
        }
        for hit in self.index.find(&wanted, n)? {
            let source = match self.seen.get(&hit.source) {
                Some(source) => source,
                None => {
                    let source = load(&self.archive, hit.source)?;
                    self.seen.entry(hit.source).or_insert(source)
                }
            };
            let Some((listed, reading)) = source else { continue };
            let Some(passage) = reading.passages.get(hit.passage as usize) else { continue };
            let place = reading.document.code_points(passage.span);
            shown.push(Shown {
                text: reading.document.words(passage.span).to_owned(),
                start: place.start,
                end: place.end,
                score: hit.score,
                source: listed.source.clone(),
            });
        }
        Ok(shown)
    }
}

fn load(archive: &Archive, source: u64) -> anyhow::Result<Option<(Listed, Reading)>> {
    let Some(listed) = archive.source_by_id(source as i64)? else { return Ok(None) };
    Ok(archive.reading(listed.version.document)?.map(|reading| (listed, reading)))
}
