//! Archives that can be read and not be written to: another user's, or on a disk that cannot be written to.

#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::old;
use crate::world::World;

const NOBODY: u32 = 65_534;

const READING: &[&[&str]] = &[
    &["ask", "What did Marta Quill say about the door?"],
    &["search", "the door of the hall"],
    &["quotes"],
    &["people"],
    &["people", "show", "Marta Quill"],
    &["show", "in/hall.md"],
    &["sources"],
    &["sources", "show", "in/hall.md"],
    &["check", "DRAFT"],
    &["verify"],
    &["status"],
    &["questions"],
];

const WRITING: &[&[&str]] = &[
    &["add", "DRAFT"],
    &["index"],
    &["sources", "set", "in/hall.md", "title=Other"],
    &["people", "rename", "Marta Quill", "Other"],
    &["people", "undo"],
    &["people", "alias", "add", "Marta Quill", "Other"],
    &["questions", "add", "Who?"],
    &["remove", "in/hall.md"],
    &["takedown", "in/hall.md"],
    &["new", "answer", "Who opened the door?"],
    &["new", "policies"],
];

/// An archive with two sources, a post and a draft beside it, that everybody may read and nobody else may write to.
fn desk() -> World {
    let world = World::new();
    world.write("in/hall.md", "# An evening\n\n“We kept the door open,” Marta Quill said, “because nobody knew how to close it.” The hall laughed.\n");
    world.write("in/등대.txt", "한서고 감독은 “말이 없는 장면을 먼저 찍었다”고 말했다. 객석에서는 박수가 나왔다.\n");
    world.done(&["add", &world.shown("in")]);
    world.done(&["questions", "add", "Who closed it?"]);
    world.write("draft.md", "“We kept the door open,” Marta Quill said.\n");
    world.write("archive/posts/door.en.md", "---\ntitle: The door\npublished: 2026-02-03\n---\nAn essay.\n\n{{quote from=\"in/hall.md\" words=\"because nobody knew how to close it.\"}}\n");
    fs::copy(env!("CARGO_BIN_EXE_onrecord"), world.path("onrecord")).expect("copied");
    fs::set_permissions(world.path(""), Permissions::from_mode(0o755)).expect("open to all");
    fs::create_dir(world.path("room")).expect("made");
    fs::set_permissions(world.path("room"), Permissions::from_mode(0o777)).expect("open to all");
    world
}

/// Returns a command of the program, run by somebody who may not write to the archive.
fn other(world: &World, archive: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(world.path("onrecord"));
    command
        .args(filled(arguments, &world.shown("draft.md")))
        .env("ONRECORD_ARCHIVE", archive)
        .env("ONRECORD_MODELS", world.path("models"));
    command.current_dir(world.path("room"));
    // Permissions hold nobody back who is root, so that root gives itself up first.
    if fs::metadata(archive).expect("a folder").uid() == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// A folder that nobody may write to, until dropped.
struct Closed<'a>(&'a Path);

impl<'a> Closed<'a> {
    fn close(folder: &'a Path) -> Self {
        set_all(folder, 0o555, 0o444);
        Self(folder)
    }
}

impl Drop for Closed<'_> {
    fn drop(&mut self) {
        set_all(self.0, 0o755, 0o644);
    }
}

fn set_all(path: &Path, folders: u32, files: u32) {
    let is_folder = path.is_dir();
    fs::set_permissions(path, Permissions::from_mode(if is_folder { folders.max(0o755) } else { files })).expect("set");
    if is_folder {
        for entry in fs::read_dir(path).expect("a folder") {
            set_all(&entry.expect("an entry").path(), folders, files);
        }
        fs::set_permissions(path, Permissions::from_mode(folders)).expect("set");
    }
}

/// What a folder is like: each path with its time of change and its bytes.
fn state(folder: &Path) -> BTreeMap<PathBuf, (i64, i64, Vec<u8>)> {
    let mut state = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        let data = fs::metadata(&path).expect("there");
        if data.is_dir() {
            left.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        }
        let bytes = if data.is_dir() { Vec::new() } else { fs::read(&path).expect("read") };
        state.insert(path, (data.mtime(), data.mtime_nsec(), bytes));
    }
    state
}

fn without_times(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().filter(|line| !line.contains("\"took_ms\"")).collect::<Vec<_>>().join("\n")
}

/// Returns what the owner is answered.
fn answers(world: &World) -> Vec<String> {
    let draft = world.shown("draft.md");
    let answer = |command: &&[&str]| without_times(&world.run(&[&filled(command, &draft)[..], &["--json"]].concat()));
    READING.iter().map(answer).collect()
}

fn filled<'a>(command: &[&'a str], draft: &'a str) -> Vec<&'a str> {
    command.iter().map(|&argument| if argument == "DRAFT" { draft } else { argument }).collect()
}

