//! `takedown`: a source's words out of the archive, the index and every published site.

use std::fs;
use std::path::Path;

use anyhow::Context;
use onrecord_model::{Document, EvidenceId};
use onrecord_search::folder_in;
use onrecord_site::{Reference, What};
use serde_json::json;

use super::{print_json, safe};
use crate::cli::Common;
use crate::failure::Exit;
use crate::stage::publish::{self, Shelf};
use crate::{stage, world};

/// So many characters in a row of a post that also stand in the source are taken for its words.
const ALIKE: usize = 16;

pub(crate) fn run(key: &str, common: &Common) -> anyhow::Result<Exit> {
    let mut archive = world::archive_to_write(common)?;
    let listed = archive.source(key)?;
    let document = archive.reading(listed.version.document)?.map(|reading| reading.document);
    let copies: Vec<String> = archive
        .sources()?
        .into_iter()
        .filter(|other| other.version.document == listed.version.document && other.id != listed.id)
        .map(|other| other.source.key)
        .collect();
    let rewritten = without_words(&mut Shelf::of(&archive)?, archive.folder(), key)?;
    archive.take_down(key, &world::now())?;
    // Segments and vectors keep what was deleted until they are merged; an index that is made anew keeps nothing.
    let index = folder_in(archive.folder());
    if index.exists() {
        fs::remove_dir_all(&index).with_context(|| format!("could not remove {}", index.display()))?;
    }
    stage::catch_up(&mut archive, &stage::Progress::new(common))?;
    let mut sites = Vec::new();
    for out in publish::outs(archive.folder())? {
        publish::publish(&archive, &out).with_context(|| {
            format!("the source is gone from the archive, but {} could not be published again", out.display())
        })?;
        sites.push(out);
    }
    let left = match document {
        Some(document) if copies.is_empty() => words_left(archive.folder(), &document)?,
        _ => Vec::new(),
    };
    let exit = if copies.is_empty() && left.is_empty() { Exit::Done } else { Exit::Partly };
    if common.json {
        print_json(&json!({"key": key, "rewritten": rewritten, "sites": sites, "copies": copies, "left": left}))?;
        return Ok(exit);
    }
    if !common.quiet {
        eprintln!("took down {}: it is gone from the archive and the index; a note of it stays", safe(key));
        for site in &sites {
            eprintln!("published {} again without it; put that in place of what readers see", site.display());
        }
        for file in &rewritten {
            eprintln!("remark: {file} quoted it; its words and translations were taken out of the codes");
        }
    }
    for copy in &copies {
        eprintln!("left: {} has the same text; take it down too", safe(copy));
    }
    for place in &left {
        eprintln!("left: {place} has words of it in free text; rewrite them, then publish");
    }
    Ok(exit)
}

/// Puts evidence ids, which hold no words, in place of the source's words in the codes of posts; returns the files changed.
fn without_words(shelf: &mut Shelf, archive: &Path, key: &str) -> anyhow::Result<Vec<String>> {
    let mut rewritten = Vec::new();
    for post in publish::posts(archive)? {
        let path = archive.join("posts").join(&post.file);
        let contents = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        let body_at = contents.len() - post.body.len();
        let mut changed = contents.clone();
        for code in post.codes.iter().rev() {
            let What::Quote { reference, .. } = &code.what else { continue };
            if let Some(id) = id_in(shelf, reference, key)? {
                changed.replace_range(body_at + code.at.start..body_at + code.at.end, &format!("{{{{quote {id}}}}}"));
            }
        }
        if changed != contents {
            let part = path.with_extension("part");
            fs::write(&part, &changed).with_context(|| format!("could not write {}", part.display()))?;
            fs::rename(&part, &path).with_context(|| format!("could not write {}", path.display()))?;
            rewritten.push(format!("posts/{}", post.file));
        }
    }
    Ok(rewritten)
}

/// Returns the evidence id that a reference stands for, where it stands for words of this source.
fn id_in(shelf: &mut Shelf, reference: &Reference, key: &str) -> anyhow::Result<Option<EvidenceId>> {
    if matches!(reference, Reference::Words { key: other, .. } if other != key) {
        return Ok(None);
    }
    Ok(match shelf.quoted(reference)? {
        Some(onrecord_site::Quoted::Words(quotation)) if quotation.evidence().source.key == key => {
            Some(quotation.evidence().id())
        }
        _ => None,
    })
}

/// Returns the places in posts, as `posts/FILE:LINE`, where words of a document stand in free text.
fn words_left(archive: &Path, document: &Document) -> anyhow::Result<Vec<String>> {
    let whole = folded(document.text());
    let mut places = Vec::new();
    for post in publish::posts(archive)? {
        let contents = fs::read_to_string(archive.join("posts").join(&post.file))?;
        for (n, line) in contents.lines().enumerate() {
            let line: Vec<char> = folded(line).chars().collect();
            let is_alike = |window: &[char]| whole.contains(&window.iter().collect::<String>());
            if line.windows(ALIKE).any(is_alike) {
                places.push(format!("posts/{}:{}", post.file, n + 1));
            }
        }
    }
    Ok(places)
}

/// Returns letters and digits with one space where anything else stood.
fn folded(text: &str) -> String {
    let words: Vec<&str> = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
