//! Cuts a passage into pieces that can be evidence: sentences, quotations, and short runs of them that say something together.

use onrecord_model::{
    BlockKind, Document, Passage, Quote, QuoteForm, QuoteKind, Reading, Sentence, SentenceKind, Span,
};

use crate::plan::{List, Lists};

/// No piece of evidence is longer than this many code points.
pub(crate) const LONGEST: usize = 400;

/// A piece that can be evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Where it stands.
    pub span: Span,
    /// The position in [`Reading::quotes`] of the quotation that it is, or that most of it is.
    pub quote: Option<usize>,
    /// The position in [`Reading::sentences`] of its first sentence.
    pub sentence: usize,
    /// Whether it asks: what a question takes for granted counts for little, and only where a number is asked for.
    pub is_question: bool,
}

/// Returns the pieces of a passage, in reading order.
///
/// A direct quotation is a piece without its tag; a sentence that leads to a list or a block (it ends in a colon) takes what it
/// leads to along; a sentence that points back (`This …`, `He …`, `이는 …`) takes the one before along.
pub(crate) fn units(reading: &Reading, passage: &Passage, lists: &Lists) -> Vec<Unit> {
    let document = &reading.document;
    let mut units: Vec<Unit> = Vec::new();
    let range = passage.first as usize..(passage.after as usize).min(reading.sentences.len());
    for at in range.clone() {
        let sentence = reading.sentences[at];
        if sentence.kind == SentenceKind::Frame {
            continue;
        }
        if sentence.kind == SentenceKind::Question || leads_to_question(reading, at) {
            if document.code_points(sentence.span).len() <= LONGEST {
                units.push(Unit { span: sentence.span, quote: None, sentence: at, is_question: true });
            }
            continue;
        }
        let quote = quote_of(reading, sentence.span);
        let mut span = sentence.span;
        if let Some((quote_at, stretch)) = quote
            .filter(|&(quote_at, stretch)| stands_alone(document, &reading.quotes[quote_at], stretch, sentence.span))
        {
            let inner = quote_piece(document, reading, stretch, sentence.span);
            if units.last().is_none_or(|unit| unit.span != inner) {
                units.push(Unit { span: inner, quote: Some(quote_at), sentence: at, is_question: false });
            }
            continue;
        }
        if document.words(span).ends_with([':', '：']) {
            span = with_following(reading, at, range.end, span);
        } else if let Some(joined) = with_preceding(reading, at, range.start, span, lists) {
            span = joined;
        } else if let Some(joined) = with_list(reading, at, range.clone(), span) {
            span = joined;
        }
        if document.code_points(span).len() > LONGEST {
            span = cut(document, span);
        }
        let quote = quote.map(|(quote_at, _)| quote_at);
        if units.last().is_none_or(|unit| unit.span != span) {
            units.push(Unit { span, quote, sentence: at, is_question: false });
        }
    }
    units
}

/// Says whether a sentence is an interviewer's: it leads to a question in its block, among the answers of an interview, and is none of them.
/// A title in marks makes it nobody's answer.
fn leads_to_question(reading: &Reading, at: usize) -> bool {
    let Some(sentence) = reading.sentences.get(at) else { return false };
    let is_beside = |other: &&Sentence| other.block == sentence.block;
    let mut behind = reading.sentences[at + 1..].iter().take_while(is_beside);
    let mut answers = reading.quotes.iter().filter(|quote| quote.form == QuoteForm::InterviewAnswer).peekable();
    behind.any(|other| other.kind == SentenceKind::Question)
        && answers.peek().is_some()
        && !answers.any(|answer| answer.stretches.iter().any(|stretch| stretch.overlaps(sentence.span)))
}

/// Returns the quotation that shares most with a sentence, and its stretch there.
fn quote_of(reading: &Reading, sentence: Span) -> Option<(usize, Span)> {
    let shared = |span: Span| span.end().min(sentence.end()).saturating_sub(span.start().max(sentence.start()));
    // Quotes are in order of their first stretch: those that begin after the sentence cannot share anything with it.
    let after = reading
        .quotes
        .partition_point(|quote| quote.stretches.first().is_some_and(|first| first.start() < sentence.end()));
    let stretches = reading.quotes[..after]
        .iter()
        .enumerate()
        .rev()
        .take(40)
        .flat_map(|(at, quote)| quote.stretches.iter().map(move |&stretch| (at, stretch)));
    stretches
        .map(|(at, stretch)| (at, stretch, shared(stretch)))
        .filter(|&(_, _, n)| n > 0 && 5 * n >= sentence.len())
        .max_by_key(|&(_, _, n)| n)
        .map(|(at, stretch, _)| (at, stretch))
}

