//! Finds who is named in Korean text.

mod character;
mod draft;
mod evidence;
mod perhaps;

use std::collections::HashMap;
use std::iter;
use std::ops::Range;

use onrecord_model::{Document, Mention, NamedPerson, PersonKind};

use super::named::Named;
use crate::ground::Ground;
use draft::{Draft, Kind};
use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::who::{KnownNames, Who};
use onrecord_language::korean::word::{Stop, Word};

/// Returns who is named in the Korean blocks, each once.
///
/// A word is a name where a role, an honour or a note shows it, or where it has the shape of a name and speaks or
/// comes again. A surname before a role and a given name before 씨 belong to the one full name that they fit.
pub(crate) fn named(ground: &Ground) -> Named {
    let text = ground.document.text();
    let korean = &ground.lexicon.korean;
    let quoted = |nth: usize| ground.inside[nth].iter().map(|(_, words)| words);
    let blocks: Vec<&[Word]> = ground
        .words
        .iter()
        .enumerate()
        .flat_map(|(nth, words)| iter::once(words).chain(quoted(nth)).map(Vec::as_slice))
        .collect();
    let mut scope = Scope { text, korean, known: KnownNames::default() };
    let found = evidence::names(&scope, &blocks, &ground.lexicon.quantities);
    let whose = by_given_name(&scope, &found);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for name in &found {
        let whose = whose.get(name.text).copied().flatten().filter(|_| name.is_partial);
        let place = match whose.and_then(|full| places.get(full)) {
            Some(&place) => place,
            None => {
                drafts.push(Draft { name: whose.unwrap_or(name.text), kind: name.kind, ..Draft::default() });
                drafts.len() - 1
            }
        };
        places.insert(name.text, place);
        places.insert(drafts[place].name, place);
    }
    by_last_word(&found, &mut places);
    scope.known = places.keys().copied().collect();
    let families = by_surname(&scope, &drafts);
    for words in &blocks {
        mentions(&scope, words, &places, &families, &mut drafts);
        character::join(&scope, words, &mut places, &mut drafts);
    }
    let perhaps = perhaps::names(&scope, &blocks, |name| places.contains_key(name));
    Named { people: finished(ground.document, drafts), perhaps: finished(ground.document, perhaps) }
}

/// Returns the one full name that ends with each given name; none where several do.
fn by_given_name<'a>(scope: &Scope, found: &[evidence::Name<'a>]) -> HashMap<&'a str, Option<&'a str>> {
    let mut whose = HashMap::new();
    for name in found.iter().filter(|name| !name.is_partial) {
        if let Some(given) = scope.korean.given_name(name.text) {
            whose.entry(given).and_modify(|one| *one = None).or_insert(Some(name.text));
        }
    }
    whose
}

/// Adds the last words of names of two words, where only one name has them: 마르테 for 로이 마르테.
fn by_last_word<'a>(found: &[evidence::Name<'a>], places: &mut HashMap<&'a str, usize>) {
    let mut of_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for name in found {
        if let (Some((_, last)), Some(&place)) = (name.text.rsplit_once(' '), places.get(name.text)) {
            of_word.entry(last).or_default().push(place);
        }
    }
    for (last, owners) in of_word {
        if let ([place], true) = (&owners[..], last.chars().nth(1).is_some()) {
            places.entry(last).or_insert(*place);
        }
    }
}

/// Returns the places of the persons with each surname.
fn by_surname<'a>(scope: &Scope, drafts: &[Draft<'a>]) -> HashMap<&'a str, Vec<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, draft) in drafts.iter().enumerate() {
        let surname = scope.korean.given_name(draft.name).and_then(|given| draft.name.strip_suffix(given));
        if let Some(surname) = surname {
            places.entry(surname).or_default().push(place);
        }
    }
    places
}

