//! What goes in, what stays out, and what is said about it.

use std::fs;
use std::process::Stdio;

use crate::world::World;

const TEXT: &str = "Mira Holt opened the harbour school in 2019.\n\n“We began with nine chairs,” Mira Holt said.\n";

#[test]
fn adding_twice_changes_nothing_and_a_change_is_a_version() {
    let world = World::new();
    let path = world.write("in/one.txt", TEXT);
    assert!(world.ends(&["add", &path], 0).1.contains("1 added"));
    assert!(world.ends(&["add", &path], 0).1.contains("1 unchanged"));
    world.write("in/one.txt", format!("{TEXT}It has forty now.\n"));
    assert!(world.ends(&["add", &path], 0).1.contains("1 changed"));
    assert_eq!(world.keys(), ["one.txt"]);
    assert_eq!(world.json(&["status"])["versions"], 2);
    assert!(world.done(&["show", "one.txt"]).contains("forty"));
}

#[test]
fn two_files_of_one_name_are_two_sources() {
    let world = World::new();
    let (one, other) = (world.write("a/x.txt", TEXT), world.write("b/x.txt", "Another text stands here."));
    world.done(&["add", &one]);
    let (_, said) = world.ends(&["add", &other], 0);
    assert!(said.contains("x.txt~2"), "{said}");
    assert_eq!(world.keys(), ["x.txt", "x.txt~2"]);
}

