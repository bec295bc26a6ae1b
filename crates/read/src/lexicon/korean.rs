//! The Korean rows: `lexicon/ko/`.

use super::rows;
use super::table::{Ends, Map, Set, Starts};
use crate::korean::syllable::{BIEUP, MIEUM, NIEUN, RIEUL, SSANG_SIOS, coda, vowel, with};

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../../../lexicon/ko/", $name))
    };
}

/// Korean words that tell who speaks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Korean {
    roles: Set<&'static str>,
    honorifics: Set<&'static str>,
    befores: Set<&'static str>,
    speakers: Map<&'static str, SpeakerWord>,
    sayings: Map<&'static str, Saying>,
    things: Set<&'static str>,
    surnames: Set<&'static str>,
    given: Set<char>,
    not_names: Set<&'static str>,
    verbal_nouns: Set<&'static str>,
    clauses: Map<&'static str, Clause>,
    connectives: Map<&'static str, bool>,
    verbs: Map<String, Verb>,
    role_ends: Ends,
    speaker_ends: Ends,
    saying_ends: Ends,
    thing_ends: Ends,
    verb_starts: Starts,
}

/// A word that stands for somebody who speaks without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpeakerWord {
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
pub(crate) enum Saying {
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
pub(crate) enum Clause {
    /// The next clause has a subject of its own.
    Other,
    /// The subject goes on.
    Same,
    /// The clause describes the next noun.
    BeforeNoun,
}

/// What a verb beside a quotation says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// The subject says it.
    Say,
    /// The subject asks it.
    Ask,
    /// The subject does something while saying it.
    Act,
    /// The subject thinks it.
    Think,
    /// It is a name, no speech.
    Name,
    /// The subject puts something into these words.
    Put,
    /// The subject is a human being, whatever is said.
    Live,
    /// 하다, which says something only right behind a quotation.
    Do,
}

/// The most characters that a verb form has.
const LONGEST_VERB: usize = 9;

impl Korean {
    pub(crate) fn built_in() -> Self {
        let set = |file: &'static str| -> Set<&'static str> { rows(file).collect() };
        let mut korean = Self {
            roles: set(file!("roles.txt")),
            honorifics: set(file!("honorifics.txt")),
            befores: set(file!("before_speakers.txt")),
            speakers: columns(file!("speakers.txt"), |class| match class {
                "people" => Some(SpeakerWord::People),
                "group" => Some(SpeakerWord::Group),
                "pronoun" => Some(SpeakerWord::Pronoun),
                "first" => Some(SpeakerWord::First),
                "self" => Some(SpeakerWord::Oneself),
                _ => None,
            }),
            sayings: columns(file!("sayings.txt"), |class| match class {
                "say" => Some(Saying::Said),
                "ask" => Some(Saying::Asked),
                "line" => Some(Saying::Line),
                "name" => Some(Saying::Name),
                "sign" => Some(Saying::Sign),
                _ => None,
            }),
            things: set(file!("things.txt")),
            surnames: rows(file!("surnames.txt")).flat_map(str::split_whitespace).collect(),
            given: rows(file!("given_names.txt")).flat_map(str::chars).filter(|char| !char.is_whitespace()).collect(),
            not_names: set(file!("not_names.txt")),
            verbal_nouns: rows(file!("verbal_nouns.txt")).flat_map(str::split_whitespace).collect(),
            clauses: clauses(),
            connectives: connectives(),
            verbs: verbs(),
            ..Self::default()
        };
        korean.role_ends = Ends::of(korean.roles.iter().copied());
        korean.speaker_ends = Ends::of(korean.speakers.keys().copied());
        korean.saying_ends = Ends::of(korean.sayings.keys().copied());
        korean.thing_ends = Ends::of(korean.things.iter().copied());
        korean.verb_starts =
            Starts(Ends::of(korean.verbs.keys().map(|form| &form[..form.chars().next().map_or(0, char::len_utf8)])));
        korean
    }

    /// Says whether a word is what a person does: 배우, 감독; also as the end of a compound: 촬영감독, 감독님.
    pub(crate) fn is_role(&self, word: &str) -> bool {
        let word = word.strip_suffix("님").filter(|rest| !rest.is_empty()).unwrap_or(word);
        self.role_ends.fits(word)
            && (self.roles.contains(word)
                || tails(word, 2).any(|(head, tail)| head.chars().count() >= 2 && self.roles.contains(tail)))
    }

