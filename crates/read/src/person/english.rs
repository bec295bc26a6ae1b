//! Finds who is named in English text.

mod candidate;
mod play;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use onrecord_model::{Gender, Mention, NamedPerson, PersonKind, Span};

use super::named::Named;
use crate::ground::Ground;
use candidate::{Candidate, Sign, candidates};
use onrecord_language::lexicon::{List, is};
use onrecord_language::token::Token;

/// A candidate in its block.
struct Found {
    block: usize,
    candidate: Candidate,
    /// The words of the name: lower case, no hyphens.
    words: Vec<String>,
    /// Whether the block sets every word with a capital, as headlines do.
    is_headline: bool,
    person: Option<usize>,
}

/// Returns who is named in the English blocks, each once.
///
/// A full name is a person by a given name, a title, a role, or by speaking; a surname or given name alone
/// belongs to the one full name in the document that has it, else to the one named last.
pub(crate) fn named(ground: &Ground) -> Named {
    let (document, english) = (ground.document, &ground.lexicon.english);
    let text = document.text();
    let mut found = Vec::new();
    for (block, cut) in ground.tokens.iter().enumerate() {
        let is_headline = is_headline(cut);
        found.extend(candidates(text, cut, ground.lexicon).into_iter().map(|candidate| {
            let words = cut[candidate.name.clone()]
                .iter()
                .map(|token| fold(&text[token.range()]))
                .filter(|word| !word.is_empty())
                .collect();
            Found { block, candidate, words, is_headline, person: None }
        }));
    }
    let suffixes = &english.small.behind_name;
    let mut people = full_names(&mut found, suffixes);
    partial_names(&mut found, &mut people, suffixes);
    let spans = |block: usize, range: Range<usize>| -> Option<Span> {
        let cut = ground.tokens[block].get(range)?;
        document.span(cut.first()?.start as usize..cut.last()?.end as usize)
    };
    let mut named: Vec<NamedPerson> = Vec::with_capacity(people.len());
    let mut place_of: Vec<Option<u32>> = vec![None; people.len()];
    for one in &found {
        let Some(person) = one.person else { continue };
        let (Some(name), Some(whole)) =
            (spans(one.block, one.candidate.name.clone()), spans(one.block, one.candidate.whole.clone()))
        else {
            continue;
        };
        let place = *place_of[person].get_or_insert_with(|| {
            let known = &people[person];
            named.push(NamedPerson {
                name,
                kind: if known.sign == Sign::Group { PersonKind::Group } else { PersonKind::Person },
                gender: known.gender(),
                mentions: Vec::new(),
                roles: Vec::new(),
                plays: Vec::new(),
            });
            named.len() as u32 - 1
        });
        let entry = &mut named[place as usize];
        let fuller = |span: Span| (document.words(span).split_whitespace().count(), span.len());
        if fuller(name) > fuller(entry.name) {
            entry.name = name;
        }
        entry.mentions.push(Mention { name, whole });
        if let Some(role) = one.candidate.role.clone().and_then(|role| spans(one.block, role)) {
            let is_new = |known: &Span| !document.words(*known).eq_ignore_ascii_case(document.words(role));
            if entry.roles.iter().all(is_new) {
                entry.roles.push(role);
            }
        }
    }
    play::mark(document, &ground.tokens, &english.small, &mut named);
    Named { people: named, perhaps: perhaps(&found, &people, spans) }
}

