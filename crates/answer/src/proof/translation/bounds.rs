//! What each sign of a translation counts, and how much is enough, in one place.
//!
//! Set by hand on drafts about the press kit: 20 translations and 20 inventions (`tests/drafts/translated.jsonl`), written before
//! the rules were; of the translations 13 were errors without the model and 4 with it, then 4 and 2, and no invention in the
//! language of the record was let through. docs/EVALUATION.md has the figures. A weight is a cosine with what speaker and
//! numbers add; a gloss is a count of words that two small dictionaries find in both.

use std::ops::RangeInclusive;

/// From this weight on a place is taken for the original.
pub(super) const SURE: f32 = 0.45;
/// From this weight on a place may be the original.
pub(super) const MAYBE: f32 = 0.38;
/// What it adds to the weight that the one credited says the words.
pub(super) const SPEAKER: f32 = 0.08;
/// What it takes that somebody else does.
pub(super) const ANOTHER: f32 = 0.12;
/// What it takes that nobody says them, where the draft credits somebody.
pub(super) const NOBODY: f32 = 0.03;
/// What it adds that all numbers agree, or takes that none does.
pub(super) const NUMBERS: f32 = 0.07;
/// That a number above this agrees is no chance.
pub(super) const RARE_NUMBER: u64 = 12;

/// So many words in common with what the very person says tell a translation, where they are most of those that are known.
pub(super) const GLOSSED: f32 = 2.5;
/// So many show that one is not out of the question, where they are as large a share.
pub(super) const HALF_GLOSSED: f32 = 1.5;
/// The same for a short quotation.
pub(super) const HALF_GLOSSED_SHORT: f32 = 1.0;
/// A short quotation has so many words at most.
pub(super) const SHORT: usize = 6;
/// The share of the known words that are most of them.
pub(super) const MOST: f32 = 0.5;
/// So many words must be known for it to tell anything that none of them is found.
pub(super) const KNOWN: f32 = 2.0;
/// What a Korean word of one syllable counts, which many other words begin with.
pub(super) const ONE_SYLLABLE: f32 = 0.5;

/// Words that are this much like some of their own language, or less, may yet be a translation.
pub(super) const WEAK: f32 = 0.66;
/// Words of their own language that are so much like those of a quotation are what it was made from.
pub(super) const LIKE: f32 = 0.45;
/// Somebody's words are on record mainly in another language where they are so many times as long there.
pub(super) const MAINLY: usize = 3;

/// An original is this many times as long as its translation at most, in bytes; Hangul takes three for a syllable.
pub(super) const LONGER: usize = 4;
/// Sentences of an original at most.
pub(super) const MOST_SENTENCES: usize = 3;
/// How many times as long as a quotation its original may be, in letters, for words in common to count.
pub(super) const LENGTHS: RangeInclusive<f32> = 0.4..=2.2;
/// How many Latin letters a syllable of Hangul stands for.
pub(super) const SYLLABLE: f32 = 2.2;
