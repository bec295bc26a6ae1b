//! Today, settings, signing in and out, the language, the files of the pages.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use onrecord_archive::SETTINGS;
use onrecord_model::Language;
use onrecord_read::READER;
use serde_json::{Value, json};

use super::access::{Access, User};
use super::app::App;
use super::clerk::Clerk;
use super::pages::done;
use super::posted::Posted;
use super::session::COOKIE;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::{file, sources};
use crate::refused::Refused;
use crate::stage::embed::n_lacking;
use crate::world;

/// Wrong passwords of one name after which it has to wait, twice as long each time.
const FREE_TRIES: u32 = 5;
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);
/// Names that are remembered for their wrong passwords.
const MOST_NAMES: usize = 10_000;
/// Things of one kind that the first page shows.
const MOST: usize = 8;
/// From so sure on an attribution is no doubt, in hundredths.
const SURE: f32 = 0.5;
/// Sources whose quotations are looked through for doubtful ones, the newest.
const MOST_LOOKED_AT: usize = 60;

/// The first page: what waits for a person.
pub(crate) async fn today(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    let n_adding = app.addings.n_open();
    let arrived = app.arrived.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let mut content = app.look(move |clerk| waiting(clerk, &arrived)).await?;
    content["n_adding"] = json!(n_adding);
    app.templates.page(&visitor, "today", "today.html", content)
}

fn waiting(clerk: &Clerk, arrived: &HashMap<i64, &'static str>) -> anyhow::Result<Value> {
    let archive = clerk.desk.archive();
    let status = archive.status(READER, world::index(archive)?.generation())?;
    let questions = archive.questions()?;
    let open: Vec<Value> = questions
        .iter()
        .rev()
        .filter(|question| question.closed.is_none())
        .map(|question| json!({"text": question.text, "asked": question.asked, "status": arrived.get(&question.id)}))
        .collect();
    let sources = clerk.sources()?;
    let wanting: Vec<Value> = sources
        .iter()
        .rev()
        .filter_map(|listed| {
            let fields: Vec<&str> = sources::wanting(&listed.known)
                .into_iter()
                .filter(|(field, _)| matches!(*field, "outlet" | "published"))
                .map(|(field, _)| field)
                .collect();
            (!fields.is_empty()).then(|| json!({"source": listed.source, "fields": fields}))
        })
        .collect();
    let mut doubtful = Vec::new();
    for listed in sources.iter().rev().take(MOST_LOOKED_AT) {
        let Some(record) = clerk.desk.record(listed.id)? else { continue };
        let is_doubtful = |quote: &&onrecord_model::Quote| quote.speaker.is_some() && quote.confidence < SURE;
        let stretches = record.reading.quotes.iter().filter(is_doubtful).filter_map(|quote| quote.stretches.first());
        doubtful.extend(stretches.filter_map(|&span| record.cite(span)).map(|evidence| super::piece::piece(&evidence)));
        if doubtful.len() >= MOST {
            break;
        }
    }
    let posts = clerk.desk.posts()?;
    let drafts: Vec<_> = posts.iter().filter(|post| post.is_draft).take(MOST).collect();
    let cut = |mut all: Vec<Value>| {
        all.truncate(MOST);
        all
    };
    Ok(json!({
        "n_sources": status.n_sources, "n_unread": status.n_unread, "n_unindexed": status.n_unindexed,
        "n_questions": open.len(), "questions": cut(open), "n_wanting": wanting.len(), "wanting": cut(wanting),
        "doubtful": cut(doubtful), "drafts": drafts, "n_lacking": n_lacking(archive)?,
    }))
}

/// The settings.
pub(crate) async fn settings(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    let folder = app.folder.clone();
    let people = {
        let access = app.access.read().unwrap_or_else(PoisonError::into_inner);
        let user = |user: &User| json!({"name": user.name, "can": user.can});
        let token = |token: &super::access::Token| json!({"name": token.name, "can": token.can, "made": token.made});
        json!({
            "users": access.users.iter().map(user).collect::<Vec<_>>(),
            "tokens": access.tokens.iter().map(token).collect::<Vec<_>>(),
        })
    };
    let content = app
        .look(move |_| {
            let text = std::fs::read_to_string(folder.join(SETTINGS))?;
            let model = world::model().map(|model| model.id());
            Ok(json!({"text": text, "access": people, "model": model, "folder": folder.display().to_string()}))
        })
        .await?;
    app.templates.page(&visitor, "settings", "settings.html", content)
}

/// Keeps the settings, where they are understood.
pub(crate) async fn keep_settings(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let text = posted.whole("text").unwrap_or_default().replace("\r\n", "\n");
    let path = app.folder.join(SETTINGS);
    app.decide(move |_, _| {
        let wrong = |why: String| {
            Refused::new("settings", format!("these settings are not understood: {why}")).about("why", why)
        };
        let settings: world::Settings = toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        settings.check.rules().map_err(|error| wrong(error.to_string()))?;
        onrecord_site::Settings::read(&text).map_err(wrong)?;
        file::replace(&path, &text)
    })
    .await?;
    Ok(done("/settings"))
}

