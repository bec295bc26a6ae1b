//! Posts: the list, the editor with findings under it, the preview, publishing.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use onrecord_answer::proof::Syntax;
use onrecord_archive::QuestionState;
use onrecord_model::{Evidence, Finding, Language};
use serde::Deserialize;
use serde_json::{Value, json};

use super::app::App;
use super::asking::question;
use super::clerk::Clerk;
use super::pages::{done, encoded};
use super::piece::piece;
use super::posted::Posted;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::posts::{mark, shown};
use crate::refused::Refused;
use crate::stage::publish;
use crate::world;

/// Bytes of the longest draft.
const LONGEST: usize = 2 << 20;
/// Quotations that a search for one offers.
const MOST_OFFERED: usize = 10;

/// Which post.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct One {
    file: String,
}

/// The list.
pub(crate) async fn list(State(app): State<Arc<App>>, visitor: Visitor) -> Result<Response, Trouble> {
    let content = app.look(|clerk| listed(clerk, Value::Null)).await?;
    app.templates.page(&visitor, "posts", "posts.html", content)
}

fn listed(clerk: &Clerk, published: Value) -> anyhow::Result<Value> {
    let outs: Vec<String> = outs(clerk)?.iter().map(|out| out.display().to_string()).collect();
    Ok(json!({"posts": clerk.desk.posts()?, "outs": outs, "published": published}))
}

/// Returns where a site may be published to from a browser: where it was before, and the folder `site` of the archive.
fn outs(clerk: &Clerk) -> anyhow::Result<Vec<PathBuf>> {
    let folder = clerk.desk.archive().folder();
    let mut outs = publish::outs(folder)?;
    let own = folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join("site");
    if !outs.contains(&own) {
        outs.push(own);
    }
    Ok(outs)
}

/// Begins a post that answers a question.
pub(crate) async fn begin(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let text = question(posted.need("question")?)?.ok_or(Trouble::Wrong("field-missing"))?;
    let language = posted.get("language").and_then(|code| code.parse::<Language>().ok());
    let id = posted.get("id").and_then(|id| id.parse::<i64>().ok());
    let beginning = move |clerk: &Clerk| {
        let path = clerk.desk.begin(&text, language)?.0;
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(id) = id {
            clerk.to_write()?.settle_question(id, QuestionState::Answering, Some(&file), &world::now())?;
        }
        Ok(file)
    };
    let file = app.gathered(beginning).await?;
    Ok(done(&format!("/posts/edit?file={}", encoded(&file))))
}

/// The editor.
pub(crate) async fn edit(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(one): Query<One>,
) -> Result<Response, Trouble> {
    let content = app
        .ask(move |clerk| {
            let post = clerk.desk.post(&one.file)?;
            edited(clerk, &one.file, &post.text, &post.mark, "")
        })
        .await?;
    app.templates.page(&visitor, "posts", "post.html", content)
}

/// What the editor shows of a text: findings, and quotations found for some words.
fn edited(clerk: &Clerk, file: &str, text: &str, was: &str, find: &str) -> anyhow::Result<Value> {
    let checked = clerk.desk.check(text, Syntax::Markdown)?;
    let findings: Vec<Value> = checked.report.findings.iter().map(|finding| found(finding, text)).collect();
    let offered = if find.trim().is_empty() { Vec::new() } else { offered(clerk, find)? };
    Ok(json!({
        "post": shown(file, text), "text": text, "mark": was, "is_changed": mark(text) != was,
        "findings": findings, "n_quotations": checked.report.n_quotations, "find": find,
        "offered": offered.iter().map(piece).collect::<Vec<_>>(),
    }))
}

/// Returns a finding as pages show it, with the words that it is about.
fn found(finding: &Finding, text: &str) -> Value {
    let mut shown = json!(finding);
    let n = finding.end.saturating_sub(finding.start);
    let words: String = text.chars().skip(finding.start).take(n.min(400)).collect();
    shown["words"] = json!(words);
    shown["evidence"] = finding.evidence.iter().take(3).map(piece).collect();
    shown
}

/// Returns words that can be quoted and have to do with some words: quotations in the passages that are found, else sentences.
fn offered(clerk: &Clerk, words: &str) -> anyhow::Result<Vec<Evidence>> {
    let mut offered: Vec<Evidence> = Vec::new();
    for hit in clerk.desk.search(words, MOST_OFFERED)? {
        let reading = &hit.record.reading;
        let Some(passage) = reading.passages.get(hit.passage) else { continue };
        let stretches = reading.quotes.iter().flat_map(|quote| &quote.stretches);
        let mut spans: Vec<_> = stretches.copied().filter(|&stretch| passage.span.contains(stretch)).collect();
        if spans.is_empty() {
            let sentences = reading.sentences.get(passage.first as usize..passage.after as usize).unwrap_or_default();
            spans.extend(sentences.iter().take(2).map(|sentence| sentence.span));
        }
        for evidence in spans.into_iter().take(3).filter_map(|span| hit.record.cite(span)) {
            if offered.len() < MOST_OFFERED && offered.iter().all(|other| other.id() != evidence.id()) {
                offered.push(evidence);
            }
        }
    }
    Ok(offered)
}

