//! Asks the questions of dossiers, a dozen to an archive, and says of which kinds they are found, held, or wrongly answered.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::train::{replies, run_quietly};

/// Dossiers in one archive.
const TOGETHER: usize = 12;
/// Pieces that are looked at.
const FIRST: usize = 5;
/// Answers that are printed: the surest that are wrong.
const WORST: usize = 12;

/// A source as it is added, and where each of its sentences stands, in code points.
struct Source {
    key: String,
    language: String,
    places: Vec<(usize, usize)>,
}

/// What came of some questions.
#[derive(Default)]
struct Tally {
    n: usize,
    found: usize,
    held: usize,
    answered: usize,
    silent: usize,
    perhaps: usize,
}

/// An answer that is wrong.
struct Wrong {
    probability: f64,
    line: String,
}

/// Prints figures for the dossiers that are named, files or folders, by kind of question, by direction, and the worst answers.
///
/// Dossiers that were learned from say nothing of how good answers are: name others.
pub(super) fn run(program: &Path, models: Option<&Path>, named: &[String]) -> anyhow::Result<()> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in named.iter().map(PathBuf::from) {
        if path.is_dir() {
            let listed = std::fs::read_dir(&path)?.collect::<Result<Vec<_>, _>>()?;
            paths.extend(
                listed
                    .into_iter()
                    .map(|entry| entry.path())
                    .filter(|path| path.extension().is_some_and(|end| end == "json")),
            );
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        bail!("no dossier is named\n  try: cargo xtask eval answers DOSSIER.json …, or a folder of them");
    }
    let (mut tallies, mut wrong) = (BTreeMap::new(), Vec::new());
    for together in paths.chunks(TOGETHER) {
        ask_all(program, models, together, &mut tallies, &mut wrong)?;
    }
    for (kind, tally) in &tallies {
        println!("{}", tally.line(kind));
    }
    wrong.sort_by(|one: &Wrong, other| other.probability.total_cmp(&one.probability));
    for one in wrong.iter().take(WORST) {
        println!("{}", one.line);
    }
    Ok(())
}

impl Tally {
    fn line(&self, kind: &str) -> String {
        let of = |n: usize, all: usize| if all == 0 { 0.0 } else { (1000.0 * n as f64 / all as f64).round() / 1000.0 };
        let object = json!({
            "questions": kind, "n": self.n, "found5": of(self.found, self.n), "evidence_recall5": of(self.held, self.n),
            "answered_right": of(self.held, self.answered), "silent": of(self.silent, self.n), "perhaps": of(self.perhaps, self.n),
        });
        object.to_string()
    }
}

/// Asks the questions of some dossiers in one archive.
fn ask_all(
    program: &Path,
    models: Option<&Path>,
    paths: &[PathBuf],
    tallies: &mut BTreeMap<String, Tally>,
    wrong: &mut Vec<Wrong>,
) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let (archive, file) = (folder.path().join("archive"), folder.path().join("sources.jsonl"));
    let (mut lines, mut sources, mut questions) = (String::new(), Vec::new(), Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
        let dossier: Value = serde_json::from_str(&text)?;
        let id = dossier["id"].as_str().unwrap_or_default();
        for source in dossier["sources"].as_array().into_iter().flatten() {
            let key = format!("{id}__{}", source["id"].as_str().unwrap_or_default());
            let (text, places) = laid_out(source);
            let field = |name: &str| source[name].clone();
            let row = json!({
                "id": key, "text": text, "title": field("title"), "outlet": field("outlet"), "author": field("author"),
                "published": field("published"), "language": field("language"),
            });
            lines.push_str(&format!("{row}\n"));
            sources.push(Source { key, language: source["language"].as_str().unwrap_or_default().to_owned(), places });
        }
        for question in dossier["questions"].as_array().into_iter().flatten() {
            questions.push(json!({ "id": questions.len(), "dossier": id, "text": question["q"], "asked": question }));
        }
    }
    std::fs::write(&file, lines)?;
    let none = folder.path().join("none");
    let command = || {
        let mut command = Command::new(program);
        command.env("ONRECORD_MODELS", models.unwrap_or(&none)).arg("--quiet").arg("--archive").arg(&archive);
        command
    };
    run_quietly(Command::new(program).arg("--quiet").arg("init").arg(&archive))?;
    run_quietly(command().arg("add").arg(&file))?;
    let replies = replies(command().args(["ask", "--batch"]), &questions, "text")?;
    for (at, question) in questions.iter().enumerate() {
        let reply = replies.iter().find(|reply| reply["id"] == at).context("a question has no reply")?;
        count(question, reply, &sources, tallies, wrong);
    }
    Ok(())
}

