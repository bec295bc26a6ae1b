//! Compares a foreign name as Korean papers write it with its Latin spelling: 마테오 스감바티 and Matteo Sgambati.
//!
//! Unlike a Korean name, which is cut into syllables that everybody knows, a foreign one is written as it sounds: any letter
//! may be silent, and a syllable may stand for one consonant. So its sounds are laid along the letters one by one.

use super::costs;
use super::form::Form;
use super::order::{Run, opens};
use super::shape::Shape;
use super::syllable::Syllable;
use super::table::{Names, Way};

/// Returns how likely a Hangul name and a Latin one are one foreign name, 0 to 1.
///
/// One word of Hangul may be the surname of a Latin name of several: then it is a part of it.
pub(super) fn score(hangul: &Form, latin: &Form, names: &Names) -> f32 {
    if !may_be_foreign(&hangul.shape, names) && !is_alone(&hangul.shape, &latin.shape, names) {
        return 0.0;
    }
    let syllables = hangul.syllables.concat();
    let n_letters: usize = latin.words.iter().map(|word| word.letters.len()).sum();
    let n_words = hangul.syllables.len();
    if n_words > 1 && !(syllables.len()..=5 * syllables.len()).contains(&n_letters) {
        return 0.0;
    }
    let most = word_by_word(hangul, latin, names);
    if most < 0.5 && n_words > 1 {
        return most;
    }
    let whole = |run: &Run| costs::foreign_score(cost(&syllables, run, names)).min(most);
    let whole = latin.runs().map(whole).fold(0.0, f32::max);
    if whole >= 0.5 || n_words > 1 || latin.words.len() < 2 {
        return whole;
    }
    let is_part = latin.words.iter().any(|word| costs::foreign_score(cost(&syllables, word, names)) >= 0.6);
    if is_part { costs::PART.max(whole) } else { whole }
}

/// Returns how likely the words are the same one by one, where both names have as many: two of one family are two.
fn word_by_word(hangul: &Form, latin: &Form, names: &Names) -> f32 {
    if hangul.syllables.len() != latin.words.len() || latin.shape.inverted {
        return 1.0;
    }
    let alike = |(syllables, word): (&Vec<Syllable>, &Run)| {
        costs::foreign_score(cost(syllables, word, names) - costs::ONE_WORD)
    };
    let mut least: f32 = 1.0;
    for pair in hangul.syllables.iter().zip(&latin.words) {
        least = least.min(alike(pair));
        if least == 0.0 {
            break;
        }
    }
    least
}

/// Says whether a Hangul name is of several words, or longer than Korean names are.
pub(super) fn may_be_foreign(hangul: &Shape, names: &Names) -> bool {
    let [only] = &hangul.words[..] else { return hangul.words.len() > 1 };
    let n_syllables = only.chars().count();
    let has_surname = || names.compound.keys().any(|surname| only.starts_with(surname));
    n_syllables > 4 || n_syllables == 4 && !has_surname()
}

/// Says whether a Hangul name is as long as Korean ones are and yet none by its syllables, and the Latin one a single word: 마이코 and Myco.
fn is_alone(hangul: &Shape, latin: &Shape, names: &Names) -> bool {
    let ([only], [_]) = (&hangul.words[..], &latin.words[..]) else { return false };
    only.chars().count() == 3 && names.is_own_name(only)
}

/// Returns the least cost of writing the sounds of `syllables` with the letters of `run`, shared out among sounds and letters.
fn cost(syllables: &[Syllable], run: &Run, names: &Names) -> f32 {
    let letters = &run.letters[..];
    let mut best = vec![f32::INFINITY; letters.len() + 1];
    let mut next = best.clone();
    best[0] = 0.0;
    let mut n_sounds = 0;
    let foreign = &names.foreign;
    for &Syllable { onset, vowel, coda } in syllables {
        let coda = (coda > 0).then(|| &foreign.coda[usize::from(coda)]);
        for ways in [Some(&foreign.onset[usize::from(onset)]), Some(&foreign.vowel[usize::from(vowel)]), coda] {
            let Some(ways) = ways else { continue };
            write(&best, ways, letters, &mut next);
            std::mem::swap(&mut best, &mut next);
            n_sounds += 1;
        }
    }
    2.0 * best[letters.len()] / (letters.len() + n_sounds).max(1) as f32
}

