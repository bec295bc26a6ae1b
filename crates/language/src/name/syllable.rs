//! A syllable of Hangul and its parts.

/// What one syllable is made of, as numbers in the order of Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Syllable {
    pub onset: u8,
    pub vowel: u8,
    pub coda: u8,
}

/// The onset that is not heard, ㅇ.
pub(super) const NO_ONSET: u8 = 11;

impl Syllable {
    /// Returns the parts of a Hangul syllable, or `None` for any other character.
    pub fn of(char: char) -> Option<Self> {
        let at = (char as u32).checked_sub(0xac00).filter(|&at| at < 11_172)?;
        Some(Self { onset: (at / 588) as u8, vowel: (at % 588 / 28) as u8, coda: (at % 28) as u8 })
    }

    /// Returns the syllable as a character.
    pub fn char(self) -> char {
        let at = (u32::from(self.onset) * 21 + u32::from(self.vowel)) * 28 + u32::from(self.coda);
        char::from_u32(0xac00 + at).unwrap_or('\u{ac00}')
    }
}
