//! `questions`: the to-do list.

use std::io::{self, Write};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::failure::{Exit, Usage};
use crate::options::Common;
use crate::print::{print_json, safe};
use crate::world;

/// The to-do list of questions that the sources did not answer
#[derive(Debug, Args)]
pub(crate) struct QuestionsArgs {
    #[command(subcommand)]
    action: Option<QuestionsAction>,
}

/// What to do with the to-do list.
#[derive(Debug, Subcommand)]
pub(crate) enum QuestionsAction {
    /// Put a question on the list
    Add {
        /// The question
        text: String,
    },
    /// Close a question
    Close {
        /// Its number
        id: i64,
    },
}

pub(crate) fn run(args: &QuestionsArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.action {
        None => list(common)?,
        Some(QuestionsAction::Add { text }) => {
            let id = world::archive_to_write(common)?.keep_question(text, &world::now())?;
            if common.json {
                print_json(&json!({"id": id, "text": text}))?;
            } else if !common.quiet {
                eprintln!("question {id} is on the list");
            }
        }
        Some(QuestionsAction::Close { id }) => {
            if !world::archive_to_write(common)?.close_question(*id, &world::now())? {
                return Err(
                    Usage { what: format!("there is no open question {id}; `onrecord questions` lists them") }.into()
                );
            }
            if !common.quiet {
                eprintln!("question {id} is closed");
            }
        }
    }
    Ok(Exit::Done)
}

fn list(common: &Common) -> anyhow::Result<()> {
    let questions = world::archive(common)?.questions()?;
    if common.json {
        let shown: Vec<_> = questions
            .iter()
            .map(|question| json!({"id": question.id, "text": question.text, "asked": question.asked, "closed": question.closed}))
            .collect();
        return print_json(&json!({ "questions": shown }));
    }
    let mut out = io::stdout().lock();
    for question in questions.iter().filter(|question| question.closed.is_none()) {
        writeln!(out, "{:>4}  {}", question.id, safe(&question.text))?;
    }
    Ok(())
}
