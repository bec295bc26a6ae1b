//! Compares what sources say of one thing: values that differ, options of the question that are both said, values that agree.

mod sort;

use std::collections::HashSet;

use onrecord_language::quantity::{Part, Quantities, Quantity, TimeUnit, Value};
use onrecord_language::{Table, table, words};
use onrecord_model::{Day, SourceId};

use crate::asks::counts_asked;
use crate::context::share;
use crate::plan::{Concept, Grammar, Kind, List, Lists, Plan, Role};
use crate::rank::{Found, Ranked};
use crate::refusal::LeftOut;
use crate::terms::terms;
use sort::{Sorts, are_apart, sorts};

const UNITS_ASKED: Table = table!("question/units_asked.tsv");

/// One side of a difference: the value as a source words it, and the pieces that state it.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The words of the value.
    pub value: String,
    /// Other wordings of the same value, with the first piece that has each.
    pub also: Vec<(String, usize)>,
    /// Positions among the ranked pieces.
    pub pieces: Vec<usize>,
}

/// What the sources say together.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// Nothing that can be compared.
    Nothing,
    /// They say the same in different words: `18 months` and `a year and a half`.
    Agree(Side),
    /// They cannot all be right; at least two sides.
    Differ(Vec<Side>),
}

/// Pieces that are heard beside those that are shown.
const HEARD: usize = 40;
/// How likely a piece must answer to be heard, as a share of the best.
const HEARD_OF_BEST: f32 = 0.15;
/// What a piece must have of the question's words, as a share of the best, to speak of the same thing.
const SAME_THING: f32 = 0.8;
/// The same for the words that stand in the piece itself.
const IN_IT: f32 = 0.6;
/// How much less of both is enough in another language.
const FOREIGN: f32 = 0.7;
/// What a piece in another language must have of the names, as a share of the best, to say otherwise.
const ALL_NAMES: f32 = 0.95;
/// Numbers that lie farther apart than this many times count different things.
const FARTHEST: f64 = 10.0;

