//! Compares a Hangul name with a Latin one: what does it cost to write these syllables with those letters?

use super::costs;
use super::order::{Run, opens};
use super::syllable::{NO_ONSET, Syllable};
use super::table::{Names, Place};

/// Returns the least cost of writing the syllables of `hangul` with the letters of `run`, or `None` if that cannot be.
///
/// A shortest path over (syllable, letter). A syllable is written in a way that was seen, or part by part; a space or
/// hyphen always ends a syllable.
pub(super) fn cost(hangul: &[char], run: &Run, names: &Names) -> Option<f32> {
    let n_letters = run.letters.len();
    if n_letters == 0 || hangul.is_empty() || n_letters > 9 * hangul.len() {
        return None;
    }
    let syllables: Vec<Syllable> = hangul.iter().copied().map(Syllable::of).collect::<Option<_>>()?;
    let width = n_letters + 1;
    // For each syllable and letter: nothing of the syllable is written yet; its onset is written already.
    let mut fresh = vec![f32::INFINITY; (syllables.len() + 1) * width];
    let mut begun = vec![f32::INFINITY; (syllables.len() + 1) * width];
    fresh[0] = 0.0;
    let compound = compound(hangul, names);
    if let Some(ways) = compound {
        for (rank, way) in ways.iter().enumerate() {
            if run.letters.starts_with(way.as_bytes()) {
                let slot = &mut fresh[2 * width + way.len()];
                *slot = slot.min(0.05 * rank as f32);
            }
        }
    }
    let mut ends = Vec::new();
    for (nth, &syllable) in syllables.iter().enumerate() {
        let writing = Writing { run, names, syllable, next: syllables.get(nth + 1).copied() };
        for at in 0..width {
            let (new, rest) = (fresh[nth * width + at], begun[nth * width + at]);
            ends.clear();
            if new.is_finite() {
                writing.seen(at, new, nth, syllables.len(), &mut ends);
                writing.onset(at, new, nth, &mut ends);
            }
            if rest.is_finite() {
                writing.vowel(at, at, rest, 0.0, &mut ends);
            }
            for &(end, cost, linked) in &ends {
                let rows = if linked { &mut begun } else { &mut fresh };
                let slot = &mut rows[(nth + 1) * width + end];
                *slot = slot.min(cost);
            }
        }
        // Most pairs end at their first syllable; one of two stands where both are written.
        let row = (nth + 1) * width..(nth + 2) * width;
        let is_reached = |rows: &[f32]| rows[row.clone()].iter().any(|cost| cost.is_finite());
        if (nth > 0 || compound.is_none()) && !is_reached(&fresh) && !is_reached(&begun) {
            return None;
        }
    }
    fresh.last().copied().filter(|cost| cost.is_finite())
}

/// Returns the Latin spellings of a surname of two syllables that a name starts with.
fn compound<'a>(hangul: &[char], names: &'a Names) -> Option<&'a Vec<&'static str>> {
    let surname: String = hangul.get(..2).filter(|_| hangul.len() > 2)?.iter().collect();
    names.compound.get(surname.as_str())
}

/// A letter reached: its offset, the cost so far, and whether the onset of the next syllable is written as well.
type End = (usize, f32, bool);

/// The writing of one syllable.
struct Writing<'a> {
    run: &'a Run,
    names: &'a Names,
    syllable: Syllable,
    next: Option<Syllable>,
}

impl Writing<'_> {
    /// Writes the whole syllable in the ways that were seen for it.
    fn seen(&self, at: usize, so_far: f32, nth: usize, n_syllables: usize, ends: &mut Vec<End>) {
        let surname = (nth == 0).then_some(&self.names.surnames);
        let given = (nth > 0 || n_syllables <= 2).then_some(&self.names.given);
        for place in surname.into_iter().chain(given) {
            let Some(seen) = place.syllables.get(&self.syllable.char()) else { continue };
            for &(way, cost) in &seen.ways {
                let end = at + way.len();
                if opens(&self.run.letters[at..], way) && self.unbroken(at, end) {
                    ends.push((end, so_far + cost, false));
                }
            }
        }
    }

    /// Writes it part by part.
    fn onset(&self, at: usize, so_far: f32, nth: usize, ends: &mut Vec<End>) {
        let place = if nth == 0 { &self.names.surnames } else { &self.names.given };
        let total = place.syllables.get(&self.syllable.char()).map_or(0, |seen| seen.total);
        let from = ends.len();
        for &(way, cost) in &self.names.onset[usize::from(self.syllable.onset)] {
            let end = at + way.len();
            if opens(&self.run.letters[at..], way) && (at == end || self.unbroken(at, end) && !self.run.breaks[end]) {
                self.vowel(at, end, so_far + cost, costs::unseen(total), ends);
            }
        }
        for (end, cost, linked) in &mut ends[from..] {
            if !*linked {
                *cost += rival(&self.run.letters[at..*end], self.syllable.char(), place);
            }
        }
    }

    /// Goes on with the vowel, and the coda behind it, where the onset stands at `start..at`.
    fn vowel(&self, start: usize, at: usize, so_far: f32, extra: f32, ends: &mut Vec<End>) {
        if start != at && self.run.breaks[at] {
            return;
        }
        let Syllable { onset, vowel, .. } = self.syllable;
        let ways = if onset == NO_ONSET { &self.names.alone } else { &self.names.vowel };
        for &(way, cost) in &ways[usize::from(vowel)] {
            if opens(&self.run.letters[at..], way) && self.unbroken(at, at + way.len()) {
                self.coda(at + way.len(), so_far + cost + extra, ends);
            }
        }
        for end in at + 1..=(at + 3).min(self.run.letters.len()) {
            let vowels = self.run.letters[at..end].iter().all(|letter| b"aeiouwy".contains(letter));
            if !vowels || !self.unbroken(at, end) {
                return;
            }
            self.coda(end, so_far + costs::ANY_VOWEL, ends);
        }
    }

    fn coda(&self, at: usize, so_far: f32, ends: &mut Vec<End>) {
        let coda = self.syllable.coda;
        if coda == 0 {
            ends.push((at, so_far, false));
        }
        let letters = &self.run.letters[at..];
        for &(way, cost) in &self.names.coda[usize::from(coda)] {
            let end = at + way.len();
            if opens(letters, way) && (at == end || !self.run.breaks[at] && self.unbroken(at, end)) {
                ends.push((end, so_far + cost, false));
            }
        }
        let Some(next) = self.next else { return };
        for &(way, cost) in self.names.linked.get(&(coda, next.onset)).into_iter().flatten() {
            if opens(letters, way) {
                ends.push((at + way.len(), so_far + cost, true));
            }
        }
    }

    /// Says whether no space or hyphen stands within the letters.
    fn unbroken(&self, at: usize, end: usize) -> bool {
        at + 1 >= end || !self.run.breaks[at + 1..end].iter().any(|&stop| stop)
    }
}

/// Returns what it costs that these letters are, as far as is known, how another syllable is written.
fn rival(letters: &[u8], syllable: char, place: &Place) -> f32 {
    let Ok(letters) = str::from_utf8(letters) else { return 0.0 };
    place.spellings.get(letters).map_or(0.0, |known| known.rival(syllable))
}
