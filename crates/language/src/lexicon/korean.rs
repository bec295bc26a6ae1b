//! The Korean rows: `lexicon/ko/`.

mod facts;
mod kind;
mod look;
mod particle;
mod shape;
mod small;
mod verb;

use std::collections::HashSet;

use super::bridge::korean_nouns;
use super::ends::{Endings, Ends, Starts};
use crate::{Table, table};
use facts::{Rows, bit};
use kind::{SAYING_KINDS, SPEAKER_WORDS};
use verb::Verbs;

pub use facts::Facts;
pub use kind::{Clause, Saying, SpeakerWord};
pub use particle::{Particle, Particles};
pub use small::{Quoting, SmallWords};
pub use verb::Verb;

const ROLES: Table = table!("ko/roles.txt");
const HONORIFICS: Table = table!("ko/honorifics.txt");
const BEFORE_SPEAKERS: Table = table!("ko/before_speakers.txt");
const THINGS: Table = table!("ko/things.txt");
const NOT_NAMES: Table = table!("ko/not_names.txt");
const VERBAL_NOUNS: Table = table!("ko/verbal_nouns.txt");
const SURNAMES: Table = table!("ko/surnames.txt");
const GIVEN_NAMES: Table = table!("ko/given_names.txt");
const HANJA_SYLLABLES: Table = table!("ko/hanja_syllables.txt");
const NO_NAME_ENDINGS: Table = table!("ko/no_name_endings.txt");
const NO_NAME_SUFFIXES: Table = table!("ko/no_name_suffixes.txt");
const SPEAKERS: Table = table!("ko/speakers.txt");
const SAYINGS: Table = table!("ko/sayings.txt");
const CLAUSE_ENDINGS: Table = table!("ko/clause_endings.txt");
const CONNECTIVES: Table = table!("ko/connectives.txt");

/// Korean words that tell who speaks.
#[derive(Debug, Clone, Default)]
pub struct Korean {
    /// What is put behind words to say that somebody says them.
    pub quoting: Quoting,
    /// Words that some rules look for.
    pub small: SmallWords,
    /// Particles behind nouns.
    pub particles: Particles,
    /// What each word is.
    rows: Rows,
    /// The first syllables of surnames.
    surname_starts: Starts,
    /// Surnames of two syllables that are no other word.
    sure_surnames: Vec<&'static str>,
    /// The syllables that given names are made of.
    given: Ends,
    /// The common ones among the surnames of one syllable.
    common_surnames: Ends,
    /// Those that hardly anybody bears.
    seldom_surnames: Ends,
    /// The syllables that Chinese characters are read with.
    hanja: Ends,
    /// Endings of words that are no names.
    no_name_endings: Endings,
    /// Endings of nouns that are no people.
    no_name_suffixes: Vec<&'static str>,
    verbs: Verbs,
    /// Nouns and adverbs of common life.
    common: HashSet<&'static str>,
}

impl Korean {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let first = |form: &str| form.chars().next().map_or(0, char::len_utf8);
        let surnames = SURNAMES.rows(|row| {
            Ok((row.one_of(&["sure", "double", "common", "rare", "seldom"].map(|kind| (kind, kind)))?, row.words()?))
        });
        let of =
            |kind: &'static str| surnames.iter().filter(move |row| row.0 == kind).flat_map(|row| row.1.iter().copied());
        Self {
            quoting: Quoting::built_in(),
            small: SmallWords::built_in(),
            particles: Particles::built_in(),
            rows: all_rows(),
            surname_starts: Starts(Ends::of(
                surnames.iter().flat_map(|(_, names)| names).map(|name| &name[..first(name)]),
            )),
            sure_surnames: of("sure").collect(),
            given: Ends::of(GIVEN_NAMES.words().into_iter()),
            common_surnames: Ends::of(of("common")),
            seldom_surnames: Ends::of(of("seldom")),
            hanja: Ends::of(HANJA_SYLLABLES.texts().into_iter().flat_map(syllables)),
            no_name_endings: Endings::of(NO_NAME_ENDINGS.words()),
            no_name_suffixes: NO_NAME_SUFFIXES.words(),
            verbs: Verbs::built_in(),
            common: korean_nouns(),
        }
    }

    /// Says whether a word is a noun or an adverb of common life: 고래, 해마다. Names may be such words too.
    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(word)
    }

    /// Says whether a word is what a person does; see [`Facts::is_role`].
    pub fn is_role(&self, word: &str) -> bool {
        self.facts(word).is_role()
    }

    /// Says whether a word is a surname of two syllables and nothing else.
    pub(crate) fn is_sure_surname(&self, word: &str) -> bool {
        self.sure_surnames.contains(&word)
    }

    /// Says whether a word is likely a name even where nothing else shows it.
    pub fn is_likely_name(&self, word: &str) -> bool {
        self.facts(word).is_likely_name()
    }

    /// Says whether a word has the shape of a full name; see [`Facts::is_name`].
    pub fn is_name(&self, word: &str) -> bool {
        self.facts(word).is_name()
    }

    /// Returns the given name of a word that begins with a surname and is not another word that we know.
    pub fn given_name<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.facts(word).given_at().and_then(|at| word.get(at..))
    }

    /// Returns the verb that begins a text, and the length of the form that was found.
    pub fn verb(&self, text: &str) -> Option<(Verb, usize)> {
        self.verbs.beginning(text)
    }

    /// Returns what a noun says of the words in marks before it.
    pub fn saying(&self, noun: &str) -> Option<Saying> {
        self.facts(noun).saying()
    }
}

