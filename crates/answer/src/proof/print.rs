//! Fingerprints: hashes of short runs of letters, by which sources that may hold a quotation are found.
//!
//! A run has four Hangul syllables or eight Latin letters, or a mixture of that weight. About a quarter of all
//! runs is kept, the same ones in source and draft, chosen by their hash (sampling modulo; Manber 1994).

use super::closest::hash;
use super::letters::{Letters, is_syllable};

/// The weight of a run; a Hangul syllable weighs two, other letters one.
const WEIGHT: usize = 8;

/// Returns the fingerprints of a text, each once, in no order.
pub fn prints(text: &str) -> Vec<u64> {
    let chars = Letters::of(text).chars();
    let weight = |char: char| if is_syllable(char) { 2 } else { 1 };
    let (mut prints, mut end, mut sum) = (Vec::new(), 0, 0);
    for start in 0..chars.len() {
        while end < chars.len() && sum < WEIGHT {
            sum += weight(chars[end]);
            end += 1;
        }
        if sum < WEIGHT {
            break;
        }
        let print = hash(&chars[start..end]);
        if print.is_multiple_of(4) {
            prints.push(print >> 2);
        }
        sum -= weight(chars[start]);
    }
    prints.sort_unstable();
    prints.dedup();
    prints
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
}
