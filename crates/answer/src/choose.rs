//! Chooses the evidence, or silence: by how likely each piece answers, and how likely any does.

use onrecord_language::work::form;

pub use crate::arrange::MOST;
use crate::arrange::arranged;
use crate::judge::{Judge, shape};
use crate::plan::{Grammar, Kind, Plan};
use crate::rank::{Found, Ranked};
use crate::refusal::{LeftOut, Refusal};
use crate::work::is_of_another;

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The evidence, the best first; empty where the sources are silent.
    pub chosen: Vec<Ranked>,
    /// The pieces that come next, the best first: at most [`MOST`] together with those chosen.
    pub nearest: Vec<Ranked>,
    /// How likely what is told of them answers, 0 to 1.
    pub likely: f32,
    /// Whether they are silent only because nothing is sure: the nearest pieces may answer.
    pub perhaps: bool,
    /// Why they are silent, where they are.
    pub refusal: Option<Refusal>,
    /// For each of the best pieces why it was left out; nothing for one that was chosen.
    pub left_out: Vec<Option<LeftOut>>,
}

/// Code points that all pieces of an answer have together, at most.
const ROOM: usize = 1200;
/// How many of the best pieces are looked at.
pub const LOOKED_AT: usize = 400;
/// How likely what is told must answer to be on record, and to answer perhaps, with the embedding model and without: where 93 % of the
/// questions about unseen other worlds are met with silence, and fewer than a tenth with *perhaps* (docs/EVALUATION.md, “Answers and silence”).
const ON_RECORD: (f32, f32) = (0.40, 0.28);
const PERHAPS: (f32, f32) = (0.28, 0.24);
/// What a further piece must be worth to be told: how likely it answers, times how likely none before it does and a share that every
/// piece has.
const WORTH: f32 = 0.1;
const SHARE: f32 = 0.3;

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
        ranked.iter().take(LOOKED_AT).map(|piece| fault(plan, piece, found).map(LeftOut::Refused)).collect();
    let may: Vec<&Ranked> =
        ranked.iter().zip(&left_out).filter(|(_, fault)| fault.is_none()).map(|(piece, _)| piece).collect();
    let seen: Vec<_> = may.iter().map(|piece| (&piece.features, piece.score)).collect();
    let likely = shape(&seen, n_sources).map_or(0.0, |shape| judge.question(&shape));
    let unknown = plan.concepts.iter().find(|concept| concept.is_name && !concept.is_known);
    let has_quoted = quotes_speech(plan) && may.first().is_some_and(|piece| piece.matched.has_quoted);
    let by_mode = |bars: (f32, f32)| if may.iter().any(|piece| piece.matched.cosine != 0.0) { bars.0 } else { bars.1 };
    let (on_record, at_least) = (by_mode(ON_RECORD), by_mode(PERHAPS));
    let is_silent = may.is_empty() || likely < on_record && !has_quoted;
    let mut shown = arranged(ranked, &mut left_out, found, grammar);
    let mut room = ROOM;
    shown.retain(|piece| {
        let length = found[piece.found].reading.document.code_points(piece.shown).len();
        let fits = length <= room;
        room -= if fits { length } else { 0 };
        fits
    });
    let n_chosen = if is_silent { 0 } else { n_told(&shown) };
    for (piece, fault) in ranked.iter().zip(&mut left_out).filter(|(_, fault)| fault.is_none()) {
        let place = shown.iter().position(|other| other.unit == piece.unit);
        if place.is_none_or(|place| place >= n_chosen) {
            *fault = Some(if is_silent { LeftOut::Unsure } else { LeftOut::Weaker });
        }
    }
    let nearest = shown.split_off(n_chosen);
    if !is_silent {
        return Choice { chosen: shown, nearest, likely, perhaps: false, refusal: None, left_out };
    }
    let refusal = match (unknown, may.first()) {
        (Some(unknown), _) => Refusal::UnknownName(unknown.text.clone()),
        (None, Some(best)) => doubt(best),
        (None, None) => left_out.iter().flatten().find_map(LeftOut::refusal).cloned().unwrap_or(Refusal::NoWords),
    };
    let perhaps = unknown.is_none() && !nearest.is_empty() && likely >= at_least;
    Choice { chosen: Vec::new(), nearest, likely, perhaps, refusal: Some(refusal), left_out }
}

/// Says whether a question quotes words that somebody may have said, and not only the title of a work.
fn quotes_speech(plan: &Plan) -> bool {
    plan.quoted
        .iter()
        .any(|quoted| !plan.works.iter().flat_map(|work| &work.titles).any(|title| form(title) == form(quoted)))
}

/// Says what makes a piece no evidence whatever it says, or nothing.
fn fault(plan: &Plan, ranked: &Ranked, found: &[Found<'_>]) -> Option<Refusal> {
    if ranked.unit.is_question {
        return Some(Refusal::OnlyAsked);
    }
    // What is asked for may be a work itself.
    if plan.kind != Kind::Which && found.get(ranked.found).is_some_and(|place| is_of_another(plan, place, &ranked.unit))
    {
        return Some(Refusal::AnotherWork);
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

/// Returns how many of the pieces shown are told as the answer: the best, and each that is likely enough beside it.
fn n_told(shown: &[Ranked]) -> usize {
    let mut open = 1.0;
    let told = |piece: &Ranked| {
        let is_told = open == 1.0 || piece.score * (open + SHARE) >= WORTH;
        open *= 1.0 - piece.score;
        is_told
    };
    shown.iter().map(told).take_while(|is_told| *is_told).count()
}