/// Checks that everything can be read as its owner reads it, that nothing can be written, and that nothing was.
#[track_caller]
fn check(world: &World, archive: &Path, answers: &[String], mut run: impl FnMut(&[&str]) -> Output) {
    let before = state(archive);
    for (command, answer) in READING.iter().zip(answers) {
        let output = run(&[command, &["--json"][..]].concat());
        assert!(output.status.success(), "{command:?}: {}", said(&output));
        assert_eq!(without_times(&output), *answer, "{command:?}");
    }
    for command in WRITING {
        let output = run(&[command, &["--json"][..]].concat());
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{command:?}: {said}");
        assert!(said.contains("can be read, and not be written to") && said.contains("try: "), "{command:?}: {said}");
        let error: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(error["error"]["id"], "archive-read-only", "{command:?}: {error}");
    }
    let site = world.shown("room/site");
    let output = run(&["publish", "--out", &site]);
    assert!(output.status.success() && said(&output).contains("keeps no record"), "{}", said(&output));
    assert!(world.path("room/site/en/index.html").is_file());
    fs::remove_dir_all(site).expect("removed");
    let after = state(archive);
    let all = before.keys().chain(after.keys());
    let changed: Vec<&PathBuf> = all.filter(|path| before.get(*path) != after.get(*path)).collect();
    assert!(changed.is_empty(), "{changed:?} changed");
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Copies an archive's files, as a backup does.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, to).expect("copied");
        }
    }
}

#[test]
fn another_users_archive_can_be_read_and_nothing_is_written() {
    let world = desk();
    let (archive, answers) = (world.path("archive"), answers(&world));
    let _closed = Closed::close(&archive);
    check(&world, &archive, &answers, |command| started(|| other(&world, &archive, command)));
}

#[test]
fn what_is_in_the_log_alone_is_read_too() {
    let world = desk();
    let archive = world.path("archive");
    let db = rusqlite::Connection::open(archive.join("archive.db")).expect("opens");
    db.execute("INSERT INTO question (text, asked) VALUES ('Who was last?', '2026-02-01T00:00:00Z')", [])
        .expect("kept");
    let answers = answers(&world);
    assert!(answers.iter().any(|answer| answer.contains("Who was last?")));
    // As a killed program leaves it, and as a copy does that left out what only helps.
    for (name, is_whole) in [("killed", true), ("copied", false)] {
        let left = world.path(name);
        copy(&archive, &left);
        assert!(fs::metadata(left.join("archive.db-wal")).is_ok_and(|log| log.len() > 0));
        if !is_whole {
            fs::remove_file(left.join("archive.db-shm")).expect("removed");
        }
        let _closed = Closed::close(&left);
        check(&world, &left, &answers, |command| started(|| other(&world, &left, command)));
    }
    // While its owner has it open.
    let _closed = Closed::close(&archive);
    check(&world, &archive, &answers, |command| started(|| other(&world, &archive, command)));
}

#[test]
fn a_disk_that_cannot_be_written_to_is_read() {
    let world = desk();
    let answers = answers(&world);
    let disk = world.path("disk");
    fs::create_dir(&disk).expect("made");
    let mount = |arguments: &[&str]| Command::new("mount").args(arguments).arg(&disk).output();
    let archive = world.shown("archive");
    let done = mount(&["--bind", &archive]).and_then(|_| mount(&["-o", "remount,bind,ro"]));
    if !done.as_ref().is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no disk could be mounted here: {done:?}");
        return;
    }
    let result = std::panic::catch_unwind(|| {
        check(&world, &disk, &answers, |command| {
            let mut command = other(&world, &disk, command);
            // Also whoever may do everything may not write there.
            command.uid(fs::metadata(&archive).expect("a folder").uid()).output().expect("it runs")
        });
    });
    Command::new("umount").arg("-l").arg(&disk).status().ok();
    assert!(result.is_ok());
}

/// Runs a program that was just copied; another test that starts one at that instant still holds the copy open for writing.
fn started(command: impl Fn() -> Command) -> Output {
    for _ in 0..100 {
        match command().output() {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            ended => return ended.expect("it runs"),
        }
    }
    command().output().expect("it runs")
}

#[test]
fn an_old_archive_is_read_as_it_is() {
    let (world, expected) = old::unpacked();
    fs::copy(env!("CARGO_BIN_EXE_onrecord"), world.path("onrecord")).expect("copied");
    fs::set_permissions(world.path(""), Permissions::from_mode(0o755)).expect("open to all");
    fs::create_dir(world.path("room")).expect("made");
    let archive = world.path("archive");
    set_all(&archive, 0o755, 0o644);
    let _closed = Closed::close(&archive);
    let before = state(&archive);
    let run = |command: &[&str]| started(|| other(&world, &archive, command));
    for code in expected["codes"].as_array().expect("a list") {
        let output = run(&["show", code["id"].as_str().expect("an id"), "--json"]);
        let shown: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(shown["text"], code["text"], "{}", said(&output));
    }
    for command in [&["quotes"][..], &["people"], &["sources"], &["verify"], &["status"]] {
        assert!(run(command).status.success(), "{command:?}");
    }
    // It lacks its index here, which only its owner can make.
    let output = run(&["ask", "Who swept the stairs?"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("copy its folder") && said(&output).contains("onrecord index"), "{}", said(&output));
    assert!(said(&run(&["index"])).contains("not be written to"));
    assert_eq!(state(&archive), before);
}
