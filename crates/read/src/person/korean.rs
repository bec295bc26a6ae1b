//! Finds who is named in Korean text.

mod character;
mod evidence;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use onrecord_model::{Block, BlockKind, Document, Mention, NamedPerson, PersonKind};

use crate::Lexicon;
use crate::korean::phrase::{Scope, Who};
use crate::korean::word::{Word, WordKind, cut};
use crate::marks::runs;

/// Returns the persons named in the Korean blocks, each once.
///
/// A word is a name where a role, an honour or a note shows it, or where it has the shape of a name and speaks or
/// comes again. A surname before a role and a given name before 씨 belong to the one full name that they fit.
pub(crate) fn people(document: &Document, blocks: &[Block], lexicon: &Lexicon) -> Vec<NamedPerson> {
    let text = document.text();
    let runs = runs(text);
    let blocks: Vec<Vec<Word>> = blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Boilerplate | BlockKind::Link))
        .flat_map(|block| with_quoted(text, cut(text, block.span.range(), &runs), &runs))
        .collect();
    let mut scope = Scope { text, korean: &lexicon.korean, known: HashSet::new() };
    let found = evidence::names(&scope, &blocks);
    let full: Vec<&str> = found.iter().filter(|name| !name.is_partial).map(|name| name.text).collect();
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for name in &found {
        let whose = if name.is_partial { one_with_given_name(&scope, &full, name.text) } else { None };
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
    scope.known = places.keys().copied().collect();
    for words in &blocks {
        mentions(&scope, words, &places, &mut drafts);
        character::join(&scope, words, &mut places, &mut drafts);
    }
    finished(document, drafts)
}

/// Somebody, while mentions are gathered.
#[derive(Debug, Default)]
struct Draft<'a> {
    name: &'a str,
    kind: Kind,
    /// Name and phrase of each mention.
    mentions: Vec<(Range<usize>, Range<usize>)>,
    roles: Vec<Range<usize>>,
    plays: Vec<usize>,
}

/// What a name stands for, while it is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Person,
    Character,
    Group,
}

/// Returns the words of a block, and those of each quotation in it.
fn with_quoted(text: &str, words: Vec<Word>, runs: &[crate::marks::Run]) -> Vec<Vec<Word>> {
    let inner = |word: &Word| match &word.kind {
        WordKind::Quote(run) => runs.get(*run).map(|run| run.inner.clone()),
        WordKind::Single(inner) => Some(inner.clone()),
        _ => None,
    };
    let mut all: Vec<Vec<Word>> = words.iter().filter_map(inner).map(|inner| cut(text, inner, &[])).collect();
    all.insert(0, words);
    all
}

/// Returns the one full name that ends with a given name.
fn one_with_given_name<'a>(scope: &Scope, full: &[&'a str], given: &str) -> Option<&'a str> {
    let mut fits = full.iter().filter(|name| scope.korean.given_name(name) == Some(given));
    let first = fits.next()?;
    fits.next().is_none().then_some(*first)
}

fn mentions<'a>(scope: &Scope<'a>, words: &[Word], places: &HashMap<&'a str, usize>, drafts: &mut [Draft<'a>]) {
    let mut done = 0;
    for head in 0..words.len() {
        let word = &words[head];
        if !word.is_plain() {
            continue;
        }
        let next_belongs = words.get(head + 1).is_some_and(|next| {
            let noun = next.noun(scope.text);
            next.is_plain()
                && word.stop == crate::korean::word::Stop::None
                && (scope.korean.is_role(noun) || scope.korean.is_honorific(noun))
        });
        let is_known = places.contains_key(word.noun(scope.text));
        if next_belongs && (is_known || scope.korean.is_surname(word.whole(scope.text))) || word.at.start < done {
            continue;
        }
        if !is_known
            && !scope.korean.is_role(word.noun(scope.text))
            && !scope.korean.is_honorific(word.noun(scope.text))
            && scope.korean.role_behind_name(word.noun(scope.text)).is_none()
            && scope.korean.role_behind_surname(word.noun(scope.text)).is_none()
        {
            continue;
        }
        let phrase = scope.one(words, head);
        let Some(name) = phrase.name.clone() else { continue };
        let place = match phrase.who {
            Who::Name | Who::LikelyName => places.get(&scope.text[name.clone()]).copied(),
            Who::Surname => one_with_surname(
                scope,
                drafts,
                &scope.text[name.clone()],
                scope.text[phrase.whole.clone()].split_whitespace().next_back(),
            ),
            _ => None,
        };
        let Some(draft) = place.and_then(|place| drafts.get_mut(place)) else { continue };
        done = phrase.whole.end;
        for word in &words[phrase.first..=head] {
            let is_role = word.is_plain() && word.at.start != name.start && scope.korean.is_role(word.noun(scope.text));
            if is_role && !draft.roles.iter().any(|role| scope.text[role.clone()] == *word.noun(scope.text)) {
                draft.roles.push(word.at.start..word.base);
            }
        }
        draft.mentions.push((name, phrase.whole));
    }
}

/// Returns the one person with this surname; of several the one with this role.
fn one_with_surname(scope: &Scope, drafts: &[Draft], surname: &str, role: Option<&str>) -> Option<usize> {
    let fits = |draft: &Draft| {
        draft.kind == Kind::Person
            && draft.name.strip_prefix(surname).is_some_and(|given| scope.korean.given_name(draft.name) == Some(given))
    };
    let role = role.map(|role| scope.text.get(0..0).map_or(role, |_| role).trim_start_matches(surname));
    let all: Vec<usize> = (0..drafts.len()).filter(|&at| fits(&drafts[at])).collect();
    let with_role: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&at| drafts[at].roles.iter().any(|mine| Some(&scope.text[mine.clone()]) == role))
        .collect();
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
            draft.mentions.sort_by_key(|(name, _)| name.start);
            draft.mentions.dedup();
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
