//! The words of the interface: those that are built in, with those of a theme over them.

use std::collections::BTreeMap;

use onrecord_language::Strings;

/// Returns the built-in strings of a language, with those of a theme's JSON file over them.
///
/// A language that is not built in has English for what its own file leaves out.
pub(crate) fn read(language: &str, theme: Option<&str>) -> Result<Strings, String> {
    let built_in = match language {
        "ko" => include_str!("../locales/ko.json"),
        _ => include_str!("../locales/en.json"),
    };
    let mut words: BTreeMap<String, String> =
        serde_json::from_str(built_in).expect("a test reads the built-in strings");
    if let Some(theme) = theme {
        let own: BTreeMap<String, String> = serde_json::from_str(theme).map_err(|error| error.to_string())?;
        words.extend(own);
    }
    Ok(Strings::new(language, words))
}

/// Says whether strings of this language are built in.
pub(crate) fn is_built_in(language: &str) -> bool {
    matches!(language, "ko" | "en")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_strings() {
        let (ko, en) = (read("ko", None).expect("ko"), read("en", None).expect("en"));
        assert!(ko.words().keys().eq(en.words().keys()));
        for (key, words) in ko.words() {
            if !key.starts_with("date_") {
                assert_eq!(Strings::places(words), Strings::places(&en.words()[key]), "{key}");
            }
        }
    }

    #[test]
    fn a_third_language_is_a_file_of_strings() {
        let strings = read("ja", Some(r#"{"home": "ホーム"}"#)).expect("strings");
        assert_eq!(strings.say("home", &[]), "ホーム");
        assert_ne!(strings.say("search", &[]), "search-key");
    }

    #[test]
    fn days_are_said_in_both_languages() {
        let day = |language: &str| read(language, None).expect("built in").day("2026-03-02");
        assert_eq!((day("ko"), day("en")), ("2026년 3월 2일".to_owned(), "2 March 2026".to_owned()));
    }
}
