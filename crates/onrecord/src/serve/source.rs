//! One source: its text with quotations coloured by who speaks, and forms to set right who does.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::app::App;
use super::clerk::Clerk;
use super::pages::done;
use super::piece::name;
use super::posted::Posted;
use super::trouble::Trouble;
use super::visitor::Visitor;
use crate::desk::corrected::Decided;
use crate::desk::quotes::{QuoteShown, Wanted};
use crate::desk::sources::{SourceInFull, fields};

/// Lines of a text on one page.
const A_PAGE: usize = 150;
/// Colours that tell speakers apart; further ones begin again.
const COLOURS: usize = 8;

/// Which source, and which part of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    key: String,
    /// The code point that is wanted.
    at: Option<usize>,
    /// Which page of the text, from 1.
    page: usize,
}

/// The page of a source.
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let content = app.look(move |clerk| shown(clerk, &asked)).await?;
    app.templates.page(&visitor, "sources", "source.html", content)
}

fn shown(clerk: &Clerk, asked: &Asked) -> anyhow::Result<Value> {
    let desk = &clerk.desk;
    let source = SourceInFull::of(desk.archive(), &asked.key)?;
    let key = &source.listed.source.key;
    let known: Vec<Value> = fields(&source.listed.known)
        .into_iter()
        .map(|(name, found)| {
            let from = found.map(|found| json!(found.origin));
            json!({"name": name, "value": found.map(|found| &found.value), "from": from,
                "is_guess": found.is_some_and(|found| found.origin.is_guess())})
        })
        .collect();
    let (text, people) = match desk.record(source.listed.id)? {
        Some(record) => {
            let document = &record.reading.document;
            let people = record.reading.people.iter().map(|person| document.words(person.name).to_owned());
            (document.text().to_owned(), people.collect::<Vec<_>>())
        }
        None => (String::new(), Vec::new()),
    };
    let quotes = desk.quotes(&Wanted { speaker: None, about: None, source: Some(key) })?;
    let mut speakers = Speakers::default();
    let marks: Vec<Mark<'_>> = marks(&quotes, &mut speakers);
    let lines = lines(&text);
    let n_pages = lines.len().div_ceil(A_PAGE).max(1);
    let wanted = asked.at.and_then(|at| lines.iter().position(|line| at < line.start + line.n_chars + 1));
    let page = wanted.map_or(asked.page, |line| line / A_PAGE + 1).clamp(1, n_pages);
    let rows: Vec<Value> =
        lines.iter().skip((page - 1) * A_PAGE).take(A_PAGE).map(|line| row(line, &marks, asked.at)).collect();
    let in_full = source.json();
    let original = source.listed.source.url.as_deref().and_then(onrecord_site::text::safe_address);
    Ok(json!({
        "source": source.listed.source, "original": original, "known": known, "versions": in_full["versions"], "remarks": source.remarks,
        "rows": rows, "page": page, "n_pages": n_pages, "speakers": speakers.shown(), "people": people,
        "n_quotes": quotes.len(), "is_read": !text.is_empty(),
        "snapshot": source.listed.version.snapshot.to_string(), "taken": source.listed.version.taken,
    }))
}

/// Who speaks, in the order in which they first do.
#[derive(Default)]
struct Speakers {
    by_name: BTreeMap<String, usize>,
    names: Vec<(String, Option<String>, usize)>,
}

impl Speakers {
    /// Returns the colour of a speaker; `None` where nobody is known.
    fn colour(&mut self, quote: &QuoteShown) -> Option<usize> {
        let called = name(quote.speaker.as_ref())?;
        let person = quote.speaker.as_ref().and_then(|speaker| speaker.person).map(|person| person.to_string());
        let of = person.clone().unwrap_or_else(|| called.clone());
        let at = *self.by_name.entry(of).or_insert_with(|| {
            self.names.push((called, person, 0));
            self.names.len() - 1
        });
        self.names[at].2 += 1;
        Some(at % COLOURS)
    }

    fn shown(&self) -> Vec<Value> {
        let one = |(at, (name, person, n)): (usize, &(String, Option<String>, usize))| json!({"name": name, "person": person, "colour": at % COLOURS, "n": n});
        self.names.iter().enumerate().map(one).collect()
    }
}

/// A stretch of a quotation on the page.
struct Mark<'a> {
    quote: &'a QuoteShown,
    colour: Option<usize>,
    /// Whether it is the first of its quotation.
    is_first: bool,
}

