//! Finds passages by their words. Derived from the archive: delete and rebuild it at will.

pub mod embed;
mod error;
mod holders;
mod index;
pub mod install;
pub mod vectors;

pub use error::SearchError;
pub use holders::Holder;
pub use index::{Entry, Hit, Index, Wanted, Writer, folder_in};
