//! Reads one block: a heading, a credit, words without marks behind a colon, or sentence by sentence.

use onrecord_model::{BlockKind, Document, QuoteKind};

use crate::quote::english::clause::tag_at;
use crate::quote::english::phrase::{phrase_left, phrase_right};
use crate::quote::english::run::read_sentence;
use crate::quote::english::sentence::sentences;
use crate::quote::english::shape::{is_long, is_title};
use crate::quote::english::thread::{Piece, Thread};
use crate::quote::english::voice::{Cast, Voice};
use onrecord_language::lexicon::{is, takes};
use onrecord_language::marks::Run;
use onrecord_language::token::{Token, TokenKind};

/// The reason of words behind a colon that leads up to them.
const LEADS: &str = "the sentence before leads up to it";

/// Reads one block, and adds what is said in it.
#[allow(clippy::too_many_arguments)]
pub(super) fn read_block(
    document: &Document,
    runs: &[Run],
    tokens: &[Token],
    block: usize,
    kind: BlockKind,
    cast: &mut Cast,
    thread: &mut Thread,
    pieces: &mut Vec<Piece>,
) {
    let text = document.text();
    if matches!(kind, BlockKind::Title | BlockKind::Heading) {
        return read_heading(text, runs, tokens, block, cast, pieces);
    }
    if credit(tokens, block, cast, pieces) {
        return;
    }
    if !thread.is_open {
        thread.orphans.clear();
    }
    let is_next = pieces.last().is_some_and(|last| last.block + 1 == block && last.reason == LEADS);
    let is_apart = kind == BlockKind::Quotation;
    if let Some(mut piece) = unmarked(tokens, block, kind, thread).filter(|_| is_apart || !is_next) {
        piece.continues = is_next;
        thread.last = piece.voice.map(|voice| (voice, block));
        // The other paragraphs of words set apart are led up to by the same line.
        thread.lead = piece.voice.filter(|_| is_apart).map(|voice| (voice, block));
        pieces.push(piece);
        return;
    }
    let n_before = pieces.len();
    let cuts = sentences(text, tokens, runs);
    for (place, sentence) in cuts.iter().enumerate() {
        read_sentence(text, runs, tokens, sentence, block, place == 0, cast, thread, pieces);
    }
    adopt(pieces, n_before, &mut thread.orphans);
    if tokens.last().is_some_and(|last| last.kind != TokenKind::Colon) {
        thread.lead = sender(tokens, cast).map(|voice| (voice, block));
    }
}

/// Returns whose words follow a line that only says from whom they come: `From the desk of Ana Poe, the curator.`
fn sender(tokens: &[Token], cast: &Cast) -> Option<Voice> {
    let first = usize::from(tokens.first()?.is(is::AND));
    let opens = tokens.get(first)?.frames & takes::FROM != 0 && tokens.len() <= 24;
    if !opens || tokens.iter().any(|token| token.is_finite() && !token.is_capital && !token.is(is::ROLE | is::GROUP)) {
        return None;
    }
    let is_name =
        |at: &usize| tokens[*at].is_word() && tokens[*at].is_capital && !tokens[*at].is(is::GROUP_NAME | is::PLACE);
    let at = (first + 1..tokens.len()).find(is_name)?;
    let stop = (at..tokens.len()).find(|&at| !tokens[at].is_word()).unwrap_or(tokens.len());
    cast.voice(tokens, &phrase_right(tokens, at, stop)?, None, tokens.first()?.start)
}

/// Gives words without a speaker so far to the next speaker in their paragraph, or where they go on.
///
/// Only pieces from `n_new` on can have brought a speaker; without one, nothing is looked at again.
fn adopt(pieces: &mut [Piece], n_new: usize, orphans: &mut Vec<usize>) {
    let speaks = |piece: &Piece| piece.kind == QuoteKind::Direct && piece.voice.is_some();
    let Some(last) = pieces[n_new..].iter().rposition(speaks).map(|at| n_new + at) else { return };
    let first = n_new + pieces[n_new..].iter().position(speaks).unwrap_or_default();
    orphans.retain(|&at| {
        if at >= last {
            return true;
        }
        let voice = pieces[first.max(at + 1)..=last].iter().find(|piece| speaks(piece)).and_then(|piece| piece.voice);
        let Some(voice) = voice else { return true };
        pieces[at].voice = Some(voice);
        pieces[at].confidence = 0.75 * voice.certainty;
        pieces[at].reason = "speaker of the next quotation in the paragraph";
        false
    });
}

