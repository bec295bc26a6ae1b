//! The letters of a text without marks, spaces and case, each with its place in the text.
//!
//! Two texts that differ only in what a copy editor may change (white space, style of marks and
//! dashes, case, emphasis, full width, composed or decomposed Hangul) have the same letters.

use std::ops::Range;

use onrecord_model::letter::{is_invisible, is_jamo, is_leading_jamo, is_syllable};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Places of the same words that are looked at in one text.
const MOST_PLACES: usize = 64;

/// The letters of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters {
    text: String,
    letters: Vec<Letter>,
}

/// One letter: where it stands among the letters, and in the text it was read out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    /// The offset in `Letters::text`.
    folded: u32,
    start: u32,
    end: u32,
    /// Whether a word begins with it.
    starts_word: bool,
}

impl Letters {
    /// Returns the letters of `text`.
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        letters.add(text, 0);
        letters
    }

    /// Returns the letters of some ranges of `text`, one after the other; places are those of `text`.
    pub fn of_ranges(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Self {
        let mut letters = Self::default();
        for range in ranges {
            letters.extend(text, range);
        }
        letters
    }

    /// Adds the letters of a range of `text`; a word begins with the first of them.
    pub fn extend(&mut self, text: &str, range: Range<usize>) {
        self.add(text.get(range.clone()).unwrap_or_default(), range.start);
    }

    /// Returns the letters of `text` outside round brackets of up to 80 code points.
    pub fn outside_brackets(text: &str) -> Self {
        let mut ranges = Vec::new();
        let mut from = 0;
        while let Some(open) = text[from..].find(['(', '（']).map(|at| from + at) {
            let inside = text[open..].char_indices().skip(1).take(80);
            let close = inside
                .take_while(|(_, char)| *char != '\n' && *char != '(')
                .find(|(_, char)| matches!(char, ')' | '）'));
            ranges.push(from..open);
            from = match close {
                Some((at, char)) => open + at + char.len_utf8(),
                None => {
                    let after = open + text[open..].chars().next().map_or(1, char::len_utf8);
                    ranges.push(open..after);
                    after
                }
            };
        }
        ranges.push(from..text.len());
        Self::of_ranges(text, ranges)
    }

    fn add(&mut self, text: &str, offset: usize) {
        self.text.reserve(text.len());
        self.letters.reserve(text.chars().count());
        scan(text, |char, place, starts_word| {
            self.push(char, offset as u32 + place.start..offset as u32 + place.end, starts_word);
        });
    }

    fn push(&mut self, char: char, place: Range<u32>, starts_word: bool) {
        let folded = self.text.len() as u32;
        self.text.push(char);
        self.letters.push(Letter { folded, start: place.start, end: place.end, starts_word });
    }

    /// Returns the number of letters.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Says whether there is no letter.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Returns the letters as one string.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the letters, one by one.
    pub fn chars(&self) -> Vec<char> {
        self.text.chars().collect()
    }

    /// Returns the bytes of the text that the letters of a range (counted in letters) stand for.
    pub fn place(&self, range: Range<usize>) -> Range<usize> {
        let Some(first) = self.letters.get(range.start) else { return 0..0 };
        let last = self.letters.get(range.end.max(range.start + 1) - 1).unwrap_or(first);
        first.start as usize..last.end as usize
    }

    /// Says whether a word begins at a letter, or the text has ended.
    pub fn starts_word(&self, at: usize) -> bool {
        self.letters.get(at).is_none_or(|letter| letter.starts_word)
    }

    /// Says whether a word ends before a letter. A Korean word may be cut before its particle or ending.
    pub fn ends_word(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|at| self.char(at)) else { return true };
        let after = self.char(at).unwrap_or(' ');
        self.starts_word(at) || is_syllable(before) || !before.is_ascii_alphanumeric() || is_syllable(after)
    }

    /// Returns one letter.
    pub fn char(&self, at: usize) -> Option<char> {
        let letter = self.letters.get(at)?;
        self.text[letter.folded as usize..].chars().next()
    }

    /// Returns the words: ranges of letters from one beginning of a word to the next.
    pub fn words(&self) -> Vec<Range<usize>> {
        let mut words: Vec<Range<usize>> = Vec::new();
        for (at, letter) in self.letters.iter().enumerate() {
            match words.last_mut() {
                Some(word) if !letter.starts_word => word.end = at + 1,
                _ => words.push(at..at + 1),
            }
        }
        words
    }

    /// Returns the string of a range of letters.
    pub fn slice(&self, range: Range<usize>) -> &str {
        let at = |letter: usize| self.letters.get(letter).map_or(self.text.len(), |letter| letter.folded as usize);
        self.text.get(at(range.start)..at(range.end)).unwrap_or_default()
    }

    /// Returns the places, counted in letters, where `words` begin within a range of letters; at most 64.
    pub fn find(&self, words: &str, within: Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        let folded = |letter: usize| self.letters.get(letter).map_or(self.text.len(), |letter| letter.folded as usize);
        let (mut at, end) = (folded(within.start), folded(within.end).max(folded(within.start)));
        if words.is_empty() {
            return found;
        }
        while let Some(next) = self.text.get(at..end).and_then(|rest| rest.find(words)) {
            let folded = at + next;
            found.push(self.letters.partition_point(|letter| (letter.folded as usize) < folded));
            if found.len() >= MOST_PLACES {
                break;
            }
            at = folded + self.text[folded..].chars().next().map_or(1, char::len_utf8);
        }
        found
    }
}

