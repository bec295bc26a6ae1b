//! Finds the words of a text that are closest to a quotation.
//!
//! The neighbourhood is where most short runs of the quotation's letters stand together; in it an alignment
//! with affine gaps (Gotoh 1982), whole over the quotation and free over the text, finds the very words.

mod align;

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::letter::is_syllable;

use super::letters::Letters;
use super::vocabulary::is_function_word;
use align::align;

/// Words of a quotation that may begin as another sentence does, and places where that is looked for.
const MOST_WORDS: usize = 14;
const MOST_OPENINGS: usize = 40;
/// Letters of a sentence that is looked at.
const LONGEST: usize = 200;
/// Words of the quotation that such a sentence has at least, and how much like it the closest words are.
const LEAST: usize = 3;
const SOMEWHAT: f32 = 0.35;
/// From this likeness on words are the same but for a slip.
const SAME: f32 = 0.85;
/// Cells of the largest alignment; beyond that only the neighbourhood is given.
const MOST_CELLS: usize = 12_000_000;

/// The words of a text that are closest to a quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Closest {
    /// Where they stand, in letters of the text.
    pub range: Range<usize>,
    /// The share of the quotation that stands there, by weight of its words, 0 to 1.
    pub likeness: f32,
}

/// The short runs of letters of a quotation, ready to be looked for in many texts.
#[derive(Debug)]
pub struct Seeker<'a> {
    quotation: &'a Letters,
    chars: Vec<char>,
    words: Vec<Range<usize>>,
    size: usize,
    grams: HashMap<u64, u32>,
    filter: Vec<bool>,
}

impl<'a> Seeker<'a> {
    /// Prepares the search for a quotation.
    pub fn new(quotation: &'a Letters) -> Self {
        let chars = quotation.chars();
        let n_hangul = chars.iter().filter(|&&char| is_syllable(char)).count();
        let size = if 3 * n_hangul >= chars.len() { 2 } else { 4 };
        let mut grams = HashMap::new();
        let mut filter = vec![false; 1 << 14];
        for gram in chars.windows(size) {
            let hash = hash(gram);
            let next = grams.len() as u32;
            grams.entry(hash).or_insert(next);
            filter[hash as usize & 0x3fff] = true;
        }
        Self { quotation, words: quotation.words(), chars, size, grams, filter }
    }

    /// Returns the closest words of a text, or `None` where nothing of it stands there.
    ///
    /// `is_stop` says whether a sentence or quotation ends before a letter of the text: words that the
    /// quotation changed at its ends are looked for up to there.
    pub fn closest(&self, text: &Letters, is_stop: impl Fn(usize) -> bool) -> Option<Closest> {
        let neighbourhood = self.neighbourhood(text)?;
        let window: Vec<char> = text.slice(neighbourhood.clone()).chars().collect();
        if window.len() * self.chars.len() > MOST_CELLS {
            return Some(Closest { likeness: self.share(&window), range: neighbourhood });
        }
        let pairs = align(&self.chars, &window);
        let kept = self.kept(&pairs);
        let firm = |pair: &&(usize, usize)| kept[pair.0];
        let (&(head, first), &(tail, last)) = (pairs.iter().find(firm)?, pairs.iter().rfind(firm)?);
        let moved = self.moved(&kept, &window, first..last + 1);
        let n_moved: usize = moved.iter().flatten().map(Range::len).sum();
        let is_much = 10 * n_moved >= 3 * self.chars.len();
        let is_apart = |from: usize, to: usize| {
            !is_much && (to > from + 8 || (from..to).any(|letter| is_stop(neighbourhood.start + letter + 1)))
        };
        let (mut first_moved, mut last_moved) = (first, last + 1);
        for place in moved.iter().flatten() {
            if place.start < first_moved && !is_apart(place.end, first_moved) {
                first_moved = place.start;
            }
            if place.end > last_moved && !is_apart(last_moved, place.start) {
                last_moved = place.end;
            }
        }
        let at = |letter: usize| neighbourhood.start + letter;
        let head = if first_moved < first { 0 } else { self.unplaced(&moved, 0..head) };
        let tail = if last_moved > last + 1 { 0 } else { self.unplaced(&moved, tail + 1..self.chars.len()) };
        let start = extend_back(text, at(first_moved), head, &is_stop);
        let mut end = extend_on(text, at(last_moved), tail, &is_stop);
        while last_moved > last + 1 && end < text.len() && !is_stop(end) {
            let next = extend_on(text, end + 1, 2, &|_| true);
            if next > end + 12
                || !self.words.iter().any(|word| self.quotation.slice(word.clone()) == text.slice(end..next))
            {
                break;
            }
            end = next;
        }
        Some(Closest { range: start..end, likeness: self.likeness(&kept, &moved) })
    }

