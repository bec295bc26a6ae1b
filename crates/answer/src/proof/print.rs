//! Fingerprints: hashes of runs of letters, by which sources that may hold a quotation are found.
//!
//! Short runs have four Hangul syllables or eight Latin letters, or a mixture of that weight; about a quarter of them is kept, chosen
//! by hash (sampling modulo; Manber 1994). Everybody's words have the same short runs, so long ones are kept too, the least hash of
//! every 24 (winnowing; Schleimer, Wilkerson and Aiken 2003): few sources share one by chance, however many there are, and
//! whoever has 47 letters of a source has one of its long runs.

use onrecord_model::letter::is_syllable;

use super::closest::hash;
use super::letters::Letters;

/// The weight of a short run; a Hangul syllable weighs two, other letters one.
const SHORT: usize = 8;
/// Long runs, of three short ones each, of which one at least is kept.
const WINDOW: usize = 24;

/// Returns the fingerprints of a text, each once, in no order.
pub fn prints(text: &str) -> Vec<u64> {
    let chars = Letters::of(text).chars();
    let short = runs(&chars);
    let is_kept = |print: &u64| print.is_multiple_of(4);
    let mut prints: Vec<u64> = short.iter().map(|run| run.0).filter(is_kept).map(|print| print >> 2).collect();
    let after = |run: &(u64, usize)| short.get(run.1);
    let long: Vec<u64> = short
        .iter()
        .map_while(|first| {
            let second = after(first)?;
            Some(hash_of([first.0, second.0, after(second)?.0]))
        })
        .collect();
    let mut last = usize::MAX;
    for (from, window) in long.windows(WINDOW).enumerate() {
        let (at, &least) = window.iter().enumerate().min_by_key(|(_, print)| **print).expect("a window has runs");
        if from + at != last {
            last = from + at;
            prints.push(least);
        }
    }
    prints.sort_unstable();
    prints.dedup();
    prints
}

/// Returns the hash of the short run that begins at each letter, and the letter behind it.
fn runs(chars: &[char]) -> Vec<(u64, usize)> {
    let weight = |char: char| if is_syllable(char) { 2 } else { 1 };
    let (mut runs, mut end, mut sum) = (Vec::with_capacity(chars.len()), 0, 0);
    for start in 0..chars.len() {
        while end < chars.len() && sum < SHORT {
            sum += weight(chars[end]);
            end += 1;
        }
        if sum < SHORT {
            break;
        }
        runs.push((hash(&chars[start..end]), end));
        sum -= weight(chars[start]);
    }
    runs
}

fn hash_of(runs: [u64; 3]) -> u64 {
    let mixed = runs
        .into_iter()
        .fold(0x517c_c1b7_2722_0a95_u64, |hash, run| (hash ^ run).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31));
    mixed ^ mixed >> 29
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_shares_most_prints_with_its_source() {
        let source = prints(
            "감독은 “촬영은 94일 동안 이어졌고, 스무 날은 배가 뜨지 못했다”고 말했다. She said, “The sea is patient with us.”",
        );
        for quotation in ["촬영은 94일동안 이어졌고 스무 날은 배가 뜨지", "the sea is patient with us"]
        {
            let own = prints(quotation);
            let n_shared = own.iter().filter(|print| source.binary_search(print).is_ok()).count();
            assert!(!own.is_empty() && n_shared == own.len(), "{quotation}");
        }
    }

    #[test]
    fn words_that_all_sources_have_are_told_apart_where_they_stand_together() {
        let source = |one: &str, other: &str| {
            let filler = "The harbour and the storm and the ferry and the market stood for 4 days and for 9 days.";
            prints(&format!("{filler} We saw the {one} and the {other} for 9 days, and nobody believed us."))
        };
        let own = prints("We saw the ferry and the market for 9 days, and nobody believed us");
        let missing = |source: &[u64]| own.iter().filter(|print| source.binary_search(print).is_err()).count();
        assert_eq!(missing(&source("ferry", "market")), 0);
        assert!(missing(&source("market", "storm")) >= 2);
    }
}
