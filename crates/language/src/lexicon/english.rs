//! The English rows: `lexicon/en/`.

mod small;
mod spelling;

use std::collections::HashSet;

use super::bridge::english_words;
use super::ends::Map;
use crate::{Fault, Row, Table, table};
pub use small::EnglishSmallWords;
use spelling::{ing_of, past_of, plural, third_of};

const VERBS: Table = table!("en/verbs.txt");
const VERBS_OF_SAYING: Table = table!("en/verbs_of_saying.txt");
const NOUNS_OF_SAYING: Table = table!("en/nouns_of_saying.txt");
const WORDS: Table = table!("en/words.txt");
const TITLES: Table = table!("en/titles.txt");
const GIVEN_NAMES: Table = table!("en/given_names.txt");
const ROLES: Table = table!("en/roles.txt");
const GROUPS: Table = table!("en/groups.txt");
const PLACES: Table = table!("en/places.txt");

/// What a word can be, as a set of the bits in [`is`].
pub type Kinds = u64;

/// The bits of [`Kinds`].
#[expect(missing_docs, reason = "the rows of `lexicon/en/` name and explain each")]
pub mod is {
    pub const HE: u64 = 1;
    pub const SHE: u64 = 1 << 1;
    pub const THEY: u64 = 1 << 2;
    pub const FIRST: u64 = 1 << 3;
    pub const YOU: u64 = 1 << 4;
    pub const IT: u64 = 1 << 5;
    pub const WHO: u64 = 1 << 6;
    pub const THAT: u64 = 1 << 7;
    pub const WHICH: u64 = 1 << 8;
    pub const OBJECTIVE: u64 = 1 << 9;
    pub const POSSESSIVE: u64 = 1 << 10;
    pub const PRONOUN: u64 = 1 << 11;
    pub const DETERMINER: u64 = 1 << 12;
    pub const AUXILIARY: u64 = 1 << 13;
    pub const NOT: u64 = 1 << 14;
    pub const TO: u64 = 1 << 15;
    pub const OF: u64 = 1 << 16;
    pub const PREPOSITION: u64 = 1 << 17;
    pub const AND: u64 = 1 << 18;
    pub const BUT: u64 = 1 << 19;
    pub const SUBORDINATOR: u64 = 1 << 20;
    pub const ADVERB: u64 = 1 << 21;
    pub const TIME: u64 = 1 << 22;
    pub const CAPITAL: u64 = 1 << 23;
    pub const TITLE: u64 = 1 << 24;
    pub const ROLE: u64 = 1 << 25;
    pub const GROUP: u64 = 1 << 26;
    pub const GROUP_NAME: u64 = 1 << 27;
    pub const GIVEN: u64 = 1 << 28;
    pub const SURNAME: u64 = 1 << 29;
    pub const MALE: u64 = 1 << 30;
    pub const FEMALE: u64 = 1 << 31;
    pub const SAYING_NOUN: u64 = 1 << 32;
    pub const PLACE: u64 = 1 << 33;
    pub const BE: u64 = 1 << 34;
    pub const BY: u64 = 1 << 35;
    pub const AS: u64 = 1 << 36;
    pub const ACCORDING: u64 = 1 << 37;
    pub const WH: u64 = 1 << 38;
    pub const PARTICLE: u64 = 1 << 39;
    pub const LABEL: u64 = 1 << 40;
    pub const WEAK_TITLE: u64 = 1 << 41;
    pub const NOBODY: u64 = 1 << 42;
    pub const UNSAID: u64 = 1 << 43;
    pub const SAYABLE: u64 = 1 << 44;
    /// Digits; no row has them.
    pub const NUMBER: u64 = 1 << 45;
    /// Any pronoun that can be a subject.
    pub const SUBJECT: u64 = HE | SHE | THEY | FIRST | YOU | IT | WHO;
    /// Words that end a noun phrase on their left.
    pub const CLAUSE_WORD: u64 = THAT | WHICH | WHO | SUBORDINATOR | AUXILIARY | NOT | TO | BUT;
}

