//! A post: an answer or an article.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::code::{Code, What};
use serde::Serialize;
use serde_json::Value;

use super::press::Press;
use crate::book::{Book, post_path};
use crate::edition::{Person, Quotation, Quoted};
use crate::markdown::{self, Place};
use crate::output::RenderError;
use crate::post::{Exception, Help, Post};
use crate::view::{Alternate, PostCard, PostView, QuotationView, SourceCard};
use crate::{annotation, index, jsonld, text};

/// How many related posts are shown.
const N_RELATED: usize = 4;

#[derive(Serialize)]
struct Data<'a> {
    post: &'a PostView<'a>,
    quotations: Vec<&'a QuotationView>,
}

/// What the template of a quotation sees.
#[derive(Serialize)]
struct Quote<'a> {
    q: &'a QuotationView,
    root: &'a str,
}

/// Adds the pages of a range of `own`, the posts of this language.
pub(super) fn posts(press: &mut Press, own: &[usize], range: Range<usize>) -> Result<(), RenderError> {
    let book = press.book;
    for n in range {
        let at = own[n];
        let is_alike = |&&other: &&usize| {
            book.posts[other].is_answer() == book.posts[at].is_answer()
                && book.posts[other].silent == book.posts[at].silent
        };
        let next = own[..n].iter().rev().find(is_alike).map(|&post| book.card(post));
        let previous = own[n + 1..].iter().find(is_alike).map(|&post| book.card(post));
        post(press, at, previous, next)?;
    }
    Ok(())
}

fn post(press: &mut Press, at: usize, previous: Option<&PostCard>, next: Option<&PostCard>) -> Result<(), RenderError> {
    let book = press.book;
    let post = book.posts[at];
    let language = press.language;
    let path = post_path(post);
    let root = crate::link::root_of(&path);
    let mut quotations = Vec::new();
    let body_html = markdown::html(&post.body, &post.codes, |code: &Code, place| {
        code_html(press, &code.what, place, &root, &mut quotations)
    })?;
    let card = book.card(at);
    let (sources, credited) = sources_of(book, post);
    let exception = |exception: &Exception| Exception {
        finding: text::line(&exception.finding),
        reason: text::line(&exception.reason),
    };
    let mut view = PostView {
        asked_by: post.asked_by.as_deref(),
        updated: post.updated.as_deref(),
        warnings: warnings(book, post),
        help: help(book, post),
        original: original(book, post),
        people: book.people_of[at]
            .iter()
            .filter_map(|&id| book.person(id))
            .map(|person| book.person_card(person, language))
            .collect(),
        unknown_people: &book.unknown_people[at],
        interests: post.interests.iter().map(|key| book.term_card(key, language, false)).collect(),
        themes: post.themes.iter().map(|key| book.term_card(key, language, true)).collect(),
        sources,
        credited,
        related: related(book, at),
        previous,
        next,
        exceptions: post.exceptions.iter().map(exception).collect(),
        cite: String::new(),
        body_html,
        card,
    };
    let section = if post.silent {
        "silent"
    } else if post.is_answer() {
        "answers"
    } else {
        "articles"
    };
    let alternates = alternates(book, post);
    let path = format!("posts/{}.html", post.name);
    let frame = press.frame_with("post", section, &path, &post.title, &view.card.summary, alternates);
    view.cite = cite(press, post, frame.address.as_deref().unwrap_or(&frame.path));
    press.entries.push(entry(book, at, &view, &quotations));
    let annotations: Vec<Value> = quotations
        .iter()
        .map(|(quotation, view)| annotation::annotation(book, quotation, view, Some(&frame)))
        .collect();
    let linked = jsonld::post(book, post, &view, &quotations, &frame);
    let data = Data { post: &view, quotations: quotations.iter().map(|(_, view)| view).collect() };
    press.add("post.html", frame, &data, &linked, &annotations)
}

