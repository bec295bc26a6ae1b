//! What is said of all that is gathered, and what is met on the way.

use std::path::PathBuf;

use onrecord_model::{Known, Snapshot};

use crate::GatherError;

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