/// Puts into `next` what it costs to have reached each letter once one more sound is written.
fn write(best: &[f32], ways: &[Way], letters: &[u8], next: &mut [f32]) {
    next.fill(f32::INFINITY);
    for (at, &so_far) in best.iter().enumerate().filter(|(_, cost)| cost.is_finite()) {
        let rest = &letters[at..];
        for end in at..=(at + 1).min(letters.len()) {
            next[end] = next[end].min(so_far + costs::ANY_LETTER);
        }
        for &(way, cost) in ways.iter().filter(|(way, _)| opens(rest, way)) {
            let end = at + way.len();
            next[end] = next[end].min(so_far + cost);
        }
    }
    for at in 0..letters.len() {
        next[at + 1] = next[at + 1].min(next[at] + costs::SILENT_LETTER);
    }
}

/// Returns the keys by which a foreign name in Hangul finds its Latin spellings: the first consonants of both words.
pub(super) fn hangul_keys(hangul: &Shape, names: &Names) -> Vec<String> {
    let ([first, .., last], true) = (&hangul.words[..], may_be_foreign(hangul, names)) else { return Vec::new() };
    let bones = |word: &str| bones_of(word.chars().filter_map(Syllable::of).flat_map(sounds));
    paired(&bones(first), &bones(last))
}

/// Returns the keys by which a Latin name of several words is found, in each way that its letters may sound.
pub(super) fn latin_keys(latin: &Shape) -> Vec<String> {
    let [first, .., last] = &latin.words[..] else { return Vec::new() };
    paired(&bones_of(letters(first)), &bones_of(letters(last)))
}

/// The most consonants of the surname in a key.
const MOST_BONES: usize = 2;

fn paired(first: &[String], last: &[String]) -> Vec<String> {
    let mut keys = Vec::new();
    for given in first {
        for surname in last {
            let (given, surname) = (given.get(..1).unwrap_or_default(), surname.get(..MOST_BONES).unwrap_or(surname));
            keys.push(format!("%{given}/{surname}"));
        }
    }
    keys
}

/// Returns each row of consonants that a word may be heard as, each doubled one once.
fn bones_of<'a>(sounds: impl Iterator<Item = &'a [&'a str]>) -> Vec<String> {
    let mut found = vec![String::new()];
    for ways in sounds {
        let longer = found.iter().filter(|bones| bones.len() < MOST_BONES).flat_map(|bones| {
            ways.iter().map(move |way| if bones.ends_with(way) { bones.clone() } else { format!("{bones}{way}") })
        });
        let done = found.iter().filter(|bones| bones.len() >= MOST_BONES).cloned();
        found = longer.chain(done).collect();
        found.sort_unstable();
        found.dedup();
    }
    found
}

/// Returns the classes of the consonants of a syllable; ㄹ and ㅎ are too often silent on the other side.
fn sounds(syllable: Syllable) -> impl Iterator<Item = &'static [&'static str]> {
    const ONSETS: [&[&str]; 19] = [
        &["K"],
        &["K"],
        &["N"],
        &["T"],
        &["T"],
        &[""],
        &["M"],
        &["P"],
        &["P"],
        &["S"],
        &["S"],
        &[""],
        &["S"],
        &["S"],
        &["S"],
        &["K"],
        &["T"],
        &["P"],
        &[""],
    ];
    let coda: &[&str] = match syllable.coda {
        1..=3 => &["K"],
        4..=6 => &["N"],
        7 | 25 => &["T"],
        19 | 20 => &["T", "S"],
        16 => &["M"],
        17 | 18 => &["P"],
        21 => &["N"],
        _ => &[""],
    };
    [ONSETS[usize::from(syllable.onset)], coda].into_iter()
}

/// Returns the classes that the consonants of a Latin word may be heard as.
fn letters(word: &str) -> impl Iterator<Item = &'static [&'static str]> + '_ {
    let bytes = word.as_bytes();
    (0..bytes.len()).map(move |at| -> &'static [&'static str] {
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        match bytes[at] {
            b't' if next == b'h' => &["T", "S"],
            b'c' if next == b'k' => &[""],
            b'c' if next == b'h' => &["K", "S", ""],
            b'c' if matches!(next, b'e' | b'i' | b'y' | b's' | b'z') => &["S", "K"],
            b'c' | b'k' | b'q' => &["K"],
            b'g' if next == b'h' => &["", "K"],
            b'g' if matches!(next, b'e' | b'i' | b'y') => &["K", "S", ""],
            b'g' => &["K", ""],
            b'x' => &["K", "S"],
            b'd' | b't' => &["T"],
            b'p' | b'b' | b'f' | b'v' => &["P"],
            b'w' => &["", "P"],
            b's' | b'z' => &["S"],
            b'j' => &["S", ""],
            b'm' => &["M"],
            b'n' => &["N"],
            _ => &[""],
        }
    })
}
