//! Joins titles in two scripts that neither mean nor sound alike, as free translations do not: where each is the only one left beside
//! the same persons.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::WorkKind;

use super::title::Title;

/// Persons beside both titles.
const SHARED: usize = 3;
/// The same where both are said to be of one kind.
const SHARED_OF_KIND: usize = 2;
/// The same where all words of both are known, so that they are free translations if they are any.
const SHARED_WORDED: usize = 5;
/// A title that stands as many times less often than another is no rival of it.
const PASSING: u32 = 3;
/// A person beside more titles tells nothing about any.
const MOST: usize = 24;

/// Returns the pairs of titles, of those at `places`, that nothing but the persons beside them joins. `scripts` says whether a
/// title's work has one in Hangul, and one in Latin letters.
pub(super) fn only(titles: &[Title], places: &[usize], scripts: impl Fn(usize) -> (bool, bool)) -> Vec<(usize, usize)> {
    let left: Vec<usize> = places.iter().copied().filter(|&at| scripts(at) != (true, true)).collect();
    let mut of_person: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for &at in &left {
        titles[at].persons.iter().for_each(|&person| of_person.entry(person).or_default().push(at));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut crowded: BTreeSet<usize> = BTreeSet::new();
    for at in of_person.values() {
        if at.len() > MOST {
            crowded.extend(at);
            continue;
        }
        for &korean in at.iter().filter(|&&at| titles[at].is_korean) {
            for &latin in at.iter().filter(|&&at| !titles[at].is_korean) {
                *shared.entry((korean, latin)).or_default() += 1;
            }
        }
    }
    let mut partners: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(korean, latin) in shared.keys() {
        partners.entry(korean).or_default().push(latin);
        partners.entry(latin).or_default().push(korean);
    }
    // Whoever is beside the same persons as well is a rival, unless it is only mentioned in passing.
    let is_lone = |at: usize, partner: usize| {
        let is_rival = |other: &usize| PASSING * titles[*other].mentions >= titles[partner].mentions;
        !crowded.contains(&at) && partners[&at].iter().filter(|&&other| other != partner).all(|other| !is_rival(other))
    };
    let fits = |(&(korean, latin), &n): (&(usize, usize), &usize)| {
        let (one, other) = (&titles[korean], &titles[latin]);
        let is_event = |title: &Title| title.kinds.contains(&WorkKind::Event);
        let same_kind = !one.kinds.is_disjoint(&other.kinds);
        let enough = n >= SHARED || n >= SHARED_OF_KIND && same_kind;
        let may_mean_the_same = !(one.is_worded && other.is_worded) || n >= SHARED_WORDED;
        let is_same_number = number(&one.form) == number(&other.form);
        let is_lone = is_lone(korean, latin) && is_lone(latin, korean);
        (enough && is_lone && is_event(one) == is_event(other) && may_mean_the_same && is_same_number)
            .then_some((korean, latin))
    };
    shared.iter().filter_map(fits).collect()
}

/// Returns the digits in a title.
fn number(form: &str) -> String {
    form.chars().filter(char::is_ascii_digit).collect()
}
