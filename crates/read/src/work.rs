//! Finds works and events in one document: what has a title of its own.
//!
//! `work/marked.rs` looks between marks, `work/capital.rs` at capitals in running English, `work/event.rs` at names of events in running
//! Korean, `work/listed.rs` at lines that list titles; `work/part.rs` finds seasons, episodes and editions beside a title. What nothing here shows to be a title waits for a
//! document that does.

mod beside;
mod capital;
mod event;
mod found;
mod listed;
mod marked;
mod part;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use onrecord_language::work::{form, is_korean};
use onrecord_model::letter::is_syllable;
use onrecord_model::{NamedPerson, NamedWork, Quote, WorkKind};

use crate::ground::Ground;
use found::Found;

/// The most titles of one document.
const MOST: usize = 400;
/// The most places of one title that are kept.
const MOST_MENTIONS: usize = 200;

/// Returns the works and events named in a document, each title once, in the order in which they first stand there.
pub(crate) fn named(ground: &Ground, people: &[NamedPerson], quotes: &[Quote]) -> Vec<NamedWork> {
    let text = ground.document.text();
    let mut found = marked::titles(ground, quotes);
    let taken: Vec<Range<usize>> = found.iter().map(|one| one.at.clone()).collect();
    found.extend(capital::titles(ground, people, &taken));
    found.extend(event::titles(ground, &taken));
    found.extend(listed::titles(ground, &taken));
    found.sort_by_key(|one| (one.at.start, one.at.end));
    let mut by_form: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut add = |one: Found| {
        let form = form(&text[one.at.clone()]);
        if form.chars().count() < 2 || order.len() == MOST && !by_form.contains_key(&form) {
            return;
        }
        by_form.entry(form.clone()).or_insert_with(|| {
            order.push(form);
            Vec::new()
        });
        by_form.entry(order_key(text, &one)).or_default().push(one);
    };
    for one in found {
        let also = one.also.clone().map(|at| Found { at, kind: one.kind, is_sure: one.is_sure, also: None });
        add(one);
        also.into_iter().for_each(&mut add);
    }
    let place: BTreeMap<&String, u32> = order.iter().enumerate().map(|(at, form)| (form, at as u32)).collect();
    order.iter().filter_map(|form| work(ground, &by_form[form], &place)).collect()
}

fn order_key(text: &str, one: &Found) -> String {
    form(&text[one.at.clone()])
}

/// Returns the work of a title found in these places.
fn work(ground: &Ground, places: &[Found], order: &BTreeMap<&String, u32>) -> Option<NamedWork> {
    let (document, text) = (ground.document, ground.document.text());
    let first = places.iter().find(|one| one.is_sure).or(places.first())?;
    let words = &text[first.at.clone()];
    // Words in the same marks again and again are a title.
    let is_repeated =
        is_korean(words) && words.contains(' ') && places.iter().filter(|one| one.kind.is_none()).count() > 1;
    let is_sure = first.is_sure || is_repeated;
    let mut at: BTreeSet<(usize, usize)> = places.iter().map(|one| (one.at.start, one.at.end)).collect();
    if is_sure {
        at.extend(standing(text, &text[first.at.clone()]).map(|at| (at.start, at.end)));
    }
    let parts = at.iter().flat_map(|&(start, end)| part::beside(ground, start..end, kind_of(places)));
    let mut named = BTreeMap::new();
    for part in parts.filter(|_| is_sure) {
        named.entry((part.unit as u8, part.number)).or_insert(part);
    }
    let also: BTreeSet<u32> = places
        .iter()
        .filter_map(|one| one.also.clone())
        .filter_map(|at| order.get(&form(&text[at])).copied())
        .collect();
    Some(NamedWork {
        title: document.span(first.at.clone())?,
        kind: kind_of(places),
        is_sure,
        mentions: at.into_iter().take(MOST_MENTIONS).filter_map(|(start, end)| document.span(start..end)).collect(),
        also: also.into_iter().collect(),
        parts: named.into_values().collect(),
    })
}

/// Returns what most places say that a title is.
fn kind_of(places: &[Found]) -> Option<WorkKind> {
    let mut votes: BTreeMap<WorkKind, usize> = BTreeMap::new();
    places.iter().filter_map(|one| one.kind).for_each(|kind| *votes.entry(kind).or_default() += 1);
    votes.into_iter().max_by_key(|&(kind, n)| (n, std::cmp::Reverse(kind))).map(|(kind, _)| kind)
}

/// Returns every place where a title stands as a word or words of their own.
fn standing<'a>(text: &'a str, title: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let ends_korean = title.chars().next_back().is_some_and(is_syllable);
    let n_syllables = title.chars().filter(|char| char.is_alphanumeric()).count();
    let places = text.match_indices(title).filter(move |(at, _)| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + title.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric)
            && (ends_korean && n_syllables > 2 || !behind.is_some_and(char::is_alphanumeric))
    });
    places.map(|(at, title)| at..at + title.len()).take(MOST_MENTIONS)
}
