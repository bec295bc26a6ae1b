//! The readers' inbox: one page, one tiny form, one private link. It sets no cookie, keeps no address, and shows nothing of the archive.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Extension, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use onrecord_archive::{AskedBy, QuestionState};
use onrecord_model::Language;
use serde_json::{Value, json};
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};

use super::app::App;
use super::arrival;
use super::posted::pairs;
use super::rest::asset;
use super::secret::new_id;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::world;

/// Letters of a question, and of a name.
const LETTERS: std::ops::RangeInclusive<usize> = 8..=500;
const MOST_NAME: usize = 60;
/// Bytes of the form.
const MOST_BYTES: usize = 16 << 10;
/// Questions that one neighbourhood of addresses may leave in [`WINDOW`], and all together.
const MOST_OF_ONE: u32 = 5;
const MOST_OF_ALL: u32 = 200;
const WINDOW: Duration = Duration::from_secs(10 * 60);
/// Neighbourhoods that are remembered.
const MOST_PREFIXES: usize = 20_000;
/// Open questions of readers; further ones are asked to come later.
const MOST_OPEN: usize = 2000;

/// Where a request comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub IpAddr);

/// How often each neighbourhood came; in memory only, and forgotten after a while.
#[derive(Default)]
struct Rates {
    by_prefix: Mutex<HashMap<Vec<u8>, (u32, Instant)>>,
}

impl Rates {
    /// Notes that somebody comes; says whether they may.
    fn may(&self, from: IpAddr) -> bool {
        let mut known = self.by_prefix.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_PREFIXES {
            known.retain(|_, (_, since)| since.elapsed() < WINDOW);
        }
        // Where all memory is full of others, nobody comes in.
        let all = known.len() < MOST_PREFIXES && counted(&mut known, Vec::new()) <= MOST_OF_ALL;
        all && counted(&mut known, prefix(from)) <= MOST_OF_ONE
    }
}

fn counted(known: &mut HashMap<Vec<u8>, (u32, Instant)>, of: Vec<u8>) -> u32 {
    let entry = known.entry(of).or_insert((0, Instant::now()));
    if entry.1.elapsed() >= WINDOW {
        *entry = (0, Instant::now());
    }
    entry.0 = entry.0.saturating_add(1);
    entry.0
}

/// Returns the part of an address that neighbours share: three bytes of four, six of sixteen.
fn prefix(from: IpAddr) -> Vec<u8> {
    match from.to_canonical() {
        IpAddr::V4(address) => address.octets()[..3].to_vec(),
        IpAddr::V6(address) => address.octets()[..6].to_vec(),
    }
}

/// What the inbox needs.
struct Inbox {
    app: Arc<App>,
    rates: Rates,
}

/// Returns the inbox's ways in.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(form))
        .route("/ask", post(take))
        .route("/q/{secret}", get(become_of))
        .route("/assets/{name}", get(asset))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn(quiet))
        .layer(RequestBodyTimeoutLayer::new(Duration::from_secs(10)))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(30)))
        .with_state(Arc::new(Inbox { app, rates: Rates::default() }))
}

