//! The sources: the list, adding, and what is set of one.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use onrecord_archive::{Archive, Field, Listed};
use onrecord_model::Day;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::adding::Brought;
use super::app::App;
use super::arrival;
use super::clerk::Clerk;
use super::pages::{done, encoded};
use super::posted::Posted;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::sources::{self, wanting};
use crate::desk::takedown::take_down;
use crate::progress::Progress;

/// Sources on one page of the list.
const A_PAGE: usize = 50;

/// Which sources are listed, and how.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Words of the title, key, outlet or author.
    q: String,
    /// Only of this outlet.
    outlet: String,
    /// Only in this language.
    language: String,
    /// Whether only those of which something is missing or guessed.
    wanting: String,
    /// `added`, `published`, `title` or `outlet`.
    sort: String,
    /// Which page, from 1.
    page: usize,
}

/// The list.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let content = app.look(move |clerk| listed(clerk, &wanted)).await?;
    app.templates.page(&visitor, "sources", "sources.html", content)
}

fn listed(clerk: &Clerk, wanted: &Wanted) -> anyhow::Result<Value> {
    let all = clerk.sources()?;
    let words = wanted.q.to_lowercase();
    let has = |text: &Option<String>| text.as_ref().is_some_and(|text| text.to_lowercase().contains(&words));
    let is_wanted = |listed: &&Listed| {
        let source = &listed.source;
        (words.is_empty()
            || source.key.to_lowercase().contains(&words)
            || has(&source.title)
            || has(&source.outlet)
            || has(&source.author))
            && (wanted.outlet.is_empty() || source.outlet.as_deref() == Some(&wanted.outlet))
            && (wanted.language.is_empty() || source.language.is_some_and(|it| it.code() == wanted.language))
            && (wanted.wanting.is_empty() || !wanting(&listed.known).is_empty())
    };
    let mut found: Vec<&Listed> = all.iter().filter(is_wanted).collect();
    let by = |field: fn(&Listed) -> Option<&str>| {
        move |listed: &&Listed| (field(listed).is_none(), field(listed).map(str::to_owned))
    };
    match wanted.sort.as_str() {
        "published" => found.sort_by(|a, b| b.source.published.cmp(&a.source.published)),
        "title" => found.sort_by_cached_key(by(|listed| listed.source.title.as_deref())),
        "outlet" => found.sort_by_cached_key(by(|listed| listed.source.outlet.as_deref())),
        _ => found.reverse(),
    }
    let n_pages = found.len().div_ceil(A_PAGE).max(1);
    let page = wanted.page.clamp(1, n_pages);
    let shown: Vec<Value> = found
        .iter()
        .skip((page - 1) * A_PAGE)
        .take(A_PAGE)
        .map(|listed| {
            let missing: Vec<&str> = wanting(&listed.known).into_iter().map(|(field, _)| field).collect();
            json!({"source": listed.source, "taken": listed.version.taken, "wanting": missing})
        })
        .collect();
    let outlets: BTreeSet<&str> = all.iter().filter_map(|listed| listed.source.outlet.as_deref()).collect();
    let query = [
        ("q", &wanted.q),
        ("outlet", &wanted.outlet),
        ("language", &wanted.language),
        ("wanting", &wanted.wanting),
        ("sort", &wanted.sort),
    ];
    let query: Vec<String> = query
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}&", encoded(value)))
        .collect();
    Ok(json!({
        "wanted": wanted, "sources": shown, "outlets": outlets, "n": found.len(), "n_all": all.len(),
        "page": page, "n_pages": n_pages, "query": query.concat(),
    }))
}

/// The page on which sources are added.
pub(crate) async fn add_form(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    app.templates.page(&visitor, "sources", "add.html", json!({}))
}

