//! The languages that are read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::letter::is_hangul;

/// What each language is called in texts and on the command line: its code, then other names.
const NAMES: &str = include_str!("languages.txt");

/// A language that Onrecord reads. A text in any other has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    /// Korean, `ko`.
    #[serde(rename = "ko")]
    Korean,
    /// English, `en`.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Returns the language of a text by its letters, or `None` where it has next to none.
    ///
    /// Korean from a share of .2 Hangul among the letters: on articles that mix scripts the share
    /// of Hangul was measured to beat every general detector.
    pub fn of(text: &str) -> Option<Self> {
        let (mut hangul, mut latin) = (0usize, 0usize);
        for char in text.chars() {
            if is_hangul(char) {
                hangul += 1;
            } else if char.is_ascii_alphabetic() {
                latin += 1;
            }
        }
        match (hangul, latin) {
            (0, 0) => None,
            _ if 5 * hangul >= hangul + latin => Some(Self::Korean),
            _ => Some(Self::English),
        }
    }

    /// Returns the ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Korean => "ko",
            Self::English => "en",
        }
    }

    /// Says whether a language is called so, in lower case.
    fn is_called(self, name: &str) -> bool {
        let mut rows = NAMES.lines().map(str::split_whitespace);
        rows.any(|mut row| row.clone().next() == Some(self.code()) && row.any(|own| own == name))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let code = text.trim().to_lowercase();
        let name = code.split(['-', '_']).next().unwrap_or_default();
        let named = [Self::Korean, Self::English].into_iter().find(|language| language.is_called(name));
        named.ok_or_else(|| format!("{text:?} is no language that is read here: `ko` or `en`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_korean_text_with_latin_names_is_korean() {
        assert_eq!(Language::of("배우 Kim이 OTT에서 말했다"), Some(Language::Korean));
        assert_eq!(Language::of("The actor said 네"), Some(Language::English));
        assert_eq!(Language::of("… 123"), None);
    }

    #[test]
    fn a_language_is_called_by_its_names() {
        assert_eq!(" ko-KR ".parse(), Ok(Language::Korean));
        assert_eq!("한국어".parse(), Ok(Language::Korean));
        assert_eq!("ENG".parse(), Ok(Language::English));
        assert_eq!("영어".parse(), Ok(Language::English));
        assert!("".parse::<Language>().is_err() && "fr".parse::<Language>().is_err());
    }
}
