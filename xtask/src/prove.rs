//! Proofs that take too long for every test run: `cargo xtask prove [migration] [--rounds N]`.

use anyhow::{Context, bail};

use crate::{cargo, run};

/// How often the program is killed where nobody says otherwise.
const ROUNDS: u32 = 500;

/// Runs one proof, or all of them.
pub(crate) fn run_all(arguments: &[String]) -> anyhow::Result<()> {
    let mut rounds = ROUNDS;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "migration" => {}
            "--rounds" => {
                let given = arguments.next().and_then(|given| given.parse().ok());
                rounds = given.context("--rounds wants a number")?;
            }
            other => bail!("{other} is no proof; there is migration"),
        }
    }
    migration(rounds)
}

/// Kills the program while it brings an old archive up to date: the same test as in every run, more often.
fn migration(rounds: u32) -> anyhow::Result<()> {
    let mut command = cargo();
    command.args(["test", "--release", "--package", "onrecord", "--test", "it", "--", "--nocapture"]);
    command.arg("killed_at_any_instant_while_it_is_brought_up_to_date");
    run(command.env("ONRECORD_PROVE_ROUNDS", rounds.to_string()))
}
