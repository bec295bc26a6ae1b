//! A source as it is shown, with all that is known of it; and what a person sets.

mod changes;
mod known;

use onrecord_archive::{Archive, Field, Listed, Version};
use serde_json::{Value, json};

use crate::stage;
pub(crate) use changes::Change;
use changes::changes;
pub(crate) use known::{fields, from, known_json, wanting};

/// A source with its versions, what changed from each to the next, and what the reader doubts.
pub(crate) struct SourceInFull {
    /// The source, with its current version.
    pub listed: Listed,
    /// Its versions, the first first.
    pub versions: Vec<Version>,
    /// For each version what changed since the one before, and how many changes more there are.
    pub compared: Vec<(Vec<Change>, usize)>,
    /// Doubts about its current version.
    pub remarks: Vec<String>,
}

impl SourceInFull {
    /// Returns the source of a key; an error where there is none.
    pub(crate) fn of(archive: &Archive, key: &str) -> anyhow::Result<Self> {
        let listed = archive.source(key)?;
        let versions = archive.versions(listed.id)?;
        let compared = compared(archive, &versions)?;
        let remarks = remarks(archive, &listed.version)?;
        Ok(Self { listed, versions, compared, remarks })
    }

    /// Returns it as programs get it.
    pub(crate) fn json(&self) -> Value {
        let versions = self.versions.iter().zip(&self.compared).enumerate();
        let versions = versions.map(|(at, (version, (changes, n_more)))| {
            json!({
                "version": at + 1, "snapshot": version.snapshot.to_string(), "taken": version.taken,
                "changes": changes, "more_changes": n_more,
            })
        });
        json!({
            "source": self.listed.source, "known": known_json(&self.listed.known),
            "versions": versions.collect::<Vec<_>>(), "remarks": self.remarks,
        })
    }
}

/// Sets fields of a source by hand, all or none; an empty value takes back what was set. Returns the source as it is then.
pub(crate) fn set(archive: &mut Archive, key: &str, fields: &[(Field, String)]) -> anyhow::Result<Listed> {
    archive.together(|archive| fields.iter().try_for_each(|(field, value)| archive.set(key, *field, value)))?;
    let listed = archive.source(key)?;
    stage::index::index_one(archive, listed.id)?;
    Ok(listed)
}

/// Removes a source with all its versions, from the index too.
pub(crate) fn remove(archive: &mut Archive, key: &str) -> anyhow::Result<()> {
    archive.remove(key)?;
    stage::link::link_gone(archive)?;
    stage::works::rejoin(archive)?;
    stage::index::forget_gone(archive)
}

/// Returns for each version what changed since the one before; nothing for the first and for unread ones.
fn compared(archive: &Archive, versions: &[Version]) -> anyhow::Result<Vec<(Vec<Change>, usize)>> {
    let mut before: Option<String> = None;
    let mut compared = Vec::with_capacity(versions.len());
    for version in versions {
        let text = archive.reading(version.document)?.map(|reading| reading.document.text().to_owned());
        compared.push(match (&before, &text) {
            (Some(before), Some(text)) => changes(before, text),
            _ => (Vec::new(), 0),
        });
        before = text.or(before);
    }
    Ok(compared)
}

fn remarks(archive: &Archive, version: &Version) -> anyhow::Result<Vec<String>> {
    let reading = archive.reading(version.document)?;
    Ok(reading.map_or_else(Vec::new, |reading| reading.remarks.into_iter().map(|remark| remark.text).collect()))
}
