//! What the Korean rows say of one word, looked up once.

use super::kind::{Clause, Saying, SpeakerWord};
use crate::lexicon::ends::{Ends, Map};

/// The most syllables of the end of a compound that are looked up.
pub(super) const LONGEST_TAIL: usize = 5;

/// What one word is by the rows: one bit for each list, and the columns of the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facts {
    pub(super) bits: u32,
    /// The number of characters; 255 for more.
    pub(super) n_chars: u8,
    /// Where the role begins in a word that joins a name and a role, in bytes; 0 where it joins none.
    pub(super) role_behind_name: u8,
    /// The same for a surname and a role.
    pub(super) role_behind_surname: u8,
    /// Where the given name begins in a word of the shape of a name, in bytes; 0 for any other word.
    pub(super) given_at: u8,
    pub(super) speaker: Option<SpeakerWord>,
    pub(super) saying: Option<Saying>,
    pub(super) clause: Option<Clause>,
}

/// Bits of [`Facts`] and of rows.
pub(super) mod bit {
    pub const ROLE: u32 = 1;
    pub const HONORIFIC: u32 = 2;
    pub const BEFORE: u32 = 4;
    pub const THING: u32 = 8;
    pub const NOT_NAME: u32 = 16;
    pub const VERBAL: u32 = 32;
    pub const CONNECTIVE: u32 = 64;
    pub const OPENS: u32 = 128;
    pub const SURNAME: u32 = 256;
    pub const NAMES_THINGS: u32 = 512;
    /// A word that is known and is no name.
    pub const OTHER_WORD: u32 = 1024;
    /// All syllables behind the surname are ones that given names are made of.
    pub const GIVEN_SYLLABLES: u32 = 2048;
    pub const HANGUL: u32 = 4096;
    /// All syllables are ones that given names are made of.
    pub const ALL_GIVEN: u32 = 8192;
    /// It has a syllable that no Chinese character is read with.
    pub const NOT_HANJA: u32 = 16384;
    /// It begins with a common surname of one syllable.
    pub const COMMON_SURNAME: u32 = 32768;
    /// It begins with a surname that hardly anybody bears.
    pub const SELDOM_SURNAME: u32 = 65536;
}

/// What the rows have of one word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    pub bits: u32,
    pub speaker: Option<SpeakerWord>,
    pub saying: Option<Saying>,
    pub clause: Option<Clause>,
}

/// All rows by word, and which lengths and last syllables they have: most words are told from them without a look.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows {
    rows: Map<&'static str, Entry>,
    /// The last syllables of rows by their number of characters; longer ones stand at 0.
    ends: [Ends; LONGEST_TAIL + 1],
}

impl Rows {
    pub(super) fn entry(&mut self, word: &'static str) -> &mut Entry {
        self.rows.entry(word).or_default()
    }

    /// Makes the rows ready once all are there.
    pub(super) fn finish(&mut self) {
        for (n_chars, ends) in self.ends.iter_mut().enumerate() {
            let has_length = |word: &&&str| {
                let length = word.chars().count();
                (if length > LONGEST_TAIL { 0 } else { length }) == n_chars
            };
            *ends = Ends::of(self.rows.keys().filter(has_length).copied());
        }
    }

    /// Returns the row of a word with so many characters; an empty one where there is none.
    pub(super) fn get(&self, word: &str, n_chars: usize) -> Entry {
        let ends = self.ends.get(n_chars).unwrap_or(&self.ends[0]);
        if !ends.fits(word) {
            return Entry::default();
        }
        self.rows.get(word).copied().unwrap_or_default()
    }
}

impl Facts {
    pub(super) fn has(self, bit: u32) -> bool {
        self.bits & bit != 0
    }

    /// Returns the number of characters; 255 for more.
    pub fn n_chars(self) -> usize {
        usize::from(self.n_chars)
    }

    /// Says whether the word is made of Hangul syllables alone.
    pub fn is_hangul(self) -> bool {
        self.has(bit::HANGUL)
    }

    /// Says whether the word is what a person does: 배우, 감독; also as the end of a compound: 촬영감독, 감독님.
    pub fn is_role(self) -> bool {
        self.has(bit::ROLE)
    }

    /// Returns where the role begins in a word that joins a name and a role: 6 in 도하감독 (in bytes).
    pub fn role_behind_name(self) -> Option<usize> {
        (self.role_behind_name > 0).then_some(usize::from(self.role_behind_name))
    }

    /// Returns where the role begins in a word that joins a surname and a role: 3 in 도감독 (in bytes).
    pub fn role_behind_surname(self) -> Option<usize> {
        (self.role_behind_surname > 0).then_some(usize::from(self.role_behind_surname))
    }

    /// Says whether the word honours the person whose name stands before it.
    pub fn is_honorific(self) -> bool {
        self.has(bit::HONORIFIC)
    }

    /// Says whether the word may stand before a role or name and belong to it.
    pub(crate) fn is_before_speaker(self) -> bool {
        self.has(bit::BEFORE)
    }

    /// Returns what kind of speaker the word stands for; also as the end of a compound, and with 들.
    pub fn speaker(self) -> Option<SpeakerWord> {
        self.speaker
    }

    /// Returns what the noun says of the words in marks before it.
    pub fn saying(self) -> Option<Saying> {
        self.saying
    }

    /// Says whether the noun is no person; also as the end of a compound.
    pub fn is_thing(self) -> bool {
        self.has(bit::THING)
    }

    /// Says whether the noun introduces the title of a work or a name: 영화, 밴드.
    pub fn names_things(self) -> bool {
        self.has(bit::NAMES_THINGS)
    }

    /// Says whether the word has the shape of a full Korean name: a surname and one or two syllables, and is no
    /// other word that we know.
    pub fn is_name(self) -> bool {
        if self.given_at == 0 {
            return false;
        }
        let n_surname = self.given_at / 3;
        let n_given = self.n_chars - n_surname;
        n_given == 2 || n_given == 1 && n_surname <= 2
    }

    /// Says whether the word is likely a name even where nothing else shows it.
    pub fn is_likely_name(self) -> bool {
        matches!(self.n_chars, 3 | 4) && self.is_name() && self.has_given_syllables() && !self.has_seldom_surname()
    }

    /// Says whether the word is a name only where a role, an honour or a note shows it: hardly anybody bears the surname.
    pub fn has_seldom_surname(self) -> bool {
        self.has(bit::SELDOM_SURNAME)
    }

    /// Says whether all syllables behind the surname are ones that given names are made of.
    pub fn has_given_syllables(self) -> bool {
        self.has(bit::GIVEN_SYLLABLES)
    }

    /// Returns where the given name begins in a word of the shape of a name, in bytes.
    pub(crate) fn given_at(self) -> Option<usize> {
        (self.given_at > 0).then_some(usize::from(self.given_at))
    }

    /// Says whether the word opens a sentence or stands before a subject, and belongs to no name.
    pub fn is_connective(self) -> bool {
        self.has(bit::CONNECTIVE)
    }

    /// Says whether the word joins its sentence to the one before, and so belongs to no words that are reported.
    pub fn joins_sentences(self) -> bool {
        self.has(bit::OPENS)
    }

    /// Says whether the word is a surname.
    pub fn is_surname(self) -> bool {
        self.has(bit::SURNAME)
    }

    /// Says whether the word is known and is no name: 주인공, 정리하.
    pub(crate) fn is_other_word(self) -> bool {
        self.has(bit::OTHER_WORD)
    }

    /// Returns what the ending of the word does to the clause before it; `None` where it is no verb that we know.
    pub fn clause(self) -> Option<Clause> {
        self.clause
    }
}
