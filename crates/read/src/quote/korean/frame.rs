//! Reads what stands behind a quotation: 고 말했다, 라는 말, 이다.

use std::ops::Range;

use onrecord_language::korean::phrase::Scope;
use onrecord_language::korean::word::{Particle, Stop, Word, WordKind};
use onrecord_language::lexicon::{Clause, Saying, Verb};

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

/// Endings that say that somebody says the words; behind a space only the first ones.
const SAID: &[&str] = &[
    "라고",
    "이라고",
    "라며",
    "이라며",
    "라면서",
    "이라면서",
    "하고",
    "하며",
    "하면서",
    "고",
    "며",
    "면서",
    "라더니",
    "라지만",
    "라는데",
    "이라는데",
    "다고",
    "다며",
    "다면서",
    "냐고",
    "냐며",
    "자고",
    "자며",
    "라",
    "이라",
    "했다",
    "랬다",
    "란다",
    "이란다",
];
const N_SPACED: usize = 12;

/// Endings that describe the next noun by the words.
const DESCRIBED: &[&str] = &[
    "라는",
    "이라는",
    "는",
    "란",
    "이란",
    "라던",
    "이라던",
    "던",
    "다는",
    "냐는",
    "자는",
    "단",
    "이라고 하는",
    "라고 하는",
];

/// Says whether a word glued to a run says that somebody says it.
pub(super) fn is_said(word: &str) -> bool {
    SAID.contains(&word)
}

/// Says whether a word glued to a run only says that somebody says it, or describes a noun by it.
pub(super) fn is_quotative(word: &str) -> bool {
    word.chars().count() >= 2 && (SAID.contains(&word) || DESCRIBED.contains(&word))
}

/// Returns what stands behind the run at `at`, before the word `end`.
pub(super) fn frame(scope: &Scope, words: &[Word], at: usize, end: usize, inner: &str) -> Frame {
    let Some(next) = words.get(at + 1).filter(|_| at + 1 < end) else { return Frame::Bare };
    if !next.is_plain() {
        return Frame::Bare;
    }
    let whole = next.whole(scope.text);
    let bare = ["도", "만", "는", "까지", "요"]
        .iter()
        .find_map(|more| whole.strip_suffix(more))
        .filter(|bare| SAID.contains(bare))
        .unwrap_or(whole);
    let is_said = SAID.iter().position(|ending| *ending == bare).filter(|_| !DESCRIBED.contains(&whole));
    if is_said.is_some_and(|nth| next.is_glued || nth < N_SPACED) {
        return Frame::Said(at + 2);
    }
    let is_described =
        DESCRIBED.contains(&whole) && (whole != "는" && whole != "던" && whole != "단" || ends_like_speech(inner));
    if is_described && (next.is_glued || whole.chars().count() >= 2) {
        return described(scope, words, at + 2, end);
    }
    if !next.is_glued
        && !next.bare.is_likely_name()
        && ends_like_speech(inner)
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
    if !matches!(next.whole(scope.text), "등의" | "등" | "같은" | "식의") {
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
        let noun = noun
            .strip_suffix("이다")
            .or_else(|| noun.strip_suffix("이었다"))
            .or_else(|| noun.strip_suffix("였다"))
            .or_else(|| noun.strip_suffix('다'))
            .filter(|noun| !noun.is_empty())
            .unwrap_or(noun);
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

/// Says whether words end as a sentence does: with its mark, or with the ending of a verb.
pub(super) fn ends_like_speech(inner: &str) -> bool {
    let inner = inner.trim_end_matches(['’', '\'', ')', ' ']);
    if inner.ends_with(['.', '?', '!', '…', '~', '。', '？', '！']) {
        return true;
    }
    let last = inner.split_whitespace().next_back().unwrap_or_default();
    last.chars().count() >= 2
        && last.ends_with([
            '다', '요', '죠', '까', '네', '지', '라', '자', '어', '아', '군', '걸', '니', '게', '야', '래', '나', '냐',
            '데', '고', '서', '려', '해',
        ])
}
