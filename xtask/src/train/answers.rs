//! Learns how much each thing counts that a piece of a source has of a question, on the dev half of the press kit's questions.
//!
//! The program itself says what each piece has (`ask --explain --json`), with the embedding model and without. Weights are learned so
//! that pieces which share half of a marked passage come first (a softmax over the pieces of a question, pulled towards weights set by
//! hand, plain gradient descent, no chance in it). The test half is only looked at.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use serde_json::Value;

/// What counts, and what it counted when it was set by hand: where learning starts, and what it is pulled to.
const SET_BY_HAND: [(&str, f64); 13] = [
    ("inside", 0.55),
    ("around", 0.45),
    ("content", 0.20),
    ("names", 0.0),
    ("passage", 0.10),
    ("meaning", 0.30),
    ("kind", 0.15),
    ("quoted", 1.0),
    ("speaker", 0.25),
    ("asks", -0.30),
    ("reports", -0.25),
    ("replies", 0.05),
    ("short", -0.10),
];
const STEPS: usize = 800;
const RATE: f64 = 0.07;
const PULL: f64 = 0.1;
/// How sharply the best piece must stand out.
const SHARPNESS: f64 = 6.0;
/// Why a piece is left out that would be evidence if fewer words were asked of it, or if no other were better.
const TOO_FEW_WORDS: &str = "only-names";
const ONLY_WEAKER: [&str; 2] = ["enough", "weaker"];

struct Question {
    is_dev: bool,
    is_answerable: bool,
    pieces: Vec<Piece>,
}

struct Piece {
    has: Vec<f64>,
    content: f64,
    is_gold: bool,
    left_out: Option<String>,
}

/// Learns from the press kit in `kit` and writes the rows of `weights` (`lexicon/question/weights.tsv`), keeping those that learning
/// does not touch. `models` is the folder of the embedding model; without one it learns without meaning.
pub(crate) fn run(program: &Path, kit: &Path, weights: &Path, models: Option<&Path>) -> anyhow::Result<()> {
    let mut runs = vec![("without the model", read(program, kit, None)?)];
    if let Some(models) = models {
        runs.push(("with the model", read(program, kit, Some(models))?));
    }
    let dev: Vec<&Question> = runs.iter().flat_map(|run| &run.1).filter(|question| question.is_dev).collect();
    let by_hand: Vec<f64> = SET_BY_HAND.iter().map(|row| row.1).collect();
    let learned = learn(&dev, &by_hand);
    let before = std::fs::read_to_string(weights).with_context(|| format!("could not read {}", weights.display()))?;
    let mut text = String::from(
        "# How much each thing counts that a piece of a source has of a question: written by `cargo xtask train answers`, which learns on the\n\
         # dev half of examples/press-kit/questions.jsonl. How near to the top the first right piece comes (mean of 1/rank; 1 is best),\n\
         # with the weights set by hand and with these:\n",
    );
    for (name, questions) in &runs {
        for (half, is_dev) in [("dev", true), ("test", false)] {
            let of: Vec<&Question> = questions.iter().filter(|question| question.is_dev == is_dev).collect();
            writeln!(
                text,
                "#   {half} half, {name}: {:.3} -> {:.3}",
                first_right(&of, &by_hand),
                first_right(&of, &learned)
            )?;
        }
    }
    text.push_str("# The rows that begin with `least` are set by hand, on the curve that the same command prints.\n");
    let learned: BTreeMap<&str, f64> = SET_BY_HAND.iter().map(|row| row.0).zip(learned.iter().copied()).collect();
    for row in before.lines().filter(|row| !row.starts_with('#')) {
        let mut cells = row.splitn(3, '\t');
        match (cells.next().and_then(|name| learned.get_key_value(name)), cells.next(), cells.next()) {
            (Some((name, weight)), Some(_), Some(what)) => writeln!(text, "{name}\t{weight:.2}\t{what}")?,
            _ => writeln!(text, "{row}")?,
        }
    }
    std::fs::write(weights, &text).with_context(|| format!("could not write {}", weights.display()))?;
    print!("{text}");
    for (name, questions) in &runs {
        for (half, is_dev) in [("dev", true), ("test", false)] {
            let of: Vec<&Question> = questions.iter().filter(|question| question.is_dev == is_dev).collect();
            println!("\n{half} half, {name}: share of words wanted, silence precision, recall, answerable refused");
            for least in [0.30, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70, 0.80] {
                let [precision, recall, refused] = silence(&of, least);
                println!("  {least:.2}  {precision:.3}  {recall:.3}  {refused:.3}");
            }
        }
    }
    Ok(())
}

