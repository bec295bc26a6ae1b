//! Sources that change: versions, what changed in words, and what is said of words that are gone.

use crate::world::World;

const OLD: &str = "Mira Holt opened the harbour school in 2019.\n\n“We began with nine wooden chairs and one stove,” Mira Holt said.\n";
const NEW: &str = "Mira Holt opened the harbour school in 2019.\n\n“We began with six folding chairs and no stove,” Mira Holt said.\n";
const QUESTION: &str = "What did Mira Holt say about chairs?";

fn changed() -> (World, String) {
    let world = World::new();
    let path = world.write("school.txt", OLD);
    world.done(&["add", &path, "--outlet", "Tide Paper", "--published", "2024-05-06"]);
    let before = world.json(&["ask", QUESTION]);
    assert!(before["evidence"][0].get("version").is_none(), "one version needs no number");
    let id = before["evidence"][0]["id"].as_str().expect("an id").to_owned();
    world.write("school.txt", NEW);
    world.done(&["add", &path, "--outlet", "Tide Paper", "--published", "2024-05-06"]);
    (world, id)
}

#[test]
fn evidence_names_its_version_and_says_when_a_newer_one_has_lost_the_words() {
    let (world, id) = changed();
    let now = &world.json(&["ask", QUESTION])["evidence"][0];
    assert!(now["text"].as_str().is_some_and(|text| text.contains("six folding chairs")), "{now}");
    assert_eq!((&now["version"]["number"], &now["version"]["of"]), (&2.into(), &2.into()));
    assert!(now["version"]["gone_in"].is_null());

    let (words, said) = world.ends(&["show", &id], 0);
    assert!(words.contains("nine wooden chairs"), "{words}");
    assert!(said.contains("version 1 of 2") && said.contains("version 2 no longer has these words"), "{said}");
    assert_eq!(world.json(&["show", &id])["version"]["gone_in"], 2);

    world.write("school.txt", format!("{OLD}It has a garden now.\n"));
    world.done(&["add", &world.path("school.txt").display().to_string()]);
    let (_, said) = world.ends(&["show", &id], 0);
    assert!(said.contains("version 1 of 3") && !said.contains("no longer"), "{said}");
}

#[test]
fn an_earlier_version_can_be_shown() {
    let (world, _) = changed();
    assert_eq!(world.done(&["show", "school.txt"]), NEW);
    assert_eq!(world.done(&["show", "school.txt", "--version", "1"]), OLD);
    let (_, said) = world.ends(&["show", "school.txt", "--version", "1", "--at", "49..70"], 0);
    assert!(said.contains("version 2 no longer has these words"), "{said}");
    assert!(world.ends(&["show", "school.txt", "--version", "3"], 2).1.contains("no version 3"));
    world.ends(&["show", "00000000-1-2-00000000"], 1);
}

#[test]
fn a_draft_that_quotes_an_earlier_version_is_told_so() {
    let (world, _) = changed();
    let draft = world.write(
        "draft.md",
        "According to Tide Paper, Mira Holt said: “We began with nine wooden chairs and one stove.”\n",
    );
    let report = world.json(&["check", &draft]);
    let finding = &report["findings"][0];
    assert_eq!(
        (finding["code"].as_str(), finding["severity"].as_str()),
        (Some("altered-quote"), Some("warning")),
        "{report}"
    );
    let message = finding["message"].as_str().expect("a message");
    assert!(message.contains("version 1 of 2") && message.contains("version 2 no longer"), "{message}");
    assert_eq!(finding["evidence"][0]["version"]["number"], 1);
    assert_eq!(finding["evidence"][0]["text"], "We began with nine wooden chairs and one stove");
    let invented =
        world.write("invented.md", "Mira Holt said: “We began with ninety golden chairs and a swimming pool.”\n");
    world.ends(&["check", &invented], 6);
}

#[test]
fn a_source_shows_what_changed_in_words() {
    let (world, _) = changed();
    let shown = world.done(&["sources", "show", "school.txt"]);
    assert!(shown.contains("version 2 of 2"), "{shown}");
    assert!(shown.contains("[-nine wooden-]{+six folding+}"), "{shown}");
    let versions = world.json(&["sources", "show", "school.txt"])["versions"].clone();
    assert_eq!(versions[0]["changes"].as_array().map(Vec::len), Some(0));
    assert_eq!(
        (&versions[1]["changes"][0]["gone"], &versions[1]["changes"][0]["new"]),
        (&"nine wooden".into(), &"six folding".into())
    );
}

#[test]
fn what_is_missing_is_listed_until_a_person_sets_it() {
    let world = World::new();
    let path = world.write("note.txt", "The ferry stays in the harbour today. Nobody came.\n");
    world.done(&["add", &path]);
    let missing = world.json(&["sources", "--missing"])["sources"][0]["missing"].clone();
    let fields: Vec<&str> =
        missing.as_array().expect("a list").iter().filter_map(|field| field["field"].as_str()).collect();
    assert!(["outlet", "author", "published"].iter().all(|field| fields.contains(field)), "{missing}");
    world.done(&[
        "sources",
        "set",
        "note.txt",
        "title=Ferry",
        "outlet=Tide Paper",
        "author=Jon Vane",
        "published=2024-05",
    ]);
    assert_eq!(world.json(&["sources", "--missing"])["sources"].as_array().map(Vec::len), Some(0));
}

#[test]
fn what_is_set_by_hand_survives_reading_again() {
    let world = World::new();
    let page = "<html><head><title>Ferry stays in port - Tide Paper</title></head><body><h1>Ferry stays in port</h1><article><p>By Jon Vane</p>\
        <p>The ferry stays in the harbour today, the harbour master Mira Holt said on Monday morning.</p></article></body></html>";
    let path = world.write("ferry.html", page);
    world.done(&["add", &path]);
    world.done(&["sources", "set", "ferry.html", "title=No ferry", "published=2024-05-06"]);
    let db = rusqlite::Connection::open(world.path("archive/archive.db")).expect("opens");
    db.execute_batch("UPDATE reading SET reader = 0; UPDATE settled SET form = '0' WHERE stage = 'read'")
        .expect("made old");
    drop(db);
    world.done(&["index"]);
    assert_eq!(world.json(&["status"])["unread"], 0);
    let check = |expected: &str| {
        let source = world.json(&["sources"])["sources"][0].clone();
        assert_eq!((source["title"].as_str(), source["published"].as_str()), (Some(expected), Some("2024-05-06")));
    };
    check("No ferry");
    world.write("ferry.html", page.replace("on Monday", "on Tuesday"));
    world.done(&["add", &path]);
    check("No ferry");
    world.done(&["sources", "set", "ferry.html", "title="]);
    check("Ferry stays in port");
}

#[test]
fn decomposed_hangul_is_kept_as_written_and_found() {
    use unicode_normalization::UnicodeNormalization;
    let world = World::new();
    let text: String = "윤가람 감독은 “등대의 불빛이 먼저 떠올랐다”고 말했다.\n".nfd().collect();
    world.done(&["add", &world.write("nfd.txt", &text)]);
    assert_eq!(world.done(&["show", "nfd.txt"]), text);
    let hits = world.json(&["search", "등대 불빛"]);
    let hit = hits["hits"][0]["text"].as_str().expect("found");
    assert!(text.contains(hit), "words that are shown are words as written");
    let answer = world.json(&["ask", "윤가람 감독은 등대에 대해 뭐라고 말했나?"]);
    let words = answer["evidence"][0]["text"].as_str().expect("answered");
    assert!(text.contains(words) && words.nfc().collect::<String>().contains("불빛이 먼저"), "{answer}");
}
