//! Which version of its source words stand in, and whether a newer one still has them.

use onrecord_archive::{Archive, Version};
use onrecord_model::{DocumentId, Evidence, VersionShown};

/// Returns the version of a source that a document is, where the source has several; `None` where it has one.
///
/// The words are looked for letter by letter in the newer versions, whatever white space they are broken with.
pub(crate) fn shown(
    archive: &Archive,
    source: i64,
    document: DocumentId,
    words: &str,
) -> anyhow::Result<Option<VersionShown>> {
    let versions = archive.versions(source)?;
    if versions.len() < 2 {
        return Ok(None);
    }
    let Some(at) = versions.iter().rposition(|version| version.document == document) else { return Ok(None) };
    let mut gone_in = None;
    // A version that has the words again takes back that they are gone.
    for (newer, version) in versions.iter().enumerate().skip(at + 1) {
        let has_words = has(archive, version, words)?;
        gone_in = if has_words { None } else { gone_in.or(Some(newer + 1)) };
    }
    Ok(Some(VersionShown { number: at + 1, of: versions.len(), taken: versions[at].taken.clone(), gone_in }))
}

/// Adds to evidence which version of its source it stands in.
pub(crate) fn add(archive: &Archive, source: i64, evidence: &mut Evidence) -> anyhow::Result<()> {
    let versions = archive.versions(source)?;
    if versions.len() < 2 {
        return Ok(());
    }
    if let Some(version) = versions.iter().rev().find(|version| version.snapshot == evidence.snapshot()) {
        evidence.version = shown(archive, source, version.document, evidence.text())?;
    }
    Ok(())
}

/// Says it in words for people: `version 1 of 2, taken …; version 2 no longer has these words`.
pub(crate) fn told(version: &VersionShown) -> String {
    let mut told = format!("version {} of {}, taken {}", version.number, version.of, version.taken);
    if let Some(gone_in) = version.gone_in {
        told.push_str(&format!("; version {gone_in} no longer has these words"));
    }
    told
}

fn has(archive: &Archive, version: &Version, words: &str) -> anyhow::Result<bool> {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let reading = archive.reading(version.document)?;
    Ok(reading.is_some_and(|reading| {
        reading.document.text().contains(words) || flat(reading.document.text()).contains(&flat(words))
    }))
}
