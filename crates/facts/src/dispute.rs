//! What sources say that cannot all be true. Corrections tell it: what one takes back, and what it puts in its place, is looked for in what was said before.
//!
//! `concepts` makes words of both languages one, `piece` is a sentence as it is compared, `corrected` finds what a correction corrects.

mod concepts;
mod corrected;
mod piece;

#[cfg(test)]
mod tests;

pub use concepts::Concepts;
pub use corrected::{Dispute, Side, disputes};
pub use piece::{Piece, Place, pieces};
