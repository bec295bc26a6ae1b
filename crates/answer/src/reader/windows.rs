//! What the reader reads: the windows of the passages that are likeliest to answer, of each language apart, and the pieces in them.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_model::{SourceId, Span};

use super::head::MET;
use super::{Embeds, Head, Read, WindowText};
use crate::plan::{Kind, Plan};
use crate::rank::Found;

/// Windows of one language that are read.
const MOST: usize = 64;
/// What a concept weighs at most, and the unit of that.
const WEIGHS: (f32, f32) = (12.0, 8.0);

/// A window that may be read.
#[derive(Debug, Clone, Copy)]
struct Window {
    /// The position of a passage of its source among those found.
    found: usize,
    /// The positions of its first sentence, and behind its last.
    first: usize,
    after: usize,
    span: Span,
    is_own_language: bool,
    cosine: f32,
    sum: f32,
}

/// A piece that may be read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'a> {
    /// The position of its passage among those found.
    pub found: usize,
    pub span: Span,
    /// How surely each concept of the question stands in it and around it.
    pub shares: &'a [[f32; 4]],
}

/// What reading came to for one piece.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub read: Read,
    /// The words of its source that are likeliest to be the answer.
    pub answer: Option<Span>,
}

/// Returns for each piece how it was read; nothing for one that stands in no window that was.
pub(crate) fn read(
    plan: &Plan,
    found: &[Found<'_>],
    pieces: &[Piece<'_>],
    head: &Head,
    model: &dyn Embeds,
) -> Vec<Option<Reading>> {
    let mut readings = vec![None; pieces.len()];
    let windows = windows(plan, found, pieces);
    let titled = |window: &Window| {
        let place = &found[window.found];
        let text = format!("{} {}", place.title.unwrap_or_default(), place.reading.document.words(window.span));
        WindowText { source: place.source, first: window.first, after: window.after, text }
    };
    let texts: Vec<WindowText> = windows.iter().map(titled).collect();
    let Some(asked) = (!windows.is_empty()).then(|| model.question(&plan.question)).flatten() else {
        return readings;
    };
    let Some(question) = head.question(&asked.values) else { return readings };
    let concepts = concepts_of(plan, &asked.places);
    for (window, states) in windows.iter().zip(model.windows(&texts)) {
        let Some(states) = states else { continue };
        let place = &found[window.found];
        let seen = head.window(&states.values, &question);
        let before = place.title.unwrap_or_default().len() + 1;
        for (at, piece) in pieces.iter().enumerate() {
            if found[piece.found].source != place.source || !piece.span.overlaps(window.span) {
                continue;
            }
            let own = own(&states.places, before, window.span, piece.span);
            let met: Vec<[f32; MET]> = concepts.iter().map(|&concept| met(plan, piece, concept)).collect();
            let Some(read) = head.read(&question, &seen, own, &met) else { continue };
            let is_better = |other: &Reading| other.read.odds >= read.odds;
            if !readings[at].as_ref().is_some_and(is_better) {
                readings[at] = Some(Reading {
                    read,
                    answer: answer(plan.kind, place, (&states.places, before), window.span, (piece.span, read)),
                });
            }
        }
    }
    readings
}

/// Returns the windows to read: of each language those whose passage and cosine stand highest.
fn windows(plan: &Plan, found: &[Found<'_>], pieces: &[Piece<'_>]) -> Vec<Window> {
    let mut all: BTreeMap<(SourceId, Span), Window> = BTreeMap::new();
    for (at, place) in found.iter().enumerate() {
        let language = place.reading.document.language;
        let is_own_language = language.is_none_or(|language| language == plan.language);
        for near in place.near {
            let sentences = &place.reading.sentences;
            let last = near.after.checked_sub(1).and_then(|last| sentences.get(last));
            let (Some(first), Some(last)) = (sentences.get(near.first), last) else { continue };
            let Some(span) = place.reading.document.span(first.span.start()..last.span.end()) else { continue };
            let (first, after) = (near.first, near.after);
            let window = Window { found: at, first, after, span, is_own_language, cosine: near.cosine, sum: f32::MIN };
            all.entry((place.source, span)).or_insert(window);
        }
    }
    for piece in pieces {
        let place = &found[piece.found];
        let meets = |(source, span): &(SourceId, Span)| *source == place.source && span.overlaps(piece.span);
        for (_, window) in all.iter_mut().filter(|(key, _)| meets(key)) {
            window.sum = window.sum.max(place.standing.sum);
        }
    }
    let mut chosen = Vec::new();
    for is_own_language in [false, true] {
        let mut of_language: Vec<Window> =
            all.values().filter(|one| one.is_own_language == is_own_language && one.sum > f32::MIN).copied().collect();
        let n = of_language.len().max(1) as f32;
        let mean = of_language.iter().map(|window| window.cosine).sum::<f32>() / n;
        let spread =
            (of_language.iter().map(|window| (window.cosine - mean).powi(2)).sum::<f32>() / n).sqrt().max(1e-3);
        let stands = |window: &Window| window.sum + (window.cosine - mean) / spread;
        of_language.sort_by(|one, other| stands(other).total_cmp(&stands(one)));
        chosen.extend(of_language.into_iter().take(MOST));
    }
    chosen
}

/// Returns which pieces of a window's text stand for words of a piece of evidence.
fn own(places: &[Range<usize>], before: usize, window: Span, piece: Span) -> Range<usize> {
    // A place in the text is one in the source, less what stands before; the space before the first word belongs to it.
    let in_source = |at: usize| (at + window.start()).checked_sub(before);
    let is_own = |place: &Range<usize>| {
        let begins = in_source(place.start + 1).is_some_and(|start| start >= window.start());
        begins
            && in_source(place.end).is_some_and(|end| end > piece.start())
            && (place.start + window.start()) < piece.end() + before
    };
    let first = places.iter().position(is_own).unwrap_or(places.len());
    let n = places[first..].iter().take_while(|place| is_own(place)).count();
    first..first + n
}

/// Returns the words of a piece that a reading takes for the answer: what is between the marks around them, and where a reason, somebody's
/// words or a yes is asked for all of the piece.
fn answer(
    kind: Kind,
    place: &Found<'_>,
    (places, before): (&[Range<usize>], usize),
    window: Span,
    (piece, read): (Span, Read),
) -> Option<Span> {
    if matches!(kind, Kind::Why | Kind::WhatSaid | Kind::YesNo) {
        return Some(piece);
    }
    let (first, last) = (places.get(read.answer.0)?, places.get(read.answer.1)?);
    let in_source = |at: usize| (at + window.start()).checked_sub(before);
    let within = |at: usize| at.clamp(piece.start(), piece.end());
    let text = place.reading.document.text();
    let (head, tail) = (text.get(piece.start()..within(in_source(first.start)?))?, within(in_source(last.end)?));
    let start = piece.start() + head.rfind(ends_clause).map_or(0, |at| at + 1);
    let start = (start..=piece.end()).find(|&at| text.is_char_boundary(at))?;
    let end = tail + text.get(tail..piece.end())?.find(ends_clause).unwrap_or(piece.end() - tail);
    place.reading.document.trimmed(start..end)
}

/// Says whether a mark parts what stands on both sides of it.
fn ends_clause(char: char) -> bool {
    matches!(char, ';' | ':' | '!' | '?' | '“' | '”' | '"' | '\n' | '，' | '。')
}

/// Returns for each piece of the question which of its concepts it belongs to.
fn concepts_of(plan: &Plan, places: &[Range<usize>]) -> Vec<Option<usize>> {
    let mut of = vec![None; places.len()];
    let question = plan.question.to_lowercase();
    if question.len() != plan.question.len() {
        return of;
    }
    let mut behind = 0;
    for (at, concept) in plan.concepts.iter().enumerate() {
        let text = concept.text.to_lowercase();
        let next = question.get(behind..).and_then(|rest| rest.find(&text)).map(|place| behind + place);
        let Some(start) = next.or_else(|| question.find(&text)) else { continue };
        behind = start;
        for (of, place) in of.iter_mut().zip(places) {
            if of.is_none() && place.end > start && place.start < start + text.len() {
                *of = Some(at);
            }
        }
    }
    of
}

/// Returns how a word of the question is met: where its concept stands, and what that is.
fn met(plan: &Plan, piece: &Piece<'_>, concept: Option<usize>) -> [f32; MET] {
    let Some((shares, concept)) = concept.and_then(|at| Some((piece.shares.get(at)?, plan.concepts.get(at)?))) else {
        return [0.0; MET];
    };
    let yes = |is: bool| f32::from(u8::from(is));
    let [here, leads, passage, scope] = *shares;
    let weight = concept.weight.min(WEIGHS.0) / WEIGHS.1;
    [here, leads, passage, scope, yes(concept.is_name), yes(concept.is_known), weight, 1.0]
}
