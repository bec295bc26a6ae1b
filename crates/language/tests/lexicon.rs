//! Every file of `lexicon/` has a loader. Loaders take every row or fail with its file and line, so whatever test loads them reads all.

#![expect(clippy::disallowed_methods, reason = "a test reads the folder that the crate has built in")]
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord_language::Lexicon;

/// How a file is built into the program.
const INCLUDE: &str = "include_str!";

/// Returns the files under a folder whose names end so.
fn files(folder: &Path, ends: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository is read") {
        let path = entry.expect("an entry is read").path();
        if path.is_dir() {
            files(&path, ends, found);
        } else if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
            found.push(path);
        }
    }
}

#[test]
fn every_file_of_the_lexicon_has_a_loader() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut sources, mut rows) = (Vec::new(), Vec::new());
    files(&root.join("crates"), &[".rs"], &mut sources);
    files(&root.join("lexicon"), &[".txt", ".tsv"], &mut rows);
    let code: Vec<String> = sources.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    let is_read = |name: &str| code.iter().any(|code| code.contains(&format!("table!(\"{name}\")")));
    let names: BTreeSet<String> = rows
        .iter()
        .filter_map(|path| path.strip_prefix(root.join("lexicon")).ok())
        .map(|name| name.to_string_lossy().replace('\\', "/"))
        .collect();
    let unread: Vec<&String> = names.iter().filter(|name| !is_read(name)).collect();
    assert!(names.len() > 50 && unread.is_empty(), "nobody reads {unread:?}");
    let is_around = |line: &&str| line.contains(INCLUDE) && line.contains("lexicon/");
    let n_around = code.iter().flat_map(|code| code.lines()).filter(is_around).count();
    assert_eq!(n_around, 1, "rows are read by `table!` alone, which reads them once");
}

#[test]
fn every_row_of_the_language_is_taken() {
    Lexicon::built_in();
}
