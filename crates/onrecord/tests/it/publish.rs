//! Publishing, proving, and taking down.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use onrecord_language::{Lexicon, words};

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

/// Returns the file with one letter changed inside one of the places where these words stand, if they stand there.
fn with_one_letter_changed(text: &str, words: &[&str], mut chance: usize) -> Option<String> {
    // Where a mark or a field holds them alone; the plain text of a whole answer is proved by its file's hash only.
    let is_marked = |&(at, _): &(usize, &str)| text[..at].ends_with(['>', '"']);
    let places: Vec<(usize, &str)> =
        words.iter().flat_map(|words| text.match_indices(words)).filter(is_marked).collect();
    let (at, words) = *places.get(chance % places.len().max(1))?;
    let letters: Vec<(usize, char)> = words.char_indices().filter(|(_, char)| char.is_alphanumeric()).collect();
    chance /= places.len();
    let (within, letter) = letters[chance % letters.len()];
    let other = match letter {
        'x' => 'y',
        '쀍' => '쀎',
        letter if letter.is_ascii() => 'x',
        _ => '쀍',
    };
    let at = at + within;
    Some(format!("{}{other}{}", &text[..at], &text[at + letter.len_utf8()..]))
}

#[test]
fn a_letter_changed_anywhere_in_a_quotation_is_proved_wrong() {
    let world = desk();
    publish(&world);
    let site = world.shown("site");
    let words = ["말이 없는 장면을 먼저 찍었다. 소리는 나중에 왔다", "because nobody knew how to close it."];
    let pages: Vec<(String, String)> = files(&world, "site")
        .iter()
        .map(|path| path.strip_prefix(&site).expect("below the site").display().to_string())
        .map(|name| (fs::read_to_string(world.path("site").join(&name)).expect("text"), name))
        .filter(|(text, _)| words.iter().any(|words| text.contains(words)))
        .map(|(text, name)| (name, text))
        .collect();
    for kind in ["index.html", "posts/", "sources/", "people/", ".html", ".json"] {
        assert!(pages.iter().any(|(name, _)| name.contains(kind)), "no quotation on {kind}");
    }
    let mut chance = 1_usize;
    for _ in 0..12 {
        let mut changed = Vec::new();
        for (name, text) in &pages {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = with_one_letter_changed(text, &words, chance >> 33).expect("words on the page");
            fs::write(world.path("site").join(name), other).expect("written");
            changed.push(name);
        }
        let said = fails(&world, &["verify", "--site", &site], 5);
        for name in changed {
            assert!(said.contains(&format!("{name}: it is not as it was published")), "{name}: {said}");
            let is_proved = said.lines().any(|line| line.contains(name.as_str()) && line.contains("does not stand so"));
            assert!(is_proved, "{name}: {said}");
        }
        for (name, text) in &pages {
            fs::write(world.path("site").join(name), text).expect("written");
        }
    }
    assert!(world.done(&["verify", "--site", &site]).contains(" 0 faults"));
}

