//! Joins the persons of one document to those known already: one person over scripts, spellings and roles.
//!
//! Pure: whoever calls looks up, by [`onrecord_language::name::keys`], who might be meant, and hands over their profiles. So adding a
//! source costs what its own persons cost, however many sources there are.

mod alias;
mod decision;
mod doubt;
mod field;
mod figure;
mod judge;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::rc::Rc;

use onrecord_model::{PersonId, PersonKind};

pub use crate::by_hand::live;
pub use alias::Aliases;
pub use decision::{Decision, Record, are_apart, decided, kept_as, name_given};
pub use doubt::{Doubt, Why, doubt};
pub use field::Fields;
pub use figure::{Figure, Grounds, Profile, figures, is_short, unsure};

use judge::{Verdict, verdict};

/// The version of the linker. Raise it whenever persons may be joined differently.
pub const LINKER: u32 = 4;

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

/// Returns for each figure whom it is joined to.
///
/// `profiles` are the persons who share a key with a figure, `near` their companions, whom only parts of names may mean. First those join who can be only one
/// person; then the others, with the company they keep in this document as evidence; at last parts of names, and those
/// join only somebody of this document's neighbourhood. Between two who are equally likely nobody is chosen.
pub fn link(figures: &[Figure], profiles: &[Rc<Profile>], near: &[Rc<Profile>], grounds: Grounds) -> Vec<Link> {
    let mut links = vec![Link::New; figures.len()];
    let verdicts: Vec<Vec<Verdict>> = figures
        .iter()
        .map(|figure| {
            let may_be = |profile: &&Rc<Profile>| figure.known.as_ref().is_none_or(|known| known.contains(&profile.id));
            profiles.iter().filter(may_be).filter_map(|profile| verdict(figure, profile, grounds)).collect()
        })
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
        // Of whom only a part of the name was known, somebody with a full name may be the one: that is seen to below.
        let is_still_unexplained = |id: PersonId| figure.is_short() && figure.before == Some(id);
        if let Some(id) = chosen.filter(|&id| !is_still_unexplained(id)) {
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
