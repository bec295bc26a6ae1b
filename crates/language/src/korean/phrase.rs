//! Tells whom a noun with the words before it stands for: 배우 도가람, 도 감독, 두 배우, ‘물길’ 제작진, 그.

#[cfg(test)]
mod tests;

use std::ops::Range;

use onrecord_model::letter::is_syllable;

use super::who::{KnownNames, Phrase, Who};
use super::word::{Stop, Word, WordKind};
use crate::lexicon::{Facts, Korean, Particle, SpeakerWord};

/// What phrases are read with.
pub struct Scope<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The Korean rows.
    pub korean: &'a Korean,
    /// Names that the document is known to have.
    pub known: KnownNames<'a>,
}

/// The most syllables of a name of one word.
const LONGEST_ALONE: usize = 5;
/// The most syllables of one word of a foreign name.
const LONGEST_FOREIGN: usize = 9;

/// Bytes around a name in which its surname stands again.
const NEARBY: usize = 1000;

/// The most words of a phrase.
const LONGEST: usize = 24;

impl<'a> Scope<'a> {
    /// Returns the phrase that ends with the word at `head`.
    pub fn phrase(&self, words: &[Word], head: usize) -> Phrase {
        let mut phrase = self.one(words, head);
        while matches!(phrase.who, Who::Name | Who::LikelyName | Who::Role | Who::Surname)
            && phrase.first > 0
            && head - phrase.first < LONGEST
        {
            let before = &words[phrase.first - 1];
            let is_joined = before.is_plain()
                && (before.particle == Particle::And && before.stop == Stop::None
                    || before.particle == Particle::Bare
                        && before.stop == Stop::Comma
                        && (phrase.is_several
                            || self.is_name_alone(before)
                            || self.one(words, phrase.first - 1).who == Who::Name));
            if !is_joined {
                break;
            }
            let other = self.one(words, phrase.first - 1);
            if !matches!(other.who, Who::Name | Who::LikelyName | Who::Role | Who::Surname | Who::Group | Who::People) {
                break;
            }
            phrase =
                Phrase { first: other.first, whole: other.whole.start..phrase.whole.end, is_several: true, ..phrase };
        }
        phrase
    }

