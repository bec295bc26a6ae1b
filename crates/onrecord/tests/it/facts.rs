//! Facts, what is dated and what was corrected, over two languages.

use serde_json::{Value, json};

use crate::world::World;

fn world(order: &[usize]) -> World {
    let row = |id: &str, day: &str, title: &str, text: &str| json!({"id": id, "text": text, "title": title, "outlet": "Sohang Post", "published": day});
    let rows = [
        row(
            "report",
            "2024-05-04",
            "A roof",
            "The theatre raised 47 million won for its roof. Work began on 2 April 2024. Its director Mun Ga-on (52) was pleased, twice.",
        ),
        row(
            "fix",
            "2024-05-09",
            "바로잡습니다",
            "극장이 지붕 공사에 쓸 돈 4700만 원을 모았다고 썼으나 4100만 원이 맞습니다.",
        ),
    ];
    let world = World::new();
    for &at in order {
        let path = world.write(&format!("{at}.jsonl"), rows[at].to_string());
        world.done(&["add", &path]);
    }
    world
}

fn list(world: &World, arguments: &[&str], name: &str) -> Vec<Value> {
    world.json(arguments)[name].as_array().expect("a list").clone()
}

#[test]
fn facts_have_value_unit_and_words_and_the_small_ones_only_when_asked() {
    let world = world(&[0]);
    let facts = list(&world, &["facts"], "facts");
    let shown: Vec<String> =
        facts.iter().map(|fact| format!("{} {} {}", fact["kind"], fact["normalized"], fact["unit"])).collect();
    assert_eq!(shown, ["\"money\" \"47000000\" \"KRW\"", "\"date\" \"2024-04-02\" null", "\"age\" \"52\" \"year\""]);
    assert_eq!(facts[0]["evidence"]["text"], "The theatre raised 47 million won for its roof.");
    assert!(list(&world, &["facts", "--all"], "facts").len() >= facts.len());
    assert_eq!(list(&world, &["facts", "--attribute", "raised"], "facts"), facts[..1]);
    let of_mun = list(&world, &["facts", "--about", "문가온"], "facts");
    assert_eq!(of_mun.iter().map(|fact| &fact["value"]).collect::<Vec<_>>(), ["52"]);
    let table = world.done(&["facts", "--csv", "--quiet"]);
    assert_eq!(table.lines().count(), 4);
}

#[test]
fn days_stand_in_order() {
    let world = world(&[0]);
    let days: Vec<Value> = list(&world, &["timeline"], "events").iter().map(|event| event["day"].clone()).collect();
    assert_eq!(days, ["2024-04-02"]);
    assert_eq!(list(&world, &["timeline", "--outlet", "elsewhere"], "events"), Vec::<Value>::new());
}

#[test]
fn a_correction_shows_both_sides_in_any_order_of_adding() {
    for order in [[0, 1], [1, 0]] {
        let disputes = list(&world(&order), &["disputes"], "disputes");
        assert_eq!(disputes.len(), 1);
        assert_eq!(disputes[0]["status"], "settled");
        let values: Vec<&Value> =
            disputes[0]["values"].as_array().expect("sides").iter().map(|side| &side["value"]).collect();
        assert_eq!(values, ["47 million won", "4100만 원"]);
        assert_eq!(disputes[0]["settled_by"]["source"]["key"], "fix");
    }
}
