//! The Korean rows: `lexicon/ko/`.

mod facts;
mod shape;
mod verb;

use super::ends::{Ends, Map, Starts};
use super::rows;
use facts::{Row, Rows, bit};

pub use facts::Facts;
pub use verb::Verb;

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../../lexicon/ko/", $name))
    };
}

/// Korean words that tell who speaks.
#[derive(Debug, Clone, Default)]
pub struct Korean {
    /// What each word is.
    rows: Rows,
    /// The first syllables of surnames.
    surname_starts: Starts,
    /// The syllables that given names are made of.
    given: Ends,
    /// The common ones among the surnames of one syllable.
    common_surnames: Ends,
    /// The syllables that Chinese characters are read with.
    hanja: Ends,
    /// Endings of words that are no names.
    no_name_endings: Vec<&'static str>,
    /// Their last syllables.
    no_name_ends: Ends,
    /// Endings of nouns that are no people.
    no_name_suffixes: Vec<&'static str>,
    verbs: Map<String, Verb>,
    verb_starts: Starts,
}

/// A word that stands for somebody who speaks without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeakerWord {
    /// Human beings.
    People,
    /// A company, crew or body.
    Group,
    /// A pronoun.
    Pronoun,
    /// Whoever writes: 나.
    First,
    /// The person who is spoken of already: 본인.
    Oneself,
}

/// What a noun says of the words in marks before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// Somebody said them.
    Said,
    /// Somebody asked them.
    Asked,
    /// A line in a work.
    Line,
    /// A name or title.
    Name,
    /// Written words that nobody says.
    Sign,
}

/// What a verb's ending does to the clause before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clause {
    /// The next clause has a subject of its own.
    Other,
    /// The subject goes on.
    Same,
    /// The clause describes the next noun.
    BeforeNoun,
}

impl Korean {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let verbs = verb::verbs();
        let first = |form: &str| form.chars().next().map_or(0, char::len_utf8);
        let common = rows(file!("surnames.txt")).find(|row| row.starts_with('김')).unwrap_or_default();
        let surnames = || rows(file!("surnames.txt")).flat_map(str::split_whitespace);
        Self {
            rows: all_rows(),
            surname_starts: Starts(Ends::of(surnames().map(|name| &name[..first(name)]))),
            given: Ends::of(rows(file!("given_names.txt")).flat_map(str::split_whitespace)),
            common_surnames: Ends::of(common.split_whitespace()),
            hanja: Ends::of(rows(file!("hanja_syllables.txt")).flat_map(syllables)),
            no_name_endings: rows(file!("no_name_endings.txt")).flat_map(str::split_whitespace).collect(),
            no_name_ends: Ends::of(rows(file!("no_name_endings.txt")).flat_map(str::split_whitespace)),
            no_name_suffixes: rows(file!("no_name_suffixes.txt")).flat_map(str::split_whitespace).collect(),
            verb_starts: Starts(Ends::of(verbs.keys().map(|form| &form[..first(form)]))),
            verbs,
        }
    }

    /// Says whether a word is what a person does; see [`Facts::is_role`].
    pub fn is_role(&self, word: &str) -> bool {
        self.facts(word).is_role()
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
        (file!("roles.txt"), bit::ROLE),
        (file!("honorifics.txt"), bit::HONORIFIC),
        (file!("before_speakers.txt"), bit::BEFORE),
        (file!("things.txt"), bit::THING),
        (file!("not_names.txt"), bit::NOT_NAME),
    ];
    for (list, bit) in lists {
        rows(list).for_each(|word| all.entry(word).bits |= bit);
    }
    let lists = [(file!("verbal_nouns.txt"), bit::VERBAL), (file!("surnames.txt"), bit::SURNAME)];
    for (list, bit) in lists {
        rows(list).flat_map(str::split_whitespace).for_each(|word| all.entry(word).bits |= bit);
    }
    columns(file!("speakers.txt"), &mut all, |row, class| {
        row.speaker = match class {
            "people" => Some(SpeakerWord::People),
            "group" => Some(SpeakerWord::Group),
            "pronoun" => Some(SpeakerWord::Pronoun),
            "first" => Some(SpeakerWord::First),
            "self" => Some(SpeakerWord::Oneself),
            _ => None,
        }
    });
    columns(file!("sayings.txt"), &mut all, |row, class| {
        row.saying = match class {
            "say" => Some(Saying::Said),
            "ask" => Some(Saying::Asked),
            "line" => Some(Saying::Line),
            "name" => Some(Saying::Name),
            "sign" => Some(Saying::Sign),
            _ => None,
        }
    });
    for (kind, endings) in rows(file!("clause_endings.txt")).filter_map(|row| row.split_once('\t')) {
        let clause = match kind {
            "other" => Clause::Other,
            "same" => Clause::Same,
            _ => Clause::BeforeNoun,
        };
        endings.split_whitespace().for_each(|ending| all.entry(ending).clause = Some(clause));
    }
    for (kind, words) in rows(file!("connectives.txt")).filter_map(|row| row.split_once('\t')) {
        let bits = if kind == "opens" { bit::CONNECTIVE | bit::OPENS } else { bit::CONNECTIVE };
        words.split_whitespace().for_each(|word| all.entry(word).bits |= bits);
    }
    all.finish();
    all
}

/// Reads the rows of a file with a word and its class in each.
fn columns(file: &'static str, all: &mut Rows, set: impl Fn(&mut Row, &str)) {
    for (word, class) in rows(file).filter_map(|row| row.split_once('\t')) {
        set(all.entry(word), class.trim());
    }
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
