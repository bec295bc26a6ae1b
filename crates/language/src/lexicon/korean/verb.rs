//! Verbs of saying in their forms.

use crate::korean::syllable::{BIEUP, MIEUM, NIEUN, RIEUL, SSANG_SIOS, coda, vowel, with};
use crate::lexicon::ends::{Ends, Map, Starts};
use crate::{Row, Table, table};

const VERBS: Table = table!("ko/verbs.txt");

/// What a verb beside a quotation says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
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

const CLASSES: [(&str, Verb); 8] = [
    ("say", Verb::Say),
    ("ask", Verb::Ask),
    ("act", Verb::Act),
    ("think", Verb::Think),
    ("name", Verb::Name),
    ("put", Verb::Put),
    ("live", Verb::Live),
    ("do", Verb::Do),
];

/// The most characters that a verb form has.
const LONGEST_VERB: usize = 12;

/// All verbs in all their forms.
#[derive(Debug, Clone, Default)]
pub(super) struct Verbs {
    forms: Map<String, Verb>,
    starts: Starts,
}

impl Verbs {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let forms = verbs();
        let first = |form: &str| form.chars().next().map_or(0, char::len_utf8);
        let starts = Starts(Ends::of(forms.keys().map(|form| &form[..first(form)])));
        Self { forms, starts }
    }

    /// Returns the verb that begins a text, and the length of the form that was found.
    pub fn beginning(&self, text: &str) -> Option<(Verb, usize)> {
        if !self.starts.fits(text) {
            return None;
        }
        let (mut borders, mut n_borders) = ([0; LONGEST_VERB], 0);
        for (at, char) in text.char_indices().take(LONGEST_VERB) {
            borders[n_borders] = at + char.len_utf8();
            n_borders += 1;
        }
        borders[..n_borders].iter().rev().find_map(|&end| {
            let form = text.get(..end)?;
            let verb = *self.forms.get(form)?;
            let next = text[end..].chars().next();
            (next.is_none_or(goes_on_verb) || coda(form.chars().next_back()?) == Some(SSANG_SIOS))
                .then_some((verb, end))
        })
    }
}

/// Says whether a character may follow the stem of a verb.
fn goes_on_verb(char: char) -> bool {
    !char.is_alphanumeric()
        || "다고며면는은을던자지으었았기더겠습니려아어서라도나게듯셨셔세십시신실네죠요바".contains(char)
}

fn verbs() -> Map<String, Verb> {
    let mut verbs = Map::default();
    let row = |row: &mut Row| {
        let (word, verb) = (row.text()?, row.one_of(&CLASSES)?);
        Ok((word, verb, if row.has_more() { row.list()? } else { Vec::new() }))
    };
    for (word, verb, further) in VERBS.rows(row) {
        for stem in word.strip_suffix('다').into_iter().chain(further) {
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
    fn check(text: &str, expected: Option<(Verb, &str)>) {
        let verbs = Verbs::built_in();
        assert_eq!(verbs.beginning(text).map(|(verb, end)| (verb, &text[..end])), expected, "{text}");
    }

    #[test]
    fn verbs_in_their_forms() {
        check("밝혔다", Some((Verb::Say, "밝혔")));
        check("털어놓으며", Some((Verb::Say, "털어놓")));
        check("물었다", Some((Verb::Ask, "물었")));
        check("손사래를 쳤다", Some((Verb::Act, "손사래를 쳤")));
        check("불리는", Some((Verb::Name, "불리")));
        check("쓰레기를", None);
        check("울산에서", None);
    }
}
