//! Other names of one person, where the text says so: 채온(본명 탁채원), “my name is Tak Chae-won”.

use std::collections::BTreeMap;

use onrecord_language::Lexicon;
use onrecord_model::{NamedPerson, PersonKind, Reading, Span};

/// The most bytes between two names of one person.
const NEAR: usize = 40;

/// Takes whoever is said to be somebody else of the same document as that person: their mentions, roles and words.
pub(crate) fn join_other_names(reading: &mut Reading, lexicon: &Lexicon) {
    let ties = ties(reading, lexicon);
    for (&other, &whose) in &ties.people {
        let other = reading.people[other].clone();
        take_in(reading, whose, other);
    }
    for (&other, &whose) in &ties.perhaps {
        let other = reading.perhaps[other].clone();
        take_in(reading, whose, other);
    }
    let mut at = 0;
    reading.perhaps.retain(|_| {
        at += 1;
        !ties.perhaps.contains_key(&(at - 1))
    });
    let whose = |at: u32| ties.people.get(&(at as usize)).map_or(at, |&whose| whose as u32);
    for person in &mut reading.people {
        person.plays.iter_mut().for_each(|played| *played = whose(*played));
    }
    for speaker in reading.quotes.iter_mut().flat_map(|quote| quote.speaker.iter_mut().chain(&mut quote.reported_by)) {
        speaker.person = speaker.person.map(whose);
    }
    for &other in ties.people.keys() {
        reading.people[other].mentions.clear();
    }
}

/// Names that are somebody else's, each with whose.
#[derive(Default)]
struct Ties {
    people: BTreeMap<usize, usize>,
    perhaps: BTreeMap<usize, usize>,
}

/// Where somebody is named: the place, who, and whether nothing shows the name to be one.
type Place = (Span, usize, bool);

fn ties(reading: &Reading, lexicon: &Lexicon) -> Ties {
    let text = reading.document.text();
    let mut places: Vec<Place> = Vec::new();
    for (is_unsure, people) in [(false, &reading.people), (true, &reading.perhaps)] {
        for (at, person) in people.iter().enumerate().filter(|(_, person)| person.kind == PersonKind::Person) {
            places.extend(person.mentions.iter().map(|mention| (mention.name, at, is_unsure)));
        }
    }
    places.sort_by_key(|(name, ..)| (name.start(), name.end()));
    let (english, korean) = (&lexicon.english.small, &lexicon.korean.small);
    let mut ties = Ties::default();
    for (nth, &(name, other, is_unsure)) in places.iter().enumerate() {
        let before = |place: &&Place| place.0.end() <= name.start();
        let nearest = places[..nth].iter().rev().find(before).filter(|(before, ..)| before.end() + NEAR > name.start());
        let between = nearest.map(|(before, ..)| text[before.end()..name.start()].trim_matches([' ', ',', '(', ':']));
        let is_other =
            |between: &str| english.other_name.has(&between.to_lowercase()) || korean.other_name.has(between);
        let whose = match (nearest, between) {
            (Some(&(_, whose, false)), Some(between)) if is_other(between) => Some(whose),
            _ => own_name(reading, name, lexicon),
        };
        let Some(whose) = whose else { continue };
        let is_known = |at: usize| ties.people.contains_key(&at) || ties.people.values().any(|&other| other == at);
        if is_unsure {
            ties.perhaps.entry(other).or_insert(whose);
        } else if other != whose && !is_known(other) && !ties.people.contains_key(&whose) {
            ties.people.insert(other, whose);
        }
    }
    ties.perhaps.retain(|_, whose| !ties.people.contains_key(whose));
    ties
}

/// Returns who says that a name is their own: “my name is …”.
fn own_name(reading: &Reading, name: Span, lexicon: &Lexicon) -> Option<usize> {
    let text = reading.document.text();
    let before = text[text.floor_char_boundary(name.start().saturating_sub(NEAR))..name.start()].trim_end();
    let (english, korean) = (&lexicon.english.small.own_name, &lexicon.korean.small.own_name);
    if !english.ends(&before.to_lowercase()) && !korean.ends(before) {
        return None;
    }
    let has = |stretch: &Span| stretch.start() <= name.start() && name.end() <= stretch.end();
    let quote = reading.quotes.iter().find(|quote| quote.stretches.iter().any(has))?;
    quote.speaker?.person.map(|at| at as usize)
}

fn take_in(reading: &mut Reading, whose: usize, other: NamedPerson) {
    let document = &reading.document;
    let fuller = |span: Span| {
        let words = document.words(span);
        (words.split_whitespace().count(), words.chars().count())
    };
    let person = &mut reading.people[whose];
    if fuller(person.name).0 == 1 && fuller(other.name) > fuller(person.name) {
        person.name = other.name;
    }
    person.mentions.extend(other.mentions);
    person.mentions.sort_by_key(|mention| mention.name.start());
    person.gender = person.gender.or(other.gender);
    person.roles.extend(other.roles);
    person.plays.extend(other.plays);
}