/// Cuts a row into its syllables.
fn syllables(row: &str) -> impl Iterator<Item = &str> {
    row.char_indices().map(|(at, char)| &row[at..at + char.len_utf8()])
}

/// Joins the rows of all files, one row a word.
fn all_rows() -> Rows {
    let mut all = Rows::default();
    let lists = [
        (ROLES, bit::ROLE),
        (HONORIFICS, bit::HONORIFIC),
        (BEFORE_SPEAKERS, bit::BEFORE),
        (THINGS, bit::THING),
        (NOT_NAMES, bit::NOT_NAME),
    ];
    for (list, bit) in lists {
        list.texts().into_iter().for_each(|word| all.entry(word).bits |= bit);
    }
    VERBAL_NOUNS.words().into_iter().for_each(|noun| all.entry(noun).bits |= bit::VERBAL);
    for surname in SURNAMES.rows(|row| row.text().and_then(|_| row.words())).into_iter().flatten() {
        all.entry(surname).bits |= bit::SURNAME;
    }
    for (word, speaker) in SPEAKERS.rows(|row| Ok((row.text()?, row.one_of(&SPEAKER_WORDS)?))) {
        all.entry(word).speaker = Some(speaker);
    }
    for (word, saying) in SAYINGS.rows(|row| Ok((row.text()?, row.one_of(&SAYING_KINDS)?))) {
        all.entry(word).saying = Some(saying);
    }
    let kinds = [("other", Clause::Other), ("same", Clause::Same), ("before_noun", Clause::BeforeNoun)];
    for (clause, endings) in CLAUSE_ENDINGS.rows(|row| Ok((row.one_of(&kinds)?, row.words()?))) {
        endings.into_iter().for_each(|ending| all.entry(ending).clause = Some(clause));
    }
    let kinds = [("opens", bit::CONNECTIVE | bit::OPENS), ("adverb", bit::CONNECTIVE)];
    for (bits, words) in CONNECTIVES.rows(|row| Ok((row.one_of(&kinds)?, row.words()?))) {
        words.into_iter().for_each(|word| all.entry(word).bits |= bits);
    }
    all.finish();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_other_words() {
        let korean = Korean::built_in();
        for name in ["도가람", "한유빈", "남궁설", "제갈미르", "채온"] {
            assert!(korean.is_name(name), "{name}");
        }
        for word in ["주인공", "정리하", "기자들", "배우", "이야기", "장면"] {
            assert!(!korean.is_name(word), "{word}");
        }
    }

    #[test]
    fn forms_of_verbs_are_no_names() {
        let korean = Korean::built_in();
        for word in ["않았다", "되니까", "주면서", "당겨지", "남겨지", "고맙지만", "정하여"] {
            assert!(!korean.is_name(word) && korean.facts(word).is_other_word(), "{word}");
        }
    }

    #[test]
    fn nouns_of_the_shape_of_a_name_are_told_from_names() {
        let korean = Korean::built_in();
        for word in ["상영회", "가해자", "편집부", "조문단"] {
            assert!(korean.is_like_noun(word, korean.facts(word)), "{word}");
        }
        for word in ["은가비", "탁이든", "도하진", "고순자", "염순임"] {
            assert!(!korean.is_like_noun(word, korean.facts(word)), "{word}");
        }
    }

    #[test]
    fn compounds_are_known_by_their_end() {
        let korean = Korean::built_in();
        assert!(korean.is_role("감독님") && korean.is_role("분장감독"));
        assert_eq!(korean.facts("소속사측").speaker(), Some(SpeakerWord::Group));
        assert_eq!(korean.facts("팬들").speaker(), Some(SpeakerWord::People));
        assert_eq!(korean.facts("도가람감독").role_behind_name(), Some("도가람".len()));
        assert_eq!(korean.facts("도감독").role_behind_surname(), Some("도".len()));
        assert_eq!(korean.facts("묻자").clause(), Some(Clause::Other));
        assert_eq!(korean.facts("연출한").clause(), Some(Clause::BeforeNoun));
    }
}