    /// Returns the phrase that ends with the word at `head`, of one person or group.
    pub fn one(&self, words: &[Word], head: usize) -> Phrase {
        let word = &words[head];
        let noun = word.noun(self.text);
        let small = &self.korean.small;
        let found = |who, name, first| self.extended(words, head, first, who, name);
        if !word.is_plain() || noun.is_empty() {
            return Phrase {
                first: head,
                head,
                whole: word.at.clone(),
                who: Who::Thing,
                name: None,
                is_several: false,
            };
        }
        let at = word.at.start..word.base;
        let before = self.before(words, head);
        if (word.bare.is_honorific() || small.the_same.has(noun))
            && let Some(name) = before.and_then(|before| self.name_before(words, before, small.of_given.has(noun)))
        {
            return found(Who::Name, Some(name.1), name.0);
        }
        if let Some((first, name)) = self.known_of_two(words, head) {
            return found(Who::Name, Some(name), first);
        }
        if self.known.contains(noun) {
            return found(Who::Name, Some(at), head);
        }
        if let Some(name) = self.two_words(words, head) {
            return found(Who::Name, Some(name.1), name.0);
        }
        if !word.bare.is_role() && self.goes_on(words, head) {
            return found(Who::Unknown, None, head);
        }
        if let Some(border) = word.bare.role_behind_name() {
            return found(Who::Name, Some(at.start..at.start + border), head);
        }
        if small.mister.has(noun)
            && let Some(before) = before.filter(|&before| self.is_surname(&words[before]))
        {
            return found(Who::Surname, Some(words[before].at.clone()), before);
        }
        if word.bare.is_role() {
            let before = before.map(|before| self.behind_rank(words, before));
            if let Some(before) = before.filter(|&before| self.is_surname(&words[before])) {
                return found(Who::Surname, Some(words[before].at.clone()), before);
            }
            if let Some((first, name)) = before.and_then(|before| self.name_before(words, before, true)) {
                return found(Who::Name, Some(name), first);
            }
            return found(Who::Role, None, head);
        }
        if let Some(border) = word.bare.role_behind_surname() {
            return found(Who::Surname, Some(at.start..at.start + border), head);
        }
        // 감독님 수건: behind 님 stands what somebody has, never the name.
        let is_behind_role = before
            .is_some_and(|before| bare_role(&words[before]) && !small.honour.ends(words[before].whole(self.text)));
        if is_behind_role && could_be_name(word.bare, noun) && word.bare.is_name_beside_role() {
            return found(Who::Name, Some(at), head);
        }
        match word.bare.speaker() {
            Some(SpeakerWord::Pronoun) => return found(Who::Pronoun, None, head),
            Some(SpeakerWord::First) => return found(Who::First, None, head),
            Some(SpeakerWord::Oneself) => return found(Who::Oneself, None, head),
            Some(SpeakerWord::People) => return found(Who::People, None, head),
            Some(SpeakerWord::Group) => return found(Who::Group, None, head),
            None => {}
        }
        let is_shown = !word.bare.has_seldom_surname() || word.base < word.stem;
        if word.bare.is_name() && word.bare.n_chars() >= 3 && is_shown {
            return found(Who::LikelyName, Some(at), head);
        }
        if word.bare.is_thing() {
            return found(Who::Thing, None, head);
        }
        if word.bare.is_name() && word.bare.has_given_syllables() {
            return found(Who::MaybeName, Some(at), head);
        }
        if is_latin_name(noun) {
            let first = self.latin_start(words, head);
            return found(Who::LikelyName, Some(words[first].at.start..at.end), first);
        }
        // 기리 소스케(58): a note shows more than the words do.
        let has_note = word.base < word.stem && word.bare.clause().is_none() && could_be_part(word.bare, noun);
        if let Some(first) = self.foreign_before(words, head, noun).filter(|_| has_note) {
            return found(Who::LikelyName, Some(words[first].at.start..at.end), first);
        }
        found(Who::Unknown, None, head)
    }

    /// Returns the place of the word before a rank that stands between name and role: 도가람 총괄 프로듀서.
    fn behind_rank(&self, words: &[Word], at: usize) -> usize {
        let word = &words[at];
        let is_former = self.korean.small.former.has(word.whole(self.text))
            && self.before(words, at).is_some_and(|name| words[name].bare.is_likely_name());
        let is_rank = is_former || word.full.n_chars() >= 2 && (word.full.is_before_speaker() || bare_role(word));
        if is_rank {
            self.before(words, at)
                .filter(|&name| words[name].bare.is_name() && words[name].particle == Particle::Bare)
                .unwrap_or(at)
        } else {
            at
        }
    }

    /// Returns the place of the word right before, if only white space is between.
    fn before(&self, words: &[Word], head: usize) -> Option<usize> {
        let before = head.checked_sub(1)?;
        (words[before].is_plain() && words[before].stop == Stop::None).then_some(before)
    }

