//! Tells where a quotation says something else than a place in the other language: another season, another number.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use onrecord_language::quantity::Quantities;
use onrecord_language::{Table, table};

use super::gloss::{is_form, split};
use super::numbers::numbers;
use crate::proof::draft::is_korean;

const EXCLUSIVE: Table = table!("check/exclusive.tsv");

/// A word of a kind of which a text has one or the other.
struct Member {
    kind: &'static str,
    korean: Vec<&'static str>,
    english: Vec<&'static str>,
}

static MEMBERS: LazyLock<Vec<Member>> = LazyLock::new(|| {
    EXCLUSIVE.rows(|row| Ok(Member { kind: row.text()?, korean: row.words()?, english: row.words()? }))
});

/// Says whether a quotation and a place cannot be one thing said twice: each has a number, and none is shared, or each has a word of
/// a kind, and none is the same.
pub(super) fn is_contrary(words: &str, there: &str, quantities: &Quantities) -> bool {
    let (ours, theirs) = (numbers(words, quantities), numbers(there, quantities));
    let other_numbers = !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|number| theirs.contains(number));
    if other_numbers {
        return true;
    }
    let (ours, theirs) = (members(words), members(there));
    let kinds: BTreeSet<&str> = ours.iter().map(|&at| MEMBERS[at].kind).collect();
    kinds.into_iter().any(|kind| {
        let of = |found: &[usize]| -> BTreeSet<usize> {
            found.iter().copied().filter(|&at| MEMBERS[at].kind == kind).collect()
        };
        let (ours, theirs) = (of(&ours), of(&theirs));
        !theirs.is_empty() && ours.is_disjoint(&theirs)
    })
}

/// Returns the members that a text has.
fn members(text: &str) -> Vec<usize> {
    let words = split(text);
    let korean = is_korean(text);
    let has =
        |beginnings: &[&str]| words.iter().any(|word| beginnings.iter().any(|beginning| is_form(word, beginning)));
    (0..MEMBERS.len()).filter(|&at| has(if korean { &MEMBERS[at].korean } else { &MEMBERS[at].english })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_season_or_number_is_contrary() {
        let quantities = Quantities::built_in();
        let check = |words: &str, there: &str, expected: bool| {
            assert_eq!(is_contrary(words, there, &quantities), expected, "{words} | {there}");
        };
        check("I wanted a summer full of letters", "편지가 오지 않는 겨울을 찍고 싶었다", true);
        check("I wanted a winter without letters", "편지가 오지 않는 겨울을 찍고 싶었다", false);
        check("It lasts for ninety days", "적어도 40일은 버틴다", true);
        check("It lasts for forty days", "적어도 40일은 버틴다", false);
        check("아버지는 배를 고쳤다", "My mother mended the boat", true);
        check("어머니는 배를 고쳤다", "My mother and my father mended the boat", false);
    }
}
