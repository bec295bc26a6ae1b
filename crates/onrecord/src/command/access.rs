//! `user` and `token`: who may come to the desk from elsewhere, and which programs may.

use std::io::{self, BufRead, Write};

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::serve::access::{Access, Right};
use crate::world;

/// What somebody may do, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Can {
    /// Look at everything
    Read,
    /// Change what is in the archive, and publish
    Write,
}

impl From<Can> for Right {
    fn from(can: Can) -> Self {
        match can {
            Can::Read => Self::Read,
            Can::Write => Self::Write,
        }
    }
}

/// Who may sign in at the desk; with the first user everybody has to
#[derive(Debug, Args)]
pub(crate) struct UserArgs {
    #[command(subcommand)]
    action: UserAction,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub(crate) enum UserAction {
    /// Add a user, or give one another password; it is read from standard input, one line
    Add {
        /// What they are called
        name: String,
        /// What they may do
        #[arg(long, default_value = "write")]
        can: Can,
    },
    /// List them
    List,
    /// Remove one
    Remove {
        /// What they are called
        name: String,
    },
}

/// Which programs may use the desk by its API
#[derive(Debug, Args)]
pub(crate) struct TokenArgs {
    #[command(subcommand)]
    action: TokenAction,
}

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub(crate) enum TokenAction {
    /// Make one for a program, and print it; it is kept nowhere and shown only now
    New {
        /// What the program is called
        name: String,
        /// What it may do
        #[arg(long, default_value = "read")]
        can: Can,
    },
    /// List the programs
    List,
    /// Remove one
    Remove {
        /// What the program is called
        name: String,
    },
}

/// Runs `user`.
pub(crate) fn user(args: &UserArgs, common: &Common) -> anyhow::Result<Exit> {
    let folder = world::archive_to_write(common)?.folder().to_owned();
    let mut access = Access::read(&folder)?;
    match &args.action {
        UserAction::Add { name, can } => {
            let mut password = String::new();
            if !common.quiet {
                eprintln!("password, at least 8 letters:");
            }
            io::stdin().lock().read_line(&mut password)?;
            access.set_user(name, (*can).into(), password.trim_end_matches(['\r', '\n']))?;
            access.write(&folder)?;
            said(common, &format!("{name} may sign in; a desk that is open has to be opened again"));
        }
        UserAction::List => {
            list(common, "users", access.users.iter().map(|user| (user.name.as_str(), user.can)))?;
        }
        UserAction::Remove { name } => {
            let n = access.users.len();
            access.users.retain(|user| user.name != *name);
            gone(n - access.users.len(), name)?;
            access.write(&folder)?;
            said(common, &format!("{name} may not sign in any more"));
        }
    }
    Ok(Exit::Done)
}

/// Runs `token`.
pub(crate) fn token(args: &TokenArgs, common: &Common) -> anyhow::Result<Exit> {
    let folder = world::archive_to_write(common)?.folder().to_owned();
    let mut access = Access::read(&folder)?;
    match &args.action {
        TokenAction::New { name, can } => {
            let token = access.new_token(name, (*can).into(), &world::now())?;
            access.write(&folder)?;
            if common.json {
                print_json(&json!({"name": name, "token": token}))?;
            } else {
                writeln!(io::stdout().lock(), "{token}")?;
            }
            said(common, "keep it: it is shown only now; a desk that is open has to be opened again");
        }
        TokenAction::List => {
            list(common, "tokens", access.tokens.iter().map(|token| (token.name.as_str(), token.can)))?;
        }
        TokenAction::Remove { name } => {
            let n = access.tokens.len();
            access.tokens.retain(|token| token.name != *name);
            gone(n - access.tokens.len(), name)?;
            access.write(&folder)?;
            said(common, &format!("the token of {name} is good for nothing any more"));
        }
    }
    Ok(Exit::Done)
}

fn list<'a>(common: &Common, what: &str, all: impl Iterator<Item = (&'a str, Right)>) -> anyhow::Result<()> {
    if common.json {
        let all: Vec<_> = all.map(|(name, can)| json!({"name": name, "can": can})).collect();
        return print_json(&json!({ what: all }));
    }
    let mut out = io::stdout().lock();
    for (name, can) in all {
        let can = if can == Right::Write { "write" } else { "read" };
        writeln!(out, "{can:<6} {}", safe(name))?;
    }
    Ok(())
}

fn gone(n: usize, name: &str) -> Result<(), Usage> {
    if n == 0 { Err(Usage { what: format!("nobody is called {name:?} here") }) } else { Ok(()) }
}

fn said(common: &Common, what: &str) {
    if !common.quiet {
        eprintln!("{what}");
    }
}