/// Returns what a short code becomes, and adds to `quotations` what it quotes.
fn code_html<'a>(
    press: &Press<'a>,
    what: &What,
    place: Place,
    root: &str,
    quotations: &mut Vec<(&'a Quotation, QuotationView)>,
) -> Result<String, RenderError> {
    let book = press.book;
    let in_place = |alone: &str, inside: &str, html: &str| match place {
        Place::Alone => format!("<p{alone}>{html}</p>"),
        Place::Inside if inside.is_empty() => html.to_owned(),
        Place::Inside => format!("<span{inside}>[{html}]</span>"),
    };
    let link = |path: &str, words: &str| {
        in_place("", "", &format!("<a href=\"{root}{}\">{}</a>", text::escape(path), text::escape(words)))
    };
    Ok(match what {
        What::Quote { reference, translation } => match book.edition.quoted.get(reference) {
            Some(Quoted::Words(quotation)) => {
                let view = book.quotation_view(quotation, press.language, translation.as_deref());
                let data = Quote { q: &view, root };
                let html = match place {
                    Place::Alone => press.part("quotation.html", data)?,
                    Place::Inside => press.part("quotation-inline.html", data)?.trim_end().to_owned(),
                };
                quotations.push((quotation, view));
                html
            }
            Some(Quoted::Removed(key)) => {
                let removed = book.edition.removed.get(key);
                let strings = book.strings(press.language);
                let outlet = removed
                    .and_then(|removed| removed.outlet.as_deref())
                    .map_or_else(|| press.say("outlet_unknown"), text::line);
                let day = removed.map(|removed| strings.day(&removed.on)).unwrap_or_default();
                let note = text::escape(&strings.say("removed_quote", &[("outlet", &outlet), ("date", &day)]));
                in_place(" class=\"removed\"", " class=\"removed\"", &note)
            }
            // The book was refused before where a code leads nowhere; so in the two places below.
            None => String::new(),
        },
        What::Person(name) => book.person_called(name).map_or_else(String::new, |person| {
            let card = book.person_card(person, press.language);
            link(&card.path, &card.name)
        }),
        What::Source(key) => {
            let card = book.source_card(key, press.language);
            let words = card.title.clone().or_else(|| card.outlet.clone()).unwrap_or_else(|| card.key.clone());
            link(&card.path, &words)
        }
        What::Post(name) => {
            let group = book.groups.get(text::slug(name).as_str());
            let other = group.and_then(|group| group.get(press.language).or_else(|| group.values().next()));
            other.map_or_else(String::new, |&other| link(&post_path(book.posts[other]), &book.posts[other].title))
        }
    })
}

fn warnings(book: &Book, post: &Post) -> Vec<String> {
    let mut warnings: Vec<String> = post.content_warning.iter().cloned().collect();
    for theme in post.themes.iter().filter_map(|theme| book.edition.terms.themes.get(theme)) {
        let warning = theme.warning.in_language(&post.language).to_owned();
        if !warning.is_empty() && !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    warnings
}

fn help(book: &Book, post: &Post) -> Vec<Help> {
    let mut help = post.help.clone();
    for theme in post.themes.iter().filter_map(|theme| book.edition.terms.themes.get(theme)) {
        for place in theme.help.get(&post.language).into_iter().flatten() {
            if !help.contains(place) {
                help.push(place.clone());
            }
        }
    }
    help
}

fn alternates<'a>(book: &'a Book, post: &Post) -> Vec<(&'a str, String, bool)> {
    let group = book.groups.get(post.group());
    let alternate = |language: &'a String| match group.and_then(|group| group.get(language.as_str())) {
        Some(&other) => (language.as_str(), format!("posts/{}.html", book.posts[other].name), true),
        None => (language.as_str(), "index.html".to_owned(), false),
    };
    book.settings.languages.iter().map(alternate).collect()
}

