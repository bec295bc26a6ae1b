//! Brings sources in from disk: files, folders, JSON lines, standard input. Never fails as a whole; what cannot
//! be taken is named and skipped.

mod error;
mod file;
mod folder;
mod gathered;
mod lines;

use std::path::Path;

pub use error::GatherError;
pub use file::{stdin, text_file};
pub use gathered::{Gathered, Given};

/// Gathers a file or a folder, and hands over one thing after the other in the order of names.
///
/// A key is the path from the parent of what was named (`2024/` gives `2024/interview.txt`); the place is
/// the absolute path, so that two files of one name are two sources.
pub fn gather(path: &Path, given: &Given, each: &mut dyn FnMut(Gathered)) {
    let whole = match path.canonicalize() {
        Ok(whole) => whole,
        Err(cause) => return each(Gathered::Skipped(path.to_owned(), GatherError::Unread { cause })),
    };
    let parent = whole.parent().unwrap_or(&whole).to_owned();
    if whole.is_dir() {
        folder::walk(&whole, &parent, given, each);
    } else {
        file::file(&whole, &parent, given, each);
    }
}
