//! All that one name stands for, as far as it is one person.

use std::collections::BTreeSet;

use onrecord_model::{DocumentId, Gender, PersonId, PersonKind};

use super::company::{Company, Side, n_shared};
use super::figure::{Figure, Grounds, Seen};
use super::judge::at_odds;

/// What documents say of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Traits {
    pub kind: PersonKind,
    pub gender: Option<Gender>,
    pub fields: BTreeSet<&'static str>,
}

impl Traits {
    pub fn of(figure: &Figure, grounds: Grounds) -> Self {
        Self { kind: figure.kind, gender: figure.gender, fields: grounds.fields.of(&figure.roles) }
    }

    /// Says whether roles, genders or kinds speak against one person.
    pub fn conflict(&self, other: &Self, grounds: Grounds) -> bool {
        self.kind != other.kind && !(self.is_bare() && other.is_human() || other.is_bare() && self.is_human())
            || at_odds(self.gender, other.gender)
            || grounds.fields.exclude(&self.fields, &other.fields)
    }

    /// Says whether no more than the name is known.
    fn is_bare(&self) -> bool {
        self.kind == PersonKind::Person && self.gender.is_none() && self.fields.is_empty()
    }

    fn is_human(&self) -> bool {
        self.kind != PersonKind::Group
    }

    /// Says whether roles are of one field.
    pub fn same_field(&self, other: &Self) -> bool {
        !self.fields.is_disjoint(&other.fields)
    }

    fn take_in(&mut self, other: &Self) {
        self.gender = self.gender.or(other.gender);
        self.fields.extend(other.fields.iter().copied());
        if other.kind != PersonKind::Person {
            self.kind = other.kind;
        }
    }
}

/// One name of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub name: String,
    /// The full spellings, each once.
    pub spellings: BTreeSet<String>,
    pub traits: Traits,
    /// The places of those seen that it is made of.
    pub members: Vec<usize>,
    /// The first of them by document.
    pub first: (DocumentId, u32),
    pub is_short: bool,
    pub is_surname: bool,
    /// Who they were.
    pub before: BTreeSet<PersonId>,
    /// Where they are named, and whom they play there.
    at: Vec<(DocumentId, u32, Vec<u32>)>,
}

impl Unit {
    /// Returns what one who is seen is alone, in the first place of a list.
    pub fn of_one(seen: &Seen, traits: &Traits, grounds: Grounds) -> Self {
        let figure = &seen.figure;
        Self {
            name: figure.name.clone(),
            spellings: figure.full_spellings().map(|spelling| spelling.0.clone()).collect(),
            traits: traits.clone(),
            members: vec![0],
            first: (seen.document, seen.at),
            is_short: figure.is_short(),
            is_surname: figure.is_surname(grounds.names),
            before: seen.before.into_iter().collect(),
            at: vec![(seen.document, seen.at, figure.plays.clone())],
        }
    }

    /// Returns it as standing at another place of the list.
    pub fn at(mut self, place: usize) -> Self {
        self.members = vec![place];
        self
    }

    /// Returns what its company is told by.
    pub fn side(&self) -> Side<'_> {
        Side { spellings: &self.spellings, documents: self.at.iter().map(|one| one.0).collect() }
    }

    /// Says whether one plays the other in some document.
    pub fn plays(&self, other: &Self) -> bool {
        self.at.iter().any(|(document, at, plays)| {
            let in_it = other.at.iter().filter(|(there, ..)| there == document);
            in_it.clone().any(|(_, place, theirs)| plays.contains(place) || theirs.contains(at))
        })
    }

    fn take_in(&mut self, other: Self) {
        self.spellings.extend(other.spellings);
        self.traits.take_in(&other.traits);
        self.members.extend(other.members);
        self.first = self.first.min(other.first);
        self.before.extend(other.before);
        self.at.extend(other.at);
    }

    /// Says whether both are named in one document, as two.
    fn are_beside(&self, other: &Self) -> bool {
        self.at.iter().any(|(document, ..)| other.at.iter().any(|(there, ..)| there == document))
    }
}

