//! Chooses the evidence, or silence: by how likely each piece answers, and how likely any does.

use std::collections::HashSet;

use onrecord_language::words;

use crate::judge::{Judge, shape};
use crate::plan::{Grammar, Kind, Plan};
use crate::rank::{Found, Ranked};
use crate::refusal::{LeftOut, Refusal};

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The evidence, the best first; empty where the sources are silent.
    pub chosen: Vec<Ranked>,
    /// The nearest pieces where the sources are silent, the best first.
    pub nearest: Vec<Ranked>,
    /// How likely the sources answer, 0 to 1.
    pub likely: f32,
    /// Whether they are silent only because nothing is sure: the nearest pieces may answer.
    pub perhaps: bool,
    /// Why they are silent, where they are.
    pub refusal: Option<Refusal>,
    /// For each of the best pieces why it was left out; nothing for one that was chosen.
    pub left_out: Vec<Option<LeftOut>>,
}

/// The most pieces that an answer has, and that are nearest.
pub const MOST: usize = 5;
/// Code points that all pieces of an answer have together, at most.
const ROOM: usize = 1200;
/// How many of the best pieces are looked at.
pub const LOOKED_AT: usize = 400;
/// How likely the sources must answer to be on record, and to answer perhaps, with the embedding model and without: where 72 % of
/// the near misses of unseen worlds are met with silence (docs/EVALUATION.md, “Answers and silence”).
const ON_RECORD: (f32, f32) = (0.62, 0.47);
const PERHAPS: (f32, f32) = (0.53, 0.37);
/// How likely a further piece must answer, as a share of the best.
const OF_BEST: f32 = 0.35;

/// Chooses evidence for relevance and variety, and not more than needed; none where nothing is likely to answer.
pub fn choose(
    plan: &Plan,
    ranked: &[Ranked],
    found: &[Found<'_>],
    grammar: &Grammar,
    judge: &Judge,
    n_sources: usize,
) -> Choice {
    let mut left_out: Vec<Option<LeftOut>> =
        ranked.iter().take(LOOKED_AT).map(|piece| fault(plan, piece).map(LeftOut::Refused)).collect();
    let may: Vec<&Ranked> =
        ranked.iter().zip(&left_out).filter(|(_, fault)| fault.is_none()).map(|(piece, _)| piece).collect();
    let seen: Vec<_> = may.iter().map(|piece| (&piece.features, piece.score)).collect();
    let likely = shape(&seen, n_sources).map_or(0.0, |shape| judge.question(&shape));
    let unknown = plan.concepts.iter().find(|concept| concept.is_name && !concept.is_known);
    let has_quoted = may.first().is_some_and(|piece| piece.matched.has_quoted);
    let by_mode = |bars: (f32, f32)| if may.iter().any(|piece| piece.matched.cosine != 0.0) { bars.0 } else { bars.1 };
    let (on_record, at_least) = (by_mode(ON_RECORD), by_mode(PERHAPS));
    let is_silent = may.is_empty() || likely < on_record && !has_quoted;
    let mut taken: Vec<Ranked> = Vec::new();
    let mut room = ROOM;
    for (piece, fault) in ranked.iter().zip(&mut left_out).filter(|(_, fault)| fault.is_none()) {
        let length = found[piece.found].reading.document.code_points(piece.unit.span).len();
        let best = taken.first().map_or(piece.score, |best| best.score);
        if taken.len() == MOST || length > room {
            *fault = Some(LeftOut::Enough);
        } else if taken.iter().any(|other| is_repeated(other, piece, found, grammar)) {
            *fault = Some(LeftOut::Repeated);
        } else if !is_silent && piece.score < OF_BEST * best {
            *fault = Some(LeftOut::Weaker);
        } else {
            room -= length;
            taken.push(piece.clone());
            *fault = is_silent.then_some(LeftOut::Unsure);
        }
    }
    if !is_silent {
        return Choice { chosen: taken, nearest: Vec::new(), likely, perhaps: false, refusal: None, left_out };
    }
    let refusal = match (unknown, may.first()) {
        (Some(unknown), _) => Refusal::UnknownName(unknown.text.clone()),
        (None, Some(best)) => doubt(best),
        (None, None) => left_out.iter().flatten().find_map(LeftOut::refusal).cloned().unwrap_or(Refusal::NoWords),
    };
    let perhaps = unknown.is_none() && !taken.is_empty() && likely >= at_least;
    Choice { chosen: Vec::new(), nearest: taken, likely, perhaps, refusal: Some(refusal), left_out }
}

/// Says what makes a piece no evidence whatever it says, or nothing.
fn fault(plan: &Plan, ranked: &Ranked) -> Option<Refusal> {
    if ranked.unit.is_question {
        return Some(Refusal::OnlyAsked);
    }
    (ranked.matched.reports_question && plan.kind != Kind::YesNo).then_some(Refusal::OnlyReportsQuestion)
}

/// Returns what is most plainly missing in the piece that comes nearest.
fn doubt(best: &Ranked) -> Refusal {
    let matched = &best.matched;
    match &matched.lacks {
        Some(lacks) => lacks.clone(),
        None if matched.is_speaker == Some(false) => Refusal::NotTheirWords,
        None if matched.missing_names > 0.0 => Refusal::NamesApart,
        None if !matched.has_kind => Refusal::NotWhatIsAsked,
        None => Refusal::TooLittle,
    }
}

/// Says whether a piece says what another says already, or lies in it.
fn is_repeated(one: &Ranked, other: &Ranked, found: &[Found<'_>], grammar: &Grammar) -> bool {
    if one.unit.span.overlaps(other.unit.span) {
        return true;
    }
    let terms = |ranked: &Ranked| -> HashSet<String> {
        let text = found[ranked.found].reading.document.words(ranked.unit.span);
        words(text, grammar.lexicon()).into_iter().map(|term| term.text).collect()
    };
    let (one, other) = (terms(one), terms(other));
    let n_shared = one.intersection(&other).count();
    10 * n_shared > 8 * one.len().min(other.len()).max(1)
}