    /// Returns where the role begins in a word that joins a name and a role: 6 in 도하감독 (in bytes).
    pub(crate) fn role_behind_name(&self, word: &str) -> Option<usize> {
        if !self.role_ends.fits(word) || self.roles.contains(word) || self.not_names.contains(word) {
            return None;
        }
        tails(word, 2).find(|(head, tail)| self.roles.contains(tail) && self.is_name(head)).map(|(head, _)| head.len())
    }

    /// Returns where the role begins in a word that joins a surname and a role: 3 in 도감독 (in bytes).
    pub(crate) fn role_behind_surname(&self, word: &str) -> Option<usize> {
        if !self.role_ends.fits(word) || self.roles.contains(word) || self.not_names.contains(word) {
            return None;
        }
        let one = word.chars().next()?.len_utf8();
        (self.surnames.contains(&word[..one]) && word[one..].chars().count() >= 2 && self.roles.contains(&word[one..]))
            .then_some(one)
    }

    /// Says whether a word behind a name honours the person.
    pub(crate) fn is_honorific(&self, word: &str) -> bool {
        self.honorifics.contains(word)
    }

    /// Says whether a word may stand before a role or name and belong to it.
    pub(crate) fn is_before_speaker(&self, word: &str) -> bool {
        self.befores.contains(word)
    }

    /// Returns what kind of speaker a word stands for; also as the end of a compound, and with 들.
    pub(crate) fn speaker(&self, word: &str) -> Option<SpeakerWord> {
        if let Some(&found) = self.speakers.get(word) {
            return Some(found);
        }
        if let Some(one) = word.strip_suffix("들") {
            if self.roles.contains(one) || self.honorifics.contains(one) || self.is_role(one) {
                return Some(SpeakerWord::People);
            }
            return self.speaker(one).filter(|_| !one.is_empty());
        }
        if !self.speaker_ends.fits(word) {
            return None;
        }
        let compound = tails(word, 2).find_map(|(_, tail)| self.speakers.get(tail).copied());
        compound.filter(|found| matches!(found, SpeakerWord::People | SpeakerWord::Group)).or_else(|| {
            let is_side = word.ends_with('측') && word.chars().count() >= 3;
            is_side.then_some(SpeakerWord::Group)
        })
    }

    /// Returns what a noun says of the words in marks before it.
    pub(crate) fn saying(&self, noun: &str) -> Option<Saying> {
        if !self.saying_ends.fits(noun) {
            return None;
        }
        self.sayings.get(noun).copied().or_else(|| tails(noun, 2).find_map(|(_, tail)| self.sayings.get(tail).copied()))
    }

    /// Says whether a noun is no person; also as the end of a compound.
    pub(crate) fn is_thing(&self, noun: &str) -> bool {
        self.thing_ends.fits(noun)
            && (self.things.contains(noun) || tails(noun, 2).any(|(_, tail)| self.things.contains(tail)))
    }

    /// Says whether a noun introduces the title of a work or a name: 영화, 밴드.
    pub(crate) fn names_things(&self, noun: &str) -> bool {
        self.sayings.get(noun) == Some(&Saying::Name)
    }

    /// Says whether a word has the shape of a full Korean name: a surname and one or two syllables, and is no
    /// other word that we know.
    pub(crate) fn is_name(&self, word: &str) -> bool {
        let Some(given) = self.given_name(word) else { return false };
        let n_given = given.chars().count();
        let n_surname = word.chars().count() - n_given;
        n_given == 2 || n_given == 1 && n_surname <= 2
    }

    /// Says whether a word is likely a name even where nothing else shows it.
    pub(crate) fn is_likely_name(&self, word: &str) -> bool {
        let n_syllables = word.chars().count();
        (n_syllables == 3 || n_syllables == 4) && self.is_name(word) && self.has_given_syllables(word)
    }

    /// Says whether all syllables behind the surname are ones that given names are made of.
    pub(crate) fn has_given_syllables(&self, word: &str) -> bool {
        self.given_name(word).is_some_and(|given| given.chars().all(|char| self.given.contains(&char)))
    }

