//! What a block is in an interview, and whom the label of a turn means.

use onrecord_model::{Document, NamedPerson, Span};

use crate::person::fold;

/// What a block is in an interview.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Turn {
    /// A question; the words without label and marks.
    Question(Span),
    /// An answer with its label, if it has one; the words without the label.
    Answer { label: Option<Span>, words: Span },
    /// Words of nobody: a heading, a note.
    Aside,
}

/// Returns the person whose name a folded label is, or ends with.
pub(super) fn person_of(document: &Document, people: &[NamedPerson], folded: &str) -> Option<u32> {
    let is_named = |known: &&NamedPerson| {
        known.mentions.iter().any(|mention| fold(document.words(mention.name)) == folded)
            || document.words(known.name).split_whitespace().any(|word| fold(word) == folded)
            || fold(document.words(known.name)) == folded
    };
    // Initials stand for the one person who has them: JB for Jonah Beck.
    let has_initials = |known: &&NamedPerson| {
        let words = document.words(known.name).split([' ', '-']);
        let initials: String =
            words.filter_map(|word| word.chars().next()).filter(|char| char.is_uppercase()).collect();
        initials.is_ascii() && initials.len() >= 2 && initials.eq_ignore_ascii_case(folded)
    };
    let only = |fits: &dyn Fn(&&NamedPerson) -> bool| {
        let mut fitting = people.iter().enumerate().filter(|(_, known)| fits(known));
        let (person, _) = fitting.next()?;
        fitting.next().is_none().then_some(person as u32)
    };
    let initials = (2..=3).contains(&folded.len()).then(|| only(&has_initials)).flatten();
    initials.or_else(|| only(&is_named))
}

/// Says whether words ask.
pub(super) fn is_question(words: &str) -> bool {
    words.trim_end_matches(['”', '"', '*', '_', ' ', ')']).ends_with(['?', '？'])
}
