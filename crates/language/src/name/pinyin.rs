//! Compares a Chinese name as Korean papers write it with its pinyin: 덩샤오핑 and Deng Xiaoping.
//!
//! Each syllable of pinyin has one way in Hangul by the rules; tense consonants and glides, in which papers differ from them, are not told apart.

use std::collections::{HashMap, HashSet};

use super::shape::Shape;
use super::syllable::Syllable;
use crate::{Table, table};

const PINYIN: Table = table!("names/pinyin.tsv");

/// The most letters of a syllable.
const LONGEST: usize = 6;
/// The most letters of a name, and the most syllables of it in Hangul.
const MOST: (usize, usize) = (24, 10);
/// The most ways to write one name that are looked at.
const MOST_WAYS: usize = 8;
/// The vowels ㅑ, ㅕ, ㅖ, ㅛ, ㅠ.
const YA: u8 = 2;
const YEO: u8 = 6;
const YE: u8 = 7;
const YO: u8 = 12;
const YU: u8 = 17;
/// The score of a name that is written by the rules.
const SCORE: f32 = 0.9;

/// The syllables of pinyin, each with its ways in Hangul, as they are compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Pinyin {
    ways: HashMap<&'static str, Vec<String>>,
    /// All of those ways.
    written: HashSet<String>,
}

impl Pinyin {
    pub fn built_in() -> Self {
        let rows = PINYIN.rows(|row| Ok((row.text()?, row.words()?))).into_iter();
        let ways: HashMap<&'static str, Vec<String>> =
            rows.map(|(sound, ways)| (sound, ways.into_iter().map(plain).collect())).collect();
        let written = ways.values().flatten().cloned().collect();
        Self { ways, written }
    }

    /// Says whether both names are of syllables of pinyin, so that nothing but its rules decides.
    pub fn decides(&self, hangul: &Shape, latin: &Shape) -> bool {
        let syllables: Vec<char> = plain(&hangul.words.concat()).chars().collect();
        let is_way = |part: &[char]| self.written.contains(&part.iter().collect::<String>());
        let mut ends = vec![false; syllables.len() + 1];
        ends[syllables.len()] = true;
        for at in (0..syllables.len().min(MOST.1)).rev() {
            let mut parts = (1..=2).filter(|n| at + n <= syllables.len());
            ends[at] = parts.any(|n| ends[at + n] && is_way(&syllables[at..at + n]));
        }
        ends[0] && !self.latin_keys(latin).is_empty()
    }

    /// Returns how likely a Hangul name and a Latin one are one Chinese name: by the rules, or not at all.
    pub fn score(&self, hangul: &Shape, latin: &Shape) -> f32 {
        let whole = plain(&hangul.words.concat());
        let n = whole.chars().count();
        let is_like = |letters: String| self.writes(letters.as_bytes(), &whole);
        if (2..=MOST.1).contains(&n) && orders(latin).any(is_like) { SCORE } else { 0.0 }
    }

    fn writes(&self, letters: &[u8], hangul: &str) -> bool {
        if letters.is_empty() || hangul.is_empty() {
            return letters.is_empty() && hangul.is_empty();
        }
        self.at(letters).any(|(n, ways)| {
            let mut behind = ways.iter().filter_map(|way| hangul.strip_prefix(way.as_str()));
            behind.any(|behind| self.writes(&letters[n..], behind))
        })
    }

    /// Returns the key by which a Hangul name is found that has syllables which Korean names seldom have.
    pub fn hangul_key(&self, hangul: &Shape) -> String {
        format!("^{}", plain(&hangul.words.concat()))
    }

    /// Returns the keys by which a name in pinyin finds its ways in Hangul; none for any other name.
    pub fn latin_keys(&self, latin: &Shape) -> Vec<String> {
        let mut ways: Vec<String> = Vec::new();
        for letters in orders(latin) {
            let letters = letters.as_bytes();
            // Only what can be written to its end is gone into.
            let mut ends = vec![false; letters.len() + 1];
            ends[letters.len()] = true;
            for at in (0..letters.len()).rev() {
                ends[at] = self.at(&letters[at..]).any(|(n, _)| ends[at + n]);
            }
            self.all_ways(letters, &ends, "^", &mut ways);
        }
        ways
    }

    /// Returns the syllables with which letters begin, each with its length and its ways in Hangul.
    fn at<'a>(&'a self, letters: &'a [u8]) -> impl Iterator<Item = (usize, &'a Vec<String>)> {
        let sound = |n: usize| std::str::from_utf8(&letters[..n]).ok();
        (1..=LONGEST.min(letters.len())).filter_map(move |n| Some((n, self.ways.get(sound(n)?)?)))
    }

    fn all_ways(&self, letters: &[u8], ends: &[bool], so_far: &str, found: &mut Vec<String>) {
        if letters.is_empty() {
            found.push(so_far.to_owned());
        }
        for (n, ways) in self.at(letters).filter(|&(n, _)| ends[n]) {
            for way in ways {
                if found.len() < MOST_WAYS {
                    self.all_ways(&letters[n..], &ends[n..], &format!("{so_far}{way}"), found);
                }
            }
        }
    }
}

/// Returns the letters of a name of two or three words, as they stand and with the last word first.
fn orders(latin: &Shape) -> impl Iterator<Item = String> {
    let is_name = (2..=3).contains(&latin.words.len()) && latin.words.iter().map(String::len).sum::<usize>() <= MOST.0;
    let whole = latin.words.concat();
    let (rest, last) = latin.words.split_at(latin.words.len().saturating_sub(1));
    let swapped = last.concat() + &rest.concat();
    [whole, swapped].into_iter().filter(move |_| is_name)
}

/// Returns a word without what papers write in several ways: ㅉ as ㅈ, ㅑ behind ㅅ as ㅏ.
fn plain(word: &str) -> String {
    let plain = |char: char| {
        let Some(Syllable { onset, vowel, coda }) = Syllable::of(char) else { return char };
        let onset = if matches!(onset, 1 | 4 | 8 | 10 | 13) { onset - 1 } else { onset };
        let is_soft = matches!(onset, 9 | 12 | 14);
        let vowel = match vowel {
            YA | YEO if is_soft => vowel - 2,
            YO | YU if is_soft => vowel - 4,
            YE => vowel - 2,
            _ => vowel,
        };
        Syllable { onset, vowel, coda }.char()
    };
    word.chars().map(plain).collect()
}