/// Returns the names of several words that nothing shows to be a person's, each once.
fn perhaps(found: &[Found], people: &[Known], spans: impl Fn(usize, Range<usize>) -> Option<Span>) -> Vec<NamedPerson> {
    let mut perhaps: Vec<NamedPerson> = Vec::new();
    let mut places: HashMap<&[String], usize> = HashMap::new();
    for one in found.iter().filter(|one| one.candidate.may_be && one.person.is_none()) {
        let Some(name) = spans(one.block, one.candidate.name.clone()) else { continue };
        if people.iter().any(|known| known.words == one.words) {
            continue;
        }
        let place = *places.entry(&one.words).or_insert_with(|| {
            let (kind, roles, plays) = (PersonKind::Person, Vec::new(), Vec::new());
            perhaps.push(NamedPerson { name, kind, gender: None, mentions: Vec::new(), roles, plays });
            perhaps.len() - 1
        });
        perhaps[place].mentions.push(Mention { name, whole: name });
    }
    perhaps
}

/// Returns a word of a name as it is compared: lower case, without hyphens and full stops.
pub(crate) fn fold(word: &str) -> String {
    word.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Says whether most words of a block have capitals.
fn is_headline(cut: &[Token]) -> bool {
    let words = cut.iter().filter(|token| token.is_word());
    let (n_words, n_capital) =
        words.fold((0, 0), |(n, n_capital), token| (n + 1, n_capital + usize::from(token.is_capital)));
    n_words >= 5 && 100 * n_capital > 65 * n_words
}

/// Somebody found by a full name, or by a name alone.
struct Known {
    words: Vec<String>,
    sign: Sign,
    genders: u64,
    n_mentions: usize,
    last_seen: usize,
}

impl Known {
    fn gender(&self) -> Option<Gender> {
        match self.genders & (is::MALE | is::FEMALE) {
            is::MALE => Some(Gender::Male),
            is::FEMALE => Some(Gender::Female),
            _ => None,
        }
    }
}

/// Returns who is named in full, and ties each full name to its person.
fn full_names(found: &mut [Found], suffixes: &List) -> Vec<Known> {
    // A name counts by the best sign that any of its places shows.
    let mut best: HashMap<Vec<String>, Sign> = HashMap::new();
    for one in found.iter() {
        let counts = !one.is_headline || matches!(one.candidate.sign, Sign::Person | Sign::Group);
        if one.words.len() > 1 && counts {
            let sign = best.entry(one.words.clone()).or_insert(one.candidate.sign);
            *sign = (*sign).max(one.candidate.sign);
        }
    }
    // Who speaks by one name elsewhere is a person by the full name too.
    let speaks_alone: HashSet<String> = found
        .iter()
        .filter(|one| one.words.len() == 1 && !one.candidate.is_body && one.candidate.sign >= Sign::Speaks)
        .map(|one| one.words[0].clone())
        .collect();
    let acronyms: HashSet<String> = found
        .iter()
        .filter(|one| one.words.len() == 1 && one.candidate.is_body && one.candidate.sign >= Sign::Speaks)
        .map(|one| one.words[0].clone())
        .collect();
    let works: HashSet<Vec<String>> =
        found.iter().filter(|one| one.candidate.is_work && one.words.len() > 1).map(|one| one.words.clone()).collect();
    let mut people: Vec<Known> = Vec::new();
    let mut by_key: HashMap<(String, String), usize> = HashMap::new();
    for (at, one) in found.iter_mut().enumerate() {
        let mut sign = best.get(&one.words).copied().unwrap_or(Sign::None);
        if sign == Sign::None
            && !one.is_headline
            && (2..=3).contains(&one.words.len())
            && one.words.last().is_some_and(|last| speaks_alone.contains(last))
        {
            sign = Sign::Speaks;
        }
        if one.candidate.is_work || works.contains(&one.words) {
            continue;
        }
        let is_single_group = one.words.len() == 1 && one.candidate.is_body && acronyms.contains(&one.words[0]);
        if !is_single_group && (one.words.len() < 2 || sign == Sign::None || one.is_headline && one.words.len() > 3) {
            continue;
        }
        let sign = if is_single_group { Sign::Group } else { sign };
        let key = match sign {
            Sign::Group => (one.words.join(" "), String::new()),
            _ => (one.words[0].clone(), surname(&one.words, suffixes).to_owned()),
        };
        let person = *by_key.entry(key).or_insert_with(|| {
            people.push(Known { words: one.words.clone(), sign, genders: 0, n_mentions: 0, last_seen: at });
            people.len() - 1
        });
        one.person = Some(person);
        let known = &mut people[person];
        known.genders |= one.candidate.gender;
        known.n_mentions += 1;
        if one.words.len() > known.words.len() {
            known.words = one.words.clone();
        }
    }
    people
}

/// Returns the surname of a full name: its last word but for Jr. and the like.
fn surname<'a>(words: &'a [String], suffixes: &List) -> &'a str {
    words.iter().rev().find(|word| !suffixes.has(word)).map_or("", String::as_str)
}

