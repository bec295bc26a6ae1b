//! Everything that one edition of the site is made of. The command fills it; [`crate::render`] reads it.

use std::collections::BTreeMap;

use onrecord_model::code::Reference;
use onrecord_model::{Document, Evidence, PersonId, PersonKind, Span};

use crate::output::RenderError;
use crate::post::Post;
use crate::settings::{Settings, Terms};

/// Code points of context shown before and after quoted words, at most.
const CONTEXT: usize = 140;
/// Which part of a short source's text may be context on one side, and how much may be in any case.
const CONTEXT_PART: usize = 12;
const CONTEXT_LEAST: usize = 30;

/// One edition of a site.
#[derive(Debug, Clone, Default)]
pub struct Edition {
    /// The site as a whole.
    pub settings: Settings,
    /// Interests and themes.
    pub terms: Terms,
    /// The posts to publish, in any order.
    pub posts: Vec<Post>,
    /// People and characters of the archive.
    pub people: Vec<Person>,
    /// The sources that posts quote or credit, by key.
    pub sources: BTreeMap<String, SourceShown>,
    /// What each quotation code of the posts stands for.
    pub quoted: BTreeMap<Reference, Quoted>,
    /// Sources that were taken down, by key.
    pub removed: BTreeMap<String, Removed>,
    /// The writer's own policy pages: Markdown by `NAME.LANGUAGE`, such as `privacy.ko`.
    pub policies: BTreeMap<String, String>,
    /// What replaces built-in templates, styles and strings, by path below `theme/`.
    pub theme: BTreeMap<String, Vec<u8>>,
    /// Open questions of readers that the writer wants shown.
    pub open_questions: Vec<String>,
}

/// What a quotation code stands for.
#[derive(Debug, Clone)]
pub enum Quoted {
    /// Words of a source.
    Words(Box<Quotation>),
    /// Nothing any more: the source with this key was taken down.
    Removed(String),
}

/// Quoted words with the little of their surroundings that the site shows.
#[derive(Debug, Clone)]
pub struct Quotation {
    evidence: Evidence,
    before: String,
    after: String,
    cut_before: bool,
    cut_after: bool,
}

/// Somebody of the archive, as the site needs them.
#[derive(Debug, Clone)]
pub struct Person {
    /// The archive's id; part of the address.
    pub id: PersonId,
    /// The name that the archive shows.
    pub name: String,
    /// What the name stands for.
    pub kind: PersonKind,
    /// Spellings with their counts.
    pub spellings: Vec<(String, usize)>,
    /// Likely spellings that no source has, such as in the other script: for search alone, never shown.
    pub likely: Vec<String>,
    /// Titles and roles, as sources give them.
    pub roles: Vec<String>,
    /// The characters that this person plays.
    pub plays: Vec<PersonId>,
    /// Keys of the sources that name them.
    pub sources: Vec<String>,
    /// How many quotations of theirs the archive holds.
    pub n_quotes: usize,
}

/// A source, as the site needs it.
#[derive(Debug, Clone)]
pub struct SourceShown {
    /// Its metadata.
    pub source: onrecord_model::Source,
    /// The length of its text, in code points.
    pub length: usize,
}

/// A source that was taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Its key.
    pub key: String,
    /// Who had published it.
    pub outlet: Option<String>,
    /// The day it was taken down, ISO 8601.
    pub on: String,
}

impl Edition {
    /// Returns a text file of the theme; fails where it is no UTF-8.
    pub(crate) fn theme_text(&self, file: &str) -> Result<Option<&str>, RenderError> {
        let wrong = |_| RenderError::Theme { file: file.to_owned(), reason: "it is no text in UTF-8".to_owned() };
        self.theme.get(file).map(|bytes| std::str::from_utf8(bytes)).transpose().map_err(wrong)
    }
}

impl Person {
    /// Returns every spelling that search finds the person by.
    pub(crate) fn all_spellings(&self) -> impl Iterator<Item = &str> {
        self.spellings.iter().map(|(spelling, _)| spelling.as_str()).chain(self.likely.iter().map(String::as_str))
    }
}

impl Quotation {
    /// Returns a piece of evidence with its context: the rest of its paragraph, at most 140 code points a side, and of
    /// a short source at most a twelfth of its text or 30.
    ///
    /// `span` is where the evidence stands in `document`; `None` where the two do not fit.
    pub fn of(evidence: Evidence, document: &Document, span: Span) -> Option<Self> {
        if document.words(span) != evidence.text() || document.snapshot() != evidence.snapshot() {
            return None;
        }
        let block = document.blocks.iter().map(|block| block.span).find(|block| block.contains(span));
        let (start, end) = block.map_or((span.start(), span.end()), |block| (block.start(), block.end()));
        let (before, after) = (&document.text()[start..span.start()], &document.text()[span.end()..end]);
        let most = (document.text().chars().count() / CONTEXT_PART).clamp(CONTEXT_LEAST, CONTEXT);
        let (before, cut_before) = last_part(before, most);
        let (after, cut_after) = first_part(after, most);
        Some(Self { evidence, before: before.to_owned(), after: after.to_owned(), cut_before, cut_after })
    }

    /// Returns the words with their source.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Returns who relays the words, where they stand inside another's.
    pub fn reported_by(&self) -> Option<&str> {
        let by = self.evidence.reported_by.as_ref()?;
        by.name.as_deref().or(by.text.as_deref())
    }

    /// Returns what stands right before the words, and whether more of the paragraph was left out.
    pub fn before(&self) -> (&str, bool) {
        (&self.before, self.cut_before)
    }

    /// Returns what stands right after the words, and whether more of the paragraph was left out.
    pub fn after(&self) -> (&str, bool) {
        (&self.after, self.cut_after)
    }

    /// Returns the range in code points of all that is shown: words and context, and what an annotation has around them.
    pub fn shown(&self) -> std::ops::Range<usize> {
        let range = self.evidence.range();
        let n_before = self.before.chars().count().max(self.evidence.prefix().chars().count());
        let n_after = self.after.chars().count().max(self.evidence.suffix().chars().count());
        range.start - n_before..range.end + n_after
    }
}

fn last_part(text: &str, most: usize) -> (&str, bool) {
    let Some((from, _)) = text.char_indices().rev().nth(most - 1).filter(|&(at, _)| at > 0) else {
        return (text, false);
    };
    let from = text[from..].find(' ').map_or(from, |space| from + space + 1);
    (&text[from..], true)
}

fn first_part(text: &str, most: usize) -> (&str, bool) {
    let Some((to, _)) = text.char_indices().nth(most) else { return (text, false) };
    let to = text[..to].rfind(' ').unwrap_or(to);
    (&text[..to], true)
}
