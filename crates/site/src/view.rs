//! What templates see, and what the `.json` beside each page holds.

use serde::Serialize;

use crate::post::{Exception, Help};

/// What every page has.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Frame {
    pub kind: &'static str,
    pub section: &'static str,
    pub language: String,
    pub path: String,
    #[serde(skip)]
    pub root: String,
    pub title: String,
    pub description: String,
    pub site: String,
    pub alternates: Vec<Alternate>,
    pub address: Option<String>,
}

/// The same page in one language.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Alternate {
    pub language: String,
    pub name: String,
    pub path: String,
    pub is_this: bool,
    /// Whether it is the page itself, not only the nearest thing in that language.
    pub is_same: bool,
}

/// A post in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PostCard {
    pub path: String,
    pub language: String,
    pub title: String,
    pub question: Option<String>,
    pub summary: String,
    pub published: Option<String>,
    pub n_quotes: usize,
    pub outlets: Vec<String>,
    pub has_warning: bool,
    pub is_silent: bool,
}

/// A person in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PersonCard {
    pub id: String,
    pub path: String,
    pub name: String,
    pub name_language: String,
    /// The name in the other script.
    pub other: Option<String>,
    pub other_language: String,
    pub kind: &'static str,
    pub role: Option<String>,
    pub n_posts: usize,
    pub n_quotes: usize,
}

/// An interest or theme in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TermCard {
    pub path: String,
    pub name: String,
    pub n_posts: usize,
}

/// A source in a list or a credit.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SourceCard {
    pub key: String,
    pub path: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub length: usize,
    pub n_shown: usize,
    pub share: String,
    pub n_quotes: usize,
    pub removed_on: Option<String>,
}

/// Quoted words on a page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuotationView {
    pub id: String,
    pub words: String,
    pub language: Option<String>,
    pub kind: &'static str,
    pub speaker: Option<SpeakerView>,
    pub reported_by: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub source: String,
    pub permalink: String,
    pub translation: Option<String>,
}

/// Who said it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SpeakerView {
    /// As the source spells it.
    pub name: String,
    /// In the page's own script, where that differs.
    pub here: Option<String>,
    /// The words that name the speaker there.
    pub text: Option<String>,
    pub path: Option<String>,
}

/// Quoted words in their place.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecordView<'a> {
    #[serde(flatten)]
    pub quotation: QuotationView,
    pub before: String,
    pub after: String,
    pub cut_before: bool,
    pub cut_after: bool,
    pub start: usize,
    pub end: usize,
    pub snapshot: String,
    pub spoken_at: Option<String>,
    pub posts: Vec<&'a PostCard>,
    pub key: String,
}

/// A whole post.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PostView<'a> {
    #[serde(flatten)]
    pub card: &'a PostCard,
    pub asked_by: Option<&'a str>,
    pub updated: Option<&'a str>,
    pub body_html: String,
    pub warnings: Vec<String>,
    pub help: Vec<Help>,
    pub original: Option<Alternate>,
    pub people: Vec<PersonCard>,
    pub unknown_people: &'a [String],
    pub interests: Vec<TermCard>,
    pub themes: Vec<TermCard>,
    pub sources: Vec<SourceCard>,
    pub credited: Vec<SourceCard>,
    pub related: Vec<&'a PostCard>,
    pub previous: Option<&'a PostCard>,
    pub next: Option<&'a PostCard>,
    pub exceptions: Vec<Exception>,
    pub cite: String,
}

/// Where a list of several pages stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Pager {
    pub n: usize,
    pub total: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
}
