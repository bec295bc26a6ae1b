//! A place in a text, from which words, figures and marks are read.

use std::ops::Range;

/// A place in a text; always on a character border.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
}

/// What a character is to a reader of numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Latin,
    Hangul,
    Space,
    Mark,
}

impl Class {
    fn of(char: char) -> Self {
        match char {
            _ if digit(char).is_some() => Self::Digit,
            '가'..='힣' => Self::Hangul,
            _ if char.is_whitespace() => Self::Space,
            _ if char.is_alphanumeric() => Self::Latin,
            _ => Self::Mark,
        }
    }
}

/// Returns the digit that a character is, also a full-width one.
pub(super) fn digit(char: char) -> Option<u32> {
    match char {
        '0'..='9' => Some(char as u32 - '0' as u32),
        '０'..='９' => Some(char as u32 - '０' as u32),
        _ => None,
    }
}

/// Characters that are fractions.
const FRACTIONS: [(char, f64); 7] =
    [('½', 0.5), ('¼', 0.25), ('¾', 0.75), ('⅓', 1.0 / 3.0), ('⅔', 2.0 / 3.0), ('⅕', 0.2), ('⅛', 0.125)];

/// Says whether a character is a fraction.
pub(super) fn is_vulgar(char: char) -> bool {
    FRACTIONS.iter().any(|(fraction, _)| *fraction == char)
}

/// The longest number of digits that is read.
const MOST_DIGITS: usize = 15;

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub fn at(self, at: usize) -> Self {
        Self { at, ..self }
    }

    pub fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn before(self) -> &'a str {
        &self.text[..self.at]
    }

    pub fn is_end(self) -> bool {
        self.at >= self.text.len()
    }

    pub fn to(self, end: Self) -> Range<usize> {
        self.at..end.at
    }

    /// Says whether no word or number goes on from before this place; a number may follow Hangul, and Hangul anything else.
    pub fn starts_word(self) -> bool {
        let Some(here) = self.rest().chars().next().map(Class::of) else { return false };
        let before = self.before().chars().next_back().map(Class::of);
        match here {
            Class::Space => false,
            Class::Mark => true,
            Class::Digit => !matches!(before, Some(Class::Digit | Class::Latin)) && !self.goes_on(),
            Class::Latin => !matches!(before, Some(Class::Digit | Class::Latin)),
            Class::Hangul => before != Some(Class::Hangul) && before != Some(Class::Digit),
        }
    }

    /// Says whether digits here go on a number before a point, or a name in capitals: `1.2.3`, `COVID-19`.
    fn goes_on(self) -> bool {
        let mut before = self.before().chars().rev();
        match (before.next(), before.next()) {
            (Some('.'), Some(before)) => digit(before).is_some(),
            (Some('-'), Some(before)) => before.is_ascii_uppercase(),
            _ => false,
        }
    }

    /// Returns the place behind the run of characters of one class that stands here.
    pub fn behind_run(self) -> Self {
        let mut classes = self.rest().char_indices().map(|(at, char)| (at, Class::of(char)));
        let Some((_, first)) = classes.next() else { return self };
        let end = classes.find(|(_, class)| *class != first || *class == Class::Mark);
        self.at(end.map_or(self.text.len(), |(at, _)| self.at + at))
    }

    /// Skips white space inside a line, three characters at most.
    pub fn skip_space(self) -> Self {
        let is_space = |char: &char| char.is_whitespace() && !matches!(char, '\n' | '\r');
        let length: usize = self.rest().chars().take(3).take_while(is_space).map(char::len_utf8).sum();
        self.at(self.at + length)
    }

    /// Skips a text that stands here.
    pub fn skip(self, text: &str) -> Option<Self> {
        self.rest().starts_with(text).then(|| self.at(self.at + text.len()))
    }

    /// Skips one of these characters.
    pub fn skip_any(self, chars: &[char]) -> Option<Self> {
        let first = self.rest().chars().next().filter(|char| chars.contains(char))?;
        Some(self.at(self.at + first.len_utf8()))
    }

    /// Returns the Hangul that stands here, and the place behind it.
    pub fn hangul(self) -> Option<(&'a str, Self)> {
        self.run(Class::Hangul)
    }

    /// Returns the Latin word that stands here, and the place behind it.
    pub fn latin(self) -> Option<(&'a str, Self)> {
        self.run(Class::Latin)
    }

    fn run(self, class: Class) -> Option<(&'a str, Self)> {
        let first = self.rest().chars().next().map(Class::of)?;
        let end = self.behind_run();
        (first == class).then(|| (&self.text[self.at..end.at], end))
    }

    /// Returns the digits that stand here as a number, how many they are, and the place behind them. Commas may part thousands.
    pub fn figure(self) -> Option<(f64, usize, Self)> {
        let (mut number, mut n_digits, end) = self.digits()?;
        let mut end = end;
        if n_digits <= 3 {
            while let Some((more, 3, behind)) = end.skip_any(&[',', '，']).and_then(Self::digits) {
                number = number * 1000.0 + more;
                n_digits += 3;
                end = behind;
            }
        }
        (n_digits <= MOST_DIGITS).then_some((number, n_digits, end))
    }

    /// Returns the digits that stand here, without commas.
    pub fn digits(self) -> Option<(f64, usize, Self)> {
        let (mut number, mut n_digits, mut length) = (0.0, 0, 0);
        for char in self.rest().chars() {
            let Some(digit) = digit(char) else { break };
            number = number * 10.0 + f64::from(digit);
            n_digits += 1;
            length += char.len_utf8();
        }
        (n_digits > 0).then(|| (number, n_digits, self.at(self.at + length)))
    }

    /// Returns the fraction that stands here, and the place behind it: `½`.
    pub fn fraction(self) -> Option<(f64, Self)> {
        let first = self.rest().chars().next()?;
        let (_, number) = FRACTIONS.into_iter().find(|(char, _)| *char == first)?;
        Some((number, self.at(self.at + first.len_utf8())))
    }

    /// Says whether a digit stands here.
    pub fn is_digit(self) -> bool {
        self.rest().chars().next().is_some_and(|char| digit(char).is_some())
    }

    /// Returns the last words before this place, lower case: as many bytes as asked for, or a few fewer.
    pub fn words_before(self, most: usize) -> String {
        let before = self.before().trim_end();
        before[before.ceil_char_boundary(before.len().saturating_sub(most))..].to_lowercase()
    }
}
