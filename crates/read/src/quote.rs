//! Finds who said what in one document.
//!
//! Korean rules are in `quote/korean.rs`, English ones in `quote/english.rs`, interview layouts of both
//! languages in `quote/interview.rs`, cues of subtitles in `quote/subtitle.rs`.

mod english;
mod interview;
mod korean;
mod subtitle;

use onrecord_model::{Block, Document, Language, NamedPerson, Quote, QuoteForm, Span};

use crate::Lexicon;

/// What the rules of one language look at.
pub(crate) struct Ground<'a> {
    /// The whole document.
    pub document: &'a Document,
    /// Its blocks in this language, in reading order.
    pub blocks: Vec<Block>,
    /// All the persons it names.
    pub people: &'a [NamedPerson],
    /// The rows of both languages.
    pub lexicon: &'a Lexicon,
}

/// Returns the quotes of a document in order of their first stretch.
///
/// Each block is read by the rules of its own language. Stretches of two quotes overlap only where one is
/// nested in the other.
pub(crate) fn quotes(document: &Document, people: &[NamedPerson], lexicon: &Lexicon) -> Vec<Quote> {
    let ground = |blocks| Ground { document, blocks, people, lexicon };
    let (english, korean) = by_language(document);
    let (english, korean) = (ground(english), ground(korean));
    let mut answers = interview::answers(&english, &korean);
    let mut quotes = english::quotes(&english);
    quotes.append(&mut korean::quotes(&korean));
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

/// Returns the blocks of a document by language: English, Korean; a block without letters is in the document's.
pub(crate) fn by_language(document: &Document) -> (Vec<Block>, Vec<Block>) {
    let main = document.language.unwrap_or(Language::English);
    let is_english = |block: &Block| Language::of(document.words(block.span)).unwrap_or(main) == Language::English;
    document.blocks.iter().copied().partition(is_english)
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
    let is_smaller = quote.stretches.iter().map(|span| span.len()).sum::<usize>() + 4 < whole.len();
    quote.form = QuoteForm::Nested;
    quote.reported_by = answer.speaker;
    is_inside && is_smaller
}
