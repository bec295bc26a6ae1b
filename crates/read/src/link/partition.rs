//! Joins names over documents to persons, whatever order they came in.
//!
//! Pure, and of a set: what is seen in the documents decides, never what was known first. What may be one name is weighed at once:
//! first each name by itself (`unit.rs`), then names against names, the likeliest first, and nobody between two that are as likely.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use onrecord_language::name::compare;
use onrecord_model::{PersonId, PersonKind};

use super::alias::are_same;
use super::company::{Company, n_shared};
use super::decision::{Decision, are_apart};
use super::figure::{Grounds, Seen, is_hangul};
use super::judge::{ALONE, at_odds, likeness};
use super::unit::{Traits, Unit, units};

/// How alike two names must be to be weighed at all.
pub const LEAST: f32 = 0.5;
/// How much better the best must be than the next, or nobody is chosen.
const MARGIN: f32 = 0.08;

/// Two units that may be one person.
struct Pair {
    weight: f32,
    units: (usize, usize),
}

/// Returns the group of each that is seen, numbered from 0 on; `None` where a name turned out to be nobody's.
///
/// All are to be full names, or all parts of names; those that share a name, or have names that are alike, are to be given
/// together. The groups do not depend on the order of `seen`.
pub fn partition(seen: &[Seen], company: Company, decisions: &[Decision], grounds: Grounds) -> Vec<Option<usize>> {
    let units = units(seen, company, grounds);
    let mut groups = Groups { units: &units, parent: (0..units.len()).collect(), decisions, grounds };
    let mut pairs = pairs(&units, company, grounds);
    pairs.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| groups.order(a.units, b.units)));
    for pair in &pairs {
        let (a, b) = pair.units;
        if groups.root(a) == groups.root(b) || !groups.fit(a, b) {
            continue;
        }
        let is_rival = |one: usize, other: usize| {
            pairs.iter().filter(|rival| rival.weight > pair.weight - MARGIN).any(|rival| {
                let third = match rival.units {
                    (x, third) | (third, x) if x == one => third,
                    _ => return false,
                };
                third != other && groups.root(third) != groups.root(other) && groups.are_others(third, other)
            })
        };
        if !is_rival(a, b) && !is_rival(b, a) {
            groups.unite(a, b);
        }
    }
    let mut is_somebody: BTreeSet<usize> = BTreeSet::new();
    for (at, unit) in units.iter().enumerate() {
        if unit.members.iter().any(|&member| !seen[member].is_unsure) {
            is_somebody.insert(groups.root(at));
        }
    }
    let mut of = vec![None; seen.len()];
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, unit) in units.iter().enumerate() {
        let root = groups.root(at);
        let n = numbers.len();
        let number = *numbers.entry(root).or_insert(n);
        for &member in unit.members.iter().filter(|_| is_somebody.contains(&root)) {
            of[member] = Some(number);
        }
    }
    of
}

/// Returns the units that may be one, with what speaks for it.
///
/// Company is asked for only where it may decide: where something speaks against it, or another may be meant.
fn pairs(units: &[Unit], company: Company, grounds: Grounds) -> Vec<Pair> {
    let mut like: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (a, one) in units.iter().enumerate() {
        for (b, other) in units.iter().enumerate().skip(a + 1).filter(|(_, other)| other.name != one.name) {
            let alike = alike(one, other, grounds);
            let is_group = [one, other].iter().any(|unit| unit.traits.kind == PersonKind::Group);
            if alike >= LEAST && !(is_group && alike <= 1.0) && !(one.is_surname || other.is_surname) {
                like.insert((a, b), alike);
                like.insert((b, a), alike);
            }
        }
    }
    let has_rival = |a: usize, b: usize| {
        like.range((a, 0)..(a + 1, 0)).map(|(&(_, third), _)| third).any(|third| {
            let conflict = || units[third].traits.conflict(&units[b].traits, grounds);
            third != b && (!like.contains_key(&(third, b)) || conflict())
        })
    };
    let mut pairs = Vec::new();
    for (&(a, b), &alike) in like.iter().filter(|((a, b), _)| a < b) {
        let (one, other) = (&units[a], &units[b]);
        let conflict = one.traits.conflict(&other.traits, grounds);
        let same_field = one.traits.same_field(&other.traits);
        // 목단 and Mokdan: one word that is no given name is as good as a full name.
        let is_told = !one.is_short
            || is_hangul(&one.name) != is_hangul(&other.name)
                && [one, other].iter().all(|unit| !is_hangul(&unit.name) || grounds.names.is_own_name(&unit.name));
        let is_enough = !conflict && (alike >= ALONE && is_told || same_field);
        let is_plain = is_enough && !has_rival(a, b) && !has_rival(b, a);
        let shared = if is_plain { 0 } else { n_shared(&one.side(), &other.side(), company, grounds) };
        if is_enough || shared > 0 {
            let company = if shared > 0 { 0.3 + 0.1 * shared.min(4) as f32 } else { 0.0 };
            let field = if same_field { 0.1 } else { 0.0 };
            let against = if conflict { 0.3 } else { 0.0 };
            pairs.push(Pair { weight: alike + company + field - against, units: (a, b) });
        }
    }
    pairs
}

