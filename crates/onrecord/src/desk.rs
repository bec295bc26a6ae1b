//! The desk: an archive with all that answers need at hand, and the only way from a command to it.
//!
//! [`Desk`] has it at hand; `ask` answers a question, `check` checks a draft, `find` finds passages for it, `quotes` and `people` list what was read, `copies` which texts are one, `facts`, `disputes` and `timeline` what the sources say side by side,
//! `quoted` is what posts quote. Publishing, in `stage/publish.rs`, is a step of the desk too.

pub(crate) mod ask;
pub(crate) mod begun;
pub(crate) mod check;
pub(crate) mod copies;
pub(crate) mod corrected;
pub(crate) mod disputes;
pub(crate) mod facts;
pub(crate) mod file;
pub(crate) mod find;
mod hand;
pub(crate) mod meaning;
pub(crate) mod people;
pub(crate) mod posts;
pub(crate) mod questions;
mod quoted;
pub(crate) mod quotes;
pub(crate) mod records;
mod shown;
pub(crate) mod sources;
pub(crate) mod takedown;
pub(crate) mod timeline;
pub(crate) mod who;
pub(crate) mod works;

pub(crate) use hand::Desk;
