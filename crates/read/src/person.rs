//! Finds who is named in one document.
//!
//! Korean rules are in `person/korean.rs`, English ones in `person/english.rs`; `person/other.rs` joins
//! other names of one person where a text gives them, `person/kept.rs` leaves out who is nobody after all.

mod english;
mod kept;
mod korean;
mod named;
mod other;

pub(crate) use english::fold;
pub(crate) use kept::keep_persons;
pub(crate) use named::Named;
pub(crate) use other::join_other_names;

use onrecord_model::NamedPerson;

use crate::ground::Ground;

/// Returns who is named in a document.
///
/// A name in each script is a person of its own here: whether two are one is decided where documents are linked.
pub(crate) fn named(ground: &Ground) -> Named {
    let Named { mut people, mut perhaps } = english::named(ground);
    let Named { people: korean, perhaps: more } = korean::named(ground);
    perhaps.extend(more);
    perhaps.truncate(MOST_PERHAPS);
    let n_english = people.len() as u32;
    people.extend(korean.into_iter().map(|mut person| {
        person.plays.iter_mut().for_each(|played| *played += n_english);
        person
    }));
    Named { people: in_order(people), perhaps }
}

/// The most names that a document may have waiting.
const MOST_PERHAPS: usize = 400;

/// Sorts persons by their first mention, and keeps who plays whom right.
fn in_order(people: Vec<NamedPerson>) -> Vec<NamedPerson> {
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by_key(|&at| people[at].mentions.first().map(|mention| mention.name.start()));
    let mut new_place = vec![0u32; people.len()];
    for (place, &at) in order.iter().enumerate() {
        new_place[at] = place as u32;
    }
    let mut slots: Vec<Option<NamedPerson>> = people.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|at| {
            let mut person = slots[at].take()?;
            person.plays.iter_mut().for_each(|played| *played = new_place[*played as usize]);
            Some(person)
        })
        .collect()
}
