//! `sources`: the list, one source with its versions, and what a person sets.

mod copies;
mod show;

use std::io::{self, Write};

use clap::{Args, Subcommand};
use onrecord_archive::Field;
use onrecord_model::Source;
use serde_json::json;

use crate::desk::copies::sources;
use crate::desk::sources::set as set_by_hand;
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::world;

/// List the sources, show one with its versions, or set what is known of one
#[derive(Debug, Args)]
pub(crate) struct SourcesArgs {
    /// Only sources of which something is missing or guessed, and what it is
    #[arg(long)]
    missing: bool,
    #[command(subcommand)]
    action: Option<SourcesAction>,
}

/// What to do with sources.
#[derive(Debug, Subcommand)]
pub(crate) enum SourcesAction {
    /// Show what is known of a source, where each piece comes from, its versions and what changed between them
    Show {
        /// The source's key
        key: String,
    },
    /// Set fields by hand; FIELD= takes back what was set
    Set {
        /// The source's key
        key: String,
        /// title, outlet, author, url, published or language
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    /// List sources with one text: the original, where it can be told, and its reprints, edited copies and translations
    Copies,
}

pub(crate) fn run(args: &SourcesArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        None if args.missing => show::missing(common),
        None => list(common),
        Some(SourcesAction::Show { key }) => show::one(key, common),
        Some(SourcesAction::Set { key, fields }) => set(key, fields, common),
        Some(SourcesAction::Copies) => copies::list(common),
    }
}

fn list(common: &Common) -> anyhow::Result<Exit> {
    let sources: Vec<Source> = sources(&world::archive(common)?)?.into_iter().map(|listed| listed.source).collect();
    if common.json {
        print_json(&json!({ "sources": sources }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for source in &sources {
        let known = [&source.outlet, &source.author, &source.published];
        let known: Vec<String> = known.into_iter().flatten().map(|value| safe(value)).collect();
        writeln!(out, "{}", safe(&source.key))?;
        writeln!(out, "    {}", source.title.as_deref().map_or_else(|| "(no title)".to_owned(), safe))?;
        if !known.is_empty() {
            writeln!(out, "    {}", known.join(" · "))?;
        }
    }
    if !common.quiet {
        eprintln!("{} sources", sources.len());
    }
    Ok(Exit::Done)
}

fn set(key: &str, fields: &[String], common: &Common) -> anyhow::Result<Exit> {
    let parse = |field: &String| {
        let (name, value) = field.split_once('=')?;
        Some((Field::of(name.trim())?, value.to_owned()))
    };
    let wrong = |field: &String| Usage {
        what: format!(
            "{field:?} sets nothing: write FIELD=VALUE, where FIELD is title, outlet, author, url, published or language"
        ),
    };
    let parsed = fields.iter().map(|field| parse(field).ok_or_else(|| wrong(field))).collect::<Result<Vec<_>, _>>()?;
    let source = set_by_hand(&mut world::archive_to_write(common)?, key, &parsed)?.source;
    if common.json {
        print_json(&source)?;
    } else if !common.quiet {
        eprintln!("set {} of {key}", if fields.len() == 1 { "one field" } else { "the fields" });
    }
    Ok(Exit::Done)
}