/// Adds the headers that keep a browser safe, and quiet about where it was.
async fn quiet(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let always = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
    ];
    for (name, value) in always {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn form(State(inbox): State<Arc<Inbox>>, headers: HeaderMap) -> Result<Response, StatusCode> {
    page(&inbox, language(&headers, None), json!({}), StatusCode::OK)
}

/// Takes a question in. A field that nobody sees has to be empty: what fills it in is no reader.
async fn take(
    State(inbox): State<Arc<Inbox>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, StatusCode> {
    let fields = pairs(&body);
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let language = language(&headers, Some(field("language")));
    let told = |trouble: &str, status| {
        page(&inbox, language, json!({"trouble": trouble, "question": field("question")}), status)
    };
    let secret = new_id().map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    if !field("website").is_empty() {
        // It looks as if it had been taken.
        return Ok(Redirect::to(&format!("/q/{secret}")).into_response());
    }
    let text = onrecord_site::text::line(field("question"));
    if !LETTERS.contains(&text.chars().count()) {
        return told("inbox_length", StatusCode::UNPROCESSABLE_ENTITY);
    }
    if !inbox.rates.may(came_from(peer, &headers)) {
        return told("inbox_later", StatusCode::TOO_MANY_REQUESTS);
    }
    let name: String = onrecord_site::text::line(field("name")).chars().take(MOST_NAME).collect();
    let name = Some(name).filter(|name| !name.is_empty());
    let by = AskedBy { name, language, link: hash(&secret) };
    let asked = text.clone();
    let taken =
        inbox.app.decide(move |_, archive| Ok(archive.take_question(&asked, &by, MOST_OPEN, &world::now())?)).await;
    match taken {
        Ok(Some(id)) => {
            arrival::ask(&inbox.app, id, text);
            Ok(Redirect::to(&format!("/q/{secret}")).into_response())
        }
        Ok(None) | Err(Trouble::Busy) => told("inbox_later", StatusCode::SERVICE_UNAVAILABLE),
        Err(_) => told("inbox_failed", StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// Shows what became of a question to whoever has its link.
async fn become_of(
    State(inbox): State<Arc<Inbox>>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Result<Response, StatusCode> {
    let link = hash(&secret);
    let found = inbox
        .app
        .look(move |clerk| {
            let archive = clerk.desk.archive();
            let Some(question) = archive.question_of_link(&link)? else { return Ok(None) };
            let address = match (&question.post, question.state) {
                (Some(file), QuestionState::Answered) => address(clerk, file)?,
                _ => None,
            };
            Ok(Some((question, address)))
        })
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let language_of = |asked: Option<Language>| asked.unwrap_or_else(|| language(&headers, None));
    match found {
        // Spam is told nothing.
        Some((question, address)) if question.state != QuestionState::Spam => {
            let content = json!({"kept": {"text": question.text, "state": question.state.word(), "address": address}});
            page(&inbox, language_of(question.language), content, StatusCode::OK)
        }
        _ => page(&inbox, language_of(None), json!({"kept": {"text": "", "state": "new"}}), StatusCode::OK),
    }
}

/// Returns where a post stands on the published site.
fn address(clerk: &super::clerk::Clerk, file: &str) -> anyhow::Result<Option<String>> {
    let folder = clerk.desk.archive().folder();
    let settings = std::fs::read_to_string(folder.join(onrecord_archive::SETTINGS))?;
    let Some(site) = onrecord_site::Settings::read(&settings).ok().and_then(|settings| settings.address) else {
        return Ok(None);
    };
    let posts = clerk.desk.posts()?;
    let post = posts.into_iter().find(|post| post.file == file && !post.is_draft);
    Ok(post.and_then(|post| Some(format!("{site}{}/posts/{}.html", post.language?, post.name))))
}

fn page(inbox: &Inbox, language: Language, content: Value, status: StatusCode) -> Result<Response, StatusCode> {
    let visitor =
        Visitor { language, session: String::new(), token: String::new(), name: None, can: None, path: String::new() };
    let page = inbox.app.templates.page(&visitor, "", "inbox.html", content);
    let mut response = page.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    *response.status_mut() = status;
    if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("600"));
    }
    Ok(response)
}

/// Returns the chosen language, else the browser's first that is spoken here.
fn language(headers: &HeaderMap, chosen: Option<&str>) -> Language {
    if let Some(Ok(chosen)) = chosen.map(str::parse) {
        return chosen;
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    super::guard::language(None, accepted)
}

/// Returns where a request comes from: behind a server of ours on this computer, what that server says.
fn came_from(Peer(peer): Peer, headers: &HeaderMap) -> IpAddr {
    let told = headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    let told = told.and_then(|value| value.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
    if peer.is_loopback() { told.unwrap_or(peer) } else { peer }
}

/// Returns what is kept of a link.
fn hash(secret: &str) -> [u8; 32] {
    *blake3::hash(secret.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_rate_and_others_do_not() {
        let rates = Rates::default();
        let from = |text: &str| text.parse::<IpAddr>().expect("an address");
        let n = (0..20).filter(|at| rates.may(from(&format!("198.51.100.{at}")))).count();
        assert_eq!(n, MOST_OF_ONE as usize);
        assert!(rates.may(from("203.0.113.9")) && rates.may(from("2001:db8:1::1")));
        let n = (0..20).filter(|at| rates.may(from(&format!("2001:db8:1::{at}")))).count();
        assert_eq!(n, MOST_OF_ONE as usize - 1);
    }
}
