//! An archive that an earlier program made: it opens, and keeps its ids, decisions, codes and addresses.

mod make;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::world::World;

/// Unpacks the old archive, its site, and what is expected of it.
pub fn unpacked() -> (World, Value) {
    let world = World::bare();
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old/schema-4.tar.gz");
    let status = Command::new("tar").arg("-xzf").arg(packed).arg("-C").arg(world.path("")).status().expect("tar runs");
    assert!(status.success(), "the old archive cannot be unpacked");
    let expected = fs::read(world.path("expected.json")).expect("what is expected");
    (world, serde_json::from_slice(&expected).expect("JSON"))
}

/// Returns the numbers and names of the persons whom a name means; null where it means nobody.
pub fn known_as(world: &World, name: &str) -> Value {
    let output = world.run(&["people", "show", name, "--json"]);
    let shown: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let people = shown["people"].as_array();
    people.map_or(Value::Null, |people| people.iter().map(|person| json!([person["id"], person["name"]])).collect())
}

/// Checks everything that has to be the same.
#[track_caller]
fn check(world: &World, expected: &Value) {
    world.done(&["verify"]);
    let sources = world.json(&["sources"])["sources"].clone();
    assert_eq!(sources, expected["sources"]);
    for code in expected["codes"].as_array().expect("a list") {
        let shown = world.json(&["show", code["id"].as_str().expect("an id")]);
        assert_eq!((&shown["text"], &shown["start"]), (&code["text"], &code["start"]), "{code}");
        assert_eq!((&shown["source"]["key"], &shown["version"]["number"]), (&code["key"], &code["version"]), "{code}");
    }
    for person in expected["people"].as_array().expect("a list") {
        assert_eq!(known_as(world, person[0].as_str().expect("a name")), person[1], "{}", person[0]);
    }
    // Without what earlier archives did not know of a question.
    let early = |questions: &Value| -> Vec<Value> {
        let of = |it: &Value| json!([it["id"], it["text"], it["asked"], it["closed"]]);
        questions.as_array().map(|all| all.iter().map(of).collect()).unwrap_or_default()
    };
    assert_eq!(early(&world.json(&["questions"])["questions"]), early(&expected["questions"]));
    assert_eq!(world.json(&["people", "alias", "list"])["aliases"], expected["aliases"]);
}

/// Returns the paths of all files of the site.
fn addresses(world: &World) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&world.path("site"), &mut found);
    found.sort();
    found
}

#[test]
fn it_opens_is_brought_up_to_date_and_keeps_everything() {
    let (world, expected) = unpacked();
    check(&world, &expected);
    world.ends(&["ask", "Who swept the stairs?"], 1);
    world.done(&["index"]);
    let status = world.json(&["status"]);
    assert_eq!((&status["unread"], &status["unindexed"]), (&0.into(), &0.into()));
    check(&world, &expected);
    let evidence = world.json(&["ask", "What did Orla Finch say about Mondays?"])["evidence"][0].clone();
    assert_eq!(world.json(&["show", evidence["id"].as_str().expect("an id")])["text"], evidence["text"]);
    // What was taken down stays away, and the last decision that holds can be taken back.
    let private = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old/in/private.txt")).expect("read");
    let (_, said) = world.ends(&["add", &world.write("elsewhere.txt", private)], 1);
    assert!(said.contains("it was taken down on"), "{said}");
    world.done(&["people", "undo"]);
    assert_eq!(known_as(&world, "한서고")[0][1], "Han Seo-go");
}

#[test]
fn its_site_is_proved_and_published_again_under_the_same_addresses() {
    let (world, _) = unpacked();
    let (site, before) = (world.shown("site"), addresses(&world));
    world.done(&["verify", "--site", &site]);
    world.done(&["index"]);
    world.done(&["verify", "--site", &site]);
    world.done(&["publish", "--out", &site]);
    assert_eq!(addresses(&world), before);
    world.done(&["verify", "--site", &site]);
}

#[test]
fn killed_at_any_instant_while_it_is_brought_up_to_date_it_still_opens() {
    let n: u32 = std::env::var("ONRECORD_PROVE_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(25);
    let (world, expected) = unpacked();
    let old = fs::read(world.path("archive/archive.db")).expect("read");
    let fresh = || {
        for beside in ["-wal", "-shm"] {
            fs::remove_file(world.path(&format!("archive/archive.db{beside}"))).ok();
        }
        fs::write(world.path("archive/archive.db"), &old).expect("written");
    };
    let start = Instant::now();
    world.done(&["status"]);
    let whole = start.elapsed();
    let (mut n_struck, mut n_old, mut n_new) = (0, 0, 0);
    for round in 0..n {
        fresh();
        let mut child = world.command(&["status"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        let share = (round.wrapping_mul(2_654_435_761) >> 16) % 1000;
        thread::sleep(whole * share / 1000 + Duration::from_micros(u64::from(share % 7)));
        n_struck += u32::from(matches!(child.try_wait(), Ok(None)));
        child.kill().expect("kill -9");
        child.wait().expect("ends");
        match schema(&world) {
            4 => n_old += 1,
            _ => n_new += 1,
        }
        if round % 10 == 9 {
            check(&world, &expected);
        } else {
            world.done(&["verify"]);
        }
    }
    eprintln!("{n_struck} of {n} were struck while they ran: {n_old} found as they were, {n_new} up to date");
    assert!(n_struck > n / 3, "only {n_struck} of {n} were struck while they ran");
}

fn schema(world: &World) -> u32 {
    let db = rusqlite::Connection::open(world.path("archive/archive.db")).expect("opens");
    db.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number")
}

#[test]
fn a_newer_archive_is_refused_with_a_clear_word_and_stays_as_it_is() {
    let world = World::new();
    let db = rusqlite::Connection::open(world.path("archive/archive.db")).expect("opens");
    db.pragma_update(None, "user_version", 1000).expect("made newer");
    drop(db);
    let before = fs::read(world.path("archive/archive.db")).expect("read");
    for command in [&["sources"][..], &["questions", "add", "Who?"], &["ask", "Who?"], &["index"]] {
        let (_, said) = world.ends(command, 1);
        for words in ["a later onrecord made the archive", "because: it has schema 1000", "try: use the newer onrecord"]
        {
            assert!(said.contains(words), "{command:?}: {said}");
        }
        let command: Vec<&str> = command.iter().copied().chain(["--json"]).collect();
        let (out, _) = world.ends(&command, 1);
        let error: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!((&error["error"]["id"], &error["schema_version"]), (&"archive-newer".into(), &1.into()), "{error}");
        assert!(error["error"]["because"].as_str().is_some_and(|because| because.contains("1000")), "{error}");
        assert!(error["error"]["try"].is_string(), "{error}");
    }
    assert_eq!(fs::read(world.path("archive/archive.db")).expect("read"), before);
}
