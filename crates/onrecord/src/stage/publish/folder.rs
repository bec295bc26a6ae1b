//! The folder that a site is written to.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use onrecord_site::Page;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::record::{EDITION, Record};

/// Refuses a folder that holds other things than a site of this archive.
pub(super) fn check(out: &Path, is_known: bool) -> anyhow::Result<()> {
    let is_used = match fs::read_dir(out) {
        Ok(mut files) => files.next().is_some(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(error) => return Err(error).with_context(|| format!("could not use {}", out.display())),
    };
    if is_used && !is_known && !out.join(EDITION).is_file() {
        bail!("{} is not empty and holds no site of ours; name a folder that is missing or empty", out.display());
    }
    Ok(())
}

/// Writes what is new or changed, and removes what the last edition had and this one has not; returns both counts.
pub(super) fn write(
    out: &Path,
    pages: &[Page],
    record: &Record,
    last: Option<&Record>,
) -> anyhow::Result<(usize, usize)> {
    let is_changed =
        |page: &&Page| !page.is_kept() && fs::read(out.join(&page.path)).map_or(true, |bytes| bytes != page.bytes);
    let changed: Vec<&Page> = pages.par_iter().filter(is_changed).collect();
    let folders: BTreeSet<PathBuf> =
        changed.iter().filter_map(|page| out.join(&page.path).parent().map(Path::to_owned)).collect();
    for folder in folders {
        fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    }
    changed.par_iter().try_for_each(|page| {
        let path = out.join(&page.path);
        fs::write(&path, &page.bytes).with_context(|| format!("could not write {}", path.display()))
    })?;
    let mut n_gone = 0;
    for file in last.into_iter().flat_map(|last| last.files.keys()).filter(|file| !record.files.contains_key(*file)) {
        match fs::remove_file(out.join(file)) {
            Ok(()) => n_gone += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("could not remove {}", out.join(file).display())),
        }
    }
    fs::write(out.join(EDITION), record.marker())
        .with_context(|| format!("could not write {}", out.join(EDITION).display()))?;
    Ok((changed.len(), n_gone))
}

/// Returns the path of every file below a folder, with `/`, and nothing where there is no folder. Links are not followed.
pub(crate) fn files(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    walk(folder, "", &mut found).with_context(|| format!("could not read {}", folder.display()))?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, below: &str, found: &mut Vec<String>) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        let Some(name) = entry.file_name().to_str().map(|name| format!("{below}{name}")) else { continue };
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{name}/"), found)?;
        } else if kind.is_file() {
            found.push(name);
        }
    }
    Ok(())
}