/// Returns the stretches in the order of the text, without those that stand inside others.
fn marks<'a>(quotes: &'a [QuoteShown], speakers: &mut Speakers) -> Vec<Mark<'a>> {
    let mut sorted: Vec<&QuoteShown> = quotes.iter().collect();
    sorted.sort_by_key(|quote| (quote.start, std::cmp::Reverse(quote.end)));
    let (mut end, mut groups) = (0, BTreeMap::new());
    let mut marks = Vec::new();
    for quote in sorted {
        if quote.start < end {
            continue;
        }
        end = quote.end;
        let is_first = groups.insert(quote.group.as_str(), ()).is_none();
        marks.push(Mark { quote, colour: speakers.colour(quote), is_first });
    }
    marks
}

/// A line of a text, and where it starts, in code points.
struct Line<'a> {
    text: &'a str,
    start: usize,
    n_chars: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |text| {
        let n_chars = str::chars(text).count();
        let line = Line { text, start, n_chars };
        start += n_chars + 1;
        line
    };
    let all: Vec<Line<'_>> = text.split('\n').map(line).collect();
    all.into_iter().filter(|line| !line.text.trim().is_empty()).collect()
}

/// Returns a line in parts, with notes on the quotations that begin in it.
fn row(line: &Line<'_>, marks: &[Mark<'_>], at: Option<usize>) -> Value {
    let (from, to) = (line.start, line.start + line.n_chars);
    let first = marks.partition_point(|mark| mark.quote.end <= from);
    let inside: Vec<&Mark<'_>> = marks[first..].iter().take_while(|mark| mark.quote.start < to).collect();
    let mut rest = line.text.chars();
    let mut taken = from;
    let mut part = |until: usize| -> String {
        let words = rest.by_ref().take(until.saturating_sub(taken)).collect();
        taken = taken.max(until);
        words
    };
    let (mut parts, mut notes) = (Vec::new(), Vec::new());
    for mark in inside {
        let quote = mark.quote;
        parts.push(json!({"text": part(quote.start.max(from))}));
        let begins = quote.start >= from;
        parts.push(json!({
            "text": part(quote.end.min(to)), "colour": mark.colour, "is_quote": true,
            "id": begins.then_some(&quote.id), "is_sought": at == Some(quote.start),
        }));
        if begins && mark.is_first {
            notes.push(note(mark));
        }
    }
    parts.push(json!({"text": part(to)}));
    let is_sought = at.is_some_and(|at| from <= at && at < to.max(from + 1));
    json!({"parts": parts, "notes": notes, "is_sought": is_sought})
}

fn note(mark: &Mark<'_>) -> Value {
    let quote = mark.quote;
    json!({
        "id": quote.id, "by": name(quote.speaker.as_ref()),
        "person": quote.speaker.as_ref().and_then(|speaker| speaker.person).map(|person| person.to_string()),
        "relayed_by": name(quote.reported_by.as_ref()), "colour": mark.colour, "by_hand": quote.by_hand,
        "sure": (100.0 * quote.confidence).round() as u32, "form": quote.form, "kind": quote.kind,
    })
}

/// Sets right who said something.
pub(crate) async fn correct(State(app): State<Arc<App>>, posted: Posted) -> Result<Response, Trouble> {
    let id = posted.need("id")?.to_owned();
    let how = posted.get("how").unwrap_or("set").to_owned();
    let speaker = posted.get("speaker").map(onrecord_site::text::line);
    if how == "set" && speaker.is_none() {
        return Err(Trouble::Wrong("field-missing"));
    }
    app.decide(move |clerk, archive| {
        let decided = match (how.as_str(), speaker) {
            ("nobody", _) => Decided::Nobody,
            ("none", _) => Decided::None,
            ("undo", _) => Decided::AsRead,
            (_, speaker) => clerk.desk.decided_by(&speaker.unwrap_or_default())?,
        };
        clerk.desk.decide(archive, &id, &decided)
    })
    .await?;
    Ok(done(posted.back().unwrap_or("/sources")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_where_they_stand() {
        let found = lines("하나\n\n둘 셋\nx");
        let found: Vec<(&str, usize)> = found.iter().map(|line| (line.text, line.start)).collect();
        assert_eq!(found, [("하나", 0), ("둘 셋", 4), ("x", 8)]);
    }
}