/// Chooses a language, and leads back.
pub(crate) async fn speak(State(_): State<Arc<App>>, Path(code): Path<String>, headers: HeaderMap) -> Response {
    let language: Language = code.parse().unwrap_or(Language::English);
    let cookie = format!("language={}; Path=/; Max-Age=31536000; SameSite=Lax", language.code());
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok()).unwrap_or_default();
    let path = from.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..])).unwrap_or("/");
    let to = if super::posted::is_path(path) { path } else { "/" };
    let mut response = done(to);
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The page on which somebody signs in.
pub(crate) async fn sign_in_form(
    State(app): State<Arc<App>>,
    mut request: axum::extract::Request,
) -> Result<Response, Trouble> {
    let visitor = request.extensions_mut().remove::<Visitor>().ok_or(Trouble::Forbidden)?;
    app.templates.page(&visitor, "", "sign-in.html", json!({}))
}

/// Signs somebody in under a session that is new, so that none that was known before becomes theirs.
pub(crate) async fn sign_in(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let (name, password) = (posted.need("name")?.to_owned(), posted.whole("password").unwrap_or_default().to_owned());
    if is_locked(&app, &name) {
        return Err(Trouble::Wrong("locked"));
    }
    let access: Access = app.access.read().unwrap_or_else(PoisonError::into_inner).clone();
    let asked = name.clone();
    // It takes a processor for a moment, on purpose: in the lane, so that many tries wait for one another.
    let user = app.decide(move |_, _| Ok(access.user(&asked, &password).cloned())).await?;
    let Some(user) = user else {
        note_wrong(&app, name);
        return Err(Trouble::Wrong("password"));
    };
    app.lockouts.lock().unwrap_or_else(PoisonError::into_inner).remove(&name);
    let id = app.sessions.sign_in(user)?;
    let mut response = done("/");
    let cookie = format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Strict");
    response.headers_mut().append(header::SET_COOKIE, HeaderValue::from_str(&cookie).map_err(anyhow::Error::from)?);
    Ok(response)
}

/// Says whether a name has to wait after wrong passwords.
fn is_locked(app: &App, name: &str) -> bool {
    let lockouts = app.lockouts.lock().unwrap_or_else(PoisonError::into_inner);
    lockouts.get(name).is_some_and(|(n, last)| {
        let n_over = n.saturating_sub(FREE_TRIES);
        *n >= FREE_TRIES && last.elapsed() < LONGEST_WAIT.min(Duration::from_secs(1 << n_over.min(16)))
    })
}

fn note_wrong(app: &App, name: String) {
    let mut lockouts = app.lockouts.lock().unwrap_or_else(PoisonError::into_inner);
    if lockouts.len() >= MOST_NAMES {
        lockouts.retain(|_, (_, last)| last.elapsed() < LONGEST_WAIT);
    }
    let entry = lockouts.entry(name).or_insert((0, Instant::now()));
    *entry = (entry.0.saturating_add(1), Instant::now());
}

/// Signs somebody out.
pub(crate) async fn sign_out(State(app): State<Arc<App>>, visitor: Visitor, _: Posted) -> Response {
    app.sessions.sign_out(&visitor.session);
    done("/sign-in")
}

/// A file of the pages: style, script, seal.
pub(crate) async fn asset(Path(name): Path<String>) -> Result<Response, Trouble> {
    let (bytes, kind) = match name.as_str() {
        "desk.css" => (STYLE, "text/css; charset=utf-8"),
        "desk.js" => (include_str!("../../desk/assets/desk.js"), "text/javascript; charset=utf-8"),
        "seal.svg" => (onrecord_site::SEAL, "image/svg+xml"),
        _ => return Err(Trouble::Missing),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
    if name == "desk.css" {
        return Ok((headers, format!("{}\n{STYLE}", onrecord_site::STYLE)).into_response());
    }
    Ok((headers, bytes).into_response())
}

const STYLE: &str = include_str!("../../desk/assets/desk.css");

/// The page on which the ways in for programs are read.
pub(crate) async fn api_page(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    let one = |it: &super::openapi::Operation| json!({"method": it.method, "path": it.path, "summary": it.summary, "query": it.query, "body": it.body, "result": it.result});
    let operations: Vec<Value> = super::openapi::OPERATIONS.iter().map(one).collect();
    app.templates.page(&visitor, "settings", "api.html", json!({ "operations": operations }))
}

/// Says that the program runs.
pub(crate) async fn live() -> &'static str {
    "live\n"
}

/// Says whether the archive can be read.
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Trouble> {
    app.look(|clerk| Ok(clerk.desk.archive().n_sources()?)).await?;
    Ok("ready\n")
}

/// What was counted, as Prometheus reads it.
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Result<String, Trouble> {
    let n_sources = app.look(|clerk| Ok(clerk.desk.archive().n_sources()?)).await?;
    let counts = &app.counts;
    let mut text = "# TYPE onrecord_requests_total counter\n".to_owned();
    for (class, count) in counts.requests.iter().enumerate().skip(1) {
        text += &format!("onrecord_requests_total{{status=\"{class}xx\"}} {}\n", count.load(Ordering::Relaxed));
    }
    text += &format!(
        "# TYPE onrecord_questions_total counter\nonrecord_questions_total {}\n",
        counts.questions.load(Ordering::Relaxed)
    );
    let seconds = counts.question_ms.load(Ordering::Relaxed) as f64 / 1000.0;
    text += &format!("# TYPE onrecord_question_seconds_total counter\nonrecord_question_seconds_total {seconds}\n");
    text += &format!("# TYPE onrecord_sources gauge\nonrecord_sources {n_sources}\n");
    Ok(text)
}