/// What may follow a verb or noun of saying, as a set of bits.
pub type Frames = u32;

/// The bits of [`Frames`].
#[expect(missing_docs, reason = "the rows of `lexicon/en/` name and explain each")]
pub mod takes {
    pub const TAG: u32 = 1;
    pub const CLAUSE: u32 = 1 << 1;
    pub const THAT: u32 = 1 << 2;
    pub const WHOM: u32 = 1 << 3;
    pub const TO: u32 = 1 << 4;
    pub const WHOM_TO: u32 = 1 << 5;
    pub const WHETHER: u32 = 1 << 6;
    pub const ING: u32 = 1 << 7;
    pub const OBJECT: u32 = 1 << 8;
    pub const AS: u32 = 1 << 9;
    pub const FOR: u32 = 1 << 10;
    pub const OF: u32 = 1 << 11;
    pub const ABOUT: u32 = 1 << 12;
    pub const ON: u32 = 1 << 13;
    pub const AGAINST: u32 = 1 << 14;
    pub const WITH: u32 = 1 << 15;
    pub const AT: u32 = 1 << 16;
    pub const TO_NOUN: u32 = 1 << 17;
    pub const IN: u32 = 1 << 18;
    pub const FROM: u32 = 1 << 19;
    /// A tag only with a small word behind it: shot back, pointed out.
    pub const PARTICLE: u32 = 1 << 20;
    /// The noun behind it is who is addressed, never who speaks.
    pub const ADDRESSED: u32 = 1 << 21;
    /// called it a disgrace
    pub const NAMES: u32 = 1 << 22;
    /// Tells what somebody came to know, not what they said: learned, found, knew.
    pub const LEARNED: u32 = 1 << 23;
}

/// The names of the frames in the files.
const FRAMES: [(&str, Frames); 24] = [
    ("tag", takes::TAG),
    ("clause", takes::CLAUSE),
    ("that", takes::THAT),
    ("whom", takes::WHOM),
    ("to", takes::TO),
    ("whom-to", takes::WHOM_TO),
    ("whether", takes::WHETHER),
    ("ing", takes::ING),
    ("object", takes::OBJECT),
    ("as", takes::AS),
    ("for", takes::FOR),
    ("of", takes::OF),
    ("about", takes::ABOUT),
    ("on", takes::ON),
    ("against", takes::AGAINST),
    ("with", takes::WITH),
    ("at", takes::AT),
    ("to-", takes::TO_NOUN),
    ("in", takes::IN),
    ("from", takes::FROM),
    ("particle", takes::PARTICLE),
    ("addressed", takes::ADDRESSED),
    ("names", takes::NAMES),
    ("learned", takes::LEARNED),
];
/// The kinds of `en/words.txt`.
const WORD_KINDS: [(&str, Kinds); 36] = [
    ("he", is::HE | is::MALE),
    ("she", is::SHE | is::FEMALE),
    ("they", is::THEY),
    ("first", is::FIRST),
    ("you", is::YOU),
    ("it", is::IT),
    ("who", is::WHO),
    ("that", is::THAT),
    ("which", is::WHICH),
    ("objective", is::OBJECTIVE),
    ("possessive", is::POSSESSIVE),
    ("pronoun", is::PRONOUN),
    ("determiner", is::DETERMINER),
    ("auxiliary", is::AUXILIARY),
    ("not", is::NOT),
    ("to", is::TO),
    ("of", is::OF | is::PREPOSITION),
    ("preposition", is::PREPOSITION),
    ("and", is::AND),
    ("but", is::BUT),
    ("subordinator", is::SUBORDINATOR),
    ("adverb", is::ADVERB),
    ("time", is::TIME),
    ("capital", is::CAPITAL),
    ("male", is::MALE),
    ("female", is::FEMALE),
    ("be", is::BE),
    ("by", is::BY),
    ("as", is::AS),
    ("according", is::ACCORDING),
    ("wh", is::WH),
    ("particle", is::PARTICLE),
    ("label", is::LABEL),
    ("nobody", is::NOBODY),
    ("unsaid", is::UNSAID),
    ("sayable", is::SAYABLE),
];
/// The kinds of `en/titles.txt`.
const TITLE_KINDS: [(&str, Kinds); 4] =
    [("m", is::TITLE | is::MALE), ("f", is::TITLE | is::FEMALE), ("-", is::TITLE), ("weak", is::WEAK_TITLE)];
