//! `check`, driven as a person drives it: the gate over drafts about the press kit, and drafts that mean harm.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::world::World;

const SOURCE: &str = "# An evening at the hall\n\n“We kept the door open for eleven nights,” Marta Quill said, “because nobody knew how to close it.” The hall laughed for a while.\n";

/// An archive of one source.
fn hall() -> World {
    let world = World::new();
    let source = world.write("hall.md", SOURCE);
    world.done(&["add", "--outlet", "Lantern Weekly", &source]);
    world
}

/// An archive of the press kit.
fn press_kit() -> World {
    let world = World::new();
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/press-kit/sources");
    world.done(&["add", &sources.display().to_string()]);
    world
}

/// Checks a draft from standard input; returns the exit code and the JSON.
fn check(world: &World, draft: &str) -> (Option<i32>, Value) {
    let mut command = world.command(&["check", "-", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(draft.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or(Value::Null))
}

fn codes(world: &World, draft: &str) -> Vec<String> {
    let (_, report) = check(world, draft);
    findings(&report).iter().map(|finding| finding["code"].as_str().unwrap_or_default().to_owned()).collect()
}

fn findings(report: &Value) -> Vec<Value> {
    report["findings"].as_array().cloned().expect("a list of findings")
}

#[test]
fn faithful_words_stand_also_where_hundreds_of_sources_share_their_pattern() {
    let things = ["harbour", "storm", "engine", "lantern", "market", "bridge", "ferry", "festival", "island", "school"];
    let names = ["Mira Holt", "Jon Vane", "Sela Orr", "Tarek Sato", "Ines Marsh", "Haru Quill", "Owen Brandt"];
    let (mut rows, mut said) = (String::new(), Vec::new());
    for at in 0..400usize {
        let mut text = String::new();
        for line in 0..6usize {
            let seed = at * 6 + line;
            let (one, other, name) = (things[seed * 7 % 10], things[seed / 10 % 10], names[seed * 5 % 7]);
            let words =
                format!("We saw the {one} and the {other} for {} days, and nobody believed us", 2 + seed / 100 % 24);
            text += &format!(
                "“{words},” {name} said. The {other} of quarter {} stood for {} weeks.\n\n",
                seed % 50,
                seed % 20
            );
            said.push((name, words));
        }
        rows +=
            &serde_json::json!({"id": format!("boat-{at}"), "title": format!("Boat {at}"), "text": text}).to_string();
        rows.push('\n');
    }
    let world = World::new();
    let sources = world.write("boats.jsonl", &rows);
    world.done(&["add", &sources]);
    let draft: String = said.iter().step_by(59).map(|(name, words)| format!("{name} said: “{words}.”\n\n")).collect();
    assert_eq!(codes(&world, &draft), Vec::<String>::new());
    // Words that no source has are not taken for those that hundreds have much of.
    let (name, words) = &said[0];
    let altered = words.replace("nobody believed", "somebody believed");
    assert_eq!(codes(&world, &format!("{name} said: “{altered}.”\n")), ["altered-quote"]);
}

/// What was counted in a set of drafts.
#[derive(Debug, Default)]
struct Counted {
    faithful: usize,
    /// Faithful ones with an error.
    accused: usize,
    faults: usize,
    /// Faults with the code that is expected.
    right: usize,
    /// Faults of altered or invented words.
    words: usize,
    /// Those that are called either.
    caught: usize,
}

#[track_caller]
fn holds(set: &str, least: usize) {
    let world = press_kit();
    let mut counted = Counted::default();
    for draft in set.lines().map(|line| serde_json::from_str::<Value>(line).expect("a draft")) {
        let (_, report) = check(&world, draft["draft"].as_str().expect("text"));
        let found = findings(&report);
        let has = |code: &Value| found.iter().any(|finding| finding["code"] == *code);
        if draft["kind"] == "faithful" {
            counted.faithful += 1;
            counted.accused += usize::from(found.iter().any(|finding| finding["severity"] == "error"));
            continue;
        }
        counted.faults += 1;
        let expected = &draft["expect"][0];
        counted.right += usize::from(has(expected));
        if expected == "altered-quote" || expected == "unsupported-quote" {
            counted.words += 1;
            counted.caught += usize::from(has(&"altered-quote".into()) || has(&"unsupported-quote".into()));
        }
    }
    eprintln!("{counted:?}");
    assert!(counted.faithful >= least && counted.faults >= least, "{counted:?}");
    assert!(100 * counted.caught >= 98 * counted.words, "{counted:?}");
    assert!(100 * counted.right >= 90 * counted.faults, "{counted:?}");
    assert!(100 * counted.accused <= 2 * counted.faithful, "{counted:?}");
}

#[test]
fn gate() {
    holds(include_str!("../drafts/press-kit.jsonl"), 150);
}

#[test]
fn drafts_written_by_hand() {
    holds(include_str!("../drafts/by-hand.jsonl"), 100);
}

#[test]
fn without_a_model_few_translations_are_errors_and_no_invention_is_silent() {
    let world = press_kit();
    let (mut n, mut n_errors) = (0, 0);
    for draft in include_str!("../drafts/translated.jsonl").lines() {
        let draft: Value = serde_json::from_str(draft).expect("a draft");
        let (_, report) = check(&world, draft["draft"].as_str().expect("text"));
        let found = findings(&report);
        if draft["kind"] == "faithful" {
            n += 1;
            n_errors += usize::from(found.iter().any(|finding| finding["severity"] == "error"));
        } else {
            assert!(found.iter().any(|finding| finding["code"] == "unsupported-quote"), "{draft}");
        }
    }
    assert!(n >= 20 && 5 * n_errors <= n, "{n_errors} of {n}");
}

#[test]
fn a_faithful_draft_has_no_findings() {
    let world = hall();
    let (code, report) = check(
        &world,
        "Marta Quill told Lantern Weekly that they “kept the door open … because nobody knew how to close it.”",
    );
    assert_eq!((code, findings(&report).len()), (Some(0), 0), "{report}");
    assert_eq!(report["schema_version"], 1);
}

#[test]
fn an_altered_quotation_is_shown_with_the_exact_words() {
    let world = hall();
    let (code, report) = check(&world, "One.\n\n“We kept the door open for twelve nights,” Marta Quill said.");
    let finding = findings(&report).into_iter().next().expect("a finding");
    assert_eq!(code, Some(6));
    assert_eq!((&finding["code"], &finding["severity"]), (&"altered-quote".into(), &"error".into()));
    assert_eq!((&finding["line"], &finding["column"], &finding["start"]), (&3.into(), &2.into(), &7.into()));
    assert_eq!(finding["suggestion"], "We kept the door open for eleven nights,");
    assert_eq!(finding["evidence"][0]["source"]["outlet"], "Lantern Weekly");
}

#[test]
fn fix_puts_right_what_is_certain_and_nothing_else() {
    let world = hall();
    let draft = world.write("draft.md", "“We kept the door open for twelve nights,” Marta Quill said.\n\n“I sold the hall to a circus in the winter,” Marta Quill said.\n".as_bytes());
    let output = world.run(&["check", "--fix", &draft]);
    assert_eq!(output.status.code(), Some(6));
    let text = fs::read_to_string(&draft).expect("the draft");
    assert_eq!(
        text,
        "“We kept the door open for eleven nights,” Marta Quill said.\n\n“I sold the hall to a circus in the winter,” Marta Quill said.\n"
    );
    assert!(String::from_utf8_lossy(&output.stderr).contains("+ We kept the door open for eleven nights,"));
}

#[test]
fn a_finding_is_allowed_in_place_with_a_reason() {
    let world = hall();
    let faulty = "“We kept the door open for twelve nights,” Marta Quill said.";
    let (code, report) =
        check(&world, &format!("<!-- onrecord: allow altered-quote: she corrected herself on air -->\n{faulty}"));
    assert_eq!((code, &report["allowed"]), (Some(0), &1.into()));
    assert_eq!(codes(&world, &format!("<!-- onrecord: allow altered-quote: -->\n{faulty}")), ["altered-quote"]);
    assert_eq!(codes(&world, &format!("<!-- onrecord: allow uncited: another one -->\n{faulty}")), ["altered-quote"]);
}

#[test]
fn severities_are_set_for_each_code() {
    let world = hall();
    let faulty = "“We kept the door open for twelve nights,” Marta Quill said.";
    world.write("archive/onrecord.toml", b"[check.severity]\naltered-quote = \"warning\"\n");
    let (code, report) = check(&world, faulty);
    assert_eq!((code, &findings(&report)[0]["severity"]), (Some(0), &"warning".into()));
    world.write("archive/onrecord.toml", b"[check.severity]\naltered-quote = \"off\"\n");
    assert!(codes(&world, faulty).is_empty());
    world.write("archive/onrecord.toml", b"[check.severity]\naltered = \"off\"\n");
    assert_eq!(check(&world, faulty).0, Some(1));
}

#[test]
fn annotations_for_github() {
    let world = hall();
    let draft = world.write("draft.md", "“We kept the door open for twelve nights,” Marta Quill said.\n".as_bytes());
    let output = world.run(&["check", "--format", "github", &draft]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(6));
    assert!(
        text.starts_with("::error file=") && text.contains(",line=1,col=2,endColumn=42,title=altered-quote::"),
        "{text}"
    );
}

#[test]
fn a_source_that_is_removed_supports_nothing() {
    let world = hall();
    world.done(&["remove", "hall.md"]);
    assert_eq!(codes(&world, "“We kept the door open for eleven nights,” Marta Quill said."), ["unsupported-quote"]);
}

#[test]
fn nobody_is_accused_where_the_index_is_missing() {
    let world = hall();
    fs::remove_dir_all(world.path("archive/index")).expect("an index");
    let draft = world.write("draft.md", "“We kept the door open for eleven nights,” Marta Quill said.\n".as_bytes());
    let output = world.run(&["check", &draft]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("onrecord index"));
    for args in [["ask", "Who kept the door open?"], ["search", "door"]] {
        let output = world.run(&args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("onrecord index"), "{args:?}");
    }
    world.done(&["index"]);
    world.done(&["check", &draft]);
}

#[test]
fn watch_checks_again_at_a_save() {
    let world = hall();
    let draft = world.write("draft.md", "“We kept the door open for eleven nights,” Marta Quill said.\n".as_bytes());
    let mut child = world
        .command(&["check", "--watch", &draft])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
    let first = lines.find(|line| line.contains("quotation")).expect("a summary");
    fs::write(&draft, "“We kept the door open for eleven hundred nights,” Marta Quill said.\n").expect("saved");
    let second = lines.find(|line| line.contains("error")).expect("another");
    child.kill().expect("it stops");
    child.wait().expect("it ends");
    assert!(first.contains("nothing to put right") && second.contains("1 error"), "{first} / {second}");
}

#[test]
fn drafts_that_mean_harm_get_a_clear_answer() {
    let world = hall();
    #[track_caller]
    fn answers(world: &World, name: &str, bytes: &[u8], code: i32, words: &str) {
        let draft = world.write(name, bytes);
        let output = world.run(&["check", &draft]);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{name}: {}", said.chars().take(300).collect::<String>());
        assert!(said.contains(words), "{name}: {}", said.chars().take(300).collect::<String>());
        assert!(!said.contains('\u{1b}') && !said.contains('\u{7}'), "{name}");
    }
    let all_bytes: Vec<u8> = (0..=255).cycle().take(10_000).collect();
    answers(&world, "binary.md", &all_bytes, 1, "is no text");
    answers(&world, "long.md", "She said “the sea is cold. ".repeat(400_000).as_bytes(), 1, "check it in parts");
    answers(&world, "many.md", "“the sea is cold and deep”\n".repeat(6_000).as_bytes(), 1, "check it in parts");
    answers(&world, "line.md", "the sea ".repeat(20_000).as_bytes(), 0, "0 quotations");
    answers(&world, "open.md", "“".repeat(50_000).as_bytes(), 0, "0 quotations");
    answers(
        &world,
        "unclosed.md",
        "Marta Quill said “We kept the door open for twelve nights".as_bytes(),
        6,
        "altered-quote",
    );
    answers(&world, "deep.md", format!("{}x", "> [(".repeat(20_000)).as_bytes(), 0, "0 quotations");
    answers(
        &world,
        "escapes.md",
        "Marta Quill said: “We kept the \u{1b}[31mdoor open\u{1b}[0m for twelve \u{7}nights”".as_bytes(),
        6,
        "\\u{1b}",
    );
    answers(&world, "empty.md", b"", 0, "0 quotations");
}

#[test]
fn standard_input_cannot_be_fixed() {
    let output = hall().run(&["check", "-", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
}

const CAPTAIN: &str = "# 선장 마도현\n\n선장 마도현은 “파도가 높은 날에는 배를 묶어 두고 기타를 쳤다”고 말했다. 마도현은 “서른두 해 동안 한 번도 사람을 잃지 않았다”고 덧붙였다.\n";

#[test]
fn without_a_model_a_translation_is_known_by_speaker_numbers_and_words_or_not_accused() {
    let world = hall();
    let source = world.write("captain.md", CAPTAIN);
    world.done(&["add", "--outlet", "포구신문", &source]);
    #[track_caller]
    fn judged(world: &World, draft: &str, severity: &str, code: &str, words: &str) {
        let (exit, report) = check(world, draft);
        let finding = findings(&report).into_iter().next().expect("a finding");
        assert_eq!((&finding["severity"], &finding["code"]), (&severity.into(), &code.into()), "{report}");
        assert_eq!(exit, Some(if severity == "error" { 6 } else { 0 }), "{report}");
        assert!(finding.to_string().contains(words), "{finding}");
    }
    judged(
        &world,
        "Captain Ma Do-hyeon said: “In thirty-two years I have never once lost anybody.”",
        "note",
        "translated-quote",
        "서른두 해 동안",
    );
    judged(
        &world,
        "“When the waves were high I tied up the boat and played the guitar,” said Ma Do-hyeon.",
        "note",
        "translated-quote",
        "기타를 쳤다",
    );
    judged(
        &world,
        "“In rough weather she stayed moored and I strummed away,” said Ma Do-hyeon.",
        "warning",
        "unsupported-quote",
        "onrecord model install",
    );
    judged(
        &world,
        "“When the waves were high I tied up the boat and played the guitar,” said Marta Quill.",
        "error",
        "unsupported-quote",
        "nothing like this",
    );
}
