//! Questions asked when they arrive, and again when sources came, so that whoever opens the list knows how they are answered by now.

use std::sync::{Arc, PoisonError};

use onrecord_answer::check::Status;

use super::app::App;
use crate::desk::ask::Limits;

/// Questions whose answers are remembered.
const MOST: usize = 500;
/// Open questions that are asked again when sources came, the newest.
const MOST_AGAIN: usize = 20;

/// Asks a question, and remembers how it is answered; where too much waits already, the list asks it when that is wanted.
pub(crate) fn ask(app: &App, id: i64, text: String) {
    let arrived = Arc::clone(&app.arrived);
    let _ = app.ask_later(move |clerk| {
        let answer = clerk.desk.ask(&text, &Limits::default())?.answer;
        let status = match answer.status() {
            _ if answer.perhaps() => "perhaps",
            Status::Answered => "answered",
            Status::Disputed => "disputed",
            Status::Silent => "silent",
        };
        let mut arrived = arrived.lock().unwrap_or_else(PoisonError::into_inner);
        if arrived.len() >= MOST {
            arrived.clear();
        }
        arrived.insert(id, status);
        Ok(())
    });
}

/// Asks the open questions again.
pub(crate) async fn ask_again(app: &App) {
    let open = app.look(|clerk| {
        let questions = clerk.desk.archive().questions()?.into_iter().rev();
        let open = questions.filter(|question| question.closed.is_none());
        Ok(open.take(MOST_AGAIN).map(|question| (question.id, question.text)).collect::<Vec<_>>())
    });
    for (id, text) in open.await.unwrap_or_default() {
        ask(app, id, text);
    }
}
