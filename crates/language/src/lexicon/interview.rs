//! The labels of interviews: `lexicon/frame/interview.txt`.

use std::collections::HashMap;

use onrecord_model::letter::is_syllable;

use crate::{Table, table};

const LABELS: Table = table!("frame/interview.txt");

/// What a label stands before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Question,
    Answer,
    Host,
    Never,
    Sound,
    Speaker,
    Time,
}

const KINDS: [(&str, Kind); 7] = [
    ("question", Kind::Question),
    ("answer", Kind::Answer),
    ("host", Kind::Host),
    ("never", Kind::Never),
    ("sound", Kind::Sound),
    ("speaker", Kind::Speaker),
    ("time", Kind::Time),
];

/// What a label before a turn of an interview means, in either language.
#[derive(Debug, Clone, Default)]
pub struct InterviewLabels {
    kinds: HashMap<String, Kind>,
    /// What Korean labels of sounds end with.
    sounds: Vec<String>,
}

impl InterviewLabels {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut kinds = HashMap::new();
        let mut sounds = Vec::new();
        for (kind, labels) in LABELS.rows(|row| Ok((row.one_of(&KINDS)?, row.list()?))) {
            for label in labels {
                let folded: String =
                    label.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
                if kind == Kind::Sound {
                    sounds.push(String::clone(&folded));
                }
                kinds.insert(folded, kind);
            }
        }
        sounds.retain(|sound| sound.chars().any(is_syllable));
        Self { kinds, sounds }
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

    /// Says whether a word, folded, stands for a speaker whom a number tells from others: `Speaker 1`.
    pub fn is_numbered(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&Kind::Speaker)
    }

    /// Says whether a word, folded, belongs to a date or a time of day: `AM`, `오전`.
    pub fn is_of_time(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&Kind::Time)
    }

    /// Says whether a label is never the name of a speaker.
    pub fn is_never(&self, folded: &str) -> bool {
        matches!(self.kinds.get(folded), Some(Kind::Never | Kind::Question | Kind::Answer))
    }

    /// Says whether a label in brackets is a sound; a Korean one may have other words in front: 물소리.
    pub fn is_sound(&self, folded: &str) -> bool {
        self.kinds.get(folded) == Some(&Kind::Sound) || self.sounds.iter().any(|sound| folded.ends_with(sound.as_str()))
    }
}
