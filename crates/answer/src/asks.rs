//! Does a piece have what the question asks for: a person for who, a date for when, a number of the right things for how many?

use std::collections::HashSet;

use onrecord_language::{Table, table};
use onrecord_model::{Language, Reading};

use crate::context::share;
use crate::plan::{Grammar, Kind, List, Lists, Plan};
use crate::rank::Found;
use crate::terms::terms;
use crate::unit::Unit;
use crate::value::{Unit as Counted, Value, days_of_month, values};

const COUNTERS: Table = table!("question/counters.tsv");
const REASONS: Table = table!("question/reasons.txt");

/// What counts things: Korean counters and the English words for what they count.
#[derive(Debug, Clone)]
pub(crate) struct Counters {
    rows: Vec<(Vec<&'static str>, Vec<&'static str>)>,
    reasons: Vec<String>,
}

impl Counters {
    pub(crate) fn built_in() -> Self {
        Self {
            rows: COUNTERS.rows(|row| Ok((row.words()?, row.words()?))),
            reasons: REASONS.texts().into_iter().map(|reason| reason.replace('_', " ")).collect(),
        }
    }

    /// Says whether a text gives a reason.
    fn gives_reason(&self, text: &str) -> bool {
        let lower = format!(" {} ", text.to_lowercase());
        self.reasons.iter().any(|reason| lower.contains(reason.as_str()))
    }
}

/// Says whether a piece has what its kind of question asks for.
pub(crate) fn has_kind(
    plan: &Plan,
    place: &Found<'_>,
    unit: &Unit,
    text: &str,
    is_speaker: Option<bool>,
    grammar: &Grammar,
) -> bool {
    let reading = place.reading;
    let counts = |wanted: fn(&Counted) -> bool| values(text).iter().any(|value| wanted(&value.unit));
    let lists = grammar.lists();
    match plan.kind {
        Kind::When => {
            counts(|unit| *unit == Counted::Date)
                || !days_of_month(text, place.published.unwrap_or_default()).is_empty()
                || lists.stand_in(List::Time, text)
        }
        Kind::HowLong => counts(|unit| matches!(unit, Counted::Duration | Counted::Minutes)),
        Kind::HowMany => counts(|unit| !matches!(unit, Counted::Date)) && is_counted(plan, text, grammar),
        Kind::Who => names_another(plan, reading, unit, grammar),
        Kind::Why => grammar.counters().gives_reason(text),
        Kind::WhatSaid => is_speaker.unwrap_or(unit.quote.is_some()),
        Kind::WhoSaid => unit.quote.is_some(),
        Kind::Where => lists.stand_in(List::Place, text),
        Kind::Which | Kind::YesNo | Kind::What => true,
    }
}

/// Says whether somebody stands in a piece whom the question does not name.
fn names_another(plan: &Plan, reading: &Reading, unit: &Unit, grammar: &Grammar) -> bool {
    let asked: HashSet<&str> = plan
        .concepts
        .iter()
        .filter(|concept| concept.is_name)
        .flat_map(|concept| &concept.alternatives)
        .flat_map(|alternative| alternative.terms.iter().map(String::as_str))
        .collect();
    let is_other = |name: &str| terms(name, grammar).iter().any(|term| !asked.contains(term.as_str()));
    let mentions = reading.people.iter().flat_map(|person| &person.mentions);
    let in_piece = mentions.filter(|mention| unit.span.contains(mention.name));
    in_piece.into_iter().any(|mention| is_other(reading.document.words(mention.name)))
}

/// Says whether a number in a text counts what the question counts (`how many episodes`, `몇 나라`); so where it names nothing
/// that can be looked for in the text's language.
fn is_counted(plan: &Plan, text: &str, grammar: &Grammar) -> bool {
    !counts_asked(plan, text, grammar).is_empty()
}

/// Returns the numbers of a text that count what the question counts; all where it names nothing that can be looked for.
pub(crate) fn counts_asked(plan: &Plan, text: &str, grammar: &Grammar) -> Vec<Value> {
    let lists = grammar.lists();
    let lower = plan.question.to_lowercase();
    let word_after = |mark: &str| {
        let rest = lower.split(mark).nth(1)?;
        rest.split(|char: char| !char.is_alphanumeric()).find(|word| !word.is_empty())
    };
    let noun = match plan.language {
        Language::English => word_after("how many "),
        // `몇 만 명`: what numbers are multiplied by is no noun.
        Language::Korean => {
            lists.of(List::HowMany).iter().find_map(|mark| lower.split_once(mark.as_str())).and_then(|(_, rest)| {
                let words = rest.split(|char: char| !char.is_alphanumeric());
                words.map(|word| lists.behind(List::Scale, word)).find(|noun: &&str| !noun.is_empty())
            })
        }
    };
    let mut numbers: Vec<Value> = values(text).into_iter().filter(|value| value.unit != Counted::Date).collect();
    let Some(noun) = noun else { return numbers };
    let rows = || {
        grammar.counters().rows.iter().filter(|(korean, english)| match plan.language {
            Language::English => english.iter().any(|word| is_same(word, noun, grammar)),
            Language::Korean => korean.iter().any(|counter| noun.starts_with(counter)),
        })
    };
    let concept = plan.concepts.iter().find(|concept| {
        let text = concept.text.to_lowercase();
        text == noun || noun.starts_with(&text) || text.split(' ').next() == Some(noun)
    });
    // English has a noun of its own for what a general counter counts: `cinemas` must not be met by `people`.
    let is_own = plan.language == Language::English && noun != "people" && noun != "persons" && noun != "times";
    let by_row = |value: &Value| {
        rows().any(|(korean, english)| {
            let behind = behind(text, value, 48);
            let is_counter = korean.iter().any(|counter| after_number(text, value, lists).starts_with(counter));
            is_counter || !is_own && english.iter().any(|word| has_word(&behind, word))
        })
    };
    // Korean counts behind the noun as well: `장면 열일곱 개`.
    let by_noun = |value: &Value| {
        concept.is_some_and(|concept| {
            let beside = [terms(&behind(text, value, 40), grammar), terms(before(text, value), grammar)];
            share(concept, &beside) >= 0.8
        })
    };
    // Whatever the question counts in, a number right before it counts so too: `몇 급`, `1급`.
    let by_unit = |value: &Value| {
        let unit = lists.behind(List::Scale, after_number(text, value, lists)).trim_start();
        plan.language == Language::Korean
            && Language::of(text) == Some(Language::Korean)
            && unit_of(noun).is_some_and(|noun| unit.starts_with(noun))
    };
    let is_open = rows().next().is_none()
        && concept.is_none_or(|concept| Language::of(text) != Some(plan.language) && concept.alternatives.len() < 2);
    if !is_open {
        numbers.retain(|value| by_row(value) || by_noun(value) || by_unit(value));
    }
    numbers
}

