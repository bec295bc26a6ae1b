//! Runs the scorer on the built program.

mod answers;
mod silence;

use std::process::Command;

use anyhow::bail;

use crate::{program, root, run};

/// Prints a line of figures for each run; the data lies beside the repository, and is never part of it.
fn run_one(args: &[&str]) -> anyhow::Result<()> {
    let folder = root().join("../shared/eval");
    if !folder.join("evaluate.py").is_file() {
        bail!("there is no ../shared/eval beside the repository, so there is nothing to score with");
    }
    let bin = program()?;
    let mut command = Command::new("python3");
    command.current_dir(&folder).arg("evaluate.py").arg(args[0]).arg("--bin").arg(bin).args(&args[1..]);
    run(&mut command)
}

/// Runs the scorer with the arguments; `answers` and dossiers: asks their questions, with the embedding model where it is installed; `facts` and
/// dossiers: what their sources say side by side.
pub(crate) fn run_some(arguments: &[String]) -> anyhow::Result<()> {
    match arguments {
        [] => run_all(),
        [what, named @ ..] if what == "answers" => {
            let program = program()?;
            let models = crate::model(&program).ok();
            answers::run(&program, models.as_deref(), named)
        }
        [what, named @ ..] if what == "facts" => {
            let program = program()?;
            let mut command = Command::new("python3");
            run(command.arg(root().join("training/score_facts.py")).arg(program).args(named))
        }
        [other, ..] => {
            bail!(
                "there is no `eval {other}`\n  try: cargo xtask eval, or cargo xtask eval answers DOSSIER.json … or cargo xtask eval facts DOSSIER.json …"
            )
        }
    }
}

/// Runs all of them.
fn run_all() -> anyhow::Result<()> {
    let questions = "seeds/questions_dev.jsonl";
    let runs: &[&[&str]] = &[
        &["search", "--passages", "search/korquad_passages.jsonl", "--queries", "search/korquad_dev.jsonl"],
        &["search", "--passages", "search/korquad_passages.jsonl", "--queries", "search/crosslingual_dev.jsonl"],
        &["search", "--passages", "search/said_passages.jsonl", "--queries", "search/said_dev.jsonl"],
        &["quotes", "--gold", "quotes/polnear_dev.jsonl"],
        &["quotes", "--gold", "quotes/korean_quotes_dev.jsonl"],
        &["quotes", "--gold", "quotes/english_interviews_dev.jsonl"],
        &["names", "--pairs", "names/pairs_dev.jsonl", "--limit", "2000"],
        &["names", "--pairs", "names/variants_dev.jsonl"],
        &["pages", "--html", "pages/html", "--truth", "pages/ground-truth.json"],
        &["answers", "--docs", "../corpora/weak-hero", "--questions", questions, "--lang", "en"],
        &["answers", "--docs", "../corpora/weak-hero", "--questions", questions, "--lang", "ko"],
    ];
    runs.iter().try_for_each(|args| run_one(args))?;
    silence::run(&program()?, &root().join("../shared/eval/search"))
}
