//! The English rows: `lexicon/en/`.

mod spelling;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use super::rows;
use spelling::{ing_of, past_of, plural, third_of};

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
    /// Any pronoun that can be a subject.
    pub const SUBJECT: u64 = HE | SHE | THEY | FIRST | YOU | IT | WHO;
    /// Words that end a noun phrase on their left.
    pub const CLAUSE_WORD: u64 = THAT | WHICH | WHO | SUBORDINATOR | AUXILIARY | NOT | TO | BUT;
}

/// What may follow a verb or noun of saying, as a set of bits.
pub type Frames = u32;

/// The names of the frames in the files; the bit is the place.
const FRAMES: [&str; 24] = [
    "tag",
    "clause",
    "that",
    "whom",
    "to",
    "whom-to",
    "whether",
    "ing",
    "object",
    "as",
    "for",
    "of",
    "about",
    "on",
    "against",
    "with",
    "at",
    "to-",
    "in",
    "from",
    "particle",
    "addressed",
    "names",
    "learned",
];

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
    /// A tag only with a small word behind it: shot back, pointed out.
    pub const PARTICLE: u32 = 1 << 20;
    /// The noun behind it is who is addressed, never who speaks.
    pub const ADDRESSED: u32 = 1 << 21;
    /// called it a disgrace
    pub const NAMES: u32 = 1 << 22;
    /// Tells what somebody came to know, not what they said: learned, found, knew.
    pub const LEARNED: u32 = 1 << 23;
}

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

/// A quick hash for short words: every word of every document is looked up here.
///
/// The keys are our own rows, so nobody can choose them to collide.
#[derive(Debug, Clone, Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..part.len()].copy_from_slice(part);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// English words that tell who speaks.
#[derive(Debug, Clone, Default)]
pub struct English {
    words: HashMap<Box<str>, Word, BuildHasherDefault<Quick>>,
    places: HashSet<Box<str>>,
}

impl English {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut lexicon = Self::default();
        for row in rows(include_str!("../../../../lexicon/en/verbs.txt")) {
            let mut forms = row.split_whitespace();
            if let Some(base) = forms.next() {
                lexicon.add_verb(base, forms.next(), forms.next(), false, 0);
            }
        }
        for row in rows(include_str!("../../../../lexicon/en/verbs_of_saying.txt")) {
            let mut columns = row.split(':').map(str::trim);
            let (Some(base), Some(forms)) = (columns.next(), columns.next()) else { continue };
            let frames = frames_of(columns.next().unwrap_or_default());
            let mut forms = forms.split_whitespace();
            lexicon.add_verb(base, forms.next(), forms.next(), true, frames);
        }
        for row in rows(include_str!("../../../../lexicon/en/nouns_of_saying.txt")) {
            let Some((noun, frames)) = row.split_once(':') else { continue };
            let frames = frames_of(frames);
            for form in [noun.trim().to_owned(), plural(noun.trim())] {
                let word = lexicon.words.entry(form.into()).or_default();
                word.kinds |= is::SAYING_NOUN;
                word.frames |= frames;
            }
        }
        lexicon.add_kinds(include_str!("../../../../lexicon/en/words.txt"), |kind| match kind {
            "he" => is::HE | is::MALE,
            "she" => is::SHE | is::FEMALE,
            "they" => is::THEY,
            "first" => is::FIRST,
            "you" => is::YOU,
            "it" => is::IT,
            "who" => is::WHO,
            "that" => is::THAT,
            "which" => is::WHICH,
            "objective" => is::OBJECTIVE,
            "possessive" => is::POSSESSIVE,
            "pronoun" => is::PRONOUN,
            "determiner" => is::DETERMINER,
            "auxiliary" => is::AUXILIARY,
            "not" => is::NOT,
            "to" => is::TO,
            "of" => is::OF | is::PREPOSITION,
            "preposition" => is::PREPOSITION,
            "and" => is::AND,
            "but" => is::BUT,
            "subordinator" => is::SUBORDINATOR,
            "adverb" => is::ADVERB,
            "time" => is::TIME,
            "capital" => is::CAPITAL,
            "male" => is::MALE,
            "female" => is::FEMALE,
            "be" => is::BE,
            "by" => is::BY,
            "as" => is::AS,
            "according" => is::ACCORDING,
            "wh" => is::WH,
            "particle" => is::PARTICLE,
            "label" => is::LABEL,
            _ => 0,
        });
        for (at, name) in FRAMES.iter().enumerate() {
            if let Some(word) = lexicon.words.get_mut(*name).filter(|word| word.kinds & is::PREPOSITION != 0) {
                word.frames |= 1 << at;
            }
        }
        let gender = |kind: &str| match kind {
            "m" => is::MALE,
            "f" => is::FEMALE,
            _ => 0,
        };
        lexicon.add_kinds(include_str!("../../../../lexicon/en/titles.txt"), |kind| match kind {
            "weak" => is::WEAK_TITLE,
            _ => is::TITLE | gender(kind),
        });
        lexicon.add_kinds(include_str!("../../../../lexicon/en/given_names.txt"), |kind| match kind {
            "surname" => is::SURNAME,
            _ => is::GIVEN | gender(kind),
        });
        lexicon.add_kinds(include_str!("../../../../lexicon/en/roles.txt"), |kind| match kind {
            "group" => is::GROUP,
            "member" => is::ROLE | is::GROUP,
            _ => is::ROLE | gender(kind),
        });
        for row in rows(include_str!("../../../../lexicon/en/roles.txt")) {
            let Some((kind, nouns)) = row.split_once(':') else { continue };
            if kind.trim() != "group" {
                nouns.split_whitespace().for_each(|noun| lexicon.add_kind(&plural(noun), is::GROUP));
            }
        }
        for row in rows(include_str!("../../../../lexicon/en/groups.txt")) {
            row.split_whitespace().for_each(|word| lexicon.add_kind(word, is::GROUP_NAME));
        }
        for place in rows(include_str!("../../../../lexicon/en/places.txt")).flat_map(|row| row.split(',')) {
            if !place.trim().contains(' ') {
                lexicon.add_kind(place.trim(), is::PLACE);
            }
            lexicon.places.insert(place.trim().into());
        }
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

    fn add_kinds(&mut self, file: &str, kind_of: impl Fn(&str) -> Kinds) {
        for row in rows(file) {
            let Some((kind, words)) = row.split_once(':') else { continue };
            let kinds = kind_of(kind.trim());
            words.split_whitespace().for_each(|word| self.add_kind(word, kinds));
        }
    }

    fn add_kind(&mut self, word: &str, kinds: Kinds) {
        self.words.entry(word.to_lowercase().into()).or_default().kinds |= kinds;
    }

    fn add_verb(&mut self, base: &str, past: Option<&str>, participle: Option<&str>, is_saying: bool, frames: Frames) {
        let regular = past_of(base);
        let (past, participle) = match (past, participle) {
            (None, _) => (regular.as_str(), regular.as_str()),
            (Some(past), None) => (past, past),
            (Some(past), Some(participle)) => (past, participle),
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

fn frames_of(column: &str) -> Frames {
    column
        .split_whitespace()
        .filter_map(|name| FRAMES.iter().position(|&known| known == name))
        .fold(0, |bits, at| bits | 1 << at)
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
