//! Interests and themes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::list::{POSTS_A_PAGE, pager, part};
use super::press::Press;
use crate::book::term_slug;
use crate::index;
use crate::output::RenderError;
use crate::post::Help;
use crate::view::{Pager, PostCard, TermCard};

/// How many interests, and how many themes, stand on one page of the list.
const TERMS_A_PAGE: usize = 120;

#[derive(Serialize)]
struct List<'a> {
    about: &'a str,
    interests: &'a [TermCard],
    themes: &'a [TermCard],
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Data<'a> {
    term: &'a TermCard,
    term_kind: &'a str,
    about: &'a str,
    warnings: &'a [String],
    help: &'a [Help],
    posts: Vec<&'a PostCard>,
    pager: Option<Pager>,
}

/// Adds the pages that list interests and themes, and those of each.
pub(super) fn terms(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let mut cards: [Vec<TermCard>; 2] = [Vec::new(), Vec::new()];
    for is_theme in [false, true] {
        let described = if is_theme { &book.edition.terms.themes } else { &book.edition.terms.interests };
        let used = if is_theme { &book.posts_of_theme } else { &book.posts_of_interest };
        let keys: BTreeSet<&str> = described.keys().map(String::as_str).chain(used.keys().copied()).collect();
        let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for key in keys {
            alike.entry(term_slug(key)).or_default().push(key);
        }
        for (slug, keys) in alike {
            cards[usize::from(is_theme)].push(book.term_card(keys[0], press.language, is_theme));
            term(press, &slug, &keys, is_theme)?;
        }
    }
    for cards in &mut cards {
        cards.sort_by_cached_key(|card| card.name.to_lowercase());
    }
    let (title, about) = (press.say("terms"), press.say("terms_about"));
    let total = cards.iter().map(|cards| cards.len().div_ceil(TERMS_A_PAGE)).max().unwrap_or_default().max(1);
    for page in 0..total {
        let [interests, themes] = [0, 1].map(|kind| part(&cards[kind], page, TERMS_A_PAGE));
        let data = List { about: &about, interests, themes, pager: pager(press.language, "terms", page, total) };
        let frame = press.frame_of_list("list", "terms", ("terms", page), &title, &about);
        press.add("terms.html", frame, &data, &[], &[])?;
    }
    Ok(())
}

/// Adds the pages of an interest or a theme; what differs in spelling only shares them.
fn term(press: &mut Press, slug: &str, keys: &[&str], is_theme: bool) -> Result<(), RenderError> {
    let book = press.book;
    let (described, used, folder) = if is_theme {
        (&book.edition.terms.themes, &book.posts_of_theme, "themes")
    } else {
        (&book.edition.terms.interests, &book.posts_of_interest, "interests")
    };
    let key = keys[0];
    let card = book.term_card(key, press.language, is_theme);
    let term = described.get(key).cloned().unwrap_or_default();
    let about = term.about.in_language(press.language).to_owned();
    let warnings = Some(term.warning.in_language(press.language).to_owned()).filter(|warning| !warning.is_empty());
    let help = term.help.get(press.language).cloned().unwrap_or_default();
    let posts = keys.iter().filter_map(|key| used.get(key)).flat_map(|alike| &alike.posts).copied();
    let posts: BTreeSet<usize> = posts.filter(|&post| book.posts[post].language == press.language).collect();
    let posts: Vec<usize> = posts.into_iter().collect();
    let base = format!("{folder}/{slug}");
    let total = posts.len().div_ceil(POSTS_A_PAGE).max(1);
    for page in 0..total {
        let data = Data {
            term: &card,
            term_kind: &press.say(folder),
            about: &about,
            warnings: warnings.as_slice(),
            help: &help,
            posts: part(&posts, page, POSTS_A_PAGE).iter().map(|&post| book.card(post)).collect(),
            pager: pager(press.language, &base, page, total),
        };
        let frame = press.frame_of_list("term", "terms", (&base, page), &card.name, &about);
        press.add("term.html", frame, &data, &[], &[])?;
    }
    press.entries.push(index::Entry {
        path: card.path,
        language: press.language.to_owned(),
        title: card.name.clone(),
        remark: about.clone(),
        group: format!("{folder} {key}"),
        strong: card.name,
        weak: about,
    });
    Ok(())
}
