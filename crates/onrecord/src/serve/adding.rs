//! Sources that come through the browser: put down, taken in as `add` takes them in, and told of while they come.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use onrecord_gather::Given;
use onrecord_model::{Found, Known, Origin, SnapshotId};
use serde_json::{Value, json};

use super::clerk::Clerk;
use super::secret::new_id;
use crate::progress::Progress;
use crate::stage;
use crate::stage::gather::Gathering;
use crate::world;

/// Addings that are remembered.
const MOST: usize = 50;
/// Letters of a part of a file's name.
const MOST_LETTERS: usize = 120;
/// The folder, in the archive's, where files lie until they are taken in.
const FOLDER: &str = "incoming";

/// One time that somebody added something.
struct Adding {
    id: String,
    n_files: usize,
    /// `waiting`, `running`, `done` or `failed`.
    state: &'static str,
    result: Value,
}

/// What is being added, and what was added last.
#[derive(Clone, Default)]
pub(crate) struct Addings {
    all: Arc<Mutex<VecDeque<Adding>>>,
}

/// What came, and what is said of it.
pub(crate) struct Brought {
    /// The files, each a name that nobody may trust, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// Who published them.
    pub outlet: Option<String>,
    /// When, ISO 8601.
    pub published: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// Who wrote them.
    pub author: Option<String>,
}

impl Addings {
    /// Notes that something is added, and returns its id.
    pub(crate) fn begin(&self, n_files: usize) -> anyhow::Result<String> {
        let id = new_id()?[..16].to_owned();
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_front(Adding { id: id.clone(), n_files, state: "waiting", result: Value::Null });
        all.truncate(MOST);
        Ok(id)
    }

    /// Notes how far it is.
    pub(crate) fn note(&self, id: &str, state: &'static str, result: Value) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(adding) = all.iter_mut().find(|adding| adding.id == id) {
            (adding.state, adding.result) = (state, result);
        }
    }

    /// Returns how far it is: `{"id","files","state","result"}`; `None` where nothing is known of it.
    pub(crate) fn get(&self, id: &str) -> Option<Value> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let adding = all.iter().find(|adding| adding.id == id)?;
        Some(json!({"id": adding.id, "files": adding.n_files, "state": adding.state, "result": adding.result}))
    }

    /// Returns how many wait or run.
    pub(crate) fn n_open(&self) -> usize {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().filter(|adding| matches!(adding.state, "waiting" | "running")).count()
    }
}

impl Brought {
    /// Takes it in, as `add` does, and returns what `add --json` says.
    pub(crate) fn take_in(self, clerk: &Clerk) -> anyhow::Result<Value> {
        let mut archive = clerk.to_write()?;
        let most_bytes = world::settings(archive.folder())?.gather.max_megabytes.saturating_mul(1_000_000);
        let given = Given { known: self.known(), most_bytes };
        let incoming = archive.folder().join(FOLDER);
        let progress = Progress::hidden();
        let mut gathering = Gathering::new(&mut archive, &progress, false);
        for (name, bytes) in &self.files {
            let put = put_down(&incoming, name, bytes)?;
            let taken = gathering.take(&put.named, &given);
            let _ = fs::remove_dir_all(&put.folder);
            taken?;
        }
        let summary = gathering.finish()?;
        stage::catch_up(&mut archive, &progress)?;
        Ok(summary.json())
    }

    fn known(&self) -> Known {
        let found = |value: &Option<String>| value.as_deref().and_then(|value| Found::new(value, Origin::Given));
        Known {
            outlet: found(&self.outlet),
            author: found(&self.author),
            url: found(&self.url),
            published: found(&self.published),
            ..Known::default()
        }
    }
}

/// A file that was put down.
struct Put {
    /// What is to be gathered: the file, or the first folder of its path.
    named: PathBuf,
    /// What is to be removed then.
    folder: PathBuf,
}

/// Puts a file down where it would be another time too, so that the same file that comes again is the same source.
///
/// A file of JSON lines is known by its name, anything else by its name and bytes: another text under the same name is another
/// source, and not a new version that would hide the first.
fn put_down(incoming: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<Put> {
    let parts = parts(name);
    let is_lines = parts.last().is_some_and(|name| name.ends_with(".jsonl") || name.ends_with(".ndjson"));
    let mark = if is_lines { SnapshotId::of(parts.join("/").as_bytes()) } else { SnapshotId::of(bytes) };
    let folder = incoming.join(&mark.to_string()[..16]);
    let path = parts.iter().fold(folder.clone(), |path, part| path.join(part));
    let put = || format!("could not put down {}", path.display());
    fs::create_dir_all(path.parent().unwrap_or(&folder)).with_context(put)?;
    fs::write(&path, bytes).with_context(put)?;
    let named = parts.first().map_or_else(|| path.clone(), |first| folder.join(first));
    Ok(Put { named, folder })
}

/// Returns the parts of a path that a browser gives, none of which leads out of its folder or is hidden.
fn parts(name: &str) -> Vec<String> {
    let name = name.replace('\\', "/");
    let safe = |part: &str| -> String {
        let clean = part.chars().filter(|&char| !onrecord_site::text::is_hidden(char) && !char.is_control());
        let clean: String = clean.map(|char| if "<>:\"|?*".contains(char) { '_' } else { char }).collect();
        let clean = clean.trim().trim_start_matches('.').to_owned();
        let n = clean.chars().count();
        // The end has the extension.
        clean.chars().skip(n.saturating_sub(MOST_LETTERS)).collect()
    };
    let mut parts: Vec<String> = name.split('/').map(safe).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        parts.push("source.txt".to_owned());
    }
    let n = parts.len();
    parts.split_off(n.saturating_sub(8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_folder() {
        for (name, expected) in [
            ("2024/interview.txt", "2024/interview.txt"),
            ("../../etc/passwd", "etc/passwd"),
            ("..\\..\\windows\\a.txt", "windows/a.txt"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\x.txt", "C_/x.txt"),
            (".onrecord.toml", "onrecord.toml"),
            ("....//a\u{202e}txt.md", "atxt.md"),
            ("", "source.txt"),
            ("인터뷰.txt", "인터뷰.txt"),
        ] {
            assert_eq!(parts(name).join("/"), expected, "{name}");
        }
    }
}
