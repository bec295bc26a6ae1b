//! Finds who says the words in marks, and puts a block's quotations in order.

use std::ops::Range;

use onrecord_model::QuoteKind;

use crate::quote::english::clause::{main_verb, subject_of, tag_at};
use crate::quote::english::content::{said, tagged};
use crate::quote::english::owner::{Owner, beside, carried, chained, of_clause};
use crate::quote::english::phrase::phrase_right;
use crate::quote::english::said::{Frame, Said};
use crate::quote::english::shape::{is_long, is_speech_like, is_title, label};
use crate::quote::english::thread::{Piece, Thread, bytes};
use crate::quote::english::told::{confidence_of, is_aside, is_worth_nesting, is_worth_telling};
use crate::quote::english::unsaid::{is_put_to, is_run_unsaid, is_unsaid};
use crate::quote::english::voice::{By, Cast, Voice};
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::marks::Run;
use onrecord_language::token::{Token, TokenKind};

/// Why the words before a dash and a name are somebody's.
const CREDITED: &str = "the name behind the dash";
/// Why the words beside a tag are somebody's.
const TAGGED: &str = "verb of saying behind the quotation";

#[allow(clippy::too_many_arguments)]
pub(super) fn read_sentence(
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
    let mut owner: Vec<Option<Owner>> = vec![None; quoted.len()];
    // The verbs of those tags: what follows them says when and where.
    let mut tag_verbs: Vec<usize> = Vec::new();
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
                owner[place] = Some((voice, None, 0.92, CREDITED));
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
                .ends_with(['?', '!', '…', '—', '-', '–', '.'])
            || at == sentence.start && is_speech_like(text, run_of(at), cast.english) && lacks_comma(tokens, next);
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
            owner[place] = Some((voice, Some(bytes(tokens, &(cue.verb..cue.verb + 1))), 0.99, TAGGED));
            if !is_title(text, run_of(at), cast.english) {
                tag_verbs.push(cue.verb);
            }
        }
    }
    let mut mixed: Vec<Piece> = Vec::new();
    let mut is_covered = vec![false; quoted.len()];
    // What is denied, refused or only called so is nobody's words.
    let mut is_not_said = vec![false; quoted.len()];
    // Where the words end that were told so far: what ends before it is nested in them.
    let mut reach = sentence.start;
    for one in &all {
        let verb = one.cue.end - 1;
        let has_run = one.content.clone().any(|at| matches!(tokens[at].kind, TokenKind::Quoted(_)));
        let is_circumstance = tokens[one.content.start].is(is::SUBORDINATOR | is::PREPOSITION | is::AS);
        if tag_verbs.contains(&verb) && one.content.start > verb && (!has_run || is_circumstance) {
            continue;
        }
        let mut voice = one
            .subject
            .as_ref()
            .and_then(|subject| cast.voice(tokens, subject, one.antecedent.as_ref(), sentence_start));
        if let Some(voice) = voice.as_mut().filter(|voice| voice.by == By::Pronoun && is_aside(tokens, sentence, one)) {
            (voice.speaker.name, voice.speaker.person) = (None, None);
        }
        let cue = Some(bytes(tokens, &one.cue));
        let holds = |at: &usize| one.content.contains(at) || one.rest.as_ref().is_some_and(|rest| rest.contains(at));
        let inside: Vec<usize> = (0..quoted.len()).filter(|&place| holds(&quoted[place])).collect();
        let is_unsaid = is_unsaid(tokens, sentence, one);
        // "whom she called “…”": what somebody is called, and no words.
        let is_name_of = (one.frame == Frame::As || tokens[verb].has(takes::AS | takes::NAMES))
            && one.subject.as_ref().is_some_and(|subject| {
                subject.start > sentence.start
                    && (tokens[subject.start - 1].is(is::WHO) && !tokens[subject.start].is(is::WHO)
                        || tokens[subject.start - 1].is(is::WHICH))
            });
        let only_quoted =
            !inside.is_empty() && one.rest.is_none() && one.content.clone().all(|at| !tokens[at].is_word());
        if only_quoted {
            for place in inside {
                is_not_said[place] |= is_unsaid || is_name_of;
                if owner[place].is_none() {
                    owner[place] = voice
                        .map(|voice| (voice, cue.clone(), 0.95, "subject of the verb of saying before the quotation"));
                }
            }
            continue;
        }
        if is_unsaid && !inside.is_empty() {
            inside.iter().for_each(|&place| is_not_said[place] = true);
            continue;
        }
        // "parents who ask what they should say": nobody in particular, and no words.
        let is_anybody = one.frame == Frame::Whether
            && inside.is_empty()
            && one.subject.as_ref().is_some_and(|subject| tokens[subject.start].is(is::WHO))
            && voice.is_none_or(|voice| voice.speaker.name.is_none());
        if is_anybody {
            continue;
        }
        let is_nobody = voice.is_none() && !inside.is_empty();
        if is_nobody || inside.iter().any(|&place| owner[place].is_some()) {
            // The clause that a tag ends is said by the same voice; it stays in one stretch with its run.
            continue;
        }
        // A fragment that only names a thing makes nothing a quotation.
        if one.content.len() == 1 && tokens[one.content.start].is(is::DETERMINER | is::OBJECTIVE | is::IT | is::PRONOUN)
        {
            continue;
        }
        let is_question = sentence.end > sentence.start && text[tokens[sentence.end - 1].range()].starts_with('?');
        let is_nested = one.content.end <= reach;
        if inside.is_empty()
            && (is_question || is_nested && !is_worth_nesting(one.frame) || !is_worth_telling(tokens, sentence, one))
        {
            continue;
        }
        reach = reach.max(one.rest.as_ref().unwrap_or(&one.content).end);
        let is_thing = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is_word() && token.is(is::LABEL));
        let has_run = inside
            .iter()
            .any(|&place| is_speech_like(text, run_of(quoted[place]), cast.english) && !is_thing(quoted[place]));
        let kind = if has_run { QuoteKind::Mixed } else { QuoteKind::Indirect };
        let range = bytes(tokens, &one.content);
        let (confidence, reason) = confidence_of(one.frame, has_run);
        for place in inside {
            is_covered[place] = true;
        }
        let piece = Piece { range, kind, voice, cue, confidence, reason, continues: false, block, is_headline: false };
        let rest = one.rest.as_ref().map(|rest| Piece { range: bytes(tokens, rest), continues: true, ..piece.clone() });
        mixed.push(piece);
        mixed.extend(rest);
    }
    let is_all_quoted = sentence.clone().all(|at| !tokens[at].is_word());
    for (place, &at) in quoted.iter().enumerate() {
        let run = run_of(at);
        if is_covered[place] && owner[place].is_none() {
            continue;
        }
        let is_tagged = owner[place].as_ref().is_some_and(|owner| owner.3 == TAGGED);
        if is_not_said[place] || !is_tagged && is_run_unsaid(tokens, sentence, at) {
            thread.unsaid.push(run.inner.clone());
            continue;
        }
        let mut continues = false;
        let opens_block = is_first && at == sentence.start;
        if owner[place].is_none() {
            // Ana Poe was clearer: “We failed.”
            let is_led = at > sentence.start
                && tokens[at - 1].kind == TokenKind::Colon
                && text[run.inner.clone()].trim_end().ends_with(['.', '!', '?', '…'])
                && text[run.inner.clone()].trim_start().starts_with(char::is_uppercase);
            let is_named_thing = tokens.get(at + 1).is_some_and(|token| token.is_word() && token.is(is::LABEL));
            if is_title(text, run, cast.english)
                || is_named_thing
                || !is_speech_like(text, run, cast.english) && !is_all_quoted && !is_led
            {
                continue;
            }
            let goes_on = opens_block && thread.is_open && thread.last.is_some_and(|(_, last)| last + 1 >= block);
            if goes_on {
                continues = true;
                owner[place] = thread
                    .last
                    .map(|(voice, _)| (voice, None, 0.95, "the quotation goes on from the paragraph before"));
            } else if is_put_to(tokens, sentence, at) {
                owner[place] = None;
            } else if let Some(found) = beside(tokens, sentence, at, cast) {
                owner[place] = Some(found);
            } else if let Some(previous) = (0..place).rev().find_map(|before| owner[before].clone()) {
                continues = true;
                owner[place] = Some((previous.0, previous.1, 0.93, "the quotation goes on behind its tag"));
            } else if let Some(later) = chained(&quoted, place, &owner) {
                owner[place] = Some(later);
            } else if is_all_quoted {
                if let Some((voice, reason, confidence)) = carried(thread, block, opens_block) {
                    let is_same =
                        |own: Voice| own.speaker.person == voice.speaker.person && own.speaker.person.is_some();
                    continues = !opens_block
                        && pieces
                            .last()
                            .is_some_and(|piece| piece.kind == QuoteKind::Direct && piece.voice.is_none_or(is_same));
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
            && thread.last.is_some_and(|(last, at)| {
                let is_sure = pieces.last().is_some_and(|piece| piece.confidence >= 0.8);
                at + 1 >= block && !(is_sure && is_other(&last, owner[place].as_ref()))
            })
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
            // “…” — Ana Poe: the name closes its quotation; the next one is somebody else's.
            thread.last = Some((voice, block)).filter(|_| reason != CREDITED);
            cast.heard(tokens[at].end, &voice, tokens);
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
        cast.heard(tokens[sentence.end - 1].end, &voice, tokens);
        thread.last = Some((voice, block));
    }
    remember_subject(tokens, sentence, block, cast, thread);
    pieces.append(&mut mixed);
}

/// Says whether a tag names another person than the one who spoke last.
fn is_other(last: &Voice, owner: Option<&Owner>) -> bool {
    let tagged = owner.filter(|owner| owner.3 == TAGGED).and_then(|owner| owner.0.speaker.person);
    tagged.is_some() && last.speaker.person.is_some() && tagged != last.speaker.person
}

/// “… so” said Ana Poe; “… so” Ana Poe wrote: a tag without its comma.
fn lacks_comma(tokens: &[Token], next: usize) -> bool {
    let says = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|verb| verb.is_tag() && !verb.is_capital && !verb.has(takes::OBJECT | takes::ADDRESSED))
    };
    let is_name =
        |at: usize| tokens.get(at).is_some_and(|name| name.is_word() && name.is_capital && !name.is(is::TIME));
    says(next) && is_name(next + 1) || is_name(next) && (says(next + 1) || is_name(next + 1) && says(next + 2))
}

