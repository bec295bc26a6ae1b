//! What `check` says of a draft.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::Evidence;

/// What kind of fault a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingCode {
    /// The words stand in the record, but not like this.
    AlteredQuote,
    /// Nothing like it stands in the record.
    UnsupportedQuote,
    /// The record has the words from another mouth or another outlet.
    Misattributed,
    /// Nobody is named near the quotation.
    Uncited,
    /// More is quoted of one source than the limits allow.
    OverBudget,
    /// A name that is nearly, but not quite, that of a person on record.
    MisspeltName,
    /// The original stands in another language.
    TranslatedQuote,
    /// The record says that these words were not said.
    DeniedQuote,
}

impl FindingCode {
    /// Every code, in the order in which they are explained.
    pub const ALL: [Self; 8] = [
        Self::AlteredQuote,
        Self::UnsupportedQuote,
        Self::Misattributed,
        Self::Uncited,
        Self::OverBudget,
        Self::MisspeltName,
        Self::TranslatedQuote,
        Self::DeniedQuote,
    ];

    /// Returns the word for it in output, settings and comments.
    pub fn word(self) -> &'static str {
        match self {
            Self::AlteredQuote => "altered-quote",
            Self::UnsupportedQuote => "unsupported-quote",
            Self::Misattributed => "misattributed",
            Self::Uncited => "uncited",
            Self::OverBudget => "over-budget",
            Self::MisspeltName => "misspelt-name",
            Self::TranslatedQuote => "translated-quote",
            Self::DeniedQuote => "denied-quote",
        }
    }

    /// Returns how grave it is where nobody has set it otherwise.
    pub fn severity(self) -> Severity {
        match self {
            Self::AlteredQuote | Self::UnsupportedQuote | Self::Misattributed => Severity::Error,
            Self::Uncited | Self::OverBudget | Self::MisspeltName | Self::DeniedQuote => Severity::Warning,
            Self::TranslatedQuote => Severity::Note,
        }
    }
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for FindingCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let words = || Self::ALL.map(Self::word).join(", ");
        Self::ALL
            .into_iter()
            .find(|code| code.word() == text)
            .ok_or_else(|| format!("{text:?} is no finding; there are {}", words()))
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Note,
    /// Probably to be put right.
    Warning,
    /// Must be put right: `check` ends with exit code 6.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One thing that `check` says of a draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The line in the draft, from 1.
    pub line: usize,
    /// The column in code points, from 1.
    pub column: usize,
    /// Where it starts, in code points of the draft.
    pub start: usize,
    /// Where it ends, in code points of the draft.
    pub end: usize,
    /// How grave it is.
    pub severity: Severity,
    /// What kind of fault it is.
    pub code: FindingCode,
    /// One sentence for people: what is wrong.
    pub message: String,
    /// The words to put in the place of `start..end`, where some are known.
    pub suggestion: Option<String>,
    /// What the record has, best first.
    pub evidence: Vec<Evidence>,
    /// What the writer can do; a short phrase.
    pub help: Option<String>,
    /// Whether the suggestion is so certain that `--fix` may apply it.
    #[serde(rename = "fixable")]
    pub is_certain: bool,
}
