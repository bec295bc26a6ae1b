//! What a text is found by: some of its runs of words, and the larger numbers in it, as hashes.

use onrecord_language::Lexicon;
use onrecord_language::quantity::{Part, Quantity, Value};
use onrecord_model::{Reading, SentenceKind};

/// Words of one run.
const RUN: usize = 4;
/// One of so many runs is kept.
const ONE_OF: u64 = 4;
/// The most prints of one text.
pub const MOST_PRINTS: usize = 512;
/// The share of the prints of the smaller text that two texts have at least where they are worth comparing.
pub const LEAST_SHARED: f32 = 0.12;
/// Numbers below are in every text.
const LEAST_NUMBER: f64 = 32.0;

/// Returns the prints of a text, sorted, each once: the same runs of words give the same prints in every text.
///
/// Which runs are kept depends on their words alone. Letters count, not capitals, marks and white space.
pub fn prints(reading: &Reading, lexicon: &Lexicon) -> Vec<u64> {
    let mut prints = Vec::new();
    for sentence in reading.sentences.iter().filter(|sentence| sentence.kind != SentenceKind::Frame) {
        let text = reading.document.words(sentence.span);
        let words = plain_words(text);
        prints.extend(words.windows(RUN.min(words.len().max(1))).map(|run| hash(&run.join(" "))));
    }
    prints.retain(|print| print.is_multiple_of(ONE_OF));
    let text = reading.document.text();
    prints.extend(lexicon.quantities.values(text).iter().filter_map(number_key).map(|key| hash(&key)));
    prints.sort_unstable();
    prints.dedup();
    prints.truncate(MOST_PRINTS);
    prints
}

/// Returns the words of a text in small letters, without marks.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let word = |word: &str| word.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    text.split_whitespace().map(word).filter(|word: &String| !word.is_empty()).collect()
}

/// Returns what a value is in any language, where it is large enough to tell texts apart.
pub(super) fn number_key(value: &Value) -> Option<String> {
    if let Quantity::When(when, _) = &value.quantity {
        let (Part::Is(month), Part::Is(day)) = (when.month, when.day) else { return None };
        return Some(format!("#{month}-{day}"));
    }
    if let Quantity::Clock(minutes) = value.quantity {
        return Some(format!("#:{minutes}"));
    }
    let number = value.quantity.amount()?.number();
    let is_telling = number >= LEAST_NUMBER || number.fract() != 0.0;
    is_telling.then(|| format!("#{number}"))
}

fn hash(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    hash.as_bytes().first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}
