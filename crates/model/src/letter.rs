//! What a character is by its place in Unicode: Hangul, or nothing that is seen.
//!
//! The blocks of Hangul are told here and nowhere else.

use std::ops::RangeInclusive;

/// The syllables, from the first consonant, vowel and no coda to the last of each.
const SYLLABLES: RangeInclusive<u32> = 0xac00..=0xd7a3;
/// The letters that decomposed syllables are made of.
const JAMO: RangeInclusive<u32> = 0x1100..=0x11ff;
/// Those of them that begin a syllable.
const LEADING: RangeInclusive<u32> = 0x1100..=0x115f;
/// Letters that stand by themselves: `ㅋㅋ`.
const LONE: RangeInclusive<u32> = 0x3131..=0x318e;
/// Letters that take the place of one and are not seen.
const FILLERS: [u32; 4] = [0x115f, 0x1160, 0x3164, 0xffa0];

/// Says whether a character is a Hangul syllable.
pub fn is_syllable(char: char) -> bool {
    SYLLABLES.contains(&u32::from(char))
}

/// Says whether a character is a letter of decomposed Hangul.
pub fn is_jamo(char: char) -> bool {
    JAMO.contains(&u32::from(char))
}

/// Says whether a character begins a syllable of decomposed Hangul.
pub fn is_leading_jamo(char: char) -> bool {
    LEADING.contains(&u32::from(char))
}

/// Says whether a character is Hangul: a syllable, a letter of decomposed text or a letter by itself.
pub fn is_hangul(char: char) -> bool {
    is_syllable(char) || is_jamo(char) || LONE.contains(&u32::from(char))
}

/// Says whether a character takes the place of a Hangul letter and is not seen.
pub fn is_filler(char: char) -> bool {
    FILLERS.contains(&u32::from(char))
}

/// Says whether a character has no width: joiners, marks of direction, tags that carry hidden text.
pub fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_is_told_by_its_blocks() {
        let told = |char: char| (is_syllable(char), is_jamo(char), is_leading_jamo(char), is_hangul(char));
        assert_eq!(told('가'), (true, false, false, true));
        assert_eq!(told('힣'), (true, false, false, true));
        assert_eq!(told('\u{1100}'), (false, true, true, true));
        assert_eq!(told('\u{11ff}'), (false, true, false, true));
        assert_eq!(told('ㅋ'), (false, false, false, true));
        assert_eq!(told('\u{d7a4}'), (false, false, false, false));
        assert!(is_filler('\u{3164}') && !is_filler('ㅋ'));
    }

    #[test]
    fn what_turns_words_around_is_not_seen() {
        assert!(is_invisible('\u{202e}') && is_invisible('\u{200d}'));
        assert!(!is_invisible(' ') && !is_invisible('가'));
    }
}
