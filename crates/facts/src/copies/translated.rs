//! Texts of two languages that are one: told by their numbers and dates, which stand in one order in both.

use onrecord_language::Lexicon;
use onrecord_model::{Reading, SentenceKind};

use super::prints::number_key;
use super::share::{Shared, SharedBy};

/// Numbers and dates that two texts share at least, in one order.
const LEAST_VALUES: usize = 6;
/// Their share of all numbers of each.
const LEAST_SHARE: f32 = 0.7;
/// Values of a text that are compared: the first ones.
const MOST_VALUES: usize = 400;
/// How many times as many sentences one text may have.
const FARTHEST: usize = 2;

/// Says how many of the numbers of two texts are the same in one order, or `None` where too few are.
pub(super) fn translated(one: &Reading, other: &Reading, lexicon: &Lexicon) -> Option<Shared> {
    let (ones, others) = (values(one, lexicon), values(other, lexicon));
    let n_sentences = |reading: &Reading| {
        reading.sentences.iter().filter(|sentence| sentence.kind != SentenceKind::Frame).count().max(1)
    };
    let (n_one, n_other) = (n_sentences(one), n_sentences(other));
    if n_one > FARTHEST * n_other || n_other > FARTHEST * n_one {
        return None;
    }
    let n = in_one_order(&ones, &others);
    let share = |all: &[String]| n as f32 / all.len().max(1) as f32;
    let (of_one, of_other) = (share(&ones), share(&others));
    let is_one = n >= LEAST_VALUES && of_one >= LEAST_SHARE && of_other >= LEAST_SHARE;
    is_one.then_some(Shared { by: SharedBy::Meaning, of_one, of_other, verbatim: 0.0 })
}

fn values(reading: &Reading, lexicon: &Lexicon) -> Vec<String> {
    let text = reading.sentences.iter().filter(|sentence| sentence.kind != SentenceKind::Frame);
    let values = text.flat_map(|sentence| lexicon.quantities.values(reading.document.words(sentence.span)));
    let mut keys: Vec<String> = values.take(MOST_VALUES).filter_map(|value| number_key(&value)).collect();
    keys.dedup();
    keys
}

/// Returns the length of the longest run, with gaps, that stands in both.
fn in_one_order(ones: &[String], others: &[String]) -> usize {
    let mut best = vec![0; others.len() + 1];
    for one in ones {
        let mut before = 0;
        for (at, other) in others.iter().enumerate() {
            let above = best[at + 1];
            best[at + 1] = if one == other { before + 1 } else { above.max(best[at]) };
            before = above;
        }
    }
    best.last().copied().unwrap_or_default()
}
