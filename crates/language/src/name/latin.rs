//! Compares two Latin spellings of a Korean name: through the Hangul syllables that both can be.

use std::collections::HashSet;

use super::costs;
use super::form::Form;
use super::lattice::{Lattice, Reading};
use super::order::Run;
use super::syllable::{NO_ONSET, Syllable};
use super::table::{Known, Names, Place, number_of};

/// Returns how likely two Latin spellings are of one Korean name, 0 to 1, over all orders of their words.
pub(super) fn score(a: &Form, b: &Form, names: &Names) -> f32 {
    let costs = a.orders.iter().flat_map(|a| b.orders.iter().map(|b| cost(a, b, names)));
    costs::latin_score(costs.fold(f32::INFINITY, f32::min))
}

impl Lattice {
    /// Returns the syllables that can start at a letter, by syllable and end.
    fn readings(&self, at: usize, names: &Names) -> &[Reading] {
        self.at(at, |run| readings_at(run, at, names))
    }
}

/// Returns the syllables that can start at a letter, each with its least cost, ordered by syllable and end.
///
/// The first syllable is a surname; in a name of one word it may be a given name as well.
fn readings_at(run: &Run, at: usize, names: &Names) -> Vec<Reading> {
    let mut found = Vec::new();
    if at == 0 {
        readings_in(run, at, &names.surnames, names, &mut found);
    }
    if at > 0 || run.surname == 0 {
        readings_in(run, at, &names.given, names, &mut found);
    }
    found.sort_unstable_by(|a, b| (a.syllable, a.end).cmp(&(b.syllable, b.end)).then(a.cost.total_cmp(&b.cost)));
    found.dedup_by_key(|reading| (reading.syllable, reading.end));
    found
}

fn readings_in(run: &Run, at: usize, place: &Place, names: &Names, found: &mut Vec<Reading>) {
    let letters = &run.letters[at..];
    let stop = (at + 1..=run.letters.len()).find(|&end| run.breaks[end]).unwrap_or(run.letters.len());
    // What was seen for the letters up to each end.
    let mut seen: [Option<&Known>; LONGEST_SEEN] = [None; LONGEST_SEEN];
    for (end, seen) in (at + 1..=stop).zip(&mut seen) {
        *seen = known(&run.letters[at..end], place);
        for (syllable, cost) in seen.iter().flat_map(|known| known.costs()) {
            found.push(Reading { end, syllable, cost });
        }
    }
    let mut by_rule = |onset: u8, vowel_at: usize, so_far: f32| {
        let Some(rest) = run.letters.get(vowel_at..stop) else { return };
        let vowels = if onset == NO_ONSET { &names.alones } else { &names.vowels };
        for (vowel, way, cost) in vowels.at(rest) {
            let coda_at = vowel_at + way.len();
            let mut add = |coda: u8, end: usize, cost: f32| {
                if cost > costs::MOST_READING {
                    return;
                }
                let syllable = Syllable { onset, vowel, coda }.char();
                let known = match seen.get(end - at - 1) {
                    Some(known) => *known,
                    None => known(&run.letters[at..end], place),
                };
                let cost = cost + unusual(known, syllable, place);
                if cost <= costs::MOST_READING {
                    found.push(Reading { end, syllable, cost });
                }
            };
            add(0, coda_at, so_far + cost);
            let Some(rest) = run.letters.get(coda_at..stop) else { continue };
            for (coda, way, more) in names.codas.at(rest) {
                add(coda, coda_at + way.len(), so_far + cost + more);
            }
        }
    };
    by_rule(NO_ONSET, at, 0.0);
    for (onset, way, cost) in names.onsets.at(letters) {
        by_rule(onset, at + way.len(), cost);
    }
}

/// The most letters that a syllable was seen to be written with.
const LONGEST_SEEN: usize = 8;

/// Returns the syllables that letters were seen for.
fn known<'a>(letters: &[u8], place: &'a Place) -> Option<&'a Known> {
    str::from_utf8(letters).ok().and_then(|letters| place.spellings.get(letters))
}

/// Returns what a reading by rule costs more: for a syllable whose usual spellings are known, for letters that are
/// known to be another syllable, and for a syllable that no name was seen to have.
fn unusual(known: Option<&Known>, syllable: char, place: &Place) -> f32 {
    let (unseen, never) = place.by_rule[number_of(syllable)];
    unseen + known.map_or(0.0, |known| known.rival(syllable)) + never
}