/// Asks every question of the kit and returns what the pieces have.
fn read(program: &Path, kit: &Path, models: Option<&Path>) -> anyhow::Result<Vec<Question>> {
    let folder = tempfile::tempdir()?;
    let archive = folder.path().join("archive");
    let none = folder.path().join("no-models");
    let command = || {
        let mut command = Command::new(program);
        command.env("ONRECORD_MODELS", models.unwrap_or(&none)).arg("--quiet").arg("--archive").arg(&archive);
        command
    };
    let rows = std::fs::read_to_string(kit.join("questions.jsonl")).context("could not read the kit's questions")?;
    let mut rows: Vec<Value> = rows.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    rows.retain(|row| row["split"] == "dev" || row["split"] == "test");
    super::run_quietly(Command::new(program).arg("--quiet").arg("init").arg(&archive))?;
    super::run_quietly(command().arg("add").arg(kit.join("sources")))?;
    let replies = super::replies(command().args(["ask", "--batch", "--json", "--explain"]), &rows, "question")?;
    let replies: BTreeMap<String, Value> = replies.into_iter().map(|reply| (reply["id"].to_string(), reply)).collect();
    let question = |row: &Value| {
        let reply = replies.get(&row["id"].to_string());
        let weighed = reply.and_then(|reply| reply["weighed"].as_array()).cloned().unwrap_or_default();
        let pieces = weighed.iter().flat_map(|part| part["pieces"].as_array().cloned().unwrap_or_default());
        Question {
            is_dev: row["split"] == "dev",
            is_answerable: row["answerable"] == true,
            pieces: pieces.map(|piece| read_piece(&piece, row)).collect(),
        }
    };
    Ok(rows.iter().map(question).collect())
}

fn read_piece(piece: &Value, row: &Value) -> Piece {
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    let stem = |name: &str| name.rsplit('/').next().unwrap_or(name).split('.').next().unwrap_or(name).to_owned();
    let is_gold = row["gold"].as_array().into_iter().flatten().any(|gold| {
        let same = stem(piece["source"].as_str().unwrap_or_default()) == stem(gold["doc"].as_str().unwrap_or_default());
        let start = number(&piece["start"]).max(number(&gold["start"]));
        let shared = number(&piece["end"]).min(number(&gold["end"])) - start;
        same && shared >= 0.5 * (number(&gold["end"]) - number(&gold["start"]))
    });
    let has: Vec<f64> = SET_BY_HAND.iter().map(|(name, _)| number(&piece["has"][name])).collect();
    Piece {
        content: number(&piece["has"]["content"]),
        has,
        is_gold,
        left_out: piece["left_out_id"].as_str().map(str::to_owned),
    }
}

fn weigh(piece: &Piece, weights: &[f64]) -> f64 {
    piece.has.iter().zip(weights).map(|(has, weight)| has * weight).sum()
}

fn learn(questions: &[&Question], by_hand: &[f64]) -> Vec<f64> {
    let mut weights = by_hand.to_vec();
    let with_gold: Vec<&&Question> =
        questions.iter().filter(|question| question.pieces.iter().any(|piece| piece.is_gold)).collect();
    for _ in 0..STEPS {
        let mut slope = vec![0.0; weights.len()];
        for question in &with_gold {
            let scores: Vec<f64> = question.pieces.iter().map(|piece| SHARPNESS * weigh(piece, &weights)).collect();
            let most = scores.iter().copied().fold(f64::MIN, f64::max);
            let likely: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
            let all: f64 = likely.iter().sum();
            let gold: f64 =
                likely.iter().zip(&question.pieces).filter(|(_, piece)| piece.is_gold).map(|(likely, _)| likely).sum();
            for (piece, likely) in question.pieces.iter().zip(&likely) {
                let wanted = if piece.is_gold { likely / gold.max(f64::MIN_POSITIVE) } else { 0.0 };
                for (slope, has) in slope.iter_mut().zip(&piece.has) {
                    *slope += has * (likely / all - wanted);
                }
            }
        }
        for ((weight, slope), by_hand) in weights.iter_mut().zip(&slope).zip(by_hand) {
            *weight -= RATE * (slope / with_gold.len().max(1) as f64 + PULL * (*weight - by_hand));
        }
    }
    weights
}

/// Returns the mean of 1 over the rank of the first right piece.
fn first_right(questions: &[&Question], weights: &[f64]) -> f64 {
    let answerable: Vec<&&Question> = questions.iter().filter(|question| question.is_answerable).collect();
    let of = |question: &&&Question| {
        let mut ranked: Vec<(f64, bool)> =
            question.pieces.iter().map(|piece| (weigh(piece, weights), piece.is_gold)).collect();
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
        ranked.iter().position(|piece| piece.1).map_or(0.0, |at| 1.0 / (at + 1) as f64)
    };
    answerable.iter().map(of).sum::<f64>() / answerable.len().max(1) as f64
}

/// Returns precision and recall of silence and the share of answerable questions refused, where a piece must have so much.
fn silence(questions: &[&Question], least: f64) -> [f64; 3] {
    let answers = |piece: &Piece| match piece.left_out.as_deref() {
        None => piece.content >= least,
        Some(fault) if fault == TOO_FEW_WORDS || ONLY_WEAKER.contains(&fault) => piece.content >= least,
        Some(_) => false,
    };
    let is_silent = |question: &&&Question| !question.pieces.iter().any(answers);
    let (mut silent, mut right, mut refused, mut unanswerable, mut answerable) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for question in questions {
        let is_silent = f64::from(u8::from(is_silent(&question)));
        silent += is_silent;
        if question.is_answerable {
            answerable += 1.0;
            refused += is_silent;
        } else {
            unanswerable += 1.0;
            right += is_silent;
        }
    }
    let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 1.0 };
    [share(right, silent), share(right, unanswerable), share(refused, answerable)]
}