/// A block without marks behind a colon that leads up to somebody's words: `The director revealed:`.
///
/// Only where the words are in the first person and stand alone: else it is a list or the writer's own text.
fn unmarked(tokens: &[Token], block: usize, kind: BlockKind, thread: &Thread) -> Option<Piece> {
    let (voice, lead) = thread.lead?;
    let is_plain =
        matches!(kind, BlockKind::Paragraph | BlockKind::Quotation) && lead + 1 == block && tokens.len() >= 6;
    let is_marked = tokens.iter().any(|token| matches!(token.kind, TokenKind::Quoted(_)));
    let is_own = tokens.iter().take(60).any(|token| token.is_word() && token.is(is::FIRST));
    // Words set apart need no sign that they are somebody's own.
    if !is_plain || is_marked || !is_own && kind != BlockKind::Quotation || voice.speaker.person.is_none() {
        return None;
    }
    let range = tokens[0].start as usize..tokens[tokens.len() - 1].end as usize;
    Some(Piece {
        range,
        kind: QuoteKind::Direct,
        voice: Some(voice),
        cue: None,
        confidence: 0.8 * voice.certainty,
        reason: LEADS,
        continues: false,
        block,
        is_headline: false,
    })
}

/// Reads a headline: the words in its marks, with the name before a colon or beside a verb.
fn read_heading(text: &str, runs: &[Run], tokens: &[Token], block: usize, cast: &Cast, pieces: &mut Vec<Piece>) {
    for (at, token) in tokens.iter().enumerate() {
        let TokenKind::Quoted(run) = token.kind else { continue };
        let run = &runs[run as usize];
        if !is_long(text, run) || is_title(text, run, cast.english) {
            continue;
        }
        let colon = at.checked_sub(1).filter(|&before| tokens[before].kind == TokenKind::Colon);
        let colon = colon.or_else(|| tokens[..at].iter().take(12).position(|token| token.kind == TokenKind::Colon));
        let name = colon.and_then(|colon| phrase_left(tokens, 0, colon)).filter(|name| tokens[name.start].is_capital);
        let tag = tag_at(tokens, at + 1, tokens.len()).and_then(|cue| cue.subject);
        let voice = name.or(tag).and_then(|subject| cast.voice(tokens, &subject, None, tokens[0].start));
        let (confidence, reason) =
            if voice.is_some() { (0.85, "named in the headline") } else { (0.4, "no speaker found") };
        pieces.push(Piece {
            range: run.inner.clone(),
            kind: QuoteKind::Direct,
            voice,
            cue: None,
            confidence,
            reason,
            continues: false,
            block,
            is_headline: true,
        });
    }
}

/// A block that only names whose words stand above it: `— Ana Poe`.
fn credit(tokens: &[Token], block: usize, cast: &Cast, pieces: &mut [Piece]) -> bool {
    let Some(first) = tokens.first().filter(|first| first.kind == TokenKind::Dash && tokens.len() <= 16) else {
        return false;
    };
    let Some(name) = phrase_right(tokens, 1, tokens.len()).filter(|name| tokens[name.start].is_capital) else {
        return false;
    };
    if tokens.get(name.end).is_some_and(|token| token.is_finite()) {
        return false;
    }
    let Some(voice) = cast.voice(tokens, &name, None, first.start) else { return false };
    let mut is_any = false;
    for piece in pieces
        .iter_mut()
        .rev()
        .take_while(|piece| piece.block + 1 == block && piece.kind == QuoteKind::Direct && piece.cue.is_none())
    {
        piece.voice = Some(voice);
        piece.confidence = 0.9 * voice.certainty;
        piece.reason = "the name set under the quotation";
        is_any = true;
    }
    is_any
}
