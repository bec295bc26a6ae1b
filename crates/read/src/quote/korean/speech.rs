//! Tells words in marks that are speech from names, titles, signs and single words.

use super::frame::{Cue, Frame, frame};
use super::scene::{Place, Scene};
use super::subject::Subjects;
use onrecord_language::korean::who::Who;
use onrecord_language::korean::word::{Stop, WordKind};
use onrecord_language::lexicon::{Clause, Particle, Saying, Verb};

impl Scene<'_> {
    pub(super) fn is_speech(
        &self,
        place: &Place,
        frame: &Frame,
        cue: Option<&Cue>,
        left: &Subjects,
        inner: &str,
        is_single: bool,
    ) -> bool {
        let verb = cue.map(|cue| cue.verb);
        let speaks = matches!(verb, Some(Verb::Say | Verb::Ask | Verb::Act | Verb::Think | Verb::Put | Verb::Do));
        let is_long = inner.contains(' ');
        let ends_like_speech = || self.scope.korean.quoting.ends_like_speech(inner);
        let opens = self.scope.text[place.words[place.at].at.clone()].chars().next();
        let is_title_mark = matches!(opens, Some('「' | '『' | '«'));
        let is_written_on = cue.is_some_and(|cue| {
            cue.clause.is_none_or(|clause| clause == Clause::BeforeNoun)
                && place
                    .words
                    .get(cue.last + 1)
                    .filter(|_| cue.last + 1 < place.sentence.end)
                    .is_some_and(|noun| matches!(noun.bare.saying(), Some(Saying::Sign | Saying::Name)))
        });
        match frame {
            Frame::Said(_) if is_written_on => false,
            Frame::Said(_) => verb != Some(Verb::Name) && (speaks || !is_single || ends_like_speech() && is_long),
            Frame::Noun(Saying::Said | Saying::Line | Saying::Asked, _) => !is_single || is_long,
            Frame::Noun(Saying::Name | Saying::Sign, _) => false,
            Frame::Described(after) => self.head_after(place, *after, false).is_some_and(|phrase| {
                is_long
                    && (matches!(phrase.who, Who::Name | Who::LikelyName)
                        || phrase.who.can_speak() && ends_like_speech())
            }),
            Frame::Part(after) => self.is_spoken_part(place, *after, cue, left, inner) && !is_title_mark,
            Frame::Bare if is_title_mark || is_single => {
                ends_like_speech()
                    && is_long
                    && (place.sentence.len() == 1 || self.label(place).is_some() || place.is_headline)
            }
            Frame::Bare => {
                let next_is_run =
                    place.words.get(place.at + 1).is_some_and(|next| matches!(next.kind, WordKind::Quote(_)));
                let is_listed = place.words[place.at].stop == Stop::Comma || next_is_run;
                let goes_on = place.at + 1 < place.sentence.end && place.words[place.at].stop == Stop::None;
                let is_said =
                    speaks || !goes_on || inner.ends_with(['.', '?', '!', '…']) || self.signature(place).is_some();
                ends_like_speech() && is_said
                    || self.label(place).is_some()
                    || place.is_headline && is_long
                    || place.sentence.len() == 1 && is_long && inner.chars().count() > 12
                    || is_listed && self.list_is_speech(place)
            }
        }
    }

    /// Says whether a run that is a noun of the sentence is spoken: it is all that a source says, or a verb of putting
    /// into words takes it.
    fn is_spoken_part(&self, place: &Place, after: usize, cue: Option<&Cue>, left: &Subjects, inner: &str) -> bool {
        let part = place.words[after - 1].whole(self.scope.text);
        let quoting = &self.scope.korean.quoting;
        if quoting.is_copula(part) {
            let is_their_word = self.saying_subject(place).is_some_and(|noun| {
                noun > place.sentence.start
                    && place.words[noun - 1].particle == Particle::Of
                    && self.scope.phrase(place.words, noun - 1).who.may_speak()
            });
            return left.source.is_some() || is_their_word;
        }
        if self.is_behind_work(place) {
            return false;
        }
        let has_subject = left.last().is_some();
        let is_object = quoting.object_of_saying.has(part);
        let is_long = inner.contains(' ');
        if is_long && has_subject && self.is_in_report(place, after) {
            return true;
        }
        match cue.map(|cue| cue.verb) {
            Some(Verb::Put) => has_subject && is_object,
            Some(Verb::Ask) => has_subject && quoting.object_of_asking.has(part),
            Some(Verb::Say) => is_object && (is_long || inner.ends_with(['!', '?'])) && quoting.ends_like_speech(inner),
            _ => false,
        }
    }

    /// Says whether the reporter's sentence goes on and is itself said by somebody: “…”이 됐다고 말했다.
    fn is_in_report(&self, place: &Place, after: usize) -> bool {
        super::indirect::reported(&self.scope, place.words, after, place.sentence.end).is_some()
    }

    /// Says whether the word before introduces a title or a name: 영화 “…”, 밴드 “…”.
    fn is_behind_work(&self, place: &Place) -> bool {
        place.at > place.sentence.start && {
            let before = &place.words[place.at - 1];
            before.is_plain()
                && before.particle == Particle::Bare
                && before.stop == Stop::None
                && before.bare.names_things()
        }
    }

    /// Says whether the last run of a list is speech: “…”, “…” 등의 반응.
    fn list_is_speech(&self, place: &Place) -> bool {
        (place.at + 1..place.sentence.end).take_while(|&at| !place.words[at].is_plain()).last().is_some_and(|last| {
            matches!(
                frame(&self.scope, place.words, last, place.sentence.end, ""),
                Frame::Said(_) | Frame::Noun(Saying::Said, _)
            )
        })
    }
}
