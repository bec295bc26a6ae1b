//! Markup, whatever it is of: cut into tags and text, made harmless, walked as one tree.

mod entity;
mod hidden;
mod outline;
mod tag;
mod tame;
mod tree;

pub(crate) use entity::{decoded, is_unseen};
pub(crate) use outline::{Outline, outline};
pub(crate) use tag::{Piece, Tag, pieces};
pub(crate) use tame::{is_block, tame};
pub(crate) use tree::{Step, Tree};
