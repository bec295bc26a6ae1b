//! The shell: command line in, data to standard output, everything else to standard error.
//!
//! `cli` says what can be typed; `command` has one file for each command; `stage` are the steps that `add` loops
//! over; `who` finds persons by any spelling; `world` finds the archive and its settings; `failure` words what went wrong.

mod cli;
mod command;
mod failure;
mod stage;
mod who;
mod world;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match command::run(&cli) {
        Ok(code) => code.into(),
        Err(error) => failure::report(&error, &cli.common),
    }
}
