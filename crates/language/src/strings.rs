//! What the program says: strings by their keys, one file of them for each language, with places to fill in.
//!
//! The site and the command line have files of their own and share this.

use std::collections::{BTreeMap, BTreeSet};

/// The strings of one language.
#[derive(Debug, Clone)]
pub struct Strings {
    /// The code of the language.
    pub language: String,
    words: BTreeMap<String, String>,
}

impl Strings {
    /// Returns the strings of a language, by their keys.
    pub fn new(language: &str, words: BTreeMap<String, String>) -> Self {
        Self { language: language.to_owned(), words }
    }

    /// Returns the strings in the order of their keys.
    pub fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }

    /// Returns the names of the places that a string has to be filled in, each once, in order.
    pub fn places(words: &str) -> BTreeSet<&str> {
        words.split('{').skip(1).filter_map(|part| part.split(['}', '|']).next()).collect()
    }

    /// Returns a string with its places filled in.
    ///
    /// `{name}` is the value; `{name|은/는}` is one of two forms: after a word in Korean by its final consonant,
    /// after a number in any other language by one or many. An unknown string is shown as its key.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let Some(mut rest) = self.words.get(key).map(String::as_str) else { return key.to_owned() };
        let mut said = String::with_capacity(rest.len() + 16);
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
            said.push_str(&rest[..open]);
            let (name, forms) = rest[open + 1..close].split_once('|').unwrap_or((&rest[open + 1..close], ""));
            let value = values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
            match forms.split_once('/') {
                Some(forms) if self.language == "ko" => said.push_str(particle(value, forms)),
                Some((one, many)) => said.push_str(if value == "1" { one } else { many }),
                None => said.push_str(value),
            }
            rest = &rest[close + 1..];
        }
        said.push_str(rest);
        said
    }

    /// Returns a day in words, as exact as the ISO 8601 text is; the text itself where it is none.
    pub fn day(&self, iso: &str) -> String {
        let mut parts =
            iso.split(['T', ' ']).next().unwrap_or_default().split('-').map(|part| part.trim_start_matches('0'));
        let (Some(year), month, day) = (parts.next(), parts.next(), parts.next()) else { return iso.to_owned() };
        let name = month.map(|month| self.say(&format!("month_{month}"), &[])).unwrap_or_default();
        let key = match (month, day) {
            (Some(_), Some(_)) => "date_day",
            (Some(_), None) => "date_month",
            _ => "date_year",
        };
        self.say(
            key,
            &[
                ("year", year),
                ("month", month.unwrap_or_default()),
                ("month_name", &name),
                ("day", day.unwrap_or_default()),
            ],
        )
    }
}

/// Returns the first form after a final consonant, the second after a vowel: `은/는`, `이/가`, `을/를`, `과/와`, `으로/로`.
///
/// The last letter or digit decides; for Latin letters and digits as Koreans read them. ㄹ takes `로`.
pub fn particle<'a>(word: &str, (closed, open): (&'a str, &'a str)) -> &'a str {
    let Some(last) = word.chars().rev().find(|char| char.is_alphanumeric()) else { return open };
    let (is_closed, is_rieul) = match last {
        '가'..='힣' => {
            let tail = (u32::from(last) - u32::from('가')) % 28;
            (tail != 0, tail == 8)
        }
        '0' | '3' | '6' => (true, false),
        '1' | '7' | '8' => (true, true),
        '2' | '4' | '5' | '9' => (false, false),
        _ => latin_end(word, last.to_ascii_lowercase()),
    };
    let takes_closed = is_closed && !(is_rieul && closed == "으로");
    if takes_closed { closed } else { open }
}

/// Says whether a Latin word ends in a consonant sound that Hangul writes under a syllable: l, m, n, ng, and p, t, k, b, c, g after a short vowel.
fn latin_end(word: &str, last: char) -> (bool, bool) {
    let word: String = word.chars().filter(|char| char.is_ascii_alphabetic()).flat_map(char::to_lowercase).collect();
    let before = word.chars().rev().nth(1);
    let after_vowel = before.is_some_and(|char| "aeiouy".contains(char));
    match last {
        'l' => (true, true),
        'm' | 'n' => (true, false),
        'g' => (before == Some('n'), false),
        'p' | 't' | 'k' | 'b' | 'c' => (after_vowel, false),
        _ => (false, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_follow_the_final_consonant() {
        for (word, forms, expected) in [
            ("문가람", ("은", "는"), "은"),
            ("서하나", ("은", "는"), "는"),
            ("서울", ("으로", "로"), "로"),
            ("부산", ("으로", "로"), "으로"),
            ("오하늘 감독(38)", ("이", "가"), "이"),
            ("Noh Garam", ("이", "가"), "이"),
            ("Seo Hana", ("이", "가"), "가"),
            ("The Quill", ("으로", "로"), "로"),
            ("", ("이", "가"), "가"),
        ] {
            assert_eq!(particle(word, forms), expected, "{word}");
        }
    }

    #[test]
    fn places_are_filled_in_with_particles_or_plurals() {
        let strings = |language, words: &str| Strings::new(language, [("k".to_owned(), words.to_owned())].into());
        let say = |language, words: &str, value: &str| strings(language, words).say("k", &[("n", value)]);
        assert_eq!(say("ko", "{n}{n|을/를} 봤다", "섬"), "섬을 봤다");
        assert_eq!(say("en", "{n} {n|page/pages}", "1"), "1 page");
        assert_eq!(say("en", "{n} {n|page/pages}", "2"), "2 pages");
        assert_eq!(Strings::places("{a} of {b|one/many} in {a}"), BTreeSet::from(["a", "b"]));
        assert_eq!(strings("en", "there").say("other", &[]), "other");
    }

    #[test]
    fn days_are_said_as_exactly_as_they_are_known() {
        let words = [
            ("date_day", "{year}년 {month}월 {day}일"),
            ("date_month", "{year}년 {month}월"),
            ("date_year", "{year}년"),
        ];
        let words = words.map(|(key, words)| (key.to_owned(), words.to_owned()));
        let strings = Strings::new("ko", words.into());
        assert_eq!(strings.day("2026-03-02"), "2026년 3월 2일");
        assert_eq!((strings.day("2026-03"), strings.day("2026")), ("2026년 3월".to_owned(), "2026년".to_owned()));
    }
}
