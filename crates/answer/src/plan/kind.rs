//! What a question asks for.

use onrecord_language::{Phrase, Table, table};
use onrecord_model::Language;

use super::noun::NounEndings;

const KINDS: Table = table!("question/kinds.tsv");
const WORDS: Table = table!("question/kind_words.tsv");

/// What a question asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person.
    Who,
    /// The speaker of words that the question quotes.
    WhoSaid,
    /// Somebody's words.
    WhatSaid,
    /// A time.
    When,
    /// A duration.
    HowLong,
    /// A number.
    HowMany,
    /// A reason.
    Why,
    /// A place.
    Where,
    /// One of several.
    Which,
    /// Whether something is so.
    YesNo,
    /// Anything else.
    What,
}

#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    rows: Vec<(Kind, Language, Phrase)>,
    words: Vec<(Kind, Vec<&'static str>)>,
    nouns: NounEndings,
}

const NAMES: [(&str, Kind); 11] = [
    ("who", Kind::Who),
    ("who-said", Kind::WhoSaid),
    ("what-said", Kind::WhatSaid),
    ("when", Kind::When),
    ("how-long", Kind::HowLong),
    ("how-many", Kind::HowMany),
    ("why", Kind::Why),
    ("where", Kind::Where),
    ("which", Kind::Which),
    ("yes-no", Kind::YesNo),
    ("what", Kind::What),
];

impl Kinds {
    pub(crate) fn built_in() -> Self {
        Self {
            rows: KINDS.rows(|row| Ok((row.one_of(&NAMES)?, row.number()?, row.phrase()?))),
            words: WORDS.rows(|row| Ok((row.one_of(&NAMES)?, row.words()?))),
            nouns: NounEndings::built_in(),
        }
    }

    /// Says whether a word of a question only repeats what kind of thing is asked for: `date` where it asks when.
    pub(crate) fn repeats(&self, kind: Kind, word: &str) -> bool {
        let lower = word.to_lowercase();
        let is_it = |row: &&&str| {
            let singular = row.is_ascii() && lower.strip_suffix('s') == Some(**row);
            let is_long = !row.is_ascii() && row.chars().count() > 1;
            let with_ending = is_long && lower.starts_with(**row) || !row.is_ascii() && self.nouns.is_noun(&lower, row);
            lower == ***row || singular || with_ending
        };
        self.words.iter().any(|(of, words)| *of == kind && words.iter().any(|row| is_it(&row)))
    }

    /// Returns the kind of the first row that fits.
    pub(crate) fn of(&self, question: &str, language: Language) -> Kind {
        let lower = question.to_lowercase();
        let words: Vec<&str> = lower
            .split(|char: char| !char.is_alphanumeric() && char != '\'' && char != '’')
            .filter(|word| !word.is_empty())
            .collect();
        let fits = |(kind, of, phrase): &&(Kind, Language, Phrase)| {
            *of == language && if *kind == Kind::YesNo { phrase.begins(&words) } else { phrase.stands_in(&words) }
        };
        let by_row = self.rows.iter().find(fits).map(|row| row.0);
        by_row.or_else(|| self.of_last_noun(&words)).unwrap_or(Kind::What)
    }

    /// Says whether a Korean question ends with a noun, which names what it asks for.
    pub(crate) fn ends(&self, question: &str, noun: &str) -> bool {
        self.nouns.ends(question, noun)
    }

    /// Returns what a Korean question asks for that ends with the noun it asks for: `결혼한 사람은?`, `열린 곳은?`
    fn of_last_noun(&self, words: &[&str]) -> Option<Kind> {
        let last = words.last().filter(|word| Language::of(word) == Some(Language::Korean))?;
        let noun = self.nouns.without_copula(last);
        // `해` and `달` measure time, but a question that ends with them asks which.
        let lasts = noun.chars().count() < 3;
        let kinds = self.words.iter().map(|(kind, _)| *kind).filter(|&kind| kind != Kind::HowLong || !lasts);
        kinds.into_iter().find(|&kind| self.repeats(kind, noun))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, expected: Kind) {
        let language = Language::of(question).expect("a language");
        assert_eq!(Kinds::built_in().of(question, language), expected, "{question}");
    }

    #[test]
    fn kinds_in_both_languages() {
        check("Who said “we rowed at night”?", Kind::WhoSaid);
        check("What did director Han say about the storm?", Kind::WhatSaid);
        check("How many months did the shoot take?", Kind::HowLong);
        check("How many viewers came?", Kind::HowMany);
        check("On what date did it open?", Kind::When);
        check("Did the band split?", Kind::YesNo);
        check("촬영 기간은 얼마나 되나요?", Kind::HowLong);
        check("윤가람은 왜 거절했나요?", Kind::Why);
        check("관객은 몇 명이었나요?", Kind::HowMany);
        check("주인공을 어떤 친구라고 설명했나요?", Kind::WhatSaid);
        check("The title of the novel?", Kind::What);
        check("1950년 노하람과 결혼한 사람은?", Kind::Who);
        check("등불영화제가 처음 열린 곳은?", Kind::Where);
        check("밴드가 결성된 해는?", Kind::When);
        check("이 섬은 무엇이라고 불리는가?", Kind::What);
    }
}
