//! `facts`: what the sources state, as a table of which each cell opens its words.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::facts::{FactShown, WantedFacts};
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{csv, print_json, safe};

/// List what the sources state: of whom or what, which value, in whose words
#[derive(Debug, Args)]
pub(crate) struct FactsArgs {
    /// Only of this person or work, in any spelling, or by number; else of sentences with these words
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// Only values of this: words that stand in the attribute
    #[arg(long, value_name = "WORDS")]
    attribute: Option<String>,
    /// Also what tells little by itself: a handful of something, times of day, places in an order, days without a year
    #[arg(long)]
    all: bool,
    /// Print a table with commas
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

pub(crate) fn run(args: &FactsArgs, common: &Common) -> anyhow::Result<Exit> {
    let wanted = WantedFacts { about: args.about.as_deref(), attribute: args.attribute.as_deref(), all: args.all };
    let facts = Desk::open(common)?.facts(&wanted)?;
    if common.json {
        print_json(&json!({ "facts": facts }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    if args.csv {
        let columns = [
            "id",
            "subject",
            "attribute",
            "value",
            "normalized",
            "unit",
            "scope",
            "reported_by",
            "source",
            "published",
            "words",
        ];
        writeln!(out, "{}", csv(&columns))?;
    }
    for fact in &facts {
        writeln!(out, "{}", if args.csv { row(fact) } else { line(fact) })?;
    }
    if !common.quiet {
        eprintln!("{} facts", facts.len());
    }
    Ok(Exit::Done)
}

fn row(fact: &FactShown) -> String {
    let source = &fact.evidence.source;
    let or_nothing = |text: &Option<String>| text.clone().unwrap_or_default();
    let (subject, attribute, unit) = (or_nothing(&fact.subject), or_nothing(&fact.attribute), or_nothing(&fact.unit));
    let (scope, by, day) = (or_nothing(&fact.scope), or_nothing(&fact.reported_by), or_nothing(&source.published));
    csv(&[
        &fact.id,
        &subject,
        &attribute,
        &fact.value,
        &fact.normalized,
        &unit,
        &scope,
        &by,
        &source.key,
        &day,
        fact.evidence.text(),
    ])
}

/// Returns a fact on one line: of what, which value, where it stands.
fn line(fact: &FactShown) -> String {
    let subject = fact.subject.as_deref().map_or_else(|| "?".to_owned(), safe);
    let attribute = fact.attribute.as_deref().map_or_else(|| "?".to_owned(), safe);
    format!("{subject} · {attribute}: {}  [{}]  {}", safe(&fact.value), safe(&fact.evidence.source.key), fact.id)
}
