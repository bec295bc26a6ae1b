//! `people`: who is named, in which spellings and roles; and what was decided about it by hand.

mod decide;
mod doubts;

use std::io::{self, Write};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::desk::Desk;
use crate::desk::people::PersonShown;
use crate::desk::who::nobody;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::{print_json, safe};
use decide::AliasAction;

/// List who is named, or correct who is who
#[derive(Debug, Args)]
pub(crate) struct PeopleArgs {
    #[command(subcommand)]
    action: Option<PeopleAction>,
}

/// What to do with people. A name may be any spelling in either script, or a number such as p12.
#[derive(Debug, Subcommand)]
pub(crate) enum PeopleAction {
    /// Show one person: spellings, roles, quotes, sources
    Show {
        /// Any spelling
        name: String,
    },
    /// Make two persons one
    Merge {
        /// Who stays
        a: String,
        /// Who goes into the first
        b: String,
    },
    /// Make one spelling of a person somebody else
    Split {
        /// The person
        a: String,
        /// The spelling that is another's
        spelling: String,
    },
    /// List persons who could be one, and why they are kept as two
    Doubts,
    /// Settle that two who could be one are two
    Apart {
        /// The one
        a: String,
        /// The other
        b: String,
    },
    /// Show a person under another name
    Rename {
        /// The person
        a: String,
        /// The name to show
        name: String,
    },
    /// Settle that a name is no person's: it is not found again
    NotAPerson {
        /// The name
        name: String,
    },
    /// Take back the last decision
    Undo,
    /// Names that are one person's though no spelling shows it: stage names, foreigners
    Alias {
        #[command(subcommand)]
        action: AliasAction,
    },
}

/// Runs `people` and what stands behind it.
pub(crate) fn run(args: &PeopleArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        None => list(common),
        Some(PeopleAction::Show { name }) => show(name, common),
        Some(PeopleAction::Merge { a, b }) => decide::merge(a, b, common),
        Some(PeopleAction::Split { a, spelling }) => decide::split(a, spelling, common),
        Some(PeopleAction::Doubts) => doubts::list(common, line),
        Some(PeopleAction::Apart { a, b }) => decide::apart(a, b, common),
        Some(PeopleAction::Rename { a, name }) => decide::rename(a, name, common),
        Some(PeopleAction::NotAPerson { name }) => decide::not_a_person(name, common),
        Some(PeopleAction::Undo) => decide::undo(common),
        Some(PeopleAction::Alias { action }) => decide::alias(action, common),
    }
}

fn list(common: &Common) -> anyhow::Result<Exit> {
    let desk = Desk::open(common)?;
    let people = desk.people()?;
    if common.json {
        print_json(&json!({ "people": people, "not_persons": desk.not_persons()? }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for person in &people {
        writeln!(out, "{}", line(person))?;
    }
    if !common.quiet {
        eprintln!("{} people", people.len());
    }
    Ok(Exit::Done)
}

/// Returns a person on one line: number, name in both scripts, roles, mentions.
fn line(person: &PersonShown) -> String {
    let mut line = format!("{:<5} {}", person.id.to_string(), safe(&person.name));
    if let Some(other) = person.in_other_script() {
        line += &format!(" · {}", safe(other));
    }
    let roles: Vec<String> = person.roles.iter().take(3).map(|role| safe(&role.text)).collect();
    if !roles.is_empty() {
        line += &format!(" ({})", roles.join(", "));
    }
    format!("{line}  {} mentions", person.mentions)
}

fn show(name: &str, common: &Common) -> anyhow::Result<Exit> {
    let people = Desk::open(common)?.people_called(name)?;
    if people.is_empty() {
        return Err(nobody(name));
    }
    if common.json {
        print_json(&json!({ "people": people }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for person in &people {
        writeln!(out, "{}", line(&person.person))?;
        for spelling in &person.person.spellings {
            writeln!(out, "  spelt {} ({})", safe(&spelling.text), spelling.count)?;
        }
        for role in &person.person.roles {
            writeln!(
                out,
                "  {}: {} {}",
                safe(&role.text),
                safe(&role.evidence.source.key),
                role.evidence.range().start
            )?;
        }
        for quote in &person.quotes {
            writeln!(out, "  “{}”\n    {} {}", safe(quote.text()), safe(&quote.source.key), quote.range().start)?;
        }
        for source in &person.sources {
            writeln!(out, "  in {}", safe(&source.key))?;
        }
    }
    Ok(Exit::Done)
}