/// Counts what came of one question under each heading that it belongs to.
fn count(
    question: &Value,
    reply: &Value,
    sources: &[Source],
    tallies: &mut BTreeMap<String, Tally>,
    wrong: &mut Vec<Wrong>,
) {
    let asked = &question["asked"];
    let (language, kind) = (asked["language"].as_str().unwrap_or_default(), asked["kind"].as_str().unwrap_or_default());
    let can = asked["answerable"].as_bool().unwrap_or_default();
    let gold: Vec<(&Source, usize, usize)> =
        asked["evidence"].as_array().into_iter().flatten().filter_map(|one| place(one, question, sources)).collect();
    let is_silent = reply["status"] == "silent";
    let pieces = |name: &str| reply[name].as_array().cloned().unwrap_or_default();
    let answers = |piece: &Value| {
        let (start, end) = (number(&piece["start"]), number(&piece["end"]));
        gold.iter().any(|(source, first, after)| {
            piece["source"]["key"] == source.key.as_str()
                && 2 * end.min(*after).saturating_sub(start.max(*first)) >= after - first
        })
    };
    let (evidence, nearest) = (pieces("evidence"), pieces("nearest"));
    let is_found = evidence.iter().chain(&nearest).take(FIRST).any(answers);
    let is_held = !is_silent && evidence.iter().take(FIRST).any(answers);
    let heading = if can { "answerable" } else { "near miss" };
    let mut headings = vec![heading.to_owned(), format!("{heading}: {kind}")];
    if can {
        let crosses = gold.iter().all(|(source, ..)| source.language != language);
        headings.push(format!(
            "answerable: {language}, {}",
            if crosses { "in the other language" } else { "same language" }
        ));
    }
    for heading in headings {
        let tally: &mut Tally = tallies.entry(heading).or_default();
        tally.n += 1;
        tally.found += usize::from(is_found);
        tally.held += usize::from(is_held);
        tally.answered += usize::from(!is_silent);
        tally.silent += usize::from(is_silent);
        tally.perhaps += usize::from(is_silent && reply["perhaps"] == true);
    }
    if !is_silent && !is_held {
        let best = &evidence.first().unwrap_or(&Value::Null);
        let probability = best["probability"].as_f64().unwrap_or_default();
        let text: String = best["text"].as_str().unwrap_or_default().chars().take(160).collect();
        let line = json!({ "wrong": heading, "question": asked["q"], "probability": probability, "text": text, "why": asked["why"] });
        wrong.push(Wrong { probability, line: line.to_string() });
    }
}

/// Returns the source of a piece of labelled evidence, and where its sentences begin and end.
fn place<'a>(evidence: &Value, question: &Value, sources: &'a [Source]) -> Option<(&'a Source, usize, usize)> {
    let key = format!("{}__{}", question["dossier"].as_str()?, evidence["source"].as_str()?);
    let source = sources.iter().find(|source| source.key == key)?;
    let sentences = evidence["sentences"].as_array()?.iter().map(number);
    let (first, last) = (sentences.clone().min()?, sentences.max()?);
    Some((source, source.places.get(first)?.0, source.places.get(last)?.1))
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}

/// Returns the text of a source and where each sentence stands in it; a paragraph is a line, a labelled sentence begins one.
fn laid_out(source: &Value) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut n, mut places) = (String::new(), 0, Vec::new());
    let mut push = |words: &str, n: &mut usize| {
        text.push_str(words);
        *n += words.chars().count();
    };
    for (at, paragraph) in source["paragraphs"].as_array().into_iter().flatten().enumerate() {
        if at > 0 {
            push("\n\n", &mut n);
        }
        let mut before: Option<&str> = None;
        for sentence in paragraph.as_array().into_iter().flatten().filter_map(Value::as_str) {
            match before {
                Some(before) if before.ends_with("**") => push("\n\n", &mut n),
                Some(_) if is_labelled(sentence) => push("\n", &mut n),
                Some(_) => push(" ", &mut n),
                None => {}
            }
            let start = n;
            push(sentence, &mut n);
            places.push((start, n));
            before = Some(sentence);
        }
    }
    (text, places)
}

/// Says whether a sentence begins with a label: `Q.`, a name and a colon, a mark of a list, a time.
fn is_labelled(sentence: &str) -> bool {
    let first = sentence.chars().next().unwrap_or_default();
    let label = sentence.split_once(": ").map(|(label, _)| label);
    let is_name = label.is_some_and(|label| {
        let words: Vec<&str> = label.split(' ').collect();
        words.len() <= 4
            && words
                .iter()
                .all(|word| (1..=14).contains(&word.chars().count()) && !word.contains(['“', '"', '‘', '(', ':']))
    });
    let is_asked = (matches!(first, 'Q' | 'A') || matches!(u32::from(first), 0xBB38 | 0xB2F5))
        && sentence
            .chars()
            .skip(1)
            .find(|letter| !letter.is_ascii_digit())
            .is_some_and(|letter| matches!(letter, '.' | ':'));
    let time = sentence.trim_start_matches('[').split_once(':').map(|(hours, rest)| (hours, rest.get(..2)));
    let is_time = time.is_some_and(|(hours, minutes)| {
        let digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(hours) && minutes.is_some_and(digits)
    });
    is_name || is_asked || is_time || matches!(first, '▲' | '▶' | '■' | '◇' | '◆' | '●' | '―' | '—' | '-')
}