/// Tells each letter of a text: folded, with its place in bytes, and whether a word begins with it.
fn scan(text: &str, mut push: impl FnMut(char, Range<u32>, bool)) {
    let mut starts_word = true;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, char)) = chars.next() {
        let mut end = at + char.len_utf8();
        // What takes no room ends no word.
        if is_invisible(char) || char == '\u{ad}' {
            continue;
        }
        while let Some(&(next_at, next)) = chars.peek() {
            // Nothing below joins, and asking of each letter is dear.
            let may_join = next >= '\u{300}' && !is_syllable(next);
            let joins =
                may_join && (is_combining_mark(next) || is_jamo(char) && is_jamo(next) && !is_leading_jamo(next));
            if !joins {
                break;
            }
            end = next_at + next.len_utf8();
            chars.next();
        }
        let after = chars.peek().map_or(' ', |&(_, char)| char);
        let place = at as u32..end as u32;
        if char.is_ascii_alphanumeric() && end == at + 1 {
            push(char.to_ascii_lowercase(), place.clone(), starts_word);
            starts_word = false;
        } else if is_syllable(char) && end == at + 3 {
            push(char, place.clone(), starts_word);
            starts_word = false;
        } else if is_apostrophe(char) && before.is_alphanumeric() && after.is_alphabetic() {
            if !is_syllable(before) && !is_syllable(after) {
                push('\'', place.clone(), false);
            }
        } else if matches!(char, '.' | '．') && before.is_numeric() && after.is_numeric() {
            push('.', place.clone(), false);
        } else if matches!(char, ',' | '，') && before.is_numeric() && after.is_numeric() {
            // A comma between digits groups them and says nothing.
        } else if matches!(char, '%' | '％') {
            push('%', place.clone(), false);
        } else {
            let folded: Vec<char> =
                text[at..end].nfkc().flat_map(char::to_lowercase).filter(|char| char.is_alphanumeric()).collect();
            for char in &folded {
                push(*char, place.clone(), starts_word);
                starts_word = false;
            }
            if folded.is_empty() {
                starts_word = true;
            }
        }
        before = char;
    }
}

/// Returns the letters of a text as one string, without their places.
pub fn folded(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    scan(text, |char, _, _| letters.push(char));
    letters
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘' | 'ʼ' | '＇' | '′' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(one: &str, other: &str) {
        assert_eq!(Letters::of(one).as_str(), Letters::of(other).as_str());
    }

    #[test]
    fn what_an_editor_may_change_makes_no_difference() {
        same("It’s — “fine”… really", "it's - 'fine' ... Really");
        same("**바다가** 보인다", "바다가보인다");
        same("12,000 명", "１２０００명");
        same("바다", "\u{1107}\u{1161}\u{1103}\u{1161}");
        same("co\u{ad}operate", "cooperate");
        same("1\u{2069}.5", "1.5");
    }

    #[test]
    fn what_changes_the_sense_makes_one() {
        assert_ne!(Letters::of("we're"), Letters::of("were"));
        assert_ne!(Letters::of("1.5").as_str(), Letters::of("15").as_str());
        assert_ne!(Letters::of("20%").as_str(), Letters::of("20").as_str());
    }

    #[test]
    fn each_letter_knows_its_place() {
        let text = "“바\u{1103}\u{1161}가 (웃음) Sea”";
        let letters = Letters::of(text);
        assert_eq!(letters.as_str(), "바다가웃음sea");
        let at = letters.find("다가", 0..letters.len())[0];
        assert_eq!(&text[letters.place(at..at + 2)], "\u{1103}\u{1161}가");
        assert_eq!(Letters::outside_brackets(text).as_str(), "바다가sea");
        assert_eq!(letters.words().len(), 3);
    }

    #[test]
    fn a_bracket_that_is_never_closed_hides_nothing() {
        assert_eq!(Letters::outside_brackets("a (b c").as_str(), "abc");
        assert_eq!(Letters::outside_brackets("(((").as_str(), "");
    }
}
