//! The desk for programs: `/api/v1/…`, each function with the JSON of its command. docs/API.md.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use onrecord_answer::proof::Syntax;
use onrecord_archive::{Archive, Field, QuestionState};
use onrecord_read::READER;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::adding::Brought;
use super::app::App;
use super::asking::{Asked, question};
use super::openapi;
use super::trouble::Trouble;
use crate::desk::corrected::Decided;
use crate::desk::people::decide;
use crate::desk::questions;
use crate::desk::quotes::Wanted;
use crate::desk::sources::{self, SourceInFull};
use crate::desk::takedown::take_down;
use crate::mcp;
use crate::print::versioned;
use crate::progress::Progress;
use crate::world;

/// Things on one page of a list, where nothing else is asked, and at most.
const A_PAGE: usize = 50;
const MOST_ON_PAGE: usize = 500;
/// Passages of one search.
const MOST_HITS: usize = 100;
/// Bytes of an answer whose hash is taken.
const MOST_BYTES: usize = 256 << 20;

/// Returns the ways in for programs.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/openapi.json", get(openapi))
        .route("/api/v1/status", get(status))
        .route("/api/v1/sources", get(list_sources).post(add))
        .route("/api/v1/sources/show", get(show_source))
        .route("/api/v1/sources/text", get(text))
        .route("/api/v1/sources/set", post(set_source))
        .route("/api/v1/sources/remove", post(remove))
        .route("/api/v1/sources/takedown", post(takedown))
        .route("/api/v1/evidence/{id}", get(evidence))
        .route("/api/v1/ask", get(ask).post(ask_body))
        .route("/api/v1/search", get(search))
        .route("/api/v1/quotes", get(quotes))
        .route("/api/v1/quotes/set", post(set_quote))
        .route("/api/v1/people", get(list_people))
        .route("/api/v1/people/show", get(show_person))
        .route("/api/v1/people/settle", post(settle_person))
        .route("/api/v1/works", get(works))
        .route("/api/v1/questions", get(list_questions).post(add_question))
        .route("/api/v1/questions/settle", post(settle_question))
        .route("/api/v1/check", post(check))
        .route("/mcp", post(mcp_message))
        .layer(from_fn(tagged))
}

/// Gives an answer its tag, and no body to whoever has it already.
async fn tagged(request: Request, next: Next) -> Response {
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let is_get = request.method() == axum::http::Method::GET;
    let response = next.run(request).await;
    if !is_get || response.status() != StatusCode::OK {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let tag = format!("\"{}\"", &blake3::hash(&bytes).to_hex()[..32]);
    let Ok(tag) = HeaderValue::from_str(&tag) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let is_known = known.is_some_and(|known| known == tag);
    head.headers.insert(header::ETAG, tag);
    head.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if is_known {
        head.status = StatusCode::NOT_MODIFIED;
        head.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(head, Body::empty());
    }
    Response::from_parts(head, Body::from(bytes))
}

/// Returns an object with its version.
fn object(value: &Value) -> Result<Response, Trouble> {
    Ok(axum::Json(versioned(value)?).into_response())
}

/// Reads the object that was sent.
fn sent<T: DeserializeOwned>(body: &Bytes) -> Result<T, Trouble> {
    serde_json::from_slice(body).map_err(|_| Trouble::Wrong("body"))
}

/// Which page of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Paged {
    limit: Option<usize>,
    cursor: Option<String>,
}

impl Paged {
    /// Returns one page of things, and the cursor of the next.
    fn of<T>(&self, all: Vec<T>) -> Result<(Vec<T>, Option<String>), Trouble> {
        let from = match &self.cursor {
            Some(cursor) => cursor.parse::<usize>().map_err(|_| Trouble::Wrong("cursor"))?,
            None => 0,
        };
        let n = self.limit.unwrap_or(A_PAGE).clamp(1, MOST_ON_PAGE);
        let next = (from.saturating_add(n) < all.len()).then(|| (from + n).to_string());
        Ok((all.into_iter().skip(from).take(n).collect(), next))
    }
}

