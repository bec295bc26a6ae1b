//! Chooses the evidence, or silence.

use onrecord_language::words;
use onrecord_model::Language;

use crate::plan::{Grammar, Kind, Plan};
use crate::rank::{Found, Ranked};
use crate::weights::Least;

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The evidence, the best first; empty where the sources are silent.
    pub chosen: Vec<Ranked>,
    /// The nearest pieces where the sources are silent.
    pub nearest: Vec<Ranked>,
    /// Why, in words for people.
    pub reason: String,
    /// For each of the best pieces why it was left out; nothing for one that was chosen.
    pub left_out: Vec<Option<&'static str>>,
}

/// The most pieces that an answer has.
const MOST: usize = 4;
/// How many of the best pieces are looked at.
pub const LOOKED_AT: usize = 60;

/// Why a piece is left out that would answer if no other did.
pub(crate) const IS_ONLY_WEAKER: [&str; 3] =
    ["enough others answer better", "others answer much better", "another piece says the same"];

/// Chooses evidence for relevance and variety, and not more than needed; none where nothing answers.
pub fn choose(plan: &Plan, ranked: &[Ranked], found: &[Found<'_>], grammar: &Grammar) -> Choice {
    let least = grammar.least();
    let mut left_out: Vec<Option<&'static str>> =
        ranked.iter().take(LOOKED_AT).map(|piece| fault(plan, piece, least)).collect();
    let silent = |reason: String, left_out: Vec<Option<&'static str>>| Choice {
        chosen: Vec::new(),
        nearest: ranked.iter().take(3).cloned().collect(),
        reason,
        left_out,
    };
    let Some(best) = left_out.iter().position(Option::is_none).and_then(|at| ranked.get(at)) else {
        let reason = left_out.iter().flatten().next().copied();
        return silent(reason.unwrap_or("no source has the words of the question").to_owned(), left_out);
    };
    if let Some(unknown) =
        plan.concepts.iter().find(|concept| concept.is_name && !concept.is_known && !best.matched.has_quoted)
    {
        return silent(format!("no source knows “{}”", unknown.text), left_out);
    }
    let mut chosen: Vec<Ranked> = Vec::new();
    for (piece, fault) in ranked.iter().zip(&mut left_out).filter(|(_, fault)| fault.is_none()) {
        let is_near = chosen.is_empty()
            || piece.score >= least.of_best * best.score
                && piece.matched.content >= least.content_of_best * best.matched.content;
        if chosen.len() == MOST {
            *fault = Some(IS_ONLY_WEAKER[0]);
        } else if !is_near {
            *fault = Some(IS_ONLY_WEAKER[1]);
        } else if chosen.iter().any(|other| is_repeated(other, piece, found, grammar)) {
            *fault = Some(IS_ONLY_WEAKER[2]);
        } else {
            chosen.push(piece.clone());
        }
    }
    Choice { chosen, nearest: Vec::new(), reason: String::new(), left_out }
}

/// The share of the question's words that nearly all are, and most.
const ALL_WORDS: f32 = 0.85;
const MOST_WORDS: f32 = 0.7;

/// Says what keeps a piece from being an answer, or nothing.
fn fault(plan: &Plan, ranked: &Ranked, least: &Least) -> Option<&'static str> {
    let matched = &ranked.matched;
    if ranked.unit.is_question && !(plan.kind == Kind::HowMany && matched.has_kind) {
        return Some("a question like it stands in a source, and no answer to it");
    }
    if matched.reports_question && plan.kind != Kind::YesNo {
        return Some("it tells only what was asked");
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
    // Korean reports with the words that it asks for words with: what somebody is called, what is said to be.
    let is_report = plan.language == Language::Korean
        && ranked.unit.quote.is_none()
        && matched.inside >= ALL_WORDS
        && matched.content >= ALL_WORDS;
    if matched.is_speaker == Some(false) && plan.kind == Kind::WhatSaid && !is_report {
        return Some("no words of the person asked for were found");
    }
    if matched.names < least.names {
        return Some("the names or numbers of the question do not stand together in a source");
    }
    let must_have = matches!(plan.kind, Kind::When | Kind::HowLong | Kind::HowMany | Kind::Who | Kind::WhoSaid);
    // A sentence with the words of the question says when, and who, in ways that no list of words knows.
    let is_exact = match plan.kind {
        Kind::When => matched.inside >= ALL_WORDS,
        Kind::Who => matched.inside >= MOST_WORDS && matched.content >= ALL_WORDS,
        _ => false,
    };
    if must_have && !matched.has_kind && !is_exact {
        return Some("what was found does not have what the question asks for");
    }
    // Words of the person asked for, a reason, and what somebody replies may leave all of that to what stands before them.
    let may_lean = matched.is_speaker == Some(true) || matched.replies || plan.kind == Kind::Why && matched.has_kind;
    if matched.words.is_empty() && !plan.concepts.is_empty() && !may_lean {
        return Some("no word of the question stands in it");
    }
    if plan.kind == Kind::Why && !matched.has_kind && matched.content < least.content_without_reason {
        return Some("no reason is given there");
    }
    let content = matched.content + least.meaning * matched.meaning;
    let enough = if matched.is_nameless { least.content_without_names } else { least.content };
    if content < enough {
        return Some("beside its names, too little of the question stands there");
    }
    if matched.around < least.around {
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