/// A draft that was sent.
fn sent(posted: &Posted) -> Result<(String, String, String), Trouble> {
    let text = posted.whole("text").unwrap_or_default().replace("\r\n", "\n");
    if text.len() > LONGEST {
        return Err(Trouble::Wrong("too-long"));
    }
    Ok((posted.need("file")?.to_owned(), text, posted.whole("mark").unwrap_or_default().to_owned()))
}

/// Shows the findings of a draft as it was sent; nothing is kept.
pub(crate) async fn check(State(app): State<Arc<App>>, visitor: Visitor, posted: Posted) -> Result<Response, Trouble> {
    let (file, text, was) = sent(&posted)?;
    let find = posted.get("find").unwrap_or_default().to_owned();
    let is_live = posted.get("live").is_some();
    let content = app.ask(move |clerk| edited(clerk, &file, &text, &was, &find)).await?;
    if is_live {
        let strings = app.templates.strings(visitor.language);
        return Ok(axum::Json(live(&content, strings)).into_response());
    }
    app.templates.page(&visitor, "posts", "post.html", content)
}

/// Returns findings for the script that shows them while somebody types.
fn live(content: &Value, strings: &onrecord_language::Strings) -> Value {
    let one = |finding: &Value| {
        let code = finding["code"].as_str().unwrap_or_default();
        json!({
            "line": finding["line"], "start": finding["start"], "end": finding["end"], "severity": finding["severity"],
            "code": strings.say(&format!("finding_{code}"), &[]),
            "grave": strings.say(&format!("severity_{}", finding["severity"].as_str().unwrap_or_default()), &[]),
            "words": finding["words"], "suggestion": finding["suggestion"],
        })
    };
    json!({"findings": content["findings"].as_array().into_iter().flatten().map(one).collect::<Vec<_>>()})
}

/// Keeps a draft.
pub(crate) async fn save(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let (file, text, was) = sent(&posted)?;
    let address = encoded(&file);
    app.decide(move |clerk, _| clerk.desk.keep_post(&file, &was, &text)).await?;
    Ok(match posted.get("then") {
        Some("preview") => done(&format!("/posts/preview?file={address}")),
        _ => done(&format!("/posts/edit?file={address}")),
    })
}

/// Renders the site with a draft among its posts, and leads to the draft's page.
pub(crate) async fn preview(State(app): State<Arc<App>>, Query(one): Query<One>) -> Result<Response, Trouble> {
    let rendering = move |clerk: &Clerk| {
        let post = shown(&one.file, &clerk.desk.post(&one.file)?.text);
        if let Some(fault) = post.fault {
            return Err(Refused::new("post-fault", fault.clone()).about("fault", fault).into());
        }
        let pages = clerk.desk.preview(&one.file)?;
        let path = format!("{}/posts/{}.html", post.language.unwrap_or_default(), post.name);
        Ok((pages, path))
    };
    let (pages, path) = app.ask(rendering).await?;
    app.preview.keep(pages);
    Ok(done(&format!("/preview/{path}")))
}

/// A file of the rendered site.
pub(crate) async fn previewed(State(app): State<Arc<App>>, Path(path): Path<String>) -> Result<Response, Trouble> {
    let (bytes, kind) = app.preview.get(&path).ok_or(Trouble::Missing)?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

/// Publishes the site, and tells what was done.
pub(crate) async fn publish(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Trouble> {
    let out = PathBuf::from(posted.need("out")?);
    let content = app
        .gathered(move |clerk| {
            if !outs(clerk)?.contains(&out) {
                return Err(
                    Refused::new("no-out", "a browser publishes only to where the site was published before").into()
                );
            }
            let published = clerk.desk.publish(&out).map_err(refused)?;
            let told = json!({
                "out": out.display().to_string(), "pages": published.n_pages, "written": published.n_written,
                "removed": published.n_gone, "posts": published.n_posts, "quotations": published.n_quotations,
                "remarks": published.remarks,
            });
            listed(clerk, told).context("the site is published, but the posts cannot be listed")
        })
        .await?;
    app.templates.page(&visitor, "posts", "posts.html", content)
}

/// Returns why nothing was published, with the place of each fault.
fn refused(error: anyhow::Error) -> anyhow::Error {
    let places: Vec<String> = error
        .to_string()
        .lines()
        .filter_map(|line| line.trim().strip_prefix("posts/"))
        .map(|line| line.splitn(4, ':').take(2).collect::<Vec<_>>().join(":"))
        .collect();
    if places.is_empty() {
        return error;
    }
    Refused::new("not-published", error.to_string()).about("places", places.join(", ")).into()
}