/// The kinds of `en/given_names.txt`.
const NAME_KINDS: [(&str, Kinds); 4] =
    [("m", is::GIVEN | is::MALE), ("f", is::GIVEN | is::FEMALE), ("-", is::GIVEN), ("surname", is::SURNAME)];
/// The kinds of `en/roles.txt`.
const ROLE_KINDS: [(&str, Kinds); 5] = [
    ("m", is::ROLE | is::MALE),
    ("f", is::ROLE | is::FEMALE),
    ("-", is::ROLE),
    ("member", is::ROLE | is::GROUP),
    ("group", is::GROUP),
];

/// The forms of a verb, as a set of bits.
#[expect(missing_docs, reason = "the rows of `lexicon/en/` name and explain each")]
pub mod form {
    pub const BASE: u8 = 1;
    pub const THIRD: u8 = 2;
    pub const PAST: u8 = 4;
    pub const PARTICIPLE: u8 = 8;
    pub const ING: u8 = 16;
    pub const FINITE: u8 = BASE | THIRD | PAST;
}

/// What the lexicon knows of one spelling.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    pub kinds: Kinds,
    /// Forms of a verb that the spelling can be; none where it is no verb.
    pub forms: u8,
    /// Whether the verb attributes words or thoughts.
    pub is_saying: bool,
    /// What may follow it.
    pub frames: Frames,
}

/// English words that tell who speaks.
#[derive(Debug, Clone, Default)]
pub struct English {
    /// Words that some rules look for.
    pub small: EnglishSmallWords,
    words: Map<Box<str>, Word>,
    places: HashSet<Box<str>>,
    /// Words of common life, of which no name is made that nothing else shows.
    common: HashSet<&'static str>,
}

