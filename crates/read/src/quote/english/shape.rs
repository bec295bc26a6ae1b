//! Tells by their shape words in marks that are speech from titles and labels.

use std::ops::Range;

use onrecord_language::lexicon::English;
use onrecord_language::marks::Run;

/// Says whether a run is likely to be speech: three words or more that are no title.
pub(super) fn is_speech_like(text: &str, run: &Run, english: &English) -> bool {
    let words = text[run.inner.clone()].split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let (mut n_words, mut n_capital) = (0, 0);
    for word in words {
        n_words += 1;
        n_capital += usize::from(
            word.trim_start_matches(|char: char| !char.is_alphanumeric())
                .starts_with(|char: char| char.is_uppercase() || char.is_numeric()),
        );
    }
    n_words >= 3
        && !is_title(text, run, english)
        && (10 * n_capital <= 6 * n_words
            || text[run.inner.clone()].trim_end().ends_with(['.', '!', '?', ',']) && n_capital < n_words)
}

/// Says whether a run is set as a title: every word but the small ones has a capital.
pub(super) fn is_title(text: &str, run: &Run, english: &English) -> bool {
    let words = text[run.inner.clone()]
        .split_whitespace()
        .map(|word| word.trim_matches(|char: char| !char.is_alphanumeric()))
        .filter(|word| !word.is_empty());
    let (mut n_words, mut n_small) = (0, 0);
    for word in words {
        n_words += 1;
        if word.starts_with(char::is_lowercase) {
            if !english.small.small_in_title.has(word) {
                return false;
            }
            n_small += 1;
        }
    }
    (2..=9).contains(&n_words) && n_words - n_small >= 2
}

/// Returns the name that stands in capitals before a colon at the head of a run: `POE: Well, …`.
pub(super) fn label(text: &str, run: &Run) -> Option<Range<usize>> {
    let words = &text[run.inner.clone()];
    let colon = words.as_bytes().iter().take(40).position(|&byte| byte == b':')?;
    let name = &words[..colon];
    let is_label = name.len() >= 3
        && name.split_whitespace().count() <= 3
        && name.chars().all(|char| char.is_uppercase() || matches!(char, ' ' | '.' | '-' | '’' | '\''));
    (is_label && words.len() > colon + 12).then(|| run.inner.start..run.inner.start + colon)
}

pub(super) fn is_long(text: &str, run: &Run) -> bool {
    text[run.inner.clone()].split_whitespace().count() >= 3
}
