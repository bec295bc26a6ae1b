//! The order in which sources are added decides nothing: neither who is one person, nor what is one work.

use serde_json::Value;

use crate::world::World;

/// Sources that nobody wrote: spellings that several persons may have, parts of names in many documents, bodies, namesakes, and names
/// that only another source shows to be one.
const SOURCES: [(&str, &str); 17] = [
    (
        "a.txt",
        "노하율 감독은 10일 군산에서 배우들을 만났다. 노하율 감독은 “바다가 먼저다”라고 말했다. 한소담 작가도 왔다.",
    ),
    ("b.txt", "The director Roh Ha-yul met the writer Han So-dam on Monday. “The sea comes first,” said Roh Ha-yul."),
    ("c.txt", "“We waited for the tide,” said the director No Hayul. The writer Han Sodam laughed."),
    ("d.txt", "The director Noh Ha-yool came back in May. “It was cold,” said Noh Ha-yool, as Han So-dam nodded."),
    ("e.txt", "Tomas Brandvold plays the pilot. “I never flew,” said Brandvold. The director Roh Ha-yul agreed."),
    ("f.txt", "배우 토마스 브란볼드는 “비행기를 타 본 적이 없다”고 말했다. 브란볼드는 노하율 감독과 두 번째로 만났다."),
    ("g.txt", "브란볼드는 “추웠다”고 말했다. 노하율 감독은 “나도 그랬다”고 했다."),
    ("h.txt", "“I liked the cold,” Brandvold said. Roh Ha-yul did not."),
    ("i.txt", "군산시는 20일 촬영을 허가했다. 김도람 시장은 “기쁘다”고 말했다."),
    ("j.txt", "가수 김도람은 새 노래 ‘물그림자’를 냈다. 김도람은 “바다에서 썼다”고 했다."),
    ("k.txt", "The singer Kim Do-ram wrote “Water Shadow” by the sea. “In one night,” said Kim Do-ram."),
    ("l.txt", "The mayor Kim Do-ram said, “We are glad.” The city of Gunsan has allowed the shoot."),
    ("m.txt", "드라마 〈물때를 기다려〉는 노하율 감독의 새 작품이다. 한소담 작가는 “오래 걸렸다”고 말했다."),
    ("n.txt", "The drama Wait for the Tide, by the director Roh Ha-yul and the writer Han So-dam, opens in May."),
    ("o.txt", "하율은 “소담이 다 썼다”고 말했다. 노하율 감독과 한소담 작가는 늘 같이 일한다."),
    ("p.txt", "Brandvold and Han So-dam met in Gunsan. “He is tall,” said Han So-dam."),
    ("q.txt", "“The harbour is loud,” said Brackwater. Han So-dam laughed."),
];

fn add(world: &World, places: &[usize]) {
    let line = |&at: &usize| {
        let (id, text) = SOURCES[at];
        serde_json::json!({ "id": id, "text": text }).to_string() + "\n"
    };
    let path = world.write(&format!("{}.jsonl", SOURCES[places[0]].0), places.iter().map(line).collect::<String>());
    world.done(&["add", &path]);
}

/// Returns the spellings of each person and the titles of each work, without their numbers.
fn shown(world: &World) -> Vec<String> {
    let listed = |command: &str, all: &str, of: &str| -> Vec<String> {
        let json = world.json(&[command]);
        let texts = |one: &Value| {
            let text = |it: &Value| format!("{} {}", it["text"].as_str().unwrap_or_default(), it["count"]);
            let mut texts: Vec<String> = one[of].as_array().expect("a list").iter().map(text).collect();
            texts.sort_unstable();
            texts.join(" | ")
        };
        json[all].as_array().expect("a list").iter().map(texts).collect()
    };
    let mut shown = listed("people", "people", "spellings");
    shown.extend(listed("works", "works", "titles"));
    shown.sort();
    shown
}

/// Returns the places of the sources in an order that a number stands for.
fn shuffled(seed: u64) -> Vec<usize> {
    shuffled_of(seed, SOURCES.len())
}

fn shuffled_of(seed: u64, n: usize) -> Vec<usize> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut places: Vec<usize> = (0..n).collect();
    for at in (1..places.len()).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        places.swap(at, (state >> 33) as usize % (at + 1));
    }
    places
}

#[test]
fn any_order_gives_the_same_persons_and_works() {
    let world = World::new();
    add(&world, &(0..SOURCES.len()).collect::<Vec<_>>());
    let expected = shown(&world);
    for seed in 1..=6 {
        let order = shuffled(seed);
        // All at once, a few at a time, one by one.
        let n = [SOURCES.len(), 5, 1][seed as usize % 3];
        let world = World::new();
        order.chunks(n).for_each(|places| add(&world, places));
        assert_eq!(shown(&world), expected, "seed {seed}, {n} at a time");
    }
}

/// Returns the files of the press kit.
fn kit() -> Vec<String> {
    let kit = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/press-kit");
    let of = |folder: &str| std::fs::read_dir(format!("{kit}/{folder}")).expect("a folder");
    let paths = of("sources").chain(of("saved")).map(|entry| entry.expect("an entry").path().display().to_string());
    let mut paths: Vec<String> = paths.filter(|path| !path.ends_with(".tsv")).collect();
    paths.sort();
    paths
}

#[test]
fn any_order_of_the_press_kit_gives_the_same_persons_and_works() {
    let files = kit();
    let add = |world: &World, places: &[usize]| {
        let mut arguments = vec!["add"];
        arguments.extend(places.iter().map(|&at| files[at].as_str()));
        world.done(&arguments);
    };
    let world = World::new();
    add(&world, &(0..files.len()).collect::<Vec<_>>());
    let expected = shown(&world);
    for (seed, n) in [(11, files.len()), (12, 6), (13, 1)] {
        let world = World::new();
        shuffled_of(seed, files.len()).chunks(n).for_each(|places| add(&world, places));
        assert_eq!(shown(&world), expected, "seed {seed}, {n} at a time");
    }
}

#[test]
fn what_goes_and_comes_again_changes_nothing_and_what_was_decided_stays() {
    let world = World::new();
    add(&world, &(0..SOURCES.len()).collect::<Vec<_>>());
    world.done(&["people", "rename", "Han So-dam", "Han Sodam (writer)"]);
    world.done(&["people", "merge", "Tomas Brandvold", "Roh Ha-yul"]);
    world.done(&["people", "not-a-person", "Brackwater"]);
    let expected = shown(&world);
    assert!(!expected.iter().any(|one| one.contains("Brackwater")), "{expected:?}");
    for seed in 7..=9 {
        for &at in &shuffled(seed)[..6] {
            world.done(&["remove", SOURCES[at].0]);
            add(&world, &[at]);
        }
        assert_eq!(shown(&world), expected, "seed {seed}");
    }
    let named = world.json(&["people", "show", "한소담"]).to_string();
    assert!(named.contains("Han Sodam (writer)"), "{named}");
}
