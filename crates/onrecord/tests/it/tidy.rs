//! The rules of the house, read off the files.

mod circles;
mod code;
mod counted;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Which crates of ours a crate may import.
const IMPORTS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("language", &["model"]),
    ("open", &["model", "language"]),
    ("read", &["model", "language", "open"]),
    ("answer", &["model", "language", "read"]),
    ("facts", &["model", "language"]),
    ("site", &["model", "language"]),
    ("gather", &["model"]),
    ("archive", &["model"]),
    ("embed", &[]),
    ("search", &["model"]),
];

/// Crates that touch nothing.
const PURE: [&str; 7] = ["model", "language", "open", "read", "answer", "facts", "site"];

#[test]
fn siblings_never_import_siblings() {
    for (name, allowed) in IMPORTS {
        let manifest = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).expect("a manifest");
        let imports = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for line in imports.lines().filter_map(|line| line.strip_prefix("onrecord-")) {
            let import = line.split(['.', ' ', '=']).next().unwrap_or_default();
            assert!(allowed.contains(&import), "{name} may not import {import}");
        }
    }
}

#[test]
fn pure_crates_touch_nothing() {
    const FORBIDDEN: [&str; 7] =
        ["std::fs", "std::net", "std::env", "std::process", "std::thread", "SystemTime::now", "Instant::now"];
    for name in PURE {
        for file in sources(&root().join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&file).expect("a file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for word in FORBIDDEN {
                assert!(!code.contains(word), "{} uses {word}", file.display());
            }
        }
    }
}

#[test]
fn pure_crates_forbid_the_same_calls() {
    let forbidden =
        |name: &str| fs::read_to_string(root().join("crates").join(name).join("clippy.toml")).expect("calls");
    for name in PURE {
        assert_eq!(forbidden(name), forbidden(PURE[0]), "{name}");
    }
}

#[test]
fn each_file_says_what_it_is() {
    for file in sources(&root().join("crates"))
        .into_iter()
        .filter(|file| file.components().any(|part| part.as_os_str() == "src"))
    {
        let text = fs::read_to_string(&file).expect("a file");
        assert!(text.starts_with("//!"), "{} does not open with what it is", file.display());
    }
}

#[test]
fn nothing_is_left_open() {
    for file in sources(&root().join("crates")) {
        let text = fs::read_to_string(&file).expect("a file");
        for word in
            [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("#[ig", "nore"), concat!("dbg", "!(")]
        {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn one_retriever_asks_the_index_and_the_vectors() {
    let shell = code::crates(&root()).into_iter().find(|one| one.name == "onrecord").expect("the shell");
    let may = |module: &[String]| matches!(module, [desk, name, ..] if desk == "desk" && ["find", "hand", "meaning"].contains(&&name[..]));
    let asks = |file: &code::File| {
        let after_dot = file.tokens.windows(3).filter(|run| run[0].is("."));
        after_dot.filter(|run| run[1].is("vectors") || run[1].is("index") && run[2].is("(")).count()
    };
    let asking: Vec<&str> =
        shell.files.iter().filter(|file| !may(&file.module) && asks(file) > 0).map(|file| &file.path[..]).collect();
    assert!(asking.is_empty(), "only desk/find may: {asking:?}");
    assert!(shell.files.iter().any(|file| may(&file.module) && asks(file) > 0), "the retriever is not seen");
}
