//! Decides whether a run in marks is speech, and who speaks.

use std::ops::Range;

use onrecord_model::{QuoteForm, QuoteKind};

use super::frame::{Cue, Frame, clause, cue, ends_like_speech, frame};
use super::subject::{Subject, Subjects, subjects};
use super::voice::Voice;
use super::{Scene, Story};
use crate::korean::phrase::{Phrase, Who};
use crate::korean::word::{Particle, Stop, Word, WordKind, cut};
use crate::lexicon::{Clause, Saying, Verb};

/// A run in marks, and where it stands.
pub(super) struct Place<'a> {
    pub words: &'a [Word],
    /// The words of its sentence.
    pub sentence: Range<usize>,
    /// The words of the next sentence of the block.
    pub next: Option<Range<usize>>,
    /// The run's own place among the words.
    pub at: usize,
    /// The words between the marks, in bytes.
    pub inner: Range<usize>,
    pub is_headline: bool,
}

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

/// Returns the noun before a form of 이다.
fn without_copula(word: &str) -> Option<&str> {
    ["이었습니다", "였습니다", "입니다", "이었다", "였다", "이다", "다"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|noun| !noun.is_empty())
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
        let verb = cue.as_ref().map(|cue| cue.verb);
        let left = subjects(&self.scope, place.words, place.sentence.start, place.at);
        if !self.is_speech(place, &frame, cue.as_ref(), &left, inner, is_single) {
            return None;
        }
        let mut kind = QuoteKind::Direct;
        if verb == Some(Verb::Think) && matches!(frame, Frame::Said(_)) {
            kind = QuoteKind::Indirect;
        } else if matches!(frame, Frame::Part(_)) && left.source.is_none() && !ends_like_speech(inner) {
            kind = QuoteKind::Mixed;
        }
        let form = match frame {
            Frame::Noun(Saying::Line, _) => QuoteForm::Line,
            _ => QuoteForm::Quotation,
        };
        let asks = verb == Some(Verb::Ask) || matches!(frame, Frame::Noun(Saying::Asked, _));
        let (voice, reason, confidence) = self.speaker(place, &frame, cue.as_ref(), &left, before, story);
        let reporter = self.reporter(place, cue.as_ref(), &left, voice.as_ref(), story);
        let form = if reporter.is_some() { QuoteForm::Nested } else { form };
        Some(Verdict { kind, form, voice, reporter, cue: cue.map(|cue| cue.at), confidence, reason, stays: !asks })
    }

    /// Returns the verb that a run shares with the next one: 도가람은 “…”을, 한유빈은 “…”을 꼽았다.
    fn shared_cue(&self, place: &Place, frame: &Frame) -> Option<Cue> {
        let is_object = |after: usize| matches!(place.words[after - 1].whole(self.scope.text), "을" | "를");
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
        let is_reported = words.ends_with("다고") || words.ends_with("다며");
        let topic = left.open.iter().find(|subject| subject.is_topic).filter(|_| is_reported && left.open.len() > 1)?;
        super::frame::cue(&self.scope, place.words, cue.last + 1, place.sentence.end)
            .filter(|outer| matches!(outer.verb, Verb::Say | Verb::Do))?;
        let reporter = self.cast.resolve(&self.scope, &topic.phrase, story.salient.as_ref());
        (Some(&reporter.name) != voice.map(|voice| &voice.name)).then_some(reporter)
    }

    fn is_speech(
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
            Frame::Said(_) => verb != Some(Verb::Name) && (speaks || !is_single || ends_like_speech(inner) && is_long),
            Frame::Noun(Saying::Said | Saying::Line | Saying::Asked, _) => !is_single || is_long,
            Frame::Noun(Saying::Name | Saying::Sign, _) => false,
            Frame::Described(after) => self.head_after(place, *after, false).is_some_and(|phrase| {
                is_long
                    && (matches!(phrase.who, Who::Name | Who::LikelyName)
                        || phrase.who.can_speak() && ends_like_speech(inner))
            }),
            Frame::Part(after) => self.is_spoken_part(place, *after, cue, left, inner) && !is_title_mark,
            Frame::Bare if is_title_mark || is_single => {
                ends_like_speech(inner)
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
                ends_like_speech(inner) && is_said
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
        let is_copula =
            ["이다", "이었다", "였다", "입니다", "이었습니다", "였습니다", "다", "이라는 것이다"].contains(&part);
        if is_copula {
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
        let is_object = matches!(part, "을" | "를" | "으로" | "로" | "에");
        let is_long = inner.contains(' ');
        if is_long && has_subject && self.is_in_report(place, after) {
            return true;
        }
        match cue.map(|cue| cue.verb) {
            Some(Verb::Put) => has_subject && is_object,
            Some(Verb::Say) => is_object && (is_long || inner.ends_with(['!', '?'])) && ends_like_speech(inner),
            _ => false,
        }
    }

    /// Says whether the reporter's sentence goes on and is itself said by somebody: “…”이 됐다고 말했다.
    fn is_in_report(&self, place: &Place, after: usize) -> bool {
        super::indirect::reported(&self.scope, place.words, after, place.sentence.end).is_some()
    }

    /// Returns the noun of saying that is the sentence's subject, with who says it: 도가람의 대답은 “…”였다.
    fn saying_subject(&self, place: &Place) -> Option<usize> {
        (place.sentence.start..place.at).rev().find(|&at| {
            let word = &place.words[at];
            word.is_plain()
                && matches!(word.particle, Particle::Topic | Particle::Subject)
                && word.bare.saying() == Some(Saying::Said)
        })
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
                frame(&self.scope, place.words, last, place.sentence.end, "다"),
                Frame::Said(_) | Frame::Noun(Saying::Said, _)
            )
        })
    }

    /// Returns the phrase that stands alone before a run at the start of a line: 도가람 “…”, 도가람: “…”.
    fn label(&self, place: &Place) -> Option<Phrase> {
        let last =
            place.at.checked_sub(1).filter(|&last| last >= place.sentence.start && place.words[last].is_plain())?;
        if place.words[last].particle != Particle::Bare
            && !self.scope.known.contains(place.words[last].whole(self.scope.text))
            || place.words[last].stop == Stop::End
        {
            return None;
        }
        let phrase = self.scope.phrase(place.words, last);
        let is_front = place.words[place.sentence.start.min(phrase.first)..phrase.first]
            .iter()
            .all(|word| matches!(word.kind, WordKind::Bracket | WordKind::Single(_)));
        let starts = is_front || place.is_headline;
        (starts && phrase.who.can_speak() && phrase.who != Who::Pronoun).then_some(phrase)
    }

    /// Returns the phrase behind a verb or ending that describes it: “…”라고 말한 배우 도가람은.
    fn head_after(&self, place: &Place, from: usize, is_own: bool) -> Option<Phrase> {
        let end = place.sentence.end.min(from + 5);
        for at in from..end {
            let word = &place.words[at];
            if !word.is_plain() {
                return None;
            }
            let is_last = word.particle != Particle::Bare || word.stop != Stop::None || at + 1 == end;
            if is_last {
                let phrase = self.scope.phrase(place.words, at);
                let fits =
                    phrase.who.may_speak() && phrase.first <= from + usize::from(!is_own) && phrase.first >= from;
                return fits.then_some(phrase);
            }
        }
        None
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
            return (resolve(source), "source named by 에 따르면", 0.92);
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
        if let Some(phrase) = self.subject_behind(place, frame, cue) {
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

    /// Returns whose words a short sentence behind says that they are: 도가람의 말이다.
    fn credit_behind(&self, place: &Place) -> Option<Phrase> {
        let next = place.next.clone().filter(|next| (2..=8).contains(&next.len()))?;
        let words = place.words;
        let last = next.end - 1;
        let is_plain = words[next.clone()].iter().all(|word| !matches!(word.kind, WordKind::Quote(_)));
        if !is_plain || !words[last].is_plain() || words[last - 1].particle != Particle::Of {
            return None;
        }
        let noun = without_copula(words[last].whole(self.scope.text))?;
        if self.scope.korean.saying(noun) != Some(Saying::Said) {
            return None;
        }
        Some(self.scope.phrase(words, last - 1)).filter(|phrase| phrase.who.may_speak())
    }

    /// Returns who opens the sentence behind a run that stands alone, and speaks on there: “…” 도가람은 웃으며 “…”고 했다.
    ///
    /// Only where nobody was spoken of before, or that sentence says that it goes on.
    fn goes_on_behind(&self, place: &Place, frame: &Frame, story: &Story) -> Option<Phrase> {
        let next = place.next.clone().filter(|_| *frame == Frame::Bare && place.at + 1 == place.sentence.end)?;
        let words = place.words;
        let run = next.clone().find(|&at| matches!(words[at].kind, WordKind::Quote(_)))?;
        let cue = cue(&self.scope, words, run + 1, next.end)?;
        let goes_on = ["이어", "덧붙", "잇", "이었", "보탰", "다시"].iter().any(|stem| {
            self.scope.text[cue.at.clone()].starts_with(stem)
                || words[next.start..run].iter().any(|word| word.whole(self.scope.text).starts_with(stem))
        });
        let found = subjects(&self.scope, words, next.start, run);
        let first = found.open.first().filter(|subject| subject.is_topic && subject.phrase.first <= next.start + 1)?;
        (goes_on || story.salient.is_none()).then(|| first.phrase.clone())
    }

    /// Says whether words are handed to the sentence's own topic by somebody else: “…”는 질문에 도가람은.
    fn is_handed(&self, place: &Place, saying: Saying, noun: usize) -> bool {
        let word = &place.words[noun];
        let next =
            place.words.get(noun + 1).filter(|_| noun + 1 < place.sentence.end).map(|word| word.whole(self.scope.text));
        let is_heard = matches!(
            next,
            Some(
                "듣고"
                    | "듣자"
                    | "들은"
                    | "들었다"
                    | "받고"
                    | "받자"
                    | "받은"
                    | "받았다"
                    | "나왔다"
                    | "이어졌다"
                    | "나오자"
                    | "쏟아졌다"
                    | "쏟아지자"
                    | "대해"
                    | "대한"
            )
        );
        word.particle == Particle::At && (saying != Saying::Said || next != Some("이어"))
            || saying == Saying::Asked && is_heard
            || word.particle == Particle::Other && next.is_some_and(|next| next.starts_with(['듣', '들', '받']))
    }

    /// Returns from whom words are heard: 의사에게서 “…”는 말을 들었다.
    fn giver(&self, place: &Place) -> Option<Phrase> {
        let before = place.at.checked_sub(1).filter(|&before| before >= place.sentence.start)?;
        let whole = place.words[before].whole(self.scope.text);
        let is_giver =
            ["에게서", "에게", "한테서", "한테", "로부터", "으로부터"].iter().any(|ending| whole.ends_with(ending));
        let mut phrase = self.scope.phrase(place.words, before);
        if let Some(noun) = whole.strip_suffix("으로부터").or_else(|| whole.strip_suffix("로부터")) {
            let border = place.words[before].at.start + noun.len();
            phrase.whole.end = border;
            phrase.name = phrase.name.map(|name| name.start..border);
        }
        (is_giver && phrase.who.may_speak()).then_some(phrase)
    }

    /// Returns who stands alone behind a run: “…” ― 도가람, “…” (도가람).
    fn signature(&self, place: &Place) -> Option<Phrase> {
        let next = place.at + 1;
        let end = place
            .next
            .as_ref()
            .filter(|behind| behind.len() == 1 && behind.start == next)
            .map_or(place.sentence.end, |behind| behind.end);
        let word = place.words.get(next).filter(|_| next < end)?;
        if word.kind == WordKind::Bracket {
            word.whole(self.scope.text).strip_prefix('(')?.strip_suffix(')')?;
            let inner = word.at.start + 1..word.at.end - 1;
            let words = cut(self.scope.text, inner, &[], self.scope.korean);
            let phrase = self.scope.phrase(&words, words.len().checked_sub(1)?);
            return (phrase.first == 0 && phrase.who.may_speak() && phrase.name.is_some()).then_some(phrase);
        }
        if place.words[place.at].stop != Stop::Comma
            || !place.words[next..place.sentence.end].iter().all(Word::is_plain)
        {
            return None;
        }
        let last = place.sentence.end - 1;
        let phrase = self.scope.phrase(place.words, last);
        (place.words[last].particle == Particle::Bare && phrase.first == next && phrase.who.may_speak())
            .then_some(phrase)
    }

    /// Returns who is described by words and verb: “…”라고 말한 도가람.
    fn described_speaker(
        &self,
        place: &Place,
        frame: &Frame,
        cue: Option<&Cue>,
        adjacent: Option<&Subject>,
    ) -> Option<Phrase> {
        if adjacent.is_some() {
            return None;
        }
        if let Frame::Described(after) = *frame {
            return self.head_after(place, after, false);
        }
        let cue = cue.filter(|cue| matches!(frame, Frame::Said(_)) && cue.clause == Some(Clause::BeforeNoun))?;
        self.head_after(place, cue.last + 1, true).filter(|phrase| phrase.who != Who::Oneself)
    }

    /// Returns the subject behind a quotation in the same sentence: “…”고 도가람은 말했다.
    fn subject_behind(&self, place: &Place, frame: &Frame, _cue: Option<&Cue>) -> Option<Phrase> {
        if !matches!(frame, Frame::Said(_) | Frame::Bare) {
            return None;
        }
        for at in place.at + 1..place.sentence.end {
            let word = &place.words[at];
            if matches!(word.kind, WordKind::Quote(_)) {
                return None;
            }
            if !word.is_plain() || word.base == word.at.start {
                continue;
            }
            if matches!(word.particle, Particle::Topic | Particle::Subject) {
                let phrase = self.scope.phrase(place.words, at);
                if phrase.who.may_speak() {
                    return Some(phrase);
                }
            }
            let ends = clause(word);
            let says = matches!(
                self.scope.korean.verb(word.whole(self.scope.text)),
                Some((Verb::Say | Verb::Ask | Verb::Do, _))
            );
            if says && ends != Some(Clause::BeforeNoun) && at > place.at + 1 {
                return None;
            }
        }
        None
    }

    /// Returns who asks, where the sentence behind a quotation says that it was asked before something else happened:
    /// “…?” 사회자가 묻자 도가람은 웃었다. Nobody where it names none.
    fn asker_of_next(&self, words: &[Word], next: Range<usize>) -> Option<Option<Phrase>> {
        let asked = next.clone().find(|&at| {
            words[at].is_plain()
                && matches!(self.scope.korean.verb(words[at].whole(self.scope.text)), Some((Verb::Ask, _)))
        })?;
        if clause(&words[asked]) != Some(Clause::Other) {
            return None;
        }
        let found = subjects(&self.scope, words, next.start, asked);
        Some(found.last().filter(|subject| !subject.is_topic).map(|subject| subject.phrase.clone()))
    }

    /// Returns the subject of the sentence behind a quotation, if that sentence says that it was said.
    fn subject_of_next(&self, words: &[Word], next: Range<usize>) -> Option<Phrase> {
        let text = self.scope.text;
        let first_run = next.clone().find(|&at| matches!(words[at].kind, WordKind::Quote(_)));
        let has_run = first_run.is_some();
        let end = first_run.unwrap_or(next.end);
        // 도가람의 말이다, 진행자의 질문에
        let of = (next.start..end).find(|&at| {
            words[at].is_plain()
                && words[at].particle == Particle::Of
                && words.get(at + 1).is_some_and(|noun| {
                    let noun = noun.noun(text);
                    let bare = without_copula(noun).unwrap_or(noun);
                    matches!(self.scope.korean.saying(bare), Some(Saying::Said | Saying::Asked))
                })
        });
        if let Some(phrase) = of.map(|at| self.scope.phrase(words, at)).filter(|phrase| phrase.who.may_speak()) {
            return Some(phrase);
        }
        if has_run {
            return None;
        }
        let found = subjects(&self.scope, words, next.start, end);
        let says = (next.start..end).any(|at| {
            words[at].is_plain()
                && matches!(
                    self.scope.korean.verb(&text[words[at].at.start..words[end - 1].at.end]),
                    Some((Verb::Say | Verb::Ask | Verb::Act, _))
                )
        });
        let maybe = found.unknown.as_ref().filter(|unknown| says && unknown.phrase.who == Who::MaybeName);
        let subject = found.last().or(found.closed.as_ref().filter(|_| says)).or(maybe)?;
        let is_inverted = !subject.is_topic && !subject.has_verb && next.end - subject.phrase.head <= 6;
        (says || is_inverted).then(|| subject.phrase.clone())
    }

    /// Returns an unknown noun as the speaker, where it stands right before the run as its topic.
    fn unknown_speaker<'s>(
        &self,
        left: &'s Subjects,
        place: &Place,
        cue: Option<&Cue>,
        story: &Story,
    ) -> Option<&'s Subject> {
        let unknown = left.unknown.as_ref()?;
        if place.words[unknown.phrase.head].bare.saying().is_some() {
            return None;
        }
        let is_close = place.at - unknown.phrase.head <= 2;
        let opens = place.words[place.sentence.start.min(unknown.phrase.first)..unknown.phrase.first]
            .iter()
            .all(|word| word.is_plain() && word.full.is_connective());
        let is_right_before = place.at == unknown.phrase.head + 1 && opens && unknown.is_topic;
        let says = cue.is_some_and(|cue| matches!(cue.verb, Verb::Say | Verb::Ask));
        let noun = place.words[unknown.phrase.head].noun(self.scope.text);
        let is_noun = !noun.ends_with(['서', '에', '로', '면', '게', '고', '히', '데']);
        let is_name = is_right_before
            || says && (opens || place.at == unknown.phrase.head + 1) && is_noun && unknown.is_topic
            || unknown.phrase.who == Who::MaybeName && (is_close || unknown.phrase.first == place.sentence.start);
        (is_name || unknown.is_topic && is_close && story.salient.is_none()).then_some(unknown)
    }
}
