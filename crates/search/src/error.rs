//! What can go wrong with an index. It is derived: whatever is wrong with it, it can be made anew.

use std::io;
use std::path::PathBuf;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The disk said no.
    #[error("could not use {}", path.display())]
    Disk {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The index refused; deleting its folder makes the next command build it anew.
    #[error("the index refused")]
    Index(#[from] tantivy::TantivyError),
}