/// Compares what the pieces say.
///
/// `ranked` are all pieces, the best first, and `left_out` says why each of the best is no answer. Of one source only what differs
/// from another source is heard: within one source two numbers are two facts.
pub fn compare(
    plan: &Plan,
    ranked: &[Ranked],
    left_out: &[Option<LeftOut>],
    found: &[Found<'_>],
    grammar: &Grammar,
) -> Compared {
    if !plan.options.is_empty() {
        return options(plan, ranked, found, grammar);
    }
    let is_heard = |at: usize| is_heard(at, ranked, left_out);
    let Some(best) = (0..ranked.len()).find(|&at| is_heard(at)).map(|at| &ranked[at].matched) else {
        return Compared::Nothing;
    };
    let mut sides: Vec<(Value, Side, HashSet<SourceId>)> = Vec::new();
    let mut first_sorts: Option<(&str, Sorts)> = None;
    for (at, piece) in ranked.iter().enumerate().take(HEARD).filter(|&(at, _)| is_heard(at)) {
        let place = &found[piece.found];
        // Names and titles are worded otherwise in another language.
        let is_foreign = place.reading.document.language != Some(plan.language);
        let of_names = if is_foreign { FOREIGN } else { 1.0 };
        let same_thing = piece.matched.content >= SAME_THING * best.content
            && (piece.matched.tells_number != Some(false) || best.tells_number == Some(false))
            && piece.matched.names >= of_names * SAME_THING * best.names;
        if !same_thing {
            continue;
        }
        let text = place.reading.document.words(piece.unit.span);
        let Some(value) = stated(plan, place, text, &piece.values, grammar) else { continue };
        let wording = text[value.at.clone()].to_owned();
        match sides.iter_mut().find(|(other, _, _)| Quantities::agree(other, &value)) {
            Some((_, side, sources)) => {
                if wording != side.value && side.also.iter().all(|(other, _)| *other != wording) {
                    side.also.push((wording, at));
                }
                side.pieces.push(at);
                sources.insert(place.source);
            }
            None => {
                // Another value is heard only where the piece itself has the question's words, and in another language all
                // its names: else it may be of something else.
                let is_told = piece.matched.inside >= of_names * IN_IT * best.inside
                    && (!is_foreign || piece.matched.names >= ALL_NAMES * best.names);
                let is_new_source = is_told && sides.iter().all(|(_, _, sources)| !sources.contains(&place.source));
                let own = (text, sorts(text, plan, grammar));
                let is_another = are_apart(first_sorts.get_or_insert_with(|| own.clone()), &own);
                if is_new_source && !is_another && sides.first().is_none_or(|(first, _, _)| comparable(first, &value)) {
                    let side = Side { value: wording, also: Vec::new(), pieces: vec![at] };
                    sides.push((value, side, HashSet::from([place.source])));
                }
            }
        }
    }
    together(sides)
}

/// Returns what the sides come to.
fn together(mut sides: Vec<(Value, Side, HashSet<SourceId>)>) -> Compared {
    if sides.len() >= 2 {
        return Compared::Differ(sides.into_iter().map(|(_, side, _)| side).collect());
    }
    match sides.pop() {
        Some((_, side, sources)) if sources.len() >= 2 && !side.also.is_empty() => Compared::Agree(side),
        _ => Compared::Nothing,
    }
}

/// Says whether a piece is likely enough to answer, beside the best, that its value counts.
fn is_heard(at: usize, ranked: &[Ranked], left_out: &[Option<LeftOut>]) -> bool {
    let likely = ranked.first().map_or(0.0, |best| HEARD_OF_BEST * best.score);
    let may = left_out.get(at).is_some_and(|fault| fault.as_ref().is_none_or(LeftOut::is_only_weaker));
    may && ranked.get(at).is_some_and(|piece| piece.score >= likely)
}

/// Says whether two values are of one measure: counts of different nouns are, as `명` and `people`, where the question tells what is
/// counted.
fn comparable(one: &Value, other: &Value) -> bool {
    let is_number = |value: &Value| matches!(value.quantity, Quantity::Number(_) | Quantity::Count(..));
    let is_same = std::mem::discriminant(&one.quantity) == std::mem::discriminant(&other.quantity);
    match (one.quantity.amount(), other.quantity.amount()) {
        (Some(one_amount), Some(other_amount)) => {
            let (one_number, other_number) = (one_amount.number(), other_amount.number());
            let times = one_number.max(other_number) / one_number.min(other_number).max(f64::MIN_POSITIVE);
            (is_same || is_number(one) && is_number(other)) && times <= FARTHEST
        }
        _ => is_same,
    }
}

/// Returns the value of a text that answers the question: the one of its kind that stands nearest to the question's words.
fn stated(plan: &Plan, place: &Found<'_>, text: &str, values: &[Value], grammar: &Grammar) -> Option<Value> {
    let mut stated: Vec<Value> = match plan.kind {
        Kind::When => {
            let written = place.published.and_then(|day| day.parse().ok());
            values.iter().filter_map(|value| day_of(value, written)).collect()
        }
        Kind::HowLong => values.iter().filter(|value| is_asked_unit(plan, value)).cloned().collect(),
        Kind::HowMany => counts_asked(plan, text, values, grammar),
        _ => return None,
    };
    // The date of a paper is not the date of what it tells, and a value that is taken back is not stated.
    let is_issue = |value: &Value| {
        matches!(value.quantity, Quantity::When(..))
            && grammar.lists().begin(List::Issue, text[value.at.end..].trim_start())
    };
    stated.retain(|value| !is_issue(value) && !is_taken_back(text, &value.at, grammar.lists()));
    let own: Vec<&Concept> = plan
        .concepts
        .iter()
        .filter(|concept| concept.role == Role::Own && !concept.is_name && !concept.is_number)
        .collect();
    let met: Vec<std::ops::Range<usize>> = words(text, grammar.lexicon())
        .into_iter()
        .filter(|term| {
            own.iter().any(|concept| {
                concept
                    .alternatives
                    .iter()
                    .any(|alternative| alternative.strength > 0.6 && alternative.terms.contains(&term.text))
            })
        })
        .map(|term| term.at)
        .collect();
    let far = |value: &Value| {
        let gap = |at: &std::ops::Range<usize>| {
            if at.end <= value.at.start { value.at.start - at.end } else { at.start.saturating_sub(value.at.end) }
        };
        met.iter().map(gap).min()
    };
    match stated.len() {
        0 => None,
        1 => stated.pop(),
        // Where only what leads to the piece has the question's words, the first value answers.
        _ if met.is_empty() => stated.into_iter().next(),
        _ => stated
            .into_iter()
            .filter_map(|value| Some((far(&value)?, value)))
            .min_by_key(|(far, _)| *far)
            .map(|(_, value)| value),
    }
}

/// Says whether a text takes a value back that it states: `49일이라고 썼으나 …`, `incorrectly said 49 days`.
fn is_taken_back(text: &str, at: &std::ops::Range<usize>, lists: &Lists) -> bool {
    let mut behind = text[at.end..].split_whitespace().take(3);
    let before: Vec<String> = text[..at.start].split_whitespace().rev().take(6).map(str::to_lowercase).collect();
    let before = before.into_iter().rev().collect::<Vec<_>>().join(" ");
    behind.any(|word| lists.begin(List::TakenBackBehind, word)) || lists.stand_in(List::TakenBackBefore, &before)
}

/// Returns a value as the day or month that it tells, seen from the day of writing; nothing where it tells neither.
fn day_of(value: &Value, written: Option<Day>) -> Option<Value> {
    let Quantity::When(when, until) = value.quantity else { return None };
    let when = written.map_or(when, |written| when.seen_on(written));
    let is_told = [when.month, when.day].iter().any(|part| matches!(part, Part::Is(_)));
    is_told.then(|| Value { quantity: Quantity::When(when, until), ..value.clone() })
}

/// Says whether a value is a duration, in the unit that the question asks in, where it asks in one: `how many days`.
fn is_asked_unit(plan: &Plan, value: &Value) -> bool {
    const UNITS: [(&str, TimeUnit); 4] =
        [("day", TimeUnit::Day), ("week", TimeUnit::Week), ("hour", TimeUnit::Hour), ("minute", TimeUnit::Minute)];
    let Quantity::Lasting(_, unit) = value.quantity else { return false };
    let units = UNITS_ASKED.rows(|row| Ok((row.phrases()?, row.one_of(&UNITS)?)));
    let lower = plan.question.to_lowercase();
    let asked = units.iter().find(|(asked, _)| asked.iter().any(|asked| lower.contains(asked.as_str())));
    asked.is_none_or(|(_, asked)| *asked == unit)
}

/// Returns which of the question's options the pieces state, where more than one is.
fn options(plan: &Plan, ranked: &[Ranked], found: &[Found<'_>], grammar: &Grammar) -> Compared {
    let names: Vec<&Concept> = plan.concepts.iter().filter(|concept| concept.is_name).collect();
    let mut sides: Vec<Side> = Vec::new();
    for (at, piece) in ranked.iter().enumerate().take(60) {
        let text = found[piece.found].reading.document.words(piece.unit.span);
        let terms = [terms(text, grammar)];
        let has = |concept: &Concept| share(concept, &terms) >= 0.8;
        // What the options are said of must stand there too.
        if !names.is_empty() && !names.iter().any(|name| has(name)) {
            continue;
        }
        for option in plan.options.iter().filter(|option| has(option)) {
            match sides.iter_mut().find(|side| side.value == option.text) {
                Some(side) => side.pieces.push(at),
                None => sides.push(Side { value: option.text.clone(), also: Vec::new(), pieces: vec![at] }),
            }
        }
    }
    sides.iter_mut().for_each(|side| side.pieces.truncate(2));
    if sides.len() >= 2 { Compared::Differ(sides) } else { Compared::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, taken_back: &[bool]) {
        let lists = Lists::built_in();
        let values = Quantities::built_in().values(text);
        let found: Vec<bool> = values.iter().map(|value| is_taken_back(text, &value.at, &lists)).collect();
        assert_eq!(found, taken_back, "{text}");
    }

    #[test]
    fn what_a_correction_takes_back_is_not_stated() {
        check("기간을 49일이라고 썼으나 94일이었습니다.", &[true, false]);
        check("An earlier version said 49 days; it was 94 days.", &[true, false]);
        check("The paper incorrectly gave 300 people.", &[true]);
        check("It took 94 days, he wrote.", &[false]);
    }
}