/// Takes in what was sent: files, or a text.
pub(crate) async fn add(State(app): State<Arc<App>>, mut posted: Posted) -> Result<Response, Trouble> {
    let mut files = std::mem::take(&mut posted.files);
    if let Some(text) = posted.get("text") {
        let title = posted.get("title").map(onrecord_site::text::line);
        let name = title.as_deref().map(onrecord_site::text::slug).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| onrecord_site::text::slug(&onrecord_site::text::first_words(text, 40)));
        let name = if name.is_empty() { "text".to_owned() } else { name };
        files.push((format!("{name}.md"), with_title(title.as_deref(), text).into_bytes()));
    }
    if files.is_empty() {
        return Err(Trouble::Wrong("nothing-added"));
    }
    if posted.get("published").is_some_and(|day| day.parse::<Day>().is_err()) {
        return Err(Trouble::Wrong("date"));
    }
    let some = |name: &str| posted.get(name).map(onrecord_site::text::line);
    let brought = Brought {
        outlet: some("outlet"),
        published: some("published"),
        url: some("url"),
        author: some("author"),
        files,
    };
    let id = app.addings.begin(brought.files.len())?;
    let (addings, noted) = (app.addings.clone(), id.clone());
    let (came, has_come) = tokio::sync::oneshot::channel();
    app.gather(move |clerk| {
        addings.note(&noted, "running", Value::Null);
        match brought.take_in(clerk) {
            Ok(result) => addings.note(&noted, "done", result),
            Err(error) => addings.note(&noted, "failed", json!(format!("{error:#}"))),
        }
        let _ = came.send(());
        Ok(())
    })?;
    tokio::spawn(async move {
        if has_come.await.is_ok() {
            arrival::ask_again(&app).await;
        }
    });
    Ok(done(&format!("/sources/adding/{id}")))
}

/// Returns a pasted text with its title above it, as a heading of Markdown would stand in it.
fn with_title(title: Option<&str>, text: &str) -> String {
    match title {
        Some(title) => format!("---\ntitle: \"{}\"\n---\n{text}\n", title.replace('\\', "\\\\").replace('"', "\\\"")),
        None => format!("{text}\n"),
    }
}

/// The page that tells how far an adding is; it looks again by itself until it is done.
pub(crate) async fn adding(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let adding = app.addings.get(&id).ok_or(Trouble::Missing)?;
    let is_open = matches!(adding["state"].as_str(), Some("waiting" | "running"));
    let mut response = app.templates.page(&visitor, "sources", "adding.html", json!({"adding": adding}))?;
    if is_open {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static("1"));
    }
    Ok(response)
}

/// Sets what is known of a source.
pub(crate) async fn set(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let key = posted.need("key")?.to_owned();
    let mut fields = Vec::new();
    for name in ["title", "outlet", "author", "url", "published", "language"] {
        // What was not changed is not set by hand, and stays what it was read as.
        if let (Some(value), Some(before)) = (posted.whole(name), posted.whole(&format!("was-{name}")))
            && value.trim() != before.trim()
            && let Some(field) = Field::of(name)
        {
            fields.push((field, onrecord_site::text::line(value)));
        }
    }
    let back = format!("/sources/show?key={}", encoded(&key));
    app.decide(move |_, archive: &mut Archive| sources::set(archive, &key, &fields).map(|_| ())).await?;
    Ok(done(&back))
}

/// The page on which a source is removed or taken down, which asks once more.
pub(crate) async fn leaving(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(one): Query<One>,
) -> Result<Response, Trouble> {
    let source = app.look(move |clerk| Ok(clerk.desk.archive().source(&one.key)?.source)).await?;
    app.templates.page(&visitor, "sources", "confirm.html", json!({"source": source}))
}

/// The key of a source.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct One {
    /// It.
    pub key: String,
}

/// Removes a source, or takes it down.
pub(crate) async fn leave(State(app): State<Arc<App>>, visitor: Visitor, posted: Posted) -> Result<Response, Trouble> {
    let key = posted.need("key")?.to_owned();
    if posted.get("how") == Some("remove") {
        app.gathered(move |clerk| sources::remove(&mut clerk.to_write()?, &key)).await?;
        return Ok(done("/sources"));
    }
    let title = key.clone();
    let taken = app.gathered(move |clerk| take_down(clerk.to_write()?, &key, &Progress::hidden())).await?;
    let sites: Vec<String> = taken.sites.iter().map(|site| site.display().to_string()).collect();
    let told =
        json!({"key": title, "rewritten": taken.rewritten, "sites": sites, "copies": taken.copies, "left": taken.left});
    app.templates.page(&visitor, "sources", "confirm.html", json!({"taken": told}))
}
