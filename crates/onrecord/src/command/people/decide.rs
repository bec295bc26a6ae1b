//! What is decided about persons by hand: merge, split, rename, undo, aliases.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::Subcommand;
use onrecord_archive::Archive;
use onrecord_language::name::{Names, keys};
use onrecord_model::PersonId;
use onrecord_read::link::{Aliases, Decision, Record, decided, live};
use serde_json::json;

use crate::desk::who::{Who, alias_file, nobody};
use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::world;

/// A key, the person found by it, and the name it was made of.
type Key = (String, PersonId, String);

/// Makes two persons one; the first stays.
pub(super) fn merge(a: &str, b: &str, common: &Common) -> anyhow::Result<Exit> {
    let (into, from) = world::archive_to_write(common)?.together(|archive| {
        let who = Who::open(archive)?;
        let (into, from) = (one(archive, &who, a)?, one(archive, &who, b)?);
        if into == from {
            bail!("{a:?} and {b:?} are one person already ({into})");
        }
        join(archive, into, from)?;
        Ok((into, from))
    })?;
    said(common, &format!("{from} is now {into}; `onrecord people undo` takes it back"), into)
}

/// Settles that two persons are two, so that they are no doubt any more.
pub(super) fn apart(a: &str, b: &str, common: &Common) -> anyhow::Result<Exit> {
    let (a, b) = world::archive_to_write(common)?.together(|archive| {
        let who = Who::open(archive)?;
        let (one, other) = (one(archive, &who, a)?, one(archive, &who, b)?);
        if one == other {
            bail!("{a:?} and {b:?} are one person ({one}); `onrecord people split` parts a spelling");
        }
        decide(archive, Record::Decision(Decision::Apart { a: one, b: other }), &[one, other], &[])?;
        Ok((one, other))
    })?;
    said(common, &format!("{a} and {b} stay two; `onrecord people undo` takes it back"), a)
}

/// Records that one person is another.
fn join(archive: &mut Archive, into: PersonId, from: PersonId) -> anyhow::Result<()> {
    let keys: Vec<Key> = archive.person_keys(from)?.into_iter().map(|(key, name)| (key, into, name)).collect();
    decide(archive, Record::Decision(Decision::Merge { into, from }), &[into, from], &keys)
}

/// Gives one spelling of a person to somebody else.
pub(super) fn split(a: &str, spelling: &str, common: &Common) -> anyhow::Result<Exit> {
    let to = world::archive_to_write(common)?.together(|archive| split_off(archive, a, spelling))?;
    said(common, &format!("{spelling} is now {to}; `onrecord people undo` takes it back"), to)
}

fn split_off(archive: &mut Archive, a: &str, spelling: &str) -> anyhow::Result<PersonId> {
    let who = Who::open(archive)?;
    let from = one(archive, &who, a)?;
    let mut names: Vec<String> = archive.figures_of(from)?.into_iter().map(|figure| figure.name).collect();
    names.sort_unstable();
    names.dedup();
    let folded = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    if !names.iter().any(|name| folded(name) == folded(spelling)) {
        bail!("{from} is nowhere called {spelling:?}; the sources call them {}", names.join(", "));
    }
    if names.len() < 2 {
        bail!("{spelling:?} is the only name of {from}, so there is nothing to split off");
    }
    let to = archive.new_person()?;
    let keys: Vec<Key> =
        keys(spelling, &Names::built_in()).into_iter().map(|key| (key, to, spelling.to_owned())).collect();
    let decision = Decision::Split { from, spelling: spelling.to_owned(), to };
    decide(archive, Record::Decision(decision), &[from, to], &keys)?;
    Ok(to)
}

/// Shows a person under another name.
pub(super) fn rename(a: &str, name: &str, common: &Common) -> anyhow::Result<Exit> {
    let person = world::archive_to_write(common)?.together(|archive| {
        let who = Who::open(archive)?;
        let person = one(archive, &who, a)?;
        if name.trim().is_empty() {
            bail!("a person cannot be shown without a name");
        }
        let keys: Vec<Key> =
            keys(name, &Names::built_in()).into_iter().map(|key| (key, person, name.to_owned())).collect();
        let decision = Decision::Rename { person, name: name.trim().to_owned() };
        decide(archive, Record::Decision(decision), &[person], &keys)?;
        Ok(person)
    })?;
    said(common, &format!("{person} is now shown as {}", name.trim()), person)
}

