//! Finds Korean words that may be names although nothing beside them shows it: the archive may know who bears them.

use std::collections::HashMap;
use std::ops::Range;

use super::draft::Draft;
use onrecord_language::korean::phrase::{Scope, could_be_part};
use onrecord_language::korean::word::{Stop, Word};
use onrecord_language::lexicon::{Facts, Particle};

/// The bytes of a syllable of Hangul.
const SYLLABLE: usize = 3;

/// The least syllables of both words of a foreign name.
const SHORTEST_FOREIGN: usize = 4;

/// Returns the words of the shape of a full name and the pairs of words that a foreign name could be, each once.
pub(super) fn names<'a>(scope: &Scope<'a>, blocks: &[&[Word]], is_known: impl Fn(&str) -> bool) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for words in blocks {
        for head in 0..words.len() {
            let found = full(scope, &words[head]).into_iter().chain(foreign(scope, words, head));
            for place in found.flatten().chain(noted(scope, &words[head])) {
                let name = &scope.text[place.clone()];
                if is_known(name) {
                    continue;
                }
                let at = *places.entry(name).or_insert_with(|| {
                    drafts.push(Draft { name, ..Draft::default() });
                    drafts.len() - 1
                });
                drafts[at].mentions.push((place.clone(), place));
            }
        }
    }
    drafts
}

/// Returns the places of a word with a surname and a given name, one of whose syllables at least names are made of: without
/// its particle, and with what only looks like one.
fn full(scope: &Scope, word: &Word) -> [Option<Range<usize>>; 2] {
    let is_name = |facts: Facts, noun: &str| {
        facts.is_name()
            && facts.n_chars() >= 3
            && (facts.has_given_syllables() || scope.korean.is_rare_name(noun, facts))
            && !scope.korean.is_like_form(noun, facts)
    };
    let bare = word.is_plain() && is_name(word.bare, word.noun(scope.text));
    if let Some(end) = introduced(scope, word) {
        let noun = &scope.text[word.at.start..end];
        return [is_name(scope.korean.facts(noun), noun).then_some(word.at.start..end), None];
    }
    let whole = word.is_plain() && may_be_name_end(word) && word.full.is_likely_name();
    [bare.then_some(word.at.start..word.base), whole.then(|| word.at.clone())]
}

/// Returns the places of full names in a note behind a word, as members of a group are listed: 물길(도가람·하미로).
fn noted(scope: &Scope, word: &Word) -> Vec<Range<usize>> {
    const BETWEEN: [char; 5] = ['(', ')', '·', ',', ' '];
    let (mut at, note) = (word.base, scope.text.get(word.base..word.stem).unwrap_or_default());
    let mut places = Vec::new();
    for piece in note.split_inclusive(BETWEEN) {
        let part = piece.trim_end_matches(BETWEEN);
        let facts = scope.korean.facts(part);
        if facts.n_chars() == 3 && facts.is_name() && !scope.korean.is_like_form(part, facts) {
            places.push(at..at + part.len());
        }
        at += piece.len();
    }
    places
}

/// Returns where a noun ends that is introduced as a name: 도가람이라는 without 이라는; `None` for any other word.
fn introduced(scope: &Scope, word: &Word) -> Option<usize> {
    let whole = word.is_plain().then(|| word.whole(scope.text))?;
    let end = scope.korean.quoting.describing.ending(whole)?;
    Some(word.at.end - end.len()).filter(|&end| end > word.at.start)
}

/// Says whether the particle of a word is one syllable that names end like as well: 로, 랑, 만.
fn may_be_name_end(word: &Word) -> bool {
    word.at.end == word.base + SYLLABLE && matches!(word.particle, Particle::Other | Particle::And | Particle::Also)
}

/// Returns the places of two words side by side that could be a foreign name, the second likewise.
fn foreign(scope: &Scope, words: &[Word], head: usize) -> [Option<Range<usize>>; 2] {
    let Some(first) = head.checked_sub(1).and_then(|first| words.get(first)) else { return [None, None] };
    let last = &words[head];
    let is_part = |facts: Facts, noun: &str| {
        facts.n_chars() >= 2 && facts.is_hangul() && could_be_part(facts, noun) && facts.clause().is_none()
    };
    let begins = first.is_plain()
        && last.is_plain()
        && first.stop == Stop::None
        && (first.base == first.at.end || may_be_name_end(first))
        && is_part(first.full, first.whole(scope.text));
    let is_pair = |facts: Facts, noun: &str| {
        begins
            && first.full.n_chars() + facts.n_chars() >= SHORTEST_FOREIGN
            && is_part(facts, noun)
            && scope.korean.reads_as_foreign(first.whole(scope.text), noun)
    };
    if let Some(end) = introduced(scope, last) {
        let noun = &scope.text[last.at.start..end];
        return [is_pair(scope.korean.facts(noun), noun).then_some(first.at.start..end), None];
    }
    let bare = is_pair(last.bare, last.noun(scope.text));
    let whole = may_be_name_end(last) && is_pair(last.full, last.whole(scope.text));
    [bare.then_some(first.at.start..last.base), whole.then_some(first.at.start..last.at.end)]
}
