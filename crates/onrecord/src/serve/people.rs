//! People: the list, one person, who could be one, and what is decided of them.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::app::App;
use super::clerk::Clerk;
use super::pages::done;
use super::piece::piece;
use super::posted::Posted;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::people::{DoubtShown, PersonShown, decide};
use crate::refused::Refused;

/// People on one page of the list.
const A_PAGE: usize = 60;
/// Quotations and sources that a person's page shows.
const MOST_QUOTES: usize = 200;
/// Pairs that are shown at once.
const MOST_DOUBTS: usize = 30;

/// Who is listed.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Wanted {
    q: String,
    page: usize,
    /// Whether the pairs that could be one are wanted.
    doubts: String,
}

/// The list, or the pairs of whom both could be one.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Trouble> {
    let content = app.look(move |clerk| listed(clerk, &wanted)).await?;
    app.templates.page(&visitor, "people", "people.html", content)
}

fn listed(clerk: &Clerk, wanted: &Wanted) -> anyhow::Result<Value> {
    if !wanted.doubts.is_empty() {
        let doubts = clerk.doubts()?;
        let shown: Vec<Value> = doubts.iter().take(MOST_DOUBTS).map(doubt).collect();
        return Ok(json!({"wanted": wanted, "doubts": shown, "n_doubts": doubts.len()}));
    }
    let words = wanted.q.to_lowercase();
    let is_called = |person: &&PersonShown| {
        words.is_empty()
            || person.name.to_lowercase().contains(&words)
            || person.spellings.iter().any(|spelling| spelling.text.to_lowercase().contains(&words))
    };
    let found: Vec<&PersonShown> = clerk.people()?.iter().filter(is_called).collect();
    let n_pages = found.len().div_ceil(A_PAGE).max(1);
    let page = wanted.page.clamp(1, n_pages);
    let shown: Vec<Value> = found.iter().skip((page - 1) * A_PAGE).take(A_PAGE).map(|person| line(person)).collect();
    let query = if wanted.q.is_empty() { String::new() } else { format!("q={}&", super::pages::encoded(&wanted.q)) };
    Ok(json!({
        "wanted": wanted, "people": shown, "n": found.len(), "page": page, "n_pages": n_pages, "query": query,
    }))
}

fn line(person: &PersonShown) -> Value {
    let roles: Vec<&str> = person.roles.iter().take(3).map(|role| role.text.as_str()).collect();
    json!({"id": person.id.to_string(), "name": person.name, "other": person.in_other_script(), "roles": roles,
        "type": person.kind, "mentions": person.mentions})
}

fn doubt(doubt: &DoubtShown) -> Value {
    let evidence: Vec<Value> = doubt.evidence.iter().map(piece).collect();
    json!({"a": line(&doubt.a), "b": line(&doubt.b), "why": doubt.why, "evidence": evidence})
}

/// The page of a person.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Trouble> {
    let content = app.look(move |clerk| shown(clerk, &id)).await?;
    app.templates.page(&visitor, "people", "person.html", content)
}

fn shown(clerk: &Clerk, id: &str) -> anyhow::Result<Value> {
    let found = clerk.desk.people_called(id)?.into_iter().next();
    let Some(found) = found else {
        return Err(Refused::new("nobody", format!("no person in this archive is called {id:?}"))
            .about("name", id)
            .into());
    };
    let mut quotes: Vec<_> = found.quotes.iter().collect();
    quotes.sort_by(|a, b| a.source.published.cmp(&b.source.published));
    let everybody: Vec<Value> = clerk
        .people()?
        .iter()
        .take(2000)
        .filter(|person| person.id != found.person.id)
        .map(|person| json!({"id": person.id.to_string(), "name": person.name}))
        .collect();
    let plays = found.person.plays.iter().map(|id| {
        let name = everybody.iter().find(|person| person["id"] == **id).map(|person| person["name"].clone());
        json!({"id": id, "name": name})
    });
    let plays: Vec<Value> = plays.collect();
    Ok(json!({
        "person": found.person, "other": found.person.in_other_script(), "plays": plays,
        "quotes": quotes.iter().take(MOST_QUOTES).map(|quote| piece(quote)).collect::<Vec<_>>(),
        "n_quotes": quotes.len(), "sources": found.sources.iter().take(MOST_QUOTES).collect::<Vec<_>>(),
        "n_sources": found.sources.len(), "everybody": everybody,
    }))
}

/// Decides something about persons: `how` is `merge`, `split`, `rename`, `apart` or `undo`.
pub(crate) async fn settle(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let how = posted.need("how")?.to_owned();
    let a = posted.get("a").unwrap_or_default().to_owned();
    let b = posted.get("b").map(onrecord_site::text::line).unwrap_or_default();
    if how != "undo" && (a.is_empty() || b.is_empty()) {
        return Err(Trouble::Wrong("field-missing"));
    }
    let back = posted.back().map(str::to_owned);
    let person = app
        .decide(move |_, archive| {
            Ok(match how.as_str() {
                "merge" => Some(decide::merge(archive, &a, number(&b))?.0),
                "split" => Some(decide::split(archive, &a, &b)?),
                "rename" => Some(decide::rename(archive, &a, &b)?),
                "apart" => Some(decide::apart(archive, &a, &b)?.0),
                "undo" => {
                    decide::undo(archive)?;
                    None
                }
                _ => return Err(crate::failure::Usage { what: "nothing is decided so".to_owned() }.into()),
            })
        })
        .await?;
    let person = person.map(|person| format!("/people/{person}"));
    Ok(done(back.or(person).as_deref().unwrap_or("/people")))
}

/// Returns the number at the end of what a list of people suggests, `Name (p12)`; else what was typed.
fn number(typed: &str) -> &str {
    let number = typed.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, number)| number);
    number.filter(|number| number.starts_with('p')).unwrap_or(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggested_person_is_known_by_number() {
        assert_eq!(number("Mira Okafor (p12)"), "p12");
        assert_eq!(number("Mira Okafor (director)"), "Mira Okafor (director)");
    }
}
