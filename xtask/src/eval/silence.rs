//! Asks about paragraphs that are there, and about the same ones when they are gone and others of their articles stay.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use serde_json::{Value, json};

use crate::train::{replies, run_quietly};

/// Questions that are asked, evenly out of all.
const N_QUESTIONS: usize = 400;

/// Prints how many Korean questions are answered and how many are met with silence, without a model, as one line of JSON.
///
/// `data` is the folder of passages and questions. Every second paragraph is taken out for the second half; the questions are about those.
pub(super) fn run(program: &Path, data: &Path) -> anyhow::Result<()> {
    let read = |name: &str| {
        let path = data.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))
    };
    let passages = read("korquad_passages.jsonl")?;
    let (kept, gone): (Vec<_>, Vec<_>) = passages.lines().enumerate().partition(|(at, _)| at % 2 == 0);
    let line = |(_, line): &(usize, &str)| serde_json::from_str::<Value>(line);
    let gone: Vec<Value> = gone.iter().map(line).collect::<Result<_, _>>()?;
    let gone: Vec<&str> = gone.iter().filter_map(|passage| passage["id"].as_str()).collect();
    let questions: Vec<Value> =
        read("korquad_dev.jsonl")?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let is_gone = |question: &&Value| question["gold"][0].as_str().is_some_and(|gold| gone.contains(&gold));
    let of_gone: Vec<&Value> = questions.iter().filter(is_gone).collect();
    let every = of_gone.len().div_ceil(N_QUESTIONS).max(1);
    let asked: Vec<Value> = of_gone.into_iter().step_by(every).cloned().collect();
    let kept = kept.into_iter().map(|(_, line)| format!("{line}\n")).collect::<String>();
    let [there, silent, found, stated] = counted(program, &passages, &asked)?;
    let [_, silent_when_gone, _, stated_when_gone] = counted(program, &kept, &asked)?;
    let share = |n: usize| (1000.0 * n as f64 / there.max(1) as f64).round() / 1000.0;
    println!(
        "{}",
        json!({
            "what": "silence", "questions": there, "answered_with_paragraph": share(found), "answer_in_evidence": share(stated),
            "silent": share(silent), "gone_silent": share(silent_when_gone), "gone_answer_in_evidence": share(stated_when_gone),
        })
    );
    Ok(())
}

/// Returns how many questions were asked of some passages, were met with silence, got the right paragraph, and its answer.
fn counted(program: &Path, passages: &str, asked: &[Value]) -> anyhow::Result<[usize; 4]> {
    let folder = tempfile::tempdir()?;
    let (archive, file) = (folder.path().join("archive"), folder.path().join("passages.jsonl"));
    std::fs::write(&file, passages)?;
    let command = || {
        let mut command = Command::new(program);
        command.env("ONRECORD_MODELS", folder.path().join("none")).arg("--quiet").arg("--archive").arg(&archive);
        command
    };
    run_quietly(Command::new(program).arg("--quiet").arg("init").arg(&archive))?;
    run_quietly(command().arg("add").arg(&file))?;
    let replies = replies(command().args(["ask", "--batch"]), asked, "text")?;
    let replies: HashMap<String, Value> = replies.into_iter().map(|reply| (reply["id"].to_string(), reply)).collect();
    let mut n = [asked.len(), 0, 0, 0];
    for question in asked {
        let Some(reply) = replies.get(&question["id"].to_string()) else { continue };
        let evidence: Vec<&Value> = reply["evidence"].as_array().into_iter().flatten().collect();
        let answer = question["answer"].as_str().unwrap_or_default();
        n[1] += usize::from(reply["status"] == "silent");
        n[2] += usize::from(evidence.iter().any(|piece| piece["source"]["key"] == question["gold"][0]));
        n[3] +=
            usize::from(evidence.iter().any(|piece| piece["text"].as_str().is_some_and(|text| text.contains(answer))));
    }
    Ok(n)
}