/// What is asked of a list or for one thing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Wishes {
    key: String,
    name: String,
    q: String,
    k: Option<usize>,
    outlet: Option<String>,
    language: Option<String>,
    speaker: Option<String>,
    about: Option<String>,
    source: Option<String>,
    state: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
}

async fn openapi() -> Response {
    axum::Json(openapi::document()).into_response()
}

async fn status(State(app): State<Arc<App>>) -> Result<Response, Trouble> {
    let status = app
        .look(|clerk| {
            let archive = clerk.desk.archive();
            Ok(archive.status(READER, world::index(archive)?.generation())?)
        })
        .await?;
    object(&json!({
        "sources": status.n_sources, "versions": status.n_versions, "snapshots": status.n_snapshots, "bytes": status.n_bytes,
        "unread": status.n_unread, "unindexed": status.n_unindexed, "open_questions": status.n_questions,
    }))
}

async fn list_sources(
    State(app): State<Arc<App>>,
    Query(wishes): Query<Wishes>,
    Query(paged): Query<Paged>,
) -> Result<Response, Trouble> {
    let all = app
        .look(move |clerk| {
            let is_wanted = |source: &onrecord_model::Source| {
                wishes.outlet.as_ref().is_none_or(|outlet| source.outlet.as_ref() == Some(outlet))
                    && wishes.language.as_ref().is_none_or(|code| source.language.is_some_and(|it| it.code() == code))
            };
            let listed = clerk.sources()?.iter().map(|listed| &listed.source);
            Ok(listed.filter(|source| is_wanted(source)).map(|source| json!(source)).collect::<Vec<_>>())
        })
        .await?;
    let n = all.len();
    let (page, next) = paged.of(all)?;
    object(&json!({"sources": page, "n": n, "next": next}))
}

async fn show_source(State(app): State<Arc<App>>, Query(wishes): Query<Wishes>) -> Result<Response, Trouble> {
    object(&app.look(move |clerk| Ok(SourceInFull::of(clerk.desk.archive(), &wishes.key)?.json())).await?)
}

async fn text(State(app): State<Arc<App>>, Query(wishes): Query<Wishes>) -> Result<Response, Trouble> {
    object(&app.look(move |clerk| clerk.desk.text_shown(&wishes.key, (wishes.start, wishes.end))).await?)
}

