//! Publishing, proving, and taking down.

use std::fs;
use std::path::{Path, PathBuf};

use onrecord_read::{Lexicon, words};

use crate::world::World;

const KOREAN: &str = "제목: 등대 간담회\n\n한서고 감독은 간담회에서 “말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다”고 말했다. 객석에서는 박수가 나왔다.\n";
const ENGLISH: &str = "# An evening at the hall\n\n“We kept the door open,” Marta Quill said, “because nobody knew how to close it.” The hall laughed for a while.\n";

/// An archive of two sources with a post in two languages.
fn desk() -> World {
    let world = World::new();
    world.write("in/ko.txt", KOREAN);
    world.write("in/en.md", ENGLISH);
    world.done(&["add", &world.shown("in")]);
    world.write("archive/posts/silence.ko.md", "---\ntitle: 말 없는 장면\nquestion: 왜 말이 없나요?\npublished: 2026-02-01\n---\n감독의 말이다.\n\n{{quote from=\"in/ko.txt\" words=\"말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다\" translation=\"We shot the wordless scenes first.\"}}\n");
    world.write("archive/posts/door.en.md", "---\ntitle: The open door\npublished: 2026-02-03\n---\nAn essay.\n\n{{quote from=\"in/en.md\" words=\"because nobody knew how to close it.\"}}\n");
    world
}

fn publish(world: &World) {
    world.done(&["publish", "--out", &world.shown("site")]);
}

/// Runs the program, which must end with this code, and returns all that it said.
#[track_caller]
fn fails(world: &World, arguments: &[&str], code: i32) -> String {
    let (out, said) = world.ends(arguments, code);
    out + &said
}

/// Returns the files below a folder, in order.
fn files(world: &World, below: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(&world.path(below), &mut files);
    files.sort();
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

#[test]
fn a_published_site_is_proved_and_one_changed_letter_is_found() {
    let world = desk();
    publish(&world);
    let site = world.shown("site");
    assert!(world.done(&["verify", "--site", &site]).contains(" 0 faults"));
    let pages: Vec<PathBuf> = files(&world, "site")
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "html" || extension == "json"))
        .collect();
    assert!(pages.len() > 40, "{}", pages.len());
    for page in pages.iter().filter(|page| !page.ends_with("edition.json")) {
        let text = fs::read_to_string(page).expect("text");
        let at = text.len() / 2..text.len();
        let Some(letter) = text
            .char_indices()
            .map(|(at, _)| at)
            .find(|letter| at.contains(letter) && text[*letter..].starts_with(char::is_alphabetic))
        else {
            continue;
        };
        let changed = format!(
            "{}x{}",
            &text[..letter],
            &text[letter + text[letter..].chars().next().expect("a letter").len_utf8()..]
        );
        if changed == text {
            continue;
        }
        fs::write(page, &changed).expect("written");
        let said = fails(&world, &["verify", "--site", &site], 5);
        let name = page.strip_prefix(&site).expect("below the site").display().to_string();
        assert!(said.contains(&name), "{name}: {said}");
        fs::write(page, &text).expect("written");
    }
    fs::remove_file(world.path("site/ko/index.html")).expect("removed");
    fs::write(world.path("site/extra.html"), "x").expect("written");
    let said = fails(&world, &["verify", "--site", &site], 5);
    assert!(said.contains("ko/index.html: it is missing") && said.contains("extra.html: it is not part"), "{said}");
}

