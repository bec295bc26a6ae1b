//! Finds where the chosen evidence differs: two values for one thing, or two of the options that a question names.

use std::collections::HashSet;

use onrecord_read::words;

use crate::plan::{Grammar, Kind, Plan};
use crate::rank::{Found, Ranked};
use crate::value::{Unit, Value, agree, values};

/// One side of a difference: the value as a source words it, and the pieces that state it.
#[derive(Debug, Clone)]
pub struct Side {
    /// The words of the value.
    pub value: String,
    /// Positions among the ranked pieces.
    pub pieces: Vec<usize>,
}

/// Returns the sides of a difference, or nothing where the pieces agree.
///
/// `ranked` are all pieces, the best first. Only pieces that come near the best are heard, and for dates, durations and counts only
/// those of another source: within one source two numbers are two facts.
pub fn sides(plan: &Plan, ranked: &[Ranked], found: &[Found<'_>], grammar: &Grammar) -> Vec<Side> {
    let Some(best) = ranked.first() else { return Vec::new() };
    if !plan.options.is_empty() {
        return options(plan, ranked, found, grammar);
    }
    let fits = |value: &Value| match plan.kind {
        Kind::When => value.unit == Unit::Date && value.amount % 10_000.0 > 0.0,
        Kind::HowLong => matches!(value.unit, Unit::Duration | Unit::Minutes),
        Kind::HowMany => matches!(&value.unit, Unit::Count(name) if !name.is_empty()),
        _ => false,
    };
    let mut sides: Vec<(Value, Side, HashSet<u64>)> = Vec::new();
    for (at, piece) in ranked.iter().enumerate().take(12) {
        let is_heard = piece.score >= 0.8 * best.score && piece.matched.inside >= 0.75 * best.matched.inside;
        if !is_heard {
            continue;
        }
        let place = &found[piece.found];
        let text = place.reading.document.words(piece.unit.span);
        let stated: Vec<Value> = values(text).into_iter().filter(fits).collect();
        // A piece with several values of the kind does not say which is meant.
        let [value] = &stated[..] else { continue };
        match sides.iter_mut().find(|(other, _, _)| agree(other, value)) {
            Some((_, side, sources)) => {
                side.pieces.push(at);
                sources.insert(place.source);
            }
            None => {
                let is_new_source = sides.iter().all(|(_, _, sources)| !sources.contains(&place.source));
                let same_unit = sides.first().is_none_or(|(first, _, _)| first.unit == value.unit);
                if is_new_source && same_unit {
                    let side = Side { value: text[value.at.clone()].to_owned(), pieces: vec![at] };
                    sides.push((value.clone(), side, HashSet::from([place.source])));
                }
            }
        }
    }
    if sides.len() >= 2 { sides.into_iter().map(|(_, side, _)| side).collect() } else { Vec::new() }
}

/// Returns which of the question's options the pieces state, where more than one is.
fn options(plan: &Plan, ranked: &[Ranked], found: &[Found<'_>], grammar: &Grammar) -> Vec<Side> {
    let names: Vec<_> = plan.concepts.iter().filter(|concept| concept.is_name).collect();
    let mut sides: Vec<Side> = Vec::new();
    for (at, piece) in ranked.iter().enumerate().take(60) {
        let text = found[piece.found].reading.document.words(piece.unit.span);
        let all = words(text, grammar.lexicon());
        let terms: HashSet<&str> = all.iter().map(|term| term.text.as_str()).collect();
        let has = |concept: &crate::plan::Concept| {
            concept.alternatives.iter().any(|alternative| alternative.iter().all(|term| terms.contains(term.as_str())))
        };
        // What the options are said of must stand there too.
        if !names.is_empty() && !names.iter().any(|name| has(name)) {
            continue;
        }
        for option in &plan.options {
            if has(option) {
                match sides.iter_mut().find(|side| side.value == option.text) {
                    Some(side) => side.pieces.push(at),
                    None => sides.push(Side { value: option.text.clone(), pieces: vec![at] }),
                }
            }
        }
    }
    sides.iter_mut().for_each(|side| side.pieces.truncate(2));
    if sides.len() >= 2 { sides } else { Vec::new() }
}
