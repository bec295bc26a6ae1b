//! Tells from a document whom it calls *he* and whom *she*, by the pronouns that can mean nobody else there.

use std::ops::Range;

use onrecord_model::{Document, Gender, NamedPerson};

use crate::quote::english::sentence::sentences;
use onrecord_language::lexicon::is;
use onrecord_language::marks::Run;
use onrecord_language::token::{Token, TokenKind};

/// Pronouns against what a given name or title shows are believed from this many on.
const MANY: u32 = 3;

/// How often a person was called he and she.
#[derive(Debug, Clone, Copy, Default)]
struct Heard {
    he: u32,
    she: u32,
}

impl Heard {
    fn add(&mut self, gender: Gender) {
        match gender {
            Gender::Male => self.he += 1,
            Gender::Female => self.she += 1,
        }
    }

    /// Returns what was heard, where nearly all of it agrees; `known` is what the name, title or role shows.
    fn gender(self, known: Option<Gender>) -> Option<Gender> {
        let heard = match (self.he, self.she) {
            (he, she) if he > 2 * she => Some((Gender::Male, he, she)),
            (he, she) if she > 2 * he => Some((Gender::Female, she, he)),
            _ => None,
        };
        match (known, heard) {
            (None, Some((gender, ..))) => Some(gender),
            (Some(known), Some((gender, n, 0))) if gender != known && n >= MANY => Some(gender),
            _ => known,
        }
    }
}

/// Returns the gender of each person as far as name, title, role and the pronouns of the document show it.
///
/// `blocks` are the tokens of the English blocks; `ending_at` gives the person whose name ends at a byte.
pub(super) fn genders(
    document: &Document,
    runs: &[Run],
    blocks: &[Vec<Token>],
    people: &[NamedPerson],
    ending_at: impl Fn(u32) -> Option<u32>,
) -> Vec<Option<Gender>> {
    let mut heard = vec![Heard::default(); people.len()];
    for tokens in blocks {
        let mut before = None;
        for sentence in sentences(document.text(), tokens, runs) {
            before = hear(tokens, &sentence, before, &ending_at, &mut heard);
        }
    }
    people.iter().zip(heard).map(|(person, heard)| heard.gender(person.gender)).collect()
}

/// Counts the pronouns of a sentence that can mean only one; returns whom a pronoun at the head of the next one means.
fn hear(
    tokens: &[Token],
    sentence: &Range<usize>,
    before: Option<u32>,
    ending_at: &impl Fn(u32) -> Option<u32>,
    heard: &mut [Heard],
) -> Option<u32> {
    let named = |at: usize| Some(at).filter(|&at| tokens[at].is_word()).and_then(|at| ending_at(tokens[at].end));
    let mut mentions = sentence.clone().filter_map(|at| Some((at, named(at)?)));
    let opening = sentence.clone().find(|&at| tokens[at].is_word())?;
    let opener = pronoun(tokens, opening);
    if let (Some(person), Some(gender)) = (before, opener)
        && let Some(heard) = heard.get_mut(person as usize)
    {
        heard.add(gender);
    }
    let Some((at, person)) = mentions.next() else { return before.filter(|_| opener.is_some()) };
    let is_only = mentions.all(|(_, other)| other == person);
    let leads = at <= sentence.start + 8 && opener.is_none() && !depends(tokens, sentence, at);
    if !leads {
        return None;
    }
    for behind in at + 1..sentence.end {
        let token = &tokens[behind];
        if named(behind).is_some_and(|other| other != person) {
            break;
        }
        // "told the reporter that she": either may be meant. "Ana Poe, an actress": she is one.
        if token.is_word() && token.is(is::ROLE) && !is_apposed(tokens, sentence, behind) {
            break;
        }
        // "noticed her when she": somebody else is spoken of.
        if token.is(is::OBJECTIVE) && token.is(is::MALE | is::FEMALE) && pronoun(tokens, behind).is_none() {
            break;
        }
        if let Some(gender) = pronoun(tokens, behind) {
            if let Some(heard) = heard.get_mut(person as usize) {
                heard.add(gender);
            }
            break;
        }
    }
    is_only.then_some(person)
}

/// Returns the gender of a pronoun that may stand for a subject: he, his, himself; her only before a noun.
fn pronoun(tokens: &[Token], at: usize) -> Option<Gender> {
    let token = &tokens[at];
    if !token.is_word() || token.is(is::GIVEN) {
        return None;
    }
    let gender = match token.kinds & (is::MALE | is::FEMALE) {
        is::MALE => Gender::Male,
        is::FEMALE => Gender::Female,
        _ => return None,
    };
    let owns = token.is(is::POSSESSIVE)
        && (!token.is(is::OBJECTIVE)
            || tokens.get(at + 1).is_some_and(|next| {
                next.is_word() && !next.is(is::PREPOSITION | is::AND | is::ADVERB | is::TIME | is::CLAUSE_WORD)
            }));
    (token.is(is::HE | is::SHE) || owns).then_some(gender)
}

/// Says whether a name hangs on a preposition: “read by Ana Poe”.
fn depends(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    let first = (sentence.start..at).rev().find(|&at| !(tokens[at].is_word() && tokens[at].is_capital));
    first
        .is_some_and(|at| tokens[at].is_word() && tokens[at].is(is::PREPOSITION) || tokens[at].kind == TokenKind::Owner)
}

/// Says whether a role stands in a phrase between pauses, or behind `is`.
fn is_apposed(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    let opens = (sentence.start..at).rev().take(5).find(|&at| tokens[at].is_pause() || tokens[at].is(is::BE));
    opens.is_some_and(|opens| (opens + 1..at).all(|at| tokens[at].is_word() && !tokens[at].is_finite()))
}
