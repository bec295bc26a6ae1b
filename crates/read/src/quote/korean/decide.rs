//! Decides whether a run in marks is speech, and who speaks.

use std::ops::Range;

use onrecord_model::{QuoteForm, QuoteKind};

use super::frame::{Cue, Frame, clause, cue, frame};
use super::scene::{Place, Scene, Story};
use super::subject::{Subjects, subjects};
use super::voice::Voice;
use onrecord_language::korean::quotative::NAMED_SOURCE;
use onrecord_language::korean::who::Phrase;
use onrecord_language::korean::word::{Stop, WordKind};
use onrecord_language::lexicon::{Clause, Particle, Saying, Verb};

/// What was decided of a run that is speech.
pub(super) struct Verdict {
    pub kind: QuoteKind,
    pub form: QuoteForm,
    pub voice: Option<Voice>,
    pub cue: Option<Range<usize>>,
    pub confidence: f32,
    pub reason: &'static str,
    /// Who reports it, where another does: 도가람은 감독이 “…”고 말했다고 전했다.
    pub reporter: Option<Voice>,
    /// Whether the speaker is spoken of from now on; one who only asks is not.
    pub stays: bool,
}

type Said = (Option<Voice>, &'static str, f32);

const UNKNOWN: Said = (None, "nobody is named as the speaker", 0.5);

impl Scene<'_> {
    /// Returns what is decided of a run; `None` where it is no speech. `before` is the speaker of the run before in the
    /// same sentence.
    pub(super) fn decide(&self, place: &Place, before: Option<&Voice>, story: &mut Story) -> Option<Verdict> {
        let text = self.scope.text;
        let inner = text[place.inner.clone()].trim();
        let is_single = matches!(place.words[place.at].kind, WordKind::Single(_));
        let frame = frame(&self.scope, place.words, place.at, place.sentence.end, inner);
        let after = match frame {
            Frame::Said(after) | Frame::Described(after) | Frame::Part(after) => after,
            Frame::Noun(_, noun) => noun + 1,
            Frame::Bare => place.at + 1,
        };
        let cue = cue(&self.scope, place.words, after, place.sentence.end);
        let cue = cue.or_else(|| self.shared_cue(place, &frame));
        if self.is_run_unsaid(place) {
            return None;
        }
        let verb = cue.as_ref().map(|cue| cue.verb);
        let left = subjects(&self.scope, place.words, place.sentence.start, place.at);
        if !self.is_speech(place, &frame, cue.as_ref(), &left, inner, is_single) {
            return None;
        }
        let mut kind = QuoteKind::Direct;
        if verb == Some(Verb::Think) && matches!(frame, Frame::Said(_)) {
            kind = QuoteKind::Indirect;
        } else if matches!(frame, Frame::Part(_))
            && left.source.is_none()
            && !self.scope.korean.quoting.ends_like_speech(inner)
        {
            kind = QuoteKind::Mixed;
        }
        let form = match frame {
            Frame::Noun(Saying::Line, _) => QuoteForm::Line,
            _ => QuoteForm::Quotation,
        };
        let asks = verb == Some(Verb::Ask) || matches!(frame, Frame::Noun(Saying::Asked, _));
        let (voice, reason, confidence) = self.speaker(place, &frame, cue.as_ref(), &left, before, story);
        // What single marks hold is speech only where somebody says it: ‘…’는 질문에 is as often a paraphrase.
        if is_single && voice.is_none() && matches!(frame, Frame::Noun(..)) {
            return None;
        }
        let reporter = self.reporter(place, cue.as_ref(), &left, voice.as_ref(), story);
        let form = if reporter.is_some() { QuoteForm::Nested } else { form };
        Some(Verdict { kind, form, voice, reporter, cue: cue.map(|cue| cue.at), confidence, reason, stays: !asks })
    }

    /// Returns the verb that a run shares with the next one: 도가람은 “…”을, 한유빈은 “…”을 꼽았다.
    fn shared_cue(&self, place: &Place, frame: &Frame) -> Option<Cue> {
        let object = &self.scope.korean.quoting.object;
        let is_object = |after: usize| object.has(place.words[after - 1].whole(self.scope.text));
        let Frame::Part(after) = *frame else { return None };
        let run = (after..place.sentence.end)
            .find(|&at| matches!(place.words[at].kind, WordKind::Quote(_)))
            .filter(|_| is_object(after) && place.words[after - 1].stop == Stop::Comma)?;
        match super::frame::frame(&self.scope, place.words, run, place.sentence.end, "") {
            Frame::Part(next) if is_object(next) => {
                cue(&self.scope, place.words, next, place.sentence.end).filter(|cue| cue.verb == Verb::Put)
            }
            _ => None,
        }
    }

    /// Returns who reports what the nearer subject said.
    fn reporter(
        &self,
        place: &Place,
        cue: Option<&Cue>,
        left: &Subjects,
        voice: Option<&Voice>,
        story: &Story,
    ) -> Option<Voice> {
        let cue = cue?;
        let words = &self.scope.text[cue.at.clone()];
        let is_reported = self.scope.korean.quoting.reported_again.ends(words);
        let topic = left.open.iter().find(|subject| subject.is_topic).filter(|_| is_reported && left.open.len() > 1)?;
        super::frame::cue(&self.scope, place.words, cue.last + 1, place.sentence.end)
            .filter(|outer| matches!(outer.verb, Verb::Say | Verb::Do))?;
        let reporter = self.cast.resolve(&self.scope, &topic.phrase, story.salient.as_ref());
        (Some(&reporter.name) != voice.map(|voice| &voice.name)).then_some(reporter)
    }

    fn speaker(
        &self,
        place: &Place,
        frame: &Frame,
        cue: Option<&Cue>,
        left: &Subjects,
        before: Option<&Voice>,
        story: &mut Story,
    ) -> Said {
        let resolve = |phrase: &Phrase| Some(self.cast.resolve(&self.scope, phrase, story.salient.as_ref()));
        let words = place.words;
        if let Some(label) = self.label(place) {
            return (resolve(&label), "name before the quotation, as a label", 0.93);
        }
        if let Some(phrase) = (*frame == Frame::Bare).then(|| self.signature(place)).flatten() {
            return (resolve(&phrase), "name behind the quotation, as a signature", 0.9);
        }
        let adjacent = left.last().filter(|subject| !subject.has_verb && !subject.is_topic);
        let of_before = (place.at > place.sentence.start && words[place.at - 1].particle == Particle::Of)
            .then(|| self.scope.phrase(words, place.at - 1))
            .filter(|phrase| phrase.who.may_speak());
        if let Frame::Noun(saying, noun) = *frame {
            if let Some(phrase) = &of_before {
                return (resolve(phrase), "whose words they are, before the quotation", 0.85);
            }
            let of_between = (place.at + 1..noun)
                .rev()
                .find(|&at| words[at].is_plain() && words[at].particle == Particle::Of)
                .map(|at| self.scope.phrase(words, at));
            if let Some(phrase) = of_between.filter(|phrase| phrase.who.may_speak()) {
                return (resolve(&phrase), "whose words they are, behind the quotation", 0.88);
            }
            if let Some(subject) = adjacent {
                return (resolve(&subject.phrase), "subject before the quotation", 0.85);
            }
            let is_left_by =
                place.at > place.sentence.start && clause(&words[place.at - 1]) == Some(Clause::BeforeNoun);
            if let Some(subject) = left.closed.as_ref().filter(|_| is_left_by) {
                return (resolve(&subject.phrase), "subject of the clause that describes the words", 0.85);
            }
            if self.is_handed(place, saying, noun) {
                if let Some(giver) = self.giver(place) {
                    return (resolve(&giver), "from whom the words were heard", 0.85);
                }
                return UNKNOWN;
            }
        }
        let hands_over = cue.is_some_and(|cue| {
            cue.clause == Some(Clause::Other) && matches!(cue.verb, Verb::Ask | Verb::Say | Verb::Do | Verb::Act)
        });
        if hands_over {
            if let Some(subject) =
                left.last().filter(|subject| !subject.is_topic || cue.is_some_and(|cue| cue.verb != Verb::Ask))
            {
                return (resolve(&subject.phrase), "subject before the quotation", 0.9);
            }
            if cue.is_some_and(|cue| cue.verb == Verb::Ask) {
                return UNKNOWN;
            }
        }
        if let Some(head) = self.described_speaker(place, frame, cue, adjacent) {
            return (resolve(&head), "who is described by the words", 0.88);
        }
        if let Some(subject) = left.last() {
            let reason = if subject.is_topic { "topic of the sentence" } else { "subject before the quotation" };
            return (resolve(&subject.phrase), reason, if subject.has_verb { 0.9 } else { 0.96 });
        }
        if let Some((source, _)) = &left.source {
            return (resolve(source), NAMED_SOURCE, 0.92);
        }
        if matches!(frame, Frame::Part(_) | Frame::Bare)
            && let Some(noun) = self.saying_subject(place)
        {
            let phrase = (noun > place.sentence.start && words[noun - 1].particle == Particle::Of)
                .then(|| self.scope.phrase(words, noun - 1));
            if let Some(phrase) = phrase.filter(|phrase| phrase.who.may_speak()) {
                return (resolve(&phrase), "whose words they are, before the quotation", 0.88);
            }
        }
        if let Some(voice) = before {
            return (Some(voice.clone()), "speaker of the quotation before, in the same sentence", 0.92);
        }
        if let Some(phrase) = self.subject_behind(place, frame) {
            return (resolve(&phrase), "subject behind the quotation", 0.92);
        }
        let is_whole = place.at + 1 == place.sentence.end;
        if is_whole
            && *frame == Frame::Bare
            && let Some(next) = place.next.clone()
        {
            match self.asker_of_next(words, next.clone()) {
                Some(Some(asker)) => return (resolve(&asker), "who asks, in the sentence behind", 0.88),
                Some(None) => return UNKNOWN,
                None => {}
            }
            if let Some(phrase) = self.subject_of_next(words, next) {
                return (resolve(&phrase), "subject of the sentence behind", 0.9);
            }
        }
        if matches!(frame, Frame::Noun(Saying::Line, _)) && before.is_none() {
            return UNKNOWN;
        }
        if let Some(phrase) = self.credit_behind(place).filter(|_| !matches!(frame, Frame::Noun(Saying::Asked, _))) {
            return (resolve(&phrase), "whose words they are, in the sentence behind", 0.88);
        }
        if let Some(unknown) = self.unknown_speaker(left, place, cue, story) {
            return (resolve(&unknown.phrase), "subject before the quotation, a word we do not know", 0.6);
        }
        if let Some(phrase) = self.goes_on_behind(place, frame, story) {
            return (resolve(&phrase), "who speaks on in the sentence behind", 0.75);
        }
        if let Some(voice) = &story.salient {
            let reason = if is_whole {
                "who was spoken of in the sentence before"
            } else {
                "no subject: who was spoken of last speaks on"
            };
            return (Some(voice.understood()), reason, 0.82);
        }
        if let Some(subject) = &left.closed {
            return (resolve(&subject.phrase), "subject of an earlier clause", 0.6);
        }
        if let Some(unknown) = &left.unknown {
            return (resolve(&unknown.phrase), "subject before the quotation, a word we do not know", 0.55);
        }
        if let Some(voice) = self.cast.only_person(place.inner.start).and_then(|person| self.cast.voice(person, None)) {
            return (Some(voice), "the only person named so far", 0.6);
        }
        if let Some(voice) = self.cast.only_person(usize::MAX).and_then(|person| self.cast.voice(person, None)) {
            return (Some(voice), "the only person who is named", 0.5);
        }
        UNKNOWN
    }
}
