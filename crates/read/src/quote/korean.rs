//! Finds who said what in Korean text.
//!
//! Korean names the speaker to the left with 은, 는, 이, 가 or 께서, and says to the right that it was said: 고 말했다,
//! 라며 웃었다. Where no subject stands there, whoever was spoken of last speaks on.
//!
//! `speech` tells speech from names and signs, `frame` what stands right behind a run, `subject` who is open before it, `beside` who
//! stands beside it, `behind` what the sentence behind says; `decide` puts them in order. `indirect` and `nested` do the rest.

mod behind;
mod beside;
mod decide;
mod frame;
mod indirect;
mod nested;
mod scene;
mod speech;
mod subject;
#[cfg(test)]
mod tests;
mod unsaid;
mod voice;

use std::ops::Range;

use onrecord_model::{Block, BlockKind, Language, NamedPerson, Quote, QuoteForm, QuoteKind};

use crate::ground::Ground;
use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::who::Who;
use onrecord_language::korean::word::{Stop, Word, WordKind};
use onrecord_language::lexicon::Korean;
use onrecord_language::marks::Run;
use scene::{Place, Scene, Story};
use voice::{Cast, Voice};

/// Returns the quotes of the Korean blocks.
pub(crate) fn quotes(ground: &Ground, people: &[NamedPerson]) -> Vec<Quote> {
    told(ground, people).quotes
}

/// Returns the words in marks that were not said, in bytes.
pub(crate) fn unsaid(ground: &Ground, people: &[NamedPerson]) -> Vec<Range<usize>> {
    told(ground, people).unsaid
}

/// Reads the Korean blocks from the first to the last.
fn told(ground: &Ground, people: &[NamedPerson]) -> Story {
    if ground.korean.is_empty() {
        return Story::default();
    }
    let text = ground.document.text();
    let scene = Scene {
        ground,
        runs: &ground.runs,
        scope: scope(text, &ground.lexicon.korean, people),
        cast: Cast::new(people),
    };
    let mut story = Story::default();
    for (block, words) in ground.korean.iter().zip(&ground.words) {
        if !matches!(block.kind, BlockKind::Boilerplate | BlockKind::Link | BlockKind::Cue { .. }) {
            scene.block(block, words, &mut story);
        }
    }
    story
}

/// Returns the scope in which phrases are read: the names are those of the persons found before.
fn scope<'a>(text: &'a str, korean: &'a Korean, people: &[NamedPerson]) -> Scope<'a> {
    let mentions = people.iter().flat_map(|person| &person.mentions);
    // A surname alone, or a Latin name of several words, is no word that stands for somebody everywhere.
    let known = mentions
        .filter_map(|mention| text.get(mention.name.range()))
        .filter(|name| name.chars().nth(1).is_some() && Language::of(name) == Some(Language::Korean))
        .collect();
    Scope { text, korean, known }
}

