//! Interests and themes.

use std::collections::BTreeSet;

use serde_json::json;

use super::Press;
use super::list::{POSTS_A_PAGE, keep_own, pager};
use super::post::list;
use crate::book::{numbered, term_slug};
use crate::view::{PostCard, TermCard, value};
use crate::{RenderError, index};

/// Adds the page that lists interests and themes, and the page of each.
pub(super) fn terms(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let mut cards: [Vec<TermCard>; 2] = [Vec::new(), Vec::new()];
    for is_theme in [false, true] {
        let described = if is_theme { &book.edition.terms.themes } else { &book.edition.terms.interests };
        let used = if is_theme { &book.posts_of_theme } else { &book.posts_of_interest };
        let keys: BTreeSet<&str> = described.keys().map(String::as_str).chain(used.keys().copied()).collect();
        let mut slugs = BTreeSet::new();
        for key in keys.into_iter().filter(|key| slugs.insert(term_slug(key))) {
            cards[usize::from(is_theme)].push(book.term_card(key, press.language, is_theme));
            term(press, key, is_theme)?;
        }
    }
    for cards in &mut cards {
        cards.sort_by_cached_key(|card| card.name.to_lowercase());
    }
    let (title, about) = (press.say("terms"), press.say("terms_about"));
    let frame = press.frame("list", "terms", "terms.html", &title, &about);
    let data = json!({"about": about, "interests": list(&cards[0]), "themes": list(&cards[1])});
    press.add("terms.html", frame, data, Vec::new(), Vec::new())
}

fn term(press: &mut Press, key: &str, is_theme: bool) -> Result<(), RenderError> {
    let book = press.book;
    let (described, used, folder) = if is_theme {
        (&book.edition.terms.themes, &book.posts_of_theme, "themes")
    } else {
        (&book.edition.terms.interests, &book.posts_of_interest, "interests")
    };
    let card = book.term_card(key, press.language, is_theme);
    let term = described.get(key).cloned().unwrap_or_default();
    let about = term.about.in_language(press.language).to_owned();
    let warning = term.warning.in_language(press.language).to_owned();
    let help = term.help.get(press.language).cloned().unwrap_or_default();
    let slug = term_slug(key);
    let alike = used.iter().filter(|(other, _)| term_slug(other) == slug).flat_map(|(_, posts)| posts);
    let posts: Vec<PostCard> =
        alike.filter(|&&post| book.posts[post].language == press.language).map(|&post| book.card(post)).collect();
    let base = format!("{folder}/{slug}");
    let total = posts.len().div_ceil(POSTS_A_PAGE).max(1);
    for page in 0..total {
        let cards: Vec<&PostCard> = posts.iter().skip(page * POSTS_A_PAGE).take(POSTS_A_PAGE).collect();
        let alternates = book
            .settings
            .languages
            .iter()
            .map(|language| (language.as_str(), format!("{base}.html"), page == 0))
            .collect();
        let mut frame = press.frame_with("term", "terms", &numbered(&base, page), &card.name, &about, alternates);
        keep_own(&mut frame.alternates, &frame.path);
        let data = json!({
            "term": value(&card),
            "term_kind": press.say(folder),
            "about": about,
            "warnings": if warning.is_empty() { json!([]) } else { json!([warning]) },
            "help": value(&help),
            "posts": value(&cards),
            "pager": value(&pager(press.language, &base, page, total)),
        });
        press.add("term.html", frame, data, Vec::new(), Vec::new())?;
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
