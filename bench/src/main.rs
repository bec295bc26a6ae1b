//! Times the program on generated text: `cargo xtask bench`. CPU seconds where the system tells them, so that a busy machine
//! changes little.

// Figures are what this program is for.
#![allow(clippy::print_stdout)]

mod articles;
mod ask;
mod chance;
mod check;
mod clock;
mod desk;
mod embedding;
mod growth;
mod korean;
mod publishing;
mod reading;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};

/// The program to time, and the folder of the models.
struct Setup {
    program: PathBuf,
    models: PathBuf,
}

/// What can be timed: its name, and what times it.
type Part = (&'static str, fn(&Setup) -> anyhow::Result<()>);

const PARTS: [Part; 7] = [
    ("reading", reading::run),
    ("desk", desk::run),
    ("check", check::run),
    ("embedding", embedding::run),
    ("publishing", publishing::run),
    ("ask", ask::run),
    ("growth", growth::run),
];

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Parts that are timed only when they are named: they take ten minutes and more.
const LONG: [&str; 3] = ["check", "ask", "growth"];

/// Times the parts named behind the program and the folder of models, or all but the long ones.
fn run(args: &[String]) -> anyhow::Result<()> {
    let [program, models, wanted @ ..] = args else {
        bail!("the program to time and the folder of models are missing")
    };
    let setup = Setup { program: program.into(), models: models.into() };
    if let Some(unknown) = wanted.iter().find(|wanted| PARTS.iter().all(|(name, _)| name != wanted)) {
        let names = PARTS.map(|(name, _)| name).join(", ");
        bail!("{unknown} is nothing that can be timed; there are {names}");
    }
    for (name, part) in PARTS {
        if wanted.iter().any(|wanted| wanted == name) || wanted.is_empty() && !LONG.contains(&name) {
            println!("## {name}");
            part(&setup).with_context(|| format!("{name} was not timed"))?;
        }
    }
    Ok(())
}