/// Returns the least cost of reading both as the same syllables.
fn cost(a: &Lattice, b: &Lattice, names: &Names) -> f32 {
    let (letters_a, letters_b) = (&a.run.letters, &b.run.letters);
    let width = letters_b.len() + 1;
    let mut best = vec![f32::INFINITY; (letters_a.len() + 1) * width];
    best[0] = 0.0;
    // The farthest place reached: where nothing goes on, most pairs end.
    let mut last = 0;
    let mut place = 0;
    // Every step goes forward in both names, so places come in order.
    while place <= last {
        let (at_a, at_b) = (place / width, place % width);
        let so_far = best[place];
        if at_a == letters_a.len() && at_b == letters_b.len() {
            return so_far;
        }
        place += 1;
        if so_far == f32::INFINITY {
            continue;
        }
        shared(a.readings(at_a, names), b.readings(at_b, names), |one, other| {
            let alike = letters_a[at_a..one.end] == letters_b[at_b..other.end];
            let step = if alike { 0.0 } else { one.cost + other.cost };
            let next = one.end * width + other.end;
            let total = so_far + step;
            if total < costs::LATIN_MOST && total < best[next] {
                best[next] = total;
                last = last.max(next);
            }
        });
    }
    f32::INFINITY
}

/// Calls back for each pair of readings of one syllable.
fn shared(a: &[Reading], b: &[Reading], mut pair: impl FnMut(Reading, Reading)) {
    let mut from = 0;
    for &one in a {
        while b.get(from).is_some_and(|other| other.syllable < one.syllable) {
            from += 1;
        }
        b[from..].iter().take_while(|other| other.syllable == one.syllable).for_each(|&other| pair(one, other));
    }
}

/// Returns the Hangul surnames that a Latin word can be, the likeliest first, a few at most.
pub(super) fn likely_surnames(word: &[u8], names: &Names) -> Vec<String> {
    let Ok(text) = str::from_utf8(word) else { return Vec::new() };
    let compound =
        names.compound.iter().filter(|(_, ways)| ways.contains(&text)).map(|(surname, _)| (*surname).to_owned());
    let mut found: Vec<String> = compound.collect();
    let mut breaks = vec![false; word.len() + 1];
    breaks[word.len()] = true;
    let run = Run { letters: word.to_vec(), breaks, surname: word.len() };
    let lattice = Lattice::of(run);
    let mut readings: Vec<&Reading> =
        lattice.readings(0, names).iter().filter(|reading| reading.end == word.len()).collect();
    readings
        .retain(|reading| reading.cost <= costs::SURNAME && names.surnames.syllables.contains_key(&reading.syllable));
    readings.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.syllable.cmp(&b.syllable)));
    found.extend(readings.into_iter().take(4).map(|reading| reading.syllable.to_string()));
    found
}

/// Says whether a run of letters reads well as a Korean name with a surname in front.
pub(super) fn is_korean(run: &Run, names: &Names) -> bool {
    !names_of(run, names, 1).is_empty()
}

/// Returns the Hangul names that a run of letters can be, best first, with what each costs; at most `n`.
///
/// A surname known to be one comes first, and all syllables are such as names have; in a name of one word the surname
/// may be missing.
pub(super) fn names_of(run: &Run, names: &Names, n: usize) -> Vec<(String, f32)> {
    let n_letters = run.letters.len();
    let lattice = Lattice::of(run.clone());
    let mut open: Vec<Vec<(String, f32)>> = vec![Vec::new(); n_letters + 1];
    open[0].push((String::new(), 0.0));
    for (surname, ways) in &names.compound {
        let known = ways.iter().find(|way| run.letters.get(..run.surname) == Some(way.as_bytes()));
        known.into_iter().for_each(|way| open[way.len()].push(((*surname).to_owned(), 0.0)));
    }
    let (surnames, given) = (&names.surnames.syllables, &names.given.syllables);
    for at in 0..n_letters {
        let mut here = std::mem::take(&mut open[at]);
        here.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        here.truncate(WIDTH);
        for (name, so_far) in &here {
            let n_syllables = name.chars().count();
            for reading in lattice.readings(at, names) {
                let surname = surnames.contains_key(&reading.syllable) && reading.end == run.surname;
                let fits =
                    if n_syllables == 0 && run.surname > 0 { surname } else { given.contains_key(&reading.syllable) };
                let fits = fits || n_syllables == 0 && run.surname == 0 && surnames.contains_key(&reading.syllable);
                let cost = so_far + reading.cost;
                if fits && n_syllables < 4 && cost <= costs::SAME_LATIN {
                    open[reading.end].push((format!("{name}{}", reading.syllable), cost));
                }
            }
        }
    }
    let mut found = open.pop().unwrap_or_default();
    found.retain(|(name, _)| name.chars().count() >= 2);
    best_first(&mut found);
    let least = found.first().map_or(0.0, |found| found.1);
    found.retain(|found| found.1 <= least + costs::CANDIDATE);
    found.truncate(n);
    found
}

/// Orders names by cost, each once.
pub(super) fn best_first(found: &mut Vec<(String, f32)>) {
    found.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
    let mut seen = HashSet::new();
    found.retain(|(name, _)| seen.insert(name.clone()));
}

/// How many beginnings are kept at each letter.
const WIDTH: usize = 24;
