//! Compares two Latin names word by word: middle names, initials, short forms, order.

use super::costs::PART;
use super::latin::is_korean;
use super::order::runs;
use super::shape::Shape;
use super::table::Names;

/// Returns how likely two Latin names are one person's, 0 to 1, by their words alone.
pub(super) fn score(a: &Shape, b: &Shape, names: &Names) -> f32 {
    let (a_words, b_words) = (in_order(a), in_order(b));
    if a_words.concat() == b_words.concat() {
        return 1.0;
    }
    if sorted(&a_words) == sorted(&b_words) {
        return 0.95;
    }
    let ([a_first, a_middle @ .., a_last], [b_first, b_middle @ .., b_last]) = (&a_words[..], &b_words[..]) else {
        let (one, other) = if a_words.len() == 1 { (&a_words, &b_words) } else { (&b_words, &a_words) };
        let part = one.first().is_some_and(|word| other.first() == Some(word) || other.last() == Some(word));
        return if part { PART } else { 0.0 };
    };
    if a_last != b_last {
        let (short, long) = if a_words.len() < b_words.len() { (&a_words, &b_words) } else { (&b_words, &a_words) };
        let prefix = short.len() > 1 && long.starts_with(short);
        return if prefix { PART } else { 0.0 };
    }
    let middles = Middles::of(a_middle, b_middle);
    // In a Korean name every syllable counts: Park Min is not Park Ji Min.
    if middles == Middles::OneHasNone && a_middle.iter().chain(b_middle).any(|word| word.len() > 1) {
        let korean = |shape: &Shape| runs(shape).iter().any(|run| is_korean(run, names));
        if korean(a) && korean(b) {
            return 0.0;
        }
    }
    let first = if a_first == b_first {
        0.9
    } else if is_initial(a_first, b_first) {
        if middles == Middles::Agree { 0.6 } else { 0.45 }
    } else if short_for(a_first, b_first, names) || short_for(b_first, a_first, names) {
        0.7
    } else {
        return 0.0;
    };
    if middles == Middles::Differ { 0.2 } else { first }
}

/// Returns the words with a surname that stands before a comma moved to the end.
fn in_order(shape: &Shape) -> Vec<&str> {
    let mut words: Vec<&str> = shape.words.iter().map(String::as_str).collect();
    if shape.inverted {
        words.rotate_left(1);
    }
    words
}

fn sorted<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut words = words.to_vec();
    words.sort_unstable();
    words
}

/// Whether two persons' middle names go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Middles {
    None,
    OneHasNone,
    Agree,
    Differ,
}

impl Middles {
    fn of(a: &[&str], b: &[&str]) -> Self {
        match (a.is_empty(), b.is_empty()) {
            (true, true) => return Self::None,
            (false, false) => {}
            _ => return Self::OneHasNone,
        }
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let mut rest = long.iter();
        let agree = short.iter().all(|word| rest.any(|other| word == other || is_initial(word, other)));
        if agree { Self::Agree } else { Self::Differ }
    }
}

/// Says whether one word is the other's first letter.
fn is_initial(a: &str, b: &str) -> bool {
    a.len() == 1 && b.starts_with(a) || b.len() == 1 && a.starts_with(b)
}

/// Says whether `short` is a short form of `long`, or both are short forms of one name.
fn short_for(short: &str, long: &str, names: &Names) -> bool {
    let of = |word: &str| names.nicknames.get(word).into_iter().flatten().copied();
    of(short).any(|full| full == long || of(long).any(|other| other == full))
}