/// Ties names of one word to the full name that has the word, or makes a person of them.
fn partial_names(found: &mut [Found], people: &mut Vec<Known>, suffixes: &List) {
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    for (person, known) in people.iter().enumerate().filter(|(_, known)| known.sign != Sign::Group) {
        for word in [known.words.first(), known.words.last(), Some(&surname(&known.words, suffixes).to_owned())]
            .into_iter()
            .flatten()
        {
            let owners = by_word.entry(word.clone()).or_default();
            if !owners.contains(&person) {
                owners.push(person);
            }
        }
    }
    // A name alone that is a person's by its own signs.
    let mut alone: HashMap<String, usize> = HashMap::new();
    for one in found
        .iter()
        .filter(|one| one.words.len() == 1 && one.person.is_none() && !one.candidate.is_body && !one.candidate.is_work)
    {
        let is_one = matches!(one.candidate.sign, Sign::Person | Sign::Speaks);
        if is_one && !one.is_headline && !by_word.contains_key(&one.words[0]) && !alone.contains_key(&one.words[0]) {
            people.push(Known {
                words: one.words.clone(),
                sign: one.candidate.sign,
                genders: 0,
                n_mentions: 0,
                last_seen: 0,
            });
            alone.insert(one.words[0].clone(), people.len() - 1);
        }
    }
    for at in 0..found.len() {
        let one = &found[at];
        if let Some(person) = one.person {
            people[person].last_seen = at;
            continue;
        }
        if one.words.len() != 1 || one.candidate.is_body || one.candidate.is_work {
            continue;
        }
        // Clinton is a given name, too; as the surname of somebody it shows no gender. "Mr. Clinton" does.
        let is_bare = one.candidate.whole == one.candidate.name;
        let word = &one.words[0];
        let owns = |&person: &usize| people[person].words.len() > 1 && surname(&people[person].words, suffixes) == word;
        let is_surname = by_word.get(word).is_some_and(|owners| owners.iter().any(owns));
        let gender = if is_bare && is_surname { 0 } else { one.candidate.gender };
        let person = match by_word.get(word) {
            Some(owners) => choose(owners, people, gender, word, suffixes),
            None => alone.get(word).copied(),
        };
        let Some(person) = person else { continue };
        people[person].genders |= gender;
        people[person].n_mentions += 1;
        people[person].last_seen = at;
        found[at].person = Some(person);
    }
}

/// Chooses whom of several a surname or given name means: by gender, then who was named last before it.
fn choose(owners: &[usize], people: &[Known], gender: u64, word: &str, suffixes: &List) -> Option<usize> {
    let fits = |person: usize| gender == 0 || people[person].genders == 0 || people[person].genders & gender != 0;
    let by_surname = |person: usize| surname(&people[person].words, suffixes) == word;
    let fitting: Vec<usize> = owners.iter().copied().filter(|&person| fits(person)).collect();
    let mut wanted: Vec<usize> = fitting.iter().copied().filter(|&person| by_surname(person)).collect();
    if wanted.is_empty() {
        wanted = fitting;
    }
    wanted.into_iter().max_by_key(|&person| (people[person].n_mentions.min(40) * 3, people[person].last_seen))
}
