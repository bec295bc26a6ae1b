//! Counts the words that a quotation and a place in the other language have in common, by two small dictionaries.
//!
//! They know the commonest words only, and beginnings of words instead of forms; so a few words in common say that a translation
//! is not out of the question, and none says nothing.

use std::sync::LazyLock;

use onrecord_language::lexicon::bridge;
use onrecord_language::{Table, table};
use onrecord_model::letter::is_syllable;

use super::bounds;
use crate::proof::draft::is_korean;

const EVERYDAY: Table = table!("check/bilingual.tsv");
/// Its rows and those of the bridge, which a quotation is held against word by word.
static WORDS: LazyLock<Vec<(String, Vec<&str>)>> = LazyLock::new(|| {
    let everyday = EVERYDAY.rows(|row| Ok((row.text()?.to_owned(), row.words()?)));
    everyday.into_iter().chain(bridge()).collect()
});

/// The words of a quotation that the dictionaries know, each with what may stand for it.
#[derive(Debug)]
pub(super) struct Gloss {
    words: Vec<Vec<Meaning>>,
    is_korean: bool,
    length: f32,
}

/// What may stand for a word in the other language.
#[derive(Debug)]
struct Meaning {
    beginning: &'static str,
    weight: f32,
}

impl Gloss {
    pub(super) fn of(quotation: &str) -> Self {
        let is_korean = is_korean(quotation);
        let own = split(quotation);
        let mut words: Vec<Vec<Meaning>> = own.iter().map(|_| Vec::new()).collect();
        for (korean, english) in WORDS.iter() {
            let weight = if korean.chars().nth(1).is_none() { bounds::ONE_SYLLABLE } else { 1.0 };
            for (at, word) in own.iter().enumerate() {
                if is_korean && is_form(word, korean) {
                    words[at].extend(english.iter().map(|&beginning| Meaning { beginning, weight }));
                } else if !is_korean && english.iter().any(|beginning| is_form(word, beginning)) {
                    words[at].push(Meaning { beginning: korean, weight });
                }
            }
        }
        words.retain(|meanings| !meanings.is_empty());
        Self { words, is_korean, length: length(quotation) }
    }

    /// Returns how many words the dictionaries know, counted as in [`Gloss::shared`].
    pub(super) fn known(&self) -> f32 {
        let most = |meanings: &Vec<Meaning>| meanings.iter().map(|meaning| meaning.weight).fold(0.0, f32::max);
        self.words.iter().map(most).sum()
    }

    /// Returns how many words stand in a text of the other language, each counted once; none where it is much longer or shorter.
    pub(super) fn shared(&self, text: &str) -> f32 {
        let times = length(text) / self.length.max(1.0);
        if is_korean(text) == self.is_korean || !bounds::LENGTHS.contains(&times) {
            return 0.0;
        }
        let mut left = split(text);
        let mut sum = 0.0;
        for meanings in &self.words {
            let found = meanings.iter().filter_map(|meaning| {
                let at = left.iter().position(|word| is_form(word, meaning.beginning))?;
                Some((meaning.weight, at))
            });
            if let Some((weight, at)) = found.max_by(|one, other| one.0.total_cmp(&other.0)) {
                sum += weight;
                left.swap_remove(at);
            }
        }
        sum
    }
}

/// Returns about how many Latin letters a text would have.
fn length(text: &str) -> f32 {
    let letters = text.chars().filter(|char| char.is_alphanumeric());
    letters.map(|char| if is_syllable(char) { bounds::SYLLABLE } else { 1.0 }).sum()
}

pub(super) fn split(text: &str) -> Vec<String> {
    let words = text.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Says whether a word may be a form of the one that begins so. Phrases, joined by `_`, are not looked for.
pub(super) fn is_form(word: &str, beginning: &str) -> bool {
    let n_more = |word: &str| word.chars().count().saturating_sub(beginning.chars().count());
    let Some(first) = beginning.chars().next() else { return false };
    if is_syllable(first) {
        word.starts_with(beginning) && n_more(word) <= if beginning.len() > first.len_utf8() { 4 } else { 3 }
    } else {
        beginning.len() > 2 && word.starts_with(beginning) && n_more(word) <= 3
    }
}

#[cfg(test)]
mod tests {
    use std::ops::RangeInclusive;

    use super::*;

    #[track_caller]
    fn check(quotation: &str, text: &str, expected: RangeInclusive<f32>) {
        let shared = Gloss::of(quotation).shared(text);
        assert!(expected.contains(&shared), "{quotation}: {shared}");
    }

    #[test]
    fn translations_share_words_and_others_few() {
        let harbour = "밤에 항구에서 고양이가 우는 소리를 듣고 어머니께 전화했다";
        check("At night I heard a cat cry in the harbour and phoned my mother", harbour, 4.0..=8.0);
        check("We sold the bakery to a circus after a long fight", harbour, 0.0..=0.5);
        let fish = "어머니는 시장에서 생선을 팔았다";
        check(fish, "My mother sold fish at the market", 3.0..=4.0);
        check(fish, "The concert was sold out", 0.0..=1.0);
        let long =
            "My mother sold fish at the market, sat there all day, mended nets and sang the old songs of the island";
        check(fish, long, 0.0..=0.0);
        check(fish, harbour, 0.0..=0.0);
    }
}