/// Says whether a stretch says something without its tag: whole words of a speaker, most of the sentence.
fn stands_alone(document: &Document, quote: &Quote, stretch: Span, sentence: Span) -> bool {
    let n_words = document.words(stretch).split_whitespace().count();
    let is_whole = quote.kind == QuoteKind::Direct
        && (n_words >= 5 || sentence.contains(stretch) && 10 * stretch.len() > 8 * sentence.len());
    is_whole && !sentence.is_empty() && 2 * stretch.len().min(sentence.len()) >= sentence.len()
}

/// Returns the part of a quotation to show for one of its sentences: all of it, or as many whole sentences around as fit.
fn quote_piece(document: &Document, reading: &Reading, stretch: Span, sentence: Span) -> Span {
    if document.code_points(stretch).len() <= LONGEST {
        return stretch;
    }
    let start = stretch.start().max(sentence.start());
    let end = stretch.end().min(sentence.end());
    let mut piece = document.trimmed(start..end).unwrap_or(stretch);
    if document.code_points(piece).len() > LONGEST {
        return cut(document, piece);
    }
    let at = reading.sentences.partition_point(|other| other.span.start() < sentence.start());
    for next in reading.sentences.iter().skip(at + 1) {
        let end = next.span.end().min(stretch.end());
        let grown = document.trimmed(piece.start()..end).filter(|_| next.span.start() < stretch.end());
        match grown.filter(|&grown| document.code_points(grown).len() <= LONGEST) {
            Some(grown) => piece = grown,
            None => break,
        }
    }
    piece
}

/// Takes along what a sentence that ends in a colon leads to.
fn with_following(reading: &Reading, at: usize, end: usize, span: Span) -> Span {
    let document = &reading.document;
    let mut whole = span;
    for next in reading.sentences.get(at + 1..end.max(at + 1)).unwrap_or_default() {
        let kind = document.blocks.get(next.block as usize).map(|block| block.kind);
        let is_led_to = whole == span || kind == Some(BlockKind::ListItem);
        let grown = document.span(span.start()..next.span.end());
        match grown.filter(|&grown| {
            is_led_to && next.kind == SentenceKind::Statement && document.code_points(grown).len() <= LONGEST
        }) {
            Some(grown) => whole = grown,
            None => break,
        }
    }
    whole
}

/// Takes along the sentence before, of the same block, where this one points back to it.
fn with_preceding(reading: &Reading, at: usize, start: usize, span: Span, lists: &Lists) -> Option<Span> {
    let document = &reading.document;
    let words = document.words(span);
    let before = reading.sentences.get(at.checked_sub(1)?).filter(|_| at > start)?;
    let is_same_block = before.block == reading.sentences[at].block && before.kind == SentenceKind::Statement;
    let points_back = lists.begin(List::PointsBack, words);
    let joined = document.span(before.span.start()..span.end())?;
    (is_same_block && points_back && document.code_points(joined).len() <= LONGEST).then_some(joined)
}

/// Takes a short item of a list together with the line that leads to the list, where all of it is short.
fn with_list(reading: &Reading, at: usize, range: std::ops::Range<usize>, span: Span) -> Option<Span> {
    let document = &reading.document;
    let kind = |at: usize| {
        reading
            .sentences
            .get(at)
            .and_then(|sentence| document.blocks.get(sentence.block as usize))
            .map(|block| block.kind)
    };
    if kind(at) != Some(BlockKind::ListItem) || document.code_points(span).len() > 60 {
        return None;
    }
    let mut head = at;
    while head > range.start && kind(head) == Some(BlockKind::ListItem) {
        head -= 1;
    }
    let leading =
        reading.sentences.get(head).filter(|sentence| document.words(sentence.span).ends_with([':', '：']))?;
    let whole = with_following(reading, head, range.end, leading.span);
    whole.contains(span).then_some(whole)
}

/// Cuts a span that is too long at the last border of a clause or word that fits.
fn cut(document: &Document, span: Span) -> Span {
    let words = document.words(span);
    let most = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    let head = &words[..most];
    let at = head
        .rfind(['.', '!', '?', ';', ','])
        .filter(|&at| 2 * at > most)
        .map(|at| at + 1)
        .or_else(|| head.rfind(char::is_whitespace));
    document.trimmed(span.start()..span.start() + at.unwrap_or(most)).unwrap_or(span)
}