    /// Returns the first word and the place of a name that ends with the word at `at`, where a role or honour follows.
    fn name_before(&self, words: &[Word], at: usize, takes_given: bool) -> Option<(usize, Range<usize>)> {
        let word = &words[at];
        let noun = word.noun(self.text);
        if word.particle == Particle::Bare {
            let alone = || self.known.contains(noun).then_some((at, word.at.start..word.base));
            if let Some(known) = self.known_of_two(words, at).or_else(alone) {
                return Some(known);
            }
        }
        let is_cut =
            matches!(word.particle, Particle::Other | Particle::Also | Particle::And) && word.full.is_likely_name();
        if is_cut && !word.bare.is_other_word() || self.is_name_with_ending(words, at) {
            return Some((at, word.at.clone()));
        }
        let small = &self.korean.small;
        let is_mister = words.get(at + 1).is_some_and(|next| small.mister.has(next.noun(self.text)));
        let surnamed = [word.base, word.at.end].map(|end| word.at.start..end);
        let surnamed = surnamed.into_iter().rfind(|place| self.korean.may_be_honoured(&self.text[place.clone()]));
        if let Some(place) = surnamed.filter(|_| is_mister && !word.bare.is_likely_name()) {
            return Some((at, place));
        }
        // 틴들 looks like more than one of something: before 씨 it is the end of a foreign name.
        if let Some(first) = self.foreign_before(words, at, word.whole(self.text)).filter(|_| is_mister) {
            return Some((first, words[first].at.start..word.at.end));
        }
        let is_honoured =
            words.get(at + 1).is_some_and(|next| next.bare.is_honorific() || small.honour.ends(next.noun(self.text)));
        let could_be_alone =
            is_honoured || word.bare.is_name_beside_role() || self.korean.is_rare_name(noun, word.bare);
        if word.particle != Particle::Bare || !could_be_part(word.bare, noun) {
            return None;
        }
        let place = word.at.start..word.base;
        if is_initials(noun) && !is_honoured {
            return None;
        }
        // 도가람 한빛대 교수: a university, with or without a name before it.
        let is_university = small.university.ends(noun)
            && word.bare.n_chars() >= 3
            && words.get(at + 1).is_some_and(|next| small.university_role.ends(next.noun(self.text)));
        if is_university {
            let name = self
                .before(words, at)
                .filter(|&name| words[name].particle == Particle::Bare && words[name].bare.is_likely_name())?;
            return Some((name, words[name].at.start..words[name].base));
        }
        if is_latin_name(noun) {
            let first = self.latin_start(words, at);
            return Some((first, words[first].at.start..place.end));
        }
        if word.bare.is_likely_name() {
            return Some((at, place));
        }
        // A foreign name may have two words: 로이 마르테 감독.
        let earlier = at.checked_sub(1).map(|earlier| (earlier, &words[earlier])).filter(|(_, word)| {
            word.is_plain()
                && word.particle == Particle::Bare
                && word.stop == Stop::None
                && word.bare.n_chars() >= 2
                && word.bare.is_hangul()
                && could_be_part(word.bare, word.noun(self.text))
                && word.bare.clause().is_none()
        });
        match earlier {
            // 도여울 상담 교사: what the person does is said in two words.
            Some((earlier, first)) if self.is_full_name(first) => Some((earlier, first.at.start..first.base)),
            Some((earlier, first))
                if word.bare.n_chars() >= 2
                    && word.bare.is_hangul()
                    && !first.bare.is_likely_name()
                    && are_foreign(first.bare, word.bare) =>
            {
                Some((earlier, first.at.start..place.end))
            }
            _ if !could_be_alone => None,
            _ if word.bare.is_name() => Some((at, place)),
            _ if word.bare.n_chars() > LONGEST_ALONE && !is_honoured => None,
            _ => (takes_given && word.bare.n_chars() >= 2 && word.bare.clause().is_none()).then_some((at, place)),
        }
    }

    /// Says whether a name ends as if a particle stood behind it, and the same surname stands with the same role nearby: `반영은 감독`,
    /// `반 감독`.
    fn is_name_with_ending(&self, words: &[Word], at: usize) -> bool {
        let (word, Some(role)) = (&words[at], words.get(at + 1)) else { return false };
        let is_ending = matches!(word.particle, Particle::Topic | Particle::Subject)
            && word.full.is_name()
            && word.full.n_chars() == 3
            && word.stop == Stop::None
            && role.bare.is_role();
        let Some(surname) = self.text[word.at.clone()].chars().next().filter(|_| is_ending) else { return false };
        let (start, end) = (word.at.start.saturating_sub(NEARBY), (role.at.end + NEARBY).min(self.text.len()));
        let near = &self.text[self.text.floor_char_boundary(start)..self.text.ceil_char_boundary(end)];
        let short = format!("{surname} {}", role.noun(self.text));
        near.match_indices(&short)
            .any(|(at, _)| near[..at].chars().next_back().is_none_or(|before| !is_syllable(before)))
    }

