//! Words that the rules of questions look for: rows of `lexicon/question/lists.tsv`.

use onrecord_language::{Table, table};

const LISTS: Table = table!("question/lists.tsv");

/// A list of words; the file says what each is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    FirstPerson,
    PointsBack,
    ReportsQuestion,
    Why,
    Class,
    Each,
    Asking,
    Topic,
    Speaker,
    NoRole,
    Choice,
    ChoiceEnding,
    BehindSyllable,
    Place,
    HowMany,
    Issue,
    TakenBackBehind,
    TakenBackBefore,
    Denies,
}

const NAMES: [(&str, List); 19] = [
    ("first-person", List::FirstPerson),
    ("points-back", List::PointsBack),
    ("reports-question", List::ReportsQuestion),
    ("why", List::Why),
    ("class", List::Class),
    ("each", List::Each),
    ("asking", List::Asking),
    ("topic", List::Topic),
    ("speaker", List::Speaker),
    ("no-role", List::NoRole),
    ("choice", List::Choice),
    ("choice-ending", List::ChoiceEnding),
    ("behind-syllable", List::BehindSyllable),
    ("place", List::Place),
    ("how-many", List::HowMany),
    ("issue", List::Issue),
    ("taken-back-behind", List::TakenBackBehind),
    ("taken-back-before", List::TakenBackBefore),
    ("denies", List::Denies),
];

/// All lists.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    rows: Vec<(List, Vec<String>)>,
}

impl Lists {
    pub(crate) fn built_in() -> Self {
        Self { rows: LISTS.rows(|row| Ok((row.one_of(&NAMES)?, row.phrases()?))) }
    }

    /// Returns the words of a list.
    pub(crate) fn of(&self, list: List) -> &[String] {
        self.rows.iter().find(|row| row.0 == list).map_or(&[], |row| &row.1)
    }

    /// Says whether one of a list stands anywhere in a text.
    pub(crate) fn stand_in(&self, list: List, text: &str) -> bool {
        self.of(list).iter().any(|words| text.contains(words.as_str()))
    }

    /// Says whether a text ends with one of a list.
    pub(crate) fn end(&self, list: List, text: &str) -> bool {
        self.of(list).iter().any(|words| text.ends_with(words.as_str()))
    }

    /// Says whether a text begins with one of a list.
    pub(crate) fn begin(&self, list: List, text: &str) -> bool {
        self.of(list).iter().any(|words| text.starts_with(words.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_a_row() {
        let lists = Lists::built_in();
        assert!(NAMES.iter().all(|(_, list)| !lists.of(*list).is_empty()));
    }
}