/// Returns the unit that a Korean word begins with, without its particle.
fn unit_of(noun: &str) -> Option<&str> {
    let n_chars = noun.chars().count();
    let end = noun.char_indices().nth(if n_chars > 2 { n_chars - 1 } else { 1 }).map_or(noun.len(), |(at, _)| at);
    noun.get(..end).filter(|unit| !unit.is_empty())
}

/// Says whether two English nouns are one, in the singular or plural.
fn is_same(one: &str, other: &str, grammar: &Grammar) -> bool {
    terms(one, grammar) == terms(other, grammar)
}

/// Returns the Korean word before a value, where it stands right before it.
fn before<'a>(text: &'a str, value: &Value) -> &'a str {
    let words = text[..value.at.start].trim_end();
    let word = &words[words.rfind(char::is_whitespace).map_or(0, |at| at + 1)..];
    if Language::of(word) == Some(Language::Korean) { word } else { "" }
}

/// Returns what stands from a value on, in so many characters.
fn behind(text: &str, value: &Value, n_chars: usize) -> String {
    text[value.at.start..].chars().take(n_chars).collect()
}

/// Returns what stands after the digits or numeral words of a value.
fn after_number<'a>(text: &'a str, value: &Value, lists: &Lists) -> &'a str {
    let rest = &text[value.at.start..];
    let mut rest = rest.trim_start_matches(|char: char| char.is_ascii_digit() || matches!(char, ',' | '.'));
    while rest.starts_with(' ') || lists.begin(List::ScaleOfDigits, rest) {
        rest = lists.behind(List::ScaleOfDigits, rest.trim_start_matches(' '));
    }
    let is_native = rest.len() == text[value.at.start..].len();
    if is_native { rest.split_once(' ').map_or(rest, |(_, rest)| rest) } else { rest.trim_start() }
}

fn has_word(text: &str, word: &str) -> bool {
    let plain = |word: &str| word.trim_end_matches('s').to_lowercase();
    text.split(|char: char| !char.is_alphanumeric()).any(|other| plain(other) == plain(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Known, plan};

    /// An archive that has every word, and one person.
    struct All;

    impl Known for All {
        fn rarity(&self, _: &str) -> f32 {
            1.0
        }

        fn spellings(&self, name: &str) -> Vec<String> {
            if name == "수호" { vec!["Su-ho".to_owned()] } else { Vec::new() }
        }
    }

    #[track_caller]
    fn counts(question: &str, text: &str, expected: &[f64]) {
        let grammar = Grammar::built_in();
        let plan = plan(question, &grammar, &All);
        let found: Vec<f64> = counts_asked(&plan, text, &grammar).into_iter().map(|value| value.amount).collect();
        assert_eq!(found, expected, "{question} / {text}");
    }

    #[test]
    fn only_what_is_asked_for_is_counted() {
        counts("How many scenes are in the book?", "책에는 장면 열일곱 개와 사진 9장이 실린다.", &[17.0]);
        counts("How many countries took part?", "31개국에서 온 118편을 상영한다.", &[31.0]);
        counts("배는 몇 급을 받았나?", "그 배는 1급을 받고 5년을 달렸다.", &[1.0]);
        counts("관객은 몇 만 명인가?", "관객 30만 명이 표 2만 장을 샀다.", &[300_000.0]);
        counts("몇 곡을 불렀나?", "관객 30명이 왔다.", &[]);
    }

    #[test]
    fn a_word_that_is_a_name_too_is_one_where_the_archive_knows_who_bears_it() {
        let grammar = Grammar::built_in();
        let is_name = |question: &str, word: &str| {
            let plan = plan(question, &grammar, &All);
            plan.concepts.iter().find(|concept| concept.text == word).map(|concept| concept.is_name)
        };
        assert_eq!(is_name("수호는 어떤 친구인가요?", "수호"), Some(true));
        assert_eq!(is_name("우정은 어떻게 시작됐나요?", "우정"), Some(false));
    }
}
