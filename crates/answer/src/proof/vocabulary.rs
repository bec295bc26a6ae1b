//! The lists of words that a check knows: verbs of saying, titles, works, common phrases, people who are nobody.

use std::sync::LazyLock;

use onrecord_language::{Row, Table, table};
use onrecord_model::letter::is_syllable;

use super::letters::Letters;

/// Surnames of one syllable, and of two.
static SURNAMES: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    let single = |row: &mut Row| Ok((row.text()?, row.counted::<u32>()?).0);
    let double = |row: &mut Row| Ok((row.text()?, row.words()?).0);
    [table!("names/surnames.tsv").rows(single), table!("names/compound.tsv").rows(double)]
});

/// Says whether a verb or noun of saying stands among words.
pub(super) fn says(words: &str) -> bool {
    let lower = words.to_lowercase();
    let tokens: Vec<&str> =
        lower.split(|char: char| !char.is_alphanumeric() && char != '\'').filter(|token| !token.is_empty()).collect();
    table!("check/saying.txt").texts().into_iter().any(|row| {
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
    table!("check/titles.txt").texts().into_iter()
}

/// Says whether a Hangul name has the shape of a full one: a surname, and one or two syllables behind it.
pub(super) fn is_full_name(name: &str) -> bool {
    let mut compound = SURNAMES[1].iter();
    name.chars().all(is_syllable)
        && match name.chars().count() {
            3 => name.chars().next().is_some_and(is_surname) || compound.any(|surname| name.starts_with(*surname)),
            4 => compound.any(|surname| name.starts_with(*surname)),
            _ => false,
        }
}

/// Says whether a syllable is a Korean surname.
pub(super) fn is_surname(syllable: char) -> bool {
    SURNAMES[0].iter().any(|surname| surname.chars().eq([syllable]))
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
    table!("check/works.txt").texts().into_iter()
}

/// Says whether letters are those of a phrase that everybody uses.
pub(super) fn is_common(letters: &str) -> bool {
    table!("check/common_phrases.txt").texts().into_iter().any(|row| Letters::of(row).as_str() == letters)
}

/// Returns the words beside a quotation that say that nobody said it: `one might ask`.
pub(super) fn imagined() -> impl Iterator<Item = &'static str> {
    table!("check/imagined.txt").texts().into_iter()
}

/// Returns the words before somebody's other name.
pub(super) fn naming() -> impl Iterator<Item = &'static str> {
    table!("check/naming.txt").texts().into_iter()
}

/// Returns the people who are nobody: naming them credits no one.
pub(super) fn nobodies() -> impl Iterator<Item = &'static str> {
    table!("check/nobody.txt").texts().into_iter()
}

/// Says whether a word is a pronoun that stands for a speaker.
pub(super) fn is_pronoun(word: &str) -> bool {
    table!("check/pronouns.txt").texts().into_iter().any(|row| row == word)
}

/// Says whether a word has its capital for another reason than being a name.
pub(super) fn is_capital_word(word: &str) -> bool {
    table!("check/capitals.txt").texts().into_iter().any(|row| row == word)
}

/// Says whether a word agrees by chance.
pub(super) fn is_function_word(word: &str) -> bool {
    table!("check/function_words.txt").texts().into_iter().any(|row| row == word)
}

/// Says whether words in brackets stand for what was left out.
pub(super) fn is_left_out(words: &str) -> bool {
    table!("check/left_out.txt").texts().into_iter().any(|row| row == words)
}

/// Says whether words end as a sentence does.
pub(super) fn ends_sentence(words: &str) -> bool {
    words.ends_with(['.', '?', '!'])
        || table!("check/sentence_ends.txt").texts().into_iter().any(|row| words.ends_with(row))
}

/// Says whether a verb of saying is attached to the mark before these words.
pub(super) fn says_behind(words: &str) -> bool {
    is_attached(words, table!("check/behind_marks.tsv"))
}

/// Says whether what is attached to the name before these words makes it a subject.
pub(super) fn is_subject_behind(words: &str) -> bool {
    is_attached(words, table!("check/subjects.tsv"))
}

fn is_attached(words: &str, table: Table) -> bool {
    let rows = table.rows(|row| Ok((row.text()?, row.has_more() && row.one_of(&[("alone", true)])?)));
    let fits = |(attached, is_alone): (&str, bool)| {
        words.strip_prefix(attached).is_some_and(|rest| !is_alone || rest.starts_with(' '))
    };
    rows.into_iter().any(fits)
}

/// Returns the name in a word that gives words to it, by what is attached to it and by the next word: `감독` of `감독은`.
pub(super) fn credited_in<'a>(word: &'a str, next: &str) -> Option<&'a str> {
    let row = |row: &mut Row| Ok((row.text()?, if row.has_more() { row.text()? } else { "" }));
    let rows = table!("check/credit.tsv").rows(row);
    let fits = |begins: &str| !begins.is_empty() && begins != "SAYS" && next.starts_with(begins);
    if let Some((attached, _)) = rows.iter().find(|(_, begins)| fits(begins)) {
        return word.strip_suffix(attached);
    }
    let (attached, begins) =
        rows.iter().find(|(attached, begins)| (begins.is_empty() || *begins == "SAYS") && word.ends_with(attached))?;
    word.strip_suffix(attached).filter(|_| begins.is_empty() || says(next))
}