impl English {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut lexicon = Self { small: EnglishSmallWords::built_in(), ..Self::default() };
        for (base, forms) in VERBS.rows(|row| Ok((row.text()?, row.words()?))) {
            lexicon.add_verb(base, &forms, false, 0);
        }
        for (base, forms, frames) in VERBS_OF_SAYING.rows(|row| Ok((row.text()?, row.words()?, frames(row)?))) {
            lexicon.add_verb(base, &forms, true, frames);
        }
        for (noun, frames) in NOUNS_OF_SAYING.rows(|row| Ok((row.text()?, frames(row)?))) {
            for form in [noun.to_owned(), plural(noun)] {
                let word = lexicon.words.entry(form.into()).or_default();
                word.kinds |= is::SAYING_NOUN;
                word.frames |= frames;
            }
        }
        lexicon.add_kinds(WORDS, &WORD_KINDS);
        for (name, frame) in FRAMES {
            if let Some(word) = lexicon.words.get_mut(name).filter(|word| word.kinds & is::PREPOSITION != 0) {
                word.frames |= frame;
            }
        }
        lexicon.add_kinds(TITLES, &TITLE_KINDS);
        lexicon.add_kinds(GIVEN_NAMES, &NAME_KINDS);
        let roles = lexicon.add_kinds(ROLES, &ROLE_KINDS);
        let of_one = roles.into_iter().filter(|(kinds, _)| kinds & is::ROLE != 0);
        of_one.for_each(|(_, noun)| lexicon.add_kind(&plural(noun), is::GROUP));
        GROUPS.words().into_iter().for_each(|word| lexicon.add_kind(word, is::GROUP_NAME));
        for place in PLACES.rows(Row::list).into_iter().flatten() {
            if !place.contains(' ') {
                lexicon.add_kind(place, is::PLACE);
            }
            lexicon.places.insert(place.into());
        }
        lexicon.common = english_words();
        lexicon
    }

    /// Returns what is known of a spelling, in any case; nothing known is the empty word.
    pub fn word(&self, spelling: &str) -> Word {
        let mut buffer = [0u8; 24];
        let bytes = spelling.as_bytes();
        if bytes.len() <= buffer.len() && spelling.is_ascii() {
            let lower = &mut buffer[..bytes.len()];
            lower.copy_from_slice(bytes);
            lower.make_ascii_lowercase();
            return std::str::from_utf8(lower)
                .ok()
                .and_then(|lower| self.words.get(lower))
                .copied()
                .unwrap_or_default();
        }
        if spelling.len() > 40 {
            return Word::default();
        }
        self.words.get(spelling.to_lowercase().as_str()).copied().unwrap_or_default()
    }

    /// Says whether a name, as it is spelled, is a place.
    pub fn is_place(&self, name: &str) -> bool {
        self.places.contains(name)
    }

    /// Says whether a spelling is a word of common life, whatever its case; names may be such words too.
    pub fn is_common(&self, spelling: &str) -> bool {
        let lower = spelling.to_lowercase();
        let known = self.word(&lower);
        let one = lower.strip_suffix('s').unwrap_or(&lower);
        known.kinds & !(is::GIVEN | is::SURNAME | is::MALE | is::FEMALE) != 0
            || known.forms != 0
            || self.common.contains(lower.as_str())
            || self.common.contains(one)
    }

    /// Adds the words of a table whose first column names their kind; returns them.
    fn add_kinds(&mut self, table: Table, named: &[(&str, Kinds)]) -> Vec<(Kinds, &'static str)> {
        let rows = table.rows(|row| Ok((row.one_of(named)?, row.words()?)));
        let words: Vec<_> =
            rows.into_iter().flat_map(|(kinds, words)| words.into_iter().map(move |word| (kinds, word))).collect();
        words.iter().for_each(|&(kinds, word)| self.add_kind(word, kinds));
        words
    }

    fn add_kind(&mut self, word: &str, kinds: Kinds) {
        self.words.entry(word.to_lowercase().into()).or_default().kinds |= kinds;
    }

    fn add_verb(&mut self, base: &str, irregular: &[&str], is_saying: bool, frames: Frames) {
        let regular = past_of(base);
        let (past, participle) = match irregular {
            [] => (regular.as_str(), regular.as_str()),
            [past] => (*past, *past),
            [past, participle, ..] => (*past, *participle),
        };
        let third = third_of(base);
        let ing = ing_of(base, past);
        for (spelling, form) in [
            (base, form::BASE),
            (third.as_str(), form::THIRD),
            (past, form::PAST),
            (participle, form::PARTICIPLE),
            (ing.as_str(), form::ING),
        ] {
            let word = self.words.entry(spelling.into()).or_default();
            word.forms |= form;
            word.is_saying |= is_saying;
            word.frames |= frames;
        }
    }
}

fn frames(row: &mut Row) -> Result<Frames, Fault> {
    Ok(row.some_of(&FRAMES)?.into_iter().fold(0, |bits, bit| bits | bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_verb(spelling: &str, forms: u8) {
        let found = English::built_in().word(spelling);
        assert_eq!((found.forms, found.is_saying), (forms, true), "{spelling}");
    }

    #[test]
    fn verbs_in_all_their_forms() {
        check_verb("Said", form::PAST | form::PARTICIPLE);
        check_verb("says", form::THIRD);
        check_verb("quipping", form::ING);
        check_verb("denies", form::THIRD);
        check_verb("replied", form::PAST | form::PARTICIPLE);
        check_verb("admitting", form::ING);
        check_verb("wrote", form::PAST);
        check_verb("arguing", form::ING);
    }

    #[test]
    fn places_and_roles() {
        let lexicon = English::built_in();
        assert!(lexicon.is_place("New York"));
        assert!(lexicon.word("spokeswomen").kinds & is::GROUP != 0);
        assert!(lexicon.word("actress").kinds & is::FEMALE != 0);
        assert_eq!(lexicon.word("zyx"), Word::default());
    }
}
