//! What a person decided by hand: records that are only ever added, and always win.

use onrecord_model::PersonId;
use serde::{Deserialize, Serialize};

use crate::by_hand;

use super::alias::{are_same, folded};

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
    /// Names that are nobody's.
    NotAPerson {
        /// Who was taken for somebody.
        person: PersonId,
        /// The names.
        names: Vec<String>,
    },
}

/// The number of nobody.
pub const NOBODY: PersonId = PersonId(0);

/// A decision, or the taking back of the last one that still holds.
pub type Record = by_hand::Record<Decision>;

/// Returns who a figure is by the decisions that hold, where linking joined it to `linked` under `name`; [`NOBODY`] for a name that
/// is no person's.
pub fn decided(linked: PersonId, name: &str, decisions: &[Decision]) -> PersonId {
    let mut person = linked;
    for decision in decisions {
        match decision {
            Decision::Merge { into, from } if *from == person => person = *into,
            Decision::Split { from, spelling, to } if *from == person && folded(spelling) == folded(name) => {
                person = *to
            }
            Decision::NotAPerson { names, .. } if is_one_of(names, name) => return NOBODY,
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
        Decision::Merge { .. } | Decision::Rename { .. } | Decision::NotAPerson { .. } => false,
    })
}

/// Says whether it was decided that a name is no person's.
pub fn is_nobody(name: &str, decisions: &[Decision]) -> bool {
    decisions.iter().any(|decision| matches!(decision, Decision::NotAPerson { names, .. } if is_one_of(names, name)))
}

fn is_one_of(names: &[String], name: &str) -> bool {
    names.iter().any(|one| are_same(one, name))
}

/// Returns the name that a person was given by hand, if any.
pub fn name_given(person: PersonId, decisions: &[Decision]) -> Option<&str> {
    decisions.iter().rev().find_map(|decision| match decision {
        Decision::Rename { person: who, name } if *who == person => Some(name.as_str()),
        _ => None,
    })
}
