//! Joins the persons of documents: one person over scripts, spellings and roles.
//!
//! Pure, and of a set of documents: whoever calls looks up, by [`onrecord_language::name::keys`], which names may be the same, and hands
//! over all who have them. So adding a source costs what its own names cost, and any order of adding gives the same persons.

mod alias;
mod company;
mod decision;
mod doubt;
mod field;
mod figure;
mod judge;
mod partition;
mod unit;

#[cfg(test)]
mod tests;

pub use crate::by_hand::live;
pub use alias::Aliases;
pub use company::Company;
pub use decision::{Decision, NOBODY, Record, are_apart, decided, is_nobody, name_given};
pub use doubt::{Doubt, Why, doubt};
pub use field::Fields;
pub use figure::{Figure, Grounds, Profile, Seen, figures, is_short, keys_of, unsure};
pub use judge::{confirms, is_mirrored, likeness, mirrors};
pub use partition::{LEAST, explained, may_explain, partition};

/// The version of the linker. Raise it whenever persons may be joined differently.
pub const LINKER: u32 = 6;
