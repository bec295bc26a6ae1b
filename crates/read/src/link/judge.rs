//! Weighs whether a figure of a document is a person known already.

use std::collections::BTreeSet;

use onrecord_model::{Gender, PersonId, PersonKind};

use super::alias::are_same;
use super::figure::{Figure, Grounds, Profile};
use onrecord_language::korean::syllable::is_syllable;
use onrecord_language::name::compare;

/// How alike two names of one document must be to be one person's without further evidence.
pub(super) const TWIN: f32 = 0.7;

/// How alike two names must be where nothing else speaks for one person.
pub(super) const ALONE: f32 = 0.6;

/// How alike the names are from which on a single candidate is sure.
const SURE: f32 = 0.75;

/// How much better the best must be than the next, or nobody is chosen.
const MARGIN: f32 = 0.08;

/// A person who may be meant by a figure, and how much speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    pub id: PersonId,
    /// How alike the names are, 0 to 1; a little over 1 for the very same spelling.
    likeness: f32,
    /// Whether roles are of one field.
    same_field: bool,
    /// Whether roles, genders or kinds speak against it: then only shared company can outweigh them.
    conflict: bool,
    /// Whether the name is so short that other people have it: a given name, a stage name, an initial.
    short: bool,
    companions: BTreeSet<PersonId>,
}

impl Verdict {
    /// Says whether the name alone settles it.
    pub fn is_sure(&self) -> bool {
        !self.conflict && !self.short && self.likeness >= SURE
    }
}

impl Figure {
    /// Says whether somebody of this name may be meant: whether it is worth looking them up.
    pub fn may_be(&self, name: &str, grounds: Grounds) -> bool {
        self.full_spellings().any(|(text, _)| likeness(text, name, grounds) >= 0.5)
    }
}

impl Figure {
    /// Says whether a name of which only its sound is known is surely this one: the very same, and full, or the same in
    /// the other script.
    pub fn is_confirmed_by(&self, name: &str, grounds: Grounds) -> bool {
        !self.is_short()
            && if is_hangul(&self.name) == is_hangul(name) {
                are_same(&self.name, name)
            } else {
                compare(&self.name, name, grounds.names).score >= ALONE
            }
    }

    /// Says whether a name that is as unsure as this one confirms it: only one in the other script does.
    pub fn is_mirrored_by(&self, name: &str, grounds: Grounds) -> bool {
        is_hangul(&self.name) != is_hangul(name) && self.is_confirmed_by(name, grounds)
    }
}

fn is_hangul(name: &str) -> bool {
    name.chars().any(is_syllable)
}

/// Returns what speaks for a person known already, or `None` where the names rule it out.
pub(super) fn verdict(figure: &Figure, profile: &Profile, grounds: Grounds) -> Option<Verdict> {
    let kinds_differ = figure.kind != profile.kind;
    // A document may not show that a name is a character's; a group is never a person.
    if kinds_differ && (figure.kind == PersonKind::Group || profile.kind == PersonKind::Group) {
        return None;
    }
    if figure.is_surname(grounds.names) {
        return None;
    }
    let mut likeness = 0.0f32;
    for (text, _) in figure.full_spellings() {
        for (known, _) in &profile.spellings {
            let alike = if figure.kind == PersonKind::Group {
                f32::from(u8::from(are_same(text, known)))
            } else {
                self::likeness(text, known, grounds)
            };
            likeness = likeness.max(alike);
        }
    }
    if likeness < 0.5 {
        return None;
    }
    let (one, other) = (grounds.fields.of(&figure.roles), grounds.fields.of(&profile.roles));
    let conflict = kinds_differ || at_odds(figure.gender, profile.gender) || grounds.fields.exclude(&one, &other);
    Some(Verdict {
        id: profile.id,
        likeness,
        same_field: !one.is_disjoint(&other),
        conflict,
        short: figure.is_short(),
        companions: profile.companions.clone(),
    })
}

/// Returns how alike two names are, 0 to 1; 1.1 for the very same spelling.
pub(super) fn likeness(a: &str, b: &str, grounds: Grounds) -> f32 {
    if are_same(a, b) {
        return 1.1;
    }
    if grounds.aliases.join(a, b) {
        return 1.0;
    }
    compare(a, b, grounds.names).score
}

/// Says whether both genders are known and differ.
pub(super) fn at_odds(one: Option<Gender>, other: Option<Gender>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

/// Returns the one person that a figure is, by name, roles and the company it keeps in its document.
pub(super) fn choose(verdicts: &[Verdict], company: &BTreeSet<PersonId>, before: Option<PersonId>) -> Option<PersonId> {
    let mut weighed: Vec<(f32, PersonId)> = Vec::new();
    for verdict in verdicts {
        let shared = verdict.companions.iter().filter(|id| **id != verdict.id && company.contains(id)).count();
        let known = before == Some(verdict.id);
        let enough = if known {
            true
        } else if verdict.conflict {
            shared > 0
        } else {
            verdict.likeness >= ALONE && !verdict.short || shared > 0 || verdict.same_field
        };
        if enough {
            let company = if shared > 0 { 0.3 + 0.1 * shared.min(4) as f32 } else { 0.0 };
            let field = if verdict.same_field { 0.1 } else { 0.0 };
            let against = if verdict.conflict { 0.3 } else { 0.0 };
            let known = if known { 0.3 } else { 0.0 };
            weighed.push((verdict.likeness + company + field + known - against, verdict.id));
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    match weighed[..] {
        [] => None,
        [(_, only)] => Some(only),
        [(best, id), (next, _), ..] => (best - next >= MARGIN).then_some(id),
    }
}

/// Returns the one person of a document's neighbourhood whom a part of a name stands for.
pub(super) fn neighbour<'a>(
    figure: &Figure,
    profiles: impl Iterator<Item = &'a Profile>,
    company: &BTreeSet<PersonId>,
    grounds: Grounds,
) -> Option<PersonId> {
    let found = profiles.filter(|profile| {
        profile.kind == figure.kind
            && !at_odds(figure.gender, profile.gender)
            && profile.companions.iter().any(|id| *id != profile.id && company.contains(id))
            && !grounds.fields.exclude(&grounds.fields.of(&figure.roles), &grounds.fields.of(&profile.roles))
            && profile.spellings.iter().any(|(known, _)| {
                are_same(known, &figure.name) || compare(&figure.name, known, grounds.names).score >= 0.4
            })
    });
    // Somebody with a full name explains the part; others of whom no more is known do not stand against it.
    let (fuller, alike): (Vec<&Profile>, Vec<&Profile>) = found.partition(|profile| figure.is_part_of(profile));
    let fitting = if fuller.is_empty() { alike } else { fuller };
    let ids: BTreeSet<PersonId> = fitting.into_iter().map(|profile| profile.id).collect();
    ids.first().copied().filter(|_| ids.len() == 1)
}