#[test]
fn what_is_taken_down_is_nowhere_any_more() {
    let world = desk();
    publish(&world);
    let words = ["말이 없는 장면을", "소리는 나중에", "객석에서는", "We shot the wordless scenes"];
    let holders = |world: &World| {
        let files = [files(world, "archive"), files(world, "site")].concat();
        let holds = |path: &PathBuf| {
            let bytes = fs::read(path).expect("a file");
            words.iter().any(|words| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
        };
        files.into_iter().filter(holds).collect::<Vec<_>>()
    };
    assert!(!holders(&world).is_empty());
    world.done(&["takedown", "in/ko.txt"]);
    assert_eq!(holders(&world), Vec::<PathBuf>::new());
    let site = world.shown("site");
    assert!(world.done(&["verify", "--site", &site]).contains(" 0 faults"));
    assert!(world.done(&["verify"]).contains(" 0 faults"));
    assert!(world.done(&["search", "객석에서는 박수", "--json"]).contains("\"hits\": []"));
    let post = fs::read_to_string(world.path("site/ko/posts/silence.html")).expect("the post stays");
    assert!(post.contains("class=\"removed\""), "a note stands where the words stood");
    let sources = fs::read_to_string(world.path("site/ko/sources.html")).expect("the list");
    assert!(sources.contains("내려짐"));
    assert!(fails(&world, &["takedown", "in/ko.txt"], 1).contains("no source has the key"));
}

#[test]
fn what_was_taken_down_is_not_added_again_unawares() {
    let world = desk();
    world.done(&["takedown", "in/ko.txt"]);
    let (_, said) = world.ends(&["add", &world.shown("in")], 4);
    assert!(said.contains("skipped in/ko.txt: it was taken down on ") && said.contains("--again"), "{said}");
    // The same bytes under another name are the same source; other bytes under the same key may be its next version.
    world.write("other/renamed.txt", KOREAN);
    assert!(world.ends(&["add", &world.shown("other")], 1).1.contains("taken down"));
    assert_eq!(world.keys(), ["in/en.md"]);
    world.done(&["add", "--again", &world.shown("in")]);
    assert_eq!(world.keys(), ["in/en.md", "in/ko.txt"]);
}

#[test]
fn free_text_that_quotes_what_was_taken_down_is_pointed_at() {
    let world = desk();
    world.write(
        "archive/posts/free.ko.md",
        "---\ntitle: 자유\n---\n그는 “말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다”고 했다.\n",
    );
    let said = fails(&world, &["takedown", "in/ko.txt"], 4);
    assert!(said.contains("posts/free.ko.md:4 has words of it in free text"), "{said}");
}

#[test]
fn words_that_are_not_in_the_archive_are_not_published() {
    let world = desk();
    world.write(
        "archive/posts/wrong.en.md",
        "---\ntitle: Wrong\n---\n\n{{quote from=\"in/en.md\" words=\"because everybody knew how to close it.\"}}\n",
    );
    let said = fails(&world, &["publish", "--out", &world.shown("site")], 1);
    assert!(said.contains("posts/wrong.en.md:5:") && said.contains("does not stand letter for letter"), "{said}");
    assert!(!Path::new(&world.shown("site")).exists(), "nothing was written");
}

#[test]
fn publishing_again_writes_only_what_changed() {
    let world = desk();
    publish(&world);
    let again = world.done(&["publish", "--out", &world.shown("site"), "--json"]);
    assert!(again.contains("\"written\": 0"), "{again}");
    world.done(&["publish", "--out", &world.shown("other")]);
    for (one, other) in files(&world, "site").iter().zip(files(&world, "other")) {
        assert_eq!(fs::read(one).expect("a file"), fs::read(&other).expect("a file"), "{}", one.display());
    }
    fs::remove_file(world.path("archive/posts/door.en.md")).expect("removed");
    publish(&world);
    assert!(!world.path("site/en/posts/door.html").exists(), "what is no longer part of the site goes");
}

#[test]
fn a_folder_with_other_things_in_it_is_left_alone() {
    let world = desk();
    world.write("mine/letter.txt", "x");
    assert!(fails(&world, &["publish", "--out", &world.shown("mine")], 1).contains("is not empty"));
    assert_eq!(files(&world, "mine").len(), 1);
}

#[test]
fn the_browser_cuts_queries_as_the_index_cuts_pages() {
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/browser/terms.json");
    let table: Vec<Vec<String>> = serde_json::from_str(&fs::read_to_string(table).expect("the table")).expect("JSON");
    let lexicon = Lexicon::built_in();
    let mut faults = Vec::new();
    for row in &table {
        let found: Vec<String> = words(&row[0], &lexicon).into_iter().map(|term| term.text).collect();
        assert!(!found.is_empty(), "{}", row[0]);
        if let Some(term) = found.iter().find(|term| !row[1..].contains(term)) {
            faults.push(format!("{}: the index has {term}, the browser looks for {:?}", row[0], &row[1..]));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}
