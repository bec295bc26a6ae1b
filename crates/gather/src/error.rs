//! Why something was skipped.

use std::io;

/// Why something was skipped.
#[derive(Debug, thiserror::Error)]
pub enum GatherError {
    /// The disk said no.
    #[error("it could not be read: {cause}")]
    Unread {
        /// Why.
        cause: io::Error,
    },
    /// Nothing is in it.
    #[error("it is empty")]
    Empty,
    /// It is over the limit, which is a setting.
    #[error("it has more than {most} MB; raise `max_megabytes` under [gather] in onrecord.toml to take it")]
    TooLarge {
        /// The limit in megabytes.
        most: u64,
    },
    /// It is no text.
    #[error("it does not look like text")]
    Binary,
    /// It changed each time it was read.
    #[error("it changed while it was read; add it again when it is finished")]
    Changing,
    /// Its extension is of no kind that is read.
    #[error("files of this kind are not read; text, Markdown, JSON lines, web pages and subtitles are")]
    Kind,
    /// A line of JSON lines that is no source.
    #[error("line {line}: {why}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// A loop of symbolic links.
    #[error("it is a link that leads back to a folder above it")]
    Loop,
}
