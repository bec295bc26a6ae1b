//! The persons and works of the press kit: each once, with its kind and the number of its spellings. Nobody is split, nobody merged,
//! and nothing is listed that is no person, or no work.

use serde_json::{Value, json};

use crate::pin::kept::Pin;
use crate::world::World;

/// Pins what a command lists of the kit's sources and saved files, in the order of the names.
fn holds(command: &str, kind: &str, of: &str) {
    let world = World::new();
    let kit = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/press-kit");
    world.ends(&["add", &format!("{kit}/sources"), &format!("{kit}/saved")], 0);
    let listed = world.json(&[command]);
    let draw = |one: &Value| {
        let mut spellings: Vec<&str> =
            one[of].as_array().expect("a list").iter().filter_map(|spelling| spelling["text"].as_str()).collect();
        spellings.sort_unstable();
        let name = spellings.first().copied().unwrap_or_default();
        (name.to_owned(), json!({ "kind": one[kind], "n": spellings.len(), "spellings": spellings }))
    };
    let mut lines: Vec<(String, Value)> = listed[command].as_array().expect("a list").iter().map(draw).collect();
    lines.sort_by(|one, other| one.0.cmp(&other.0));
    let mut pin = Pin::new(&format!("kit_{command}"));
    lines.iter().for_each(|(_, line)| pin.add(line));
    pin.holds();
}

#[test]
fn persons_of_the_press_kit() {
    holds("people", "type", "spellings");
}

#[test]
fn works_of_the_press_kit() {
    holds("works", "kind", "titles");
}
