//! Arithmetic of Hangul syllables.

pub use onrecord_model::letter::is_syllable;

const FIRST: u32 = 0xac00;
const N_CODAS: u32 = 28;
const N_VOWELS: u32 = 21;

/// The final consonants that endings put under a syllable.
pub(crate) const NIEUN: u32 = 4;
/// See [`NIEUN`].
pub(crate) const RIEUL: u32 = 8;
/// See [`NIEUN`].
pub(crate) const MIEUM: u32 = 16;
/// See [`NIEUN`].
pub(crate) const BIEUP: u32 = 17;
/// See [`NIEUN`].
pub(crate) const SSANG_SIOS: u32 = 20;

/// Says whether a word is made of Hangul syllables alone; not for an empty one.
pub fn is_hangul(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_syllable)
}

/// Says whether the rules for writing foreign words can give a syllable: no tense consonant, one of seven finals, no ㅢ, no
/// 져, and ㅡ with few finals.
pub(crate) fn is_transcribed(char: char) -> bool {
    const TENSE: [u32; 5] = [1, 4, 8, 10, 13];
    const HARD: [u32; 2] = [12, 14];
    const FINALS: [u32; 8] = [0, 1, NIEUN, RIEUL, MIEUM, BIEUP, 19, 21];
    const GLIDES: [u32; 6] = [2, 3, 6, 7, 12, 17];
    let (Some(coda), Some(vowel)) = (coda(char), vowel(char)) else { return false };
    let onset = (char as u32 - FIRST) / (N_CODAS * N_VOWELS);
    let is_bare = |onset: u32| matches!(onset, 11 | 5);
    !TENSE.contains(&onset)
        && FINALS.contains(&coda)
        && vowel != 19
        && !(HARD.contains(&onset) && GLIDES.contains(&vowel))
        && (vowel != 18
            || match coda {
                0 => true,
                RIEUL => onset != 11,
                NIEUN => onset == 9,
                MIEUM => is_bare(onset),
                _ => false,
            })
}

/// Returns the number of the final consonant, 0 for none; `None` where the character is no syllable.
pub(crate) fn coda(char: char) -> Option<u32> {
    is_syllable(char).then(|| (char as u32 - FIRST) % N_CODAS)
}

/// Returns the number of the vowel, 0 for ㅏ to 20 for ㅣ.
pub(crate) fn vowel(char: char) -> Option<u32> {
    is_syllable(char).then(|| (char as u32 - FIRST) / N_CODAS % N_VOWELS)
}

/// Returns the syllable with another vowel and another final consonant.
pub(crate) fn with(char: char, vowel: u32, coda: u32) -> char {
    let initial = (char as u32).saturating_sub(FIRST) / (N_CODAS * N_VOWELS);
    char::from_u32(FIRST + (initial * N_VOWELS + vowel) * N_CODAS + coda).unwrap_or(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_taken_apart_and_put_together() {
        assert_eq!((coda('한'), vowel('한')), (Some(NIEUN), Some(0)));
        assert_eq!((coda('a'), is_hangul("가a"), is_hangul("")), (None, false, false));
        assert_eq!(with('하', 1, SSANG_SIOS), '했');
        assert_eq!(with('리', 6, SSANG_SIOS), '렸');
    }
}
