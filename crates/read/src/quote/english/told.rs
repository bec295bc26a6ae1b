//! Says how sure words are that hang on a verb of saying, and whether they are worth telling.

use std::ops::Range;

use crate::quote::english::phrase::{head_end, is_somebody};
use crate::quote::english::said::{Frame, Said};
use crate::quote::english::unsaid::is_unsaid;
use onrecord_language::lexicon::{form, is, takes};
use onrecord_language::token::Token;

/// How sure an attribution by a frame is, and its reason.
pub(super) fn confidence_of(frame: Frame, is_mixed: bool) -> (f32, &'static str) {
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

/// Says whether a verb that makes no claim stands in a side clause: its pronoun may mean anybody there.
pub(super) fn is_aside(tokens: &[Token], sentence: &Range<usize>, one: &Said) -> bool {
    let is_claim = matches!(one.frame, Frame::That | Frame::Clause | Frame::Tag | Frame::According | Frame::Colon);
    let subject_at = one.subject.as_ref().map_or(sentence.start, |subject| subject.start);
    !is_claim
        && (sentence.start..subject_at).any(|at| {
            tokens[at].is_word()
                && (tokens[at].is(is::WH | is::SUBORDINATOR | is::WHICH | is::AUXILIARY) || tokens[at].is_finite())
        })
}

/// Says whether indirect words are worth telling: a report of speech, not of an act, a judgement or what somebody learned.
///
/// Without marks around them, words count only behind a verb that utters them. Who praised, sought or showed something, or
/// talked about it, said something else than the name of the thing; what was not said was not said.
pub(super) fn is_worth_telling(tokens: &[Token], sentence: &Range<usize>, one: &Said) -> bool {
    let verb = &tokens[one.cue.end - 1];
    let utters = match one.frame {
        Frame::That | Frame::Clause | Frame::Tag | Frame::According | Frame::Colon => true,
        Frame::Whether => verb.has(takes::TAG) && !is_infinitive(tokens, sentence, one),
        Frame::To | Frame::WhomTo | Frame::Ing => verb.has(takes::TAG) && !is_infinitive(tokens, sentence, one),
        Frame::As => false,
        Frame::Object if one.content.len() < 3 => false,
        Frame::Object => {
            verb.has(takes::TAG) && (verb.has(takes::CLAUSE | takes::THAT) || gives_reason(tokens, verb, one))
        }
        Frame::Preposition => {
            let before = &tokens[one.content.start - 1];
            verb.has(takes::CLAUSE | takes::THAT) || before.frames & (takes::ABOUT | takes::ON) == 0
        }
        Frame::Noun => false,
    };
    if !utters || verb.has(takes::LEARNED) && !is_finding(tokens, one) || is_unsaid(tokens, sentence, one) {
        return false;
    }
    let Some(subject) = &one.subject else {
        // "Asked whether …": nobody need be named; a claim is somebody's.
        return one.frame == Frame::Whether || one.frame == Frame::That && verb.forms & form::ING == 0;
    };
    if tokens[subject.start].is(is::FIRST | is::YOU) && subject.len() == 1 {
        return false;
    }
    let is_claim = matches!(
        one.frame,
        Frame::That | Frame::Clause | Frame::Tag | Frame::According | Frame::Colon | Frame::Whether
    );
    let is_open = tokens[subject.start].is(is::WHO)
        && !one
            .antecedent
            .as_ref()
            .is_some_and(|phrase| tokens[phrase.start].is_capital || tokens[phrase.end - 1].is(is::GROUP));
    let asks_openly = is_open && one.frame == Frame::Whether;
    is_claim && !asks_openly || is_somebody(tokens, subject) && !is_open && !is_aside(tokens, sentence, one)
}

/// Says whether words inside what another says are worth telling beside it: somebody else makes a claim there.
pub(super) fn is_worth_nesting(frame: Frame) -> bool {
    matches!(frame, Frame::That | Frame::Clause | Frame::Tag | Frame::According | Frame::Colon)
}

/// "accused him of …", "praised her for …": what they are judged for.
fn gives_reason(tokens: &[Token], verb: &Token, one: &Said) -> bool {
    let reasons = verb.frames & (takes::FOR | takes::OF);
    one.content.clone().skip(1).any(|at| {
        tokens[at].is(is::PREPOSITION)
            && tokens[at].frames & reasons != 0
            && tokens.get(at + 1).is_some_and(|next| next.forms & form::ING != 0)
    })
}

/// "a poll found that …": what a study, a survey or a report tells is its words; what a person found is not.
fn is_finding(tokens: &[Token], one: &Said) -> bool {
    let tells = matches!(one.frame, Frame::That | Frame::Clause);
    tells && one.subject.as_ref().is_some_and(|subject| tokens[head_end(tokens, subject) - 1].is(is::SAYING_NOUN))
}

/// "nothing to point out where …": who would do so stands nowhere near.
fn is_infinitive(tokens: &[Token], sentence: &Range<usize>, one: &Said) -> bool {
    let first = one.cue.start;
    tokens[first].is(is::TO) || first > sentence.start && tokens[first - 1].is(is::TO)
}
