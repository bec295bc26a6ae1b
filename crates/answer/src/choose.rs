//! Chooses the evidence, or silence.

use onrecord_read::words;

use crate::plan::{Grammar, Kind, Plan};
use crate::rank::{Found, Ranked};

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The evidence, the best first; empty where the sources are silent.
    pub chosen: Vec<Ranked>,
    /// The nearest pieces where the sources are silent.
    pub nearest: Vec<Ranked>,
    /// Why, in words for people.
    pub reason: String,
}

/// The most pieces that an answer has.
const MOST: usize = 4;
/// A further piece is shown where it weighs at least this share of the best.
const NEAR_BEST: f32 = 0.86;
/// The share of the question that must stand in or around the best piece.
const ENOUGH: f32 = 0.42;
/// The same where the piece must have what the question asks for: a date, a number, a person.
const ENOUGH_WITH_KIND: f32 = 0.34;
/// A piece that shares no word with the question may still answer where so much of it stands in what leads to the piece.
const WELL_LED: f32 = 0.6;
/// The share of the weight of names and numbers that must.
const ENOUGH_NAMES: f32 = 0.62;

/// Chooses evidence for relevance and variety, and not more than needed; none where nothing answers.
pub fn choose(plan: &Plan, ranked: &[Ranked], found: &[Found<'_>], grammar: &Grammar) -> Choice {
    let silent =
        |reason: String| Choice { chosen: Vec::new(), nearest: ranked.iter().take(3).cloned().collect(), reason };
    let mut fitting: Vec<&Ranked> = Vec::new();
    let mut first_fault = None;
    for ranked in ranked.iter().take(60) {
        match fault(plan, ranked) {
            None => fitting.push(ranked),
            Some(fault) => {
                first_fault.get_or_insert(fault);
            }
        }
    }
    let Some(best) = fitting.first() else {
        return silent(first_fault.unwrap_or("no source has the words of the question").to_owned());
    };
    if let Some(unknown) =
        plan.concepts.iter().find(|concept| concept.is_name && !concept.is_known && !best.matched.has_quoted)
    {
        return silent(format!("no source knows “{}”", unknown.text));
    }
    let mut chosen: Vec<Ranked> = Vec::new();
    for ranked in &fitting {
        let is_near = ranked.score >= NEAR_BEST * best.score;
        let adds = chosen.iter().all(|other| !is_repeated(other, ranked, found, grammar));
        if chosen.is_empty() || is_near && adds {
            chosen.push((*ranked).clone());
        }
        if chosen.len() == MOST {
            break;
        }
    }
    Choice { chosen, nearest: Vec::new(), reason: String::new() }
}

/// Says what keeps a piece from being an answer, or nothing.
fn fault(plan: &Plan, ranked: &Ranked) -> Option<&'static str> {
    let matched = &ranked.matched;
    if ranked.unit.is_question && !(plan.kind == Kind::HowMany && matched.has_kind) {
        return Some("a question like it stands in a source, and no answer to it");
    }
    if matched.has_quoted {
        return None;
    }
    if matched.lacks.is_some() {
        return matched.lacks;
    }
    if !plan.quoted.is_empty() && plan.kind == Kind::WhoSaid {
        return Some("the words that the question quotes stand in no source");
    }
    if matched.is_speaker == Some(false) && plan.kind == Kind::WhatSaid {
        return Some("no words of the person asked for were found");
    }
    if matched.names < ENOUGH_NAMES {
        return Some("the names or numbers of the question do not stand together in a source");
    }
    let must_have = matches!(plan.kind, Kind::When | Kind::HowLong | Kind::HowMany | Kind::Who | Kind::WhoSaid);
    // A word-for-word match says when in ways that no list of words knows.
    let is_exact = matched.inside >= 0.85 && plan.kind == Kind::When;
    if must_have && !matched.has_kind && !is_exact {
        return Some("what was found does not have what the question asks for");
    }
    if matched.content == 0.0 {
        return Some("beside its names, nothing of the question stands there");
    }
    let enough = if must_have { ENOUGH_WITH_KIND } else { ENOUGH };
    if matched.around < enough || matched.inside < 0.12 && matched.around < WELL_LED {
        return Some("too little of the question stands in any passage");
    }
    None
}

/// Says whether a piece says what another says already, or lies in it.
fn is_repeated(one: &Ranked, other: &Ranked, found: &[Found<'_>], grammar: &Grammar) -> bool {
    if one.unit.span.overlaps(other.unit.span) {
        return true;
    }
    let terms = |ranked: &Ranked| -> std::collections::HashSet<String> {
        let text = found[ranked.found].reading.document.words(ranked.unit.span);
        words(text, grammar.lexicon()).into_iter().map(|term| term.text).collect()
    };
    let (one, other) = (terms(one), terms(other));
    let n_shared = one.intersection(&other).count();
    10 * n_shared > 8 * one.len().min(other.len()).max(1)
}
