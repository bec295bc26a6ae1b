//! Publishing, proving, and taking down.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use onrecord_read::{Lexicon, words};
use tempfile::TempDir;

const KOREAN: &str = "제목: 등대 간담회\n\n한서고 감독은 간담회에서 “말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다”고 말했다. 객석에서는 박수가 나왔다.\n";
const ENGLISH: &str = "# An evening at the hall\n\n“We kept the door open,” Marta Quill said, “because nobody knew how to close it.” The hall laughed for a while.\n";

struct Desk {
    folder: TempDir,
}

impl Desk {
    /// An archive of two sources with a post in two languages.
    fn new() -> Self {
        let desk = Self { folder: TempDir::new().expect("a temporary folder") };
        desk.done(&["init", &desk.path("archive")]);
        desk.write("in/ko.txt", KOREAN);
        desk.write("in/en.md", ENGLISH);
        desk.done(&["add", &desk.path("in")]);
        desk.write("archive/posts/silence.ko.md", "---\ntitle: 말 없는 장면\nquestion: 왜 말이 없나요?\npublished: 2026-02-01\n---\n감독의 말이다.\n\n{{quote from=\"in/ko.txt\" words=\"말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다\" translation=\"We shot the wordless scenes first.\"}}\n");
        desk.write("archive/posts/door.en.md", "---\ntitle: The open door\npublished: 2026-02-03\n---\nAn essay.\n\n{{quote from=\"in/en.md\" words=\"because nobody knew how to close it.\"}}\n");
        desk
    }

    fn path(&self, below: &str) -> String {
        self.folder.path().join(below).display().to_string()
    }

    fn write(&self, below: &str, text: &str) {
        let path = self.folder.path().join(below);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .env("ONRECORD_ARCHIVE", self.path("archive"))
            .args(arguments)
            .output()
            .expect("it runs")
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    #[track_caller]
    fn fails(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    }

    fn publish(&self) {
        self.done(&["publish", "--out", &self.path("site")]);
    }

    fn files(&self, below: &str) -> Vec<PathBuf> {
        let mut files = Vec::new();
        walk(&self.folder.path().join(below), &mut files);
        files.sort();
        files
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

#[test]
fn a_published_site_is_proved_and_one_changed_letter_is_found() {
    let desk = Desk::new();
    desk.publish();
    let site = desk.path("site");
    assert!(desk.done(&["verify", "--site", &site]).contains(" 0 faults"));
    let pages: Vec<PathBuf> = desk
        .files("site")
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
        let said = desk.fails(&["verify", "--site", &site], 5);
        let name = page.strip_prefix(&site).expect("below the site").display().to_string();
        assert!(said.contains(&name), "{name}: {said}");
        fs::write(page, &text).expect("written");
    }
    fs::remove_file(desk.folder.path().join("site/ko/index.html")).expect("removed");
    fs::write(desk.folder.path().join("site/extra.html"), "x").expect("written");
    let said = desk.fails(&["verify", "--site", &site], 5);
    assert!(said.contains("ko/index.html: it is missing") && said.contains("extra.html: it is not part"), "{said}");
}

#[test]
fn what_is_taken_down_is_nowhere_any_more() {
    let desk = Desk::new();
    desk.publish();
    let words = ["말이 없는 장면을", "소리는 나중에", "객석에서는", "We shot the wordless scenes"];
    let holders = |desk: &Desk| {
        let files = [desk.files("archive"), desk.files("site")].concat();
        let holds = |path: &PathBuf| {
            let bytes = fs::read(path).expect("a file");
            words.iter().any(|words| bytes.windows(words.len()).any(|window| window == words.as_bytes()))
        };
        files.into_iter().filter(holds).collect::<Vec<_>>()
    };
    assert!(!holders(&desk).is_empty());
    desk.done(&["takedown", "in/ko.txt"]);
    assert_eq!(holders(&desk), Vec::<PathBuf>::new());
    let site = desk.path("site");
    assert!(desk.done(&["verify", "--site", &site]).contains(" 0 faults"));
    assert!(desk.done(&["verify"]).contains(" 0 faults"));
    assert!(desk.done(&["search", "객석에서는 박수", "--json"]).contains("\"hits\": []"));
    let post = fs::read_to_string(desk.folder.path().join("site/ko/posts/silence.html")).expect("the post stays");
    assert!(post.contains("class=\"removed\""), "a note stands where the words stood");
    let sources = fs::read_to_string(desk.folder.path().join("site/ko/sources.html")).expect("the list");
    assert!(sources.contains("내려짐"));
    assert!(desk.fails(&["takedown", "in/ko.txt"], 1).contains("no source has the key"));
}

#[test]
fn free_text_that_quotes_what_was_taken_down_is_pointed_at() {
    let desk = Desk::new();
    desk.write(
        "archive/posts/free.ko.md",
        "---\ntitle: 자유\n---\n그는 “말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다”고 했다.\n",
    );
    let said = desk.fails(&["takedown", "in/ko.txt"], 4);
    assert!(said.contains("posts/free.ko.md:4 has words of it in free text"), "{said}");
}

#[test]
fn words_that_are_not_in_the_archive_are_not_published() {
    let desk = Desk::new();
    desk.write(
        "archive/posts/wrong.en.md",
        "---\ntitle: Wrong\n---\n\n{{quote from=\"in/en.md\" words=\"because everybody knew how to close it.\"}}\n",
    );
    let said = desk.fails(&["publish", "--out", &desk.path("site")], 1);
    assert!(said.contains("posts/wrong.en.md:5:") && said.contains("does not stand letter for letter"), "{said}");
    assert!(!Path::new(&desk.path("site")).exists(), "nothing was written");
}

#[test]
fn publishing_again_writes_only_what_changed() {
    let desk = Desk::new();
    desk.publish();
    let again = desk.done(&["publish", "--out", &desk.path("site"), "--json"]);
    assert!(again.contains("\"written\": 0"), "{again}");
    desk.done(&["publish", "--out", &desk.path("other")]);
    for (one, other) in desk.files("site").iter().zip(desk.files("other")) {
        assert_eq!(fs::read(one).expect("a file"), fs::read(&other).expect("a file"), "{}", one.display());
    }
    fs::remove_file(desk.folder.path().join("archive/posts/door.en.md")).expect("removed");
    desk.publish();
    assert!(!desk.folder.path().join("site/en/posts/door.html").exists(), "what is no longer part of the site goes");
}

#[test]
fn a_folder_with_other_things_in_it_is_left_alone() {
    let desk = Desk::new();
    desk.write("mine/letter.txt", "x");
    assert!(desk.fails(&["publish", "--out", &desk.path("mine")], 1).contains("is not empty"));
    assert_eq!(desk.files("mine").len(), 1);
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