/// "Ana Poe, a baker from Rome, calls it": who opens a sentence, set off from a verb that could be a noun.
fn set_off(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let verb = (sentence.start + 2..sentence.end.min(sentence.start + 40))
        .find(|&at| tokens[at].is_finite() && !tokens[at].is_capital && tokens[at - 1].is_pause())?;
    let subject = subject_of(tokens, sentence.start, verb)?.subject?;
    (subject.start <= sentence.start + 3 && tokens[subject.start].is_capital).then_some(subject)
}

/// Returns the name or pronoun that opens a sentence before a word in small letters.
fn opener(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let subject = phrase_right(tokens, sentence.start, sentence.end).filter(|name| name.start == sentence.start)?;
    let all_capital = tokens[subject.clone()].iter().all(|token| token.is_capital && !token.is(is::TIME | is::PLACE));
    let behind = tokens.get(subject.end).filter(|_| subject.end < sentence.end)?;
    let is_verb = behind.is_word() && !behind.is_capital && !behind.is(is::PREPOSITION | is::AND | is::CLAUSE_WORD);
    (all_capital && is_verb).then_some(subject)
}

/// Keeps the subject of a sentence for what follows it.
fn remember_subject(tokens: &[Token], sentence: &Range<usize>, block: usize, cast: &mut Cast, thread: &mut Thread) {
    let start = tokens[sentence.start].start;
    let verb = main_verb(tokens, sentence.start, sentence.end);
    let found = verb.and_then(|verb| subject_of(tokens, sentence.start, verb)).and_then(|cue| {
        let subject = cue.subject?;
        cast.voice(tokens, &subject, cue.antecedent.as_ref(), start)
    });
    // "Ana Poe hummed.": a verb that no row has; who opens the sentence is its subject.
    let found = found.or_else(|| set_off(tokens, sentence).and_then(|name| cast.voice(tokens, &name, None, start)));
    let found = found.or_else(|| opener(tokens, sentence).and_then(|name| cast.voice(tokens, &name, None, start)));
    if let Some(voice) = found {
        thread.subject = Some((voice, block));
        cast.heard(tokens[sentence.start].end, &voice, tokens);
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
