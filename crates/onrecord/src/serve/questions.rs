//! The to-do list of questions.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::app::App;
use super::asking::question;
use super::clerk::Clerk;
use super::pages::done;
use super::piece::piece;
use super::posted::Posted;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::ask::Limits;
use crate::world;

/// Questions that are asked again at once.
const MOST_ASKED: usize = 40;

/// What is wanted of the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Whether all open ones are asked again.
    ask: String,
}

/// The list.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let is_asked = !wanted.ask.is_empty();
    let content = if is_asked {
        app.ask(|clerk| listed(clerk, true)).await?
    } else {
        app.look(|clerk| listed(clerk, false)).await?
    };
    app.templates.page(&visitor, "questions", "questions.html", content)
}

fn listed(clerk: &Clerk, is_asked: bool) -> anyhow::Result<Value> {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for question in clerk.desk.archive().questions()?.into_iter().rev() {
        let mut shown =
            json!({"id": question.id, "text": question.text, "asked": question.asked, "closed": question.closed});
        if question.closed.is_some() {
            closed.push(shown);
            continue;
        }
        if is_asked && open.len() < MOST_ASKED {
            let asking = clerk.desk.ask(&question.text, &Limits::default())?;
            let answer = &asking.answer;
            shown["status"] = json!(if answer.perhaps() { "perhaps" } else { answer.status().word() });
            shown["best"] = answer.evidence().iter().chain(answer.nearest()).next().map_or(Value::Null, piece);
        }
        open.push(shown);
    }
    closed.truncate(100);
    Ok(json!({"open": open, "closed": closed, "is_asked": is_asked}))
}

/// Puts a question on the list.
pub(crate) async fn add(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let text = question(posted.need("question")?)?.ok_or(Trouble::Wrong("field-missing"))?;
    app.decide(move |_, archive| Ok(archive.keep_question(&text, &world::now())?)).await?;
    Ok(done(posted.back().unwrap_or("/questions")))
}

/// Closes a question.
pub(crate) async fn close(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let id: i64 = posted.need("id")?.parse().map_err(|_| Trouble::Missing)?;
    let was_open = app.decide(move |_, archive| Ok(archive.close_question(id, &world::now())?)).await?;
    if was_open { Ok(done(posted.back().unwrap_or("/questions"))) } else { Err(Trouble::Missing) }
}
