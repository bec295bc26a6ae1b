//! Brings sources in from disk: files, folders, JSON lines, standard input. Never fails as a whole; what cannot
//! be taken is named and skipped.

mod error;
mod file;
mod folder;
mod lines;

use std::path::{Path, PathBuf};

use onrecord_model::{Known, Snapshot};

pub use error::GatherError;
pub use file::{stdin, text_file};

/// What the caller says about everything that is gathered in one go.
#[derive(Debug, Clone)]
pub struct Given {
    /// What is known of each source, from the command line.
    pub known: Known,
    /// A file or JSON line of more bytes than this is skipped.
    pub most_bytes: u64,
}

/// What was met on the way.
#[derive(Debug)]
pub enum Gathered {
    /// A snapshot, ready to be kept.
    Snapshot(Box<Snapshot>),
    /// A snapshot that was mended to be read; the words say how.
    Mended(Box<Snapshot>, String),
    /// Something that was skipped, and why.
    Skipped(PathBuf, GatherError),
    /// A file in a folder of a kind that is not read, such as a picture: left aside.
    LeftAside(PathBuf),
}

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
