//! Finds what somebody relays inside a quotation: “할머니가 ‘밥은 먹었니’라고 하셨다”.

use std::ops::Range;

use onrecord_model::{Quote, QuoteForm, QuoteKind, Speaker};

use super::frame::{Frame, cue, frame};
use super::scene::{Scene, Story};
use super::subject::subjects;
use onrecord_language::korean::word::{Stop, WordKind};
use onrecord_language::lexicon::Verb;

impl Scene<'_> {
    /// Adds the words that a quotation relays from somebody else whom it names.
    pub(super) fn nested(&self, inner: &Range<usize>, outer: Option<Speaker>, story: &mut Story) {
        let text = self.scope.text;
        if !text[inner.clone()].contains(['‘', '\'']) {
            return;
        }
        let words = self.ground.inside(inner.start);
        for (at, word) in words.iter().enumerate() {
            let WordKind::Single(said) = &word.kind else { continue };
            let after = match frame(&self.scope, words, at, words.len(), &text[said.clone()]) {
                Frame::Said(after) => after,
                _ => continue,
            };
            let Some(cue) = cue(&self.scope, words, after, words.len())
                .filter(|cue| matches!(cue.verb, Verb::Say | Verb::Ask | Verb::Do))
            else {
                continue;
            };
            let start = (0..at).rev().find(|&before| words[before].stop == Stop::End).map_or(0, |before| before + 1);
            let left = subjects(&self.scope, words, start, at);
            // What whoever speaks already quotes of themselves needs no quote of its own.
            let oneself = &self.scope.korean.small.oneself_speaking;
            let Some(subject) = left
                .last()
                .or(left.closed.as_ref())
                .filter(|subject| !oneself.has(&text[subject.phrase.whole.clone()]))
            else {
                continue;
            };
            let voice = self.cast.resolve(&self.scope, &subject.phrase, None);
            let Some(span) = self.ground.document.trimmed(said.clone()) else { continue };
            story.quotes.push(Quote {
                stretches: vec![span],
                kind: QuoteKind::Direct,
                form: QuoteForm::Nested,
                cue: self.ground.document.span(cue.at),
                speaker: Some(voice.speaker(self.ground.document)),
                reported_by: outer,
                question: None,
                confidence: 0.8,
                reason: "subject of a quotation inside a quotation".to_owned(),
            });
        }
    }
}
