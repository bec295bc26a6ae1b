//! A source's words out of the archive, the index and every published site.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use onrecord_archive::Archive;
use onrecord_model::EvidenceId;
use onrecord_model::code::{Reference, What};

use super::Desk;
use crate::progress::Progress;
use crate::stage::publish;
use crate::{stage, world};

/// So many characters in a row of a post that also stand in the source are taken for its words.
const ALIKE: usize = 16;
/// So many of them must be letters: a line `published: 2026-02-03` is nobody's words.
const LETTERS: usize = 10;

/// What taking a source down did.
pub(crate) struct TakenDown {
    /// The posts in which codes were rewritten.
    pub rewritten: Vec<String>,
    /// The sites that were published again without it.
    pub sites: Vec<PathBuf>,
    /// The keys of sources that have the same text, and stay.
    pub copies: Vec<String>,
    /// The places in posts, as `posts/FILE:LINE`, where its words stand in free text.
    pub left: Vec<String>,
}

/// Takes a source down: out of the archive, the index and every published site.
pub(crate) fn take_down(mut archive: Archive, key: &str, progress: &Progress) -> anyhow::Result<TakenDown> {
    let listed = archive.source(key)?;
    let mut texts = Vec::new();
    for version in archive.versions(listed.id)? {
        texts.extend(archive.reading(version.document)?.map(|reading| folded(reading.document.text())));
    }
    let words = Words::of(&texts);
    let copies: Vec<String> = archive
        .sources()?
        .into_iter()
        .filter(|other| other.version.document == listed.version.document && other.id != listed.id)
        .map(|other| other.source.key)
        .collect();
    let rewritten = without_words(&Desk::of(Archive::open(archive.folder())?)?, key, &words)?;
    archive.take_down(key, &world::now())?;
    stage::index::discard(&archive)?;
    stage::catch_up(&mut archive, progress)?;
    let mut sites = Vec::new();
    let desk = Desk::of(archive)?;
    for out in publish::outs(desk.archive().folder())? {
        desk.publish(&out).with_context(|| {
            format!("the source is gone from the archive, but {} could not be published again", out.display())
        })?;
        sites.push(out);
    }
    let left = if copies.is_empty() { words_left(desk.archive().folder(), &words)? } else { Vec::new() };
    Ok(TakenDown { rewritten, sites, copies, left })
}

/// Puts evidence ids, which hold no words, in place of the source's words in the codes of posts, and takes out the
/// comments that hold any, such as `new answer` writes; returns the files changed.
fn without_words(desk: &Desk, key: &str, words: &Words) -> anyhow::Result<Vec<String>> {
    let archive = desk.archive().folder();
    let mut rewritten = Vec::new();
    for post in publish::posts(archive)? {
        let path = archive.join("posts").join(&post.file);
        let contents = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        let body_at = contents.len() - post.body.len();
        let mut changed = contents.clone();
        for code in post.codes.iter().rev() {
            let What::Quote { reference, .. } = &code.what else { continue };
            if let Some(id) = id_in(desk, reference, key)? {
                changed.replace_range(body_at + code.at.start..body_at + code.at.end, &format!("{{{{quote {id}}}}}"));
            }
        }
        changed = without_comments(&changed, words);
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
fn id_in(desk: &Desk, reference: &Reference, key: &str) -> anyhow::Result<Option<EvidenceId>> {
    if matches!(reference, Reference::Words { key: other, .. } if other != key) {
        return Ok(None);
    }
    Ok(match desk.quoted(reference)? {
        Some(onrecord_site::Quoted::Words(quotation)) if quotation.evidence().source.key == key => {
            Some(quotation.evidence().id())
        }
        _ => None,
    })
}

/// Returns a text without the comments of HTML that have words of the source.
fn without_comments(text: &str, words: &Words) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        let (comment, behind) = after.split_once("-->").unwrap_or((after, ""));
        if !words.stand_in(comment) {
            kept.push_str(&rest[before.len()..rest.len() - behind.len()]);
        }
        rest = behind;
    }
    kept + rest
}

/// Returns the places in the writer's files, as `posts/FILE:LINE`, where words of the source stand in free text.
fn words_left(archive: &Path, words: &Words) -> anyhow::Result<Vec<String>> {
    let folder = archive.join("posts");
    let mut places = Vec::new();
    for file in publish::files(&folder)? {
        let contents = fs::read(folder.join(&file)).with_context(|| format!("could not read posts/{file}"))?;
        for (n, line) in String::from_utf8_lossy(&contents).lines().enumerate() {
            if words.stand_in(line) {
                places.push(format!("posts/{file}:{}", n + 1));
            }
        }
    }
    Ok(places)
}

/// Every row of [`ALIKE`] characters of some texts.
struct Words<'a>(HashSet<&'a [char]>);

impl<'a> Words<'a> {
    fn of(texts: &'a [Vec<char>]) -> Self {
        let rows = texts.iter().flat_map(|text| text.windows(ALIKE));
        Self(rows.filter(|row| row.iter().filter(|char| char.is_alphabetic()).count() >= LETTERS).collect())
    }

    /// Says whether a text has one of the rows.
    fn stand_in(&self, text: &str) -> bool {
        folded(text).windows(ALIKE).any(|row| self.0.contains(row))
    }
}

/// Returns letters and digits with one space where anything else stood.
fn folded(text: &str) -> Vec<char> {
    let words: Vec<&str> = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_with_words_of_the_source_go_and_others_stay() {
        let texts = [folded("“We kept the door open,” she said. Nobody knew how to close it.")];
        let words = Words::of(&texts);
        for (text, expected) in [
            ("a <!-- We kept the door open (Quill) --> b", "a  b"),
            ("a <!-- remember the milk --> b", "a <!-- remember the milk --> b"),
            ("a <!-- one --> <!-- knew how to close it --> <!-- two", "a <!-- one -->  <!-- two"),
            ("a <!-- nobody: knew how to close it", "a "),
        ] {
            assert_eq!(without_comments(text, &words), expected);
        }
        assert!(words.stand_in("He wrote: we “kept the door open”") && !words.stand_in("we kept"));
        let texts = [folded("published: 2026-02-03")];
        assert!(!Words::of(&texts).stand_in("published: 2026-02-04"));
    }
}