    /// Returns the given name of a word that begins with a surname and is not another word that we know.
    pub(crate) fn given_name<'a>(&self, word: &'a str) -> Option<&'a str> {
        let n_syllables = word.chars().count();
        if !(2..=4).contains(&n_syllables) || !crate::korean::syllable::is_hangul(word) || self.is_other_word(word) {
            return None;
        }
        let two = word.char_indices().nth(2).map_or(word.len(), |(at, _)| at);
        if n_syllables >= 3 && self.surnames.contains(&word[..two]) {
            return Some(&word[two..]);
        }
        let one = word.chars().next().map_or(0, char::len_utf8);
        (n_syllables <= 3 && self.surnames.contains(&word[..one])).then(|| &word[one..])
    }

    /// Says whether a word opens a sentence or stands before a subject, and belongs to no name.
    pub(crate) fn is_connective(&self, word: &str) -> bool {
        self.connectives.contains_key(word)
    }

    /// Says whether a word joins its sentence to the one before, and so belongs to no words that are reported.
    pub(crate) fn joins_sentences(&self, word: &str) -> bool {
        self.connectives.get(word) == Some(&true)
    }

    /// Says whether a word is a surname.
    pub(crate) fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains(word)
    }

    /// Says whether a word is known and is no name: 주인공, 정리하.
    pub(crate) fn is_other_word(&self, word: &str) -> bool {
        if self.not_names.contains(word)
            || self.connectives.contains_key(word)
            || self.things.contains(word)
            || self.roles.contains(word)
            || self.speakers.contains_key(word)
            || self.sayings.contains_key(word)
        {
            return true;
        }
        let one = word.strip_suffix("들").unwrap_or(word);
        if one.len() < word.len()
            && (self.roles.contains(one) || self.speakers.contains_key(one) || self.not_names.contains(one))
        {
            return true;
        }
        ["하", "되", "했", "한", "할", "해", "된", "적", "시키"].iter().any(|ending| {
            word.strip_suffix(ending).is_some_and(|noun| {
                self.verbal_nouns.contains(noun) || self.things.contains(noun) && noun.chars().count() > 1
            })
        })
    }

    /// Returns what the ending of a word does to the clause before it; `None` where it is no verb that we know.
    pub(crate) fn clause(&self, word: &str) -> Option<Clause> {
        if let Some(&clause) = self.clauses.get(word) {
            return (word.chars().count() > 1).then_some(clause);
        }
        tails(word, 1).find_map(|(_, tail)| self.clauses.get(tail).copied())
    }

    /// Returns the verb that begins a text, and the length of the form that was found.
    pub(crate) fn verb(&self, text: &str) -> Option<(Verb, usize)> {
        if !self.verb_starts.fits(text) {
            return None;
        }
        let (mut borders, mut n_borders) = ([0; LONGEST_VERB], 0);
        for (at, char) in text.char_indices().take(LONGEST_VERB) {
            borders[n_borders] = at + char.len_utf8();
            n_borders += 1;
        }
        borders[..n_borders].iter().rev().find_map(|&end| {
            let form = text.get(..end)?;
            let verb = *self.verbs.get(form)?;
            let next = text[end..].chars().next();
            (next.is_none_or(goes_on_verb) || coda(form.chars().next_back()?) == Some(SSANG_SIOS))
                .then_some((verb, end))
        })
    }
}

/// Says whether a character may follow the stem of a verb.
fn goes_on_verb(char: char) -> bool {
    !char.is_alphanumeric() || "다고며면는은을던자지으었았기더겠습니려아어서라도나게듯셨시신실네죠요바".contains(char)
}

/// Returns the ways to cut a word before its last syllables, longest tail first; a tail has at least `fewest`.
fn tails(word: &str, fewest: usize) -> impl Iterator<Item = (&str, &str)> {
    let n_chars = word.chars().count();
    word.char_indices()
        .enumerate()
        .skip(1)
        .filter(move |(nth, _)| n_chars - nth >= fewest && n_chars - nth <= 5)
        .map(|(_, (at, _))| word.split_at(at))
}

