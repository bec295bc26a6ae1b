//! People and characters.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Press;
use super::list::{keep_own, pager};
use super::post::list;
use crate::book::numbered;
use crate::edition::Person;
use crate::view::{PersonCard, value};
use crate::{RenderError, annotation, index, jsonld, text};

/// How many people stand on one page of the list.
const PEOPLE_A_PAGE: usize = 120;
/// How many posts, and how many quotations, a person's page shows.
const N_SHOWN: usize = 30;

/// Adds the list of people and the page of each.
pub(super) fn people(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let shown = book.people_shown();
    let mut cards: Vec<PersonCard> = shown.iter().map(|person| book.person_card(person, press.language)).collect();
    cards.sort_by_cached_key(|card| (order(card.kind), card.name.to_lowercase(), card.id.clone()));
    let (title, about) = (press.say("people"), press.say("people_about"));
    let total = cards.len().div_ceil(PEOPLE_A_PAGE).max(1);
    for page in 0..total {
        let here: Vec<&PersonCard> = cards.iter().skip(page * PEOPLE_A_PAGE).take(PEOPLE_A_PAGE).collect();
        let mut groups = Vec::new();
        for (kind, name) in [("person", "people_only"), ("character", "characters"), ("group", "groups")] {
            let of_kind: Vec<&&PersonCard> = here.iter().filter(|card| card.kind == kind).collect();
            if !of_kind.is_empty() {
                groups.push(json!({"name": press.say(name), "people": value(&of_kind)}));
            }
        }
        let alternates = book
            .settings
            .languages
            .iter()
            .map(|language| (language.as_str(), "people.html".to_owned(), page == 0))
            .collect();
        let mut frame = press.frame_with("list", "people", &numbered("people", page), &title, &about, alternates);
        keep_own(&mut frame.alternates, &frame.path);
        let data =
            json!({"about": about, "groups": groups, "pager": value(&pager(press.language, "people", page, total))});
        press.add("people.html", frame, data, Vec::new(), Vec::new())?;
    }
    for who in shown {
        person(press, who)?;
    }
    Ok(())
}

fn person(press: &mut Press, person: &Person) -> Result<(), RenderError> {
    let book = press.book;
    let card = book.person_card(person, press.language);
    let quotations = book.quotes_of_person.get(&person.id).map_or(&[][..], Vec::as_slice);
    let mut views = Vec::new();
    let mut by_source: BTreeMap<(String, &str), Vec<Value>> = BTreeMap::new();
    for quotation in quotations.iter().take(N_SHOWN) {
        let view = book.quotation_view(quotation, press.language, None);
        let source = &quotation.evidence().source;
        by_source
            .entry((source.published.clone().unwrap_or_default(), source.key.as_str()))
            .or_default()
            .push(value(&view));
        views.push(view);
    }
    let said: Vec<Value> = by_source.into_iter().map(|((_, key), quotations)| json!({"source": value(&book.source_card(key, press.language)), "quotations": quotations})).collect();
    let posts: Vec<_> = book
        .posts_of_person
        .get(&person.id)
        .into_iter()
        .flatten()
        .filter(|&&post| book.posts[post].language == press.language)
        .take(N_SHOWN)
        .map(|&post| book.card(post))
        .collect();
    let mut spellings: Vec<(String, usize)> =
        person.spellings.iter().map(|(spelling, count)| (text::line(spelling), *count)).collect();
    spellings.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
    let spellings: Vec<Value> = spellings.iter().map(|(spelling, count)| json!({"text": spelling, "count": count, "language": if crate::book::is_hangul(spelling) { "ko" } else { "en" }})).collect();
    let others = |wanted: &dyn Fn(&Person) -> bool| {
        let others = book
            .people_shown()
            .into_iter()
            .filter(|other| wanted(other))
            .map(|other| book.person_card(other, press.language));
        others.collect::<Vec<_>>()
    };
    let plays = if person.plays.is_empty() { Vec::new() } else { others(&|other| person.plays.contains(&other.id)) };
    let played_by =
        if card.kind == "character" { others(&|other| other.plays.contains(&person.id)) } else { Vec::new() };
    let named_in: Vec<_> = person
        .sources
        .iter()
        .filter(|key| book.sources.contains(key.as_str()))
        .map(|key| book.source_card(key, press.language))
        .collect();
    let description = [card.other.clone(), card.role.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let frame = press.frame("person", "people", &format!("people/{}.html", person.id), &card.name, &description);
    press.entries.push(index::Entry {
        path: card.path.clone(),
        language: press.language.to_owned(),
        title: card.name.clone(),
        remark: description,
        group: format!("person {}", person.id),
        strong: person.all_spellings().collect::<Vec<_>>().join("\n"),
        weak: person.roles.join("\n"),
    });
    let annotations = quotations
        .iter()
        .zip(&views)
        .map(|(quotation, view)| annotation::annotation(book, quotation, view, None))
        .collect();
    let linked = vec![jsonld::person(book, person, &card)];
    let data = json!({
        "person": value(&card),
        "spellings": spellings,
        "roles": person.roles.iter().map(|role| text::line(role)).collect::<Vec<_>>(),
        "plays": list(&plays),
        "played_by": list(&played_by),
        "said": said,
        "n_held": person.n_quotes,
        "posts": list(&posts),
        "named_in": list(&named_in),
    });
    press.add("person.html", frame, data, linked, annotations)
}

fn order(kind: &str) -> usize {
    ["person", "character", "group"].iter().position(|known| *known == kind).unwrap_or(3)
}
