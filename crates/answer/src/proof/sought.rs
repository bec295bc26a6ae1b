//! The letters of a quotation, looked for in bare texts: a cheap test of which sources are worth reading closely.

use std::cell::OnceCell;
use std::ops::Range;

use super::letters::{Letters, folded};
use super::pattern::Pattern;

/// Bytes around words in which somebody is named beside them.
const NEAR: usize = 300;

/// The words of a quotation, and their letters part by part.
#[derive(Debug)]
pub struct Sought<'a> {
    words: &'a str,
    parts: Vec<Letters>,
}

/// The bare text of a source, and its letters once they are wanted.
#[derive(Debug)]
pub struct Bare {
    text: String,
    letters: OnceCell<String>,
}

/// What the bare text of a source is worth; the greater is worth more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Worth {
    /// Whether it has the words, letter by letter.
    pub is_exact: bool,
    /// How many of the names that stand beside the words in the draft stand beside them here; the caller adds what else does.
    pub n_beside: usize,
    /// How much of the words it has.
    pub percent: u32,
}

impl Bare {
    /// Returns the bare text.
    pub fn of(text: String) -> Self {
        Self { text, letters: OnceCell::new() }
    }

    /// Returns the text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn letters(&self) -> &str {
        self.letters.get_or_init(|| folded(&self.text))
    }
}

impl<'a> Sought<'a> {
    /// Prepares the search for the words of a quotation.
    pub fn of(words: &'a str) -> Self {
        Self { words, parts: Pattern::of(words).parts.into_iter().map(|part| part.letters).collect() }
    }

    /// Returns what a text is worth, with the names that stand beside the words in the draft.
    pub fn worth(&self, bare: &Bare, names: &[&str]) -> Worth {
        let place = bare.text.find(self.words);
        let is_exact = place.is_some() || self.stands_in(bare.letters());
        if !is_exact {
            return Worth { is_exact, n_beside: 0, percent: (100.0 * self.share(bare.letters())) as u32 };
        }
        let near = place.map_or(bare.text(), |place| around(&bare.text, place..place + self.words.len()));
        Worth { is_exact, n_beside: names.iter().filter(|name| near.contains(**name)).count(), percent: 100 }
    }

    /// Says whether every part stands in a text, given by its letters.
    fn stands_in(&self, folded: &str) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| folded.contains(part.as_str()))
    }

    /// Returns how much of the quotation a text has as a beginning and an end of each part, 0 to 1.
    ///
    /// It is 1 also where a tag or a bracket of the source stands within the words.
    fn share(&self, folded: &str) -> f32 {
        let (mut found, mut all) = (0, 0);
        for part in &self.parts {
            all += part.len();
            if folded.contains(part.as_str()) {
                found += part.len();
                continue;
            }
            let words = part.words();
            // Every beginning of what stands there stands there too: look for the longest by halving.
            let head = words.partition_point(|word| folded.contains(part.slice(0..word.end)));
            let tail = words.partition_point(|word| !folded.contains(part.slice(word.start..part.len())));
            let head = head.checked_sub(1).map_or(0, |at| words[at].end);
            let tail = words.get(tail).map_or(0, |word| part.len() - word.start);
            found += (head + tail).min(part.len());
        }
        found as f32 / all.max(1) as f32
    }
}

/// Returns a place in a text with some bytes around it.
fn around(text: &str, place: Range<usize>) -> &str {
    let (start, end) = (place.start.saturating_sub(NEAR), (place.end + NEAR).min(text.len()));
    &text[text.floor_char_boundary(start)..text.ceil_char_boundary(end)]
}

#[cfg(test)]
mod tests {
    use super::super::letters::folded;
    use super::*;

    #[test]
    fn words_over_a_tag_stand_there_and_altered_ones_do_not() {
        let text = folded(
            "“We kept the door open,” Marta Quill said, “because nobody knew the key.” 문은 열하루 동안 열려 있었다.",
        );
        let sought = |words: &str| (Sought::of(words).stands_in(&text), Sought::of(words).share(&text));
        assert_eq!(sought("we kept the door open"), (true, 1.0));
        assert_eq!(sought("문은 … 열려 있었다"), (true, 1.0));
        assert_eq!(sought("We kept the door open because nobody knew the key"), (false, 1.0));
        let (stands, share) = sought("We kept the gate open because nobody knew the key");
        assert!(!stands && share < 1.0 && share > 0.7, "{share}");
        assert_eq!(sought("turnips"), (false, 0.0));
        assert_eq!(sought("…"), (false, 0.0));
    }
}
