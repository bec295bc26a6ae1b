//! Pure: proves drafts against what was read.

pub mod proof;
