//! Several programs write to one archive at once, in turn.

use std::fs;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::world::World;

const NAMES: [&str; 7] = ["Owen Marsh", "Mira Holt", "Marsh", "한서고", "Han Seo-go", "Orla Finch", "Ms Holt"];

/// Returns so many sources as JSON lines; the persons in them are the same in all, and spelled in several ways.
fn lines(name: &str, n: usize) -> Vec<String> {
    let line = |at: usize| {
        let (who, other) = (NAMES[at % NAMES.len()], NAMES[(at * 3 + 1) % NAMES.len()]);
        let place = ["harbour", "hall", "lighthouse", "school"][at % 4];
        let words = if at.is_multiple_of(3) {
            format!("{who} 감독은 “{place}에서 배를 {at}척 세었다”고 말했다. 그날은 바람이 불었다.")
        } else {
            format!(
                "“We counted {at} boats at the {place},” {who} said. Nobody believed {other}, the keeper of the {place}."
            )
        };
        serde_json::json!({"id": format!("{name}-{at}"), "title": format!("{name} {at}"), "text": words}).to_string()
    };
    (0..n).map(line).collect()
}

fn started(world: &World, arguments: &[&str]) -> Child {
    world.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts")
}

#[track_caller]
fn ended(child: Child) {
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What does not depend on how the sources came in.
fn state(world: &World) -> Vec<Value> {
    let mut state: Vec<Value> =
        [&["sources"][..], &["people"], &["quotes"], &["status"]].iter().map(|command| world.json(command)).collect();
    for words in ["boats at the lighthouse", "배를 세었다 harbour", "keeper of the school"] {
        let hits = world.json(&["search", words, "-k", "20"])["hits"].clone();
        let hits = hits.as_array().expect("a list").iter();
        state.push(hits.map(|hit| serde_json::json!([hit["source"]["key"], hit["text"]])).collect());
    }
    state
}

#[track_caller]
fn is_complete(world: &World) {
    world.done(&["verify"]);
    let status = world.json(&["status"]);
    assert_eq!((&status["unread"], &status["unindexed"]), (&0.into(), &0.into()));
}

#[test]
fn two_programs_that_add_at_once_make_the_archive_that_one_after_the_other_makes() {
    const N: usize = 700;
    let world = World::new();
    let paths = ["a", "b"].map(|name| world.write(&format!("{name}.jsonl"), lines(name, N).join("\n")));
    let adding: Vec<Child> = paths.iter().map(|path| started(&world, &["add", path])).collect();
    adding.into_iter().for_each(ended);
    is_complete(&world);
    let keys = world.keys();
    assert_eq!(keys.len(), 2 * N);
    // One after the other, in the order in which the batches of the two came in.
    let after = World::new();
    let runs: Vec<&[String]> = keys.chunk_by(|one, other| one[..1] == other[..1]).collect();
    for (at, run) in runs.iter().enumerate() {
        let name = &run[0][..1];
        let all = lines(name, N);
        let line = |key: &String| all[key[2..].parse::<usize>().expect("a number")].clone();
        let part: Vec<String> = run.iter().map(line).collect();
        after.done(&["add", &after.write(&format!("{at}/{name}.jsonl"), part.join("\n"))]);
    }
    eprintln!("{} batches of two programs in turn", runs.len());
    assert_eq!(state(&world), state(&after));
}

#[test]
fn others_write_while_a_thousand_files_are_added() {
    let world = World::new();
    let text =
        "“We began with nine chairs,” Mira Holt said. “Nobody sang,” Jon Vane said. “Not one,” Tess Marrow said.\n";
    let school = world.write("school.txt", text);
    world.done(&["add", &school]);
    world.done(&["add", &world.write("gone.txt", "“The zither was never tuned,” Tess Marrow said in the kitchen.\n")]);
    for (at, line) in lines("file", 1000).iter().enumerate() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        world.write(&format!("in/{at:04}.txt"), line["text"].as_str().expect("text"));
    }
    let commands: [&[&str]; 5] = [
        &["sources", "set", "school.txt", "title=The xylophone school"],
        &["questions", "add", "Who swept the stairs?"],
        &["people", "merge", "p2", "p3"],
        &["people", "undo"],
        &["people", "rename", "p2", "Jonathan Vane"],
    ];
    let timed = |command: &[&str]| {
        let start = Instant::now();
        world.done(command);
        start.elapsed()
    };
    let alone = commands.map(timed).into_iter().max().expect("some");
    let mut adding = started(&world, &["add", &world.shown("in")]);
    let (mut longest, mut slowest, mut n) = (Duration::ZERO, "", 0);
    world.done(&["remove", "gone.txt"]);
    while adding.try_wait().expect("asked").is_none() {
        let command = commands[n % commands.len()];
        let took = timed(command);
        if took > longest {
            (longest, slowest) = (took, command[1]);
        }
        n += 1;
    }
    ended(adding);
    eprintln!("{n} commands while a thousand files came in: the longest, {slowest}, took {longest:?}; alone {alone:?}");
    assert!(n > 2, "only {n} commands ran beside it");
    // The aim is two seconds; a busy machine may take longer over starting a program at all.
    assert!(longest < Duration::from_secs(2).max(4 * alone), "{slowest} took {longest:?}, alone {alone:?}");
    is_complete(&world);
    assert_eq!(world.keys().len(), 1001);
    assert_eq!(world.json(&["search", "xylophone"])["hits"][0]["source"]["key"], "school.txt");
    assert_eq!(world.json(&["search", "zither"])["hits"].as_array().map(Vec::len), Some(0));
    assert_eq!(world.json(&["people", "show", "p2"])["people"][0]["name"], "Jonathan Vane");
}

#[test]
fn a_program_that_is_killed_holds_nobody_up_and_loses_nothing() {
    const N: usize = 250;
    let world = World::new();
    let start = Instant::now();
    world.done(&["add", &world.write("first.jsonl", lines("first", N).join("\n"))]);
    let whole = start.elapsed();
    for round in 0..8_u32 {
        let [a, b] = ["a", "b"].map(|name| {
            let name = format!("{name}{round}");
            world.write(&format!("{name}.jsonl"), lines(&name, N).join("\n"))
        });
        let (mut killed, other) = (started(&world, &["add", &a]), started(&world, &["add", &b]));
        thread::sleep(2 * whole * ((round.wrapping_mul(2_654_435_761) >> 16) % 1000) / 1000);
        killed.kill().expect("kill -9");
        killed.wait().expect("ends");
        ended(other);
        world.done(&["add", &a]);
        is_complete(&world);
        assert_eq!(world.keys().len(), N * (2 * round as usize + 3), "after round {round}");
    }
    assert!(!fs::exists(world.path("archive/archive.db-wal")).expect("looked"));
}
