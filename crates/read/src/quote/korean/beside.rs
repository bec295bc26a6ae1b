//! Finds who speaks beside a quotation, in its own sentence: labels, signatures, who is described by the words.

use super::frame::{Cue, Frame, clause};
use super::scene::{Place, Scene, Story};
use super::subject::{Subject, Subjects};
use onrecord_language::korean::who::{Phrase, Who};
use onrecord_language::korean::word::{Stop, Word, WordKind, cut};
use onrecord_language::lexicon::{Clause, Particle, Saying, Verb};

impl Scene<'_> {
    /// Returns the noun of saying that is the sentence's subject, with who says it: 도가람의 대답은 “…”였다.
    pub(super) fn saying_subject(&self, place: &Place) -> Option<usize> {
        (place.sentence.start..place.at).rev().find(|&at| {
            let word = &place.words[at];
            word.is_plain()
                && matches!(word.particle, Particle::Topic | Particle::Subject)
                && word.bare.saying() == Some(Saying::Said)
        })
    }

    /// Returns the phrase that stands alone before a run at the start of a line: 도가람 “…”, 도가람: “…”.
    pub(super) fn label(&self, place: &Place) -> Option<Phrase> {
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
    pub(super) fn head_after(&self, place: &Place, from: usize, is_own: bool) -> Option<Phrase> {
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

    /// Says whether words are handed to the sentence's own topic by somebody else: “…”는 질문에 도가람은.
    pub(super) fn is_handed(&self, place: &Place, saying: Saying, noun: usize) -> bool {
        let word = &place.words[noun];
        let next =
            place.words.get(noun + 1).filter(|_| noun + 1 < place.sentence.end).map(|word| word.whole(self.scope.text));
        let small = &self.scope.korean.small;
        let is_heard = next.is_some_and(|next| small.heard.has(next));
        word.particle == Particle::At
            && (saying != Saying::Said || !next.is_some_and(|next| small.next_to_it.has(next)))
            || saying == Saying::Asked && is_heard
            || word.particle == Particle::Other && next.is_some_and(|next| small.hear.begins(next))
    }

    /// Returns from whom words are heard: 의사에게서 “…”는 말을 들었다.
    pub(super) fn giver(&self, place: &Place) -> Option<Phrase> {
        let before = place.at.checked_sub(1).filter(|&before| before >= place.sentence.start)?;
        let whole = place.words[before].whole(self.scope.text);
        let small = &self.scope.korean.small;
        let mut phrase = self.scope.phrase(place.words, before);
        if let Some(noun) = small.giver_from.strip(whole) {
            let border = place.words[before].at.start + noun.len();
            phrase.whole.end = border;
            phrase.name = phrase.name.map(|name| name.start..border);
        }
        (small.giver.ends(whole) && phrase.who.may_speak()).then_some(phrase)
    }

    /// Returns who stands alone behind a run: “…” ― 도가람, “…” (도가람).
    pub(super) fn signature(&self, place: &Place) -> Option<Phrase> {
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
        // “그래.” 도가람. “내가.” 도가람이었다.
        let is_next = place.next.as_ref().is_some_and(|behind| behind.start == next && behind.len() == 1);
        if is_next && let Some(phrase) = self.name_alone(place.words, next) {
            return Some(phrase);
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

    /// Returns the name that a sentence of one word is: 도가람. 도가람이었다.
    fn name_alone(&self, words: &[Word], at: usize) -> Option<Phrase> {
        let word = &words[at];
        let (korean, whole) = (&self.scope.korean, word.whole(self.scope.text));
        let bare = korean.quoting.without_copula(whole).unwrap_or(whole);
        let is_name = word.is_plain() && (self.scope.known.contains(bare) || korean.is_likely_name(bare));
        let name = word.at.start..word.at.start + bare.len();
        is_name.then(|| Phrase {
            first: at,
            head: at,
            whole: name.clone(),
            who: Who::LikelyName,
            name: Some(name),
            is_several: false,
        })
    }

    /// Returns who is described by words and verb: “…”라고 말한 도가람.
    pub(super) fn described_speaker(
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
    pub(super) fn subject_behind(&self, place: &Place, frame: &Frame) -> Option<Phrase> {
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

    /// Returns an unknown noun as the speaker, where it stands right before the run as its topic.
    pub(super) fn unknown_speaker<'s>(
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
        let quoting = &self.scope.korean.quoting;
        let is_noun = !quoting.no_noun_end.ends(noun) && !quoting.adverb_end.ends(noun);
        let is_name = is_right_before
            || says && (opens || place.at == unknown.phrase.head + 1) && is_noun && unknown.is_topic
            || unknown.phrase.who == Who::MaybeName && (is_close || unknown.phrase.first == place.sentence.start);
        (is_name || unknown.is_topic && is_close && story.salient.is_none()).then_some(unknown)
    }
}
