//! The first page of a language, the cover that leads to each language, search, and the page for what is missing.

use onrecord_model::EvidenceKind;
use serde::Serialize;

use super::press::Press;
use crate::book::is_hangul;
use crate::jsonld;
use crate::output::RenderError;
use crate::view::{PersonCard, PostCard, QuotationView};

/// How many posts of each kind, and how many people, stand on the first page.
const N_POSTS: usize = 6;
const N_PEOPLE: usize = 12;
/// How many of the newest posts are looked at for the words shown large.
const N_LOOKED_AT: usize = 12;

#[derive(Serialize)]
struct Home<'a> {
    about: &'a str,
    featured: Option<&'a QuotationView>,
    featured_post: Option<&'a PostCard>,
    answers: Vec<&'a PostCard>,
    articles: Vec<&'a PostCard>,
    silent: Vec<&'a PostCard>,
    people: &'a [PersonCard],
    n_sources: usize,
    n_quotes: usize,
}

/// Adds the first page of a language: the newest quotation large, then what is new.
pub(super) fn home(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let own = || (0..book.posts.len()).filter(|&post| book.posts[post].language == press.language);
    let cards = |wanted: &dyn Fn(usize) -> bool| -> Vec<&PostCard> {
        own().filter(|&post| wanted(post)).take(N_POSTS).map(|post| book.card(post)).collect()
    };
    let featured = featured(press);
    let mut people: Vec<PersonCard> =
        book.people_shown().iter().map(|person| book.person_card(person, press.language)).collect();
    people.sort_by_cached_key(|card| (std::cmp::Reverse(card.n_quotes + 2 * card.n_posts), card.name.clone()));
    people.truncate(N_PEOPLE);
    let title = book.settings.title.in_language(press.language);
    let about = book.settings.description.in_language(press.language);
    let frame = press.frame("home", "home", "index.html", title, about);
    let linked = [jsonld::site(book, &frame)];
    let data = Home {
        about,
        featured: featured.as_ref().map(|(quotation, _)| quotation),
        featured_post: featured.as_ref().map(|&(_, post)| post),
        answers: cards(&|post| book.posts[post].is_answer() && !book.posts[post].silent),
        articles: cards(&|post| !book.posts[post].is_answer() && !book.posts[post].silent),
        silent: cards(&|post| book.posts[post].silent),
        people: &people,
        n_sources: book.sources.len(),
        n_quotes: book.n_quotes(),
    };
    press.add("home.html", frame, &data, &linked, &[])
}

/// Returns the words shown large: of the newest posts without a warning, speech of a named person in the page's own language first.
fn featured<'a>(press: &Press<'a>) -> Option<(QuotationView, &'a PostCard)> {
    let book = press.book;
    let newest = (0..book.posts.len())
        .filter(|&post| book.posts[post].language == press.language && !book.card(post).has_warning)
        .take(N_LOOKED_AT);
    let quotations = newest.flat_map(|at| book.quotations_of(book.posts[at]).map(move |quotation| (at, quotation)));
    let fitting = quotations.filter(|(_, quotation)| (16..=160).contains(&quotation.evidence().text().chars().count()));
    let (at, best) = fitting.max_by_key(|(at, quotation)| {
        let evidence = quotation.evidence();
        let is_speech = evidence.kind == EvidenceKind::Quote
            && evidence.speaker.as_ref().is_some_and(|speaker| speaker.name.is_some());
        let is_own_language = is_hangul(evidence.text()) == (press.language == "ko");
        (is_speech, is_own_language, std::cmp::Reverse(*at))
    })?;
    Some((book.quotation_view(best, press.language, None), book.card(at)))
}

/// Adds the search page.
pub(super) fn search(press: &mut Press) -> Result<(), RenderError> {
    let frame = press.frame("search", "search", "search.html", &press.say("search"), &press.say("search_hint"));
    press.add("search.html", frame, &Nothing {}, &[], &[])
}

#[derive(Serialize)]
struct Nothing {}

#[derive(Serialize)]
struct Doors {
    doors: Vec<Door>,
}

/// The way to one language.
#[derive(Serialize)]
struct Door {
    language: String,
    name: String,
    path: String,
    title: String,
    about: String,
    n_posts: String,
    not_found: String,
    not_found_about: String,
    home: String,
}

/// Adds the page at the root, which leads to each language, and the one that servers show for a missing page.
pub(super) fn cover(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let door = |language: &String| {
        let say = |key: &str| book.strings(language).say(key, &[]);
        let n_posts = book.posts.iter().filter(|post| post.language == *language).count().to_string();
        Door {
            name: say("language_name"),
            path: format!("{language}/index.html"),
            title: book.settings.title.in_language(language).to_owned(),
            about: book.settings.description.in_language(language).to_owned(),
            n_posts: book.strings(language).say("n_posts", &[("n", &n_posts)]),
            not_found: say("not_found"),
            not_found_about: say("not_found_about"),
            home: say("home"),
            language: language.clone(),
        }
    };
    let data = Doors { doors: book.settings.languages.iter().map(door).collect() };
    let title = book.settings.title.in_language(press.language).to_owned();
    let about = book.settings.description.in_language(press.language).to_owned();
    for (path, template, kind) in [("index.html", "cover.html", "cover"), ("404.html", "missing.html", "missing")] {
        let mut frame = press.frame(kind, "", "index.html", &title, &about);
        frame.path = path.to_owned();
        // A server shows the page for what is missing at any depth, so its links begin at the server's root.
        let base = book.settings.address.as_ref().and_then(|address| address.splitn(4, '/').nth(3)).unwrap_or_default();
        frame.root = if kind == "missing" { format!("/{base}") } else { String::new() };
        frame.address = book
            .settings
            .address
            .as_ref()
            .map(|address| format!("{address}{}", if kind == "cover" { "" } else { path }));
        frame.alternates.iter_mut().for_each(|alternate| alternate.is_this = false);
        press.add(template, frame, &data, &[], &[])?;
    }
    Ok(())
}