async fn evidence(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Trouble> {
    let found = app.look(move |clerk| clerk.desk.evidence(&id)).await?.ok_or(Trouble::Missing)?;
    object(&json!(found))
}

async fn ask(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Result<Response, Trouble> {
    answered(&app, asked).await
}

async fn ask_body(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    answered(&app, sent(&body)?).await
}

async fn answered(app: &App, asked: Asked) -> Result<Response, Trouble> {
    let (question, limits) = (asked.question()?.ok_or(Trouble::Wrong("field-missing"))?, asked.limits()?);
    let answer = app
        .ask(move |clerk| {
            let start = Instant::now();
            Ok(clerk.desk.ask(&question, &limits)?.json(&question, start, false))
        })
        .await?;
    app.counts.questions.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    object(&answer)
}

async fn search(State(app): State<Arc<App>>, Query(wishes): Query<Wishes>) -> Result<Response, Trouble> {
    let words = question(&wishes.q)?.ok_or(Trouble::Wrong("field-missing"))?;
    let n = wishes.k.unwrap_or(10).min(MOST_HITS);
    object(&app.ask(move |clerk| Ok(json!({"query": words, "hits": clerk.desk.search_shown(&words, n)?}))).await?)
}

async fn quotes(
    State(app): State<Arc<App>>,
    Query(wishes): Query<Wishes>,
    Query(paged): Query<Paged>,
) -> Result<Response, Trouble> {
    let all = app
        .ask(move |clerk| {
            let (speaker, about, source) =
                (wishes.speaker.as_deref(), wishes.about.as_deref(), wishes.source.as_deref());
            let quotes = clerk.desk.quotes(&Wanted { speaker, about, source })?;
            Ok(quotes.iter().map(|quote| json!(quote)).collect::<Vec<_>>())
        })
        .await?;
    let n = all.len();
    let (page, next) = paged.of(all)?;
    object(&json!({"quotes": page, "n": n, "next": next}))
}

/// Whose a quotation is.
#[derive(Debug, Clone, Deserialize)]
struct Correcting {
    id: String,
    /// A name, or `none`.
    speaker: Option<String>,
    #[serde(default)]
    drop: bool,
    #[serde(default)]
    undo: bool,
}

async fn set_quote(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Correcting { id, speaker, drop, undo } = sent(&body)?;
    let told = id.clone();
    let source = app
        .decide(move |clerk, archive| {
            let decided = match speaker {
                _ if undo => Decided::AsRead,
                _ if drop => Decided::None,
                speaker => clerk.desk.decided_by(&speaker.unwrap_or_default())?,
            };
            clerk.desk.decide(archive, &id, &decided)
        })
        .await?;
    object(&json!({"id": told, "source": source}))
}

async fn list_people(State(app): State<Arc<App>>, Query(paged): Query<Paged>) -> Result<Response, Trouble> {
    let all = app.look(|clerk| Ok(clerk.people()?.iter().map(|person| json!(person)).collect::<Vec<_>>())).await?;
    let n = all.len();
    let (page, next) = paged.of(all)?;
    object(&json!({"people": page, "n": n, "next": next}))
}

async fn show_person(State(app): State<Arc<App>>, Query(wishes): Query<Wishes>) -> Result<Response, Trouble> {
    let people = app.look(move |clerk| Ok(json!(clerk.desk.people_called(&wishes.name)?))).await?;
    if people.as_array().is_none_or(Vec::is_empty) {
        return Err(Trouble::Missing);
    }
    object(&json!({ "people": people }))
}

/// What is decided about persons.
#[derive(Debug, Clone, Deserialize)]
struct Settling {
    /// `merge`, `split`, `rename`, `apart` or `undo`.
    how: String,
    #[serde(default)]
    a: String,
    #[serde(default)]
    b: String,
}

async fn settle_person(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Settling { how, a, b } = sent(&body)?;
    if !matches!(how.as_str(), "merge" | "split" | "rename" | "apart" | "undo") {
        return Err(Trouble::Wrong("body"));
    }
    let person = app
        .decide(move |_, archive| {
            Ok(match how.as_str() {
                "merge" => Some(decide::merge(archive, &a, &b)?.0),
                "split" => Some(decide::split(archive, &a, &b)?),
                "rename" => Some(decide::rename(archive, &a, &b)?),
                "apart" => Some(decide::apart(archive, &a, &b)?.0),
                _ => decide::undo(archive).map(|_| None)?,
            })
        })
        .await?;
    object(&json!({"person": person.map(|person| person.to_string())}))
}

async fn works(State(app): State<Arc<App>>) -> Result<Response, Trouble> {
    object(&app.look(|clerk| Ok(json!({"works": clerk.desk.works()?}))).await?)
}

async fn list_questions(State(app): State<Arc<App>>, Query(wishes): Query<Wishes>) -> Result<Response, Trouble> {
    let all = app
        .look(move |clerk| {
            let all = clerk.desk.archive().questions()?;
            let wanted = all.iter().filter(|it| wishes.state.as_ref().is_none_or(|state| it.state.word() == state));
            Ok(wanted.map(questions::shown).collect::<Vec<_>>())
        })
        .await?;
    object(&json!({ "questions": all }))
}

/// A question to keep, or what became of one.
#[derive(Debug, Clone, Deserialize)]
struct Questioning {
    #[serde(default)]
    id: i64,
    #[serde(default)]
    text: String,
    #[serde(default)]
    state: String,
    post: Option<String>,
}

async fn add_question(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Questioning { text, .. } = sent(&body)?;
    let text = question(&text)?.ok_or(Trouble::Wrong("field-missing"))?;
    let kept = text.clone();
    let id = app.decide(move |_, archive| Ok(archive.keep_question(&kept, &world::now())?)).await?;
    object(&json!({"id": id, "text": text}))
}

async fn settle_question(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Questioning { id, state, post, .. } = sent(&body)?;
    let state: QuestionState = state.parse().map_err(|_| Trouble::Wrong("body"))?;
    let settle =
        move |_: &_, archive: &mut Archive| Ok(archive.settle_question(id, state, post.as_deref(), &world::now())?);
    if !app.decide(settle).await? {
        return Err(Trouble::Missing);
    }
    object(&json!({"id": id, "state": state.word()}))
}

/// A draft.
#[derive(Debug, Clone, Deserialize)]
struct Drafted {
    text: String,
}

async fn check(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Drafted { text } = sent(&body)?;
    let report = app.ask(move |clerk| Ok(clerk.desk.check(&text, Syntax::Markdown)?.report)).await?;
    object(&json!({"findings": report.findings, "quotations": report.n_quotations, "allowed": report.n_allowed}))
}

/// Sources to add, each as a line of JSON lines.
#[derive(Debug, Clone, Deserialize)]
struct Bringing {
    sources: Vec<Map<String, Value>>,
}

async fn add(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Bringing { sources } = sent(&body)?;
    let lines: Vec<String> = sources.iter().map(|source| Value::Object(source.clone()).to_string()).collect();
    if lines.is_empty() {
        return Err(Trouble::Wrong("nothing-added"));
    }
    let files = vec![("api.jsonl".to_owned(), lines.join("\n").into_bytes())];
    let brought = Brought { files, outlet: None, published: None, url: None, author: None };
    object(&app.gathered(move |clerk| brought.take_in(clerk)).await?)
}

/// Fields to set of a source.
#[derive(Debug, Clone, Deserialize)]
struct Setting {
    key: String,
    fields: std::collections::BTreeMap<String, String>,
}

async fn set_source(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Setting { key, fields } = sent(&body)?;
    let known = fields.into_iter().map(|(name, value)| Field::of(&name).map(|field| (field, value)));
    let known: Vec<(Field, String)> = known.collect::<Option<_>>().ok_or(Trouble::Wrong("field"))?;
    object(&app.decide(move |_, archive| Ok(json!(sources::set(archive, &key, &known)?.source))).await?)
}

/// A source by its key.
#[derive(Debug, Clone, Deserialize)]
struct Keyed {
    key: String,
}

async fn remove(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Keyed { key } = sent(&body)?;
    let told = key.clone();
    app.gathered(move |clerk| sources::remove(&mut clerk.to_write()?, &key)).await?;
    object(&json!({ "removed": told }))
}

async fn takedown(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let Keyed { key } = sent(&body)?;
    let told = key.clone();
    let taken = app.gathered(move |clerk| take_down(clerk.to_write()?, &key, &Progress::hidden())).await?;
    object(
        &json!({"key": told, "rewritten": taken.rewritten, "sites": taken.sites, "copies": taken.copies, "left": taken.left}),
    )
}

/// A message of the Model Context Protocol.
async fn mcp_message(State(app): State<Arc<App>>, body: Bytes) -> Result<Response, Trouble> {
    let message: Value = sent(&body)?;
    // Over HTTP it only looks: what writes has ways in of its own.
    let answer = app.ask(move |clerk| Ok(mcp::answer(&clerk.desk, &message))).await?;
    Ok(match answer {
        Some(answer) => axum::Json(answer).into_response(),
        None => StatusCode::ACCEPTED.into_response(),
    })
}
