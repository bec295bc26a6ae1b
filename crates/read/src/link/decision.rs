//! What a person decided by hand: records that are only ever added, and always win.

use onrecord_model::PersonId;
use serde::{Deserialize, Serialize};

use crate::by_hand;

use super::alias::folded;

/// One decision about persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "decision")]
pub enum Decision {
    /// Two are one.
    Merge {
        /// Who stays.
        into: PersonId,
        /// Who goes into it.
        from: PersonId,
    },
    /// One spelling of a person is somebody else's.
    Split {
        /// Whose spelling it was.
        from: PersonId,
        /// The spelling.
        spelling: String,
        /// Whose it is now.
        to: PersonId,
    },
    /// A person is shown under this name.
    Rename {
        /// Who.
        person: PersonId,
        /// The name.
        name: String,
    },
    /// Two who could be one are not.
    Apart {
        /// The one.
        a: PersonId,
        /// The other.
        b: PersonId,
    },
}

/// A decision, or the taking back of the last one that still holds.
pub type Record = by_hand::Record<Decision>;

/// Returns who a figure is by the decisions that hold, where linking joined it to `linked` under `name`.
pub fn decided(linked: PersonId, name: &str, decisions: &[Decision]) -> PersonId {
    let mut person = linked;
    for decision in decisions {
        match decision {
            Decision::Merge { into, from } if *from == person => person = *into,
            Decision::Split { from, spelling, to } if *from == person && folded(spelling) == folded(name) => {
                person = *to
            }
            _ => {}
        }
    }
    person
}

/// Says whether it was decided that two persons are not one.
pub fn are_apart(one: PersonId, other: PersonId, decisions: &[Decision]) -> bool {
    let both = |a: PersonId, b: PersonId| (a, b) == (one, other) || (b, a) == (one, other);
    decisions.iter().any(|decision| match decision {
        Decision::Apart { a, b } => both(*a, *b),
        Decision::Split { from, to, .. } => both(*from, *to),
        Decision::Merge { .. } | Decision::Rename { .. } => false,
    })
}

/// Returns the name that a person was given by hand, if any.
pub fn name_given(person: PersonId, decisions: &[Decision]) -> Option<&str> {
    decisions.iter().rev().find_map(|decision| match decision {
        Decision::Rename { person: who, name } if *who == person => Some(name.as_str()),
        _ => None,
    })
}
