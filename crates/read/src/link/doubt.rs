//! Tells of two persons known already whether they could be one, and what keeps them apart.

use onrecord_model::PersonKind;
use serde::Serialize;

use super::figure::{Grounds, Profile, is_short};
use super::judge::{ALONE, at_odds, likeness};
use onrecord_language::name::compare;

/// What keeps two persons apart who could be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Their roles are of different fields.
    RolesDiffer,
    /// One is a woman, the other a man.
    GendersDiffer,
    /// One is a character, or so it seems.
    KindsDiffer,
    /// Their names are alike, but not by much.
    NamesLittleAlike,
    /// Another is as likely, or was so when they were linked.
    SeveralFit,
    /// Of one no more than a part of a name is known, and both keep the same company.
    PartOfName,
}

/// Two persons who could be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// How alike the names are, 0 to 1.
    pub likeness: f32,
    /// What keeps them apart.
    pub why: Vec<Why>,
}

/// Returns why two persons could be one although linking keeps them apart; `None` where nothing speaks for it.
///
/// A part of a name is a doubt only where both are named beside the same third person.
pub fn doubt(one: &Profile, other: &Profile, grounds: Grounds) -> Option<Doubt> {
    if [one.kind, other.kind].contains(&PersonKind::Group) {
        return None;
    }
    let full = |profile: &'_ Profile| -> Vec<String> {
        profile.spellings.iter().map(|spelling| spelling.0.clone()).filter(|name| !is_short(name)).collect()
    };
    let (names, others) = (full(one), full(other));
    let pairs = names.iter().flat_map(|name| others.iter().map(move |other| (name, other)));
    let alike = pairs.map(|(name, other)| likeness(name, other, grounds).min(1.0)).fold(0.0, f32::max);
    if alike >= 0.5 {
        let fields = |profile: &Profile| grounds.fields.of(&profile.roles);
        let reasons = [
            (grounds.fields.exclude(&fields(one), &fields(other)), Why::RolesDiffer),
            (at_odds(one.gender, other.gender), Why::GendersDiffer),
            (one.kind != other.kind, Why::KindsDiffer),
            (alike < ALONE, Why::NamesLittleAlike),
        ];
        let mut why: Vec<Why> = reasons.into_iter().filter_map(|(holds, why)| holds.then_some(why)).collect();
        if why.is_empty() {
            why.push(Why::SeveralFit);
        }
        return Some(Doubt { likeness: alike, why });
    }
    let (part, whole) = match (names.is_empty(), others.is_empty()) {
        (true, false) => (one, others),
        (false, true) => (other, names),
        _ => return None,
    };
    let is_part = part
        .spellings
        .iter()
        .any(|(part, _)| whole.iter().any(|whole| (0.4..0.5).contains(&compare(part, whole, grounds.names).score)));
    let is_beside = one.companions.intersection(&other.companions).next().is_some();
    let is_possible = is_part && is_beside && one.kind == other.kind && !at_odds(one.gender, other.gender);
    is_possible.then(|| Doubt { likeness: 0.4, why: vec![Why::PartOfName] })
}
