//! Finds passages by their words. Derived from the archive: delete and rebuild it at will.

mod error;
mod index;

pub use error::SearchError;
pub use index::{Entry, Hit, Index, Wanted, Writer, folder_in};