    /// Returns the sentence that begins as the quotation does, where it has as many of its words in their order as the closest words:
    /// whoever quotes from memory keeps who did it, and changes what was done.
    pub fn with_opening(&self, text: &Letters, closest: Closest, is_stop: impl Fn(usize) -> bool) -> Closest {
        let opening = self.words.iter().find(|word| !is_function_word(self.quotation.slice((*word).clone())));
        let Some(opening) =
            opening.filter(|_| self.words.len() <= MOST_WORDS && (SOMEWHAT..SAME).contains(&closest.likeness))
        else {
            return closest;
        };
        let n_least = self.in_order(text, &closest.range).max(LEAST).max(self.words.len() * 3 / 5);
        let mut best: Option<(usize, usize, Range<usize>)> = None;
        let found = text.find(self.quotation.slice(opening.clone()), 0..text.len());
        for at in found.into_iter().take(MOST_OPENINGS) {
            let start = (0..at).rev().take(LONGEST).find(|&letter| is_stop(letter + 1)).map_or(at, |letter| letter + 1);
            let end = (at + 1..text.len()).take(LONGEST).find(|&letter| is_stop(letter)).unwrap_or(text.len());
            let sentence = start.min(at)..end;
            let is_known = sentence.start < closest.range.end && closest.range.start < sentence.end;
            let n = self.in_order(text, &sentence);
            let apart = sentence.len().abs_diff(self.chars.len());
            let is_better = best.as_ref().is_none_or(|(most, least, _)| n > *most || n == *most && apart < *least);
            if !is_known && n >= n_least && is_better {
                best = Some((n, apart, sentence));
            }
        }
        best.map_or(closest.clone(), |(.., range)| Closest { range, ..closest })
    }

