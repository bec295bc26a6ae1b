//! Looks a word up: its own row, the rows of its ends, its shape as a name.

use onrecord_model::letter::is_syllable;

use super::Korean;
use super::facts::{Entry, Facts, LONGEST_TAIL, bit};
use super::kind::{Saying, SpeakerWord};
use crate::korean::syllable::is_hangul;

impl Korean {
    /// Returns what the rows say of a word.
    pub fn facts(&self, word: &str) -> Facts {
        let n_chars = word.chars().count();
        let exact = self.rows.get(word, n_chars);
        let mut facts = Facts {
            bits: exact.bits & !(bit::VERBAL | bit::NAMES_THINGS),
            n_chars: n_chars.min(255) as u8,
            speaker: exact.speaker,
            saying: exact.saying,
            clause: exact.clause.filter(|_| n_chars > 1),
            ..Facts::default()
        };
        if is_hangul(word) {
            facts.bits |= bit::HANGUL | self.shape(word);
        }
        if exact.saying == Some(Saying::Name) {
            facts.bits |= bit::NAMES_THINGS;
        }
        let has_clause = exact.clause.is_some();
        let without_honour = self.small.honour_or_person.strip(word).filter(|rest| !rest.is_empty());
        let mut tail_speaker = None;
        let first_tail = n_chars.saturating_sub(LONGEST_TAIL).max(1);
        for (nth, (at, _)) in word.char_indices().enumerate().skip(first_tail) {
            let (length, tail) = (n_chars - nth, &word[at..]);
            let row = self.rows.get(tail, length);
            if !has_clause && facts.clause.is_none() {
                facts.clause = row.clause;
            }
            if length < 2 {
                continue;
            }
            facts.bits |= row.bits & bit::THING;
            if facts.saying.is_none() {
                facts.saying = row.saying;
            }
            if tail_speaker.is_none() {
                tail_speaker = row.speaker;
            }
            if row.bits & bit::ROLE != 0 {
                if nth >= 2 && without_honour.is_none() {
                    facts.bits |= bit::ROLE;
                }
                self.role_behind(word, at, nth, exact, &mut facts);
            }
        }
        if let Some(rest) = without_honour
            && (facts.bits & bit::ROLE != 0 || self.is_role(rest))
        {
            facts.bits |= bit::ROLE;
        }
        if facts.speaker.is_none() {
            facts.speaker = self.compound_speaker(word, n_chars, tail_speaker);
        }
        if self.is_known_word(word, exact) || self.is_inflected(word) {
            facts.bits |= bit::OTHER_WORD;
        } else {
            self.name(word, &mut facts);
        }
        facts
    }

    /// Says whether 씨 makes a name of a word, whatever it looks like: three syllables behind a surname, and no word that we
    /// know.
    pub fn may_be_honoured(&self, word: &str) -> bool {
        const SYLLABLE: usize = '가'.len_utf8();
        let known = bit::NOT_NAME | bit::CONNECTIVE | bit::THING | bit::ROLE | bit::HONORIFIC | bit::BEFORE;
        let row = self.rows.get(word, 3);
        word.chars().count() == 3
            && is_hangul(word)
            && self.rows.get(&word[..SYLLABLE], 1).bits & bit::SURNAME != 0
            && row.bits & known == 0
            && row.speaker.is_none()
            && row.saying.is_none()
    }

    /// Notes a role behind a name or a surname, where the word has one at `at`, behind `nth` characters.
    fn role_behind(&self, word: &str, at: usize, nth: usize, exact: Entry, facts: &mut Facts) {
        if exact.bits & (bit::ROLE | bit::NOT_NAME) != 0 || at > usize::from(u8::MAX) {
            return;
        }
        if nth == 1 && self.surname_starts.fits(word) {
            facts.role_behind_surname = at as u8;
        }
        if facts.role_behind_name == 0 && nth >= 2 {
            let name = self.facts(&word[..at]);
            let is_told = name.n_chars() >= 3 || name.has_common_surname() && name.has_given_syllables();
            if name.is_name() && is_told && !name.is_before_speaker() {
                facts.role_behind_name = at as u8;
            }
        }
    }

    /// Returns what kind of speaker a word stands for that has no row of its own.
    fn compound_speaker(&self, word: &str, n_chars: usize, tail: Option<SpeakerWord>) -> Option<SpeakerWord> {
        if let Some(one) = self.small.plural.strip(word) {
            let facts = self.facts(one);
            let is_people = facts.is_role() || facts.is_honorific();
            return if is_people { Some(SpeakerWord::People) } else { facts.speaker.filter(|_| !one.is_empty()) };
        }
        tail.filter(|found| matches!(found, SpeakerWord::People | SpeakerWord::Group))
            .or_else(|| (self.small.side.ends(word) && n_chars >= 3).then_some(SpeakerWord::Group))
    }

    /// Says whether a word is known and is no name, by its own row or by what it is made of: 기자들, 정리하.
    fn is_known_word(&self, word: &str, exact: Entry) -> bool {
        let known = bit::NOT_NAME | bit::CONNECTIVE | bit::THING | bit::ROLE;
        if exact.bits & known != 0 || exact.speaker.is_some() || exact.saying.is_some() {
            return true;
        }
        let row = |word: &str| self.rows.get(word, word.chars().count());
        if let Some(one) = self.small.plural.strip(word) {
            let one = row(one);
            return one.bits & (bit::ROLE | bit::NOT_NAME) != 0 || one.speaker.is_some();
        }
        let Some(noun) = self.small.verb_of_noun.strip(word) else { return false };
        let bits = row(noun).bits;
        bits & bit::VERBAL != 0 || bits & bit::THING != 0 && noun.chars().nth(1).is_some()
    }

    /// Notes where the given name begins in a word that is no other word.
    fn name(&self, word: &str, facts: &mut Facts) {
        if !(2..=4).contains(&facts.n_chars) || !facts.is_hangul() || !self.surname_starts.fits(word) {
            return;
        }
        const SYLLABLE: usize = '가'.len_utf8();
        let is_double = facts.n_chars >= 3 && self.rows.get(&word[..2 * SYLLABLE], 2).bits & bit::SURNAME != 0;
        let is_single = || facts.n_chars <= 3 && self.rows.get(&word[..SYLLABLE], 1).bits & bit::SURNAME != 0;
        facts.given_at = if is_double {
            2 * SYLLABLE as u8
        } else if is_single() {
            SYLLABLE as u8
        } else {
            return;
        };
        let given = &word[usize::from(facts.given_at)..];
        if given.chars().all(|char| is_syllable(char) && self.given.fits_char(char)) {
            facts.bits |= bit::GIVEN_SYLLABLES;
        } else if facts.has_seldom_surname() {
            facts.given_at = 0;
        }
    }
}
