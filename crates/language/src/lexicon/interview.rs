//! The labels of interviews: `lexicon/frame/interview.txt`.

use std::collections::HashMap;

use crate::{Table, table};

const LABELS: Table = table!("frame/interview.txt");

/// What a label stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Question,
    Answer,
    Host,
    Never,
}

const KINDS: [(&str, Kind); 4] =
    [("question", Kind::Question), ("answer", Kind::Answer), ("host", Kind::Host), ("never", Kind::Never)];

/// What a label before a turn of an interview means, in either language.
#[derive(Debug, Clone, Default)]
pub struct InterviewLabels {
    kinds: HashMap<String, Kind>,
}

impl InterviewLabels {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut kinds = HashMap::new();
        for (kind, labels) in LABELS.rows(|row| Ok((row.one_of(&KINDS)?, row.list()?))) {
            for label in labels {
                let folded = label.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
                kinds.insert(folded, kind);
            }
        }
        Self { kinds }
    }

    /// Says whether a label, folded to letters in lower case, opens a question.
    pub fn is_question(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&Kind::Question)
    }

    /// Says whether a label opens an answer.
    pub fn is_answer(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&Kind::Answer)
    }

    /// Says whether a label, or a longer one that begins with it, is a host's.
    pub fn is_host(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&Kind::Host)
    }

    /// Says whether a label is never the name of a speaker.
    pub fn is_never(&self, folded: &str) -> bool {
        matches!(self.kinds.get(folded), Some(Kind::Never | Kind::Question | Kind::Answer))
    }
}
