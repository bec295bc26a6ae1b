//! Tells by the shape of a word what it can be: an inflected form, a foreign name, a given name alone.

use super::Korean;
use super::facts::{Facts, bit};
use crate::korean::syllable::{coda, is_hangul, is_transcribed};

/// Final consonants that stand under verbs and particles, and under no syllable of a name: ㄲ ㄳ ㄵ ㄶ ㄼ ㄽ ㄾ ㄿ ㅀ ㅄ ㅆ ㅌ ㅎ.
const NOT_IN_NAMES: &[u32] = &[2, 3, 5, 6, 11, 12, 13, 14, 15, 18, 20, 25, 27];

impl Korean {
    /// Says whether a word is a form of a verb or adjective, by its ending: 않았다, 되니까, 당겨지.
    pub(super) fn is_inflected(&self, word: &str) -> bool {
        word.chars().any(|char| coda(char).is_some_and(|coda| NOT_IN_NAMES.contains(&coda)))
            || self.no_name_endings.of_word(word).any(|ending| ending.len() < word.len())
    }

    /// Says whether a word of the shape of a name is likely a noun instead: 상영회, 가해자, 편집부.
    pub fn is_like_noun(&self, word: &str, facts: Facts) -> bool {
        let is_rare = !facts.has_common_surname();
        is_hangul(word)
            && (self.no_name_suffixes.iter().any(|suffix| word.ends_with(suffix))
                || is_rare && !facts.is_foreign() && (self.small.doer.ends(word) || !facts.has_given_syllables()))
    }

    /// Says whether a word of three syllables beside a role is a name with a rare surname: 기획사 and 복지관 are bodies.
    pub fn is_rare_name(&self, word: &str, facts: Facts) -> bool {
        let given = facts.given_at().and_then(|at| word.get(at..)).unwrap_or_default();
        facts.is_name()
            && facts.n_chars() == 3
            && given.chars().any(|char| self.given.fits_char(char))
            && !self.small.body_end.ends(word)
    }

    /// Says whether two words side by side read as a foreign name: every syllable is one of those that foreign words are written
    /// with, and two of them at least no Korean noun has; one is enough in a long name.
    pub fn reads_as_foreign(&self, first: &str, last: &str) -> bool {
        let syllables = || first.chars().chain(last.chars());
        let is_long = || syllables().count() >= 7 && [first, last].iter().all(|word| word.chars().nth(2).is_some());
        let n_foreign = syllables().filter(|char| !self.hanja.fits_char(*char)).count();
        syllables().all(is_transcribed)
            && (n_foreign >= 2 || n_foreign == 1 && is_long())
            && ![first, last].iter().any(|word| self.quoting.object.ends(word))
    }

    /// Says whether a word of the shape of a name is rather an object or a form of a verb: 사람을, 나온다.
    pub fn is_like_form(&self, word: &str, facts: Facts) -> bool {
        let is_behind_coda = word.chars().nth_back(1).and_then(coda).is_some_and(|coda| coda > 0);
        is_behind_coda && self.quoting.object.ends(word)
            || !facts.has_given_syllables() && self.small.form_end.ends(word)
    }

    /// Returns the bits that tell what the syllables of a Hangul word are like.
    pub(super) fn shape(&self, word: &str) -> u32 {
        let mut bits = 0;
        if word.chars().all(|char| self.given.fits_char(char)) {
            bits |= bit::ALL_GIVEN;
        }
        if !word.chars().all(|char| self.hanja.fits_char(char)) {
            bits |= bit::NOT_HANJA;
        }
        if word.chars().next().is_some_and(|first| self.common_surnames.fits_char(first)) {
            bits |= bit::COMMON_SURNAME;
        }
        if word.chars().next().is_some_and(|first| self.seldom_surnames.fits_char(first)) {
            bits |= bit::SELDOM_SURNAME;
        }
        bits
    }
}

impl Facts {
    /// Says whether a word that stands beside a role can be a name: it has the shape of a full name, is made of
    /// syllables of given names, or has one that Korean nouns lack, as foreign names have.
    pub(crate) fn is_name_beside_role(self) -> bool {
        if self.is_likely_name() || !self.is_hangul() {
            return true;
        }
        let is_given =
            self.has(bit::ALL_GIVEN) && (self.n_chars() == 2 || self.n_chars() == 4 && self.has_common_surname());
        let is_full =
            self.is_name() && self.has(bit::COMMON_SURNAME) && (self.n_chars() >= 3 || self.has_given_syllables());
        is_given || is_full || self.is_foreign()
    }

    /// Says whether a Hangul word has a syllable that Korean nouns lack.
    pub fn is_foreign(self) -> bool {
        self.has(bit::NOT_HANJA)
    }

    /// Says whether the word begins with a common surname.
    pub fn has_common_surname(self) -> bool {
        self.has(bit::COMMON_SURNAME)
    }
}
