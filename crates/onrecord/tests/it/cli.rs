//! The command line as a contract: exit codes, help, and what is said when something is wrong.

use std::fs;
use std::process::{Command, Stdio};

use crate::world::World;

#[test]
fn a_missing_a_foreign_and_a_newer_archive_are_told_apart() {
    let world = World::new();
    let missing = world.path("nowhere").display().to_string();
    let (_, said) = world.ends(&["--archive", &missing, "sources"], 1);
    assert!(said.contains("no archive at") && said.contains("onrecord init"), "{said}");
    world.write("foreign/notes.txt", "mine");
    let foreign = world.path("foreign").display().to_string();
    assert!(world.ends(&["init", &foreign], 1).1.contains("is not empty"));
    let db = rusqlite::Connection::open(world.path("archive/archive.db")).expect("opens");
    db.pragma_update(None, "user_version", 999).expect("set");
    drop(db);
    let (_, said) = world.ends(&["sources"], 1);
    assert!(said.contains("schema 999") && said.contains("nothing was changed"), "{said}");
}

#[test]
fn a_changed_byte_is_found() {
    let world = World::new();
    world.done(&["add", &world.write("one.txt", "Sela Orr said: “We kept the light on.”")]);
    world.done(&["verify"]);
    let db = rusqlite::Connection::open(world.path("archive/archive.db")).expect("opens");
    db.execute("UPDATE snapshot SET bytes = zeroblob(length(bytes))", []).expect("spoilt");
    drop(db);
    assert!(world.ends(&["verify"], 5).0.contains("fault: snapshot"));
}

#[test]
fn two_writers_take_turns() {
    let world = World::new();
    let paths: Vec<String> = (0..2)
        .map(|half| {
            let lines: String = (0..200)
                .map(|at| {
                    format!("{{\"id\":\"{half}-{at}\",\"text\":\"Ines Brandt counted boat {at} of fleet {half}.\"}}\n")
                })
                .collect();
            world.write(&format!("{half}.jsonl"), lines)
        })
        .collect();
    let children: Vec<_> =
        paths.iter().map(|path| world.command(&["add", path]).stderr(Stdio::null()).spawn().expect("starts")).collect();
    for mut child in children {
        assert!(child.wait().expect("ends").success());
    }
    assert_eq!(world.keys().len(), 400);
    world.done(&["verify"]);
}

#[test]
fn wrong_use_ends_with_2() {
    let world = World::new();
    world.ends(&["sources", "set", "x", "colour=red"], 2);
    world.ends(&["ask"], 2);
    world.ends(&["ask", "What?", "--since", "soon"], 2);
    world.ends(&["nonsense"], 2);
}

#[test]
fn every_command_is_in_the_readme() {
    let help = Command::new(env!("CARGO_BIN_EXE_onrecord")).arg("--help").output().expect("runs");
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let commands =
        help.split("Commands:").nth(1).and_then(|rest| rest.split("Options:").next()).expect("a list of commands");
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).expect("a README");
    let names = commands
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| *name != "help") {
        assert!(readme.contains(name), "README.md does not name `{name}`");
    }
}
