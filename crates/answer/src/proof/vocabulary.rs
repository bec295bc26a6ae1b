//! The lists of words that a check knows: verbs of saying, titles, works, common phrases, people who are nobody.

use super::letters::{Letters, is_syllable};

/// People who are nobody: naming them credits no one.
pub(super) const NOBODY: &[&str] = &[
    "누군가",
    "누구",
    "어떤",
    "모두",
    "사람",
    "사람들",
    "다들",
    "혹자",
    "이것",
    "그것",
    "이는",
    "문장",
    "말",
    "장면",
    "대사",
    "영화",
    "드라마",
    "한마디",
    "구절",
    "이야기",
    "부분",
    // The writer's own words are nobody's on record.
    "나",
    "나는",
    "내가",
    "저",
    "저는",
    "제가",
    "우리",
    "우리는",
    "i",
    "we",
    "somebody",
    "someone",
    "everybody",
    "everyone",
    "people",
    "one",
    "some",
    "many",
    "neither",
    "either",
    "none",
    "nothing",
    "something",
    "all",
    "both",
    "it",
    "that",
    "this",
];

fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim).filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// Says whether a verb or noun of saying stands among words.
pub(super) fn says(words: &str) -> bool {
    let lower = words.to_lowercase();
    let tokens: Vec<&str> =
        lower.split(|char: char| !char.is_alphanumeric() && char != '\'').filter(|token| !token.is_empty()).collect();
    rows(include_str!("../../../../lexicon/check/saying.txt")).any(|row| {
        if row.chars().any(is_syllable) {
            tokens.iter().any(|token| token.contains(row))
        } else if row.contains(' ') {
            lower.contains(row)
        } else {
            tokens.contains(&row)
        }
    })
}

/// Returns the titles that stand behind a Korean name.
pub(super) fn titles() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../../../../lexicon/check/titles.txt"))
}

/// Says whether a Hangul name has the shape of a full one: a surname, and one or two syllables behind it.
pub(super) fn is_full_name(name: &str) -> bool {
    let compound = rows(include_str!("../../../../lexicon/names/compound.tsv"));
    let mut compound = compound.filter_map(|row| row.split('\t').next());
    name.chars().all(is_syllable)
        && match name.chars().count() {
            3 => name.chars().next().is_some_and(is_surname) || compound.any(|surname| name.starts_with(surname)),
            4 => compound.any(|surname| name.starts_with(surname)),
            _ => false,
        }
}

/// Says whether a syllable is a Korean surname.
pub(super) fn is_surname(syllable: char) -> bool {
    rows(include_str!("../../../../lexicon/names/surnames.tsv"))
        .any(|row| row.split('\t').next().is_some_and(|surname| surname.chars().eq([syllable])))
}

/// Says whether a name is no more than an office, such as `총괄 프로듀서`.
pub(super) fn is_office(name: &str) -> bool {
    name.split_whitespace().next_back().is_some_and(|last| titles().any(|title| last.ends_with(title)))
}

/// Says whether words are an office and nothing else.
pub(super) fn is_title(words: &str) -> bool {
    titles().any(|title| title == words)
}

/// Returns what stands behind a title that follows a Korean name.
pub(super) fn without_title(behind: &str) -> &str {
    let bare = behind.trim_start();
    titles().filter_map(|title| bare.strip_prefix(title)).min_by_key(|rest| rest.len()).unwrap_or(behind)
}

/// Says whether words name nobody in particular, such as `somebody`.
pub(super) fn is_nobody(words: &str) -> bool {
    let words = words.trim().to_lowercase();
    NOBODY.contains(&words.as_str())
}

/// Returns the words for a work, such as `film`, that stand beside its title.
pub(super) fn works() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../../../../lexicon/check/works.txt"))
}

/// Says whether letters are those of a phrase that everybody uses.
pub(super) fn is_common(letters: &str) -> bool {
    rows(include_str!("../../../../lexicon/check/common_phrases.txt")).any(|row| Letters::of(row).as_str() == letters)
}

/// Returns the words beside a quotation that say that nobody said it: `one might ask`.
pub(super) fn imagined() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../../../../lexicon/check/imagined.txt"))
}

/// Returns the words before somebody's other name.
pub(super) fn naming() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../../../../lexicon/check/naming.txt"))
}
