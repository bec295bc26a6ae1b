//! Joins the persons of one document to those known already: one person over scripts, spellings and roles.
//!
//! Pure: whoever calls looks up, by [`onrecord_language::name::keys`], who might be meant, and hands over their profiles. So adding a
//! source costs what its own persons cost, however many sources there are.

mod alias;
mod decision;
mod field;
mod judge;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use onrecord_model::{Gender, PersonId, PersonKind, Reading};

pub use alias::Aliases;
pub use decision::{Decision, Record, decided, kept_as, live, name_given};
pub use field::Fields;

use judge::{Verdict, verdict};
use onrecord_language::name::{Names, keys, part_keys};

/// The version of the linker. Raise it whenever persons may be joined differently.
pub const LINKER: u32 = 2;

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
    /// The person that the same name in the same document was before, when it is linked again.
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

/// Whom a figure is joined to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A person known already.
    Known(PersonId),
    /// Somebody new.
    New,
    /// The same new person as the figure at this position of the same document.
    Same(u32),
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
    let document = &reading.document;
    let figure = |person: &onrecord_model::NamedPerson| {
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
        Figure { name, kind: person.kind, gender: person.gender, spellings, roles, plays, before: None }
    };
    reading.people.iter().map(figure).collect()
}

/// Returns a name with its white space collapsed: it may run over a line end.
fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Figure {
    /// Returns the keys to look this figure up by; none for a part of a name, which only its neighbourhood explains.
    pub fn keys(&self, grounds: Grounds) -> Vec<String> {
        let mut all = BTreeSet::new();
        for (text, _) in self.full_spellings() {
            all.extend(keys(text, grounds.names));
            all.extend(grounds.aliases.key(text));
        }
        all.into_iter().collect()
    }

    /// Returns the keys by which somebody who names only a part of this name finds its bearer.
    pub fn part_keys(&self, grounds: Grounds) -> Vec<String> {
        part_keys(&self.name, grounds.names)
    }

    /// Says whether somebody of this name may be meant: whether it is worth looking them up.
    pub fn may_be(&self, name: &str, grounds: Grounds) -> bool {
        self.full_spellings().any(|(text, _)| judge::likeness(text, name, grounds) >= 0.5)
    }

    /// Returns the spellings that are as full as the fullest: a surname or given name alone is looked up by nobody.
    fn full_spellings(&self) -> impl Iterator<Item = &(String, u32)> {
        let most = words_of(&self.name);
        self.spellings.iter().filter(move |(text, _)| words_of(text) >= most)
    }

    /// Says whether only a surname is known, such as `Kim` or `유`.
    pub fn is_surname(&self, names: &Names) -> bool {
        names.is_surname(&self.name)
    }

    /// Says whether the name is so short that others are likely to have it too: one word, an initial, two syllables.
    pub fn is_short(&self) -> bool {
        let mut words = self.name.split_whitespace();
        let first = words.next().unwrap_or_default().trim_end_matches('.');
        first.chars().count() == 1 || words.next().is_none() && words_of(&self.name) < 2
    }
}

/// Returns how full a name is: its words, or for Hangul whether it has more than two syllables.
fn words_of(name: &str) -> usize {
    let hangul = name.chars().filter(|char| ('가'..='힣').contains(char)).count();
    if hangul > 0 { 1 + usize::from(hangul > 2) } else { name.split_whitespace().count() }
}

/// Returns for each figure whom it is joined to.
///
/// `profiles` are the persons who share a key with a figure, `near` their companions, whom only parts of names may mean. First those join who can be only one
/// person; then the others, with the company they keep in this document as evidence; at last parts of names, and those
/// join only somebody of this document's neighbourhood. Between two who are equally likely nobody is chosen.
pub fn link(figures: &[Figure], profiles: &[Rc<Profile>], near: &[Rc<Profile>], grounds: Grounds) -> Vec<Link> {
    let mut links = vec![Link::New; figures.len()];
    let verdicts: Vec<Vec<Verdict>> = figures
        .iter()
        .map(|figure| profiles.iter().filter_map(|profile| verdict(figure, profile, grounds)).collect())
        .collect();
    let mut company: BTreeSet<PersonId> = BTreeSet::new();
    for verdicts in &verdicts {
        if let [only] = &verdicts[..]
            && only.is_sure()
        {
            company.insert(only.id);
        }
    }
    let mut taken: BTreeSet<PersonId> = BTreeSet::new();
    for (at, figure) in figures.iter().enumerate() {
        let chosen = judge::choose(&verdicts[at], &company, figure.before);
        if let Some(id) = chosen {
            links[at] = Link::Known(id);
            company.insert(id);
            taken.insert(id);
        }
    }
    for (at, figure) in figures.iter().enumerate() {
        if links[at] != Link::New {
            continue;
        }
        if figure.is_short()
            && let Some(id) = judge::neighbour(figure, profiles.iter().chain(near).map(Rc::as_ref), &company, grounds)
        {
            links[at] = Link::Known(id);
        } else if let Some(before) = figure.before.filter(|before| !taken.contains(before)) {
            // Nobody else was found, so the name stays who it was: identities outlive a reading.
            links[at] = Link::Known(before);
            taken.insert(before);
        } else if let Some(first) = twin(at, figures, grounds) {
            links[at] = if let Link::Known(id) = links[first] { Link::Known(id) } else { Link::Same(first as u32) };
        }
    }
    part_from_roles(figures, &mut links);
    links
}

/// Keeps an actor and the character apart, also where they bear one name.
fn part_from_roles(figures: &[Figure], links: &mut [Link]) {
    for (at, figure) in figures.iter().enumerate() {
        for &played in &figure.plays {
            let played = played as usize;
            let both = links.get(played).is_some_and(|link| *link == links[at] && *link != Link::New);
            if both || links.get(played) == Some(&Link::Same(at as u32)) {
                links[played] = Link::New;
            }
        }
    }
}

/// Returns an earlier figure of the same document that is the same person in another spelling, as in a bilingual text.
fn twin(at: usize, figures: &[Figure], grounds: Grounds) -> Option<usize> {
    let figure = &figures[at];
    let mut twins = figures[..at].iter().enumerate().filter(|(_, other)| {
        other.kind == figure.kind
            && other.kind != PersonKind::Group
            && !judge::at_odds(figure.gender, other.gender)
            && judge::likeness(&figure.name, &other.name, grounds) >= judge::TWIN
    });
    let first = twins.next()?.0;
    twins.next().is_none().then_some(first)
}
