//! Somebody named in one document, and somebody known already, as far as linking needs them.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::{DocumentId, Gender, NamedPerson, PersonId, PersonKind, Reading};

use super::alias::Aliases;
use super::field::Fields;
use onrecord_language::name::{Names, keys, may_be_full, part_keys};
use onrecord_model::letter::is_syllable;

/// Somebody named in one document, as linking sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The fullest spelling, without titles.
    pub name: String,
    /// What the name stands for.
    pub kind: PersonKind,
    /// The gender, where the document shows it.
    pub gender: Option<Gender>,
    /// Every spelling there with its number of mentions, the fullest first.
    pub spellings: Vec<(String, u32)>,
    /// Titles and roles beside the name.
    pub roles: Vec<String>,
    /// The positions of the characters that this person plays.
    pub plays: Vec<u32>,
}

/// Somebody named in one document, as joining sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The document.
    pub document: DocumentId,
    /// The source that it is a version of.
    pub source: u64,
    /// The position among the document's persons.
    pub at: u32,
    /// The name and what stands beside it.
    pub figure: Figure,
    /// Whether nothing in its own document shows it to be a person's.
    pub is_unsure: bool,
    /// Who it was by linking.
    pub before: Option<PersonId>,
}

/// A person known already, as far as linking needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Who it is.
    pub id: PersonId,
    /// What the name stands for.
    pub kind: PersonKind,
    /// The gender, where a document shows it.
    pub gender: Option<Gender>,
    /// Spellings with their mentions; the full ones at least.
    pub spellings: Vec<(String, u32)>,
    /// Titles and roles seen beside the name.
    pub roles: BTreeSet<String>,
    /// The persons named in the same documents.
    pub companions: BTreeSet<PersonId>,
}

/// What linking goes by besides the figures themselves.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// How names are spelled.
    pub names: &'a Names,
    /// Which roles go together.
    pub fields: &'a Fields,
    /// Other names that a person gave: stage names, foreigners.
    pub aliases: &'a Aliases,
}

/// Returns the figures of a reading, in the order of [`Reading::people`].
pub fn figures(reading: &Reading) -> Vec<Figure> {
    drawn(reading, &reading.people)
}

/// Returns the figures of the names that are perhaps somebody's, in the order of [`Reading::perhaps`].
pub fn unsure(reading: &Reading) -> Vec<Figure> {
    drawn(reading, &reading.perhaps)
}

fn drawn(reading: &Reading, people: &[NamedPerson]) -> Vec<Figure> {
    let document = &reading.document;
    let figure = |person: &NamedPerson| {
        let name = tidy(document.words(person.name));
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for mention in &person.mentions {
            *counts.entry(tidy(document.words(mention.name))).or_default() += 1;
        }
        counts.entry(name.clone()).or_insert(1);
        let mut spellings: Vec<(String, u32)> = counts.into_iter().collect();
        spellings.sort_by_key(|(text, count)| (*text != name, std::cmp::Reverse(*count)));
        let mut roles: Vec<String> = person.roles.iter().map(|&role| tidy(document.words(role))).collect();
        roles.sort_unstable();
        roles.dedup();
        let plays = person.plays.clone();
        Figure { name, kind: person.kind, gender: person.gender, spellings, roles, plays }
    };
    people.iter().map(figure).collect()
}

/// Returns a name with its white space collapsed: it may run over a line end.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Figure {
    /// Returns a figure of which no more than the name is known.
    pub fn called(name: &str) -> Self {
        let spellings = vec![(name.to_owned(), 1)];
        let (kind, gender) = (PersonKind::Person, None);
        Self { name: name.to_owned(), kind, gender, spellings, roles: Vec::new(), plays: Vec::new() }
    }

    /// Returns the keys to look this figure up by; none for a part of a name, which only its neighbourhood explains.
    pub fn keys(&self, grounds: Grounds) -> Vec<String> {
        keys_of(self.full_spellings().map(|spelling| spelling.0.as_str()), grounds)
    }

    /// Returns the keys by which somebody who names only a part of this name finds its bearer.
    pub fn part_keys(&self, grounds: Grounds) -> Vec<String> {
        part_keys(&self.name, grounds.names)
    }

    /// Returns the spellings that are as full as the fullest: a surname or given name alone is looked up by nobody.
    pub fn full_spellings(&self) -> impl Iterator<Item = &(String, u32)> {
        let most = words_of(&self.name);
        self.spellings.iter().filter(move |(text, _)| words_of(text) >= most)
    }

    /// Says whether only a surname is known, such as `Kim` or `유`.
    pub fn is_surname(&self, names: &Names) -> bool {
        names.is_surname(&self.name)
    }

    /// Says whether the name is so short that others are likely to have it too: one word, an initial, two syllables.
    pub fn is_short(&self) -> bool {
        is_short(&self.name)
    }
}

/// Returns the keys to look full spellings of a name up by, each once.
pub fn keys_of<'a>(spellings: impl Iterator<Item = &'a str>, grounds: Grounds) -> Vec<String> {
    let mut all = BTreeSet::new();
    for spelling in spellings {
        all.extend(keys(spelling, grounds.names));
        all.extend(grounds.aliases.key(spelling));
    }
    all.into_iter().collect()
}

/// Says whether a name is one word, an initial, two syllables.
pub fn is_short(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    // 우, 오 and 이 are surnames of one letter: U Jeong-ha.
    let is_surname = matches!(first, "U" | "O" | "I") && words.clone().any(|word| word.contains('-'));
    let first = first.trim_end_matches('.');
    first.chars().count() == 1 && !is_surname || words.next().is_none() && words_of(name) < 2
}

/// Returns how full a name is: its words; for one word of Hangul 2 where it can be a full Korean name.
fn words_of(name: &str) -> usize {
    let mut words = name.split_whitespace();
    match (words.next(), words.next()) {
        (Some(only), None) if only.chars().any(is_syllable) => 1 + usize::from(may_be_full(only)),
        _ if name.chars().any(is_syllable) => 2,
        _ => name.split_whitespace().count(),
    }
}

/// Says whether a name has syllables of Hangul.
pub(super) fn is_hangul(name: &str) -> bool {
    name.chars().any(is_syllable)
}
