//! Works and events: found in both languages, joined, corrected by hand, the same in any order.

use serde_json::{Value, json};

use crate::world::World;

/// Sources about a series, a song and a festival that nobody made.
const SOURCES: [(&str, &str); 6] = [
    (
        "a.txt",
        "드라마 〈소금길〉이 10일 첫 방송된다. 문가온 감독은 “길이 먼저 떠올랐다”고 말했다. 〈소금길〉 시즌2도 정해졌다.",
    ),
    (
        "b.txt",
        "The drama Salt Road returns in May, the director Mun Ga-on said on Monday. Season two of Salt Road will be filmed in winter.",
    ),
    ("c.txt", "가수 표하람은 새 노래 ‘젖은 우산’을 발표했다. 표하람은 “비가 왔다”고 말했다."),
    ("d.txt", "“I wrote it in one night,” said the singer Pyo Ha-ram of the single “Wet Umbrella”."),
    ("e.txt", "제7회 파란 등대 축제가 3일 열린다. 관객은 〈소금길〉의 배우들을 만난다."),
    ("f.txt", "The seventh Blue Lighthouse Festival opens on Friday, and the mayor calls it “a long night”."),
];

fn world(order: &[usize]) -> World {
    let world = World::new();
    for &at in order {
        add(&world, at);
    }
    world
}

fn add(world: &World, at: usize) {
    let (name, text) = SOURCES[at];
    let path = world.write(name, text);
    world.done(&["add", &path]);
}

/// Returns the titles of each work, without its number.
fn titles(world: &World) -> Vec<String> {
    let listed = world.json(&["works"]);
    let texts = |work: &Value| {
        let mut texts: Vec<&str> =
            work["titles"].as_array().expect("titles").iter().filter_map(|title| title["text"].as_str()).collect();
        texts.sort_unstable();
        format!("{} {}", work["kind"].as_str().unwrap_or_default(), texts.join(" | "))
    };
    let mut works: Vec<String> = listed["works"].as_array().expect("works").iter().map(texts).collect();
    works.sort();
    works
}

const EXPECTED: [&str; 5] = [
    "event Blue Lighthouse Festival | 파란 등대 축제",
    "event seventh Blue Lighthouse Festival | 제7회 파란 등대 축제",
    "series Salt Road | 소금길",
    "series Season two of Salt Road | 소금길 시즌2",
    "song Wet Umbrella | 젖은 우산",
];

#[test]
fn works_are_one_over_both_languages_in_any_order() {
    let whole = world(&[0, 1, 2, 3, 4, 5]);
    assert_eq!(titles(&whole), EXPECTED);
    for order in [[5, 4, 3, 2, 1, 0], [3, 0, 5, 2, 1, 4], [1, 4, 2, 0, 3, 5]] {
        assert_eq!(titles(&world(&order)), EXPECTED);
    }
    let shown = whole.json(&["works", "show", "salt road"]);
    let work = &shown["works"][0];
    assert_eq!(work["parts"][0]["part_of"], work["id"]);
    assert_eq!(work["sources"].as_array().map(Vec::len), Some(3));
    let of_source = whole.json(&["works", "--source", "d.txt"]);
    assert_eq!(of_source["works"][0]["name"], "Wet Umbrella");
    assert_eq!(of_source["works"].as_array().map(Vec::len), Some(1));
    let asked = whole.json(&["works", "show", "누가 〈소금길〉을 찍었나?"]);
    assert_eq!(asked["works"][0]["id"], work["id"]);
}

#[test]
fn what_is_removed_and_added_again_is_the_same() {
    let world = world(&[0, 1, 2, 3, 4, 5]);
    for at in [1, 4, 2] {
        world.done(&["remove", SOURCES[at].0]);
    }
    assert_eq!(
        titles(&world),
        [
            "event Blue Lighthouse Festival",
            "event seventh Blue Lighthouse Festival",
            "series 소금길",
            "series 소금길 시즌2",
            "song Wet Umbrella"
        ]
    );
    for at in [2, 1, 4] {
        add(&world, at);
    }
    assert_eq!(titles(&world), EXPECTED);
}

#[test]
fn decisions_by_hand_win_and_survive() {
    let world = world(&[0, 1, 2, 3]);
    let id = |name: &str| world.json(&["works", "show", name])["works"][0]["id"].clone();
    world.done(&["works", "split", "소금길", "Salt Road"]);
    assert_ne!(id("소금길"), id("Salt Road"));
    world.done(&["remove", "b.txt"]);
    add(&world, 1);
    assert_ne!(id("소금길"), id("Salt Road"));
    world.done(&["works", "undo"]);
    assert_eq!(id("소금길"), id("Salt Road"));
    world.done(&["works", "merge", "소금길", "젖은 우산"]);
    assert_eq!(id("Wet Umbrella"), id("Salt Road"));
    world.done(&["works", "rename", "소금길", "Both"]);
    assert_eq!(world.json(&["works", "show", "Salt Road"])["works"][0]["name"], "Both");
    world.done(&["works", "undo"]);
    world.done(&["works", "undo"]);
    assert_ne!(id("Wet Umbrella"), id("Salt Road"));
    assert_eq!(world.json(&["works", "doubts"])["doubts"], json!([]));
    world.ends(&["works", "undo"], 1);
    world.ends(&["works", "show", "Nothing Like It"], 1);
    world.ends(&["works", "split", "소금길", "Wet Umbrella"], 1);
}

#[test]
fn speech_and_persons_are_no_works() {
    let world = World::new();
    let korean = world.write(
        "a.txt",
        "도가람 감독은 “모두의 덕분이다”라고 말했다. 그는 ‘괜찮다’고 했다. 서미로 배우는 “고맙다”고 했다.",
    );
    let english =
        world.write("b.txt", "“Thank You All,” said Ana Poe. She met Bo Lind in New York on Monday. “Yes,” he said.");
    world.done(&["add", &korean, &english]);
    assert_eq!(titles(&world), [""; 0]);
}
