//! Tells at a glance that two names cannot be one: by the sounds with which their words begin.

use onrecord_model::letter::is_syllable;

use super::syllable::Syllable;

const K: u8 = 1;
const N: u8 = 2;
const T: u8 = 4;
const L: u8 = 8;
const M: u8 = 16;
const P: u8 = 32;
const S: u8 = 64;
/// A vowel, or a breath.
const V: u8 = 128;
const ANY: u8 = u8::MAX;

/// The syllables of a Hangul word at which a part of the name may begin: a surname has one or two.
const BEGINNINGS: usize = 3;

/// Says whether two names may be spellings of one. It costs far less than comparing them, and most pairs fail it.
pub(super) fn may_be_one(a: &str, b: &str) -> bool {
    let (a, b) = (Beginnings::of(a), Beginnings::of(b));
    // Within one script a short form may begin otherwise: Bill, William.
    let is_other = a.is_hangul != b.is_hangul || !a.is_hangul && a.n_words.min(b.n_words) > 1;
    !is_other || a.sounds & b.sounds != 0
}

struct Beginnings {
    sounds: u8,
    n_words: usize,
    is_hangul: bool,
}

impl Beginnings {
    fn of(name: &str) -> Self {
        let mut found = Self { sounds: 0, n_words: 0, is_hangul: false };
        let mut nth = 0;
        let mut chars = name.chars().peekable();
        while let Some(char) = chars.next() {
            if !char.is_alphanumeric() {
                nth = 0;
                continue;
            }
            found.n_words += usize::from(nth == 0);
            if is_syllable(char) {
                found.is_hangul = true;
                let onset = Syllable::of(char).filter(|_| nth < BEGINNINGS).map(|syllable| syllable.onset);
                found.sounds |= onset.map_or(0, |onset| ONSETS[usize::from(onset)]);
            } else if nth == 0 {
                found.sounds |= letter(char, chars.peek().copied());
            }
            nth += 1;
        }
        // Decomposed letters, and names without letters, are left to be compared.
        if found.sounds == 0 {
            found.sounds = ANY;
        }
        found
    }
}

/// The sounds that each onset of Hangul is written for.
const ONSETS: [u8; 19] = [K, K, N | L, T, T, L | N | V, M, P, P, S, S, V | L | N, S | T, S | T, S | T, K, T, P, V];

/// Returns the sounds that a word may begin with, by its first two letters.
fn letter(first: char, next: Option<char>) -> u8 {
    let next = next.map_or(' ', |next| next.to_ascii_lowercase());
    match (first.to_ascii_lowercase(), next) {
        ('k' | 'g', 'n') => K | N | V,
        ('p', 's' | 'n' | 't') => P | S | N | T,
        ('w', 'r') => V | L,
        ('k' | 'q', _) => K,
        ('g' | 'x', _) => K | S | V,
        ('c', _) => K | S,
        ('t' | 'd', _) => T | S,
        ('s' | 'z', _) => S,
        ('j', _) => S | V,
        ('p' | 'b', _) => P,
        ('v', _) => P,
        ('f' | 'w', _) => P | V,
        ('m', _) => M,
        ('n', _) => N,
        ('l' | 'r', _) => L,
        ('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h', _) => V,
        _ => ANY,
    }
}

#[cfg(test)]
mod tests {
    use super::may_be_one;

    #[test]
    fn what_begins_otherwise_is_not_compared() {
        assert!(!may_be_one("나미란", "Kim Tae-su"));
        assert!(!may_be_one("소금길", "Last Bus"));
        assert!(!may_be_one("Maria Lopez", "Kim Dohyeon"));
        for (a, b) in [
            ("유수민", "Soomin Ryu"),
            ("수민", "Yoo Soo-min"),
            ("남궁옥분", "Ok-bun Namkung"),
            ("이도윤", "Lee Do-yun"),
            ("노태우", "Roh Tae Woo"),
            ("차이콥스키", "Tchaikovsky"),
            ("바그너", "Wagner"),
            ("히혼", "Gijón"),
            ("Bill", "William"),
            ("응우옌", "Nguyen"),
        ] {
            assert!(may_be_one(a, b), "{a} {b}");
        }
    }
}
