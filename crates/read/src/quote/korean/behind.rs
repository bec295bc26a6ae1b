//! Finds who speaks in the sentence behind a quotation that stands alone: “…” 도가람의 말이다.

use std::ops::Range;

use super::frame::{Frame, clause, cue};
use super::scene::{Place, Scene, Story};
use super::subject::subjects;
use onrecord_language::korean::who::Phrase;
use onrecord_language::korean::who::Who;
use onrecord_language::korean::word::{Word, WordKind};
use onrecord_language::lexicon::{Clause, Particle, Saying, Verb};

impl Scene<'_> {
    /// Returns whose words a short sentence behind says that they are: 도가람의 말이다.
    pub(super) fn credit_behind(&self, place: &Place) -> Option<Phrase> {
        let next = place.next.clone().filter(|next| (2..=8).contains(&next.len()))?;
        let words = place.words;
        let last = next.end - 1;
        let is_plain = words[next.clone()].iter().all(|word| !matches!(word.kind, WordKind::Quote(_)));
        if !is_plain || !words[last].is_plain() {
            return None;
        }
        let noun = self.scope.korean.quoting.without_copula(words[last].whole(self.scope.text))?;
        if self.scope.korean.saying(noun) != Some(Saying::Said) {
            return None;
        }
        // 도가람이 남긴 말이다: whose words they are stands before the verb.
        if words[last - 1].particle != Particle::Of {
            let is_described = clause(&words[last - 1]) == Some(Clause::BeforeNoun);
            let found = subjects(&self.scope, words, next.start, last);
            return found.closed.filter(|subject| is_described && !subject.is_topic).map(|subject| subject.phrase);
        }
        Some(self.scope.phrase(words, last - 1)).filter(|phrase| phrase.who.may_speak())
    }

    /// Returns who opens the sentence behind a run that stands alone, and speaks on there: “…” 도가람은 웃으며 “…”고 했다.
    ///
    /// Only where nobody was spoken of before, or that sentence says that it goes on.
    pub(super) fn goes_on_behind(&self, place: &Place, frame: &Frame, story: &Story) -> Option<Phrase> {
        let next = place.next.clone().filter(|_| *frame == Frame::Bare && place.at + 1 == place.sentence.end)?;
        let words = place.words;
        let run = next.clone().find(|&at| matches!(words[at].kind, WordKind::Quote(_)))?;
        let cue = cue(&self.scope, words, run + 1, next.end)?;
        let stems = &self.scope.korean.small.goes_on;
        let goes_on = stems.begins(&self.scope.text[cue.at.clone()])
            || words[next.start..run].iter().any(|word| stems.begins(word.whole(self.scope.text)));
        let found = subjects(&self.scope, words, next.start, run);
        let first = found.open.first().filter(|subject| subject.is_topic && subject.phrase.first <= next.start + 1)?;
        (goes_on || story.salient.is_none()).then(|| first.phrase.clone())
    }

    /// Returns who asks, where the sentence behind a quotation says that it was asked before something else happened:
    /// “…?” 사회자가 묻자 도가람은 웃었다. Nobody where it names none.
    pub(super) fn asker_of_next(&self, words: &[Word], next: Range<usize>) -> Option<Option<Phrase>> {
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
    pub(super) fn subject_of_next(&self, words: &[Word], next: Range<usize>) -> Option<Phrase> {
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
                    let bare = self.scope.korean.quoting.without_copula(noun).unwrap_or(noun);
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
}
