//! Replies of the program about the press kit: answers, findings, lists, and the files of its site.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use onrecord_model::SnapshotId;
use serde_json::{Value, json};

use super::kept::{self, Pin};
use crate::world::World;

/// Questions that are also asked as a person asks them: each so many-th.
const STEP: usize = 20;
/// Words that are searched.
const SEARCHED: [&str; 20] = [
    "윤가람",
    "Yoon Ga-ram",
    "Byun Do-ha",
    "물때표",
    "Tide Table",
    "시즌2",
    "season two",
    "terminal",
    "터미널 불",
    "밧줄",
    "rope",
    "sound recording",
    "촬영 기간",
    "nine thousand",
    "winter island",
    "각본",
    "관계자",
    "September 2025",
    "the audience laughed",
    "없는 낱말",
];

/// The sample archive with its posts and its site, as `demo` makes it.
pub struct Kit {
    world: World,
    archive: String,
    said: String,
}

impl Kit {
    /// Makes the archive.
    pub fn new() -> Self {
        let world = World::new();
        let said = world.done(&["demo", &world.shown("demo")]);
        let archive = world.shown("demo/desk");
        Self { world, archive, said }
    }

    /// Runs the program on the archive.
    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.world.command(&["--archive", &self.archive]);
        command.args(arguments);
        fed(command, input)
    }

    /// Returns what the program prints, line by line, with its exit code; the temporary folder is shown as `…`.
    fn printed(&self, arguments: &[&str], input: &str) -> Value {
        let output = self.run(arguments, input);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&self.world.shown(""), "…/");
        let (out, told) = (text(&output.stdout), text(&output.stderr));
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        json!({"command": arguments, "code": output.status.code(), "out": lines(&out), "told": lines(&told)})
    }

    /// Returns the object that the program prints with `--json`.
    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[arguments, &["--json"]].concat(), "");
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    /// Returns the replies to a batch of questions or searches.
    fn batch(&self, arguments: &[&str], texts: &[&str]) -> Vec<Value> {
        let lines: String = texts.iter().map(|text| format!("{}\n", json!({"id": text, "text": text}))).collect();
        let output = self.run(arguments, &lines);
        let text = String::from_utf8(output.stdout).expect("text");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// Runs a program on this input.
pub fn fed(mut command: Command, input: &str) -> Output {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    thread::scope(|scope| {
        // What ends early does not read all.
        scope.spawn(move || stdin.write_all(input.as_bytes()).ok());
        child.wait_with_output().expect("it ends")
    })
}

/// Answers to the kit's questions, and what is found by words.
pub fn asked(kit: &Kit, pin: &mut Pin) {
    let questions = rows(&kept::root().join("examples/press-kit/questions.jsonl"));
    let questions: Vec<&str> = questions.iter().map(|row| row["question"].as_str().expect("a question")).collect();
    let replies = kit.batch(&["ask", "--batch"], &questions);
    assert_eq!(replies.len(), questions.len());
    for reply in &replies {
        pin.add(&short(reply));
    }
    for question in questions.iter().step_by(STEP) {
        pin.add(&kit.printed(&["ask", question], ""));
    }
    pin.add(&kit.printed(&["ask", questions[0], "--explain"], ""));
    for found in kit.batch(&["search", "--batch", "-k", "5"], &SEARCHED) {
        pin.add(&short(&found));
    }
    pin.add(&kit.printed(&["search", SEARCHED[0]], ""));
}

/// What is listed: sources, quotations, people, texts.
pub fn listed(kit: &Kit, pin: &mut Pin) {
    for (arguments, name) in [
        (&["sources"][..], "sources"),
        (&["sources", "--missing"], "sources"),
        (&["quotes", "--explain"], "quotes"),
        (&["people"], "people"),
    ] {
        let reply = kit.json(arguments);
        let items = reply[name].as_array().expect("a list");
        assert!(!items.is_empty(), "{arguments:?}");
        items.iter().for_each(|item| pin.add(&json!({"command": arguments, "item": short(item)})));
    }
    let sources = kit.json(&["sources"]);
    let keys =
        sources["sources"].as_array().expect("a list").iter().map(|source| source["key"].as_str().expect("a key"));
    for key in keys {
        pin.add(
            &json!({"source": kit.json(&["sources", "show", key]), "text": hash(&kit.run(&["show", key], "").stdout)}),
        );
    }
    let people = kit.json(&["people"]);
    for person in people["people"].as_array().expect("a list") {
        let id = person["id"].as_str().expect("an id");
        pin.add(&json!({"command": ["people", "show", id], "person": short(&kit.json(&["people", "show", id]))}));
    }
    for arguments in [&["sources"][..], &["quotes"], &["quotes", "--about", "terminal"], &["people"], &["status"]] {
        pin.add(&kit.printed(arguments, ""));
    }
    let lines: Vec<&str> = kit.said.lines().filter(|line| !line.contains(&kit.world.shown(""))).collect();
    pin.add(&json!({"command": ["demo"], "out": lines}));
}

/// The files of the site with their hashes.
pub fn published(kit: &Kit, pin: &mut Pin) {
    let site = kit.world.path("demo/site");
    let paths = super::readings::below(&site);
    assert!(paths.len() > 100);
    for path in paths {
        let name = path.strip_prefix(&site).expect("below the site").to_string_lossy().replace('\\', "/");
        pin.add(&json!({"file": name, "hash": hash(&fs::read(&path).expect("a file"))}));
    }
}

/// Findings in the kit's draft and posts, and in every draft of the gate.
pub fn checked(kit: &Kit, pin: &mut Pin) {
    let examples = kept::root().join("examples/press-kit");
    let mut drafts: Vec<(String, String)> = Vec::new();
    let posts = super::readings::below(&examples.join("posts"));
    for path in [examples.join("draft.md")].into_iter().chain(posts) {
        if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            drafts.push((name, fs::read_to_string(&path).expect("a draft")));
        }
    }
    let draft = drafts[0].1.clone();
    for path in super::readings::below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drafts")) {
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let text = |row: &Value, name: &str| row[name].as_str().expect("a text").to_owned();
            drafts.extend(rows(&path).iter().map(|row| (text(row, "id"), text(row, "draft"))));
        }
    }
    for report in at_once(&drafts, |(id, draft)| {
        let output = kit.run(&["check", "-", "--json"], draft);
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        json!({"draft": id, "code": output.status.code(), "report": short(&report)})
    }) {
        pin.add(&report);
    }
    pin.add(&kit.printed(&["check", "-"], &draft));
    pin.add(&kit.printed(&["check", "-", "--format", "github"], &draft));
}

/// Runs a task for each item on every core, and returns the results in order.
fn at_once<T: Sync, R: Send>(items: &[T], task: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let n_cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..n_cores {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = task(item);
                    done.lock().expect("no panic").push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no panic");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Returns a reply with each source as its key, without what is null.
fn short(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, value)| !value.is_null() && *name != "schema_version")
            .map(|(name, value)| match value.get("key") {
                Some(key) if name == "source" => (name.clone(), key.clone()),
                _ => (name.clone(), short(value)),
            })
            .collect(),
        Value::Array(items) => items.iter().map(short).collect(),
        other => other.clone(),
    }
}

/// Returns the first half of the BLAKE3 hash: enough to tell any two apart.
fn hash(bytes: &[u8]) -> String {
    SnapshotId::of(bytes).to_string()[..32].to_owned()
}

fn rows(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("rows");
    text.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).expect("JSON")).collect()
}
