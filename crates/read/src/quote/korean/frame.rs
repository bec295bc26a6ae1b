//! Reads what stands behind a quotation: 고 말했다, 라는 말, 이다.

use std::ops::Range;

use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::word::{Stop, Word, WordKind};
use onrecord_language::lexicon::{Clause, Particle, Saying, Verb};

/// What stands right behind a quoted run.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Frame {
    /// 고, 라고, 라며: somebody says it. With the place of the word behind.
    Said(usize),
    /// 라는 말, 는 질문: a noun says what it is. With its place.
    Noun(Saying, usize),
    /// 라는 and no such noun.
    Described(usize),
    /// A particle or a form of 이다: the run is a noun of the sentence. With the place of the word behind.
    Part(usize),
    /// Nothing that belongs to it.
    Bare,
}

/// The verb beside a quotation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cue {
    pub verb: Verb,
    /// The whole verb, with its ending, in bytes.
    pub at: Range<usize>,
    /// The place of its last word.
    pub last: usize,
    /// What its ending does to the clause.
    pub clause: Option<Clause>,
}

/// Returns what stands behind the run at `at`, before the word `end`.
pub(super) fn frame(scope: &Scope, words: &[Word], at: usize, end: usize, inner: &str) -> Frame {
    let Some(next) = words.get(at + 1).filter(|_| at + 1 < end) else { return Frame::Bare };
    if !next.is_plain() {
        return Frame::Bare;
    }
    let whole = next.whole(scope.text);
    let quoting = &scope.korean.quoting;
    let bare = quoting.behind_said.strip(whole).filter(|bare| quoting.says(bare, true)).unwrap_or(whole);
    if quoting.says(bare, next.is_glued) && !quoting.describes(whole) {
        return Frame::Said(at + 2);
    }
    let is_described =
        quoting.describing.has(whole) || quoting.describing_speech.has(whole) && quoting.ends_like_speech(inner);
    if is_described && (next.is_glued || whole.chars().count() >= 2) {
        return described(scope, words, at + 2, end);
    }
    if !next.is_glued
        && !next.bare.is_likely_name()
        && quoting.ends_like_speech(inner)
        && matches!(scope.korean.verb(whole), Some((Verb::Do, _)))
    {
        return Frame::Said(at + 1);
    }
    if !next.is_glued {
        return list(scope, words, at, end).unwrap_or(Frame::Bare);
    }
    Frame::Part(at + 2)
}

/// Reads 등의 반응, 같은 댓글 behind a run.
fn list(scope: &Scope, words: &[Word], at: usize, end: usize) -> Option<Frame> {
    let next = words.get(at + 1)?;
    if !scope.korean.quoting.listing.has(next.whole(scope.text)) {
        return None;
    }
    match described(scope, words, at + 2, end) {
        Frame::Noun(Saying::Said, noun) => Some(Frame::Noun(Saying::Said, noun)),
        _ => None,
    }
}

/// Looks for the noun that 라는 describes.
fn described(scope: &Scope, words: &[Word], from: usize, end: usize) -> Frame {
    let near = from..end.min(from + 5);
    for at in near {
        let word = &words[at];
        if !word.is_plain() {
            break;
        }
        let noun = word.noun(scope.text);
        // 것이, 게 and the like only lead to the noun: 라는 게 배우의 설명이다.
        let noun = scope.korean.quoting.copula.strip(noun).filter(|noun| !noun.is_empty()).unwrap_or(noun);
        if let Some(saying) = scope.korean.saying(noun) {
            return Frame::Noun(saying, at);
        }
        if let Some((Verb::Say | Verb::Ask, _)) = scope.korean.verb(word.whole(scope.text)) {
            break;
        }
        if word.stop != Stop::None {
            break;
        }
    }
    Frame::Described(from)
}

/// Returns the verb behind a quotation: the first one that says something before the next run, else the first
/// one that does something.
pub(super) fn cue(scope: &Scope, words: &[Word], from: usize, end: usize) -> Option<Cue> {
    let mut first: Option<Cue> = None;
    for at in from..end {
        let word = &words[at];
        if matches!(word.kind, WordKind::Quote(_)) {
            break;
        }
        if !word.is_plain() {
            continue;
        }
        let rest = &scope.text[word.at.start..words[end - 1].at.end];
        let Some((verb, length)) = scope.korean.verb(rest) else { continue };
        if verb == Verb::Do && at != from {
            continue;
        }
        let last = (at..end).take_while(|&next| words[next].at.start < word.at.start + length).last().unwrap_or(at);
        let clause = clause(&words[last]);
        let cue = Cue { verb, at: word.at.start..words[last].at.end, last, clause };
        if matches!(verb, Verb::Say | Verb::Ask | Verb::Do | Verb::Name | Verb::Put | Verb::Think) {
            // A verb of saying behind another clause belongs to the next subject.
            let is_other = first.as_ref().is_some_and(|first| first.clause == Some(Clause::Other));
            return if is_other { first } else { Some(cue) };
        }
        first.get_or_insert(cue);
    }
    first
}

/// Returns what the ending of a word does to its clause.
pub(super) fn clause(word: &Word) -> Option<Clause> {
    if !word.is_plain() || matches!(word.particle, Particle::To | Particle::Of) || word.full.is_role() {
        return None;
    }
    word.full.clause()
}
