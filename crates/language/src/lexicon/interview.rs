//! The labels of interviews: `lexicon/frame/interview.txt`.

use std::collections::HashMap;

use super::rows;

/// What a label before a turn of an interview means, in either language.
#[derive(Debug, Clone, Default)]
pub struct InterviewLabels {
    kinds: HashMap<String, &'static str>,
}

impl InterviewLabels {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut kinds = HashMap::new();
        for row in rows(include_str!("../../../../lexicon/frame/interview.txt")) {
            let Some((kind, labels)) = row.split_once(':') else { continue };
            for label in labels.split(',') {
                let folded = label.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
                kinds.insert(folded, kind.trim());
            }
        }
        Self { kinds }
    }

    /// Says whether a label, folded to letters in lower case, opens a question.
    pub fn is_question(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&"question")
    }

    /// Says whether a label opens an answer.
    pub fn is_answer(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&"answer")
    }

    /// Says whether a label, or a longer one that begins with it, is a host's.
    pub fn is_host(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&"host")
    }

    /// Says whether a label is never the name of a speaker.
    pub fn is_never(&self, folded: &str) -> bool {
        matches!(self.kinds.get(folded), Some(&"never" | &"question" | &"answer"))
    }
}
