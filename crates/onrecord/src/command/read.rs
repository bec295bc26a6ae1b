//! `read`: what would be read in a file, without adding it.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, anyhow};
use clap::Args;
use onrecord_gather::{Given, text_file};
use onrecord_language::Lexicon;
use onrecord_model::{Found, Known};
use onrecord_read::read;
use serde_json::json;

use crate::desk::sources::known_json;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::world::Settings;

/// Show what would be read in a file, without adding it
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// The file
    file: PathBuf,
}

pub(crate) fn run(args: &ReadArgs, common: &Common) -> anyhow::Result<Exit> {
    let ReadArgs { file } = args;
    let most_bytes = Settings::default().gather.max_megabytes * 1_000_000;
    let given = Given { known: Known::default(), most_bytes };
    let snapshot = text_file(file, &given)
        .map_err(|why| anyhow!("{why}"))
        .with_context(|| format!("could not read {}", file.display()))?;
    let reading = read(&snapshot, &Lexicon::built_in());
    let known = &reading.known;
    let value = |found: &Option<Found>| found.as_ref().map(|found| found.value.clone());
    let language = known.language.or(reading.document.language);
    let remarks: Vec<&str> = reading.remarks.iter().map(|remark| remark.text.as_str()).collect();
    if common.json {
        print_json(&json!({
            "text": reading.document.text(),
            "title": value(&known.title),
            "outlet": value(&known.outlet),
            "author": value(&known.author),
            "published": value(&known.published),
            "url": value(&known.url),
            "language": language,
            "remarks": remarks,
            "known": known_json(known),
        }))?;
        return Ok(Exit::Done);
    }
    let fields = [
        ("title", &known.title),
        ("outlet", &known.outlet),
        ("author", &known.author),
        ("published", &known.published),
    ];
    for (name, found) in fields {
        if let Some(found) = found {
            eprintln!("{name}: {}{}", safe(&found.value), if found.origin.is_guess() { " (a guess)" } else { "" });
        }
    }
    for remark in remarks {
        eprintln!("remark: {}", safe(remark));
    }
    writeln!(io::stdout().lock(), "{}", safe(reading.document.text()))?;
    Ok(Exit::Done)
}
