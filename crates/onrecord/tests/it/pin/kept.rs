//! A file of pinned lines: canonical JSON, the same on every machine.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use similar::{ChangeTag, TextDiff};

/// Fields that say when or how fast something was done, and not what.
const TIMES: [&str; 2] = ["took_ms", "taken"];
/// Lines that a failure shows.
const SHOWN: usize = 40;

/// Returns the folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns the folders of the crates that have this name, as paths from the repository's root.
pub fn folders(name: &str) -> Vec<String> {
    let crates = fs::read_dir(root().join("crates")).expect("the crates").flatten();
    let paths = crates.map(|entry| format!("crates/{}/{name}", entry.file_name().to_string_lossy()));
    let mut paths: Vec<String> = paths.filter(|path| root().join(path).is_dir()).collect();
    paths.sort();
    paths
}

/// Lines in the order in which they were said, to be compared with those that are kept.
pub struct Pin {
    path: PathBuf,
    lines: String,
}

impl Pin {
    /// Begins the lines of `tests/pins/NAME.jsonl`.
    pub fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pins").join(format!("{name}.jsonl"));
        Self { path, lines: String::new() }
    }

    /// Adds one item.
    pub fn add(&mut self, item: &Value) {
        writeln!(self.lines, "{}", canonical(item)).expect("a string takes all");
    }

    /// Fails where the lines are not those that are kept; with `UPDATE_PINS=1` keeps them instead.
    #[track_caller]
    pub fn holds(self) {
        if std::env::var_os("UPDATE_PINS").is_some() {
            fs::create_dir_all(self.path.parent().expect("a folder")).expect("made");
            fs::write(&self.path, &self.lines).expect("written");
            return;
        }
        let kept = fs::read_to_string(&self.path).unwrap_or_default().replace("\r\n", "\n");
        if kept == self.lines {
            return;
        }
        let diff = TextDiff::from_lines(&kept, &self.lines);
        let changes: Vec<_> = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal).collect();
        let mut said = format!("{} lines differ from {}", changes.len(), self.path.display());
        for change in changes.iter().take(SHOWN) {
            let line: String = change.value().trim_end().chars().take(600).collect();
            write!(said, "\n{}{line}", change.tag()).expect("a string takes all");
        }
        panic!("{said}\nwhere that is meant, UPDATE_PINS=1 keeps what is said now");
    }
}

/// Returns the value with sorted keys, without times, numbers cut to three decimals: the last bits of a logarithm are not
/// the same on every machine.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().filter(|key| !TIMES.contains(&key.as_str())).collect();
            keys.sort();
            let sorted: Map<String, Value> =
                keys.into_iter().map(|key| (key.clone(), canonical(&fields[key]))).collect();
            Value::Object(sorted)
        }
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap_or_default();
            Value::from((number * 1000.0).round() / 1000.0)
        }
        other => other.clone(),
    }
}
