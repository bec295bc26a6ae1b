//! The to-do list of questions.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError};

use axum::extract::{Query, State};
use axum::response::Response;
use onrecord_archive::{Question, QuestionState};
use serde::Deserialize;
use serde_json::{Value, json};

use super::app::App;
use super::arrival;
use super::asking::question;
use super::clerk::Clerk;
use super::pages::done;
use super::piece::piece;
use super::posted::Posted;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::ask::Limits;
use crate::desk::questions;
use crate::world;

/// Questions that are asked again at once.
const MOST_ASKED: usize = 40;
/// Questions that are compared with one another, the newest.
const MOST_COMPARED: usize = 300;

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
    let arrived = app.arrived.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let content = if is_asked {
        app.ask(move |clerk| listed(clerk, true, &arrived)).await?
    } else {
        app.look(move |clerk| listed(clerk, false, &arrived)).await?
    };
    app.templates.page(&visitor, "questions", "questions.html", content)
}

fn listed(clerk: &Clerk, is_asked: bool, arrived: &HashMap<i64, &'static str>) -> anyhow::Result<Value> {
    let all = clerk.desk.archive().questions()?;
    let known: Vec<(i64, HashSet<String>)> =
        all.iter().rev().take(MOST_COMPARED).map(|question| (question.id, clerk.desk.terms(&question.text))).collect();
    let (mut open, mut closed, mut n_asked) = (Vec::new(), Vec::new(), 0);
    for question in all.iter().rev() {
        let mut shown = questions::shown(question);
        shown["is_reader"] = json!(question.is_reader);
        if question.closed.is_some() {
            closed.push(shown);
            continue;
        }
        shown["alike"] = alike(question.id, &known, &all);
        shown["status"] = json!(arrived.get(&question.id));
        if is_asked && n_asked < MOST_ASKED {
            n_asked += 1;
            let asking = clerk.desk.ask(&question.text, &Limits::default())?;
            let answer = &asking.answer;
            shown["status"] = json!(if answer.perhaps() { "perhaps" } else { answer.status().word() });
            shown["best"] = answer.evidence().iter().chain(answer.nearest()).next().map_or(Value::Null, piece);
        }
        open.push(shown);
    }
    closed.truncate(100);
    let files: Vec<String> = clerk.desk.posts()?.into_iter().map(|post| post.file).collect();
    let states: Vec<&str> = QuestionState::ALL.iter().map(|state| state.word()).collect();
    Ok(json!({"open": open, "closed": closed, "is_asked": is_asked, "files": files, "states": states}))
}

/// Returns other questions that have most of the same words.
fn alike(id: i64, known: &[(i64, HashSet<String>)], all: &[Question]) -> Value {
    let Some((_, own)) = known.iter().find(|(other, _)| *other == id) else { return json!([]) };
    let is_alike = |(other, terms): &&(i64, HashSet<String>)| {
        let n_shared = own.intersection(terms).count();
        *other != id && n_shared > 1 && 3 * n_shared >= 2 * own.len().max(terms.len())
    };
    let text = |(other, _): &(i64, HashSet<String>)| {
        let question = all.iter().find(|question| question.id == *other)?;
        Some(json!({"id": other, "text": question.text, "post": question.post, "state": question.state.word()}))
    };
    known.iter().filter(is_alike).filter_map(text).take(3).collect()
}

/// Puts a question on the list.
pub(crate) async fn add(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let text = question(posted.need("question")?)?.ok_or(Trouble::Wrong("field-missing"))?;
    let kept = text.clone();
    let id = app.decide(move |_, archive| Ok(archive.keep_question(&kept, &world::now())?)).await?;
    arrival::ask(&app, id, text);
    Ok(done(posted.back().unwrap_or("/questions")))
}

/// Notes what became of a question.
pub(crate) async fn settle(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let id: i64 = posted.need("id")?.parse().map_err(|_| Trouble::Missing)?;
    let state: QuestionState = posted.need("state")?.parse().map_err(|_| Trouble::Wrong("field-missing"))?;
    let post = posted.get("post").map(str::to_owned);
    let settled = app
        .decide(move |clerk, archive| {
            if let Some(post) = &post {
                clerk.desk.post(post)?;
            }
            Ok(archive.settle_question(id, state, post.as_deref(), &world::now())?)
        })
        .await?;
    if settled { Ok(done(posted.back().unwrap_or("/questions"))) } else { Err(Trouble::Missing) }
}

/// Closes a question.
pub(crate) async fn close(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let id: i64 = posted.need("id")?.parse().map_err(|_| Trouble::Missing)?;
    let was_open = app.decide(move |_, archive| Ok(archive.close_question(id, &world::now())?)).await?;
    if was_open { Ok(done(posted.back().unwrap_or("/questions"))) } else { Err(Trouble::Missing) }
}
