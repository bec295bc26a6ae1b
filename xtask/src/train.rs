//! `train`: learns how much meaning counts beside words, and writes it with its figures into a file for people.
//!
//! It reads the words share and the nearness that `search --json` gives for every passage put forward, and tries pairs of
//! weights on all development questions. Nothing of their text ends up in the file: only two numbers and the figures.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use serde_json::Value;

/// Name, passages, questions.
const SETS: [(&str, &str, &str); 3] = [
    ("korean", "korquad_passages.jsonl", "korquad_dev.jsonl"),
    ("across", "korquad_passages.jsonl", "crosslingual_dev.jsonl"),
    ("lexical", "said_passages.jsonl", "said_dev.jsonl"),
];
const BESIDE: [f64; 7] = [0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0];
const ALONE: [f64; 6] = [2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
/// What a syllable of a name spelled over counts; set by hand.
const NAME: f64 = 0.7;

struct Question {
    gold: HashSet<String>,
    /// Source, words, nearness.
    hits: Vec<(String, f64, Option<f64>)>,
}

/// Learns from the folder of passages and questions, and writes `ranking` (crates/onrecord/ranking.toml).
///
/// The lexical questions may not lose against words alone; among the pairs of weights that keep to it, the best mean of the
/// other two sets wins.
pub(crate) fn run(program: &Path, data: &Path, ranking: &Path) -> anyhow::Result<()> {
    let mut sets = Vec::new();
    for (name, passages, questions) in SETS {
        sets.push((name, read(program, &data.join(passages), &data.join(questions))?));
    }
    let figure = |name: &str, weights| sets.iter().find(|set| set.0 == name).map_or(0.0, |set| ndcg(&set.1, weights));
    let floor = figure("lexical", (0.0, 0.0)) - 0.0005;
    let mut best: Option<(f64, (f64, f64))> = None;
    for beside in BESIDE {
        for alone in ALONE {
            let weights = (beside, alone);
            let mean = (figure("korean", weights) + figure("across", weights)) / 2.0;
            if figure("lexical", weights) >= floor && best.is_none_or(|(most, _)| mean > most) {
                best = Some((mean, weights));
            }
        }
    }
    let Some((_, weights)) = best else { bail!("no weights keep the lexical questions as good as words alone do") };
    let mut text = String::from(
        "# How passages are ranked. Read by crates/onrecord/src/desk/find.rs; written by `cargo xtask train`.\n#\n",
    );
    writeln!(text, "# nDCG@10 with words and names alone, and with meaning:")?;
    for (name, questions) in &sets {
        writeln!(
            text,
            "#   {name}: {} questions, {:.4} -> {:.4}",
            questions.len(),
            ndcg(questions, (0.0, 0.0)),
            ndcg(questions, weights)
        )?;
    }
    writeln!(
        text,
        "\nmeaning_beside_words = {:.1}  # what a cosine counts where some passage holds all words of the question",
        weights.0
    )?;
    writeln!(text, "meaning_alone = {:.1}         # what it counts where no passage holds any of them", weights.1)?;
    writeln!(
        text,
        "name = {NAME:.1}                  # what a syllable of a name counts that was spelled over from the other script; set by hand"
    )?;
    std::fs::write(ranking, &text).with_context(|| format!("could not write {}", ranking.display()))?;
    print!("{text}");
    Ok(())
}

fn read(program: &Path, passages: &Path, questions: &Path) -> anyhow::Result<Vec<Question>> {
    let folder = tempfile::tempdir()?;
    let archive = folder.path().join("archive");
    run_quietly(Command::new(program).arg("--quiet").arg("init").arg(&archive))?;
    run_quietly(Command::new(program).arg("--quiet").arg("--archive").arg(&archive).arg("add").arg(passages))?;
    let text = std::fs::read_to_string(questions).with_context(|| format!("could not read {}", questions.display()))?;
    let rows: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut search = Command::new(program);
    search.arg("--archive").arg(&archive).args(["search", "--batch", "--json", "-k", "60"]);
    let mut found: HashMap<String, Vec<(String, f64, Option<f64>)>> = HashMap::new();
    for reply in replies(&mut search, &rows, "text")? {
        let hits = reply["hits"].as_array().cloned().unwrap_or_default();
        let hit = |hit: &Value| {
            let key = hit["source"]["key"].as_str().unwrap_or_default().to_owned();
            (key, hit["words"].as_f64().unwrap_or_default(), hit["meaning"].as_f64())
        };
        found.insert(reply["id"].to_string(), hits.iter().map(hit).collect());
    }
    let all = rows.iter().map(|row| {
        let gold =
            row["gold"].as_array().into_iter().flatten().filter_map(|gold| Some(gold.as_str()?.to_owned())).collect();
        Question { gold, hits: found.remove(&row["id"].to_string()).unwrap_or_default() }
    });
    let all: Vec<Question> = all.collect();
    if all.iter().all(|question| question.hits.iter().all(|hit| hit.2.is_none())) {
        bail!("no passage has a vector: run `onrecord model install` first");
    }
    Ok(all)
}

/// Asks a batch of questions, whose words stand in one field of their rows, and returns the replies.
pub(crate) fn replies(command: &mut Command, rows: &[Value], field: &str) -> anyhow::Result<Vec<Value>> {
    let mut lines = String::new();
    for row in rows {
        writeln!(lines, "{}", serde_json::json!({"id": row["id"], "text": row[field]}))?;
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("a pipe was asked for")?;
    let feeding = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    feeding.join().map_err(|_| anyhow::anyhow!("the questions could not be fed"))??;
    Ok(String::from_utf8(output.stdout)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

pub(crate) fn run_quietly(command: &mut Command) -> anyhow::Result<()> {
    if command.stdout(Stdio::null()).status()?.success() { Ok(()) } else { bail!("{command:?} failed") }
}

fn ndcg(questions: &[Question], (beside, alone): (f64, f64)) -> f64 {
    let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
    let mut sum = 0.0;
    for Question { gold, hits } in questions {
        let most = hits.iter().map(|hit| hit.1).fold(0.0, f64::max).min(1.0);
        let weight = beside * most + alone * (1.0 - most);
        let farthest = hits.iter().filter_map(|hit| hit.2).fold(1.0, f64::min);
        let mut best: HashMap<&str, f64> = HashMap::new();
        for (key, words, nearness) in hits {
            let score = words + weight * nearness.unwrap_or(farthest);
            let entry = best.entry(key).or_insert(f64::MIN);
            *entry = entry.max(score);
        }
        let mut ranked: Vec<(&str, f64)> = best.into_iter().collect();
        ranked.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        let found: f64 = ranked
            .iter()
            .take(10)
            .enumerate()
            .filter(|(_, hit)| gold.contains(hit.0))
            .map(|(rank, _)| gain(rank))
            .sum();
        let ideal: f64 = (0..gold.len().min(10)).map(gain).sum();
        sum += if ideal > 0.0 { found / ideal } else { 0.0 };
    }
    sum / questions.len().max(1) as f64
}
