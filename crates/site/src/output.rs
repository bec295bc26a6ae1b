//! What rendering takes and gives: tools in; files of the site, what they show, and errors out.

use crate::links::Links;
use crate::post::PostError;

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its path below the site's root, with `/`.
    pub path: String,
    /// What is in it; nothing where [`Page::is_kept`].
    pub bytes: Vec<u8>,
    /// A hash of all that it was made of, where it was made by a template.
    pub made_of: Option<String>,
    /// Where its links lead, where its file is on the disk already.
    pub(crate) kept: Option<Links>,
}

/// A whole site, and what its writer should know about it.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// Every file, ordered by path.
    pub pages: Vec<Page>,
    /// Quotations on the site, each once.
    pub n_quotations: usize,
    /// How much of each quoted source the site shows.
    pub shown: Vec<Shown>,
    /// One sentence each: what is missing or was left out.
    pub remarks: Vec<String>,
}

/// How much of a source a site shows, quotations with their context, each character counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The source's key.
    pub key: String,
    /// Code points shown.
    pub n_shown: usize,
    /// Code points of its whole text.
    pub length: usize,
}

/// Why a site cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// A post cannot be published as it is.
    #[error(transparent)]
    Post(#[from] PostError),
    /// Two files of the site would have one address.
    #[error("two pages would stand at {path}; rename one of the posts, interests or themes that it is made of")]
    Address {
        /// The address below the site's root.
        path: String,
    },
    /// A file of `theme/` cannot be used.
    #[error("theme/{file}: {reason}")]
    Theme {
        /// Its path below `theme/`.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Page {
    /// Says whether its file is on the disk already just as it should be; its bytes are then no longer held.
    pub fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Makes a page that holds no more memory than it needs: all pages are held before the first is written.
    pub(crate) fn new(path: String, text: &str) -> Self {
        Self { path, bytes: text.as_bytes().to_vec(), made_of: None, kept: None }
    }

    /// Returns the text, or nothing where the bytes are no text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

/// What rendering needs of its caller.
pub struct Tools<'a> {
    /// Cuts a text into the terms that search looks up; the script `search.js` cuts queries alike.
    pub analyse: &'a (dyn Fn(&str) -> Vec<String> + Sync),
    /// Does a task once for each number below the first, in any order, several at once where the caller can.
    pub at_once: &'a (dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync),
    /// Returns the page at a path as it was last written, if it was made of just the same.
    pub known: &'a (dyn Fn(&str, &str) -> Option<Vec<u8>> + Sync),
    /// Says whether the file at a path has just these bytes already.
    pub stands: &'a (dyn Fn(&str, &[u8]) -> bool + Sync),
}
