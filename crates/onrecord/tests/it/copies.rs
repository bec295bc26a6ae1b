//! Sources with one text: grouped in any order of adding, with the original where it can be told.

use serde_json::{Value, json};

use crate::world::World;

const BODY: &str = "All 84 passengers were taken off by two fishing boats within three hours of the first call. \
    Nobody was hurt, though a crate of 300 oranges went over the side and has not been seen since. \
    The captain, Bu Ga-eul, said the rudder had been changed in March and had never made a sound before.";

/// A wire story, its reprint, an edited one, and another of the same night.
fn sources() -> Value {
    let row = |id: &str, day: &str, text: String| json!({"id": id, "text": text, "outlet": id, "published": day});
    json!([
        row("wire", "2024-05-01", format!("The ferry Halla lost its rudder on Tuesday night. {BODY}")),
        row("post", "2024-05-02", format!("Two boats saved the day when a ferry drifted. {BODY}")),
        row("echo", "2024-05-03", BODY.replace("has not been seen since", "is still missing")),
        row(
            "own",
            "2024-05-02",
            "A ferry with 84 people drifted for three hours when its rudder broke. Two boats brought them in. “It had never \
             made a sound,” said Bu Ga-eul, the captain. Divers look at it on Friday."
                .to_owned()
        ),
    ])
}

fn world(order: &[usize]) -> World {
    let world = World::new();
    for &at in order {
        let path = world.write(&format!("{at}.jsonl"), sources()[at].to_string());
        world.done(&["add", &path]);
    }
    world
}

fn copies(world: &World, key: &str) -> Value {
    let sources = world.json(&["sources"])["sources"].clone();
    let found = sources.as_array().expect("a list").iter().find(|source| source["key"] == key);
    found.expect("the source")["copies"].clone()
}

#[test]
fn a_reprint_and_an_edited_story_are_copies_in_any_order() {
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
        let world = world(&order);
        let groups = world.json(&["sources", "copies"])["groups"].clone();
        assert_eq!(groups.as_array().map(Vec::len), Some(1), "{groups}");
        assert_eq!(groups[0]["original"], "wire");
        let keys: Vec<&Value> =
            groups[0]["copies"].as_array().expect("a list").iter().map(|copy| &copy["key"]).collect();
        assert_eq!(keys, ["echo", "post"]);
        assert_eq!(groups[0]["copies"][1]["kind"], "reprint");
        assert_eq!(copies(&world, "wire"), json!(["echo", "post"]));
        assert_eq!(copies(&world, "post"), json!([]));
        assert_eq!(copies(&world, "own"), json!([]));
    }
}

#[test]
fn what_is_set_by_hand_and_what_goes_counts_at_once() {
    let world = world(&[0, 1, 3]);
    world.done(&["sources", "set", "wire", "published=2024-05-09"]);
    assert_eq!(world.json(&["sources", "copies"])["groups"][0]["original"], "post");
    world.done(&["remove", "wire"]);
    assert_eq!(world.json(&["sources", "copies"])["groups"], json!([]));
    assert_eq!(copies(&world, "post"), json!([]));
}
