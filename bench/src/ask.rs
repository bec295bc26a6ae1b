//! What one question costs in an archive that has just been opened: a process for each, nothing at hand but what lies on the disk.

use std::path::Path;

use crate::Setup;
use crate::articles::{self, Corpus};
use crate::chance::vectors;
use crate::clock::{quantile, timed};

/// Articles of some 3 kB.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
/// Questions, each asked once.
const N_QUESTIONS: usize = 24;

/// Prints median and 95th percentile of CPU milliseconds, and memory, with vectors and states by chance and without.
pub(crate) fn run(setup: &Setup) -> anyhow::Result<()> {
    for n in SIZES {
        let folder = tempfile::tempdir()?;
        let (file, archive) = (folder.path().join("articles.jsonl"), folder.path().join("archive"));
        let made = articles::write(Corpus::Invented, n, &file)?;
        let (place, file) = (archive.display().to_string(), file.display().to_string());
        let (program, models) = (setup.program.display().to_string(), setup.models.display().to_string());
        // No model yet, so that `add` makes no vectors.
        let nowhere = folder.path().join("none").display().to_string();
        timed(&setup.program, &["--quiet", "init", &place], "")?;
        let run = |models: &str, rest: [&str; 2]| {
            let models = format!("ONRECORD_MODELS={models}");
            let [verb, what] = rest;
            timed(Path::new("/usr/bin/env"), &[&models, &program, "--quiet", "--archive", &place, verb, what], "")
        };
        run(&nowhere, ["add", &file])?;
        let (_, n_windows) = vectors(&archive, &setup.models)?;
        for (name, models) in [("words", &nowhere), ("words and meaning", &models)] {
            let (mut cpu, mut peak) = (Vec::new(), 0);
            for question in made.questions.iter().take(N_QUESTIONS) {
                let asked = run(models, ["ask", question])?;
                cpu.push(1000.0 * asked.cpu);
                peak = peak.max(asked.peak_mb);
            }
            let (median, p95) = (quantile(cpu.clone(), 0.5), quantile(cpu, 0.95));
            println!(
                "{n} sources, {n_windows} windows, {name}: a question in a new process: median {median:.0} ms CPU, p95 {p95:.0} ms CPU, peak {peak} MB"
            );
        }
    }
    Ok(())
}
