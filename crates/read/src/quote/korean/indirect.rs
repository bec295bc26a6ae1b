//! Finds what is said without marks: 도가람은 곧 떠난다고 말했다.

use std::ops::Range;

use super::frame::{Cue, Frame, clause, cue, frame};
use super::scene::Scene;
use super::subject::subjects;
use super::voice::Voice;
use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::quotative::NAMED_SOURCE;
use onrecord_language::korean::who::Phrase;
use onrecord_language::korean::word::{Stop, Word, WordKind};
use onrecord_language::lexicon::{Particle, Saying, Verb};
use onrecord_model::letter::is_syllable;

/// A clause that is said.
pub(super) struct Report {
    /// The place of its last word.
    pub at: usize,
    pub cue: Cue,
}

/// Returns the first clause between two words that is said.
pub(super) fn reported(scope: &Scope, words: &[Word], from: usize, end: usize) -> Option<Report> {
    (from..end).find_map(|at| {
        let word = &words[at];
        let whole = word.whole(scope.text);
        if !word.is_plain() || word.is_glued || whole.chars().count() < 3 {
            return None;
        }
        if scope.korean.quoting.reported.ends(whole) {
            let cue = said_by(scope, words, at, end)?;
            return Some(Report { at, cue });
        }
        if !scope.korean.quoting.reported_of.ends(whole) {
            return None;
        }
        let tells = |noun: &usize| {
            words[*noun].bare.saying() == Some(Saying::Said)
                || scope.korean.small.meant.has(words[*noun].noun(scope.text))
        };
        let noun = (at + 1..end.min(at + 3)).find(tells)?;
        let cue = cue(scope, words, noun + 1, end).filter(|cue| cue.last <= noun + 2 && cue.verb == Verb::Say)?;
        Some(Report { at, cue })
    })
}

/// Returns the verb that says a clause: right behind it, or behind the run in marks that goes on.
fn said_by(scope: &Scope, words: &[Word], at: usize, end: usize) -> Option<Cue> {
    let hearsay = &scope.korean.small.hearsay;
    let goes_on = scope.korean.quoting.reported_on.ends(words[at].whole(scope.text));
    let first_word = words.get(at + 1).filter(|_| at + 1 < end)?;
    if hearsay.has(first_word.whole(scope.text)) {
        return None;
    }
    let found = cue(scope, words, at + 1, end)
        .filter(|cue| matches!(cue.verb, Verb::Say | Verb::Ask | Verb::Put | Verb::Do | Verb::Act));
    if let Some(found) = found {
        let is_near = found.last <= at + 4 || goes_on;
        return (is_near && !hearsay.has(&scope.text[found.at.clone()])).then_some(found);
    }
    // 라며 “…”고 말했다: the verb stands behind the run.
    let run = (at + 1..end).find(|&next| matches!(words[next].kind, WordKind::Quote(_))).filter(|_| goes_on)?;
    cue(scope, words, run + 1, end)
        .filter(|cue| matches!(cue.verb, Verb::Say | Verb::Ask | Verb::Act | Verb::Put | Verb::Do))
}

/// Says whether a syllable ends in the sign of the past, ㅆ.
fn ends_in_past(syllable: char) -> bool {
    is_syllable(syllable) && (u32::from(syllable) - 0xac00) % 28 == 20
}

/// What somebody says without marks, and who.
pub(super) struct Indirect {
    pub content: Range<usize>,
    pub cue: Range<usize>,
    pub voice: Voice,
    pub confidence: f32,
    pub reason: &'static str,
}

