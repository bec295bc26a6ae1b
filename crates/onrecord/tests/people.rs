//! People over sources: linked, corrected by hand, found by any spelling. Invented people.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// An archive in a temporary folder, and the program on it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let archive = desk.archive();
        desk.done(&["init", archive.to_str().expect("UTF-8")]);
        desk
    }

    fn archive(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(args)
            .env("ONRECORD_ARCHIVE", self.archive())
            .current_dir(self.folder.path())
            .output()
            .expect("the program starts")
    }

    #[track_caller]
    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Adds a source of this name and text; a later text of the same name is its new version.
    #[track_caller]
    fn add(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("written");
        self.done(&["add", name]);
    }

    #[track_caller]
    fn json(&self, args: &[&str]) -> Value {
        let text = self.done(&[args, &["--json"]].concat());
        serde_json::from_str(&text).expect("JSON")
    }

    /// Draws the people: `p1 Name: spelling, spelling`, in order of their numbers.
    #[track_caller]
    fn people(&self) -> Vec<String> {
        let shown = self.json(&["people"]);
        assert_eq!(shown["schema_version"], 1);
        let mut people: Vec<String> = shown["people"].as_array().expect("a list").iter().map(draw).collect();
        people.sort();
        people
    }
}

fn draw(person: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut spellings: Vec<String> =
        person["spellings"].as_array().into_iter().flatten().map(|spelling| text(&spelling["text"])).collect();
    spellings.sort();
    format!("{} {}: {}", text(&person["id"]), text(&person["name"]), spellings.join(", "))
}

const LIGHT: &str = "Director Yoo Ha-joon met reporters in Seoul on Monday. \"We waited forty days for the light,\" said Yoo Ha-joon.\n\nSeo Ra-on laughed. \"He counted them,\" Seo Ra-on said.\n";
const AGAIN: &str = "\"I would wait again,\" said director Hajoon Yu. Seo Ra-on agreed.\n";
const HARBOUR: &str =
    "Minister Yoo Ha-joon opened the harbour on Tuesday. \"The harbour is safe,\" said Minister Yoo Ha-joon.\n";

#[test]
fn one_person_in_two_spellings_and_a_namesake() {
    let desk = Desk::new();
    desk.add("light.txt", LIGHT);
    desk.add("again.txt", AGAIN);
    desk.add("harbour.txt", HARBOUR);
    assert_eq!(
        desk.people(),
        ["p1 Yoo Ha-joon: Hajoon Yu, Yoo Ha-joon", "p2 Seo Ra-on: Seo Ra-on", "p3 Yoo Ha-joon: Yoo Ha-joon"]
    );
    let shown = desk.json(&["people"]);
    let minister = shown["people"].as_array().expect("a list").iter().find(|person| person["id"] == "p3").expect("p3");
    let role = &minister["roles"][0];
    assert_eq!((role["text"].as_str(), role["evidence"]["text"].as_str()), (Some("Minister"), Some("Minister")));
}