    /// Returns the place of the word before one that ends with `last`, where both read as a foreign name.
    fn foreign_before(&self, words: &[Word], at: usize, last: &str) -> Option<usize> {
        let first = self.before(words, at)?;
        let word = &words[first];
        let is_part = word.particle == Particle::Bare
            && word.bare.n_chars() >= 2
            && last.chars().nth(1).is_some()
            && could_be_part(word.bare, word.noun(self.text))
            && word.bare.clause().is_none();
        (is_part && self.korean.reads_as_foreign(word.noun(self.text), last)).then_some(first)
    }

    /// Returns the first word and the place of a name of two words that the document is known to have.
    fn known_of_two(&self, words: &[Word], head: usize) -> Option<(usize, Range<usize>)> {
        let first = self.before(words, head).filter(|&first| words[first].particle == Particle::Bare)?;
        let name = words[first].at.start..words[head].base;
        self.known.contains(&self.text[name.clone()]).then_some((first, name))
    }

    /// Returns the first word and the place of a name of two words behind a role: 배우 로이 마르테.
    fn two_words(&self, words: &[Word], head: usize) -> Option<(usize, Range<usize>)> {
        let first = self.before(words, head)?;
        let role = self.before(words, first)?;
        if words[head].particle == Particle::Bare && words[head].stop == Stop::None || !bare_role(&words[role]) {
            return None;
        }
        let (noun, given) = (words[head].bare, words[first].bare);
        let given_text = words[first].noun(self.text);
        let fits = words[first].particle == Particle::Bare
            && !given.is_likely_name()
            && given.is_hangul()
            && noun.is_hangul()
            && could_be_part(given, given_text)
            && could_be_part(noun, words[head].noun(self.text))
            && noun.n_chars() >= 2
            && are_foreign(given, noun)
            && !self.known.contains(given_text);
        (fits && noun.clause().is_none()).then(|| (first, words[first].at.start..words[head].base))
    }

    /// Says whether the name goes on in the next word: Rena of Rena Marlow.
    fn goes_on(&self, words: &[Word], head: usize) -> bool {
        let word = &words[head];
        word.particle == Particle::Bare
            && word.stop == Stop::None
            && words.get(head + 1).is_some_and(|next| {
                !next.is_glued
                    && next.is_plain()
                    && is_latin_name(next.noun(self.text))
                    && is_latin_name(word.noun(self.text))
            })
            || word.particle == Particle::Bare
                && words.get(head + 1).is_some_and(|next| next.is_plain())
                && self.two_words(words, head + 1).is_some()
    }

    /// Says whether a word is a surname here: 이, 한 and 전 are so only where somebody of that name is known.
    fn is_surname(&self, word: &Word) -> bool {
        word.full.is_surname()
            && (word.full.n_chars() == 1 && !word.full.is_before_speaker()
                || self.korean.is_sure_surname(word.whole(self.text))
                || self.known.is_start(word.whole(self.text)))
    }

    /// Says whether a word is likely a full name, and no shortened university: 고려대.
    fn is_full_name(&self, word: &Word) -> bool {
        let noun = word.noun(self.text);
        word.bare.is_likely_name()
            && word.bare.has_common_surname()
            && !self.korean.is_like_noun(noun, word.bare)
            && !self.korean.small.university.ends(noun)
    }

    fn is_name_alone(&self, word: &Word) -> bool {
        word.bare.is_likely_name() || self.known.contains(word.noun(self.text))
    }

    fn latin_start(&self, words: &[Word], head: usize) -> usize {
        let mut first = head;
        while let Some(before) = self.before(words, first) {
            let is_part = words[before].particle == Particle::Bare && is_latin_name(words[before].noun(self.text));
            if !is_part || head - before > 3 || words[before].bare.is_role() {
                break;
            }
            first = before;
        }
        first
    }

