//! A temporary archive and the program.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A temporary folder with an archive in it.
pub struct World {
    folder: TempDir,
    program: PathBuf,
}

impl World {
    /// Makes an empty archive.
    pub fn new() -> Self {
        let world = Self::bare();
        world.done(&["init", &world.shown("archive")]);
        world
    }

    /// Makes a folder without an archive.
    pub fn bare() -> Self {
        Self::of(env!("CARGO_BIN_EXE_onrecord"))
    }

    /// Makes a folder without an archive, for another program than the one that is tested.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self { folder: TempDir::new().expect("a temporary folder"), program: program.into() }
    }

    /// Returns a path below the folder.
    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Returns a path below the folder as an argument.
    pub fn shown(&self, below: &str) -> String {
        self.path(below).display().to_string()
    }

    /// Writes a file below the folder.
    pub fn write(&self, below: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    /// Returns the program, set up for the archive.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .env("ONRECORD_ARCHIVE", self.path("archive"))
            .env("ONRECORD_MODELS", self.path("models"))
            .env("ONRECORD_OFFLINE", "1");
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// Runs the program.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    /// Runs the program, which must succeed, and returns what it printed.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> String {
        self.ends(arguments, 0).0
    }

    /// Runs the program, which must end with this code, and returns its output and errors.
    #[track_caller]
    pub fn ends(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        (String::from_utf8_lossy(&output.stdout).into_owned(), said)
    }

    /// Runs the program with `--json` and returns the object.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.push("--json");
        serde_json::from_str(&self.done(&all)).expect("JSON")
    }

    /// Returns the keys of all sources.
    pub fn keys(&self) -> Vec<String> {
        let sources = self.json(&["sources"]);
        let keys = sources["sources"].as_array().expect("a list").iter();
        keys.map(|source| source["key"].as_str().expect("a key").to_owned()).collect()
    }
}
