//! Particles behind Korean nouns: `lexicon/ko/particles.txt`.

use std::cmp::Reverse;

use onrecord_model::letter::is_syllable;

use crate::korean::syllable::coda;
use crate::lexicon::ends::Ends;
use crate::table;

/// What a particle makes of its noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Particle {
    /// No particle.
    Bare,
    /// 은, 는, 께서는: what the sentence is about.
    Topic,
    /// 이, 가, 께서: who does it.
    Subject,
    /// 도: also.
    Also,
    /// 의: of.
    Of,
    /// 에게, 한테: to.
    To,
    /// 와, 과: and.
    And,
    /// 에: at.
    At,
    /// Any other one.
    Other,
}

/// One particle.
#[derive(Debug, Clone, Copy)]
struct Row {
    particle: &'static str,
    makes: Particle,
    /// Whether the noun has to end in a consonant; `None` where it may end in any sound.
    wants_consonant: Option<bool>,
}

/// All particles.
#[derive(Debug, Clone, Default)]
pub struct Particles {
    /// By last syllable, the longest first.
    rows: Vec<(char, Vec<Row>)>,
    lasts: Ends,
}

impl Particles {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let rows = table!("ko/particles.txt").rows(|row| {
            let makes = row.one_of(&[
                ("topic", Particle::Topic),
                ("subject", Particle::Subject),
                ("also", Particle::Also),
                ("of", Particle::Of),
                ("to", Particle::To),
                ("and", Particle::And),
                ("at", Particle::At),
                ("other", Particle::Other),
            ])?;
            let wants_consonant = row.one_of(&[("consonant", Some(true)), ("vowel", Some(false)), ("any", None)])?;
            let of = move |particle| Row { particle, makes, wants_consonant };
            Ok(row.words()?.into_iter().map(of))
        });
        let mut all: Vec<Row> = rows.into_iter().flatten().collect();
        all.sort_by_key(|row| Reverse(row.particle.len()));
        let mut particles = Self { rows: Vec::new(), lasts: Ends::of(all.iter().map(|row| row.particle)) };
        for row in all {
            let Some(last) = row.particle.chars().next_back() else { continue };
            match particles.rows.binary_search_by_key(&last, |(last, _)| *last) {
                Ok(at) => particles.rows[at].1.push(row),
                Err(at) => particles.rows.insert(at, (last, vec![row])),
            }
        }
        particles
    }

    /// Returns what a word that is a particle alone makes of what stands before it.
    pub fn alone(&self, word: &str) -> Option<Particle> {
        self.ending_like(word).iter().find(|row| row.particle == word).map(|row| row.makes)
    }

    /// Returns the length of the noun in bytes, and what the particle behind it makes of it.
    ///
    /// 은 and 는, 이 and 가, 을 and 를, 과 and 와 fit only nouns that end in a consonant, or in a vowel; where the noun
    /// is no Hangul, both do.
    pub fn behind(&self, word: &str) -> (usize, Particle) {
        for row in self.ending_like(word) {
            let Some(noun) = word.strip_suffix(row.particle) else { continue };
            let Some(last) = noun.chars().next_back() else { continue };
            let fits = match (row.wants_consonant, coda(last)) {
                (Some(wanted), Some(coda)) => wanted == (coda != 0),
                _ => true,
            };
            // 서로는, 미로는: what is short is more often a noun that ends in 로.
            if row.particle == "로는" && noun.chars().nth(2).is_none() {
                return (noun.len() + "로".len(), Particle::Topic);
            }
            if fits && (is_syllable(last) || last.is_alphanumeric() || matches!(last, ')' | ']' | '》' | '>')) {
                return (noun.len(), row.makes);
            }
        }
        (word.len(), Particle::Bare)
    }

    /// Returns the particles whose last syllable is a word's.
    fn ending_like(&self, word: &str) -> &[Row] {
        let last = word.chars().next_back().filter(|&last| is_syllable(last) && self.lasts.fits_char(last));
        let found = last.and_then(|last| self.rows.binary_search_by_key(&last, |(last, _)| *last).ok());
        found.map_or(&[], |at| &self.rows[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, noun: &str, makes: Particle) {
        assert_eq!(Particles::built_in().behind(word), (noun.len(), makes), "{word}");
    }

    #[test]
    fn particles_want_a_sound_before_them() {
        check("도가람은", "도가람", Particle::Topic);
        check("미로은", "미로은", Particle::Bare);
        check("Ray은", "Ray", Particle::Topic);
        check("서울에서는", "서울", Particle::Other);
        check("서미로는", "서미로", Particle::Topic);
        assert_eq!(Particles::built_in().alone("께서"), Some(Particle::Subject));
    }
}
