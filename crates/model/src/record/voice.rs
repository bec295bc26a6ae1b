//! Whose words a span is: the one rule by which evidence is a quote or a statement, and of whom.

use std::ops::Range;

use crate::{Document, Quote, QuoteKind, Reading, Span, Speaker};

/// A voice is heard in a span where its words are at least one in so many bytes of it.
const HEARD: usize = 5;
/// Beside another's, fewer words are a second voice.
const HEARD_BESIDE: usize = 10;

/// Says whether most of a span is words that somebody said, letter for letter.
pub(super) fn is_speech(reading: &Reading, span: Span) -> bool {
    let said = near(reading, span).flat_map(|quote| verbatim(&reading.document, quote));
    2 * covered(said, &span.range()) > span.len()
}

/// Returns a quotation of the one voice that is heard in a span, or `None` where none is, or more than one.
///
/// Of a quotation inside another, whichever has more of the span speaks; where both have all of it, the inner one.
pub(super) fn voice(reading: &Reading, span: Span) -> Option<&Quote> {
    let range = span.range();
    let size = |quote: &Quote| -> usize { quote.stretches.iter().map(|stretch| stretch.len()).sum() };
    let best = near(reading, span).min_by_key(|quote| (std::cmp::Reverse(quote.shared(&range)), size(quote)))?;
    let is_own = |quote: &&Quote| is_same(&reading.document, best.speaker, quote.speaker);
    let n_own = covered(near(reading, span).filter(is_own).flat_map(stretches), &range);
    // Whoever is quoted inside the best one's words is relayed by them, and no second voice.
    let n_all = covered(near(reading, span).flat_map(stretches), &range);
    (HEARD * n_own >= span.len() && HEARD_BESIDE * (n_all - n_own) < span.len()).then_some(best)
}

/// Returns the quotations that have words in a span.
fn near(reading: &Reading, span: Span) -> impl Iterator<Item = &Quote> {
    // Quotations are in order of their first stretch: those that begin behind the span have nothing in it.
    let begins = |quote: &Quote| quote.stretches.first().is_some_and(|first| first.start() < span.end());
    let after = reading.quotes.partition_point(begins);
    let range = span.range();
    reading.quotes[..after].iter().filter(move |quote| quote.shared(&range) > 0)
}

fn stretches(quote: &Quote) -> impl Iterator<Item = Range<usize>> {
    quote.stretches.iter().map(|stretch| stretch.range())
}

/// Says whether two quotations are of one speaker; one who is not known is nobody's like but of another who is not.
fn is_same(document: &Document, one: Option<Speaker>, other: Option<Speaker>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    if one.person.is_some() || other.person.is_some() {
        return one.person == other.person;
    }
    let words = |speaker: Speaker| speaker.name.or(speaker.words).map(|span| document.words(span));
    words(one) == words(other)
}

/// Returns the words of a quotation that stand as they were said: of a clause that is only partly so, those in marks.
fn verbatim(document: &Document, quote: &Quote) -> Vec<Range<usize>> {
    match quote.kind {
        QuoteKind::Indirect => Vec::new(),
        QuoteKind::Direct => stretches(quote).collect(),
        QuoteKind::Mixed => quote.stretches.iter().flat_map(|&stretch| marked(document, stretch)).collect(),
    }
}

/// Returns what stands in double marks in a stretch; all of it where it stands in marks itself.
fn marked(document: &Document, stretch: Span) -> Vec<Range<usize>> {
    let before = document.text()[..stretch.start()].chars().next_back();
    let after = document.text()[stretch.end()..].chars().next();
    if let (Some(before), Some(after)) = (before, after)
        && MARKS.contains(&(before, after))
    {
        return vec![stretch.range()];
    }
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, char) in document.words(stretch).char_indices() {
        let at = stretch.start() + at;
        match open {
            Some((from, close)) if char == close => {
                found.push(from..at);
                open = None;
            }
            Some(_) => {}
            // A single mark inside a clause may be an apostrophe.
            None => {
                let mark = MARKS.iter().find(|(mark, close)| *mark == char && !matches!(close, '’' | '\''));
                open = mark.map(|&(_, close)| (at + char.len_utf8(), close));
            }
        }
    }
    found
}

/// Marks that open and close what somebody said.
const MARKS: [(char, char); 8] =
    [('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\''), ('「', '」'), ('『', '』'), ('«', '»'), ('„', '“')];

/// Returns how many bytes of a range some others cover, none counted twice.
fn covered(ranges: impl Iterator<Item = Range<usize>>, within: &Range<usize>) -> usize {
    let mut ranges: Vec<Range<usize>> =
        ranges.map(|range| range.start.max(within.start)..range.end.min(within.end)).collect();
    ranges.sort_by_key(|range| range.start);
    let (mut n, mut last) = (0, within.start);
    for range in ranges {
        n += range.end.saturating_sub(range.start.max(last));
        last = last.max(range.end);
    }
    n
}
