//! Titles compared across scripts: by what their words mean, and by how they sound.

mod glosses;

use unicode_normalization::UnicodeNormalization;

use onrecord_model::letter::is_syllable;

pub use glosses::{Glosses, Likeness};

/// Marks around titles and inside them that make no other title.
const MARKS: &str = "〈〉《》<>‘’“”'\"『』「」«»*_,:;!?…·‧・&#()[]";

/// Returns a title in small letters, without marks and a leading article, with one space between its words.
pub fn plain(title: &str) -> String {
    let folded: String = title
        .nfc()
        .flat_map(char::to_lowercase)
        .map(|char| if matches!(char, '-' | '–' | '—' | '‐' | '‑') { ' ' } else { char })
        .filter(|char| !MARKS.contains(*char))
        .collect();
    // A full stop is kept in numbers alone.
    let is_point = |word: &&str| {
        word.starts_with(|char: char| char.is_ascii_digit()) && word.ends_with(|char: char| char.is_ascii_digit())
    };
    let folded: Vec<String> = folded
        .split_whitespace()
        .map(|word| if is_point(&word) { word.to_owned() } else { word.replace('.', "") })
        .collect();
    let mut words: Vec<&str> = folded.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && matches!(words[0], "the" | "a" | "an") {
        words.remove(0);
    }
    words.join(" ")
}

/// Returns the form that all writings of one title share: [`plain`] without its spaces.
///
/// It is empty where nothing but marks stands there.
pub fn form(title: &str) -> String {
    plain(title).replace(' ', "")
}

/// Says whether a title is written in Hangul, wholly or in part.
pub fn is_korean(title: &str) -> bool {
    title.chars().any(is_syllable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    #[track_caller]
    fn check(korean: &str, english: &str, range: std::ops::Range<f32>) {
        let found = Glosses::built_in(&Lexicon::built_in()).likeness(korean, english, &Lexicon::built_in());
        assert!(range.contains(&found.score), "{korean} {english} {found:?}");
    }

    #[test]
    fn marks_case_spaces_and_articles_make_no_other_title() {
        assert_eq!(form("〈소금 길〉"), form("소금길"));
        assert_eq!(form("The Salt Road,"), form("salt road"));
        assert_eq!(form("Gil–Osei"), form("Gil-Osei"));
        assert_ne!(form("A"), "");
    }

    #[test]
    fn titles_that_are_translations_of_each_other() {
        check("소금길", "Salt Road", 0.9..1.01);
        check("등대지기의 코끼리", "The Lighthouse Keeper's Elephant", 0.9..1.01);
        check("세 번째 서랍", "The Third Drawer", 0.9..1.01);
        check("달그림자 극장", "Moonshadow Theatre", 0.3..1.01);
        check("소금길", "The Last Bus", 0.0..0.1);
        check("겨울 바다", "Winter Forest", 0.3..0.7);
    }

    #[test]
    fn titles_that_sound_alike() {
        check("솔트 로드", "Salt Road", 0.7..1.01);
        check("돌배", "Dolbae", 0.8..1.01);
        check("한치항", "Hanchi Harbor", 0.9..1.01);
    }
}
