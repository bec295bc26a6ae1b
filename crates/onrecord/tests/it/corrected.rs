//! What a person sets right about who said something holds, and nothing else moves.

use serde_json::Value;

use crate::world::World;

const TEXT: &str = "Mira Solberg opened the hall on Friday. “The roof was my grandmother's idea,” said Mira Solberg. \
                    “We ran out of nails twice,” said Tom Achterberg.\n\nThe sign on the door said “Mind the step”.\n";
const KOREAN: &str =
    "가온목 감독은 “지붕은 할머니 생각이었다”고 말했다. 표다온 목수는 “못이 두 번 떨어졌다”고 말했다.\n";

fn world() -> World {
    let world = World::new();
    let (one, other) = (world.write("hall.txt", TEXT), world.write("지붕.txt", KOREAN));
    world.done(&["add", &one, &other]);
    world
}

/// Returns the quotation that begins with some words, or nothing.
fn quote(world: &World, words: &str) -> Option<Value> {
    let listed = world.json(&["quotes"]);
    let quotes = listed["quotes"].as_array().cloned().unwrap_or_default();
    quotes.into_iter().find(|quote| quote["text"].as_str().is_some_and(|text| text.starts_with(words)))
}

#[track_caller]
fn id(world: &World, words: &str) -> String {
    quote(world, words).expect("it is listed")["id"].as_str().unwrap_or_default().to_owned()
}

fn speaker(world: &World, words: &str) -> Value {
    quote(world, words).unwrap_or_default()["speaker"]["name"].clone()
}

#[test]
fn a_speaker_by_hand_is_shown_found_and_counted() {
    let world = world();
    assert_eq!(speaker(&world, "We ran"), "Tom Achterberg");
    world.done(&["quotes", "set", &id(&world, "We ran"), "--speaker", "Mira Solberg"]);
    let set = quote(&world, "We ran").expect("it is listed");
    assert_eq!((&set["speaker"]["name"], &set["by_hand"]), (&"Mira Solberg".into(), &true.into()));
    assert_eq!(set["reason"], "decided by hand");
    let hers = world.json(&["quotes", "--speaker", "Solberg"]);
    assert_eq!(hers["quotes"].as_array().map(Vec::len), Some(2));
    assert_eq!(world.json(&["status"])["corrected_quotes"], 1);
    assert_eq!(speaker(&world, "The roof"), "Mira Solberg");
}

#[test]
fn nobody_a_name_of_no_source_and_no_quotation_at_all() {
    let world = world();
    world.done(&["quotes", "set", &id(&world, "지붕은"), "--speaker", "none"]);
    assert_eq!(speaker(&world, "지붕은"), Value::Null);
    world.done(&["quotes", "set", &id(&world, "못이"), "--speaker", "봉서린"]);
    assert_eq!(speaker(&world, "못이"), "봉서린");
    assert_eq!(world.json(&["quotes", "--speaker", "봉서린"])["quotes"].as_array().map(Vec::len), Some(1));
    let dropped = id(&world, "The roof");
    world.done(&["quotes", "drop", &dropped]);
    assert_eq!(quote(&world, "The roof"), None);
    assert_eq!(speaker(&world, "We ran"), "Tom Achterberg");
    assert_eq!(world.json(&["status"])["corrected_quotes"], 3);
    world.done(&["quotes", "undo", &dropped]);
    assert_eq!(speaker(&world, "The roof"), "Mira Solberg");
    assert_eq!(world.json(&["status"])["corrected_quotes"], 2);
}

#[test]
fn it_holds_when_the_source_is_read_again_changes_or_comes_back() {
    let world = world();
    world.done(&["quotes", "set", &id(&world, "We ran"), "--speaker", "Mira Solberg"]);
    world.done(&["index"]);
    let longer = world.write("hall.txt", format!("A first line was added later.\n\n{TEXT}"));
    world.done(&["add", &longer]);
    assert_eq!(speaker(&world, "We ran"), "Mira Solberg");
    let key = quote(&world, "We ran").unwrap_or_default()["source"]["key"].as_str().unwrap_or_default().to_owned();
    world.done(&["remove", &key]);
    assert_eq!(world.json(&["status"])["corrected_quotes"], 0);
    world.done(&["add", &longer]);
    assert_eq!(speaker(&world, "We ran"), "Mira Solberg");
    world.done(&["takedown", &key]);
    world.done(&["add", &longer, "--again"]);
    assert_eq!(speaker(&world, "We ran"), "Tom Achterberg");
}

#[test]
fn what_is_no_quotation_cannot_be_set() {
    let world = world();
    let (_, said) = world.ends(&["quotes", "set", "00000000-0-4-00000000", "--speaker", "Mira Solberg"], 1);
    assert!(!said.is_empty());
    let (_, said) = world.ends(&["quotes", "set", &id(&world, "The roof"), "--speaker", " "], 1);
    assert!(said.contains("--speaker"), "{said}");
}

#[test]
fn copies_are_set_right_together_and_counted_once() {
    let world = world();
    world.done(&["add", &world.write("copy/hall.txt", TEXT)]);
    let set = id(&world, "We ran");
    world.done(&["quotes", "set", &set, "--speaker", "Mira Solberg"]);
    let listed = world.json(&["quotes", "--speaker", "Solberg"]);
    assert_eq!(listed["quotes"].as_array().map(Vec::len), Some(4));
    assert_eq!(world.json(&["status"])["corrected_quotes"], 1);
    world.done(&["quotes", "undo", &set]);
    let (_, said) = world.ends(&["quotes", "undo", &set], 1);
    assert!(said.contains("nothing was decided") && said.contains("try:"), "{said}");
}