/// Returns how alike two units' names are, in any of their spellings.
fn alike(one: &Unit, other: &Unit, grounds: Grounds) -> f32 {
    if one.spellings.intersection(&other.spellings).next().is_some() {
        return 1.1;
    }
    let spellings = one.spellings.iter().flat_map(|a| other.spellings.iter().map(move |b| (a, b)));
    spellings.map(|(a, b)| likeness(a, b, grounds)).fold(0.0, f32::max)
}

struct Groups<'a> {
    units: &'a [Unit],
    parent: Vec<usize>,
    decisions: &'a [Decision],
    grounds: Grounds<'a>,
}

impl Groups<'_> {
    fn root(&self, mut at: usize) -> usize {
        while self.parent[at] != at {
            at = self.parent[at];
        }
        at
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    /// Says whether nobody of the one group is surely another than somebody of the other.
    fn fit(&self, a: usize, b: usize) -> bool {
        let of = |root: usize| (0..self.units.len()).filter(move |&at| self.root(at) == root);
        let (a, b) = (self.root(a), self.root(b));
        of(a).all(|one| of(b).all(|other| !self.are_two(one, other)))
    }

    /// Says whether two units are surely two persons.
    fn are_two(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.units[one], &self.units[other]);
        let is_one_script = is_hangul(&one.name) == is_hangul(&other.name);
        one.name == other.name
            || is_one_script && alike(one, other, self.grounds) < LEAST
            || one.before.iter().any(|a| other.before.iter().any(|b| are_apart(*a, *b, self.decisions)))
            || one.plays(other)
    }

    /// Says whether two units are two persons by their names, or by what is said of them.
    fn are_others(&self, one: usize, other: usize) -> bool {
        let conflict = self.units[one].traits.conflict(&self.units[other].traits, self.grounds);
        conflict || self.are_two(one, other) || alike(&self.units[one], &self.units[other], self.grounds) < LEAST
    }

    fn order(&self, a: (usize, usize), b: (usize, usize)) -> Ordering {
        let key = |at: usize| (&self.units[at].name, self.units[at].first);
        (key(a.0), key(a.1)).cmp(&(key(b.0), key(b.1)))
    }
}

/// Returns whom a part of a name stands for: the one person of these with a fuller name.
///
/// `fuller` are those of whose name it may be a part and who stand beside the same others, each with who that is. Where none of them
/// is of its kind, a part of which nothing but the name is known may be a character's, or a character of a work somebody's.
pub fn explained(part: &Seen, fuller: &[(&Seen, PersonId)], grounds: Grounds) -> Option<PersonId> {
    let traits = Traits::of(&part.figure, grounds);
    let (mut found, mut others) = (BTreeSet::new(), BTreeSet::new());
    for (other, person) in fuller {
        let theirs = Traits::of(&other.figure, grounds);
        let may_be = !at_odds(traits.gender, theirs.gender) && !grounds.fields.exclude(&traits.fields, &theirs.fields);
        let is_bare = traits.fields.is_empty() && theirs.fields.is_empty();
        if may_be && traits.kind == theirs.kind {
            found.insert(*person);
        } else if may_be && is_bare && ![traits.kind, theirs.kind].contains(&PersonKind::Group) {
            others.insert(*person);
        }
    }
    let found = if found.is_empty() { others } else { found };
    found.first().copied().filter(|_| found.len() == 1)
}

/// Says whether somebody of a full name may be meant by a part.
pub fn may_explain(part: &str, whole: &str, grounds: Grounds) -> bool {
    are_same(part, whole) || compare(part, whole, grounds.names).score >= 0.4
}
