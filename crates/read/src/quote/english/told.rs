//! Says how sure words are that hang on a verb of saying, and whether they are worth telling.

use std::ops::Range;

use crate::lexicon::is;
use crate::quote::english::content::{Frame, Said};
use crate::quote::english::owner::is_somebody;
use crate::token::Token;

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

/// Says whether indirect words are worth telling: not the writer's own, and by somebody where the verb only judges.
pub(super) fn is_worth_telling(tokens: &[Token], one: &Said) -> bool {
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
