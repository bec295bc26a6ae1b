//! `add` and `ask` over 10,000 articles.

use crate::Setup;
use crate::articles::{self, Corpus};
use crate::clock::{quantile, timed};

const N_ARTICLES: usize = 10_000;

/// Prints figures for `add`, a cold `ask`, and `ask` in a batch, over two kinds of articles.
pub(crate) fn run(setup: &Setup) -> anyhow::Result<()> {
    let bin = &setup.program;
    for corpus in [Corpus::Harbour, Corpus::Invented] {
        let folder = tempfile::tempdir()?;
        let (file, archive) = (folder.path().join("articles.jsonl"), folder.path().join("archive"));
        let made = articles::write(corpus, N_ARTICLES, &file)?;
        let (file, archive) = (file.display().to_string(), archive.display().to_string());
        timed(bin, &["--quiet", "init", &archive], "")?;
        let add = timed(bin, &["--quiet", "--archive", &archive, "add", &file], "")?;
        println!(
            "{corpus:?}: add: {N_ARTICLES} articles, {} words: {:.1} s wall, {:.1} s CPU, {:.0} articles a second, peak {} MB",
            made.n_words,
            add.wall,
            add.cpu,
            N_ARTICLES as f64 / add.wall,
            add.peak_mb
        );
        let (mut wall, mut cpu) = (Vec::new(), Vec::new());
        for question in made.questions.iter().take(15) {
            let cold = timed(bin, &["--archive", &archive, "ask", question], "")?;
            wall.push(1000.0 * cold.wall);
            cpu.push(1000.0 * cold.cpu);
        }
        println!(
            "{corpus:?}: cold ask: median {:.0} ms wall, {:.0} ms CPU, of 15",
            quantile(wall, 0.5),
            quantile(cpu, 0.5)
        );
        let lines = batch(&made.questions);
        let asked = timed(bin, &["--archive", &archive, "ask", "--batch"], &lines)?;
        let took = took(&asked.out);
        let n = took.len() as f64;
        println!(
            "{corpus:?}: ask in a batch of {n}: median {:.1} ms, p95 {:.1} ms; {:.1} ms CPU a question",
            quantile(took.clone(), 0.5),
            quantile(took, 0.95),
            1000.0 * asked.cpu / n
        );
    }
    Ok(())
}

/// Returns questions as lines of a batch.
pub(crate) fn batch(questions: &[String]) -> String {
    let line = |(at, text): (usize, &String)| format!("{}\n", serde_json::json!({"id": at.to_string(), "text": text}));
    questions.iter().enumerate().map(line).collect()
}

/// Returns the milliseconds that the answers of a batch took.
pub(crate) fn took(out: &str) -> Vec<f64> {
    let took = |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["took_ms"].as_f64();
    out.lines().filter_map(took).collect()
}
