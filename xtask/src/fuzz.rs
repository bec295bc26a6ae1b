//! Fuzzing: `cargo xtask fuzz [TARGET] [--seconds N]`, from seeds made of our own fixtures.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

/// The targets, with the longest input of each in bytes.
const TARGETS: [(&str, u32); 9] = [
    ("page", 8192),
    ("subtitle", 4096),
    ("text", 4096),
    ("quote", 2048),
    ("name", 120),
    ("quantity", 512),
    ("draft", 3072),
    ("ask", 400),
    ("search", 400),
];
/// Seconds for which a target runs where nobody says otherwise.
const SECONDS: u32 = 600;
/// Seconds that one input may take, and megabytes of memory.
const BOUNDS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=2048"];
/// Seeds of one target that are made from one file.
const SEEDS: usize = 400;

/// Runs one target or all of them, one after the other; fails where one finds something.
pub(crate) fn run(root: &Path, arguments: &[String]) -> anyhow::Result<()> {
    let (targets, seconds) = wanted(arguments)?;
    if !has_cargo_fuzz() {
        bail!("fuzzing wants cargo-fuzz, which is not installed\n  try: cargo install cargo-fuzz");
    }
    for (target, longest) in targets {
        let corpus = root.join("fuzz/corpus").join(target);
        seed(root, target, &corpus)?;
        let mut command = Command::new("cargo");
        command.current_dir(root.join("fuzz"));
        // Code coverage is all that is needed of the compiler, and the stable one has it behind this door.
        command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_INCREMENTAL", "0");
        command.args(["fuzz", "run", "--sanitizer", "none", target, "--"]);
        command.args(BOUNDS).arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={longest}"));
        command.args(["-print_final_stats=1", "-only_ascii=0"]);
        let dictionary = root.join("fuzz/dictionaries").join(format!("{target}.dict"));
        if dictionary.is_file() {
            command.arg(format!("-dict={}", dictionary.display()));
        }
        if !command.status().context("could not start cargo")?.success() {
            bail!(
                "{target} found something\n  try: cargo fuzz tmin {target} on the file it named, then a regression test"
            );
        }
    }
    Ok(())
}

fn wanted(arguments: &[String]) -> anyhow::Result<(Vec<(&'static str, u32)>, u32)> {
    let mut targets = Vec::new();
    let mut seconds = SECONDS;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--seconds" {
            let given = arguments.next().and_then(|given| given.parse().ok());
            seconds = given.context("--seconds wants a number")?;
        } else if let Some(target) = TARGETS.into_iter().find(|(name, _)| name == argument) {
            targets.push(target);
        } else {
            let names = TARGETS.map(|(name, _)| name).join(", ");
            bail!("{argument} is no target; there are {names}");
        }
    }
    if targets.is_empty() {
        targets.extend(TARGETS);
    }
    Ok((targets, seconds))
}

fn has_cargo_fuzz() -> bool {
    let found = Command::new("cargo").args(["fuzz", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// Writes the seeds of a target: our own fixtures and samples, cut where they are long.
fn seed(root: &Path, target: &str, corpus: &Path) -> anyhow::Result<()> {
    let kit = root.join("examples/press-kit");
    let open = root.join("crates/open");
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    match target {
        "page" => {
            for page in files(&[&open.join("fixtures/pages"), &kit.join("saved")], &["html"])? {
                seeds.push(page.clone());
                let head = b"\0MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: https://example.com/a\r\n\r\n";
                seeds.push([head, page.as_slice(), b"\r\n--b--\r\n"].concat());
            }
            let head = "\u{1}<plist><dict><key>WebMainResource</key><dict><key>WebResourceData</key><data>PHA+YTwvcD4=</data></dict></dict></plist>";
            seeds.push(head.into());
        }
        "subtitle" => {
            for (mark, extension) in [(b'0', "srt"), (b'1', "vtt"), (b'2', "smi")] {
                for file in files(&[&kit.join("saved"), &open.join("fixtures/subtitles")], &[extension])? {
                    seeds.push([&[mark], file.as_slice()].concat());
                }
            }
        }
        "text" => {
            let folders = [&kit.join("sources"), &open.join("fixtures/pages"), &open.join("fixtures/talk")];
            seeds.extend(files(&folders, &["txt", "md", "html"])?);
        }
        "quote" => {
            // Layouts of talk are seeds as a whole: their turns are known by one another.
            seeds.extend(files(&[&open.join("fixtures/talk")], &["txt", "md"])?);
            for file in files(
                &[&kit.join("sources"), &root.join("crates/read/tests"), &root.join("crates/read/tests/quotes")],
                &["txt", "md"],
            )? {
                let text = String::from_utf8_lossy(&file).replace("\\n", "\n");
                seeds.extend(text.split("\n\n").take(SEEDS).map(|part| part.as_bytes().to_vec()));
                seeds.extend(
                    text.lines().filter(|line| line.contains('\t')).take(SEEDS).map(|line| line.as_bytes().to_vec()),
                );
            }
        }
        "name" => {
            let people =
                fs::read_to_string(kit.join("people.jsonl")).context("could not read the people of the press kit")?;
            for line in people.lines() {
                let names: Vec<&str> = line
                    .split('"')
                    .skip(1)
                    .step_by(2)
                    .filter(|word| !matches!(*word, "name" | "hangul" | "spellings"))
                    .collect();
                seeds.extend(names.windows(2).map(|pair| pair.join("\n").into_bytes()));
            }
        }
        "quantity" => {
            for file in files(&[&root.join("crates/language/src/quantity/cases")], &["txt"])? {
                let text = String::from_utf8_lossy(&file).into_owned();
                let sentences = text.lines().filter(|line| !line.starts_with([' ', '#']));
                seeds.extend(sentences.map(|line| line.as_bytes().to_vec()));
            }
        }
        "ask" | "search" => {
            let questions =
                fs::read_to_string(kit.join("questions.jsonl")).context("could not read the kit's questions")?;
            let rows = questions.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
            let texts = rows.filter_map(|row| Some(row.get("question")?.as_str()?.to_owned()));
            // White space of all kinds beside numbers, and marks that do not close, have reached users.
            seeds.extend(
                texts
                    .flat_map(|text| [text.clone(), text.replace(' ', "\u{a0}"), format!("“{text}")])
                    .map(String::into_bytes),
            );
        }
        "draft" => seeds.extend(files(&[&kit, &kit.join("posts")], &["md"])?),
        _ => {}
    }
    fs::create_dir_all(corpus).with_context(|| format!("could not make {}", corpus.display()))?;
    for (at, seed) in seeds.iter().enumerate() {
        let path = corpus.join(format!("seed-{at:04}"));
        fs::write(&path, seed).with_context(|| format!("could not write {}", path.display()))?;
    }
    Ok(())
}

/// Returns the contents of the files of these kinds in some folders, in the order of their names.
fn files(folders: &[&PathBuf], extensions: &[&str]) -> anyhow::Result<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(folder).with_context(|| format!("could not list {}", folder.display()))?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.retain(|path| path.extension().and_then(OsStr::to_str).is_some_and(|found| extensions.contains(&found)));
        for path in paths {
            found.push(fs::read(&path).with_context(|| format!("could not read {}", path.display()))?);
        }
    }
    Ok(found)
}
