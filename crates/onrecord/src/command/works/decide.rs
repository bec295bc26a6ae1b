//! What is decided about works by hand: merge, split, rename, undo.

use anyhow::bail;
use onrecord_archive::{Archive, StoredTitle};
use onrecord_language::work::form;
use onrecord_model::WorkId;
use onrecord_read::titles::{Decision, Record};
use serde_json::json;

use crate::desk::Desk;
use crate::desk::works::nothing;
use crate::failure::Exit;
use crate::options::Common;
use crate::print::print_json;
use crate::stage::works::{decisions, rejoin};
use crate::world;

/// Makes two works one.
pub(super) fn merge(a: &str, b: &str, common: &Common) -> anyhow::Result<Exit> {
    let (into, from) = (one(a, common)?, one(b, common)?);
    if into == from {
        bail!("{a:?} and {b:?} are one work already ({into})");
    }
    let id = decide(Decision::Merge { into, from }, &[into, from], into, common)?;
    said(common, &format!("{from} and {into} are {id} now; `onrecord works undo` takes it back"), id)
}

/// Makes one title of a work another work.
pub(super) fn split(a: &str, title: &str, common: &Common) -> anyhow::Result<Exit> {
    let work = one(a, common)?;
    let titles = titles(&world::archive(common)?, work)?;
    let Some(own) = titles.iter().find(|one| form(&one.text) == form(title)) else {
        let texts: Vec<&str> = titles.iter().map(|title| title.text.as_str()).collect();
        bail!("{work} is nowhere called {title:?}; the sources call it {}", texts.join(", "));
    };
    let mut from: Vec<WorkId> = titles.iter().map(|title| title.title).filter(|&other| other != own.title).collect();
    from.dedup();
    if from.is_empty() {
        bail!("{title:?} is the only title of {work}, so there is nothing to split off");
    }
    let own = own.title;
    let named: Vec<WorkId> = from.iter().copied().chain([own]).collect();
    let id = decide(Decision::Split { title: own, from }, &named, own, common)?;
    said(common, &format!("{title} is now {id}; `onrecord works undo` takes it back"), id)
}

/// Shows a work under another name.
pub(super) fn rename(a: &str, name: &str, common: &Common) -> anyhow::Result<Exit> {
    let work = one(a, common)?;
    let name = name.trim();
    if name.is_empty() {
        bail!("a work cannot be shown without a name");
    }
    let id = decide(Decision::Rename { title: work, name: name.to_owned() }, &[work], work, common)?;
    said(common, &format!("{id} is now shown as {name}"), id)
}

/// Takes back the last decision that holds.
pub(super) fn undo(common: &Common) -> anyhow::Result<Exit> {
    let last = world::archive_to_write(common)?.together(|archive| {
        let Some(last) = decisions(archive)?.pop() else {
            bail!("nothing was decided about works, so there is nothing to undo")
        };
        keep(archive, &Record::Undo { undo: true }, &[])?;
        Ok(last)
    })?;
    let (what, work) = match last {
        Decision::Merge { into, from } => (format!("{from} and {into} are two again"), into),
        Decision::Split { title, .. } => (format!("{title} is no work of its own any more"), title),
        Decision::Rename { title, .. } => (format!("{title} is shown under the title in the sources again"), title),
    };
    said(common, &what, work)
}

/// Returns the work that a title means.
fn one(name: &str, common: &Common) -> anyhow::Result<WorkId> {
    Desk::open(common)?.work_id(name)?.ok_or_else(|| nothing(name))
}

fn titles(archive: &Archive, work: WorkId) -> anyhow::Result<Vec<StoredTitle>> {
    Ok(archive.titles_of(work)?.into_iter().map(|(_, title)| title).collect())
}

/// Keeps a decision, and returns the work that a title is of now.
fn decide(decision: Decision, named: &[WorkId], title: WorkId, common: &Common) -> anyhow::Result<WorkId> {
    world::archive_to_write(common)?.together(|archive| {
        keep(archive, &Record::Decision(decision), named)?;
        let known = archive.known_titles()?;
        Ok(known.iter().find(|known| known.id == title).and_then(|known| known.work).unwrap_or(title))
    })
}

fn keep(archive: &mut Archive, record: &Record, named: &[WorkId]) -> anyhow::Result<()> {
    archive.keep_work_decision(&serde_json::to_string(record)?, &world::now(), named)?;
    rejoin(archive)
}

fn said(common: &Common, what: &str, work: WorkId) -> anyhow::Result<Exit> {
    if common.json {
        print_json(&json!({ "work": work.to_string(), "done": what }))?;
    } else if !common.quiet {
        eprintln!("{what}");
    }
    Ok(Exit::Done)
}
