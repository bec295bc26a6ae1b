//! Answers questions and proves drafts. Pure.
//!
//! A question: [`plan`] understands it, [`rank`] says of pieces of the passages that were found what they have of it, [`reader`] reads
//! them, [`judge`] says how likely they answer, [`choose`] picks evidence or silence, [`dispute`] finds where sources differ, and [`check`] is the one door to an answer. A draft: [`proof`].

mod arrange;
mod asks;
pub mod check;
pub mod choose;
mod context;
pub mod dispute;
pub mod features;
pub mod judge;
mod need;
mod orders;
pub mod plan;
pub mod proof;
pub mod rank;
pub mod reader;
mod reasons;
pub mod refusal;
pub mod speaker;
mod terms;
mod trees;
mod unit;
mod work;
