//! Finds passages by their words, and by their meaning. Derived from the archive: delete and rebuild it at will.

mod error;
mod index;
pub mod embed;
pub mod vectors;

pub use error::SearchError;
pub use index::{Entry, Hit, Index, Wanted, Writer, folder_in};
