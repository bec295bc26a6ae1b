//! Tells words that were said from those that were denied or only planned: 말하지 않았다, 말한 적이 없다, 말하려 했다.

use super::frame::{Cue, Frame, cue, frame};
use super::scene::{Place, Scene};
use onrecord_language::korean::word::Word;
use onrecord_language::lexicon::Clause;

/// Words behind 말한 적 and the like in which it is denied.
const REACH: usize = 3;
/// Words between a quotation and the verb that says of it that it was not said.
const NEAR: usize = 2;

impl Scene<'_> {
    /// Says whether the verb beside words says that they were not said.
    pub(super) fn is_unsaid(&self, words: &[Word], end: usize, cue: &Cue) -> bool {
        let small = &self.scope.korean.small;
        let whole = |at: usize| {
            words.get(at).filter(|word| at < end && word.is_plain()).map(|word| word.whole(self.scope.text))
        };
        let verb = &self.scope.text[cue.at.clone()];
        let next = whole(cue.last + 1);
        // 말하지 않았다
        if small.before_not.ends(verb) && next.is_some_and(|next| small.nots.begins(next)) {
            return true;
        }
        // 안 말했다
        if cue.last.checked_sub(1).and_then(whole).is_some_and(|before| small.not_word.has(before)) {
            return true;
        }
        // 말하려 했다
        let is_tried = small.planned_of.ends(verb) && next.is_some_and(|next| small.tried.begins(next));
        if small.only_planned.ends(verb) || is_tried {
            return true;
        }
        // 말한 적이 없다, 말한 사실을 부인했다
        let is_fact = cue.clause == Some(Clause::BeforeNoun) && next.is_some_and(|next| small.done_fact.has(next));
        is_fact && (cue.last + 2..cue.last + 2 + REACH).filter_map(whole).any(|word| small.undone.begins(word))
    }

    /// Says whether a run in marks stands before such a verb.
    pub(super) fn is_run_unsaid(&self, place: &Place) -> bool {
        let inner = self.scope.text[place.inner.clone()].trim();
        let after = match frame(&self.scope, place.words, place.at, place.sentence.end, inner) {
            Frame::Said(after) | Frame::Described(after) => after,
            Frame::Noun(_, noun) => noun + 1,
            Frame::Part(_) | Frame::Bare => return false,
        };
        cue(&self.scope, place.words, after, place.sentence.end)
            // A verb that stands far off may tell of something else.
            .is_some_and(|cue| cue.last <= after + NEAR && self.is_unsaid(place.words, place.sentence.end, &cue))
    }
}