impl Scene<'_> {
    fn block(&self, block: &Block, words: &[Word], story: &mut Story) {
        let sentences = sentences(&self.scope, words, self.runs);
        let first_quote = words.first().is_some_and(|word| matches!(word.kind, WordKind::Quote(_)));
        if !first_quote {
            story.unclosed = None;
        }
        let is_headline = matches!(block.kind, BlockKind::Title | BlockKind::Heading);
        for (nth, sentence) in sentences.iter().enumerate() {
            let next = sentences.get(nth + 1);
            let has_run = words[sentence.clone()]
                .iter()
                .any(|word| matches!(word.kind, WordKind::Quote(_) | WordKind::Single(_)));
            let mut has_quote = false;
            if has_run {
                let n_before = story.quotes.len();
                self.quoted(words, sentence.clone(), next, is_headline, story);
                has_quote = story.quotes.len() > n_before;
            }
            if !is_headline {
                has_quote |= self.indirect(words, sentence.clone(), story);
            }
            if !has_quote && !is_headline {
                self.tell(words, sentence.clone(), story);
            }
        }
    }

    /// Adds the quotes in marks of one sentence.
    fn quoted(
        &self,
        words: &[Word],
        sentence: Range<usize>,
        next: Option<&Range<usize>>,
        is_headline: bool,
        story: &mut Story,
    ) {
        let mut speakers: Option<Voice> = None;
        for at in sentence.clone() {
            let inner = match &words[at].kind {
                WordKind::Quote(run) => self.runs[*run].inner.clone(),
                WordKind::Single(inner) => inner.clone(),
                _ => continue,
            };
            let is_double = matches!(words[at].kind, WordKind::Quote(_));
            if is_double && at == 0 && self.goes_on(words, at, &inner, story) {
                continue;
            }
            let place =
                Place { words, sentence: sentence.clone(), next: next.cloned(), at, inner: inner.clone(), is_headline };
            let Some(verdict) = self.decide(&place, speakers.as_ref(), story) else {
                if self.is_run_unsaid(&place) {
                    story.unsaid.push(inner.clone());
                }
                continue;
            };
            let Some(span) = self.ground.document.trimmed(inner.clone()) else { continue };
            let cue = verdict.cue.and_then(|cue| self.ground.document.span(cue));
            let speaker = verdict.voice.as_ref().map(|voice| voice.speaker(self.ground.document));
            let quote = Quote {
                stretches: vec![span],
                kind: verdict.kind,
                form: if is_headline { QuoteForm::Headline } else { verdict.form },
                cue,
                speaker: speaker.filter(|speaker| speaker.words.is_some() || speaker.name.is_some()),
                reported_by: verdict.reporter.as_ref().map(|voice| voice.speaker(self.ground.document)),
                question: None,
                confidence: verdict.confidence,
                reason: verdict.reason.to_owned(),
            };
            let outer = quote.speaker;
            let place_of = story.quotes.len();
            story.quotes.push(quote);
            if is_double {
                self.nested(&inner, outer, story);
            }
            if let Some(voice) = verdict.voice {
                speakers = Some(voice.understood());
                if verdict.stays {
                    story.salient = Some(voice.understood());
                }
            }
            let is_open = matches!(words[at].kind, WordKind::Quote(run) if !self.runs[run].is_closed);
            story.unclosed = is_open.then_some(place_of);
        }
    }

    /// Adds a run to the quote before, if that one was never closed: papers open each paragraph of a long quotation.
    fn goes_on(&self, words: &[Word], at: usize, inner: &Range<usize>, story: &mut Story) -> bool {
        let Some(open) = story.unclosed.take() else { return false };
        let (Some(quote), Some(span)) = (story.quotes.get_mut(open), self.ground.document.trimmed(inner.clone()))
        else {
            return false;
        };
        quote.stretches.push(span);
        if matches!(words[at].kind, WordKind::Quote(run) if !self.runs[run].is_closed) {
            story.unclosed = Some(open);
        }
        true
    }

    /// Remembers whom a sentence without a quotation speaks of, and whether it leads to one.
    fn tell(&self, words: &[Word], sentence: Range<usize>, story: &mut Story) {
        let subjects = subject::subjects(&self.scope, words, sentence.start, sentence.end);
        let subject = subjects.last().or(subjects.closed.as_ref().filter(|_| subjects.unknown.is_none()));
        if let Some(subject) = subject {
            if subject.phrase.who == Who::LikelyName
                && !subject.is_topic
                && !self.scope.korean.is_likely_name(&self.scope.text[subject.phrase.name.clone().unwrap_or_default()])
                && self.cast.at(&subject.phrase.whole).is_none()
            {
                return;
            }
            let voice = self.cast.resolve(&self.scope, &subject.phrase, story.salient.as_ref());
            story.salient = Some(voice);
        }
    }

    /// Adds what is said without marks in a sentence.
    fn indirect(&self, words: &[Word], sentence: Range<usize>, story: &mut Story) -> bool {
        let document = self.ground.document;
        let found = self.indirects(words, sentence, story.salient.as_ref());
        let has_any = !found.is_empty();
        for indirect in found {
            let Some(span) = document.trimmed(indirect.content) else { continue };
            story.salient = Some(indirect.voice.understood());
            story.quotes.push(Quote {
                stretches: vec![span],
                kind: QuoteKind::Indirect,
                form: QuoteForm::Quotation,
                cue: document.span(indirect.cue),
                speaker: Some(indirect.voice.speaker(document)),
                reported_by: None,
                question: None,
                confidence: indirect.confidence,
                reason: indirect.reason.to_owned(),
            });
        }
        has_any
    }
}

/// The most words of a sentence: text without full stops is cut, so that no rule looks far.
const LONGEST: usize = 200;

/// Cuts the words of a block into sentences: one ends with its mark, or with a quotation that closes with one and that
/// nothing is glued to.
fn sentences(scope: &Scope, words: &[Word], runs: &[Run]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        let closes = match &word.kind {
            WordKind::Quote(run) => closes_sentence(scope, words, at, &scope.text[runs[*run].inner.clone()]),
            WordKind::Single(inner) => at == start && closes_sentence(scope, words, at, &scope.text[inner.clone()]),
            _ => false,
        };
        if word.stop == Stop::End || closes || at - start >= LONGEST {
            sentences.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < words.len() {
        sentences.push(start..words.len());
    }
    sentences
}

fn closes_sentence(scope: &Scope, words: &[Word], at: usize, inner: &str) -> bool {
    let is_whole = inner.trim_end_matches(['’', '\'', ')', ' ']).ends_with(['.', '?', '!', '…', '~', '。', '？', '！']);
    let Some(next) = words.get(at + 1) else { return true };
    is_whole
        && !next.is_glued
        && words[at].stop == Stop::None
        && frame::frame(scope, words, at, words.len(), inner) == frame::Frame::Bare
}
