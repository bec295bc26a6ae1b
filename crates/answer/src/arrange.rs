//! Arranges pieces as they are shown: none twice, and two that stand beside each other as one.

use std::collections::HashSet;

use onrecord_language::words;
use onrecord_model::Span;

use crate::plan::Grammar;
use crate::rank::{Found, Ranked};
use crate::refusal::LeftOut;

/// The most pieces that are shown.
pub const MOST: usize = 5;
/// How many of the best pieces, those that repeat others aside, may join one that stands beside them.
const JOINING: usize = 20;
/// Code points that pieces which are joined have together, at most.
const JOINED: usize = 220;

/// Lays out the best of some pieces: at most [`MOST`], the best first, each as wide as it is shown.
///
/// `ranked` are the best first; those that `left_out` says something of already are passed over, and of the others it is noted why
/// they are not shown by themselves. A piece that stands beside one that is shown, in its paragraph, and answers nearly as well,
/// is shown with it: what one sentence leaves open the other tells.
pub(crate) fn arranged(
    ranked: &[Ranked],
    left_out: &mut [Option<LeftOut>],
    found: &[Found<'_>],
    grammar: &Grammar,
) -> Vec<Ranked> {
    let mut shown: Vec<Ranked> = Vec::new();
    let mut n_seen = 0;
    for (piece, fault) in ranked.iter().zip(left_out).filter(|(_, fault)| fault.is_none()) {
        if shown.len() == MOST && n_seen >= JOINING {
            *fault = Some(LeftOut::Enough);
            continue;
        }
        if shown.iter().any(|other| is_repeated(other, piece, found, grammar)) {
            *fault = Some(LeftOut::Repeated);
            continue;
        }
        n_seen += 1;
        let beside = if n_seen > JOINING { None } else { with_beside(&shown, piece, found) };
        if let Some((at, span)) = beside {
            shown[at].shown = span;
            *fault = Some(LeftOut::Joined);
        } else if shown.len() == MOST {
            *fault = Some(LeftOut::Enough);
        } else {
            shown.push(piece.clone());
        }
    }
    shown
}

/// Returns which of the pieces shown stands beside another, in its paragraph, and what both are together.
fn with_beside(shown: &[Ranked], piece: &Ranked, found: &[Found<'_>]) -> Option<(usize, Span)> {
    let place = found.get(piece.found)?;
    let document = &place.reading.document;
    let block = |sentence: usize| place.reading.sentences.get(sentence).map(|sentence| sentence.block);
    shown.iter().enumerate().find_map(|(at, other)| {
        let is_beside = found.get(other.found).is_some_and(|found| found.source == place.source)
            && block(other.unit.sentence) == block(piece.unit.sentence)
            && other.unit.quote == piece.unit.quote;
        let (first, last) =
            if other.shown < piece.unit.span { (other.shown, piece.unit.span) } else { (piece.unit.span, other.shown) };
        let between = document.span(first.end()..last.start()).map(|span| document.words(span));
        let is_near = is_beside && between.is_some_and(|text| text.chars().count() <= 1 && text.trim().is_empty());
        let whole = document.span(first.start()..last.end()).filter(|_| is_near)?;
        (document.code_points(whole).len() <= JOINED).then_some((at, whole))
    })
}

/// Says whether a piece says what another says already, or lies in it.
fn is_repeated(one: &Ranked, other: &Ranked, found: &[Found<'_>], grammar: &Grammar) -> bool {
    if one.shown.overlaps(other.unit.span) {
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
