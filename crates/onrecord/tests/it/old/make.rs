//! Makes the old archive, with the program that the archive is to be of.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::world::World;

/// Decisions, settings and questions, in this order.
const DONE_BY_HAND: &[&[&str]] = &[
    &["sources", "set", "in/stair.html", "outlet=Low Water Weekly"],
    &["sources", "set", "in/school.txt", "title=The harbour school", "published=2025-02"],
    &["people", "alias", "add", "하림", "Harbor"],
    &["people", "merge", "강이현", "Ian Kang"],
    &["people", "split", "Yoo Da-on", "유다온"],
    &["people", "rename", "Han Seo-go", "Han Seo-go (director)"],
    &["people", "merge", "Mira Holt", "Orla Finch"],
    &["people", "undo"],
    &["questions", "add", "Who rowed the second boat?"],
    &["questions", "add", "등대는 누가 지키나요?"],
    &["questions", "close", "1"],
    &["ask", "What does the ferry cost in winter?", "--keep"],
];

/// Persons about whom something was decided, or taken back.
const DECIDED: [&str; 10] =
    ["강이현", "Ian Kang", "하림", "Harbor", "한서고", "Han Seo-go", "Mira Holt", "p4", "p12", "p14"];

/// Questions whose evidence has to be found under its codes later.
const ASKED: [&str; 4] = [
    "What did Orla Finch say about Mondays?",
    "How long did filming take?",
    "유다온은 등대 계단에 대해 뭐라고 말했나요?",
    "Who opened the harbour school?",
];

const POSTS: [(&str, &str); 4] = [
    (
        "silence.ko.md",
        "---\ntitle: 말 없는 장면\nquestion: 왜 말이 없나요?\npublished: 2025-06-01\npeople: [한서고]\n---\n감독의 말이다.\n\n\
         {{quote from=\"in/lighthouse.txt\" words=\"말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다\" translation=\"We shot the wordless scenes first. The sound came later.\"}}\n",
    ),
    (
        "silence.en.md",
        "---\ntitle: The wordless scenes\nquestion: Why does nobody speak?\npublished: 2025-06-01\npeople: [Han Seo-go]\n---\nThe director said:\n\n\
         {{quote from=\"in/lighthouse.txt\" words=\"말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다\" translation=\"We shot the wordless scenes first. The sound came later.\"}}\n\n\
         See {{post door}} and {{source in/stair.html}}.\n",
    ),
    (
        "door.en.md",
        "---\ntitle: The open door\npublished: 2025-06-03\nthemes: [silence]\n---\nAn essay on {{person Marta Quill}}.\n\n\
         {{quote from=\"in/hall.md\" words=\"because nobody knew how to close it.\"}}\n",
    ),
    (
        "kitchen.en.md",
        "---\ntitle: In the kitchen\npublished: 2025-06-05\n---\nWhat was said there:\n\n\
         {{quote from=\"in/private.txt\" words=\"My brother never came home from the boat,\"}}\n\n\
         {{quote EARLIER}}\n",
    ),
];

/// Makes it with the program that is tested, to see that it can be made; with the one that `ONRECORD_OLD` names, to be kept.
#[test]
fn an_archive_is_made_for_later_programs() {
    let old = std::env::var_os("ONRECORD_OLD");
    let world = old.as_ref().map_or_else(World::bare, World::of);
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old");
    for entry in fs::read_dir(here.join("in")).expect("the sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_str().expect("text");
        world.write(&format!("in/{name}"), fs::read(&path).expect("read"));
    }
    world.done(&["init", &world.shown("archive")]);
    world.done(&["add", &world.shown("in")]);
    let earlier = world.json(&["quotes", "--source", "in/school.txt"])["quotes"][0]["id"].clone();
    let school = fs::read_to_string(world.path("in/school.txt")).expect("read");
    world.write("in/school.txt", school.replace("nine wooden chairs", "six folding chairs"));
    world.done(&["add", &world.shown("in")]);
    DONE_BY_HAND.iter().for_each(|command| drop(world.done(command)));
    for (name, text) in POSTS {
        let text = text.replace("EARLIER", earlier.as_str().expect("an id"));
        world.write(&format!("archive/posts/{name}"), text);
    }
    world.done(&["publish", "--out", &world.shown("site")]);
    world.done(&["takedown", "in/private.txt"]);
    world.done(&["remove", "in/rumour.txt"]);
    world.done(&["publish", "--out", &world.shown("site")]);
    world.done(&["verify", "--site", &world.shown("site")]);
    let expected = expected(&world, &earlier);
    if old.is_none() {
        return super::check(&world, &expected);
    }
    world.write("expected.json", serde_json::to_vec_pretty(&expected).expect("JSON"));
    // What is derived is made anew; locks are nobody's.
    fs::remove_dir_all(world.path("archive/index")).expect("removed");
    for name in ["archive", "index", "making"] {
        fs::remove_file(world.path(&format!("archive/{name}.lock"))).ok();
        fs::remove_file(world.path(&format!("archive/{name}.next"))).ok();
    }
    pack(&world, &here.join(format!("schema-{}.tar.gz", super::schema(&world))));
}

/// Returns what has to be the same for every later program.
fn expected(world: &World, earlier: &Value) -> Value {
    let quotes = world.json(&["quotes"])["quotes"].clone();
    let quotes = quotes.as_array().expect("a list").iter().map(|quote| quote["id"].clone());
    let answers = ASKED.map(|question| world.json(&["ask", question])["evidence"].clone());
    let answers = answers.iter().flat_map(|evidence| evidence.as_array().expect("a list"));
    let codes = quotes.chain([earlier.clone()]).chain(answers.map(|evidence| evidence["id"].clone())).map(|id| {
        let shown = world.json(&["show", id.as_str().expect("an id")]);
        json!({"id": id, "text": shown["text"], "key": shown["source"]["key"], "start": shown["start"], "version": shown["version"]["number"]})
    });
    let codes: Vec<Value> = codes.collect();
    json!({
        "codes": codes,
        "sources": world.json(&["sources"])["sources"],
        "people": DECIDED.map(|name| json!([name, super::known_as(world, name)])),
        "questions": world.json(&["questions"])["questions"],
        "aliases": world.json(&["people", "alias", "list"])["aliases"],
    })
}

/// Packs the archive, its site and what is expected, so that the same files give the same bytes.
fn pack(world: &World, to: &Path) {
    let mut tar = Command::new("tar")
        .args([
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "--mtime=@0",
            "--mode=u=rwX,go=rX",
            "-cf",
            "-",
        ])
        .args(["-C", &world.shown(""), "archive", "site", "expected.json"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("tar");
    let packed = Command::new("gzip").args(["-9", "-n"]).stdin(tar.stdout.take().expect("a pipe")).output();
    assert!(tar.wait().expect("tar").success(), "tar failed");
    let packed = packed.expect("gzip");
    fs::write(to, packed.stdout).expect("written");
}
