//! Groups of sources with one text, and which of them was first.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_language::{Table, table};
use serde::Serialize;

use super::share::{Shared, SharedBy};

/// What is known of a source that may be a copy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Member {
    /// What commands call it.
    pub key: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The day of publication, ISO 8601.
    pub published: Option<String>,
    /// The outlet that it says it relays.
    pub relays: Option<String>,
    /// Whether its outlet or headline is of one who writes for others to print: a press office, an agency.
    pub is_release: bool,
    /// The outlets of others of its group that its text names.
    pub names: BTreeSet<String>,
}

/// How a text is another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CopyKind {
    /// Most sentences stand there word for word.
    Reprint,
    /// Most of it stands there, in sentences that were edited.
    Edited,
    /// It tells the same in another language.
    Translation,
}

/// A source whose text is another's.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copy {
    /// Its key.
    pub key: String,
    /// How much of it stands in the original, 0 to 1; without one, in that of the group which it has most of.
    pub share: f64,
    /// How it is the other's.
    pub kind: CopyKind,
}

/// Sources with one text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The source that was first, where that can be told.
    pub original: Option<String>,
    /// The others, by key; all, where no original can be told.
    pub copies: Vec<Copy>,
}

const RELEASES: Table = table!("facts/releases.txt");
/// The share of a copy that stands in its original at least.
const COPIED: f32 = 0.5;
/// The share of the original that its copy has at least.
const TAKEN: f32 = 0.25;
/// The share of both that stands word for word in both, where one is reprinted.
const REPRINTED: f32 = 0.5;

/// Returns the groups of sources that share a text, by the key of the original or of the first copy.
///
/// `pairs` say what two sources share, by their places in `members`. A source is a copy where at least half of its text stands in another
/// that is not later, and a quarter of the other's in it.
pub fn groups(members: &[Member], pairs: &[(usize, usize, Shared)]) -> Vec<Group> {
    let mut above: Vec<usize> = (0..members.len()).collect();
    let mut shares: BTreeMap<(usize, usize), (f32, CopyKind)> = BTreeMap::new();
    for &(one, other, shared) in pairs {
        if !is_copy(&members[one], &members[other], &shared) {
            continue;
        }
        let kind = match shared.by {
            SharedBy::Meaning => CopyKind::Translation,
            SharedBy::Words if shared.verbatim >= REPRINTED => CopyKind::Reprint,
            SharedBy::Words => CopyKind::Edited,
        };
        shares.insert((one, other), (shared.of_one, kind));
        shares.insert((other, one), (shared.of_other, kind));
        let (a, b) = (root(&mut above, one), root(&mut above, other));
        above[a.max(b)] = a.min(b);
    }
    let mut together: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..members.len() {
        together.entry(root(&mut above, at)).or_default().push(at);
    }
    let mut groups: Vec<Group> = together
        .into_values()
        .filter(|group| group.len() > 1)
        .map(|mut group| {
            group.sort_by(|&a, &b| members[a].key.cmp(&members[b].key));
            grouped(members, &group, &shares)
        })
        .collect();
    let first = |group: &Group| group.original.clone().or_else(|| group.copies.first().map(|copy| copy.key.clone()));
    groups.sort_by_key(first);
    groups
}

fn root(above: &mut [usize], mut at: usize) -> usize {
    while above[at] != at {
        above[at] = above[above[at]];
        at = above[at];
    }
    at
}

/// Says whether one of two sources is a copy of the other.
fn is_copy(one: &Member, other: &Member, shared: &Shared) -> bool {
    let is_earlier =
        |a: &Member, b: &Member| matches!((&a.published, &b.published), (Some(a), Some(b)) if day(a) < day(b));
    let has = |copy: f32, original: f32| copy >= COPIED && original >= TAKEN;
    has(shared.of_one, shared.of_other) && !is_earlier(one, other)
        || has(shared.of_other, shared.of_one) && !is_earlier(other, one)
}

fn day(published: &str) -> &str {
    published.get(..10).unwrap_or(published)
}

fn grouped(members: &[Member], group: &[usize], shares: &BTreeMap<(usize, usize), (f32, CopyKind)>) -> Group {
    let original = original(members, group);
    let copy = |&at: &usize| {
        let of_original = original.and_then(|original| shares.get(&(at, original)));
        let most = || {
            let all = group.iter().filter_map(|&other| shares.get(&(at, other)));
            all.max_by(|a, b| a.0.total_cmp(&b.0))
        };
        let &(share, kind) = of_original.or_else(most)?;
        Some(Copy { key: members[at].key.clone(), share: (f64::from(share) * 1000.0).round() / 1000.0, kind })
    };
    let copies = group.iter().filter(|&&at| Some(at) != original).filter_map(copy).collect();
    Group { original: original.map(|at| members[at].key.clone()), copies }
}

/// Says whether words of an outlet or headline are of one who writes for others to print.
pub fn is_release(words: &str) -> bool {
    let lower = words.to_lowercase();
    let says = |word: &str| {
        lower.match_indices(word).any(|(start, word)| {
            let is_joined = lower[..start].ends_with(|char: char| char.is_ascii_alphanumeric());
            !is_joined && !lower[start + word.len()..].starts_with(char::is_alphanumeric)
        })
    };
    RELEASES.texts().into_iter().any(says)
}

/// Returns which source was first: of those of the first day the one that the others say they have it from, else the one that was
/// published first, else the one of a press office or an agency.
fn original(members: &[Member], group: &[usize]) -> Option<usize> {
    let days: Vec<Option<&str>> = group.iter().map(|&at| members[at].published.as_deref().map(day)).collect();
    let first = days.iter().flatten().min();
    let named = |at: usize| {
        let Some(outlet) = &members[at].outlet else { return 0 };
        let says = |other: &Member| other.relays.as_ref() == Some(outlet) || other.names.contains(outlet);
        group
            .iter()
            .filter(|&&other| other != at && members[other].outlet.as_ref() != Some(outlet) && says(&members[other]))
            .count()
    };
    // One of a later day than another is no original, whoever names it.
    let may: Vec<usize> = group
        .iter()
        .copied()
        .zip(&days)
        .filter(|(_, day)| day.is_none() || *day == &first.copied())
        .map(|(at, _)| at)
        .collect();
    let most = may.iter().map(|&at| named(at)).max().unwrap_or_default();
    if most > 0 {
        let mut best = may.iter().filter(|&&at| named(at) == most);
        return best.next().copied().filter(|_| best.next().is_none());
    }
    let releases: Vec<usize> = may.iter().copied().filter(|&at| members[at].is_release).collect();
    if let [only] = releases[..]
        && may.len() > 1
    {
        return Some(only);
    }
    let is_all_dated = days.iter().all(Option::is_some);
    match &may[..] {
        [only] if is_all_dated => Some(*only),
        _ => None,
    }
}
