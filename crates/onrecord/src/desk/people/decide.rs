//! What is decided about persons by hand: merge, split, rename, undo, other names.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;
use onrecord_archive::Archive;
use onrecord_language::name::{Names, keys};
use onrecord_model::PersonId;
use onrecord_read::link::{Decision, Record, decided, live};

use crate::desk::who::{Who, alias_file, nobody};
use crate::refused::Refused;
use crate::world;

/// A key, the person found by it, and the name it was made of.
type Key = (String, PersonId, String);

/// Makes two persons one; returns who stays, and who went into them.
pub(crate) fn merge(archive: &mut Archive, a: &str, b: &str) -> anyhow::Result<(PersonId, PersonId)> {
    archive.together(|archive| {
        let who = Who::open(archive)?;
        let (into, from) = (one(archive, &who, a)?, one(archive, &who, b)?);
        if into == from {
            return Err(refused("one-already", format!("{a:?} and {b:?} are one person already ({into})"), a));
        }
        join(archive, into, from)?;
        Ok((into, from))
    })
}

/// Settles that two persons are two, so that they are no doubt any more; returns both.
pub(crate) fn apart(archive: &mut Archive, a: &str, b: &str) -> anyhow::Result<(PersonId, PersonId)> {
    archive.together(|archive| {
        let who = Who::open(archive)?;
        let (one, other) = (one(archive, &who, a)?, one(archive, &who, b)?);
        if one == other {
            let english = format!("{a:?} and {b:?} are one person ({one}); `onrecord people split` parts a spelling");
            return Err(refused("one-already", english, a));
        }
        decide(archive, Record::Decision(Decision::Apart { a: one, b: other }), &[one, other], &[])?;
        Ok((one, other))
    })
}

/// Records that one person is another.
fn join(archive: &mut Archive, into: PersonId, from: PersonId) -> anyhow::Result<()> {
    let keys: Vec<Key> = archive.person_keys(from)?.into_iter().map(|(key, name)| (key, into, name)).collect();
    decide(archive, Record::Decision(Decision::Merge { into, from }), &[into, from], &keys)
}

/// Gives one spelling of a person to somebody else, and returns who that is.
pub(crate) fn split(archive: &mut Archive, a: &str, spelling: &str) -> anyhow::Result<PersonId> {
    archive.together(|archive| split_off(archive, a, spelling))
}

fn split_off(archive: &mut Archive, a: &str, spelling: &str) -> anyhow::Result<PersonId> {
    let who = Who::open(archive)?;
    let from = one(archive, &who, a)?;
    let mut names: Vec<String> = archive.figures_of(from)?.into_iter().map(|figure| figure.name).collect();
    names.sort_unstable();
    names.dedup();
    let folded = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
    if !names.iter().any(|name| folded(name) == folded(spelling)) {
        let english = format!("{from} is nowhere called {spelling:?}; the sources call them {}", names.join(", "));
        return Err(refused("not-called", english, spelling));
    }
    if names.len() < 2 {
        let english = format!("{spelling:?} is the only name of {from}, so there is nothing to split off");
        return Err(refused("only-name", english, spelling));
    }
    let to = archive.new_person()?;
    let keys: Vec<Key> =
        keys(spelling, &Names::built_in()).into_iter().map(|key| (key, to, spelling.to_owned())).collect();
    let decision = Decision::Split { from, spelling: spelling.to_owned(), to };
    decide(archive, Record::Decision(decision), &[from, to], &keys)?;
    Ok(to)
}

/// Shows a person under another name; returns the person.
pub(crate) fn rename(archive: &mut Archive, a: &str, name: &str) -> anyhow::Result<PersonId> {
    archive.together(|archive| {
        let who = Who::open(archive)?;
        let person = one(archive, &who, a)?;
        if name.trim().is_empty() {
            return Err(refused("no-name", "a person cannot be shown without a name".to_owned(), a));
        }
        let keys: Vec<Key> =
            keys(name, &Names::built_in()).into_iter().map(|key| (key, person, name.to_owned())).collect();
        let decision = Decision::Rename { person, name: name.trim().to_owned() };
        decide(archive, Record::Decision(decision), &[person], &keys)?;
        Ok(person)
    })
}

/// Settles that a name is no person's; returns who was taken for one, and all their names that nobody else has: they are struck.
pub(crate) fn not_a_person(archive: &mut Archive, name: &str) -> anyhow::Result<(PersonId, Vec<String>)> {
    archive.together(|archive| {
        let who = Who::open(archive)?;
        let person = one(archive, &who, name)?;
        let figures = archive.figures()?;
        let others: BTreeSet<&str> =
            figures.iter().filter(|figure| figure.person != person).map(|figure| figure.name.as_str()).collect();
        let own = figures.iter().filter(|figure| figure.person == person).map(|figure| figure.name.as_str());
        let own: BTreeSet<&str> = own.filter(|name| !others.contains(name)).collect();
        if own.is_empty() {
            let english = format!("{person} has no name of its own: somebody else is called so too");
            return Err(refused("no-own-name", english, name));
        }
        let names: Vec<String> = own.into_iter().map(str::to_owned).collect();
        let decision = Decision::NotAPerson { person, names: names.clone() };
        decide(archive, Record::Decision(decision), &[person], &[])?;
        Ok((person, names))
    })
}

/// Takes back the last decision that holds, and returns it.
pub(crate) fn undo(archive: &mut Archive) -> anyhow::Result<Decision> {
    archive.together(|archive| {
        let Some(last) = Who::open(archive)?.decisions.pop() else {
            return Err(refused(
                "nothing-decided",
                "nothing was decided about persons, so there is nothing to undo".to_owned(),
                "",
            ));
        };
        decide(archive, Record::Undo { undo: true }, &[], &[])?;
        Ok(last)
    })
}

/// Keeps rows of names of one person each in the archive's file, and joins the persons who are known by them already.
///
/// Returns how many rows are new, and how many persons were joined.
pub(crate) fn keep_aliases(archive: &mut Archive, rows: &[Vec<String>]) -> anyhow::Result<(usize, usize)> {
    archive.together(|archive| add_aliases(archive, rows))
}

fn add_aliases(archive: &mut Archive, rows: &[Vec<String>]) -> anyhow::Result<(usize, usize)> {
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
            let english = format!("{name:?} may be {}; name one of them by its number", ids.join(" or "));
            Err(refused("several", english, name))
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

fn refused(id: &'static str, english: String, name: &str) -> anyhow::Error {
    Refused::new(id, english).about("name", name).into()
}
