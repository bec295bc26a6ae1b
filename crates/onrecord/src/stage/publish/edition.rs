//! An edition: the writer's files, and from the archive what they name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};
use onrecord_archive::{Listed, SETTINGS};
use onrecord_model::code::What;
use onrecord_site::{Edition, Post, Removed, Settings, SourceShown, Terms};

use super::folder::files;
use super::people;
use crate::desk::Desk;
use crate::desk::copies::sources;

/// An edition, and what its writer should know.
pub(super) struct Made {
    pub edition: Edition,
    pub remarks: Vec<String>,
}

/// Makes an edition.
pub(super) fn edition(desk: &Desk) -> anyhow::Result<Made> {
    let archive = desk.archive();
    let folder = archive.folder();
    let settings = text(&folder.join(SETTINGS))?.unwrap_or_default();
    let settings = Settings::read(&settings).map_err(|reason| anyhow!("{SETTINGS}: {reason}"))?;
    let terms = text(&folder.join("posts/terms.toml"))?.unwrap_or_default();
    let terms = Terms::read(&terms).map_err(|reason| anyhow!("posts/terms.toml: {reason}"))?;
    let mut edition = Edition {
        settings,
        terms,
        posts: posts(folder)?,
        theme: theme(folder)?,
        policies: policies(folder)?,
        ..Edition::default()
    };
    for tombstone in archive.tombstones()? {
        let removed =
            Removed { key: tombstone.key.clone(), outlet: tombstone.left.outlet.clone(), on: day(&tombstone.taken) };
        edition.removed.insert(tombstone.key, removed);
    }
    let mut keys = BTreeSet::new();
    for post in &edition.posts {
        keys.extend(post.sources.iter().cloned());
        for code in &post.codes {
            match &code.what {
                What::Quote { reference, .. } if !edition.quoted.contains_key(reference) => {
                    let Some(quoted) = desk.quoted(reference)? else { continue };
                    if let onrecord_site::Quoted::Words(quotation) = &quoted {
                        keys.insert(quotation.evidence().source.key.clone());
                    }
                    edition.quoted.insert(reference.clone(), quoted);
                }
                What::Source(key) => {
                    keys.insert(key.clone());
                }
                What::Quote { .. } | What::Person(_) | What::Post(_) => {}
            }
        }
    }
    let mut sources: HashMap<String, Listed> =
        sources(archive)?.into_iter().map(|listed| (listed.source.key.clone(), listed)).collect();
    for key in keys {
        let Some(listed) = sources.remove(&key) else { continue };
        let length = desk.record(listed.id)?.map_or(0, |record| record.reading.document.text().chars().count());
        edition.removed.remove(&key);
        edition.sources.insert(key, SourceShown { source: listed.source, length });
    }
    let who = desk.who()?;
    edition.people = people::people(archive, who)?;
    people::name(archive, who, &mut edition.posts)?;
    if edition.settings.open_questions {
        let open = archive.questions()?.into_iter().filter(|question| question.closed.is_none());
        edition.open_questions = open.map(|question| question.text).collect();
    }
    let remarks = remarks(&edition);
    Ok(Made { edition, remarks })
}

/// Returns the writer's posts, ordered by file.
pub(crate) fn posts(archive: &Path) -> anyhow::Result<Vec<Post>> {
    let folder = archive.join("posts");
    let mut posts = Vec::new();
    for file in files(&folder)? {
        let is_post = (file.ends_with(".md") || file.ends_with(".markdown"))
            && !file.starts_with("policies/")
            && !file.starts_with('.');
        if is_post {
            let contents = text(&folder.join(&file))?.unwrap_or_default();
            posts.push(Post::read(&file, &contents)?);
        }
    }
    Ok(posts)
}

fn policies(archive: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let folder = archive.join("posts/policies");
    let mut policies = BTreeMap::new();
    for file in files(&folder)? {
        if let Some(name) = file.strip_suffix(".md") {
            policies.insert(name.to_owned(), text(&folder.join(&file))?.unwrap_or_default());
        }
    }
    Ok(policies)
}

fn theme(archive: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let folder = archive.join("theme");
    let mut theme = BTreeMap::new();
    for file in files(&folder)? {
        let path = folder.join(&file);
        theme.insert(file, fs::read(&path).with_context(|| format!("could not read {}", path.display()))?);
    }
    Ok(theme)
}

/// Returns a text file, or `None` where there is none.
fn text(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("could not read {}", path.display())),
    }
}

fn day(moment: &str) -> String {
    moment.split('T').next().unwrap_or(moment).to_owned()
}

fn remarks(edition: &Edition) -> Vec<String> {
    let mut remarks = Vec::new();
    let settings = &edition.settings;
    if settings.contact.is_none() {
        remarks.push("the policies name no contact: set `contact` under [site] in onrecord.toml".to_owned());
    }
    if settings.address.is_none() {
        remarks.push("no sitemap and no absolute links: set `address` under [site] in onrecord.toml".to_owned());
    }
    remarks
}
