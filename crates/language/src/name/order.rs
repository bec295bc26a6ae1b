//! A Latin name as a run of letters with the surname in front: one run for each order it may be written in.

use super::shape::{Script, Shape};

/// A Latin name as one run of letters, surname first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Letters and digits of all words.
    pub letters: Vec<u8>,
    /// For each offset in `letters`, whether a syllable ends there for sure: a space or hyphen stood there.
    pub breaks: Vec<bool>,
    /// Where the surname ends if words are parted; 0 for a single word.
    pub surname: usize,
}

/// Says whether letters begin with a way to write something; most differ in the first.
pub(super) fn opens(letters: &[u8], way: &str) -> bool {
    way.len() <= letters.len() && way.bytes().zip(letters).all(|(one, &other)| one == other)
}

/// Returns the orders that a Latin name can be read in: as it stands, and with its last word in front.
pub(super) fn runs(shape: &Shape) -> Vec<Run> {
    if shape.script != Script::Latin {
        return Vec::new();
    }
    let n_words = shape.words.len();
    let mut found = vec![run(shape, 0..n_words)];
    if n_words > 1 && !shape.inverted {
        found.push(run(shape, std::iter::once(n_words - 1).chain(0..n_words - 1)));
    }
    found
}

impl Run {
    /// Returns one word as a run of its own.
    pub fn of_word(word: &str) -> Self {
        Self { letters: word.as_bytes().to_vec(), breaks: Vec::new(), surname: 0 }
    }
}

fn run(shape: &Shape, order: impl IntoIterator<Item = usize>) -> Run {
    let mut run = Run { letters: Vec::new(), breaks: vec![true], surname: 0 };
    for (nth, word) in order.into_iter().enumerate() {
        let from = run.letters.len();
        run.letters.extend_from_slice(shape.words[word].as_bytes());
        run.breaks.resize(run.letters.len() + 1, false);
        for &hyphen in &shape.hyphens[word] {
            run.breaks[from + hyphen] = true;
        }
        run.breaks[run.letters.len()] = true;
        if nth == 0 && shape.words.len() > 1 {
            run.surname = run.letters.len();
        }
    }
    run
}
