//! `new`: drafts for the writer's folder.

use std::io::Write;

use clap::{Args, Subcommand};
use onrecord_model::Language;
use serde_json::json;

use crate::desk::Desk;
use crate::desk::begun::write_new;
use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::print_json;
use crate::world;

/// Begin a text for the site
#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    #[command(subcommand)]
    action: NewAction,
}

/// What to begin.
#[derive(Debug, Subcommand)]
pub(crate) enum NewAction {
    /// Draft a post out of what the sources answer
    Answer {
        /// The question
        question: String,
        /// The language of the post [default: the question's]
        #[arg(long, value_name = "ko|en")]
        language: Option<String>,
    },
    /// Write the policy pages' templates to posts/policies, to complete
    Policies,
}

pub(crate) fn run(args: &NewArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        NewAction::Answer { question, language } => answer(question, language.as_deref(), common),
        NewAction::Policies => policies(common),
    }
}

/// Drafts a post that answers a question.
fn answer(question: &str, language: Option<&str>, common: &Common) -> anyhow::Result<Exit> {
    let language = language.map(str::parse::<Language>).transpose().map_err(|what| Usage { what })?;
    world::archive_to_write(common)?;
    let (path, asking) = Desk::open(common)?.begin(question, language)?;
    let n_evidence = asking.answer.evidence().len();
    if common.json {
        print_json(
            &json!({"path": path.display().to_string(), "status": asking.answer.status(), "evidence": n_evidence}),
        )?;
    } else {
        writeln!(std::io::stdout().lock(), "{}", path.display())?;
        if !common.quiet {
            eprintln!("{n_evidence} pieces of evidence are in place; write around them, then take out `draft: true`");
        }
    }
    Ok(Exit::Done)
}

/// Writes the policies' templates for the writer to complete; what is there already stays.
fn policies(common: &Common) -> anyhow::Result<Exit> {
    let folder = world::archive_to_write(common)?.folder().join("posts/policies");
    let mut written = Vec::new();
    for (name, words) in onrecord_site::policies() {
        let path = folder.join(name);
        if write_new(&path, words)? {
            written.push(path.display().to_string());
        }
    }
    if common.json {
        print_json(&json!({ "written": written }))?;
    } else if !common.quiet {
        written.iter().for_each(|path| eprintln!("wrote {path}"));
        eprintln!("{} policies to complete", written.len());
    }
    Ok(Exit::Done)
}
