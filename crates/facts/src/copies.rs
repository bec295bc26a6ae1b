//! Which sources have another's text: reprints, lightly edited stories, translations of one release.
//!
//! `prints` are what two texts are found by, kept in an index; `shared` says what two texts have in common; `group` joins
//! those that share enough and tells which was first.

mod group;
mod prints;
mod share;
mod shared;
mod translated;

#[cfg(test)]
mod tests;

pub use group::{Copy, CopyKind, Group, Member, groups, is_release};
pub use prints::{LEAST_SHARED, MOST_PRINTS, prints};
pub use share::{Shared, SharedBy};
pub use shared::shared;

/// The version of these rules: with a higher one all texts are compared again.
pub const COPIES: u32 = 1;
