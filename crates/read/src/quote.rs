//! Finds who said what in one document.
//!
//! Korean rules are in `quote/korean.rs`, English ones in `quote/english.rs`, interview layouts of both
//! languages in `quote/interview.rs`, cues of subtitles in `quote/subtitle.rs`.

mod english;
mod interview;
mod korean;
mod subtitle;

use onrecord_model::{NamedPerson, Quote, QuoteForm, QuoteKind, Span};

use crate::ground::Ground;

/// Returns the quotes of a document in order of their first stretch.
///
/// Each block is read by the rules of its own language. Stretches of two quotes overlap only where one is
/// nested in the other.
pub(crate) fn quotes(ground: &Ground, people: &[NamedPerson]) -> Vec<Quote> {
    let document = ground.document;
    let mut answers = interview::answers(ground, people);
    let mut quotes = english::quotes(ground, people);
    quotes.append(&mut korean::quotes(ground, people));
    let mut wholes: Vec<(Span, usize)> = answers
        .iter()
        .enumerate()
        .flat_map(|(at, answer)| answer.stretches.iter().map(move |span| (*span, at)))
        .collect();
    wholes.sort_unstable_by_key(|(span, _)| span.start());
    quotes.retain_mut(|quote| nests(quote, &answers, &wholes));
    quotes.append(&mut answers);
    quotes.append(&mut subtitle::quotes(document, people));
    quotes.sort_by_key(|quote| quote.stretches.first().map(|span| (span.start(), usize::MAX - span.end())));
    quotes
}

/// Makes a quote inside an interview answer a nested one that the answerer reports; says whether to keep it.
///
/// A quote that is the answer itself, or crosses its border, goes: the answer is the better reading.
fn nests(quote: &mut Quote, answers: &[Quote], wholes: &[(Span, usize)]) -> bool {
    let overlaps = |one: Span, other: Span| one.start() < other.end() && other.start() < one.end();
    let met = quote.stretches.iter().find_map(|span| {
        let after = wholes.partition_point(|(whole, _)| whole.start() < span.end());
        after.checked_sub(1).and_then(|at| wholes.get(at)).filter(|(whole, _)| overlaps(*whole, *span))
    });
    let Some(&(whole, answer)) = met else { return true };
    let answer = &answers[answer];
    let is_inside = quote.stretches.iter().all(|span| whole.start() <= span.start() && span.end() <= whole.end());
    // What an answer only touches on ("he asked for rent") is told by the answer itself.
    let is_clear = quote.kind != QuoteKind::Indirect || quote.confidence >= 0.75;
    let is_smaller = quote.stretches.iter().map(|span| span.len()).sum::<usize>() + 4 < whole.len();
    quote.form = QuoteForm::Nested;
    quote.reported_by = answer.speaker;
    is_inside && is_smaller && is_clear
}
