//! Finds passages by their words, and by vectors of their meaning. Derived from the archive: delete and rebuild it at will.

mod error;
mod holders;
mod index;
mod still;
pub mod vectors;

pub use error::SearchError;
pub use holders::Holder;
pub use index::{Entry, Hit, Index, Wanted, Writer, folder_in};
