//! Finds who said what in English text.
//!
//! `block` reads block by block, `sentence` cuts the tokens, `clause`, `apposition` and `phrase` find subjects. `content` and `reported`
//! find what hangs on a verb of saying (`said`), `extent` how far it reaches, `told` how sure it is. `run` finds who says the words in marks, by
//! what stands around them (`owner`) and by their shape (`shape`); `voice` tells whom a name, pronoun or role means.

mod apposition;
mod block;
mod clause;
mod content;
mod extent;
mod gender;
mod owner;
mod phrase;
mod reported;
mod run;
mod said;
mod sentence;
mod shape;
mod thread;
mod told;
mod unsaid;
mod voice;

use std::ops::Range;

use onrecord_model::{BlockKind, NamedPerson, Quote, QuoteForm, QuoteKind, Span, Speaker};

use crate::ground::Ground;
use onrecord_language::token::{Token, folded};
use thread::{Piece, Thread};
use voice::Cast;

/// Returns the quotes of the English blocks, in order of their first stretch.
pub(crate) fn quotes(ground: &Ground, people: &[NamedPerson]) -> Vec<Quote> {
    join(ground.document, pieces(ground, people).0)
}

/// Returns the words in marks that were not said, in bytes.
pub(crate) fn unsaid(ground: &Ground, people: &[NamedPerson]) -> Vec<Range<usize>> {
    pieces(ground, people).1
}

/// Returns what is said in the English blocks, piece by piece, and what is in marks and was not said.
fn pieces(ground: &Ground, people: &[NamedPerson]) -> (Vec<Piece>, Vec<Range<usize>>) {
    let document = ground.document;
    let text = document.text();
    if ground.english.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let runs = &ground.runs;
    let cuts: Vec<Vec<Token>> = ground
        .english
        .iter()
        .zip(&ground.tokens)
        .map(
            |(block, tokens)| {
                if is_read(block.kind) { folded(text, block.span.range(), tokens, runs) } else { Vec::new() }
            },
        )
        .collect();
    let mut cast = Cast::new(document, people, runs, &cuts, &ground.lexicon.english);
    let mut thread = Thread::default();
    let mut pieces: Vec<Piece> = Vec::new();
    for (place, (block, cut)) in
        ground.english.iter().zip(&cuts).enumerate().filter(|(_, (block, _))| is_read(block.kind))
    {
        block::read_block(document, runs, cut, place, block.kind, &mut cast, &mut thread, &mut pieces);
    }
    (pieces, thread.unsaid)
}

/// Says whether a block is text of the source, and no part of the page or of subtitles.
fn is_read(kind: BlockKind) -> bool {
    !matches!(kind, BlockKind::Link | BlockKind::Boilerplate | BlockKind::Cue { .. })
}

/// Makes quotes of pieces: stretches of one utterance become one quote.
fn join(document: &onrecord_model::Document, pieces: Vec<Piece>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut last_of_thread: Option<usize> = None;
    for piece in pieces {
        let Some(stretch) = document.trimmed(piece.range.clone()) else { continue };
        if piece.continues
            && piece.kind != QuoteKind::Direct
            && let Some(quote) = quotes.last_mut()
        {
            quote.stretches.push(stretch);
            continue;
        }
        if piece.continues
            && let Some(quote) = last_of_thread.and_then(|at| quotes.get_mut(at))
            && quote.stretches.last().is_some_and(|last| last.end() <= stretch.start())
        {
            quote.stretches.push(stretch);
            // A tag behind the last paragraph says whose all of them are.
            if quote.cue.is_none() && piece.cue.is_some() && piece.confidence > quote.confidence {
                quote.speaker = piece.voice.map(|voice| voice.speaker);
                quote.cue = piece.cue.and_then(|cue| document.span(cue));
                quote.confidence = piece.confidence;
                quote.reason = piece.reason.to_owned();
            }
            quote.confidence = quote.confidence.min(piece.confidence);
            continue;
        }
        if piece.kind == QuoteKind::Direct {
            last_of_thread = Some(quotes.len());
        }
        quotes.push(Quote {
            stretches: vec![stretch],
            kind: piece.kind,
            form: if piece.is_headline { QuoteForm::Headline } else { QuoteForm::Quotation },
            cue: piece.cue.and_then(|cue| document.span(cue)),
            speaker: piece.voice.map(|voice| voice.speaker),
            reported_by: None,
            question: None,
            confidence: piece.confidence,
            reason: piece.reason.to_owned(),
        });
    }
    for quote in quotes.iter_mut().filter(|quote| quote.kind == QuoteKind::Direct && quote.confidence < NAMED) {
        quote.speaker = quote.speaker.map(|speaker| Speaker { name: None, person: None, ..speaker });
    }
    headlines(document, &mut quotes);
    apart(quotes)
}

