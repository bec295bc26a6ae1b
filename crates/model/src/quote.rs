//! Words somebody said, as found in one document.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::Span;

/// How words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteKind {
    /// Word for word.
    Direct,
    /// Partly word for word, inside the reporter's own sentence.
    Mixed,
    /// In the reporter's words.
    Indirect,
}

/// In which form the source sets the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuoteForm {
    /// Marks, a block quotation, or a clause.
    Quotation,
    /// The answer in an interview, with or without marks.
    InterviewAnswer,
    /// A cue of subtitles.
    Subtitle,
    /// A paraphrase in a headline.
    Headline,
    /// A line that a character speaks in a work.
    Line,
    /// A quotation inside another quotation.
    Nested,
}

/// Words somebody said, with speaker and cue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The unbroken stretches in reading order, each without its outer quotation marks; at least one.
    pub stretches: Vec<Span>,
    /// How the words are given.
    pub kind: QuoteKind,
    /// In which form.
    pub form: QuoteForm,
    /// The words that say that it was said, such as `said` or `밝혔다`.
    pub cue: Option<Span>,
    /// Who said it; `None` where the source leaves it open or two are equally likely.
    pub speaker: Option<Speaker>,
    /// Who reports it, where a quotation is relayed inside another.
    pub reported_by: Option<Speaker>,
    /// The question that it answers, in an interview.
    pub question: Option<Span>,
    /// How likely the speaker is right, 0 to 1.
    pub confidence: f32,
    /// Why this speaker: a short phrase for people, such as `subject of "said" before the quotation`.
    pub reason: String,
}

impl Quote {
    /// Returns how many bytes of a range of the document these words hold.
    pub fn shared(&self, range: &Range<usize>) -> usize {
        let shared = |stretch: &Span| stretch.end().min(range.end).saturating_sub(stretch.start().max(range.start));
        self.stretches.iter().map(shared).sum()
    }
}

/// Who said it, as the document names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The words that name the speaker there: a name with its title, a pronoun, or a role; `None` where
    /// the speaker is understood (a dropped subject, a continued quotation).
    pub words: Option<Span>,
    /// The fullest spelling of that person in the document, without titles; `None` where no name is known.
    pub name: Option<Span>,
    /// The position in [`crate::Reading::people`], where the speaker is one of them.
    pub person: Option<u32>,
}
