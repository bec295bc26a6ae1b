//! Cuts a question into words: names of works, numbers, and what only hangs on another word.

use std::ops::Range;

use onrecord_language::words;
use onrecord_model::Language;
use onrecord_model::letter::is_syllable;

use super::grammar::Grammar;

/// Returns where the words of a question stand; a word ends where its script changes.
pub(super) fn split(question: &str) -> Vec<Range<usize>> {
    let is_inside = |char: char| char.is_alphanumeric() || matches!(char, '-' | '\'' | '’' | 'ʼ');
    let mut found = Vec::new();
    let mut start = None;
    let mut is_hangul = None;
    for (at, char) in question.char_indices().chain([(question.len(), ' ')]) {
        // `1.1` and `9,000` are one number.
        let digit = |char: Option<char>| char.is_some_and(|char| char.is_ascii_digit());
        if matches!(char, '.' | ',')
            && digit(question[..at].chars().next_back())
            && digit(question[at + 1..].chars().next())
        {
            continue;
        }
        let hangul = is_syllable(char);
        // Where a word changes its script, another one begins: `OTT에서`, `클래스 1의`.
        let changes = start.is_some() && is_hangul.is_some_and(|before| before != hangul) && char.is_alphanumeric();
        // No mark stands inside a Korean word.
        let ends = !is_inside(char) || is_hangul == Some(true) && !char.is_alphanumeric();
        if (ends || changes)
            && let Some(from) = start.take()
        {
            found.push(from..at);
            is_hangul = None;
        }
        if is_inside(char) && start.is_none() && char.is_alphanumeric() {
            start = Some(at);
            is_hangul = Some(hangul);
        }
    }
    found
}

/// Returns where a question names a work in marks: up to six words in marks of titles, up to three in those of speech.
pub(super) fn titles(question: &str) -> Vec<Range<usize>> {
    let n_words = |run: &Range<usize>| question[run.clone()].split_whitespace().count();
    let spoken = onrecord_language::runs(question).into_iter().map(|run| run.inner).filter(|run| n_words(run) <= 3);
    let mut titles: Vec<Range<usize>> = spoken.collect();
    for (open, close) in [('‘', '’'), ('《', '》'), ('〈', '〉'), ('「', '」'), ('『', '』')] {
        for (at, _) in question.match_indices(open) {
            let start = at + open.len_utf8();
            let run = question[start..].find(close).map(|end| start..start + end);
            titles.extend(run.filter(|run| n_words(run) <= 6));
        }
    }
    titles.retain(|run| n_words(run) > 0);
    titles
}

/// Returns the words between quotation marks, where there are at least two.
pub(super) fn quoted(question: &str) -> Vec<String> {
    let is_long = |words: &&str| words.split_whitespace().count() >= 2;
    onrecord_language::runs(question)
        .into_iter()
        .map(|run| &question[run.inner])
        .filter(is_long)
        .map(str::to_owned)
        .collect()
}

/// Says whether a word is only a particle behind a title, a number or a Latin word: `‘섬’의`, `1의`.
pub(super) fn is_particle(question: &str, range: &Range<usize>, titles: &[Range<usize>], grammar: &Grammar) -> bool {
    let word = &question[range.clone()];
    if Language::of(word) != Some(Language::Korean) {
        return false;
    }
    let before = question[..range.start].chars().next_back();
    let ends_title = titles
        .iter()
        .any(|title| question.get(title.end..range.start).is_some_and(|mark| mark.chars().count() == 1 && mark != " "));
    let is_attached = ends_title || before.is_some_and(|char| char.is_ascii_alphanumeric());
    is_attached && terms(&format!("a{word}"), grammar).len() == 1
}

/// Says whether a Korean word is what a number before it counts or measures, whatever it is called: `1994년에`, `20대보다`. The
/// number is looked for by itself. A season or part is told apart by its number, and is kept.
pub(super) fn is_counter(question: &str, range: &Range<usize>, grammar: &Grammar) -> bool {
    let before = question[..range.start].trim_end_matches(|char: char| char.is_ascii_digit());
    let number = &question[before.len()..range.start];
    let word = &question[range.clone()];
    !number.is_empty()
        && Language::of(word) == Some(Language::Korean)
        && !grammar.is_numbered(&format!("{number}{word}"))
}

/// Returns the terms of a text, in its order.
pub(super) fn terms(text: &str, grammar: &Grammar) -> Vec<String> {
    words(text, &grammar.lexicon).into_iter().map(|term| term.text).collect()
}

/// Returns where the last term of a word ends, without what stands behind it.
pub(super) fn stem_end(word: &str, grammar: &Grammar) -> usize {
    words(word, &grammar.lexicon).last().map_or(word.len(), |term| term.at.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, expected: &[&str]) {
        let grammar = Grammar::built_in();
        let words = split(question).into_iter().filter(|at| !is_counter(question, at, &grammar));
        assert_eq!(words.map(|at| &question[at]).collect::<Vec<_>>(), expected, "{question}");
    }

    #[test]
    fn what_a_number_counts_is_no_word_of_its_own() {
        check("1994년에 20대보다 젊었나?", &["1994", "20", "젊었나"]);
        check("1.1패치는 9,000명이 받았나?", &["1.1", "9,000", "받았나"]);
        check("3부는 언제?", &["3", "부는", "언제"]);
        check("OTT에서 봤나?", &["OTT", "에서", "봤나"]);
    }
}
