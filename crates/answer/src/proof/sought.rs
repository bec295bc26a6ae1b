//! The letters of a quotation, looked for in bare texts: a cheap test of which sources are worth reading closely.

use super::letters::Letters;
use super::pattern::Pattern;

/// The letters of a quotation, part by part.
#[derive(Debug)]
pub struct Sought {
    parts: Vec<Letters>,
}

impl Sought {
    /// Prepares the search for the words of a quotation.
    pub fn of(words: &str) -> Self {
        Self { parts: Pattern::of(words).parts.into_iter().map(|part| part.letters).collect() }
    }

    /// Says whether every part stands in a text, given as the letters of [`super::letters::folded`].
    pub fn stands_in(&self, folded: &str) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| folded.contains(part.as_str()))
    }

    /// Returns how much of the quotation a text has as a beginning and an end of each part, 0 to 1.
    ///
    /// It is 1 also where a tag or a bracket of the source stands within the words.
    pub fn share(&self, folded: &str) -> f32 {
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
