//! Opens one snapshot: bytes of any kind of file that we know become a document with blocks. Pure; never fails.
//!
//! `decode` finds the characters, `format` picks the opener: `plain`, `page` or `subtitle`; `markup` cuts pages and makes
//! them harmless, `meta` finds what a page says of itself.

mod decode;
mod format;
mod markup;
mod meta;
mod opened;
mod page;
mod plain;
mod subtitle;

pub use format::{day, decoded, open, open_text};
pub use opened::Opened;
