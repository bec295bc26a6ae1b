//! Sources: the list with how much of each is shown, and each quotation in its place.

use serde_json::json;

use super::Press;
use super::list::{keep_own, pager};
use crate::book::{RECORDS_A_PAGE, Record, numbered};
use crate::view::{RecordView, SourceCard, value};
use crate::{RenderError, annotation, index, jsonld};

/// How many sources stand on one page of the list.
const SOURCES_A_PAGE: usize = 60;
/// How many posts are named beside a quotation.
const N_POSTS: usize = 6;

/// Adds the list of sources and the pages of each.
pub(super) fn sources(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let mut cards: Vec<SourceCard> = book.sources.iter().map(|key| book.source_card(key, press.language)).collect();
    cards.sort_by(|one, other| {
        (&other.published, &one.outlet, &one.key).cmp(&(&one.published, &other.outlet, &other.key))
    });
    let (title, about) = (press.say("sources"), press.say("sources_about"));
    let total = cards.len().div_ceil(SOURCES_A_PAGE).max(1);
    for page in 0..total {
        let here: Vec<&SourceCard> = cards.iter().skip(page * SOURCES_A_PAGE).take(SOURCES_A_PAGE).collect();
        let alternates = book
            .settings
            .languages
            .iter()
            .map(|language| (language.as_str(), "sources.html".to_owned(), page == 0))
            .collect();
        let mut frame = press.frame_with("list", "sources", &numbered("sources", page), &title, &about, alternates);
        keep_own(&mut frame.alternates, &frame.path);
        let data = json!({"about": about, "sources": value(&here), "pager": value(&pager(press.language, "sources", page, total))});
        press.add("sources.html", frame, data, Vec::new(), Vec::new())?;
    }
    for key in &book.sources {
        source(press, key)?;
    }
    Ok(())
}

fn source(press: &mut Press, key: &str) -> Result<(), RenderError> {
    let book = press.book;
    let card = book.source_card(key, press.language);
    let records = book.records.get(key).map_or(&[][..], Vec::as_slice);
    let base = format!("sources/{}", book.slugs[key]);
    let title = card.title.clone().or_else(|| card.outlet.clone()).unwrap_or_else(|| press.say("untitled"));
    let about = [card.outlet.clone(), card.author.clone(), card.published.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    let total = records.len().div_ceil(RECORDS_A_PAGE).max(1);
    let copies: Vec<String> = book
        .edition
        .sources
        .get(key)
        .into_iter()
        .flat_map(|shown| shown.source.copies.iter().map(|copy| crate::text::line(copy)))
        .collect();
    for page in 0..total {
        let here = &records[records.len().min(page * RECORDS_A_PAGE)..records.len().min((page + 1) * RECORDS_A_PAGE)];
        let views: Vec<RecordView> = here.iter().map(|record| record_view(press, record)).collect();
        let alternates =
            book.settings.languages.iter().map(|language| (language.as_str(), numbered(&base, page), true)).collect();
        let frame = press.frame_with("source", "sources", &numbered(&base, page), &title, &about, alternates);
        let annotations = here
            .iter()
            .zip(&views)
            .map(|(record, view)| annotation::annotation(book, record.quotation, &view.quotation, None))
            .collect();
        let linked = here
            .iter()
            .zip(&views)
            .map(|(record, view)| jsonld::quotation(book, record.quotation, &view.quotation))
            .collect();
        let data = json!({
            "source": value(&card),
            "records": value(&views),
            "copies": copies,
            "pager": value(&pager(press.language, &base, page, total)),
        });
        press.add("source.html", frame, data, linked, annotations)?;
    }
    press.entries.push(index::Entry {
        path: card.path.clone(),
        language: press.language.to_owned(),
        title,
        remark: about.clone(),
        group: format!("source {key}"),
        strong: card.title.clone().unwrap_or_default(),
        weak: about,
    });
    Ok(())
}

fn record_view(press: &Press, record: &Record) -> RecordView {
    let book = press.book;
    let quotation = record.quotation;
    let evidence = quotation.evidence();
    let (before, cut_before) = quotation.before();
    let (after, cut_after) = quotation.after();
    let mut posts = record.posts.clone();
    posts.sort_by_key(|&post| (book.posts[post].language != press.language, post));
    RecordView {
        quotation: book.quotation_view(quotation, press.language, None),
        before: before.to_owned(),
        after: after.to_owned(),
        cut_before,
        cut_after,
        start: evidence.range().start,
        end: evidence.range().end,
        snapshot: evidence.snapshot().to_string(),
        spoken_at: evidence.start_ms.map(clock),
        posts: posts.into_iter().take(N_POSTS).map(|post| book.card(post)).collect(),
        key: crate::text::line(&evidence.source.key),
    }
}

/// Returns a time in a film as `1:02:03`.
fn clock(ms: u32) -> String {
    let seconds = ms / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
