//! What is decided about persons by hand: merge, split, rename, undo, aliases.

use std::path::PathBuf;

use anyhow::Context;
use clap::Subcommand;
use onrecord_model::PersonId;
use onrecord_read::link::{Aliases, Decision};
use serde_json::json;

use crate::desk::people::decide;
use crate::desk::who::Who;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::world;

/// Makes two persons one; the first stays.
pub(super) fn merge(a: &str, b: &str, common: &Common) -> anyhow::Result<Exit> {
    let (into, from) = decide::merge(&mut world::archive_to_write(common)?, a, b)?;
    said(common, &format!("{from} is now {into}; `onrecord people undo` takes it back"), into)
}

/// Settles that two persons are two, so that they are no doubt any more.
pub(super) fn apart(a: &str, b: &str, common: &Common) -> anyhow::Result<Exit> {
    let (a, b) = decide::apart(&mut world::archive_to_write(common)?, a, b)?;
    said(common, &format!("{a} and {b} stay two; `onrecord people undo` takes it back"), a)
}

/// Gives one spelling of a person to somebody else.
pub(super) fn split(a: &str, spelling: &str, common: &Common) -> anyhow::Result<Exit> {
    let to = decide::split(&mut world::archive_to_write(common)?, a, spelling)?;
    said(common, &format!("{spelling} is now {to}; `onrecord people undo` takes it back"), to)
}

/// Shows a person under another name.
pub(super) fn rename(a: &str, name: &str, common: &Common) -> anyhow::Result<Exit> {
    let person = decide::rename(&mut world::archive_to_write(common)?, a, name)?;
    said(common, &format!("{person} is now shown as {}", name.trim()), person)
}

/// Settles that a name is no person's.
pub(super) fn not_a_person(name: &str, common: &Common) -> anyhow::Result<Exit> {
    let (person, names) = decide::not_a_person(&mut world::archive_to_write(common)?, name)?;
    let names = names.join(", ");
    said(common, &format!("{names} is no person any more; `onrecord people undo` takes it back"), person)
}

/// Takes back the last decision that holds.
pub(super) fn undo(common: &Common) -> anyhow::Result<Exit> {
    let last = decide::undo(&mut world::archive_to_write(common)?)?;
    let (what, person) = match last {
        Decision::Merge { into, from } => (format!("{from} and {into} are two again"), into),
        Decision::Split { from, spelling, .. } => (format!("{spelling} is {from} again"), from),
        Decision::Apart { a, b } => (format!("{a} and {b} may be one again"), a),
        Decision::Rename { person, .. } => (format!("{person} is shown under the name in the sources again"), person),
        Decision::NotAPerson { person, names } => (format!("{} is a person again", names.join(", ")), person),
    };
    said(common, &what, person)
}

/// What to do with the archive's file of other names, aliases.tsv.
#[derive(Debug, Subcommand)]
pub(crate) enum AliasAction {
    /// List them
    List,
    /// Add names of one person
    Add {
        /// Two or more
        #[arg(required = true, num_args = 2..)]
        names: Vec<String>,
    },
    /// Add the rows of a file: a person a line, names parted by tabs
    Import {
        /// The file
        file: PathBuf,
    },
}

/// Lists, adds or imports names that no rule of spelling can see.
pub(super) fn alias(action: &AliasAction, common: &Common) -> anyhow::Result<Exit> {
    match action {
        AliasAction::List => {
            let who = Who::open(&world::archive(common)?)?;
            if common.json {
                print_json(&json!({ "aliases": who.aliases.rows() }))?;
            } else {
                use std::io::Write;
                std::io::stdout().lock().write_all(who.aliases.to_file().as_bytes())?;
            }
            Ok(Exit::Done)
        }
        AliasAction::Add { names } => add_aliases(vec![names.clone()], common),
        AliasAction::Import { file } => {
            let text = std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
            add_aliases(Aliases::parse(&text).rows().to_vec(), common)
        }
    }
}

/// Keeps rows of names in the archive's file, and joins the persons who are known by them already.
fn add_aliases(rows: Vec<Vec<String>>, common: &Common) -> anyhow::Result<Exit> {
    let (n_new, n_joined) = decide::keep_aliases(&mut world::archive_to_write(common)?, &rows)?;
    if common.json {
        print_json(&json!({ "added": n_new, "joined": n_joined }))?;
    } else if !common.quiet {
        eprintln!("{n_new} rows of names added; {n_joined} persons joined to others");
    }
    Ok(Exit::Done)
}

fn said(common: &Common, what: &str, person: PersonId) -> anyhow::Result<Exit> {
    if common.json {
        print_json(&json!({ "person": person.to_string(), "done": what }))?;
    } else if !common.quiet {
        eprintln!("{what}");
    }
    Ok(Exit::Done)
}
