//! Ask and search: the answer with its evidence, and passages by their words.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use axum::extract::{Query, State};
use axum::response::Response;
use onrecord_model::{Day, Language};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::app::App;
use super::clerk::Clerk;
use super::pages::done;
use super::piece::piece;
use super::posted::Posted;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::ask::{Asking, Limits};
use crate::desk::find::SourceLimits;
use crate::strings;
use crate::world;

/// Letters of the longest question.
pub(crate) const MOST_LETTERS: usize = 600;
/// Passages that a search shows.
const MOST_HITS: usize = 30;

/// What is asked, and of which sources.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// The question.
    pub q: String,
    /// Only words of this person.
    pub speaker: String,
    /// Only sources of this outlet.
    pub outlet: String,
    /// Only sources in this language.
    pub language: String,
    /// Only sources from this day on.
    pub since: String,
    /// Only sources up to this day.
    pub until: String,
}

impl Asked {
    /// Returns the question as one line; nothing where there is none; a trouble where it is too long.
    pub(crate) fn question(&self) -> Result<Option<String>, Trouble> {
        question(&self.q)
    }

    /// Returns which sources may answer.
    pub(crate) fn limits(&self) -> Result<Limits, Trouble> {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let day = |text: &str| some(text).map(|day| day.parse::<Day>()).transpose().map_err(|_| Trouble::Wrong("date"));
        let language = some(&self.language).map(|code| code.parse::<Language>()).transpose();
        let sources = SourceLimits {
            language: language.map_err(|_| Trouble::Wrong("language"))?,
            is_korean: None,
            outlet: some(&self.outlet),
            since: day(&self.since)?,
            until: day(&self.until)?,
        };
        Ok(Limits { speaker: some(&self.speaker), sources })
    }
}

/// Returns a question as one line; nothing where there is none; a trouble where it is too long.
pub(crate) fn question(text: &str) -> Result<Option<String>, Trouble> {
    if text.chars().count() > MOST_LETTERS {
        return Err(Trouble::Wrong("too-long"));
    }
    Ok(Some(onrecord_site::text::line(text)).filter(|question| !question.is_empty()))
}

/// The page on which questions are asked.
pub(crate) async fn ask(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let (question, limits, language) = (asked.question()?, asked.limits()?, visitor.language);
    let answer = match question {
        None => Value::Null,
        Some(question) => {
            let start = Instant::now();
            let answer = app.ask(move |clerk| answered(clerk, &question, &limits, language)).await?;
            app.counts.questions.fetch_add(1, Ordering::Relaxed);
            app.counts.question_ms.fetch_add(start.elapsed().as_millis() as u64, Ordering::Relaxed);
            answer
        }
    };
    let is_limited =
        [&asked.speaker, &asked.outlet, &asked.language, &asked.since, &asked.until].iter().any(|it| !it.is_empty());
    let content = json!({"asked": asked, "is_limited": is_limited, "answer": answer});
    app.templates.page(&visitor, "ask", "ask.html", content)
}

fn answered(clerk: &Clerk, question: &str, limits: &Limits, language: Language) -> anyhow::Result<Value> {
    let start = Instant::now();
    let asking = clerk.desk.ask(question, limits)?;
    Ok(shown(clerk, question, &asking, language, start))
}

/// Returns an answer as pages show it, with its reason in the language of whoever looks.
fn shown(clerk: &Clerk, question: &str, asking: &Asking, language: Language, start: Instant) -> Value {
    let answer = &asking.answer;
    let reason = answer.refusal().map(|refusal| strings::refusal(clerk.desk.strings(language), refusal));
    let disputes: Vec<Value> = answer
        .disputes()
        .iter()
        .map(|dispute| {
            let values = dispute.values.iter().map(
                |value| json!({"value": value.value, "evidence": value.evidence.iter().map(piece).collect::<Vec<_>>()}),
            );
            json!({"about": dispute.about, "values": values.collect::<Vec<_>>()})
        })
        .collect();
    json!({
        "question": question,
        "status": answer.status(),
        "perhaps": answer.perhaps(),
        "reason": reason,
        "missing": asking.missing,
        "evidence": answer.evidence().iter().map(piece).collect::<Vec<_>>(),
        "nearest": answer.nearest().iter().map(piece).collect::<Vec<_>>(),
        "disputes": disputes,
        "took_ms": start.elapsed().as_millis() as u64,
    })
}

/// Keeps that a piece does not answer a question, for measuring.
pub(crate) async fn judge(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let (question, evidence) = (posted.need("question")?.to_owned(), posted.need("evidence")?.to_owned());
    let folder = app.folder.clone();
    let line = json!({"question": question, "evidence": evidence, "answers": false, "judged": world::now()});
    app.decide(move |_, _| crate::desk::file::append(&folder.join("judged.jsonl"), &format!("{line}\n"))).await?;
    Ok(done(posted.back().unwrap_or("/ask")))
}

/// What is searched.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Searched {
    /// The words.
    q: String,
}

/// The page that finds passages.
pub(crate) async fn search(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(searched): Query<Searched>,
) -> Result<Response, Trouble> {
    let hits = match question(&searched.q)? {
        None => Value::Null,
        Some(words) => app.ask(move |clerk| Ok(json!(clerk.desk.search_shown(&words, MOST_HITS)?))).await?,
    };
    app.templates.page(&visitor, "search", "search.html", json!({"q": searched.q, "hits": hits}))
}
