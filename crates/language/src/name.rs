//! Compares spellings of names across scripts: Hangul with Latin, Latin with Latin, Hangul with Hangul.

mod begin;
mod costs;
mod foreign;
mod form;
mod hangul;
mod key;
mod korean;
mod latin;
mod lattice;
mod memo;
mod order;
mod pinyin;
mod shape;
mod spelling;
mod syllable;
mod table;
mod western;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use onrecord_model::letter::is_syllable;

use costs::PART;
use form::{Form, Forms};
use shape::{Script, shapes};

pub use key::{Key, keys, keys_of_part, part_keys};
pub use spelling::{hangul_candidates, spellings};
pub use table::{Names, may_be_full};

/// What comparing two spellings gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sameness {
    /// Whether both are spellings of one name.
    pub same: bool,
    /// How sure that is, 0 to 1; from .5 on they are the same.
    pub score: f32,
}

/// Says whether two spellings are of one name.
///
/// Order of words, hyphens, spaces, capitals, accents and titles do not matter. A name that is only a part of the other
/// (a surname, a given name) is not sure to be the same: its score lies between.
pub fn compare(a: &str, b: &str, names: &Names) -> Sameness {
    if is_short_hangul(a) && is_short_hangul(b) {
        let score = hangul_hangul(a, b);
        return Sameness { same: score >= 0.5, score };
    }
    if !begin::may_be_one(a, b) {
        return Sameness { same: false, score: 0.0 };
    }
    let (a, b) = (forms(a, names), forms(b, names));
    let score = names.memo.score(&a, &b, || {
        let pairs = a.all.iter().flat_map(|a| b.all.iter().map(move |b| compare_forms(a, b, names)));
        pairs.fold(0.0, f32::max)
    });
    Sameness { same: score >= 0.5, score }
}

/// Returns the forms of a name: one for each script that stands in it.
fn forms(name: &str, names: &Names) -> Arc<Forms> {
    names.memo.forms(name, || shapes(name, &names.titles).into_iter().map(Form::of).collect())
}

fn compare_forms(a: &Form, b: &Form, names: &Names) -> f32 {
    match (a.shape.script, b.shape.script) {
        (Script::Hangul, Script::Latin) => hangul_latin(a, b, names),
        (Script::Latin, Script::Hangul) => hangul_latin(b, a, names),
        (Script::Latin, Script::Latin) => {
            let plain = western::score(&a.shape, &b.shape, names);
            if plain >= 0.9 { plain } else { plain.max(latin::score(a, b, names)) }
        }
        (Script::Hangul, Script::Hangul) => hangul_hangul(&a.shape.words.concat(), &b.shape.words.concat()),
        (Script::Other, Script::Other) if a.shape.words.concat() == b.shape.words.concat() => 1.0,
        _ => 0.0,
    }
}

/// The most syllables of a Korean name.
const LONGEST_KOREAN: usize = 5;

fn hangul_latin(hangul: &Form, latin: &Form, names: &Names) -> f32 {
    let syllables = &hangul.letters;
    let best = |syllables: &[char]| {
        if syllables.len() > LONGEST_KOREAN {
            return 0.0;
        }
        let costs = latin.runs().filter_map(|run| hangul::cost(syllables, run, names));
        costs.map(costs::score).fold(0.0, f32::max)
    };
    let whole = best(syllables).max(foreign_score(hangul, latin, names));
    if whole >= 0.5 || latin.shape.words.len() > 1 || syllables.len() < 3 {
        return whole;
    }
    // One word may be the surname or the given name alone.
    let part = best(&syllables[..1]).max(best(&syllables[1..]));
    if part >= 0.5 { PART.max(whole) } else { whole }
}

/// Returns how likely both are one name that is not Korean: by the rules for Chinese where both are of its syllables, else by sound.
fn foreign_score(hangul: &Form, latin: &Form, names: &Names) -> f32 {
    let chinese = names.pinyin.score(&hangul.shape, &latin.shape);
    let by_sound = foreign::score(hangul, latin, names);
    let is_other = chinese < 0.5 && by_sound >= 0.5 && names.pinyin.decides(&hangul.shape, &latin.shape);
    if is_other { PART } else { chinese.max(by_sound) }
}

/// Says whether a name is one to three syllables of Hangul and nothing else: too short to have a title in it that would have to be
/// taken off.
fn is_short_hangul(name: &str) -> bool {
    (3..=9).contains(&name.len()) && name.chars().all(is_syllable)
}

fn hangul_hangul(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let (n_short, n_long) = (short.chars().count(), long.chars().count());
    let part = n_long >= 3 && (long.starts_with(short) && n_short == 1 || long.ends_with(short) && n_short >= 2);
    if part { PART } else { 0.0 }
}