/// Returns the post that this one says to translate.
fn original(book: &Book, post: &Post) -> Option<Alternate> {
    post.translation_of.as_ref()?;
    let group = book.groups.get(post.group())?;
    let &other = group.values().find(|&&other| book.posts[other].translation_of.is_none())?;
    let original = book.posts[other];
    (original.language != post.language).then(|| Alternate {
        language: original.language.clone(),
        name: book.strings(&original.language).say("language_name", &[]),
        path: post_path(original),
        is_this: false,
        is_same: true,
    })
}

fn sources_of(book: &Book, post: &Post) -> (Vec<SourceCard>, Vec<SourceCard>) {
    let mut keys: Vec<&str> = Vec::new();
    for quotation in book.quotations_of(post) {
        let key = quotation.evidence().source.key.as_str();
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let mut credited: Vec<&str> = Vec::new();
    for key in &post.sources {
        if !keys.contains(&key.as_str()) && !credited.contains(&key.as_str()) {
            credited.push(key);
        }
    }
    let cards = |keys: Vec<&str>| keys.into_iter().map(|key| book.source_card(key, &post.language)).collect();
    (cards(keys), cards(credited))
}

/// Returns the posts that share most with this one: a person counts 3, an interest 2, a theme 1.
///
/// Of a person or word that many posts have only the 60 newest are looked at.
fn related<'a>(book: &'a Book, at: usize) -> Vec<&'a PostCard> {
    const N_LOOKED_AT: usize = 60;
    let post = book.posts[at];
    let mut scores: HashMap<usize, usize> = HashMap::new();
    let people =
        book.people_of[at].iter().filter_map(|person| book.posts_of_person.get(person)).map(|posts| (posts, 3));
    let interests =
        post.interests.iter().filter_map(|key| book.posts_of_interest.get(key.as_str())).map(|posts| (posts, 2));
    let themes = post.themes.iter().filter_map(|key| book.posts_of_theme.get(key.as_str())).map(|posts| (posts, 1));
    for (posts, weight) in people.chain(interests).chain(themes) {
        let others = posts.posts.iter().filter(|&&other| other != at && book.posts[other].language == post.language);
        for &other in others.take(N_LOOKED_AT) {
            *scores.entry(other).or_default() += weight;
        }
    }
    let mut ranked: Vec<(usize, usize)> = scores.into_iter().collect();
    ranked.sort_by_key(|&(other, score)| (std::cmp::Reverse(score), other));
    ranked.into_iter().take(N_RELATED).map(|(other, _)| book.card(other)).collect()
}

fn cite(press: &Press, post: &Post, address: &str) -> String {
    let strings = press.book.strings(press.language);
    let author = press.book.settings.author.as_ref().map(|author| format!("{author}. ")).unwrap_or_default();
    let day = post
        .updated
        .as_ref()
        .or(post.published.as_ref())
        .map(|day| strings.day(day))
        .unwrap_or_else(|| press.say("date_unknown"));
    let site = press.book.settings.title.in_language(press.language);
    strings.say(
        "cite_words",
        &[
            ("author", &author),
            ("title", post.title.trim_end_matches(['.', '。'])),
            ("site", site),
            ("date", &day),
            ("address", address),
        ],
    )
}

fn entry(book: &Book, at: usize, view: &PostView, quotations: &[(&Quotation, QuotationView)]) -> index::Entry {
    let people = book.people_of[at].iter().filter_map(|&id| book.person(id)).flat_map(Person::all_spellings);
    let outlets = quotations.iter().filter_map(|(_, quotation)| quotation.outlet.as_deref());
    let question = view.card.question.as_deref().unwrap_or_default();
    index::Entry {
        path: view.card.path.clone(),
        language: view.card.language.clone(),
        title: view.card.title.clone(),
        remark: view.card.summary.clone(),
        group: book.posts[at].group().to_owned(),
        strong: [view.card.title.as_str(), question].into_iter().chain(people).collect::<Vec<_>>().join("\n"),
        weak: format!("{}\n{}", text::plain(&view.body_html), outlets.collect::<Vec<_>>().join("\n")),
    }
}
