//! What the command line says in the language of a question, and the desk in that of its visitor: the files of `locales/` and `desk/locales/`.

use std::collections::BTreeMap;

use onrecord_answer::refusal::{LeftOut, Refusal};
use onrecord_language::Strings;
use onrecord_model::Language;

/// Returns the strings of a language, by table and key: `refusal.no-words`.
pub(crate) fn strings(language: Language) -> Strings {
    let file = match language {
        Language::Korean => include_str!("../locales/ko.toml"),
        Language::English => include_str!("../locales/en.toml"),
    };
    let tables: BTreeMap<String, BTreeMap<String, String>> =
        toml::from_str(file).expect("a test reads the built-in strings");
    let of_table = |(table, words): (String, BTreeMap<String, String>)| {
        words.into_iter().map(move |(key, words)| (format!("{table}.{key}"), words))
    };
    Strings::new(language.code(), tables.into_iter().flat_map(of_table).collect())
}

/// Returns what the desk in a browser says in a language.
pub(crate) fn of_desk(language: Language) -> Strings {
    let file = match language {
        Language::Korean => include_str!("../desk/locales/ko.toml"),
        Language::English => include_str!("../desk/locales/en.toml"),
    };
    let words: BTreeMap<String, String> = toml::from_str(file).expect("a test reads the built-in strings");
    Strings::new(language.code(), words)
}

/// Returns why the sources do not answer, in words.
pub(crate) fn refusal(strings: &Strings, refusal: &Refusal) -> String {
    strings.say(&format!("refusal.{}", refusal.id()), &[("name", refusal.name().unwrap_or_default())])
}

/// Returns why a piece is left out, in words.
pub(crate) fn left_out(strings: &Strings, left_out: &LeftOut) -> String {
    match left_out.refusal() {
        Some(why) => refusal(strings, why),
        None => strings.say(&format!("left-out.{}", left_out.id()), &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_strings() {
        for of in [strings, of_desk] {
            let (ko, en) = (of(Language::Korean), of(Language::English));
            assert!(ko.words().keys().eq(en.words().keys()));
            for (key, words) in ko.words().iter().filter(|(key, _)| !key.starts_with("date_")) {
                assert_eq!(Strings::places(words), Strings::places(&en.words()[key]), "{key}");
            }
        }
    }

    #[test]
    fn every_reason_has_words() {
        let en = strings(Language::English);
        for refusal in Refusal::ALL {
            assert!(en.words().contains_key(&format!("refusal.{}", refusal.id())), "{}", refusal.id());
        }
        for left_out in [LeftOut::Enough, LeftOut::Weaker, LeftOut::Repeated, LeftOut::Joined, LeftOut::Unsure] {
            assert!(en.words().contains_key(&format!("left-out.{}", left_out.id())), "{}", left_out.id());
        }
        let unknown = Refusal::UnknownName("도가람".to_owned());
        assert_eq!(refusal(&strings(Language::Korean), &unknown), "‘도가람’을 아는 출처가 없습니다");
    }
}
