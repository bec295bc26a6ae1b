//! The names of months in English.

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns the number of the month, 1 to 12, that an English word names: in full, or by its first three letters (`sept` too).
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let is_short =
        |month: &&str| word.len() == 3 && month.starts_with(&word) || word == "sept" && **month == *"september";
    let at = MONTHS.iter().position(|month| *month == word || is_short(month))?;
    Some(at as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_full_and_short() {
        for (word, expected) in [
            ("May", Some(5)),
            ("Sept.", Some(9)),
            ("sep", Some(9)),
            ("DECEMBER", Some(12)),
            ("Jun", Some(6)),
            ("Ju", None),
            ("Marc", None),
            ("", None),
        ] {
            assert_eq!(month(word), expected, "{word}");
        }
    }
}
