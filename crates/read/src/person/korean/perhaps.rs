//! Finds Korean words that may be names although nothing beside them shows it: the archive may know who bears them.

use std::collections::HashMap;
use std::ops::Range;

use super::draft::Draft;
use onrecord_language::korean::phrase::{Scope, could_be_part};
use onrecord_language::korean::word::{Stop, Word};
use onrecord_language::lexicon::{Facts, Particle};

/// The least syllables of both words of a foreign name.
const SHORTEST_FOREIGN: usize = 4;

/// Returns the words of the shape of a full name and the pairs of words that a foreign name could be, each once.
pub(super) fn names<'a>(scope: &Scope<'a>, blocks: &[&[Word]], is_known: impl Fn(&str) -> bool) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for words in blocks {
        for head in 0..words.len() {
            let found = full(scope, &words[head]).into_iter().chain(foreign(scope, words, head));
            for place in found.flatten() {
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
    let whole = word.is_plain() && may_be_name_end(word) && word.full.is_likely_name();
    [bare.then_some(word.at.start..word.base), whole.then(|| word.at.clone())]
}

/// Says whether the particle of a word is one syllable that names end like as well: 로, 랑, 만.
fn may_be_name_end(word: &Word) -> bool {
    word.at.end == word.base + 'ㅏ'.len_utf8()
        && matches!(word.particle, Particle::Other | Particle::And | Particle::Also)
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
    let bare = is_pair(last.bare, last.noun(scope.text));
    let whole = may_be_name_end(last) && is_pair(last.full, last.whole(scope.text));
    [bare.then_some(first.at.start..last.base), whole.then_some(first.at.start..last.at.end)]
}
