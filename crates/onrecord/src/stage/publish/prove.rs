//! Proves a built site against the archive: every file as it was published, every quotation as it was printed.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use onrecord_model::EvidenceId;
use onrecord_site::proof::{self, Part};
use serde_json::Value;

use super::folder::files;
use super::record::{self, EDITION};
use crate::desk::Desk;

/// What was proved, and what is wrong.
pub(crate) struct Proved {
    /// Files that are as they were published.
    pub n_files: usize,
    /// Quotations that stand word for word in the archive, wherever they are shown.
    pub n_quotations: usize,
    /// Each fault: what, and why.
    pub faults: Vec<(String, String)>,
}

impl Desk {
    /// Proves the site in a folder, which this archive published.
    pub(crate) fn prove(&self, site: &Path) -> anyhow::Result<Proved> {
        prove(self, site)
    }
}

fn prove(desk: &Desk, site: &Path) -> anyhow::Result<Proved> {
    let archive = desk.archive();
    let marker = fs::read(site.join(EDITION)).with_context(|| format!("{} holds no published site", site.display()))?;
    let marker: Option<Value> = serde_json::from_slice(&marker).ok();
    let edition = marker.as_ref().and_then(|marker| marker["edition"].as_str()).unwrap_or_default();
    let record = match record::of_edition(archive.folder(), edition)? {
        Some(record) => Some(record),
        None => record::last(archive.folder(), site)?,
    };
    let Some(record) = record else { bail!("this archive did not publish the site in {}", site.display()) };
    let mut proved = Proved { n_files: 0, n_quotations: 0, faults: Vec::new() };
    let mut fault = |what: &str, why: String| proved.faults.push((what.to_owned(), why));
    if edition != record.edition {
        fault(EDITION, "it names another edition than the one published here".to_owned());
    }
    let there = files(site)?;
    for file in record.files.keys().filter(|file| there.binary_search(file).is_err()) {
        fault(file, "it is missing".to_owned());
    }
    for file in &there {
        if file == EDITION {
            continue;
        }
        let bytes = fs::read(site.join(file)).with_context(|| format!("could not read {file}"))?;
        match record.files.get(file) {
            None => fault(file, "it is not part of the edition".to_owned()),
            Some(hash) if *hash != record::hash(&bytes) => fault(file, "it is not as it was published".to_owned()),
            Some(_) => proved.n_files += 1,
        }
        let text = String::from_utf8_lossy(&bytes);
        let shown = if file.ends_with(".html") {
            [proof::shown(&text), proof::shown_in_scripts(&text)].concat()
        } else if file.ends_with(".json") {
            proof::shown_as_data(&text)
        } else {
            Vec::new()
        };
        for shown in shown {
            match wrong(desk, &shown)? {
                Some(why) => fault(file, why),
                None if shown.part == Part::Words => proved.n_quotations += 1,
                None => {}
            }
        }
    }
    Ok(proved)
}

/// Returns what is wrong with a quotation, if anything is.
fn wrong(desk: &Desk, shown: &proof::Shown) -> anyhow::Result<Option<String>> {
    let Ok(id) = shown.id.parse::<EvidenceId>() else { return Ok(Some(format!("{:?} is no evidence id", shown.id))) };
    let Some((record, span)) = desk.place(id)? else { return Ok(Some(format!("the archive has no evidence {id}"))) };
    let document = &record.reading.document;
    let text = document.text();
    let holds = match shown.part {
        Part::Words => document.words(span) == shown.words,
        Part::Before => text[..span.start()].ends_with(&shown.words),
        Part::After => text[span.end()..].starts_with(&shown.words),
    };
    Ok((!holds).then(|| {
        format!("“{}” does not stand so in the source ({id})", onrecord_site::text::first_words(&shown.words, 60))
    }))
}
