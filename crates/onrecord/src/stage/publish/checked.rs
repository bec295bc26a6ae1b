//! Checks what a post quotes in free text before it is published.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, anyhow};
use onrecord_answer::proof::{self, Syntax};
use onrecord_archive::Archive;
use onrecord_model::code::What;
use onrecord_model::{FindingCode, Severity};
use onrecord_site::{Exception, Post};

use super::record::hash;
use crate::desk::Desk;
use crate::desk::check::Checked;

/// The file, beside the records of what was published, that names the posts that passed.
const PASSED: &str = "published/passed.json";

/// Checks every post that changed since it last passed; fails with each error's place. Adds to each post what it allows itself.
///
/// Returns how many posts were checked.
pub(super) fn check(archive: &Archive, posts: &mut [Post]) -> anyhow::Result<usize> {
    let file = archive.folder().join(PASSED);
    let passed: BTreeSet<String> =
        fs::read(&file).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
    let mut desk: Option<Desk> = None;
    let (mut now, mut errors, mut n_checked) = (BTreeSet::new(), Vec::new(), 0);
    for post in posts.iter_mut().filter(|post| !post.draft) {
        let path = archive.folder().join("posts").join(&post.file);
        let contents = fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
        let mark = hash(format!("{}\n{contents}", env!("CARGO_PKG_VERSION")).as_bytes());
        let allows = contents.contains("onrecord:");
        if passed.contains(&mark) && !allows {
            now.insert(mark);
            continue;
        }
        let desk = match &mut desk {
            Some(desk) => desk,
            slot => slot.insert(Desk::of(Archive::open(archive.folder())?)?),
        };
        let Checked { draft, report } = desk.check(&without_quotes(post, &contents), Syntax::Markdown)?;
        n_checked += 1;
        let allowed = proof::allowances(&draft).into_iter();
        post.exceptions =
            allowed.map(|allowed| Exception { finding: name(allowed.code), reason: allowed.reason }).collect();
        let found: Vec<String> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| format!("posts/{}:{}:{}: {}", post.file, finding.line, finding.column, finding.message))
            .collect();
        if found.is_empty() {
            now.insert(mark);
        }
        errors.extend(found);
    }
    if !archive.is_read_only() {
        keep(&file, &now)?;
    }
    if errors.is_empty() {
        return Ok(n_checked);
    }
    let n_more = errors.len() - 1;
    let more =
        if n_more > 0 { format!("\n  and {n_more} more:\n  {}", errors[1..].join("\n  ")) } else { String::new() };
    Err(anyhow!("{}{more}\n  nothing was published; `onrecord check` shows each with the record beside it", errors[0]))
}

/// Returns a post with spaces in place of its quotation codes: what they quote was found in the archive letter for letter.
fn without_quotes(post: &Post, contents: &str) -> String {
    let body_at = contents.len().saturating_sub(post.body.len());
    let mut free = contents.to_owned();
    for code in post.codes.iter().filter(|code| matches!(code.what, What::Quote { .. })) {
        let range = body_at + code.at.start..body_at + code.at.end;
        // As many code points and lines, so that findings keep their places.
        if let Some(words) = contents.get(range.clone()) {
            let blank: String = words.chars().map(|char| if char == '\n' { '\n' } else { ' ' }).collect();
            let from = free.len() - (contents.len() - range.start);
            free.replace_range(from..from + words.len(), &blank);
        }
    }
    free
}

/// Returns a kind of finding as `check` calls it.
fn name(code: FindingCode) -> String {
    serde_json::to_value(code).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn keep(file: &Path, passed: &BTreeSet<String>) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    fs::write(file, serde_json::to_vec(passed)?).with_context(|| format!("could not write {}", file.display()))
}
