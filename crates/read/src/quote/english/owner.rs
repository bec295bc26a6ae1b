//! Finds the voice of words in marks by what stands around them.

use std::ops::Range;

use crate::quote::english::clause::{main_verb, subject_of};
use crate::quote::english::phrase::{is_somebody, phrase_left, phrase_right};
use crate::quote::english::thread::{Thread, bytes};
use crate::quote::english::voice::{By, Cast, Voice};
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::token::{Token, TokenKind};

pub(super) type Owner = (Voice, Option<Range<usize>>, f32, &'static str);

/// Finds the voice by what stands right before a run: a colon, a cue, whose words they are.
pub(super) fn beside(tokens: &[Token], sentence: &Range<usize>, at: usize, cast: &Cast) -> Option<Owner> {
    let start = tokens[sentence.start].start;
    let before = at.checked_sub(1).filter(|&before| before >= sentence.start)?;
    let voice = |subject: &Range<usize>| cast.voice(tokens, subject, None, start);
    if let Some(subject) = put_by(tokens, sentence, at) {
        return Some((voice(&subject)?, None, 0.85, "as somebody put it"));
    }
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
            let opens = name.start == sentence.start || tokens[name.start - 1].kind == TokenKind::Dash;
            tokens[name.start].is_capital && (opens || (sentence.start..name.start).all(|at| !tokens[at].is_word()))
        });
        if let Some(voice) = name.and_then(|name| voice(&name)).filter(|voice| voice.speaker.person.is_some()) {
            return Some((voice, None, 0.92, "the name before the colon"));
        }
    }
    // Ana Poe was clearer: “…”
    if tokens[before].kind == TokenKind::Colon
        && !tokens[sentence.start..before].iter().any(|token| token.is_cue() && token.has(takes::TAG))
        && let Some(subject) = main_verb(tokens, sentence.start, before)
            .and_then(|verb| subject_of(tokens, sentence.start, verb)?.subject)
            .filter(|subject| is_somebody(tokens, subject))
    {
        return Some((voice(&subject)?, None, 0.8, "subject of the sentence before the colon"));
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

/// Returns who is named right before a run by `as Ana Poe once put it,`.
fn put_by(tokens: &[Token], sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
    let pause = at.checked_sub(1).filter(|&pause| pause > sentence.start && tokens[pause].is_pause())?;
    let word = (sentence.start..pause).rev().take(12).find(|&at| !tokens[at].is_word() || tokens[at].is(is::AS))?;
    let subject = phrase_right(tokens, word + 1, pause).filter(|_| tokens[word].is(is::AS))?;
    let verb = (subject.end..pause).find(|&at| !tokens[at].is(is::ADVERB))?;
    let is_short = pause <= verb + 2;
    (is_short && subject.start == word + 1 && tokens[verb].is_finite()).then_some(subject)
}

/// `“A” and “B,” she said`: the voice of the run behind.
pub(super) fn chained(quoted: &[usize], place: usize, owner: &[Option<Owner>]) -> Option<Owner> {
    let next = *quoted.get(place + 1)?;
    let found = owner.get(place + 1)?.clone()?;
    (next > quoted[place]).then_some((found.0, found.1, 0.8, "the same tag as the next quotation"))
}

/// The voice that is carried on into a sentence that is nothing but a quotation.
pub(super) fn carried(thread: &Thread, block: usize, opens_block: bool) -> Option<(Voice, &'static str, f32)> {
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
    let subject = thread.subject.filter(|&(voice, at)| near(at) && voice.speaker.person.is_some());
    if let Some((voice, last)) = thread.last
        && near(last)
        && is_known(voice)
        && (voice.speaker.person.is_some() || subject.is_none())
    {
        return Some((voice, "the speaker of the paragraph before", 0.75));
    }
    subject.map(|(voice, _)| (voice, "subject of the paragraph before", 0.7))
}

/// Says whether a voice is somebody, and no thing.
fn is_known(voice: Voice) -> bool {
    voice.by != By::Thing
}

/// The subject of the sentence in which a fragment stands; of its nearest clause where the sentence has none that speaks.
pub(super) fn of_clause(tokens: &[Token], sentence: &Range<usize>, at: usize, cast: &Cast) -> Option<Owner> {
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
pub(super) fn can_speak(tokens: &[Token], sentence: &Range<usize>, verb: usize) -> bool {
    let Some(subject) = subject_of(tokens, sentence.start, verb).and_then(|cue| cue.subject) else { return false };
    is_somebody(tokens, &subject)
}
