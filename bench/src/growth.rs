//! How `ask` grows with the archive, with vectors: real text beside generated vectors, up to a million passages.

use std::path::Path;

use crate::Setup;
use crate::articles::{self, Corpus};
use crate::chance::vectors;
use crate::clock::{quantile, timed};
use crate::desk::{batch, took};

/// Articles; each has six or seven passages.
const SIZES: [usize; 3] = [1_600, 16_000, 160_000];

/// Prints time and memory of questions over archives of growing size.
pub(crate) fn run(setup: &Setup) -> anyhow::Result<()> {
    let bin = &setup.program;
    let models = &setup.models;
    for n in SIZES {
        let folder = tempfile::tempdir()?;
        let (file, archive) = (folder.path().join("articles.jsonl"), folder.path().join("archive"));
        let made = articles::write(Corpus::Invented, n, &file)?;
        let place = archive.display().to_string();
        timed(bin, &["--quiet", "init", &place], "")?;
        // No model yet, so that `add` makes no vectors.
        let nowhere = folder.path().join("none").display().to_string();
        let env = |models: &str| format!("ONRECORD_MODELS={models}");
        let program = bin.display().to_string();
        let run = |models: &str, args: &[&str], input: &str| {
            let env = env(models);
            let all: Vec<&str> = [env.as_str(), program.as_str(), "--quiet", "--archive", place.as_str()]
                .into_iter()
                .chain(args.iter().copied())
                .collect();
            timed(Path::new("/usr/bin/env"), &all, input)
        };
        let file = file.display().to_string();
        let add = run(&nowhere, &["add", &file], "")?;
        let (n_passages, n_windows) = vectors(&archive, models)?;
        let models = models.display().to_string();
        let questions = batch(&made.questions);
        for (name, models) in [("words", &nowhere), ("words and meaning", &models)] {
            let asked = run(models, &["ask", "--batch"], &questions)?;
            let cold = run(models, &["ask", &made.questions[0]], "")?;
            let took = took(&asked.out);
            println!(
                "{n} articles, {n_passages} passages, {n_windows} vectors, {name}: ask median {:.1} ms, p95 {:.1} ms, \
                 {:.1} ms CPU; cold {:.0} ms CPU; peak {} MB",
                quantile(took.clone(), 0.5),
                quantile(took.clone(), 0.95),
                1000.0 * (asked.cpu - cold.cpu) / took.len() as f64,
                1000.0 * cold.cpu,
                asked.peak_mb
            );
        }
        println!(
            "{n} articles: add {:.1} s CPU, {:.0} articles a CPU second, peak {} MB",
            add.cpu,
            n as f64 / add.cpu,
            add.peak_mb
        );
    }
    Ok(())
}
