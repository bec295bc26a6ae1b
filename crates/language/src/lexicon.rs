//! What the reader knows of a language: rows of data from `lexicon/`, never code.

mod bridge;
mod byline;
mod endings;
mod ends;
mod english;
mod frame;
mod interview;
mod korean;
mod lists;
mod page;
mod pattern;
pub(crate) mod table;
mod work;

pub use bridge::bridge;
pub use byline::{Bylines, Part};
pub use endings::WordEndings;
pub(crate) use ends::Map;
pub use english::{English, EnglishSmallWords, Frames, Kinds, form, is, takes};
pub use frame::{Frame, Section};
pub use interview::InterviewLabels;
pub use korean::{Clause, Facts, Korean, Particle, Particles, Quoting, Saying, SmallWords, SpeakerWord, Verb};
pub use lists::List;
pub use page::{Label, Page};
pub use pattern::{Pattern, Patterns, Phrase};
pub use work::{WorkSmallWords, WorkWords};

use crate::name::Names;
use crate::quantity::Quantities;
use crate::stems::IdleStems;

/// The rows of `lexicon/`, ready for look-up; one part for each language, and one for each task that has rows of its own.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// English.
    pub english: English,
    /// Korean.
    pub korean: Korean,
    /// What opens parts of a post that report nothing.
    pub frame: Frame,
    /// Endings that are taken off words for the index.
    pub endings: WordEndings,
    /// Labels before the turns of an interview.
    pub interview: InterviewLabels,
    /// How names are spelled.
    pub names: Names,
    /// How numbers, dates and what they measure are written.
    pub quantities: Quantities,
    /// Words of by-lines, credits and notices.
    pub bylines: Bylines,
    /// How web pages are made.
    pub page: Page,
    /// Words by which works and events are told.
    pub works: WorkWords,
    /// Stems that were worked out.
    pub(crate) stems: IdleStems,
}

impl Lexicon {
    /// Returns the lexicon that ships with the program.
    pub fn built_in() -> Self {
        Self {
            english: English::built_in(),
            korean: Korean::built_in(),
            frame: Frame::built_in(),
            endings: WordEndings::built_in(),
            interview: InterviewLabels::built_in(),
            names: Names::built_in(),
            quantities: Quantities::built_in(),
            bylines: Bylines::built_in(),
            page: Page::built_in(),
            works: WorkWords::built_in(),
            stems: IdleStems::default(),
        }
    }
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::built_in()
    }
}
