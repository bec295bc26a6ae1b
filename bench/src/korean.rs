//! Words and sentences of made-up Korean text: rows of `korean.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

static ROWS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let rows = include_str!("korean.tsv").lines().filter(|row| !row.starts_with('#'));
    let cell = |cell| if cell == "-" { "" } else { cell };
    rows.filter_map(|row| row.split_once('\t')).map(|(kind, row)| (kind, row.split('\t').map(cell).collect())).collect()
});

/// Returns the words or sentences of one kind.
pub(crate) fn all(kind: &str) -> &'static [&'static str] {
    ROWS.get(kind).map_or(&[], Vec::as_slice)
}

/// Returns the only one of its kind.
pub(crate) fn one(kind: &str) -> &'static str {
    all(kind).first().copied().unwrap_or_default()
}

/// Returns a sentence with its places filled.
pub(crate) fn filled(sentence: &str, words: &[(&str, &str)]) -> String {
    words.iter().fold(sentence.to_owned(), |text, (place, word)| text.replace(place, word))
}