/// Takes back the last decision that holds.
pub(super) fn undo(common: &Common) -> anyhow::Result<Exit> {
    let last = world::archive_to_write(common)?.together(|archive| {
        let Some(last) = Who::open(archive)?.decisions.pop() else {
            bail!("nothing was decided about persons, so there is nothing to undo")
        };
        decide(archive, Record::Undo { undo: true }, &[], &[])?;
        Ok(last)
    })?;
    let (what, person) = match last {
        Decision::Merge { into, from } => (format!("{from} and {into} are two again"), into),
        Decision::Split { from, spelling, .. } => (format!("{spelling} is {from} again"), from),
        Decision::Apart { a, b } => (format!("{a} and {b} may be one again"), a),
        Decision::Rename { person, .. } => (format!("{person} is shown under the name in the sources again"), person),
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
    let (n_new, n_joined) = world::archive_to_write(common)?.together(|archive| keep_aliases(archive, &rows))?;
    if common.json {
        print_json(&json!({ "added": n_new, "joined": n_joined }))?;
    } else if !common.quiet {
        eprintln!("{n_new} rows of names added; {n_joined} persons joined to others");
    }
    Ok(Exit::Done)
}

/// Returns how many rows are new, and how many persons were joined.
fn keep_aliases(archive: &mut Archive, rows: &[Vec<String>]) -> anyhow::Result<(usize, usize)> {
    let mut aliases = Who::open(archive)?.aliases;
    let n_before = aliases.rows().len();
    rows.iter().cloned().for_each(|row| aliases.add(row));
    write_whole(&alias_file(archive.folder()), &aliases.to_file())?;
    let mut n_joined = 0;
    for row in rows {
        // Who bears the very name; a namesake who may be another is left alone.
        let who = Who::open(archive)?;
        let mut persons: Vec<PersonId> = Vec::new();
        for name in row {
            if let [only] = who.find_whole(archive, name)?[..]
                && !persons.contains(&only)
            {
                persons.push(only);
            }
        }
        if let [into, others @ ..] = &persons[..] {
            for &from in others {
                join(archive, *into, from)?;
                n_joined += 1;
            }
        }
    }
    Ok((aliases.rows().len() - n_before, n_joined))
}

/// Writes a file so that a stop in between leaves the old one.
fn write_whole(path: &Path, text: &str) -> anyhow::Result<()> {
    let new = path.with_extension("tsv.new");
    std::fs::write(&new, text)
        .and_then(|()| std::fs::rename(&new, path))
        .with_context(|| format!("could not write {}", path.display()))
}

/// Returns the one person that a name means.
fn one(archive: &Archive, who: &Who, name: &str) -> anyhow::Result<PersonId> {
    match who.find(archive, name)?[..] {
        [] => Err(nobody(name)),
        [only] => Ok(only),
        ref many => {
            let ids: Vec<String> = many.iter().map(ToString::to_string).collect();
            Err(anyhow!("{name:?} may be {}; name one of them by its number", ids.join(" or ")))
        }
    }
}

fn decide(archive: &mut Archive, record: Record, named: &[PersonId], keys: &[Key]) -> anyhow::Result<()> {
    let text = serde_json::to_string(&record)?;
    let mut records: Vec<Record> =
        archive.person_decisions()?.iter().filter_map(|record| serde_json::from_str(record).ok()).collect();
    records.push(record);
    let decisions = live(&records);
    archive.keep_decision(&text, &world::now(), named, keys, |linked, name| decided(linked, name, &decisions))?;
    Ok(())
}

fn said(common: &Common, what: &str, person: PersonId) -> anyhow::Result<Exit> {
    if common.json {
        print_json(&json!({ "person": person.to_string(), "done": what }))?;
    } else if !common.quiet {
        eprintln!("{what}");
    }
    Ok(Exit::Done)
}