fn mentions<'a>(
    scope: &Scope<'a>,
    words: &[Word],
    places: &HashMap<&'a str, usize>,
    families: &HashMap<&'a str, Vec<usize>>,
    drafts: &mut [Draft<'a>],
) {
    let mut done = 0;
    for head in 0..words.len() {
        let word = &words[head];
        if !word.is_plain() {
            continue;
        }
        let next_belongs = words.get(head + 1).is_some_and(|next| {
            next.is_plain() && word.stop == Stop::None && (next.bare.is_role() || next.bare.is_honorific())
        });
        let is_known = places.contains_key(word.noun(scope.text));
        if next_belongs && (is_known || word.full.is_surname()) || word.at.start < done {
            continue;
        }
        if !is_known
            && !word.bare.is_role()
            && !word.bare.is_honorific()
            && word.bare.role_behind_name().is_none()
            && word.bare.role_behind_surname().is_none()
        {
            continue;
        }
        let phrase = scope.one(words, head);
        let Some(name) = phrase.name.clone() else { continue };
        let place = match phrase.who {
            Who::Name | Who::LikelyName => places.get(&scope.text[name.clone()]).copied(),
            Who::Surname => {
                let surname = &scope.text[name.clone()];
                let family = families.get(surname).map_or(&[][..], Vec::as_slice);
                let role = scope.text[phrase.whole.clone()].split_whitespace().next_back();
                one_of_family(scope, drafts, family, role.map(|role| role.trim_start_matches(surname)))
            }
            _ => None,
        };
        let Some(draft) = place.and_then(|place| drafts.get_mut(place)) else { continue };
        done = phrase.whole.end;
        for word in &words[phrase.first..=head] {
            let is_role = word.is_plain() && word.at.start != name.start && word.bare.is_role();
            if is_role && !draft.roles.iter().any(|role| scope.text[role.clone()] == *word.noun(scope.text)) {
                draft.roles.push(word.at.start..word.base);
            }
        }
        draft.mentions.push((name, phrase.whole));
    }
}

/// The most persons of one surname among whom a role is looked for.
const LARGEST_FAMILY: usize = 40;

/// Returns the one person of those with one surname; of several the one with this role.
fn one_of_family(scope: &Scope, drafts: &[Draft], family: &[usize], role: Option<&str>) -> Option<usize> {
    if family.len() > LARGEST_FAMILY {
        return None;
    }
    let all: Vec<usize> = family.iter().copied().filter(|&at| drafts[at].kind == Kind::Person).collect();
    let has_role = |&at: &usize| drafts[at].roles.iter().any(|mine| Some(&scope.text[mine.clone()]) == role);
    let with_role: Vec<usize> = all.iter().copied().filter(has_role).collect();
    match (all.as_slice(), with_role.as_slice()) {
        (&[one], _) | (_, &[one]) => Some(one),
        _ => None,
    }
}

fn finished(document: &Document, drafts: Vec<Draft>) -> Vec<NamedPerson> {
    let mut place_of = vec![None; drafts.len()];
    let mut n_kept = 0u32;
    for (at, draft) in drafts.iter().enumerate() {
        if !draft.mentions.is_empty() {
            place_of[at] = Some(n_kept);
            n_kept += 1;
        }
    }
    drafts
        .into_iter()
        .filter(|draft| !draft.mentions.is_empty())
        .filter_map(|mut draft| {
            draft.mentions.sort_by_key(|(name, whole)| (name.start, usize::MAX - whole.len()));
            draft.mentions.dedup_by_key(|(name, _)| name.start);
            let is_full = |(name, _): &&(Range<usize>, Range<usize>)| &document.text()[name.clone()] == draft.name;
            let name = draft.mentions.iter().find(is_full).or(draft.mentions.first())?.0.clone();
            let mention = |(name, whole): &(Range<usize>, Range<usize>)| {
                Some(Mention { name: document.span(name.clone())?, whole: document.span(whole.clone())? })
            };
            Some(NamedPerson {
                name: document.span(name)?,
                kind: match draft.kind {
                    Kind::Person => PersonKind::Person,
                    Kind::Character => PersonKind::Character,
                    Kind::Group => PersonKind::Group,
                },
                gender: None,
                mentions: draft.mentions.iter().filter_map(mention).collect(),
                roles: draft.roles.iter().filter_map(|role| document.span(role.clone())).collect(),
                plays: draft.plays.iter().filter_map(|&played| place_of[played]).collect(),
            })
        })
        .collect()
}