impl Scene<'_> {
    /// Returns what is said without marks in a sentence.
    pub(super) fn indirects(&self, words: &[Word], sentence: Range<usize>, salient: Option<&Voice>) -> Vec<Indirect> {
        let mut found = Vec::new();
        let mut from = sentence.start;
        while let Some(report) = reported(&self.scope, words, from, sentence.end) {
            let next = report.at.max(report.cue.last) + 1;
            found.extend(self.indirect_at(words, &sentence, from, &report, salient));
            from = next.max(from + 1);
        }
        if found.is_empty() {
            found.extend(self.from_source(words, &sentence, salient));
        }
        found
    }

    fn indirect_at(
        &self,
        words: &[Word],
        sentence: &Range<usize>,
        from: usize,
        report: &Report,
        salient: Option<&Voice>,
    ) -> Option<Indirect> {
        let text = self.scope.text;
        if self.is_unsaid(words, sentence.end, &report.cue) {
            return None;
        }
        let left = subjects(&self.scope, words, sentence.start, report.at);
        let behind = (report.at + 1..=report.cue.last).find(|&at| {
            words[at].is_plain()
                && matches!(words[at].particle, Particle::Topic | Particle::Subject)
                && self.scope.phrase(words, at).who.may_speak()
        });
        let topic = left.open.iter().rev().find(|subject| subject.is_topic);
        let first = left.open.first();
        let resolve = |phrase: &Phrase| self.cast.resolve(&self.scope, phrase, salient);
        let (voice, confidence, reason, after) = if let Some(at) = behind {
            (resolve(&self.scope.phrase(words, at)), 0.85, "subject behind the clause", from)
        } else if let Some(topic) = topic {
            (resolve(&topic.phrase), 0.88, "topic of the sentence", topic.phrase.head + 1)
        } else if let Some((source, at)) = &left.source {
            (resolve(source), 0.88, NAMED_SOURCE, at + 1)
        } else if let Some(first) = first {
            (resolve(&first.phrase), 0.75, "subject of the sentence", first.phrase.head + 1)
        } else {
            // Who asks without being named is somebody else than who was spoken of.
            salient.filter(|_| report.cue.verb != Verb::Ask)?;
            (salient?.understood(), 0.7, "no subject: who was spoken of last speaks on", from)
        };
        let last_run = (sentence.start..report.at).rev().find(|&at| matches!(words[at].kind, WordKind::Quote(_)));
        let mut start = after.max(from).max(last_run.map_or(0, |run| run + 1));
        let opens = |word: &Word| word.full.joins_sentences();
        while start < report.at && (words[start].is_glued || start == sentence.start && opens(&words[start])) {
            start += 1;
        }
        // Whom it was said to is no part of what was said: 기자들에게 …고 되물었다.
        let addressee = (start..report.at.min(start + 3)).find(|&at| {
            words[at].is_plain()
                && words[at].particle == Particle::To
                && self.scope.phrase(words, at).first <= start
                && self.scope.phrase(words, at).who.may_speak()
        });
        start = addressee.map_or(start, |at| at + 1);
        // 왜 떠나느냐는 질문에 …고 답했다: what was asked is no part of the answer.
        let asked = (start..report.at).rev().find(|&at| {
            words[at].is_plain() && words[at].particle == Particle::At && words[at].bare.saying() == Some(Saying::Asked)
        });
        start = asked.map_or(start, |at| at + 1);
        let (mut voice, mut confidence, mut reason) = (voice, confidence, reason);
        if self.scope.korean.quoting.volition.ends(words[report.at].whole(text)) {
            if let Some(own) = self.own_subject(words, start, report.at) {
                (voice, confidence, reason) = (resolve(&self.scope.phrase(words, own)), 0.85, "subject of the wish");
                start = own + 1;
            }
            start = self.behind_past(words, start, report.at);
        }
        // A clause with words in marks of its own is said by those.
        let holds_run = (after.max(from)..report.at).any(|at| match words[at].kind {
            WordKind::Quote(_) => matches!(frame(&self.scope, words, at, sentence.end, ""), Frame::Part(_)),
            WordKind::Single(_) => matches!(frame(&self.scope, words, at, sentence.end, ""), Frame::Said(_)),
            _ => false,
        });
        if holds_run {
            return None;
        }
        let whole = words[report.at].whole(text);
        // 확인 중이라고: a noun and its copula.
        let cut = self.scope.korean.quoting.no_part_of_words.ending(whole).map_or(0, str::len);
        let content = words[start].at.start..words[report.at].at.end - cut;
        let is_clear = last_run.is_none_or(|run| words[run].at.end <= content.start)
            && content.start < content.end
            && text[content.clone()].contains(' ');
        is_clear.then(|| Indirect { content, cue: report.cue.at.clone(), voice, confidence, reason })
    }

    /// Returns the subject of a wish behind a clause that has ended: 감독은 얼굴을 찍으려고 했지만 배우가 등을 찍자고 했다.
    fn own_subject(&self, words: &[Word], from: usize, to: usize) -> Option<usize> {
        let own = (from..to).rev().find(|&at| words[at].is_plain() && words[at].particle == Particle::Subject)?;
        let is_ended = (from..own).any(|at| words[at].is_plain() && clause(&words[at]).is_some());
        (is_ended && self.scope.phrase(words, own).who.may_speak()).then_some(own)
    }

    /// Returns the word behind the last clause in the past in front of a wish: 처음 대본을 받았을 때 하지 않겠다고.
    fn behind_past(&self, words: &[Word], from: usize, to: usize) -> usize {
        let quoting = &self.scope.korean.quoting;
        let is_past = |at: usize| {
            let whole = words[at].whole(self.scope.text);
            let ending = quoting.behind_past.ending(whole).map_or("", |ending| ending);
            let before = whole[..whole.len() - ending.len()].chars().next_back();
            !ending.is_empty() && whole.chars().count() > 2 && before.is_some_and(ends_in_past)
        };
        let Some(last) = (from..to).rev().find(|&at| words[at].is_plain() && is_past(at)) else { return from };
        let has_time = quoting.behind_past_time.ends(words[last].whole(self.scope.text));
        (last + 1 + usize::from(has_time)).min(to)
    }

    /// Returns what a source says in the rest of a sentence: 관계자에 따르면 곧 끝난다.
    fn from_source(&self, words: &[Word], sentence: &Range<usize>, salient: Option<&Voice>) -> Option<Indirect> {
        let left = subjects(&self.scope, words, sentence.start, sentence.end);
        let (source, at) = left.source?;
        let is_plain = words[at + 1..sentence.end].iter().all(|word| !matches!(word.kind, WordKind::Quote(_)));
        let first = words.get(at + 1).filter(|_| is_plain && at + 2 < sentence.end)?;
        let last = &words[sentence.end - 1];
        let content = first.at.start..last.at.end;
        let ends = last.stop == Stop::End || self.scope.korean.quoting.statement_end.ends(last.whole(self.scope.text));
        ends.then(|| Indirect {
            content,
            cue: words[at].at.clone(),
            voice: self.cast.resolve(&self.scope, &source, salient),
            confidence: 0.8,
            reason: NAMED_SOURCE,
        })
    }
}
