//! `show`: the visible text of a source.

use std::io::{self, Write};

use anyhow::anyhow;
use serde_json::json;

use super::print_json;
use crate::cli::Common;
use crate::failure::{Exit, Usage};
use crate::world;

pub(crate) fn run(key: &str, at: Option<&str>, common: &Common) -> anyhow::Result<Exit> {
    let archive = world::archive(common)?;
    let listed = archive.source(key)?;
    let reading = archive
        .reading(listed.version.document)?
        .ok_or_else(|| anyhow!("{key} is not read yet; run `onrecord index`"))?;
    let document = &reading.document;
    let whole = 0..document.text().chars().count();
    let range = match at {
        Some(at) => {
            range(at).ok_or_else(|| Usage { what: format!("{at:?} is no range of code points, such as 120..180") })?
        }
        None => whole.clone(),
    };
    let span = document.at_code_points(range.clone()).ok_or_else(|| Usage {
        what: format!("{}..{} is outside the text, which has {} code points", range.start, range.end, whole.end),
    })?;
    let words = document.words(span);
    if common.json {
        print_json(&json!({
            "source": listed.source,
            "snapshot": listed.version.snapshot.to_string(),
            "start": range.start,
            "end": range.end,
            "text": words,
        }))?;
    } else {
        // As it is, to the byte: this is what offsets count in.
        io::stdout().lock().write_all(words.as_bytes())?;
        if !words.ends_with('\n') {
            io::stdout().lock().write_all(b"\n")?;
        }
    }
    Ok(Exit::Done)
}

fn range(at: &str) -> Option<std::ops::Range<usize>> {
    let (start, end) = at.split_once("..")?;
    let range = start.trim().parse().ok()?..end.trim().parse().ok()?;
    (range.start <= range.end).then_some(range)
}
