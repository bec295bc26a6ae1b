//! Likely spellings of a name in the other script, for looking it up there.

use super::latin::{best_first, names_of};
use super::order::runs;
use super::shape::{Script, shapes};
use super::syllable::Syllable;
use super::table::{Names, Place};

/// Returns likely Latin spellings of a Hangul name, the likeliest first, at most 24; none for other scripts.
///
/// Surname first, with the given name hyphenated (`Yoo Soo-min`) and joined (`Yoo Soomin`). Other orders are for the
/// caller's comparison, which does not mind them.
pub fn spellings(name: &str, names: &Names) -> Vec<String> {
    let Some(shape) = shapes(name, &names.titles).into_iter().find(|shape| shape.script == Script::Hangul) else {
        return Vec::new();
    };
    let syllables: Vec<char> = shape.words.concat().chars().collect();
    let compound: String = syllables.iter().take(2).collect();
    let compound = names.compound.get(compound.as_str()).filter(|_| syllables.len() > 2);
    let (surnames, given) = match compound {
        Some(ways) => {
            let ways = ways.iter().take(2).enumerate().map(|(rank, way)| ((*way).to_owned(), 0.1 * rank as f32));
            (ways.collect(), &syllables[2..])
        }
        None if syllables.len() > 1 => (usual(syllables[0], &names.surnames, names), &syllables[1..]),
        None => (vec![(String::new(), 0.0)], &syllables[..]),
    };
    let mut found: Vec<(String, String, f32)> = Vec::new();
    let mut endings: Vec<(Vec<String>, f32)> = vec![(Vec::new(), 0.0)];
    for &syllable in given.iter().take(4) {
        let ways = usual(syllable, &names.given, names);
        let longer = endings.iter().flat_map(|(parts, cost)| {
            ways.iter().map(move |(way, more)| ([&parts[..], std::slice::from_ref(way)].concat(), cost + more))
        });
        endings = longer.collect();
    }
    for (surname, cost) in &surnames {
        for (parts, more) in &endings {
            let hyphenated = capital(&parts.join("-"));
            let joined = capital(&parts.concat());
            let surname = capital(surname);
            found.push((
                format!("{surname} {hyphenated}").trim().to_owned(),
                format!("{surname} {joined}").trim().to_owned(),
                cost + more,
            ));
        }
    }
    found.sort_by(|a, b| a.2.total_cmp(&b.2).then_with(|| a.0.cmp(&b.0)));
    let mut out = Vec::new();
    for (hyphenated, joined, _) in found.into_iter().take(12) {
        out.push(hyphenated);
        out.push(joined);
    }
    let mut seen = std::collections::HashSet::new();
    out.retain(|name| !name.is_empty() && seen.insert(name.clone()));
    out
}

/// Returns the Hangul names that a Latin spelling can be, the likeliest first, at most 12; none for other scripts.
pub fn hangul_candidates(name: &str, names: &Names) -> Vec<String> {
    let mut found: Vec<(String, f32)> = Vec::new();
    for shape in shapes(name, &names.titles).into_iter().filter(|shape| shape.script == Script::Latin) {
        for run in runs(&shape) {
            found.extend(names_of(&run, names, 12));
        }
    }
    best_first(&mut found);
    found.into_iter().take(12).map(|(name, _)| name).collect()
}

/// Returns the usual spellings of a syllable in one place of a name: those that many use, and Revised Romanization.
fn usual(syllable: char, place: &Place, names: &Names) -> Vec<(String, f32)> {
    let mut ways: Vec<(String, f32)> = Vec::new();
    if let Some(seen) = place.syllables.get(&syllable) {
        ways.extend(seen.ways.iter().filter(|way| way.1 < 0.35).take(3).map(|&(way, cost)| (way.to_owned(), cost)));
    }
    if let Some(Syllable { onset, vowel, coda }) = Syllable::of(syllable) {
        let first = |ways: &[(&'static str, f32)]| ways.first().map_or("", |way| way.0);
        let (onset, vowel) = (usize::from(onset), usize::from(vowel));
        let plain =
            [first(&names.onset[onset]), first(&names.vowel[vowel]), first(&names.coda[usize::from(coda)])].concat();
        if !ways.iter().any(|(way, _)| *way == plain) {
            ways.push((plain, 0.3));
        }
    }
    ways
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
