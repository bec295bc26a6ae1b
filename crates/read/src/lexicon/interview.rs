//! The labels of interviews: `lexicon/frame/interview.txt`.

use std::collections::HashMap;

use super::rows;

/// What a label before a turn of an interview means, in either language.
#[derive(Debug, Clone, Default)]
pub(crate) struct InterviewLabels {
    kinds: HashMap<String, &'static str>,
}

impl InterviewLabels {
    pub(crate) fn built_in() -> Self {
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

    pub(crate) fn is_question(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&"question")
    }

    pub(crate) fn is_answer(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&"answer")
    }

    /// Says whether a label, or a longer one that begins with it, is a host's.
    pub(crate) fn is_host(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&"host")
    }

    pub(crate) fn is_never(&self, folded: &str) -> bool {
        matches!(self.kinds.get(folded), Some(&"never" | &"question" | &"answer"))
    }
}