/// Two versions of a source whose words, names and titles stand nowhere else.
const GONE: [&str; 2] = [
    "---\ntitle: 은빛 부표의 밤\nauthor: 탁보늬 기자\npublished: 2026-01-05\noutlet: 갯마을신문\n---\n\n첫머리에 놓인 문장은 물비늘로 시작한다. 소금창고 뒤편에서 촬영이 이어졌다.\n\n함초롱 감독은 간담회에서 “돛대를 세 번 바꿨다. 마지막 돛은 제 이불이었다”고 말했다. 모래톱 위로 갈매기 떼가 지나갔다.\n\n배우 Zelda Quorn said, “The lantern went out twice before the tide did.” 조약돌 소리가 길게 남았다.\n\n맺음말은 해거름의 부두에서 적었다.\n",
    "---\ntitle: 은빛 부표의 밤\nauthor: 탁보늬 기자\npublished: 2026-01-05\noutlet: 갯마을신문\n---\n\n첫머리에 놓인 문장은 물비늘로 시작한다. 소금창고 뒤편에서 촬영이 이어졌다. 고친 판에는 다시마 한 줄이 늘었다.\n\n함초롱 감독은 간담회에서 “돛대를 세 번 바꿨다. 마지막 돛은 제 이불이었다”고 말했다. 모래톱 위로 갈매기 떼가 지나갔다.\n\n배우 Zelda Quorn said, “The lantern went out twice before the tide did.” 조약돌 소리가 길게 남았다.\n\n맺음말은 해거름의 부두에서 적었다.\n",
];
const GONE_WORDS: [&str; 16] = [
    "은빛 부표",
    "탁보늬",
    "물비늘",
    "소금창고",
    "함초롱",
    "돛대",
    "이불이었다",
    "모래톱",
    "갈매기",
    "Zelda",
    "Quorn",
    "lantern went out",
    "조약돌",
    "해거름",
    "다시마",
    "changed the mast",
];

#[test]
fn what_is_taken_down_is_nowhere_any_more() {
    let world = desk();
    for version in GONE {
        world.write("in/gone.md", version);
        world.done(&["add", &world.shown("in")]);
    }
    let quote = "{{quote from=\"in/gone.md\" words=\"돛대를 세 번 바꿨다. 마지막 돛은 제 이불이었다\" translation=\"We changed the mast three times.\"}}";
    let lantern = "{{quote from=\"in/gone.md\" words=\"The lantern went out twice before the tide did.\"}}";
    let people = "people: [함초롱, Zelda Quorn]";
    world.write(
        "archive/posts/mast.ko.md",
        format!("---\ntitle: 돛\nquestion: 왜 바꿨나요?\n{people}\n---\n{quote}\n\n그리고 {lantern}\n")
            .replace("돛\n", "배\n"),
    );
    world.write("archive/posts/mast.en.md", format!("---\ntitle: The boat\n---\n{quote}\n"));
    let drafted = world.done(&["new", "answer", "함초롱 감독은 돛대에 대해 뭐라고 말했나요?"]);
    let drafted = fs::read_to_string(drafted.trim()).expect("the draft");
    assert!(drafted.contains("<!-- 돛대를"), "{drafted}");
    fs::remove_file(world.done(&["new", "answer", "함초롱 감독은 돛대에 대해 뭐라고 말했나요?"]).trim())
        .expect("removed");
    for out in ["site", "second"] {
        world.done(&["publish", "--out", &world.shown(out)]);
    }
    // The question that the draft answers is the writer's own and stays; its words are not looked for in it.
    let holders = |world: &World| {
        let files = [files(world, "archive"), files(world, "site"), files(world, "second")].concat();
        let mut holders = Vec::new();
        for path in files.into_iter().filter(|path| !path.to_string_lossy().contains("함초롱-감독은")) {
            let bytes = readable(&fs::read(&path).expect("a file"));
            for words in GONE_WORDS.iter().filter(|words| bytes.windows(words.len()).any(|row| row == words.as_bytes()))
            {
                holders.push(format!("{}: {words}", path.display()));
            }
        }
        holders
    };
    let before = holders(&world);
    for words in GONE_WORDS {
        assert!(
            before.iter().any(|holder| holder.contains("archive") && holder.ends_with(words)),
            "{words} is in no file"
        );
    }
    for kind in [
        "site/ko/posts",
        "site/en/posts",
        "site/ko/sources",
        "site/ko/people",
        "site/search",
        "second/",
        ".json",
        "archive.db",
    ] {
        assert!(before.iter().any(|holder| holder.contains(kind)), "{kind} never had any of the words: {before:#?}");
    }
    world.done(&["takedown", "in/gone.md"]);
    // Whom a post is about is the writer's own list: those names stay there, and nothing else anywhere.
    let names = ["함초롱", "Zelda", "Quorn"];
    let is_own = |holder: &String| holder.contains("posts/mast.") && names.iter().any(|name| holder.ends_with(name));
    let left: Vec<String> = holders(&world).into_iter().filter(|holder| !is_own(holder)).collect();
    assert_eq!(left, Vec::<String>::new());
    let drafted =
        files(&world, "archive/posts").into_iter().find(|path| path.to_string_lossy().contains("함초롱-감독은"));
    let drafted = fs::read_to_string(drafted.expect("the draft stays")).expect("text");
    assert!(drafted.contains("{{quote ") && !drafted.contains("돛대를") && !drafted.contains("<!--"), "{drafted}");
    for out in ["site", "second"] {
        assert!(world.done(&["verify", "--site", &world.shown(out)]).contains(" 0 faults"));
    }
    assert!(world.done(&["verify"]).contains(" 0 faults"));
    assert!(world.done(&["search", "모래톱 갈매기", "--json"]).contains("\"hits\": []"));
    let post = fs::read_to_string(world.path("site/ko/posts/mast.html")).expect("the post stays");
    assert!(post.contains("class=\"removed\"") && post.contains("갯마을신문"), "a note stands where the words stood");
    let sources = fs::read_to_string(world.path("site/ko/sources.html")).expect("the list");
    assert!(sources.contains("내려짐"));
    assert!(fails(&world, &["takedown", "in/gone.md"], 1).contains("no source has the key"));
}

