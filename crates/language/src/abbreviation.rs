//! English abbreviations: rows of `lexicon/en/abbreviations.tsv`.

use std::sync::LazyLock;

use crate::{Table, table};

const ABBREVIATIONS: Table = table!("en/abbreviations.tsv");

/// Where a full stop behind the words of a row ends nothing: in a sentence, and in a token.
static ROWS: LazyLock<Vec<((bool, bool), Vec<&str>)>> = LazyLock::new(|| {
    let kinds = [("both", (true, true)), ("sentence", (true, false)), ("token", (false, true))];
    ABBREVIATIONS.rows(|row| Ok((row.one_of(&kinds)?, row.words()?)))
});

/// Says whether a sentence goes on behind an abbreviation and its full stop.
pub(crate) fn ends_nothing(word: &str) -> bool {
    ROWS.iter().any(|((in_sentence, _), words)| *in_sentence && knows(words, word))
}

/// Says whether a full stop belongs to the word before it.
pub(crate) fn keeps_stop(word: &str) -> bool {
    ROWS.iter().any(|((_, in_token), words)| *in_token && knows(words, word))
}

fn knows(words: &[&str], word: &str) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}
