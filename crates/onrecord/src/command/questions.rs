//! `questions`: the to-do list.

use std::io::{self, Write};

use serde_json::json;

use super::{print_json, safe};
use crate::cli::{Common, QuestionsAction};
use crate::failure::{Exit, Usage};
use crate::world;

pub(crate) fn run(action: Option<&QuestionsAction>, common: &Common) -> anyhow::Result<Exit> {
    match action {
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