/// Returns the units of all that is seen, in an order that depends on names and documents alone.
pub(super) fn units(seen: &[Seen], company: Company, grounds: Grounds) -> Vec<Unit> {
    let mut order: Vec<usize> = (0..seen.len()).collect();
    let key = |at: usize| (&seen[at].figure.name, seen[at].document, seen[at].at);
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    let mut units = Vec::new();
    for same in order.chunk_by(|&a, &b| seen[a].figure.name == seen[b].figure.name) {
        let ones = same.iter().map(|&at| {
            let traits = Traits::of(&seen[at].figure, grounds);
            Unit::of_one(&seen[at], &traits, grounds).at(at)
        });
        units.extend(of_one_name(ones.collect(), seen, company, grounds));
    }
    units
}

/// Joins those of one name.
fn of_one_name(mut ones: Vec<Unit>, seen: &[Seen], company: Company, grounds: Grounds) -> Vec<Unit> {
    let Some(first) = ones.first() else { return ones };
    let is_short = first.is_short;
    let are_at_one = |a: &Unit, b: &Unit| !a.traits.conflict(&b.traits, grounds) && !a.are_beside(b);
    // A group is all that is called like it.
    let is_clear = || ones.iter().enumerate().all(|(at, a)| ones[at + 1..].iter().all(|b| are_at_one(a, b)));
    if ones.len() < 2 || !is_short && is_clear() {
        return joined(ones).into_iter().collect();
    }
    let is_source = |a: usize, b: usize| seen[a].source == seen[b].source && seen[a].document != seen[b].document;
    let mut parent: Vec<usize> = (0..ones.len()).collect();
    let root = |parent: &[usize], mut at: usize| {
        while parent[at] != at {
            at = parent[at];
        }
        at
    };
    for a in 0..ones.len() {
        for b in a + 1..ones.len() {
            let (one, other) = (&ones[a], &ones[b]);
            let is_group = |unit: &Unit| unit.traits.kind == PersonKind::Group;
            let is_bare = |unit: &Unit| unit.traits.fields.is_empty() && unit.traits.gender.is_none();
            let is_body = (is_group(one) || is_bare(one)) && (is_group(other) || is_bare(other));
            let is_odd = is_group(one) != is_group(other);
            if one.are_beside(other) || is_odd && !is_body {
                continue;
            }
            let conflict = one.traits.conflict(&other.traits, grounds);
            let same_field = one.traits.same_field(&other.traits);
            // One text shows a name to be a body's, and the others say nothing else.
            let is_one_body = is_body && (is_group(one) || is_group(other));
            let speaks = is_one_body || !conflict && same_field || is_source(one.members[0], other.members[0]);
            let (x, y) = (root(&parent, a), root(&parent, b));
            if x != y && !one.is_surname && (speaks || n_shared(&one.side(), &other.side(), company, grounds) > 0) {
                parent[x.max(y)] = x.min(y);
            }
        }
    }
    let mut groups: Vec<Vec<Unit>> = (0..ones.len()).map(|_| Vec::new()).collect();
    for (at, one) in ones.drain(..).enumerate() {
        groups[root(&parent, at)].push(one);
    }
    let mut units: Vec<Unit> = groups.into_iter().filter_map(joined).collect();
    if !is_short {
        units = gathered(units, grounds);
    }
    units
}

/// Joins those of one name against whom nothing speaks: first those of whom more than the name is known, then the others. Where two
/// may be meant, they are neither.
fn gathered(mut units: Vec<Unit>, grounds: Grounds) -> Vec<Unit> {
    units.sort_by_key(|unit| (std::cmp::Reverse(unit.members.len()), unit.first));
    let is_told = |unit: &Unit| {
        unit.traits.gender.is_some() || !unit.traits.fields.is_empty() || unit.traits.kind != PersonKind::Person
    };
    let (told, others): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(is_told);
    let (mut kept, mut unclear): (Vec<Unit>, Vec<Unit>) = (Vec::new(), Vec::new());
    for (at, unit) in told.into_iter().map(|unit| (false, unit)).chain(others.into_iter().map(|unit| (true, unit))) {
        let is_like = |one: &&mut Unit| !one.traits.conflict(&unit.traits, grounds) && !one.are_beside(&unit);
        let mut like: Vec<&mut Unit> = kept.iter_mut().filter(is_like).collect();
        match &mut like[..] {
            [one] => one.take_in(unit),
            [] => kept.push(unit),
            _ if at => unclear.push(unit),
            _ => kept.push(unit),
        }
    }
    kept.extend(joined(unclear));
    kept
}

fn joined(units: Vec<Unit>) -> Option<Unit> {
    units.into_iter().reduce(|mut one, other| {
        one.take_in(other);
        one
    })
}
