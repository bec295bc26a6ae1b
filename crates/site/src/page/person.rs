//! People and characters.

use serde::Serialize;
use serde_json::Value;

use super::list::{pager, part};
use super::press::Press;
use crate::book::is_hangul;
use crate::book::join::shared_out;
use crate::edition::{Person, Quotation};
use crate::output::RenderError;
use crate::view::{Pager, PersonCard, PostCard, QuotationView, SourceCard};
use crate::{annotation, index, jsonld, text};

/// How many people stand on one page of the list.
const PEOPLE_A_PAGE: usize = 120;
/// How many bytes the quotations on one page of a person may weigh, so that the page stays below 60 kB.
const QUOTATION_BYTES: usize = 26_000;
/// How many posts about a person, and how many sources that name them, stand on one of their pages.
const POSTS_A_PAGE: usize = 15;
/// How many spellings are shown.
const N_SPELLINGS: usize = 40;

#[derive(Serialize)]
struct List<'a> {
    about: &'a str,
    groups: Vec<Group<'a>>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Group<'a> {
    name: String,
    people: Vec<&'a PersonCard>,
}

#[derive(Serialize)]
struct Data<'a> {
    person: &'a PersonCard,
    spellings: &'a [Spelling],
    roles: &'a [String],
    plays: &'a [PersonCard],
    played_by: &'a [PersonCard],
    said: Vec<Said>,
    n_held: usize,
    posts: Vec<&'a PostCard>,
    named_in: Vec<SourceCard>,
    pager: Option<Pager>,
}

#[derive(Serialize)]
struct Spelling {
    text: String,
    count: usize,
    language: &'static str,
}

/// What somebody said in one source.
#[derive(Serialize)]
struct Said {
    source: SourceCard,
    quotations: Vec<QuotationView>,
}

/// Adds the list of people.
pub(super) fn people(press: &mut Press) -> Result<(), RenderError> {
    let book = press.book;
    let mut cards: Vec<PersonCard> =
        book.people_shown().iter().map(|person| book.person_card(person, press.language)).collect();
    cards.sort_by_cached_key(|card| (order(card.kind), card.name.to_lowercase(), card.id.clone()));
    let (title, about) = (press.say("people"), press.say("people_about"));
    let total = cards.len().div_ceil(PEOPLE_A_PAGE).max(1);
    for page in 0..total {
        let here = part(&cards, page, PEOPLE_A_PAGE);
        let mut groups = Vec::new();
        for (kind, name) in [("person", "people_only"), ("character", "characters"), ("group", "groups")] {
            let people: Vec<&PersonCard> = here.iter().filter(|card| card.kind == kind).collect();
            if !people.is_empty() {
                groups.push(Group { name: press.say(name), people });
            }
        }
        let frame = press.frame_of_list("list", "people", ("people", page), &title, &about);
        let data = List { about: &about, groups, pager: pager(press.language, "people", page, total) };
        press.add("people.html", frame, &data, &[], &[])?;
    }
    Ok(())
}

/// Adds the pages of somebody: what they said, what was written about them, where they are named.
pub(super) fn person(press: &mut Press, person: &Person) -> Result<(), RenderError> {
    let book = press.book;
    let language = press.language;
    let card = book.person_card(person, language);
    let quotations = book.quotes_of_person.get(&person.id).map_or(&[][..], Vec::as_slice);
    let weights = quotations.iter().map(|quotation| 1_600 + quotation.evidence().text().len());
    let pages_of_quotations = shared_out(weights, QUOTATION_BYTES);
    let posts = book.posts_of_person.get(&person.id).map_or(&[][..], |posts| &posts.posts);
    let posts: Vec<usize> = posts.iter().copied().filter(|&post| book.posts[post].language == language).collect();
    let mut named_in: Vec<&str> =
        person.sources.iter().map(String::as_str).filter(|key| book.sources.contains(key)).collect();
    let published = |key: &str| book.edition.sources.get(key).and_then(|shown| shown.source.published.clone());
    named_in.sort_by_cached_key(|key| std::cmp::Reverse(published(key)));
    let plays: Vec<&Person> = person.plays.iter().filter_map(|&id| book.person_shown(id)).collect();
    let played_by = if card.kind == "character" { book.played_by.get(&person.id) } else { None };
    let others = |people: &[&Person]| -> Vec<PersonCard> {
        people.iter().map(|other| book.person_card(other, language)).collect()
    };
    let (plays, played_by) = (others(&plays), others(played_by.map_or(&[], Vec::as_slice)));
    let roles: Vec<String> = person.roles.iter().map(|role| text::label(role)).collect();
    let spellings = spellings(person);
    let description =
        [&card.other, &card.role].into_iter().filter_map(Option::as_deref).collect::<Vec<_>>().join(" · ");
    let linked = [jsonld::person(book, person, &card)];
    let base = format!("people/{}", person.id);
    let total = pages_of_quotations.len().max(posts.len().max(named_in.len()).div_ceil(POSTS_A_PAGE)).max(1);
    for page in 0..total {
        let here = pages_of_quotations.get(page).map_or(&[][..], |range| &quotations[range.clone()]);
        let said = said(press, here);
        let views = said.iter().flat_map(|said| &said.quotations);
        let annotations: Vec<Value> = here
            .iter()
            .zip(views)
            .map(|(quotation, view)| annotation::annotation(book, quotation, view, None))
            .collect();
        let data = Data {
            person: &card,
            spellings: &spellings,
            roles: &roles,
            plays: &plays,
            played_by: &played_by,
            said,
            n_held: person.n_quotes,
            posts: part(&posts, page, POSTS_A_PAGE).iter().map(|&post| book.card(post)).collect(),
            named_in: part(&named_in, page, POSTS_A_PAGE).iter().map(|key| book.source_card(key, language)).collect(),
            pager: pager(language, &base, page, total),
        };
        let frame = press.frame_of_list("person", "people", (&base, page), &card.name, &description);
        press.add("person.html", frame, &data, &linked, &annotations)?;
    }
    press.entries.push(index::Entry {
        path: card.path.clone(),
        language: language.to_owned(),
        title: card.name.clone(),
        remark: description,
        group: format!("person {}", person.id),
        strong: person.all_spellings().collect::<Vec<_>>().join("\n"),
        weak: person.roles.join("\n"),
    });
    Ok(())
}

/// Returns quotations by source; they stand in the order of their sources.
fn said(press: &Press, quotations: &[&Quotation]) -> Vec<Said> {
    let of_one_source = |one: &&Quotation, other: &&Quotation| one.evidence().source.key == other.evidence().source.key;
    let said = quotations.chunk_by(of_one_source).map(|quotations| Said {
        source: press.book.source_card(&quotations[0].evidence().source.key, press.language),
        quotations: quotations
            .iter()
            .map(|quotation| press.book.quotation_view(quotation, press.language, None))
            .collect(),
    });
    said.collect()
}

/// Returns how somebody is spelt, the most frequent spelling first.
fn spellings(person: &Person) -> Vec<Spelling> {
    let spelling = |(spelling, count): &(String, usize)| {
        let text = text::label(spelling);
        Spelling { language: if is_hangul(&text) { "ko" } else { "en" }, text, count: *count }
    };
    let mut spellings: Vec<Spelling> = person.spellings.iter().map(spelling).collect();
    spellings.sort_by(|one, other| (other.count, &one.text).cmp(&(one.count, &other.text)));
    spellings.truncate(N_SPELLINGS);
    spellings
}

fn order(kind: &str) -> usize {
    ["person", "character", "group"].iter().position(|known| *known == kind).unwrap_or(3)
}
