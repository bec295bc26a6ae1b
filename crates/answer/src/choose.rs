//! Chooses the evidence, or silence.

use onrecord_language::words;
use onrecord_model::Language;

use crate::plan::{Grammar, Kind, Plan};
use crate::rank::{Found, Ranked};
use crate::refusal::{LeftOut, Refusal};
use crate::weights::Least;

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The evidence, the best first; empty where the sources are silent.
    pub chosen: Vec<Ranked>,
    /// The nearest pieces where the sources are silent.
    pub nearest: Vec<Ranked>,
    /// Why, where they are.
    pub refusal: Option<Refusal>,
    /// For each of the best pieces why it was left out; nothing for one that was chosen.
    pub left_out: Vec<Option<LeftOut>>,
}

/// The most pieces that an answer has.
const MOST: usize = 4;
/// How many of the best pieces are looked at.
pub const LOOKED_AT: usize = 60;

/// Chooses evidence for relevance and variety, and not more than needed; none where nothing answers.
pub fn choose(plan: &Plan, ranked: &[Ranked], found: &[Found<'_>], grammar: &Grammar) -> Choice {
    let least = grammar.least();
    let faults = ranked.iter().take(LOOKED_AT).map(|piece| fault(plan, piece, least));
    let mut left_out: Vec<Option<LeftOut>> = faults.map(|fault| fault.map(LeftOut::Refused)).collect();
    let silent = |refusal: Refusal, left_out: Vec<Option<LeftOut>>| Choice {
        chosen: Vec::new(),
        nearest: ranked.iter().take(3).cloned().collect(),
        refusal: Some(refusal),
        left_out,
    };
    let Some(best) = left_out.iter().position(Option::is_none).and_then(|at| ranked.get(at)) else {
        let first = left_out.iter().flatten().next();
        let refusal = first.and_then(LeftOut::refusal).cloned();
        return silent(refusal.unwrap_or(Refusal::NoWords), left_out);
    };
    if let Some(unknown) =
        plan.concepts.iter().find(|concept| concept.is_name && !concept.is_known && !best.matched.has_quoted)
    {
        return silent(Refusal::UnknownName(unknown.text.clone()), left_out);
    }
    let mut chosen: Vec<Ranked> = Vec::new();
    for (piece, fault) in ranked.iter().zip(&mut left_out).filter(|(_, fault)| fault.is_none()) {
        let is_near = chosen.is_empty()
            || piece.score >= least.of_best * best.score
                && piece.matched.content >= least.content_of_best * best.matched.content;
        if chosen.len() == MOST {
            *fault = Some(LeftOut::Enough);
        } else if !is_near {
            *fault = Some(LeftOut::Weaker);
        } else if chosen.iter().any(|other| is_repeated(other, piece, found, grammar)) {
            *fault = Some(LeftOut::Repeated);
        } else {
            chosen.push(piece.clone());
        }
    }
    Choice { chosen, nearest: Vec::new(), refusal: None, left_out }
}

/// The share of the question's words that nearly all are, and most.
const ALL_WORDS: f32 = 0.85;
const MOST_WORDS: f32 = 0.7;

/// Says what keeps a piece from being an answer, or nothing.
fn fault(plan: &Plan, ranked: &Ranked, least: &Least) -> Option<Refusal> {
    let matched = &ranked.matched;
    if ranked.unit.is_question && !(plan.kind == Kind::HowMany && matched.has_kind) {
        return Some(Refusal::OnlyAsked);
    }
    if matched.reports_question && plan.kind != Kind::YesNo {
        return Some(Refusal::OnlyReportsQuestion);
    }
    if matched.has_quoted {
        return None;
    }
    if matched.lacks.is_some() {
        return matched.lacks.clone();
    }
    if !plan.quoted.is_empty() && plan.kind == Kind::WhoSaid {
        return Some(Refusal::QuotedNowhere);
    }
    // Korean reports with the words that it asks for words with: what somebody is called, what is said to be.
    let is_report = plan.language == Language::Korean
        && ranked.unit.quote.is_none()
        && matched.inside >= ALL_WORDS
        && matched.content >= ALL_WORDS;
    if matched.is_speaker == Some(false) && plan.kind == Kind::WhatSaid && !is_report {
        return Some(Refusal::NotTheirWords);
    }
    if matched.names < least.names {
        return Some(Refusal::NamesApart);
    }
    let must_have = matches!(plan.kind, Kind::When | Kind::HowLong | Kind::HowMany | Kind::Who | Kind::WhoSaid);
    // A sentence with the words of the question says when, and who, in ways that no list of words knows.
    let is_exact = match plan.kind {
        Kind::When => matched.inside >= ALL_WORDS,
        Kind::Who => matched.inside >= MOST_WORDS && matched.content >= ALL_WORDS,
        _ => false,
    };
    if must_have && !matched.has_kind && !is_exact {
        return Some(Refusal::NotWhatIsAsked);
    }
    // Words of the person asked for, a reason, and what somebody replies may leave all of that to what stands before them.
    let may_lean = matched.is_speaker == Some(true) || matched.replies || plan.kind == Kind::Why && matched.has_kind;
    if matched.words.is_empty() && !plan.concepts.is_empty() && !may_lean {
        return Some(Refusal::NoWordInIt);
    }
    if plan.kind == Kind::Why && !matched.has_kind && matched.content < least.content_without_reason {
        return Some(Refusal::NoReason);
    }
    let content = matched.content + least.meaning * matched.meaning;
    let enough = if matched.is_nameless { least.content_without_names } else { least.content };
    if content < enough {
        return Some(Refusal::OnlyNames);
    }
    if matched.around < least.around {
        return Some(Refusal::TooLittle);
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
