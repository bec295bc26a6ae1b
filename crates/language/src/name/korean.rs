//! Tells a Korean name in Latin letters from other words with capitals.

use std::collections::HashSet;

use super::latin::names_of;
use super::order::runs;
use super::shape::{Script, shapes};
use super::syllable::{NO_ONSET, Syllable};
use super::table::Names;

/// The dearest spelling by rule of a surname that is taken for one.
const DEAREST: f32 = 0.3;

impl Names {
    /// Says whether two or three words with capitals read well as a Korean name, its surname at either end.
    ///
    /// What begins or ends such a name is a surname as people spell it, so most words are told at once.
    pub fn reads_as_korean(&self, name: &str) -> bool {
        self.memo.is_korean(name, || self.may_be_read_as_korean(name))
    }

    fn may_be_read_as_korean(&self, name: &str) -> bool {
        let surnames = self.romanised.get_or_init(|| romanised(self));
        shapes(name, &self.titles).iter().any(|shape| {
            let ends = [shape.words.first(), shape.words.last()];
            shape.script == Script::Latin
                && (2..=3).contains(&shape.words.len())
                && ends.into_iter().flatten().any(|word| surnames.contains(word.as_str()))
                && runs(shape).iter().any(|run| {
                    let surname = str::from_utf8(&run.letters[..run.surname]).unwrap_or_default();
                    surnames.contains(surname) && !names_of(run, self, 1).is_empty()
                })
        })
    }
}

/// Returns how Korean surnames are spelled: as counted, and by the rules of romanization.
fn romanised(names: &Names) -> HashSet<String> {
    let compound = names.compound.values().flatten().map(|way| (*way).to_owned());
    let mut found: HashSet<String> = compound.collect();
    for (&syllable, seen) in &names.surnames.syllables {
        found.extend(seen.ways.iter().map(|(way, _)| (*way).to_owned()));
        let Some(Syllable { onset, vowel, coda }) = Syllable::of(syllable) else { continue };
        let vowels = if onset == NO_ONSET { &names.alone } else { &names.vowel };
        for &(first, cost) in &names.onset[usize::from(onset)] {
            for &(middle, more) in &vowels[usize::from(vowel)] {
                let last = if coda == 0 { &[("", 0.0)][..] } else { &names.coda[usize::from(coda)] };
                let last = last.iter().filter(|(_, most)| cost + more + most <= DEAREST);
                found.extend(last.map(|(last, _)| [first, middle, last].concat()));
            }
        }
    }
    found
}