#[test]
fn encodings_are_found() {
    let korean = "은파항에 등대가 다시 켜졌다. 마을 사람들은 밤새 기다렸다고 했다.";
    let world = World::new();
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(korean.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    world.write("in/utf16.txt", utf16);
    world.write("in/bom.txt", format!("\u{feff}{korean}"));
    // CP949 of the first sentence, cut after its full stop.
    let cp949: &[u8] = &[
        0xc0, 0xba, 0xc6, 0xc4, 0xc7, 0xd7, 0xbf, 0xa1, 0x20, 0xb5, 0xee, 0xb4, 0xeb, 0xb0, 0xa1, 0x20, 0xb4, 0xd9,
        0xbd, 0xc3, 0x20, 0xc4, 0xd1, 0xc1, 0xb3, 0xb4, 0xd9, 0x2e,
    ];
    world.write("in/cp949.txt", cp949);
    world.done(&["add", &world.path("in").display().to_string()]);
    for key in ["in/utf16.txt", "in/bom.txt", "in/cp949.txt"] {
        let shown = world.done(&["show", key]);
        assert!(shown.starts_with("은파항에 등대가 다시 켜졌다."), "{key}: {shown}");
    }
}

#[test]
fn what_cannot_be_taken_is_named_and_the_rest_is_kept() {
    let world = World::new();
    world.write("in/good.txt", TEXT);
    world.write("in/empty.txt", "");
    let noise: Vec<u8> = (0..4000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    world.write("in/noise.txt", noise);
    world.write("in/lines.jsonl", "{\"id\":\"a\",\"text\":\"Tarek Vane rowed home.\"}\n{\"id\":\"b\",\"te\n{\"id\":\"c\",\"text\":\"half \\ud83d char\"}\n");
    world.write("in/picture.png", [0x89, 0x50]);
    let folder = world.path("in").display().to_string();
    let (_, said) = world.ends(&["add", &folder], 4);
    for part in [
        "empty.txt: it is empty",
        "noise.txt: it does not look like text",
        "line 2",
        "unpaired",
        "3 added",
        "1 of other kinds",
    ] {
        assert!(said.contains(part), "{part} is missing in: {said}");
    }
    assert_eq!(world.keys(), ["in/good.txt", "a", "c"]);
    assert!(world.ends(&["add", &world.write("alone.txt", "")], 1).1.contains("it is empty"));
}

#[test]
fn a_limit_is_a_setting() {
    let world = World::new();
    world.write("archive/onrecord.toml", "[gather]\nmax_megabytes = 1\n");
    let path = world.write("big.txt", "many words ".repeat(200_000));
    assert!(world.ends(&["add", &path], 1).1.contains("max_megabytes"));
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let world = World::new();
    world.write("in/one.txt", TEXT);
    std::os::unix::fs::symlink(world.path("in"), world.path("in/again")).expect("linked");
    let (_, said) = world.ends(&["add", &world.path("in").display().to_string()], 4);
    assert!(said.contains("link that leads back"), "{said}");
    assert_eq!(world.keys(), ["in/one.txt"]);
}

#[test]
fn options_and_hand_beat_what_is_read() {
    let world = World::new();
    let path = world.write("one.md", "---\ntitle: The Harbour School\noutlet: Tide Paper\n---\nMira Holt opened it.\n");
    world.done(&["add", &path, "--published", "2024-05-06", "--author", "Jon Vane"]);
    world.done(&["sources", "set", "one.md", "title=Nine Chairs"]);
    let source = world.json(&["sources"])["sources"][0].clone();
    assert_eq!((source["title"].as_str(), source["outlet"].as_str()), (Some("Nine Chairs"), Some("Tide Paper")));
    assert_eq!((source["published"].as_str(), source["author"].as_str()), (Some("2024-05-06"), Some("Jon Vane")));
    world.ends(&["sources", "set", "one.md", "published=soon"], 1);
    world.ends(&["add", &path, "--published", "soon"], 2);
}

#[test]
fn a_removed_source_is_gone_from_the_search() {
    let world = World::new();
    world.done(&["add", &world.write("one.txt", TEXT)]);
    assert_eq!(world.json(&["search", "harbour school"])["hits"].as_array().map(Vec::len), Some(1));
    world.done(&["remove", "one.txt"]);
    assert_eq!(world.json(&["search", "harbour school"])["hits"].as_array().map(Vec::len), Some(0));
    assert_eq!(world.json(&["status"])["snapshots"], 0);
    world.ends(&["show", "one.txt"], 1);
}

#[test]
fn standard_input_is_a_source() {
    let world = World::new();
    let mut child =
        world.command(&["add", "-", "--url", "https://one.example/a"]).stdin(Stdio::piped()).spawn().expect("starts");
    std::io::Write::write_all(&mut child.stdin.take().expect("a pipe"), TEXT.as_bytes()).expect("written");
    assert!(child.wait().expect("ends").success());
    assert_eq!(world.keys(), ["https://one.example/a"]);
}

#[test]
fn a_copied_folder_is_the_archive() {
    let world = World::new();
    world.done(&["add", &world.write("one.txt", TEXT)]);
    let (from, to) = (world.path("archive"), world.path("moved"));
    fs::rename(&from, &to).expect("moved");
    let moved = to.display().to_string();
    let answer = world.json(&["--archive", &moved, "ask", "What did Mira Holt say about chairs?"]);
    assert_eq!(
        answer["evidence"][0]["text"].as_str().map(|text| text.trim_end_matches(',')),
        Some("We began with nine chairs")
    );
    world.done(&["--archive", &moved, "verify"]);
}

#[test]
fn the_index_is_derived() {
    let world = World::new();
    world.done(&["add", &world.write("one.txt", TEXT)]);
    fs::remove_dir_all(world.path("archive/index")).expect("removed");
    world.done(&["index"]);
    assert_eq!(world.json(&["search", "chairs"])["hits"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_comes_after_a_removed_source_is_read_too() {
    let world = World::new();
    world.done(&["add", &world.write("a.txt", "The lighthouse on Pell was sold in 1987.\n")]);
    let last = world.write("b.txt", "The ferry to Pell stopped in 1990.\n");
    world.done(&["add", &last]);
    world.done(&["remove", "b.txt"]);
    // It gets the numbers of the source that is gone.
    world.done(&["add", &world.write("c.txt", "The bridge to Pell opened in 2003.\n")]);
    world.done(&["add", &last]);
    for (question, words) in [("When did the bridge open?", "2003"), ("When did the ferry stop?", "1990")] {
        assert!(world.done(&["ask", question]).contains(words), "{question}");
    }
    let status = world.json(&["status"]);
    assert_eq!((&status["unread"], &status["unindexed"]), (&0.into(), &0.into()));
}
