//! The one syntax of patterns in rows, for texts and for words in a row; `lexicon/README.md` tells it too.

use std::collections::HashSet;

/// Syllables that a Korean numeral ends with.
const NUMERALS: &str = "영일이삼사오육칠팔구십백천만억조한두세네섯곱덟홉열물른흔쉰순";
/// The most words that a lone `*` stands for.
const GAP: usize = 6;

/// A pattern of a text: `*` stands for anything or nothing, `#` for a number, `~` for white space or none.
///
/// A number is digits with commas, or the last syllable of a Korean numeral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    written: &'static str,
    /// What stands between the stars at its ends.
    inner: &'static str,
    is_plain: bool,
    is_open_before: bool,
    is_open_behind: bool,
}

impl Pattern {
    /// Returns the pattern that is written so.
    pub fn of(written: &'static str) -> Self {
        let is_open_before = written.starts_with('*');
        let is_open_behind = written.len() > 1 && written.ends_with('*');
        let inner = &written[usize::from(is_open_before)..written.len() - usize::from(is_open_behind)];
        Self { written, inner, is_plain: !inner.contains(['*', '#', '~']), is_open_before, is_open_behind }
    }

    /// Returns the pattern as it is written.
    pub fn written(&self) -> &'static str {
        self.written
    }

    /// Says whether a text as a whole is as the pattern.
    pub fn fits(&self, text: &str) -> bool {
        if !self.is_plain {
            return begins(text, self.written, None, true);
        }
        match (self.is_open_before, self.is_open_behind) {
            (false, false) => text == self.inner,
            (false, true) => text.starts_with(self.inner),
            (true, false) => text.ends_with(self.inner),
            (true, true) => text.contains(self.inner),
        }
    }

    /// Says whether the pattern stands anywhere in a text; Latin words without place holders stand as words of their own,
    /// while Korean ones may have particles.
    pub fn stands_in(&self, text: &str) -> bool {
        let pattern = self.inner;
        if !self.is_plain {
            return text
                .char_indices()
                .any(|(at, _)| begins(&text[at..], pattern, text[..at].chars().next_back(), false));
        }
        let is_edge = |char: Option<char>| char.is_none_or(|char| !char.is_ascii_alphanumeric());
        text.match_indices(pattern).any(|(at, _)| {
            !pattern.is_ascii()
                || (is_edge(text[..at].chars().next_back()) || !pattern.starts_with(char::is_alphanumeric))
                    && (is_edge(text[at + pattern.len()..].chars().next()) || !pattern.ends_with(char::is_alphanumeric))
        })
    }
}

/// Says whether a text begins as a pattern does, or is it as a whole. A number is not cut: no digit stands right before it.
fn begins(text: &str, pattern: &str, before: Option<char>, is_whole: bool) -> bool {
    let Some(part) = pattern.chars().next() else { return !is_whole || text.is_empty() };
    let left = &pattern[part.len_utf8()..];
    let rest = match part {
        '*' => {
            let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            return ends.any(|at| begins(&text[at..], left, text[..at].chars().next_back(), is_whole));
        }
        '#' => behind_number(text, before),
        '~' => Some(text.trim_start()),
        char => text.strip_prefix(char),
    };
    rest.is_some_and(|rest| begins(rest, left, None, is_whole))
}

/// Returns what stands behind the number that a text begins with.
fn behind_number(text: &str, before: Option<char>) -> Option<&str> {
    let end = text.find(|char: char| !char.is_ascii_digit() && char != ',').unwrap_or(text.len());
    if end > 0 {
        return (!before.is_some_and(|char| char.is_ascii_digit())).then(|| &text[end..]);
    }
    text.chars().next().filter(|char| NUMERALS.contains(*char)).map(|char| &text[char.len_utf8()..])
}

/// Patterns of which one has to fit: quick where most have no place holder.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    exact: HashSet<&'static str>,
    others: Vec<Pattern>,
}

impl Patterns {
    /// Says whether one of the patterns fits a whole text.
    pub fn fit(&self, text: &str) -> bool {
        self.exact.contains(text) || self.others.iter().any(|pattern| pattern.fits(text))
    }
}

impl FromIterator<Pattern> for Patterns {
    fn from_iter<T: IntoIterator<Item = Pattern>>(patterns: T) -> Self {
        let mut found = Self::default();
        for pattern in patterns {
            if pattern.is_plain && !pattern.is_open_before && !pattern.is_open_behind {
                found.exact.insert(pattern.inner);
            } else {
                found.others.push(pattern);
            }
        }
        found
    }
}

/// A pattern of words in a row, each a [`Pattern`]; a lone `*` stands for one to six words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    words: Vec<Pattern>,
}

impl Phrase {
    /// Returns the phrase that is written so, a space between two words.
    pub fn of(written: &'static str) -> Self {
        Self { words: written.split_whitespace().map(Pattern::of).collect() }
    }

    /// Returns its first word.
    pub fn first(&self) -> Option<&Pattern> {
        self.words.first()
    }

    /// Says whether words begin with the phrase.
    pub fn begins(&self, words: &[&str]) -> bool {
        begin(words, &self.words)
    }

    /// Says whether the phrase stands anywhere among words.
    pub fn stands_in(&self, words: &[&str]) -> bool {
        (0..words.len()).any(|at| self.begins(&words[at..]))
    }
}

fn begin(words: &[&str], phrase: &[Pattern]) -> bool {
    match phrase.split_first() {
        None => true,
        Some((gap, rest)) if gap.written == "*" => (1..=GAP.min(words.len())).any(|n| begin(&words[n..], rest)),
        Some((first, rest)) => words.first().is_some_and(|word| first.fits(word)) && begin(&words[1..], rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_anything_at_their_place() {
        let fits = |pattern: &'static str, text: &str| Pattern::of(pattern).fits(text);
        assert!(fits("copyright*", "copyright 20") && !fits("copyright*", "the copyright"));
        assert!(fits("*reserved", "all rights reserved") && fits("*무단*", "ⓒ 무단전재") && fits("ad", "ad"));
        assert!(!fits("ad", "add") && fits("a*c", "abc") && fits("a*c", "ac") && !fits("a*c", "acd") && fits("*", ""));
        let all: Patterns = ["ad", "ads*"].into_iter().map(Pattern::of).collect();
        assert!(all.fit("ad") && all.fit("adsense") && !all.fit("adx"));
    }

    #[test]
    fn numbers_and_white_space_have_place_holders() {
        let stands = |pattern: &'static str, text: &str| Pattern::of(pattern).stands_in(text);
        assert!(stands("#~살", "스물여섯 살인") && stands("#~살", "33살") && !stands("#~살", "보살"));
        assert!(stands("(#)", "노하람(71)은") && stands("at #,", "at 1,000,") == stands("at #,", "at 61,"));
        assert!(stands("born", "she was born") && !stands("born", "stubborn") && stands("태어", "태어난"));
        assert!(Pattern::of("제~#회").fits("제 3회") && !Pattern::of("제~#회").fits("3회"));
    }

    #[test]
    fn a_lone_star_is_some_words() {
        let stands =
            |phrase: &'static str, text: &str| Phrase::of(phrase).stands_in(&text.split(' ').collect::<Vec<_>>());
        assert!(stands("ignore * instructions", "please ignore all of the instructions"));
        assert!(!stands("ignore * instructions", "ignore instructions"));
        assert!(stands("몇 년*", "이것은 몇 년이나 걸렸나"));
    }
}
