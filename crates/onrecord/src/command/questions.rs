//! `questions`: the to-do list.

use std::io::{self, Write};
use std::time::Instant;

use clap::{Args, Subcommand};
use onrecord_answer::check::Status;
use serde_json::json;

use super::ask::start_of;
use crate::desk::Desk;
use crate::desk::ask::Limits;
use crate::desk::questions;
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
    /// Ask all open questions again, and say which the sources answer by now
    Ask,
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
        Some(QuestionsAction::Ask) => ask_again(common)?,
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

/// Asks every open question; one that is answered stays on the list until it is closed.
fn ask_again(common: &Common) -> anyhow::Result<()> {
    let desk = Desk::open(common)?;
    let (mut shown, mut n_answered) = (Vec::new(), 0);
    let open: Vec<_> = desk.archive().questions()?.into_iter().filter(|question| question.closed.is_none()).collect();
    for question in &open {
        let start = Instant::now();
        let asking = desk.ask(&question.text, &Limits::default())?;
        let status = asking.answer.status();
        n_answered += usize::from(status != Status::Silent);
        if common.json {
            let mut object = asking.json(&question.text, start, false);
            object["id"] = json!(question.id);
            shown.push(object);
            continue;
        }
        let word = if asking.answer.perhaps() { "perhaps" } else { status.word() };
        let mut out = io::stdout().lock();
        writeln!(out, "{:>4}  {word:<8}  {}", question.id, safe(&question.text))?;
        for piece in
            asking.answer.evidence().iter().chain(asking.answer.nearest()).take(asking.answer.evidence().len().max(1))
        {
            writeln!(out, "{:16}{}: {}", "", safe(&piece.source.key), safe(&start_of(piece.text())))?;
        }
    }
    if common.json {
        return print_json(&json!({ "questions": shown }));
    }
    if !common.quiet {
        eprintln!(
            "{n_answered} of {} open questions are answered by now; `onrecord questions close ID` takes one off the list",
            open.len()
        );
    }
    Ok(())
}

fn list(common: &Common) -> anyhow::Result<()> {
    let all = world::archive(common)?.questions()?;
    if common.json {
        let shown: Vec<_> = all.iter().map(questions::shown).collect();
        return print_json(&json!({ "questions": shown }));
    }
    let mut out = io::stdout().lock();
    for question in all.iter().filter(|question| question.closed.is_none()) {
        writeln!(out, "{:>4}  {}", question.id, safe(&question.text))?;
    }
    Ok(())
}