    /// Counts the words of the quotation that stand in a range in their order.
    fn in_order(&self, text: &Letters, range: &Range<usize>) -> usize {
        let mut starts: Vec<usize> = range.clone().filter(|&at| text.starts_word(at)).collect();
        starts.push(range.end);
        let words: Vec<&str> = starts.windows(2).take(LONGEST).map(|pair| text.slice(pair[0]..pair[1])).collect();
        let mut row = vec![0; words.len() + 1];
        for word in &self.words {
            let word = self.quotation.slice(word.clone());
            let mut before = 0;
            for (at, other) in words.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if *other == word { before + 1 } else { above.max(row[at]) };
                before = above;
            }
        }
        row.last().copied().unwrap_or_default()
    }

    /// Counts the letters of a range of the quotation that belong to no moved word.
    fn unplaced(&self, moved: &[Option<Range<usize>>], range: Range<usize>) -> usize {
        let n_moved: usize = self
            .words
            .iter()
            .zip(moved)
            .filter(|(word, moved)| moved.is_some() && range.start <= word.start && word.end <= range.end)
            .map(|(word, _)| word.len())
            .sum();
        range.len().saturating_sub(n_moved)
    }

    /// Returns the stretch of the text in which most different runs of the quotation stand.
    fn neighbourhood(&self, text: &Letters) -> Option<Range<usize>> {
        let chars = text.chars();
        let mut hits: Vec<(usize, u32)> = Vec::new();
        for (at, gram) in chars.windows(self.size).enumerate() {
            let hash = hash(gram);
            if self.filter[hash as usize & 0x3fff]
                && let Some(&gram) = self.grams.get(&hash)
            {
                hits.push((at, gram));
            }
        }
        let width = self.chars.len() * 3 / 2 + 12;
        let mut counts = vec![0u32; self.grams.len()];
        let (mut n_here, mut n_best, mut best, mut left) = (0, 0, 0..0, 0);
        for (right, &(at, gram)) in hits.iter().enumerate() {
            n_here += usize::from(counts[gram as usize] == 0);
            counts[gram as usize] += 1;
            while hits[left].0 + width < at {
                let gram = hits[left].1 as usize;
                counts[gram] -= 1;
                n_here -= usize::from(counts[gram] == 0);
                left += 1;
            }
            if n_here > n_best {
                (n_best, best) = (n_here, left..right);
            }
        }
        if n_best == 0 {
            return None;
        }
        let margin = self.chars.len() / 2 + 30;
        let start = hits[best.start].0.saturating_sub(margin);
        let end = (hits[best.end].0 + self.size + margin).min(chars.len());
        Some(start..end)
    }

    /// Returns the share of the quotation's runs that stand in a window.
    fn share(&self, window: &[char]) -> f32 {
        let mut seen = vec![false; self.grams.len()];
        for gram in window.windows(self.size) {
            if let Some(&gram) = self.grams.get(&hash(gram)) {
                seen[gram as usize] = true;
            }
        }
        seen.iter().filter(|&&seen| seen).count() as f32 / seen.len().max(1) as f32
    }

    /// Says of each letter whether it stands in the text, in a run that is no chance.
    fn kept(&self, pairs: &[(usize, usize)]) -> Vec<bool> {
        let mut is_kept = vec![false; self.chars.len()];
        let runs = pairs.chunk_by(|&(letter, at), &next| (letter + 1, at + 1) == next);
        for run in runs {
            let (&(first, _), &(last, _)) =
                (run.first().expect("a run has a pair"), run.last().expect("a run has a pair"));
            let has_hangul = self.chars[first..=last].iter().any(|&char| is_syllable(char));
            let has_word = self.words.iter().any(|word| first <= word.start && word.end <= last + 1);
            if run.len() >= if has_hangul { 2 } else { 5 } || has_word {
                is_kept[first..=last].fill(true);
            }
        }
        is_kept
    }

    /// Returns for each word that is not in its place where it stands nearby in the window, if it does.
    fn moved(&self, kept: &[bool], window: &[char], found: Range<usize>) -> Vec<Option<Range<usize>>> {
        let reach = self.chars.len().max(20);
        let from = found.start.saturating_sub(reach);
        let near = &window[from..(found.end + reach).min(window.len())];
        let place = |word: &Range<usize>| {
            let chars = &self.chars[word.clone()];
            let is_kept = 2 * kept[word.clone()].iter().filter(|&&kept| kept).count() > word.len();
            let has_hangul = chars.iter().any(|&char| is_syllable(char));
            if is_kept
                || word.len() < if has_hangul { 2 } else { 4 }
                || is_function_word(self.quotation.slice(word.clone()))
            {
                return None;
            }
            let at = near.windows(word.len()).position(|run| run == chars)?;
            Some(from + at..from + at + word.len())
        };
        self.words.iter().map(place).collect()
    }

    /// Returns the share of the quotation's words that stand in the window, by their weight.
    fn likeness(&self, kept: &[bool], moved: &[Option<Range<usize>>]) -> f32 {
        let (mut sum, mut all) = (0.0, 0.0);
        for (word, moved) in self.words.iter().zip(moved) {
            let text = self.quotation.slice(word.clone());
            let weight = word.len() as f32 * if is_function_word(text) { 0.4 } else { 1.0 };
            let n_kept = kept[word.clone()].iter().filter(|&&kept| kept).count();
            let has_hangul = self.chars[word.clone()].iter().any(|&char| is_syllable(char));
            let share = n_kept as f32 / word.len() as f32;
            let share = if has_hangul || share > 0.99 {
                share
            } else if share > 0.6 {
                0.6
            } else {
                0.0
            };
            sum += weight * share.max(if moved.is_some() { 0.8 } else { 0.0 });
            all += weight;
        }
        if all > 0.0 { sum / all } else { 0.0 }
    }
}

/// Returns a hash of a short run of letters.
pub(super) fn hash(gram: &[char]) -> u64 {
    let mixed = gram.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &char| {
        (hash ^ u64::from(u32::from(char))).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    });
    mixed ^ (mixed >> 31)
}

/// Takes in as many letters before the words as the quotation has unmatched at its head, whole words, within the sentence.
fn extend_back(text: &Letters, mut start: usize, wanted: usize, is_stop: &impl Fn(usize) -> bool) -> usize {
    while start > 0 && !text.starts_word(start) {
        start -= 1;
    }
    let mut taken = 0;
    while wanted > 0 && taken < wanted.saturating_sub(1) && start > 0 && !is_stop(start) {
        let from = start;
        start -= 1;
        while start > 0 && !text.starts_word(start) {
            start -= 1;
        }
        taken += from - start;
        if taken > wanted * 2 + 4 {
            return from;
        }
    }
    start
}

/// Takes in letters behind the words; see [`extend_back`]. Where nothing is wanted, a Korean word may end before its particle.
fn extend_on(text: &Letters, mut end: usize, wanted: usize, is_stop: &impl Fn(usize) -> bool) -> usize {
    if wanted == 0 && text.ends_word(end) {
        return end;
    }
    let finish = |mut end: usize| {
        while end < text.len() && !text.starts_word(end) {
            end += 1;
        }
        end
    };
    end = finish(end);
    let mut taken = 0;
    while taken + 1 < wanted && end < text.len() && !is_stop(end) {
        let next = finish(end + 1);
        taken += next - end;
        if taken > wanted * 2 + 4 {
            return end;
        }
        end = next;
    }
    end
}

#[cfg(test)]
mod tests;
