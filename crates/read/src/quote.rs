//! Finds who said what in one document.
//!
//! Korean rules are in `quote/korean.rs`, English ones in `quote/english.rs`, interview layouts of both
//! languages in `quote/interview.rs`, quotations set apart in `quote/apart.rs`, cues of subtitles in `quote/subtitle.rs`.

mod apart;
mod english;
mod interview;
mod korean;
mod subtitle;
#[cfg(test)]
mod tests;

use std::ops::Range;

use onrecord_model::{Document, NamedPerson, Quote, QuoteForm, QuoteKind, Span};

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
    let mut apart = apart::quotes(ground, people);
    apart.retain(|quote| !repeats(document, quote, &answers, &quotes));
    quotes.retain(|quote| !apart.iter().any(|apart| overlaps(apart, quote)));
    quotes.append(&mut answers);
    quotes.append(&mut apart);
    quotes.append(&mut subtitle::quotes(document, people, ground.lexicon));
    quotes.sort_by_key(|quote| quote.stretches.first().map(|span| (span.start(), usize::MAX - span.end())));
    quotes
}

/// Says whether a quotation set apart lies in an answer, or repeats words that stand in the text as somebody's: a pull quote.
fn repeats(document: &Document, apart: &Quote, answers: &[Quote], quotes: &[Quote]) -> bool {
    let letters = |quote: &Quote| -> String {
        let words = quote.stretches.iter().flat_map(|span| document.words(*span).chars());
        words.filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    if answers.iter().any(|answer| overlaps(answer, apart)) {
        return true;
    }
    let words = letters(apart);
    let said = answers.iter().chain(quotes).filter(|quote| quote.kind == QuoteKind::Direct && !overlaps(apart, quote));
    words.len() >= 12 && said.take(MOST_COMPARED).any(|quote| letters(quote).contains(&words))
}

/// Quotations with which one that is set apart is compared.
const MOST_COMPARED: usize = 400;

fn overlaps(one: &Quote, other: &Quote) -> bool {
    let meets = |span: &Span, other: &Span| span.start() < other.end() && other.start() < span.end();
    one.stretches.iter().any(|span| other.stretches.iter().any(|other| meets(span, other)))
}

/// Returns the words in marks that were not said, in bytes.
pub(crate) fn unsaid(ground: &Ground, people: &[NamedPerson]) -> Vec<Range<usize>> {
    let mut unsaid = english::unsaid(ground, people);
    unsaid.append(&mut korean::unsaid(ground, people));
    unsaid
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
