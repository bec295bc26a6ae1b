//! What was published where: the hash of every file, kept in the archive, so that one changed letter is found.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use onrecord_model::SnapshotId;
use onrecord_site::Page;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

/// The file of a site that names its edition.
pub(super) const EDITION: &str = "edition.json";
/// The archive's folder of records.
const FOLDER: &str = "published";

/// One edition as it was written to one folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Where it was written.
    pub out: PathBuf,
    /// The hash over all files: the same site has the same.
    pub edition: String,
    /// The BLAKE3 hash of each file by its path.
    pub files: BTreeMap<String, String>,
    /// The program that made the pages, as the hash of its file, and of what it made each.
    #[serde(default)]
    pub made: Made,
}

/// What pages were made of, so that those need not be made again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Made {
    by: String,
    of: BTreeMap<String, String>,
}

impl Record {
    /// Returns the file that names the edition on the site.
    pub(super) fn marker(&self) -> String {
        format!("{{\"schema_version\":1,\"edition\":\"{}\",\"files\":{}}}\n", self.edition, self.files.len())
    }
}

/// Returns the record of pages that go to a folder.
pub(super) fn of(out: &Path, pages: &[Page], program: &str, last: Option<&Record>) -> anyhow::Result<Record> {
    let of_kept = |page: &Page| last.and_then(|last| last.files.get(&page.path)).filter(|_| page.is_kept()).cloned();
    let files: BTreeMap<String, String> =
        pages.par_iter().map(|page| (page.path.clone(), of_kept(page).unwrap_or_else(|| hash(&page.bytes)))).collect();
    let all: String = files.iter().map(|(path, hash)| format!("{hash} {path}\n")).collect();
    let of = pages.iter().filter_map(|page| Some((page.path.clone(), page.made_of.clone()?))).collect();
    let made = Made { by: program.to_owned(), of };
    Ok(Record { out: whole(out)?, edition: hash(all.as_bytes()), files, made })
}

/// Returns the hash of this program's file, so that what another one made is never taken for its own.
pub(super) fn program() -> String {
    let file = std::env::current_exe().and_then(fs::read);
    file.map_or_else(|_| String::new(), |bytes| hash(&bytes))
}

/// Returns a page as it was last written to a folder, if the same program made it of just the same, and nobody changed it since.
pub(super) fn known(last: &Record, program: &str, path: &str, made_of: &str) -> Option<Vec<u8>> {
    let is_same = !program.is_empty() && last.made.by == program && last.made.of.get(path)? == made_of;
    let bytes = fs::read(last.out.join(path)).ok().filter(|_| is_same)?;
    (last.files.get(path)? == &hash(&bytes)).then_some(bytes)
}

/// Says whether a file of the last edition has just these bytes, and still does.
pub(super) fn stands(last: &Record, path: &str, bytes: &[u8]) -> bool {
    let is_recorded = last.files.get(path).is_some_and(|recorded| *recorded == hash(bytes));
    is_recorded && fs::read(last.out.join(path)).is_ok_and(|there| there == bytes)
}

/// Returns the record of what was last written to a folder.
pub(super) fn last(archive: &Path, out: &Path) -> anyhow::Result<Option<Record>> {
    let out = whole(out)?;
    Ok(all(archive)?.into_iter().find(|record| record.out == out))
}

/// Returns the record of an edition.
pub(super) fn of_edition(archive: &Path, edition: &str) -> anyhow::Result<Option<Record>> {
    Ok(all(archive)?.into_iter().find(|record| record.edition == edition))
}

/// Returns the folders that this archive was published to and that still hold a site.
pub(crate) fn outs(archive: &Path) -> anyhow::Result<Vec<PathBuf>> {
    Ok(all(archive)?.into_iter().map(|record| record.out).filter(|out| out.join(EDITION).is_file()).collect())
}

/// Keeps a record in place of the last one for the same folder.
pub(super) fn keep(archive: &Path, record: &Record) -> anyhow::Result<()> {
    let folder = archive.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    let name = &hash(record.out.to_string_lossy().as_bytes())[..16];
    let path = folder.join(format!("{name}.json"));
    let part = folder.join(format!("{name}.part"));
    fs::write(&part, serde_json::to_vec(record)?).with_context(|| format!("could not write {}", part.display()))?;
    fs::rename(&part, &path).with_context(|| format!("could not write {}", path.display()))
}

fn all(archive: &Path) -> anyhow::Result<Vec<Record>> {
    let folder = archive.join(FOLDER);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error).with_context(|| format!("could not read {}", folder.display())),
    };
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths
        .retain(|path| path.extension().is_some_and(|extension| extension == "json") && !path.ends_with("passed.json"));
    paths.sort();
    let read = |path: &PathBuf| -> anyhow::Result<Record> {
        let text = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        serde_json::from_slice(&text)
            .with_context(|| format!("{} is damaged; remove it and publish again", path.display()))
    };
    paths.iter().map(read).collect()
}

/// Returns the hash of bytes in hexadecimal.
pub(super) fn hash(bytes: &[u8]) -> String {
    SnapshotId::of(bytes).to_string()
}

/// Returns a folder's whole path, also where it does not exist yet.
fn whole(out: &Path) -> anyhow::Result<PathBuf> {
    match out.canonicalize() {
        Ok(path) => Ok(path),
        Err(_) => std::path::absolute(out).with_context(|| format!("could not tell where {} is", out.display())),
    }
}