fn columns<T>(file: &'static str, class: impl Fn(&str) -> Option<T>) -> Map<&'static str, T> {
    rows(file)
        .filter_map(|row| row.split_once('\t'))
        .filter_map(|(word, name)| Some((word, class(name.trim())?)))
        .collect()
}

fn connectives() -> Map<&'static str, bool> {
    let of =
        |(kind, words): (&'static str, &'static str)| words.split_whitespace().map(move |word| (word, kind == "opens"));
    rows(file!("connectives.txt")).filter_map(|row| row.split_once('\t')).flat_map(of).collect()
}

fn clauses() -> Map<&'static str, Clause> {
    let mut clauses = Map::default();
    for (kind, endings) in rows(file!("clause_endings.txt")).filter_map(|row| row.split_once('\t')) {
        let clause = match kind {
            "other" => Clause::Other,
            "same" => Clause::Same,
            _ => Clause::BeforeNoun,
        };
        clauses.extend(endings.split_whitespace().map(|ending| (ending, clause)));
    }
    clauses
}

fn verbs() -> Map<String, Verb> {
    let mut verbs = Map::default();
    for row in rows(file!("verbs.txt")) {
        let mut columns = row.split('\t');
        let (Some(word), Some(class)) = (columns.next(), columns.next()) else { continue };
        let verb = match class {
            "ask" => Verb::Ask,
            "act" => Verb::Act,
            "think" => Verb::Think,
            "name" => Verb::Name,
            "put" => Verb::Put,
            "live" => Verb::Live,
            "do" => Verb::Do,
            _ => Verb::Say,
        };
        for stem in word.strip_suffix('다').into_iter().chain(columns.flat_map(|extra| extra.split(','))) {
            for form in forms(stem) {
                verbs.insert(form, verb);
            }
        }
    }
    verbs
}

/// Returns the forms that a verb's stem takes before endings: 밝히, 밝혔, 밝혀, 밝힌, 밝힐, 밝힙, 밝힘.
fn forms(stem: &str) -> Vec<String> {
    let mut forms = vec![stem.to_owned()];
    let Some(last) = stem.chars().next_back() else { return forms };
    let head = &stem[..stem.len() - last.len_utf8()];
    if coda(last) != Some(0) {
        return forms;
    }
    // The vowels are numbered ㅏ 0, ㅐ 1, ㅓ 4, ㅕ 6, ㅗ 8, ㅘ 9, ㅜ 13, ㅝ 14, ㅡ 18, ㅣ 20.
    let past = match (last, vowel(last)) {
        ('하', _) => Some(1),
        (_, Some(20)) => Some(6),
        (_, Some(8)) => Some(9),
        (_, Some(13)) => Some(14),
        (_, Some(18)) => Some(4),
        (_, vowel) => vowel,
    };
    let mut push = |vowel: Option<u32>, coda: u32| {
        if let Some(vowel) = vowel {
            forms.push(format!("{head}{}", with(last, vowel, coda)));
        }
    };
    push(past, SSANG_SIOS);
    push(past, 0);
    for coda in [NIEUN, RIEUL, MIEUM, BIEUP] {
        push(vowel(last), coda);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_verb(text: &str, expected: Option<(Verb, &str)>) {
        let korean = Korean::built_in();
        assert_eq!(korean.verb(text).map(|(verb, end)| (verb, &text[..end])), expected, "{text}");
    }

    #[test]
    fn verbs_in_their_forms() {
        check_verb("밝혔다", Some((Verb::Say, "밝혔")));
        check_verb("털어놓으며", Some((Verb::Say, "털어놓")));
        check_verb("물었다", Some((Verb::Ask, "물었")));
        check_verb("손사래를 쳤다", Some((Verb::Act, "손사래를 쳤")));
        check_verb("불리는", Some((Verb::Name, "불리")));
        check_verb("쓰레기를", None);
        check_verb("울산에서", None);
    }

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
    fn compounds_are_known_by_their_end() {
        let korean = Korean::built_in();
        assert!(korean.is_role("감독님") && korean.is_role("분장감독"));
        assert_eq!(korean.speaker("소속사측"), Some(SpeakerWord::Group));
        assert_eq!(korean.speaker("팬들"), Some(SpeakerWord::People));
        assert_eq!(korean.role_behind_name("도가람감독"), Some("도가람".len()));
        assert_eq!(korean.clause("묻자"), Some(Clause::Other));
        assert_eq!(korean.clause("연출한"), Some(Clause::BeforeNoun));
    }
}