    /// Adds the roles and other words before a phrase that belong to it.
    fn extended(&self, words: &[Word], head: usize, first: usize, who: Who, name: Option<Range<usize>>) -> Phrase {
        let mut start = first;
        while let Some(before) = start.checked_sub(1).filter(|before| head - before < LONGEST) {
            let word = &words[before];
            let belongs = match word.kind {
                WordKind::Plain => word.stop == Stop::None && self.belongs(word, who, name.is_some()),
                WordKind::Single(_) | WordKind::Bracket => {
                    !words[start].is_glued && word.stop == Stop::None && who != Who::LikelyName && who != Who::Pronoun
                }
                WordKind::Quote(_) => false,
            };
            let is_side = self.korean.small.on_side.has(words[head].noun(self.text))
                && start == head
                && word.is_plain()
                && self.one(words, before).name.is_some();
            if is_side {
                start = self.one(words, before).first;
                break;
            }
            // 한 편성 담당자, 소속사 물푸레 관계자: a word that we do not know between the number or body and its noun.
            let is_counted = start == head
                && matches!(who, Who::People | Who::Group)
                && word.particle == Particle::Bare
                && word.stop == Stop::None
                && before.checked_sub(1).is_some_and(|one| {
                    words[one].is_plain()
                        && words[one].stop == Stop::None
                        && (self.korean.small.one.has(words[one].whole(self.text))
                            || words[one].full.speaker() == Some(SpeakerWord::Group) && word.full.is_hangul())
                });
            if !belongs && word.is_plain() && is_counted {
                start = before - 1;
                break;
            }
            if !belongs {
                break;
            }
            start = before;
        }
        let word = &words[head];
        let mut whole = words[start].at.start..word.stem;
        if let Some(name) = &name {
            whole.end = whole.end.max(name.end);
        }
        Phrase { first: start, head, whole, who, name, is_several: false }
    }

    fn belongs(&self, word: &Word, who: Who, is_name: bool) -> bool {
        match who {
            Who::Pronoun | Who::First | Who::Unknown | Who::Thing => false,
            _ if word.full.n_chars() == 1 => !is_name && word.full.is_before_speaker(),
            _ => {
                let is_body = word.particle == Particle::Bare
                    && matches!(word.full.speaker(), Some(SpeakerWord::Group | SpeakerWord::People));
                word.full.is_before_speaker()
                    || bare_role(word)
                    || is_body && !self.korean.small.plural.ends(word.whole(self.text))
            }
        }
    }
}

/// Says whether a word without a particle is a role; 소설가 and 원로 only look as if they had one.
pub fn bare_role(word: &Word) -> bool {
    word.is_plain() && if word.particle == Particle::Bare { word.bare.is_role() } else { word.full.is_role() }
}

/// Says whether a noun could be somebody's name, if its neighbours show it.
fn could_be_name(facts: Facts, noun: &str) -> bool {
    facts.n_chars() <= LONGEST_ALONE && could_be_part(facts, noun)
}

/// Says whether a noun could be one word of somebody's name, if its neighbours show it: those of foreign names are longer.
pub fn could_be_part(facts: Facts, noun: &str) -> bool {
    let n_chars = facts.n_chars();
    let longest = if facts.is_foreign() { LONGEST_FOREIGN } else { LONGEST_ALONE };
    let is_word = facts.is_hangul() && (2..=longest).contains(&n_chars);
    (is_word || is_latin_name(noun))
        && !facts.is_other_word()
        && !facts.is_before_speaker()
        && !facts.is_role()
        && !facts.is_honorific()
        && facts.speaker().is_none()
        && (n_chars >= 3 && facts.is_name() || !facts.is_thing())
        && !facts.names_things()
}

/// Says whether two words can be a foreign name together: one has a foreign syllable, and a long one always has.
fn are_foreign(first: Facts, second: Facts) -> bool {
    (first.is_foreign() || second.is_foreign())
        && [first, second].iter().all(|word| word.is_foreign() || word.n_chars() <= 2)
}

/// Says whether a word has capitals alone, as bodies and things are shortened: UN, CPU.
pub fn is_initials(word: &str) -> bool {
    word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Says whether a word is written like a Latin name: it begins with a capital.
pub fn is_latin_name(word: &str) -> bool {
    word.len() >= 2
        && word.starts_with(|char: char| char.is_ascii_uppercase())
        && word
            .chars()
            .all(|char| !is_syllable(char) && (char.is_alphabetic() || matches!(char, '.' | '-' | '\'' | '’')))
}
