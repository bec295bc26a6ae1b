//! Does a piece have what the question asks for: a person for who, a date for when, a number of the right things for how many?

use std::collections::HashSet;

use onrecord_language::quantity::{Quantity, Value};
use onrecord_model::{Language, Reading};

use crate::context::share;
use crate::plan::{Grammar, Kind, List, Plan};
use crate::terms::terms;
use crate::unit::Unit;

/// Says whether a piece has what its kind of question asks for; `values` are those that it states.
pub(crate) fn has_kind(
    plan: &Plan,
    reading: &Reading,
    unit: &Unit,
    text: &str,
    values: &[Value],
    is_speaker: Option<bool>,
    grammar: &Grammar,
) -> bool {
    let has = |wanted: fn(&Quantity) -> bool| values.iter().any(|value| wanted(&value.quantity));
    let lists = grammar.lists();
    match plan.kind {
        Kind::When => has(|quantity| matches!(quantity, Quantity::When(..))),
        Kind::HowLong => has(|quantity| matches!(quantity, Quantity::Lasting(..))),
        Kind::HowMany => !counts_asked(plan, text, values, grammar).is_empty(),
        Kind::Who => names_another(plan, reading, unit, grammar),
        Kind::Why => grammar.reasons().are_in(text),
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

/// Returns the values of a text that count what the question counts (`how many episodes`, `몇 나라`); all where it names nothing
/// that can be looked for in the text's language.
pub(crate) fn counts_asked(plan: &Plan, text: &str, values: &[Value], grammar: &Grammar) -> Vec<Value> {
    let lists = grammar.lists();
    let quantities = &grammar.lexicon().quantities;
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
                words.map(|word| quantities.behind_scale(word)).find(|noun: &&str| !noun.is_empty())
            })
        }
    };
    // `first` counts nothing; 3회 and 두 번째 may be asked for with 몇.
    let is_number = |value: &&Value| match value.quantity {
        Quantity::When(..) | Quantity::Clock(_) => false,
        Quantity::Nth(_) => value.at.end > value.numeral.end,
        _ => true,
    };
    let mut numbers: Vec<Value> = values.iter().filter(is_number).cloned().collect();
    let Some(noun) = noun else { return numbers };
    let rows = || {
        quantities.counters().iter().filter(|counter| match plan.language {
            Language::English => counter.english.iter().any(|word| is_same(word, noun, grammar)),
            Language::Korean => counter.korean.iter().any(|counter| noun.starts_with(counter)),
        })
    };
    let concept = plan.concepts.iter().find(|concept| {
        let text = concept.text.to_lowercase();
        text == noun || noun.starts_with(&text) || text.split(' ').next() == Some(noun)
    });
    // English has a noun of its own for what a general counter counts: `cinemas` must not be met by `people`.
    let is_own = plan.language == Language::English && noun != "people" && noun != "persons" && noun != "times";
    let by_row = |value: &Value| {
        rows().any(|counter| {
            let behind = behind(text, value, 48);
            let is_counter = counter.korean.iter().any(|counter| after_number(text, value).starts_with(counter));
            is_counter || !is_own && counter.english.iter().any(|word| has_word(&behind, word))
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
        let unit = after_number(text, value);
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
    let word = text[..value.at.start].split_whitespace().next_back().unwrap_or_default();
    if Language::of(word) == Some(Language::Korean) { word } else { "" }
}

/// Returns what stands from a value on, in so many characters.
fn behind(text: &str, value: &Value, n_chars: usize) -> String {
    text[value.at.start..].chars().take(n_chars).collect()
}

/// Returns what stands behind the numeral of a value.
fn after_number<'a>(text: &'a str, value: &Value) -> &'a str {
    text[value.numeral.end..].trim_start()
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
        let values = grammar.lexicon().quantities.values(text);
        let found = counts_asked(&plan, text, &values, &grammar);
        let found: Vec<f64> =
            found.iter().filter_map(|value| value.quantity.amount()).map(|amount| amount.low).collect();
        assert_eq!(found, expected, "{question} / {text}");
    }

    #[test]
    fn only_what_is_asked_for_is_counted() {
        counts("How many scenes are in the book?", "책에는 장면 열일곱 개와 사진 9장이 실린다.", &[17.0]);
        counts("How many countries took part?", "31개국에서 온 118편을 상영한다.", &[31.0]);
        counts("배는 몇 급을 받았나?", "그 배는 1급을 받고 5년을 달렸다.", &[1.0]);
        counts("관객은 몇 만 명인가?", "관객 30만 명이 표 2만 장을 샀다.", &[300_000.0]);
        counts("몇 곡을 불렀나?", "관객 30명이 왔다.", &[]);
        counts("사진은 몇 장인가?", "책에는\u{a0}사진\u{3000}9장이 실린다.", &[9.0]);
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
