//! Sources: the list with how much of each is shown, and each quotation in its place.

use serde::Serialize;
use serde_json::Value;

use super::list::{pager, part};
use super::press::Press;
use crate::book::join::POSTS_A_RECORD;
use crate::book::{Record, numbered};
use crate::output::RenderError;
use crate::view::{Pager, RecordView, SourceCard};
use crate::{annotation, index, jsonld};

/// How many sources stand on one page of the list.
const SOURCES_A_PAGE: usize = 50;
/// How many copies of a source are named.
const N_COPIES: usize = 20;

#[derive(Serialize)]
struct List<'a> {
    about: &'a str,
    sources: &'a [SourceCard],
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Data<'a> {
    source: &'a SourceCard,
    records: &'a [RecordView<'a>],
    copies: &'a [String],
    pager: Option<Pager>,
}

/// Adds the list of sources.
pub(super) fn sources(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let mut cards: Vec<SourceCard> = book.sources.iter().map(|key| book.source_card(key, press.language)).collect();
    cards.sort_by(|one, other| {
        (&other.published, &one.outlet, &one.key).cmp(&(&one.published, &other.outlet, &other.key))
    });
    let (title, about) = (press.say("sources"), press.say("sources_about"));
    let total = cards.len().div_ceil(SOURCES_A_PAGE).max(1);
    for page in 0..total {
        let frame = press.frame_of_list("list", "sources", ("sources", page), &title, &about);
        let sources = part(&cards, page, SOURCES_A_PAGE);
        let data = List { about: &about, sources, pager: pager(press.language, "sources", page, total) };
        press.add("sources.html", frame, &data, &[], &[])?;
    }
    Ok(())
}

/// Adds the pages of a source.
pub(super) fn source(press: &mut Press, key: &str) -> Result<(), RenderError> {
    let book = press.book;
    let card = book.source_card(key, press.language);
    let records = book.records.get(key).map_or(&[][..], Vec::as_slice);
    let base = format!("sources/{}", book.slugs[key]);
    let title = card.title.clone().or_else(|| card.outlet.clone()).unwrap_or_else(|| press.say("untitled"));
    let day = card.published.as_deref().map(|day| book.strings(press.language).day(day));
    let about: Vec<&str> = [&card.outlet, &card.author, &day].into_iter().filter_map(Option::as_deref).collect();
    let about = about.join(" · ");
    let copies = book.edition.sources.get(key).map_or(&[][..], |shown| &shown.source.copies);
    let copies: Vec<String> = copies.iter().take(N_COPIES).map(|copy| crate::text::label(copy)).collect();
    let pages = book.pages_of_source.get(key).map_or(&[0..0][..], Vec::as_slice);
    for (page, range) in pages.iter().enumerate() {
        let here = &records[range.clone()];
        let views: Vec<RecordView> = here.iter().map(|record| record_view(press, record)).collect();
        let alternates =
            book.settings.languages.iter().map(|language| (language.as_str(), numbered(&base, page), true)).collect();
        let frame = press.frame_with("source", "sources", &numbered(&base, page), &title, &about, alternates);
        let shown = || here.iter().zip(&views).map(|(record, view)| (record.quotation, &view.quotation));
        let annotations: Vec<Value> =
            shown().map(|(quotation, view)| annotation::annotation(book, quotation, view, None)).collect();
        let linked: Vec<Value> = shown().map(|(quotation, view)| jsonld::quotation(book, quotation, view)).collect();
        let pager = pager(press.language, &base, page, pages.len());
        let data = Data { source: &card, records: &views, copies: &copies, pager };
        press.add("source.html", frame, &data, &linked, &annotations)?;
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

fn record_view<'a>(press: &Press<'a>, record: &Record) -> RecordView<'a> {
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
        posts: posts.into_iter().take(POSTS_A_RECORD).map(|post| book.card(post)).collect(),
        key: crate::text::line(&evidence.source.key),
    }
}

/// Returns a time in a film as `1:02:03`.
fn clock(ms: u32) -> String {
    let seconds = ms / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
