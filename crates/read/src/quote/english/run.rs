//! Finds who says the words in marks, and puts a block's quotations in order.

use std::ops::Range;

use onrecord_model::{BlockKind, Document, QuoteKind};

use crate::lexicon::{form, is, takes};
use crate::marks::Run;
use crate::quote::english::clause::{main_verb, subject_of, tag_at};
use crate::quote::english::content::{Frame, Said, said, tagged};
use crate::quote::english::phrase::{head_end, phrase_left, phrase_right};
use crate::quote::english::sentence::sentences;
use crate::quote::english::voice::{By, Cast, Voice};
use crate::token::{Token, TokenKind};

/// One stretch of words that somebody said.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The words, in bytes, without outer marks.
    pub range: Range<usize>,
    pub kind: QuoteKind,
    pub voice: Option<Voice>,
    /// The cue, in bytes.
    pub cue: Option<Range<usize>>,
    pub confidence: f32,
    pub reason: &'static str,
    /// Whether it goes on with the direct quotation before it.
    pub continues: bool,
    /// The place of its block.
    pub block: usize,
    /// Whether it stands in a headline or heading.
    pub is_headline: bool,
}

/// What the reader remembers from block to block.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// Who spoke last in marks, and in which block.
    last: Option<(Voice, usize)>,
    /// Whether the last run was left open at the end of its block.
    is_open: bool,
    /// Whether the last block ended with a colon, and who is its subject.
    lead: Option<(Voice, usize)>,
    /// The subject of the last sentence.
    subject: Option<(Voice, usize)>,
    /// Places of pieces that wait for a speaker.
    orphans: Vec<usize>,
}

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
    if let Some(piece) = unmarked(tokens, block, kind, thread) {
        thread.last = piece.voice.map(|voice| (voice, block));
        thread.lead = None;
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
        thread.lead = None;
    }
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
    if !is_plain || is_marked || !is_own || voice.speaker.person.is_none() {
        return None;
    }
    let range = tokens[0].start as usize..tokens[tokens.len() - 1].end as usize;
    Some(Piece {
        range,
        kind: QuoteKind::Direct,
        voice: Some(voice),
        cue: None,
        confidence: 0.8 * voice.certainty,
        reason: "the sentence before leads up to it",
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
        if !is_long(text, run) || is_title(text, run) {
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

#[allow(clippy::too_many_arguments)]
fn read_sentence(
    text: &str,
    runs: &[Run],
    tokens: &[Token],
    sentence: &Range<usize>,
    block: usize,
    is_first: bool,
    cast: &mut Cast,
    thread: &mut Thread,
    pieces: &mut Vec<Piece>,
) {
    let sentence_start = tokens[sentence.start].start;
    let quoted: Vec<usize> = sentence.clone().filter(|&at| matches!(tokens[at].kind, TokenKind::Quoted(_))).collect();
    let run_of = |at: usize| match tokens[at].kind {
        TokenKind::Quoted(run) => &runs[run as usize],
        _ => unreachable!("only quoted tokens are asked for"),
    };
    let mut all: Vec<Said> = said(tokens, sentence);
    all.extend(tagged(tokens, sentence));
    all.sort_by_key(|one| (one.content.start, usize::MAX - one.content.end));
    // The tag beside a run comes first: “…,” she said.
    let mut owner: Vec<Option<(Voice, Option<Range<usize>>, f32, &'static str)>> = vec![None; quoted.len()];
    for (place, &at) in quoted.iter().enumerate() {
        let mut next = at + 1;
        if let Some(label) = label(text, run_of(at)) {
            let voice = cast.labelled(label.clone());
            owner[place] = voice.map(|voice| (voice, Some(label), 0.95, "the name before the colon"));
            continue;
        }
        if tokens.get(next).is_some_and(|token| token.kind == TokenKind::Dash)
            && let Some(name) = phrase_right(tokens, next + 1, sentence.end)
                .filter(|name| tokens[name.start].is_capital && name.start == next + 1)
        {
            let ends = tokens
                .get(name.end)
                .filter(|_| name.end < sentence.end)
                .is_none_or(|token| matches!(token.kind, TokenKind::Stop | TokenKind::Quoted(_) | TokenKind::Comma));
            if let Some(voice) = cast.voice(tokens, &name, None, sentence_start).filter(|_| ends) {
                owner[place] = Some((voice, None, 0.92, "the name behind the dash"));
                continue;
            }
        }
        while next < sentence.end
            && (matches!(tokens[next].kind, TokenKind::Comma | TokenKind::Dash) && next <= at + 2
                || tokens[next].kind == TokenKind::Other && tokens[next].start == tokens[next - 1].end)
        {
            next += 1;
        }
        let starts = at == sentence.start
            || !tokens[sentence.start..at]
                .iter()
                .any(|token| token.is_word() && (token.forms & form::FINITE != 0 || token.is(is::AUXILIARY)))
            || run_of(at).inner.len() > 60;
        let pauses = tokens[at].has_comma
            || next > at + 1
            || text[run_of(at).inner.clone()]
                .trim_end_matches([' ', '\'', '’', '*'])
                .ends_with(['?', '!', '…', '—', '-', '–', '.']);
        if !pauses {
            continue;
        }
        if tokens.get(next).is_some_and(|token| token.is(is::AS)) && next + 1 < sentence.end {
            next += 1;
        }
        let Some(cue) = tag_at(tokens, next, sentence.end) else { continue };
        let Some(subject) = cue.subject.clone().filter(|subject| subject.start <= next + 2 || cue.verb <= next + 1)
        else {
            continue;
        };
        let covered = all.iter().any(|one| {
            one.content.contains(&at)
                && one.content.start < at
                && !matches!(one.frame, Frame::Tag | Frame::Object | Frame::Noun)
        });
        if !starts && covered {
            continue;
        }
        if let Some(voice) = cast.voice(tokens, &subject, cue.antecedent.as_ref(), sentence_start) {
            owner[place] = Some((
                voice,
                Some(bytes(tokens, &(cue.verb..cue.verb + 1))),
                0.99,
                "verb of saying behind the quotation",
            ));
        }
    }
    let mut mixed: Vec<Piece> = Vec::new();
    let mut is_covered = vec![false; quoted.len()];
    for one in &all {
        let mut voice = one
            .subject
            .as_ref()
            .and_then(|subject| cast.voice(tokens, subject, one.antecedent.as_ref(), sentence_start));
        if let Some(voice) = voice.as_mut().filter(|voice| voice.by == By::Pronoun && is_aside(tokens, sentence, one)) {
            (voice.speaker.name, voice.speaker.person) = (None, None);
        }
        let cue = Some(bytes(tokens, &one.cue));
        let inside: Vec<usize> = (0..quoted.len()).filter(|&place| one.content.contains(&quoted[place])).collect();
        let only_quoted = !inside.is_empty() && one.content.clone().all(|at| !tokens[at].is_word());
        if only_quoted {
            for place in inside {
                if owner[place].is_none() {
                    owner[place] = voice
                        .map(|voice| (voice, cue.clone(), 0.95, "subject of the verb of saying before the quotation"));
                }
            }
            continue;
        }
        let is_unsaid = voice.is_none() && !inside.is_empty();
        if is_unsaid || inside.iter().any(|&place| owner[place].is_some()) {
            // The clause that a tag ends is said by the same voice; it stays in one stretch with its run.
            continue;
        }
        // A fragment that only names a thing makes nothing a quotation.
        if one.content.len() == 1 && tokens[one.content.start].is(is::DETERMINER | is::OBJECTIVE | is::IT | is::PRONOUN)
        {
            continue;
        }
        let is_question = sentence.end > sentence.start && text[tokens[sentence.end - 1].range()].starts_with('?');
        if inside.is_empty() && (is_question || !is_worth_telling(tokens, one)) {
            continue;
        }
        let is_thing = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is_word() && token.is(is::LABEL));
        let has_run =
            inside.iter().any(|&place| is_speech_like(text, run_of(quoted[place])) && !is_thing(quoted[place]));
        let kind = if has_run { QuoteKind::Mixed } else { QuoteKind::Indirect };
        let range = bytes(tokens, &one.content);
        let (confidence, reason) = confidence_of(one.frame, has_run);
        for place in inside {
            is_covered[place] = true;
        }
        mixed.push(Piece { range, kind, voice, cue, confidence, reason, continues: false, block, is_headline: false });
    }
    let is_all_quoted = sentence.clone().all(|at| !tokens[at].is_word());
    for (place, &at) in quoted.iter().enumerate() {
        let run = run_of(at);
        if is_covered[place] && owner[place].is_none() {
            continue;
        }
        let mut continues = false;
        let opens_block = is_first && at == sentence.start;
        if owner[place].is_none() {
            let is_named_thing = tokens.get(at + 1).is_some_and(|token| token.is_word() && token.is(is::LABEL));
            if is_title(text, run) || is_named_thing || !is_speech_like(text, run) && !is_all_quoted {
                continue;
            }
            let goes_on = opens_block && thread.is_open && thread.last.is_some_and(|(_, last)| last + 1 >= block);
            if goes_on {
                continues = true;
                owner[place] = thread
                    .last
                    .map(|(voice, _)| (voice, None, 0.95, "the quotation goes on from the paragraph before"));
            } else if let Some(found) = beside(tokens, sentence, at, cast) {
                owner[place] = Some(found);
            } else if let Some(previous) = (0..place).rev().find_map(|before| owner[before].clone()) {
                continues = true;
                owner[place] = Some((previous.0, previous.1, 0.93, "the quotation goes on behind its tag"));
            } else if let Some(later) = chained(tokens, sentence, &quoted, place, &owner) {
                owner[place] = Some(later);
            } else if is_all_quoted {
                if let Some((voice, reason, confidence)) = carried(thread, block, opens_block) {
                    continues = !opens_block && pieces.last().is_some_and(|piece| piece.kind == QuoteKind::Direct);
                    owner[place] = Some((voice, None, confidence, reason));
                }
            } else if let Some((voice, _)) =
                thread.last.filter(|&(_, last)| last == block && at == sentence.start && run.inner.len() > 30)
            {
                owner[place] = Some((voice, None, 0.8, "the same speaker goes on"));
            } else if let Some(found) = of_clause(tokens, sentence, at, cast) {
                owner[place] = Some(found);
            } else if let Some((voice, _)) = thread.last.filter(|&(_, last)| last == block && is_long(text, run)) {
                owner[place] = Some((voice, None, 0.65, "the last speaker in the paragraph"));
            }
        } else if place > 0
            && owner[place - 1].as_ref().map(|one| one.0.speaker.words)
                == owner[place].as_ref().map(|one| one.0.speaker.words)
        {
            continues = true;
        } else if opens_block
            && thread.is_open
            && label(text, run).is_none()
            && thread.last.is_some_and(|(_, last)| last + 1 >= block)
        {
            continues = true;
        }
        let (voice, cue, confidence, reason) = match owner[place].clone() {
            Some((voice, cue, confidence, reason)) => (Some(voice), cue, confidence * voice.certainty, reason),
            None => (None, None, 0.4, "no speaker found"),
        };
        let n_words = text[run.inner.clone()].split_whitespace().count();
        if voice.is_none() && !is_all_quoted && n_words < 6 && at > sentence.start {
            continue;
        }
        if voice.is_none() {
            thread.orphans.push(pieces.len());
        }
        if let Some(voice) = voice {
            thread.last = Some((voice, block));
            if let Some(person) = voice.speaker.person {
                cast.spoke.push((tokens[at].end, person));
            }
        }
        thread.is_open = !run.is_closed;
        let range = label(text, run).map_or(run.inner.clone(), |label| label.end + 1..run.inner.end);
        pieces.push(Piece {
            range,
            kind: QuoteKind::Direct,
            voice,
            cue,
            confidence,
            reason,
            continues,
            block,
            is_headline: false,
        });
    }
    for (place, &at) in quoted.iter().enumerate() {
        if is_covered[place] {
            thread.is_open = !run_of(at).is_closed;
        }
    }
    if let Some(piece) = mixed.iter().rev().find(|piece| piece.voice.is_some())
        && let Some(voice) = piece.voice
    {
        if let Some(person) = voice.speaker.person {
            cast.spoke.push((tokens[sentence.end - 1].end, person));
        }
        thread.last = Some((voice, block));
    }
    remember_subject(tokens, sentence, block, cast, thread);
    pieces.append(&mut mixed);
}

fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    tokens[range.start].start as usize..tokens[range.end - 1].end as usize
}

/// How sure an attribution by a frame is, and its reason.
fn confidence_of(frame: Frame, is_mixed: bool) -> (f32, &'static str) {
    let (confidence, reason) = match frame {
        Frame::That => (0.8, "subject of the verb of saying before “that”"),
        Frame::Clause => (0.62, "subject of the verb of saying"),
        Frame::Tag => (0.66, "tag behind the clause"),
        Frame::According => (0.86, "according to"),
        Frame::Whether => (0.62, "subject of the verb that asks or tells"),
        Frame::To => (0.47, "subject of the verb before the infinitive"),
        Frame::WhomTo => (0.57, "subject of the verb that urges"),
        Frame::As => (0.6, "subject of the verb that names"),
        Frame::Ing => (0.5, "subject of the verb"),
        Frame::Preposition => (0.66, "subject of the verb that speaks of it"),
        Frame::Object => (0.58, "subject of the verb that judges it"),
        Frame::Noun => (0.4, "whose words the noun means"),
        Frame::Colon => (0.6, "subject of the verb before the colon"),
    };
    // Words in marks make a misreading of the clause unlikely.
    (if is_mixed { f32::min(0.92, confidence + 0.25) } else { confidence }, reason)
}

/// Says whether a run is likely to be speech: three words or more that are no title.
fn is_speech_like(text: &str, run: &Run) -> bool {
    let words = text[run.inner.clone()].split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let (mut n_words, mut n_capital) = (0, 0);
    for word in words {
        n_words += 1;
        n_capital += usize::from(
            word.trim_start_matches(|char: char| !char.is_alphanumeric())
                .starts_with(|char: char| char.is_uppercase() || char.is_numeric()),
        );
    }
    n_words >= 3
        && !is_title(text, run)
        && (10 * n_capital <= 6 * n_words
            || text[run.inner.clone()].trim_end().ends_with(['.', '!', '?', ',']) && n_capital < n_words)
}

/// Small words that titles write without a capital.
const SMALL: [&str; 16] =
    ["a", "an", "the", "of", "and", "or", "in", "on", "for", "to", "at", "by", "from", "with", "but", "as"];

/// Says whether a run is set as a title: every word but the small ones has a capital.
fn is_title(text: &str, run: &Run) -> bool {
    let words = text[run.inner.clone()]
        .split_whitespace()
        .map(|word| word.trim_matches(|char: char| !char.is_alphanumeric()))
        .filter(|word| !word.is_empty());
    let (mut n_words, mut n_small) = (0, 0);
    for word in words {
        n_words += 1;
        if word.starts_with(char::is_lowercase) {
            if !SMALL.contains(&word) {
                return false;
            }
            n_small += 1;
        }
    }
    (2..=9).contains(&n_words) && n_words - n_small >= 2
}

/// Returns the name that stands in capitals before a colon at the head of a run: `POE: Well, …`.
fn label(text: &str, run: &Run) -> Option<Range<usize>> {
    let words = &text[run.inner.clone()];
    let colon = words.as_bytes().iter().take(40).position(|&byte| byte == b':')?;
    let name = &words[..colon];
    let is_label = name.len() >= 3
        && name.split_whitespace().count() <= 3
        && name.chars().all(|char| char.is_uppercase() || matches!(char, ' ' | '.' | '-' | '’' | '\''));
    (is_label && words.len() > colon + 12).then(|| run.inner.start..run.inner.start + colon)
}

fn is_long(text: &str, run: &Run) -> bool {
    text[run.inner.clone()].split_whitespace().count() >= 3
}

type Owner = (Voice, Option<Range<usize>>, f32, &'static str);

/// Finds the voice by what stands right before a run: a colon, a cue, whose words they are.
fn beside(tokens: &[Token], sentence: &Range<usize>, at: usize, cast: &Cast) -> Option<Owner> {
    let start = tokens[sentence.start].start;
    let before = at.checked_sub(1).filter(|&before| before >= sentence.start)?;
    let voice = |subject: &Range<usize>| cast.voice(tokens, subject, None, start);
    // Ana Poe's “…”
    if tokens[before].kind == TokenKind::Owner {
        let owner = phrase_left(tokens, sentence.start, before)?;
        return Some((voice(&owner)?, None, 0.75, "whose words they are"));
    }
    let follows_verb = before > sentence.start
        && tokens[before - 1].is_word()
        && tokens[before - 1].forms & (form::FINITE | form::ING) != 0;
    if tokens[before].is_word() && tokens[before].is(is::POSSESSIVE) && !follows_verb {
        return Some((voice(&(before..at))?, None, 0.7, "whose words they are"));
    }
    // Ana Poe: “…”
    if tokens[before].kind == TokenKind::Colon {
        let name = phrase_left(tokens, sentence.start, before).filter(|name| {
            tokens[name.start].is_capital && (sentence.start..name.start).all(|at| !tokens[at].is_word())
        });
        if let Some(voice) = name.and_then(|name| voice(&name)).filter(|voice| voice.speaker.person.is_some()) {
            return Some((voice, None, 0.92, "the name before the colon"));
        }
    }
    // The nearest verb of saying on the left.
    for verb in (sentence.start..at).rev().take(40) {
        let token = &tokens[verb];
        if token.kind == TokenKind::Semicolon {
            break;
        }
        if !token.is_cue() || token.forms == 0 {
            continue;
        }
        let Some(cue) = subject_of(tokens, sentence.start, verb) else { continue };
        let Some(subject) = cue.subject else { continue };
        let Some(voice) = cast.voice(tokens, &subject, cue.antecedent.as_ref(), start) else { continue };
        let confidence = if token.has(takes::TAG) { 0.88 } else { 0.75 };
        return Some((
            voice,
            Some(bytes(tokens, &(verb..verb + 1))),
            confidence,
            "subject of the verb of saying before the quotation",
        ));
    }
    None
}

/// `“A” and “B,” she said`: the voice of the run behind.
fn chained(
    tokens: &[Token],
    sentence: &Range<usize>,
    quoted: &[usize],
    place: usize,
    owner: &[Option<Owner>],
) -> Option<Owner> {
    let next = *quoted.get(place + 1)?;
    let found = owner.get(place + 1)?.clone()?;
    let _ = (tokens, sentence);
    (next > quoted[place]).then_some((found.0, found.1, 0.8, "the same tag as the next quotation"))
}

/// The voice that is carried on into a sentence that is nothing but a quotation.
fn carried(thread: &Thread, block: usize, opens_block: bool) -> Option<(Voice, &'static str, f32)> {
    if let Some((voice, lead)) = thread.lead
        && lead + 1 >= block
    {
        return Some((voice, "subject of the sentence that leads up to it", 0.85));
    }
    if !opens_block
        && let Some((voice, last)) = thread.last
        && last == block
    {
        return Some((voice, "the same speaker goes on", 0.9));
    }
    if let Some((voice, at)) = thread.subject
        && at == block
        && !opens_block
    {
        return Some((voice, "subject of the sentence before", 0.8));
    }
    let near = |last: usize| last + 1 >= block;
    if let Some((voice, last)) = thread.last
        && near(last)
    {
        return Some((voice, "the speaker of the paragraph before", 0.75));
    }
    thread.subject.filter(|&(_, at)| near(at)).map(|(voice, _)| (voice, "subject of the paragraph before", 0.65))
}

/// The subject of the sentence in which a fragment stands; of its nearest clause where the sentence has none that speaks.
fn of_clause(tokens: &[Token], sentence: &Range<usize>, at: usize, cast: &Cast) -> Option<Owner> {
    let start = tokens[sentence.start].start;
    let voice_of = |verb: usize| {
        let cue = subject_of(tokens, sentence.start, verb)?;
        cast.voice(tokens, &cue.subject?, cue.antecedent.as_ref(), start)
    };
    // "As Ana Poe put it, the show is “…”."
    if tokens[sentence.start].is(is::AS) {
        let verb = (sentence.start + 1..at.min(sentence.start + 8))
            .find(|&at| tokens[at].is_finite() && !tokens[at].is_capital);
        if let Some(voice) = verb.and_then(voice_of) {
            return Some((voice, None, 0.75, "as somebody put it"));
        }
    }
    let main = main_verb(tokens, sentence.start, at).and_then(voice_of);
    if let Some(voice) = main.filter(|voice| voice.speaker.person.is_some()) {
        return Some((voice, None, 0.66, "subject of the sentence"));
    }
    for verb in (sentence.start..at).rev() {
        let token = &tokens[verb];
        let is_verb = token.is_word()
            && !token.is_capital
            && (token.forms & (form::PAST | form::THIRD) != 0 || token.is(is::AUXILIARY));
        if !is_verb {
            continue;
        }
        let Some(voice) = voice_of(verb) else { continue };
        return can_speak(tokens, sentence, verb).then_some((voice, None, 0.55, "subject of the clause"));
    }
    None
}

/// Says whether the subject of a verb is somebody: a name, a pronoun for people, a role or a body.
fn can_speak(tokens: &[Token], sentence: &Range<usize>, verb: usize) -> bool {
    let Some(subject) = subject_of(tokens, sentence.start, verb).and_then(|cue| cue.subject) else { return false };
    is_somebody(tokens, &subject)
}

fn is_somebody(tokens: &[Token], subject: &Range<usize>) -> bool {
    let head = &tokens[head_end(tokens, subject) - 1];
    head.is_capital && !head.is(is::IT | is::FIRST | is::THAT | is::DETERMINER)
        || head.is(is::HE | is::SHE | is::THEY | is::WHO | is::ROLE | is::GROUP | is::PRONOUN | is::MALE | is::FEMALE)
}

/// Says whether a verb that makes no claim stands in a side clause: its pronoun may mean anybody there.
fn is_aside(tokens: &[Token], sentence: &Range<usize>, one: &Said) -> bool {
    let is_claim = matches!(one.frame, Frame::That | Frame::Clause | Frame::Tag | Frame::According | Frame::Colon);
    let subject_at = one.subject.as_ref().map_or(sentence.start, |subject| subject.start);
    !is_claim
        && (sentence.start..subject_at).any(|at| {
            tokens[at].is_word()
                && (tokens[at].is(is::WH | is::SUBORDINATOR | is::WHICH | is::AUXILIARY) || tokens[at].is_finite())
        })
}

/// Says whether indirect words are worth telling: not the writer's own, and by somebody where the verb only judges.
fn is_worth_telling(tokens: &[Token], one: &Said) -> bool {
    let Some(subject) = &one.subject else { return matches!(one.frame, Frame::That | Frame::Clause | Frame::Whether) };
    if tokens[subject.start].is(is::FIRST | is::YOU) && subject.len() == 1 {
        return false;
    }
    let is_claim = matches!(
        one.frame,
        Frame::That | Frame::Clause | Frame::Tag | Frame::According | Frame::Colon | Frame::Whether | Frame::Noun
    );
    let is_open = tokens[subject.start].is(is::WHO)
        && !one
            .antecedent
            .as_ref()
            .is_some_and(|phrase| tokens[phrase.start].is_capital || tokens[phrase.end - 1].is(is::GROUP));
    is_claim || is_somebody(tokens, subject) && !is_open
}

/// Keeps the subject of a sentence for what follows it.
fn remember_subject(tokens: &[Token], sentence: &Range<usize>, block: usize, cast: &mut Cast, thread: &mut Thread) {
    let start = tokens[sentence.start].start;
    let verb = main_verb(tokens, sentence.start, sentence.end);
    let found = verb.and_then(|verb| subject_of(tokens, sentence.start, verb)).and_then(|cue| {
        let subject = cue.subject?;
        cast.voice(tokens, &subject, cue.antecedent.as_ref(), start)
    });
    if let Some(voice) = found {
        thread.subject = Some((voice, block));
        if let Some(person) = voice.speaker.person {
            cast.spoke.push((tokens[sentence.start].end, person));
        }
    }
    let ends_with_colon = tokens[sentence.end - 1].kind == TokenKind::Colon;
    if ends_with_colon {
        // "The best part was Ana Poe's thought on it:" — the one person whom it names.
        let only = match cast.named_in(start..tokens[sentence.end - 1].end) {
            [(.., person)] => Some(*person),
            _ => None,
        };
        let named = only.filter(|_| found.is_none_or(|voice| voice.speaker.person.is_none())).map(|person| Voice {
            speaker: cast.person(person, None),
            certainty: 0.85,
            by: By::Name,
        });
        thread.lead = named.or(found).or(thread.last.map(|(voice, _)| voice)).map(|voice| (voice, block));
    }
}
