//! A page taken out of its package.

/// A page taken out of its package.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unpacked {
    /// The page's bytes.
    pub html: Vec<u8>,
    /// The encoding that the package names.
    pub charset: Option<String>,
    /// Where the page came from.
    pub url: Option<String>,
}
