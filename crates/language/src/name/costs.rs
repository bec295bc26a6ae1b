//! What deviations cost, in one place.
//!
//! Set by hand, on one half of the persons with spellings counted in the other half alone, so that they hold for
//! names that were not counted.

/// A spelling that is rarer than the most frequent one: for each e-fold.
pub(super) const RARE: f32 = 0.04;

/// A spelling that one person alone uses where the most frequent has many.
pub(super) const LONE: f32 = 0.3;

/// A spelling that another syllable has more often: for each e-fold.
pub(super) const RIVAL: f32 = 0.15;

/// A vowel written in a way that is not known for it.
pub(super) const ANY_VOWEL: f32 = 0.9;

/// The score of a name that is only a part of the other.
pub(super) const PART: f32 = 0.4;

/// Two spellings whose cost is at most this are the same name.
pub(super) const SAME: f32 = 0.6;

/// Returns what writing a syllable by rule costs more, where `total` persons show how it is usually written.
pub(super) fn unseen(total: u32) -> f32 {
    0.25 * (total as f32 / 60.0).min(1.0)
}

/// Returns the score of a cost: 1 for none, .5 at the border, 0 from twice the border on.
pub(super) fn score(cost: f32) -> f32 {
    (1.0 - 0.5 * cost / SAME).clamp(0.0, 1.0)
}

/// Two Latin spellings whose cost through shared syllables is at most this are the same name.
pub(super) const SAME_LATIN: f32 = 0.6;

/// Costs from which on two Latin spellings need not be compared any further.
pub(super) const LATIN_MOST: f32 = 2.0 * SAME_LATIN;

/// The dearest reading of a syllable that is kept.
pub(super) const MOST_READING: f32 = 0.8;

/// A syllable that no name was seen to have.
pub(super) const NEVER: f32 = 0.2;

/// Returns the score of a cost between two Latin spellings, as [`score`] does.
pub(super) fn latin_score(cost: f32) -> f32 {
    (1.0 - 0.5 * cost / SAME_LATIN).clamp(0.0, 1.0)
}

/// The dearest reading of a word as a surname that is tried.
pub(super) const SURNAME: f32 = 0.55;

/// How much dearer than the best a Hangul candidate for a Latin name may be.
pub(super) const CANDIDATE: f32 = 0.3;

/// A sound of a foreign name that is written with no letter, or with one that is not known for it.
pub(super) const ANY_LETTER: f32 = 4.0;

/// A letter of a foreign name that is not heard.
pub(super) const SILENT_LETTER: f32 = 3.0;

/// What one word of a foreign name may cost more than the whole.
pub(super) const ONE_WORD: f32 = 0.8;

/// Returns the score of a foreign name by what each sound costs: .5 at the border, more the less it costs.
pub(super) fn foreign_score(cost: f32) -> f32 {
    const BORDER: f32 = -0.4;
    (0.5 + 0.35 * (BORDER - cost)).clamp(0.0, 1.0)
}