/// Returns bytes with what they hold compressed: each frame of zstd that can be read, even in a page of a database that is free.
fn readable(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    let frames = bytes.windows(4).enumerate().filter(|(_, start)| *start == [0x28, 0xb5, 0x2f, 0xfd]);
    for (at, _) in frames {
        if let Ok(mut decoder) = zstd::stream::read::Decoder::new(&bytes[at..]) {
            let mut text = Vec::new();
            // What stands behind a frame is none; what was read up to there counts.
            let _ = decoder.read_to_end(&mut text);
            all.push(b'\n');
            all.extend(text);
        }
    }
    all
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
fn what_is_not_made_again_is_still_as_it_would_be_made() {
    let world = desk();
    publish(&world);
    let site = world.shown("site");
    // Files that somebody changed or removed come back, though nothing in the archive changed.
    for file in ["ko/index.html", "ko/posts/silence.json"] {
        let path = world.path("site").join(file);
        fs::write(&path, fs::read_to_string(&path).expect("text").replace("말", "밀")).expect("written");
    }
    fs::remove_file(world.path("site/en/people/p1.html")).expect("removed");
    let again = world.done(&["publish", "--out", &site, "--json"]);
    assert!(again.contains("\"written\": 3"), "{again}");
    assert!(world.done(&["verify", "--site", &site]).contains(" 0 faults"));
    // A change in a post, in the theme or in the settings reaches every page that shows it, as in a folder that is new.
    let changes = [
        ("archive/posts/door.en.md", "---\ntitle: The shut door\npublished: 2026-02-03\n---\nAn essay.\n"),
        ("archive/theme/templates/pager.html", "<!-- own -->"),
        ("archive/theme/locales/ko.json", "{\"people_short\": \"사람들\"}"),
        ("archive/posts/terms.toml", "[interest.sea]\nko = \"바다\"\n"),
    ];
    for (n, (file, text)) in changes.into_iter().enumerate() {
        world.write(file, text);
        publish(&world);
        let fresh = format!("fresh-{n}");
        world.done(&["publish", "--out", &world.shown(&fresh)]);
        let (one, other) = (files(&world, "site"), files(&world, &fresh));
        assert_eq!(one.len(), other.len(), "{file}");
        for (one, other) in one.iter().zip(other) {
            assert_eq!(fs::read(one).expect("a file"), fs::read(&other).expect("a file"), "{file}: {}", one.display());
        }
    }
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