#[test]
fn quotes_are_found_by_a_spelling_in_the_other_script() {
    let desk = Desk::new();
    desk.add("light.txt", LIGHT);
    desk.add("again.txt", AGAIN);
    let quotes = desk.json(&["quotes", "--speaker", "유하준"]);
    let quotes = quotes["quotes"].as_array().expect("a list");
    assert_eq!(quotes.len(), 2, "{quotes:?}");
    assert!(quotes.iter().all(|quote| quote["speaker"]["person"] == "p1"), "{quotes:?}");
    let shown = desk.json(&["people", "show", "유하준"]);
    assert_eq!(shown["people"][0]["quotes"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown["people"][0]["sources"].as_array().map(Vec::len), Some(2));
}

#[test]
fn decisions_survive_reading_again_and_are_taken_back() {
    let desk = Desk::new();
    desk.add("light.txt", LIGHT);
    desk.add("again.txt", AGAIN);
    desk.add("harbour.txt", HARBOUR);
    desk.done(&["people", "merge", "p1", "p3"]);
    let merged = ["p1 Yoo Ha-joon: Hajoon Yu, Yoo Ha-joon", "p2 Seo Ra-on: Seo Ra-on"];
    assert_eq!(desk.people(), merged);
    // New versions of the sources are read and linked again.
    desk.add("harbour.txt", &HARBOUR.replace("Tuesday", "Wednesday"));
    desk.add("light.txt", &LIGHT.replace("Monday", "Friday"));
    assert_eq!(desk.people(), merged);
    desk.done(&["people", "split", "p1", "Hajoon Yu"]);
    let split = ["p1 Yoo Ha-joon: Yoo Ha-joon", "p2 Seo Ra-on: Seo Ra-on", "p4 Hajoon Yu: Hajoon Yu"];
    assert_eq!(desk.people(), split);
    desk.add("again.txt", &AGAIN.replace("agreed", "nodded"));
    assert_eq!(desk.people(), split);
    desk.done(&["people", "undo"]);
    assert_eq!(desk.people(), merged);
    desk.done(&["people", "undo"]);
    assert_eq!(desk.people().len(), 3, "{:?}", desk.people());
    let again = desk.run(&["people", "undo"]);
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn doubts_are_listed_until_they_are_settled() {
    let desk = Desk::new();
    desk.add("light.txt", LIGHT);
    desk.add("harbour.txt", HARBOUR);
    let doubts = || desk.json(&["people", "doubts"])["doubts"].as_array().expect("a list").clone();
    let [only] = &doubts()[..] else { panic!("one doubt: {:?}", doubts()) };
    assert_eq!((only["a"]["id"].as_str(), only["b"]["id"].as_str()), (Some("p1"), Some("p3")));
    assert_eq!(only["why"], serde_json::json!(["roles-differ"]));
    assert_eq!(only["evidence"][1]["text"], "Minister Yoo Ha-joon");
    desk.done(&["people", "apart", "p1", "p3"]);
    assert_eq!(doubts().len(), 0);
    // Also when the sources are read again.
    desk.add("harbour.txt", &HARBOUR.replace("Tuesday", "Wednesday"));
    assert_eq!((doubts().len(), desk.people().len()), (0, 3));
    desk.done(&["people", "undo"]);
    assert_eq!(doubts().len(), 1);
    desk.done(&["people", "merge", "p1", "p3"]);
    assert_eq!(doubts().len(), 0);
}

#[test]
fn names_in_notes_and_parts_of_foreign_names_are_somebody_s() {
    let desk = Desk::new();
    desk.add("band.txt", "그룹 물길(빙단우·은차루·한도일)이 공연을 마쳤다.\n");
    desk.add("bing.txt", "The singer Bing Dan-u laughed. \"We slept on the bus,\" said Bing Dan-u.\n");
    desk.add("ship.txt", "로즈마리 틴들 씨는 “배가 늦었다”고 말했다. 한도일 선장은 “미안하다”고 말했다.\n");
    desk.add("later.txt", "한도일 선장은 “고맙다”고 말했다. 할브단 트베이텐 항해사는 “춥다”고 말했다.\n");
    desk.add("last.txt", "한도일 선장은 “가자”고 말했다. 트베이텐 항해사는 “기다리자”고 말했다.\n");
    let people = desk.people();
    let has = |names: &str| people.iter().any(|person| person.ends_with(&format!(": {names}")));
    assert!(has("Bing Dan-u, 빙단우") && has("로즈마리 틴들"), "{people:?}");
    assert!(has("트베이텐, 할브단 트베이텐"), "{people:?}");
}

#[test]
fn what_a_role_has_and_where_somebody_is_from_is_nobody() {
    let desk = Desk::new();
    desk.add("towel.txt", "한도일 감독은 “감독님 손수건이 젖었다”는 말을 들었다. 감독님 수건을 찾았다.\n");
    desk.add("town.txt", "Q. Why now?\n\nThe waiter from Tongjeong said he had slept. \"No,\" said Han Do-il.\n");
    let people = desk.people();
    assert_eq!(people.len(), 1, "{people:?}");
}

#[test]
fn a_new_name_is_shown_and_found() {
    let desk = Desk::new();
    desk.add("light.txt", LIGHT);
    desk.done(&["people", "rename", "Yoo Ha-joon", "유하준"]);
    assert_eq!(desk.people()[0], "p1 유하준: Yoo Ha-joon");
    assert_eq!(draw(&desk.json(&["people", "show", "유하준"])["people"][0]), "p1 유하준: Yoo Ha-joon");
}

#[test]
fn rare_surnames_and_foreigners_are_one_person_over_scripts() {
    let desk = Desk::new();
    desk.add(
        "ko.txt",
        "예상범 감독은 10일 통영에서 선수들을 만났다. 지휘자 오트마어 비초레크는 “기다렸다”고 말했다.\n",
    );
    desk.add(
        "en.txt",
        "The coach Ye Sang-beom met his players in Tongyeong. “I had waited,” said the conductor Ottmar Wieczorek.\n",
    );
    assert_eq!(
        desk.people(),
        ["p1 Ye Sang-beom: Ye Sang-beom, 예상범", "p2 Ottmar Wieczorek: Ottmar Wieczorek, 오트마어 비초레크"]
    );
}

#[test]
fn an_honour_makes_a_name_of_what_looks_like_another_word() {
    let desk = Desk::new();
    desk.add("ko.txt", "통영의 도이랑 씨가 이겼다. 기사 나버들 씨는 늦었다. 암자의 혜담 스님은 웃었다.\n");
    assert_eq!(desk.people(), ["p1 도이랑: 도이랑", "p2 나버들: 나버들", "p3 혜담: 혜담"]);
}

#[test]
fn a_name_of_korean_sound_is_a_person_without_a_role() {
    let desk = Desk::new();
    desk.add(
        "en.txt",
        "On Monday the last bus was driven by So Hye-ri. In Da-hee was not there. Salt Road is a film.\n",
    );
    assert_eq!(desk.people(), ["p1 So Hye-ri: So Hye-ri", "p2 In Da-hee: In Da-hee"]);
}

#[test]
fn a_name_that_is_sure_elsewhere_is_found_in_whichever_order() {
    let sources = [
        ("ko.txt", "어제 모임에는 탁나루도 왔다. 무대에는 테런스 몰드리의 배가 있었다.\n"),
        ("ko2.txt", "탁나루 감독은 “좋았다”고 말했다.\n"),
        ("en.txt", "\"I built a boat,\" said Terence Mouldrey.\n"),
    ];
    let expected = ["Terence Mouldrey, 테런스 몰드리", "탁나루"];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let desk = Desk::new();
        order.iter().for_each(|&at| desk.add(sources[at].0, sources[at].1));
        let mut people: Vec<String> =
            desk.people().iter().filter_map(|person| Some(person.split_once(": ")?.1.to_owned())).collect();
        people.sort();
        assert_eq!(people, expected, "{order:?}");
        let shown = desk.json(&["people", "show", "탁나루"]);
        assert_eq!(shown["people"][0]["sources"].as_array().map(Vec::len), Some(2), "{order:?}");
    }
    let desk = Desk::new();
    desk.add(sources[0].0, sources[0].1);
    assert!(desk.people().is_empty(), "nothing shows that they are names");
}

/// A small world: full names in both scripts, parts of names, a foreigner, two who could be meant.
const WORLD: [(&str, &str); 7] = [
    ("1.txt", "어제 모임에는 탁나루도 왔다. 예상범 감독은 “기다렸다”고 말했다.\n"),
    ("2.txt", "“좋았다”고 탁나루 작가가 말했다. 감독 예상범은 웃었다.\n"),
    ("3.txt", "The coach Ye Sang-beom met Mr. Chu of the council. \"We waited,\" said Ye Sang-beom.\n"),
    ("4.txt", "추나온 위원은 “버스가 늦다”고 말했다. 예상범 감독은 답하지 않았다.\n"),
    ("5.txt", "\"I built a boat,\" said Terence Mouldrey. Ye Sang-beom rowed it, and Mr. Han steered.\n"),
    ("6.txt", "무대에는 테런스 몰드리의 배가 있었다. 한도일 기자는 “컸다”고 말했다. 예상범 감독도 왔다.\n"),
    ("7.txt", "한보미 기자는 “작았다”고 말했다. 예상범 감독은 “컸다”고 했다.\n"),
];

#[test]
fn any_order_of_adding_gives_the_same_persons() {
    let spellings = |desk: &Desk| -> Vec<String> {
        let mut people: Vec<String> =
            desk.people().iter().filter_map(|person| Some(person.split_once(": ")?.1.to_owned())).collect();
        people.sort();
        people
    };
    let expected =
        ["Chu, 추나온", "Han", "Terence Mouldrey, 테런스 몰드리", "Ye Sang-beom, 예상범", "탁나루", "한도일", "한보미"];
    for order in [[0, 1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1, 0], [2, 4, 0, 6, 3, 5, 1], [5, 2, 6, 1, 4, 0, 3]] {
        let desk = Desk::new();
        order.iter().for_each(|&at| desk.add(WORLD[at].0, WORLD[at].1));
        assert_eq!(spellings(&desk), expected, "{order:?}");
        // What is removed and added again is known again.
        for at in [order[1], order[4]] {
            desk.done(&["remove", WORLD[at].0]);
            desk.add(WORLD[at].0, WORLD[at].1);
        }
        assert_eq!(spellings(&desk), expected, "{order:?} with two removed and added again");
    }
}

#[test]
fn whom_no_source_names_is_gone() {
    let desk = Desk::new();
    desk.add("light.txt", LIGHT);
    desk.add("harbour.txt", HARBOUR);
    desk.done(&["remove", "light.txt"]);
    assert_eq!(desk.people(), ["p3 Yoo Ha-joon: Yoo Ha-joon"]);
    // A number is never used again for another.
    desk.add("light.txt", LIGHT);
    assert!(desk.people().iter().any(|person| person.starts_with("p4 ")), "{:?}", desk.people());
}

#[test]
fn aliases_join_what_no_spelling_shows() {
    let desk = Desk::new();
    desk.add("one.txt", "\"The sea is loud,\" said Rhea Collard. Seo Ra-on listened.\n");
    desk.add("two.txt", "\"It is louder at night,\" said Marlene Kay. Nobody listened.\n");
    assert!(desk.people().iter().any(|person| person.contains("Marlene Kay")));
    fs::write(desk.folder.path().join("names.tsv"), "# stage names\nRhea Collard\tMarlene Kay\n").expect("written");
    desk.done(&["people", "alias", "import", "names.tsv"]);
    let people = desk.people();
    assert!(people.iter().any(|person| person.ends_with(": Marlene Kay, Rhea Collard")), "{people:?}");
    // Also in what is added later.
    desk.add("three.txt", "\"I slept,\" said Marlene Kay on Sunday.\n");
    assert_eq!(desk.people().len(), people.len());
}

#[test]
fn what_nobody_bears_is_said() {
    let desk = Desk::new();
    desk.add("light.txt", LIGHT);
    let output = desk.run(&["people", "show", "Agnes Keeling"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Agnes Keeling"));
}

#[test]
fn names_need_no_archive() {
    let desk = Desk::new();
    let same = desk.json(&["names", "유하준", "Yu Ha-jun"]);
    assert_eq!((same["same"].as_bool(), same["schema_version"].as_i64()), (Some(true), Some(1)));
    let part = desk.json(&["names", "Whitfield", "Jane Whitfield"]);
    assert_eq!(part["same"], false);
}

#[test]
fn a_name_that_is_no_persons_is_not_found_again() {
    let desk = Desk::new();
    desk.add("a.txt", "“The tide is late,” said Brackwater. The director Yoo Ha-joon laughed.\n");
    desk.add("b.txt", "“We wait,” Brackwater said. \"So do I,\" said Yoo Ha-joon.\n");
    let before = desk.people();
    assert!(before.iter().any(|person| person.contains("Brackwater")), "{before:?}");
    desk.done(&["people", "not-a-person", "Brackwater"]);
    let is_gone = || !desk.people().iter().any(|person| person.contains("Brackwater"));
    assert!(is_gone());
    assert_eq!(desk.json(&["people"])["not_persons"], serde_json::json!(["Brackwater"]));
    // Neither a new version nor another source brings it back.
    desk.add("a.txt", "“The tide is early,” said Brackwater. The director Yoo Ha-joon laughed.\n");
    desk.add("c.txt", "“It came,” said Brackwater.\n");
    desk.done(&["remove", "b.txt"]);
    desk.add("b.txt", "“We wait,” Brackwater said. \"So do I,\" said Yoo Ha-joon.\n");
    assert!(is_gone());
    assert!(desk.people().iter().any(|person| person.contains("Yoo Ha-joon")));
    let quotes = desk.json(&["quotes"]);
    let of_nobody =
        quotes["quotes"].as_array().into_iter().flatten().filter(|quote| quote["speaker"]["name"] == "Brackwater");
    assert!(of_nobody.clone().count() > 0 && of_nobody.clone().all(|quote| quote["speaker"]["person"].is_null()));
    assert!(!desk.run(&["people", "show", "Brackwater"]).status.success());
    desk.done(&["people", "undo"]);
    assert!(!is_gone());
    assert_eq!(desk.json(&["people"])["not_persons"], serde_json::json!([]));
}

#[test]
fn other_names_are_one_persons_where_a_text_says_so() {
    let desk = Desk::new();
    desk.add("a.txt", "The singer Ban Ro, whose real name is Pi Sang-ro, sang twice. “Never again,” said Ban Ro.\n");
    desk.add("b.txt", "가수 반로(본명 피상로)는 “다시는 안 부른다”고 말했다.\n");
    desk.add("c.txt", "The painter Hwa Il-do met the singer Pi Sang-ro. “He paints,” said Pi Sang-ro.\n");
    let people = desk.people();
    let one = people.iter().find(|person| person.contains("Pi Sang-ro")).expect("somebody");
    assert!(one.contains("Ban Ro") && one.contains("피상로") && !one.contains("Hwa"), "{people:?}");
}

#[test]
fn words_beside_a_role_and_words_before_a_colon_are_nobody() {
    let desk = Desk::new();
    let korean = "우체국 직원은 “줄이 길다”고 말했다. 해마다 배우 지망생이 온다. 모퉁이 가게 사장님도 왔다.\n";
    desk.add("a.txt", &format!("{korean}\n고래는 “춥다”고 말하지 않는다. 한가을 배우는 “춥다”고 말했다.\n"));
    desk.add("b.txt", "Correction: the show opens in May.  A man from Gullmouth, who said so, left.\n");
    let people = desk.people();
    assert!(people.len() == 1 && people[0].contains("한가을"), "{people:?}");
}
