//! Tells small things of the words of a talk: bare words, names turned round, the first person.

use onrecord_language::Lexicon;
use onrecord_model::letter::is_syllable;
use onrecord_model::{Document, Span};

/// Returns the span of words without emphasis marks and white space at its ends.
pub(super) fn bare_words(document: &Document, start: usize, end: usize) -> Option<Span> {
    let text = document.text().get(start..end)?;
    let left = text.len() - text.trim_start_matches(['*', '_', ' ', '\u{a0}']).len();
    let right = text.len() - text.trim_end_matches(['*', '_', ' ', '\u{a0}']).len();
    (left + right < text.len()).then(|| document.trimmed(start + left..end - right)).flatten()
}

/// Returns `Cleo Arden` for `Arden, Cleo`, as meeting programs list people.
pub(super) fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(", ")?;
    let is_part = |part: &str| (1..=2).contains(&part.split_whitespace().count()) && !part.contains(',');
    (is_part(last) && is_part(first)).then(|| format!("{first} {last}"))
}

/// Says whether a text speaks in the first person, or, in Korean, as one speaks to somebody.
pub(super) fn is_own(text: &str, lexicon: &Lexicon) -> bool {
    let (english, korean) = (&lexicon.english.small, &lexicon.korean.small);
    let is_polite = |sentence: &str| {
        let sentence = sentence.trim_end();
        sentence.ends_with(is_syllable) && lexicon.korean.quoting.polite_end.ends(sentence)
    };
    let has_marks = text.contains(['“', '"', '「']);
    if !has_marks && text.split(['.', '?', '!']).any(is_polite) {
        return true;
    }
    let mut words = text.split(|char: char| !char.is_alphanumeric());
    words.any(|word| english.speaking_of_oneself.has(word) || korean.speaking_of_oneself.has(word))
}
