//! The lists of words that a check knows: verbs of saying, titles, works, common phrases, people who are nobody.

use super::letters::{Letters, is_syllable};

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
    nobodies().any(|nobody| nobody == words)
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

/// Returns the people who are nobody: naming them credits no one.
pub(super) fn nobodies() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../../../../lexicon/check/nobody.txt"))
}

/// Says whether a word is a pronoun that stands for a speaker.
pub(super) fn is_pronoun(word: &str) -> bool {
    rows(include_str!("../../../../lexicon/check/pronouns.txt")).any(|row| row == word)
}

/// Says whether a word has its capital for another reason than being a name.
pub(super) fn is_capital_word(word: &str) -> bool {
    rows(include_str!("../../../../lexicon/check/capitals.txt")).any(|row| row == word)
}

/// Says whether a word agrees by chance.
pub(super) fn is_function_word(word: &str) -> bool {
    rows(include_str!("../../../../lexicon/check/function_words.txt")).any(|row| row == word)
}

/// Says whether words in brackets stand for what was left out.
pub(super) fn is_left_out(words: &str) -> bool {
    rows(include_str!("../../../../lexicon/check/left_out.txt")).any(|row| row == words)
}

/// Says whether words end as a sentence does.
pub(super) fn ends_sentence(words: &str) -> bool {
    words.ends_with(['.', '?', '!'])
        || rows(include_str!("../../../../lexicon/check/sentence_ends.txt")).any(|row| words.ends_with(row))
}

/// Says whether a verb of saying is attached to the mark before these words.
pub(super) fn says_behind(words: &str) -> bool {
    is_attached(words, include_str!("../../../../lexicon/check/behind_marks.tsv"))
}

/// Says whether what is attached to the name before these words makes it a subject.
pub(super) fn is_subject_behind(words: &str) -> bool {
    is_attached(words, include_str!("../../../../lexicon/check/subjects.tsv"))
}

fn is_attached(words: &str, file: &'static str) -> bool {
    rows(file).any(|row| {
        let (attached, is_alone) =
            row.split_once('\t').map_or((row, false), |(attached, mark)| (attached, mark == "alone"));
        words.strip_prefix(attached).is_some_and(|rest| !is_alone || rest.starts_with(' '))
    })
}

/// Returns the name in a word that gives words to it, by what is attached to it and by the next word: `감독` of `감독은`.
pub(super) fn credited_in<'a>(word: &'a str, next: &str) -> Option<&'a str> {
    let rows = || {
        rows(include_str!("../../../../lexicon/check/credit.tsv")).map(|row| row.split_once('\t').unwrap_or((row, "")))
    };
    let fits = |begins: &str| !begins.is_empty() && begins != "SAYS" && next.starts_with(begins);
    if let Some((attached, _)) = rows().find(|(_, begins)| fits(begins)) {
        return word.strip_suffix(attached);
    }
    let (attached, begins) =
        rows().find(|(attached, begins)| (begins.is_empty() || *begins == "SAYS") && word.ends_with(attached))?;
    word.strip_suffix(attached).filter(|_| begins.is_empty() || says(next))
}
