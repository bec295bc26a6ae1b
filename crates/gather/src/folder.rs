//! Walks a folder.

use std::path::Path;

use onrecord_model::Media;
use walkdir::WalkDir;

use crate::file::{extension, file};
use crate::{GatherError, Gathered, Given};

/// Gathers what a folder holds, in the order of names. Hidden files and folders are passed over, and so is an
/// archive of our own that lies inside.
pub(crate) fn walk(folder: &Path, parent: &Path, given: &Given, each: &mut dyn FnMut(Gathered)) {
    let is_wanted = |entry: &walkdir::DirEntry| {
        let is_hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        let is_archive = entry.file_type().is_dir() && entry.path().join("archive.db").is_file();
        !is_hidden && !is_archive
    };
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                let kind = extension(entry.path());
                if Media::of_extension(&kind).is_some() || kind == "jsonl" || kind == "ndjson" {
                    file(entry.path(), parent, given, each);
                } else {
                    each(Gathered::LeftAside(entry.into_path()));
                }
            }
            Ok(_) => {}
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                let is_loop = error.loop_ancestor().is_some();
                let why = match error.into_io_error() {
                    Some(cause) if !is_loop => GatherError::Unread { cause },
                    _ => GatherError::Loop,
                };
                each(Gathered::Skipped(path, why));
            }
        }
    }
}
