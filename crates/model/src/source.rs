//! One article, interview, page or file, as its reader knows it.

use serde::Serialize;

use crate::Language;

/// A source as it is shown; a field that is not known is `null`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// What commands call it; unique in its archive.
    pub key: String,
    /// The headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// Where it stood on disk, as it was named when it was added.
    pub path: Option<String>,
    /// When it was published, ISO 8601.
    pub published: Option<String>,
    /// The language of its text.
    pub language: Option<Language>,
    /// The keys of sources whose text is a copy of this one's.
    pub copies: Vec<String>,
}
