//! What can go wrong with a model file.

use std::io;

/// What can go wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The file is not there or cannot be read.
    #[error("could not read the model file {path}")]
    Unread {
        /// Where it was looked for.
        path: String,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The bytes are not a model of the kind this program computes with.
    #[error("the model file is not usable: {what}")]
    Unusable {
        /// What is wrong, in words.
        what: String,
    },
}

/// Returns the error for bytes that are not a usable model.
pub(crate) fn unusable(what: &str) -> EmbedError {
    EmbedError::Unusable { what: what.to_owned() }
}
