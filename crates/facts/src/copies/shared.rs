//! How much of two texts is the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onrecord_language::Lexicon;
use onrecord_model::letter::is_hangul;
use onrecord_model::{Reading, SentenceKind};

use super::prints::{number_key, plain_words};
use super::share::{Shared, SharedBy};
use super::translated::translated;

/// Sentences of a text that are compared: the first ones.
const MOST_SENTENCES: usize = 600;
/// Words that a sentence has at least to count, and letters of a text.
const LEAST_WORDS: usize = 3;
const LEAST_LETTERS: usize = 80;
/// The share of the words of two sentences that are the same where one is the other, edited.
const EDITED: f32 = 0.62;
/// Sentences that two texts share at least.
const LEAST_SENTENCES: usize = 2;

/// A sentence as it is compared.
struct Plain {
    words: Vec<String>,
    /// Its numbers: with others it is another sentence.
    numbers: BTreeSet<String>,
    /// A syllable of Hangul counts twice.
    n_letters: usize,
}

/// Says what two texts share, or `None` where that is less than a third of either.
///
/// Whoever it is asked of first, the shares are the same. Takes time in proportion to both texts.
pub fn shared(one: &Reading, other: &Reading, lexicon: &Lexicon) -> Option<Shared> {
    if one.document.language != other.document.language {
        return translated(one, other, lexicon);
    }
    let (ones, others) = (plain(one, lexicon), plain(other, lexicon));
    let matched = matched(&ones, &others);
    if matched.len() < LEAST_SENTENCES {
        return None;
    }
    let letters = |all: &[Plain]| all.iter().map(|sentence| sentence.n_letters).sum::<usize>().max(1) as f32;
    let (all_one, all_other) = (letters(&ones), letters(&others));
    let (mut of_one, mut of_other, mut same) = (0.0, 0.0, 0.0);
    for &(at, other_at, alike) in &matched {
        of_one += alike * ones[at].n_letters as f32;
        of_other += alike * others[other_at].n_letters as f32;
        if alike == 1.0 {
            same += (ones[at].n_letters + others[other_at].n_letters) as f32;
        }
    }
    if of_one.max(of_other) < LEAST_LETTERS as f32 {
        return None;
    }
    let shared = Shared {
        by: SharedBy::Words,
        of_one: of_one / all_one,
        of_other: of_other / all_other,
        verbatim: same / (all_one + all_other),
    };
    (shared.of_one.max(shared.of_other) >= 1.0 / 3.0).then_some(shared)
}

fn plain(reading: &Reading, lexicon: &Lexicon) -> Vec<Plain> {
    let sentences = reading.sentences.iter().filter(|sentence| sentence.kind != SentenceKind::Frame);
    let plain = sentences.take(MOST_SENTENCES).map(|sentence| {
        let text = reading.document.words(sentence.span);
        let words = plain_words(text);
        let numbers = lexicon.quantities.values(text).iter().filter_map(number_key).collect();
        let n_letters =
            words.iter().flat_map(|word| word.chars()).map(|char| if is_hangul(char) { 2 } else { 1 }).sum();
        Plain { words, numbers, n_letters }
    });
    plain.filter(|sentence| sentence.words.len() >= LEAST_WORDS).collect()
}

/// Returns which sentences are one, each at most once, and how alike they are: 1 for word by word.
fn matched(ones: &[Plain], others: &[Plain]) -> Vec<(usize, usize, f32)> {
    let mut by_words: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (at, sentence) in others.iter().enumerate().rev() {
        by_words.entry(&sentence.words).or_default().push(at);
    }
    let (mut matched, mut left) = (Vec::new(), Vec::new());
    let mut taken = vec![false; others.len()];
    for (at, sentence) in ones.iter().enumerate() {
        match by_words.get_mut(&sentence.words[..]).and_then(Vec::pop) {
            Some(other) => {
                taken[other] = true;
                matched.push((at, other, 1.0));
            }
            None => left.push(at),
        }
    }
    let mut edited = edited(ones, &left, others, &taken);
    edited.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0 + a.1).cmp(&(b.0 + b.1))).then(a.0.cmp(&b.0)));
    let mut used = vec![false; ones.len()];
    for (at, other, alike) in edited {
        if !used[at] && !taken[other] {
            (used[at], taken[other]) = (true, true);
            matched.push((at, other, alike));
        }
    }
    matched
}

/// Sentences that have a word and are looked at for it; a word of more is in every sentence.
const PER_WORD: usize = 24;

/// Returns the sentences that differ in some words.
fn edited(ones: &[Plain], left: &[usize], others: &[Plain], taken: &[bool]) -> Vec<(usize, usize, f32)> {
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, sentence) in others.iter().enumerate().filter(|&(at, _)| !taken[at]) {
        let words: BTreeSet<&str> = sentence.words.iter().map(String::as_str).collect();
        words.into_iter().for_each(|word| by_word.entry(word).or_default().push(at));
    }
    let mut edited = Vec::new();
    for &at in left {
        let words: BTreeSet<&str> = ones[at].words.iter().map(String::as_str).collect();
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for word in &words {
            for &other in by_word.get(word).into_iter().flatten().take(PER_WORD) {
                *common.entry(other).or_default() += 1;
            }
        }
        for (other, n) in common {
            let n_words: BTreeSet<&String> = others[other].words.iter().collect();
            let alike = 2.0 * n as f32 / (words.len() + n_words.len()) as f32;
            if alike >= EDITED && ones[at].numbers == others[other].numbers {
                edited.push((at, other, alike.min(0.99)));
            }
        }
    }
    edited
}