/// Words in marks that are less sure than this have no name: of those, every fifth had a wrong one (PolNeAR train).
const NAMED: f32 = 0.65;

/// Gives a headline's words the speaker of the same words in the text below it.
fn headlines(document: &onrecord_model::Document, quotes: &mut [Quote]) {
    // Letters and digits alone: a tag may stand between the words in the text.
    let bare = |spans: &[Span]| -> String {
        let words = spans.iter().flat_map(|span| document.words(*span).chars());
        words.filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let found: Vec<(usize, usize)> = (0..quotes.len())
        .filter(|&at| quotes[at].form == QuoteForm::Headline && quotes[at].speaker.is_none())
        .take(20)
        .filter_map(|at| {
            let words = bare(&quotes[at].stretches);
            let same = |quote: &Quote| {
                quote.form != QuoteForm::Headline && quote.speaker.is_some() && bare(&quote.stretches).contains(&words)
            };
            Some((at, quotes.iter().position(same)?))
        })
        .collect();
    for (at, same) in found {
        quotes[at].speaker = quotes[same].speaker;
        quotes[at].confidence = quotes[same].confidence;
        quotes[at].reason = "the same words stand in the text".to_owned();
    }
}

/// Drops what crosses another stretch or repeats it, and tells who reports what is nested.
///
/// Of two that cross, the words in marks stay, else the first; one pass over the stretches in order.
fn apart(mut quotes: Vec<Quote>) -> Vec<Quote> {
    quotes.sort_by_key(|quote| {
        quote
            .stretches
            .first()
            .map(|span: &Span| (span.start(), usize::MAX - span.end(), quote.kind != QuoteKind::Direct))
    });
    let mut stretches: Vec<(Span, usize)> =
        quotes.iter().enumerate().flat_map(|(at, quote)| quote.stretches.iter().map(move |span| (*span, at))).collect();
    stretches.sort_by_key(|(span, at)| (span.start(), usize::MAX - span.end(), *at));
    let mut is_dropped = vec![false; quotes.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    for (span, at) in stretches {
        open.retain(|(outer, _)| outer.end() > span.start());
        open.retain(|&(_, owner)| !is_dropped[owner]);
        if is_dropped[at] {
            continue;
        }
        let met = open
            .iter()
            .rev()
            .find(|&&(outer, owner)| owner == at || span.end() > outer.end() || outer == span)
            .copied();
        match met {
            Some((_, owner))
                if owner != at && quotes[at].kind == QuoteKind::Direct && quotes[owner].kind != QuoteKind::Direct =>
            {
                is_dropped[owner] = true;
                open.retain(|&(_, place)| place != owner);
            }
            Some(_) => {
                is_dropped[at] = true;
                continue;
            }
            None => {}
        }
        if let Some(&(_, owner)) = open.last() {
            let (inner, outer) = (quotes[at].speaker, quotes[owner].speaker);
            let differs = |one: Speaker, other: Speaker| one.person.is_none() || one.person != other.person;
            if let (Some(inner), Some(outer)) = (inner, outer)
                && differs(inner, outer)
                && inner.words != outer.words
                && quotes[at].form == QuoteForm::Quotation
            {
                quotes[at].reported_by = Some(outer);
                quotes[at].form = QuoteForm::Nested;
            }
        }
        open.push((span, at));
    }
    let mut at = 0;
    quotes.retain(|_| {
        at += 1;
        !is_dropped[at - 1]
    });
    quotes
}
