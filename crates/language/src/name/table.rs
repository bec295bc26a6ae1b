//! What is known of how names are spelled: rows of `lexicon/names/`, ready for look-up.

use std::collections::HashSet;
use std::sync::{LazyLock, OnceLock};

use super::costs;
use super::memo::Memo;
use super::order::opens;
use super::pinyin::Pinyin;
use super::shape::Titles;
pub(super) use crate::lexicon::Map;
use crate::{Fault, Row, Table, table};

const JAMO: Table = table!("names/jamo.tsv");
const SURNAMES: Table = table!("names/surnames.tsv");
const GIVEN: Table = table!("names/given.tsv");
const COMPOUND: Table = table!("names/compound.tsv");
const FOREIGN: Table = table!("names/foreign.tsv");
const TITLES: Table = table!("names/titles.tsv");
const NICKNAMES: Table = table!("names/nicknames.tsv");

/// The onsets in the order of the Unicode syllables.
const ONSETS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
/// The vowels in the order of the Unicode syllables.
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// The codas in the order of the Unicode syllables, without the empty one.
const CODAS: &str = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// Surnames that a word of four syllables begins with where it is a full Korean name: those of two syllables, and common ones.
static BEFORE_LONG: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let compound = COMPOUND.rows(|row| Ok((row.text()?, row.words()?))).into_iter().map(|row| row.0.to_owned());
    let counted = SURNAMES.rows(|row| Ok((row.number::<char>()?, row.counted::<u32>()?))).into_iter();
    let common = counted.filter(|(_, ways)| ways.iter().map(|way| way.1).sum::<u32>() >= COMMON);
    compound.chain(common.map(|row| row.0.to_string())).collect()
});

/// Persons counted from which on a surname is common.
const COMMON: u32 = 40;

/// Says whether one word of Hangul can be a full name: three syllables, or four behind a surname that is common or of two.
/// Longer ones are a part of a foreign name.
pub fn may_be_full(word: &str) -> bool {
    let starts = |n: usize| word.char_indices().nth(n).is_some_and(|(end, _)| BEFORE_LONG.contains(&word[..end]));
    match word.chars().count() {
        3 => true,
        4 => starts(1) || starts(2),
        _ => false,
    }
}

/// What a row of `jamo.tsv` is about.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Onset,
    Vowel,
    Alone,
    Coda,
    Linked,
}

const PARTS: [(&str, Kind); 5] = [
    ("onset", Kind::Onset),
    ("vowel", Kind::Vowel),
    ("alone", Kind::Alone),
    ("coda", Kind::Coda),
    ("linked", Kind::Linked),
];

/// One way to write a part of a syllable, and what it costs.
pub(super) type Way = (&'static str, f32);

/// A part of a syllable that Latin letters can stand for: its number, the letters, the cost.
pub(super) type Part = (u8, &'static str, f32);

/// Letters of one kind of part, by their first letter.
#[derive(Debug, Clone, Default)]
pub(super) struct ByFirst {
    /// By the number of the letter; none behind the last that has any.
    rows: Vec<Vec<Part>>,
}

impl ByFirst {
    /// Returns the parts whose letters `letters` starts with.
    pub fn at<'a>(&'a self, letters: &'a [u8]) -> impl Iterator<Item = Part> + 'a {
        let rows = letters.first().and_then(|&first| self.rows.get(usize::from(first)));
        rows.into_iter().flatten().copied().filter(|(_, way, _)| opens(letters, way))
    }

    fn add(&mut self, part: u8, (way, cost): Way) {
        if let Some(first) = way.bytes().next().map(usize::from) {
            if self.rows.len() <= first {
                self.rows.resize(first + 1, Vec::new());
            }
            self.rows[first].push((part, way, cost));
        }
    }
}

/// Spellings seen of one syllable in one place of a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// Persons counted.
    pub total: u32,
    /// Each spelling with its cost; the most frequent first.
    pub ways: Vec<Way>,
}

/// A syllable that this many persons have in their given names is a usual one.
const USUAL: u32 = 8;

/// Spellings seen in one place of a name: as the surname, or within the given name.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// By syllable.
    pub syllables: Map<char, Seen>,
    /// By spelling.
    pub spellings: Map<&'static str, Known>,
    /// What a reading by rule costs more for each syllable of Hangul, in their order: see [`costs::unseen`] and [`costs::NEVER`].
    pub by_rule: Vec<(f32, f32)>,
}

/// How many syllables of Hangul there are.
const N_SYLLABLES: usize = 11_172;

/// Returns the number of a syllable of Hangul among all; that of the first for any other character.
pub(super) fn number_of(syllable: char) -> usize {
    (syllable as usize).checked_sub(0xac00).filter(|&at| at < N_SYLLABLES).unwrap_or_default()
}

/// The syllables that one spelling was seen for, each with the persons counted and the cost.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// In the order of the rows.
    pub syllables: Vec<(char, u32, f32)>,
    /// The largest count.
    pub most: u32,
    /// What each of the syllables costs beside the one that has the largest count; and any other.
    rivals: (Vec<f32>, f32),
}

impl Known {
    /// Returns what it costs to take the spelling for `syllable` although others have it more often.
    pub(crate) fn rival(&self, syllable: char) -> f32 {
        let mine = self.syllables.iter().position(|row| row.0 == syllable);
        mine.map_or(self.rivals.1, |at| self.rivals.0[at])
    }

    /// Returns the syllables with what each costs here.
    pub(crate) fn costs(&self) -> impl Iterator<Item = (char, f32)> + '_ {
        self.syllables.iter().zip(&self.rivals.0).map(|(&(syllable, _, cost), rival)| (syllable, cost + rival))
    }

    /// Works out what syllables cost once all are there.
    fn finish(&mut self) {
        let cost = |mine: u32| costs::RIVAL * ((self.most as f32 + 1.0) / (mine as f32 + 1.0)).ln();
        self.rivals = (self.syllables.iter().map(|row| cost(row.1)).collect(), cost(0));
    }
}

/// How the sounds of foreign names in Hangul are spelled, each by its part of a syllable.
#[derive(Debug, Clone, Default)]
pub(super) struct Foreign {
    pub onset: Vec<Vec<Way>>,
    pub vowel: Vec<Vec<Way>>,
    pub coda: Vec<Vec<Way>>,
}

impl Foreign {
    fn built_in() -> Self {
        let mut foreign = Self { onset: vec![Vec::new(); 19], vowel: vec![Vec::new(); 21], coda: vec![Vec::new(); 28] };
        FOREIGN.rows(|row| {
            let (kind, jamo, ways) = (row.one_of(&PARTS)?, row.text()?, row.counted()?);
            match kind {
                Kind::Onset => foreign.onset[place_in(ONSETS, jamo, jamo.chars().next())?] = ways,
                Kind::Vowel => foreign.vowel[place_in(VOWELS, jamo, jamo.chars().next())?] = ways,
                Kind::Coda => foreign.coda[place_in(CODAS, jamo, jamo.chars().next())? + 1] = ways,
                Kind::Alone | Kind::Linked => return Err(Fault::new("no part of a foreign name")),
            }
            Ok(())
        });
        foreign
    }
}

/// Returns the place of a letter among those of its part.
fn place_in(order: &str, jamo: &str, letter: Option<char>) -> Result<usize, Fault> {
    let part = letter.and_then(|letter| order.chars().position(|other| other == letter));
    part.ok_or_else(|| Fault::new(format!("{jamo:?} is no such part of a syllable")))
}

/// The rows that names are compared by; see [`super`].
#[derive(Debug, Clone, Default)]
pub struct Names {
    pub(super) onset: Vec<Vec<Way>>,
    pub(super) vowel: Vec<Vec<Way>>,
    pub(super) alone: Vec<Vec<Way>>,
    pub(super) coda: Vec<Vec<Way>>,
    pub(super) linked: Map<(u8, u8), Vec<Way>>,
    pub(super) onsets: ByFirst,
    pub(super) vowels: ByFirst,
    pub(super) alones: ByFirst,
    pub(super) codas: ByFirst,
    pub(super) surnames: Place,
    pub(super) given: Place,
    pub(super) compound: Map<&'static str, Vec<&'static str>>,
    pub(super) foreign: Foreign,
    pub(super) pinyin: Pinyin,
    /// How surnames are spelled in Latin letters; made when they are first asked for.
    pub(super) romanised: OnceLock<HashSet<String>>,
    pub(super) titles: Titles,
    pub(super) nicknames: Map<&'static str, Vec<&'static str>>,
    pub(super) memo: Memo,
}

impl Names {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let mut names = Self {
            onset: vec![Vec::new(); 19],
            vowel: vec![Vec::new(); 21],
            alone: vec![Vec::new(); 21],
            coda: vec![Vec::new(); 28],
            surnames: place(SURNAMES),
            given: place(GIVEN),
            foreign: Foreign::built_in(),
            pinyin: Pinyin::built_in(),
            ..Self::default()
        };
        for (surname, given) in names.surnames.by_rule.iter_mut().zip(&names.given.by_rule) {
            surname.1 = surname.1.min(given.1);
        }
        JAMO.rows(|row| names.add_part(row));
        // A vowel without consonant is written as behind one, and in some ways of its own.
        for (part, ways) in names.alone.iter_mut().enumerate() {
            let own: Vec<&str> = ways.iter().map(|&(way, _)| way).collect();
            let shared = names.vowel[part].iter().filter(|(way, _)| !own.contains(way)).copied().collect::<Vec<Way>>();
            ways.extend(shared);
            ways.iter().for_each(|&way| names.alones.add(part as u8, way));
        }
        names.compound.extend(COMPOUND.rows(|row| Ok((row.text()?, row.words()?))));
        let rows = TITLES.rows(|row| Ok((row.one_of(&[("before", true), ("after", false)])?, row.words()?)));
        for (is_before, words) in rows {
            let list = if is_before { &mut names.titles.before } else { &mut names.titles.after };
            list.extend(words);
        }
        for (long, short) in NICKNAMES.rows(|row| Ok((row.text()?, row.words()?))) {
            short.into_iter().for_each(|short| names.nicknames.entry(short).or_default().push(long));
        }
        names
    }

    /// Says whether a word of Hangul of two syllables or more is no usual Korean name, with a surname or without: a syllable of it is
    /// seldom in a given name.
    pub fn is_own_name(&self, word: &str) -> bool {
        let is_usual = |char: char| self.given.syllables.get(&char).is_some_and(|seen| seen.total >= USUAL);
        let mut chars = word.chars();
        let first = chars.next();
        let begins_usual = first.is_some_and(|first| is_usual(first) || self.surnames.syllables.contains_key(&first));
        word.chars().nth(1).is_some() && !(begins_usual && chars.all(is_usual))
    }

    /// Says whether a text is a Korean surname alone, in Hangul or Latin letters.
    pub fn is_surname(&self, text: &str) -> bool {
        let text = text.trim().to_lowercase();
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => self.surnames.syllables.contains_key(&only) || only.is_alphabetic(),
            _ if self.compound.contains_key(text.as_str()) => true,
            _ => self.surnames.spellings.get(text.as_str()).is_some_and(|known| known.most >= 10),
        }
    }

    fn add_part(&mut self, row: &mut Row) -> Result<(), Fault> {
        let (kind, jamo, ways) = (row.one_of(&PARTS)?, row.text()?, row.counted()?);
        let mut jamos = jamo.chars();
        let (first, second) = (jamos.next(), jamos.next());
        let at = |order: &str, letter: Option<char>| place_in(order, jamo, letter);
        match kind {
            Kind::Onset => {
                let part = at(ONSETS, first)?;
                ways.iter().for_each(|&way| self.onsets.add(part as u8, way));
                self.onset[part] = ways;
            }
            Kind::Vowel => {
                let part = at(VOWELS, first)?;
                ways.iter().for_each(|&way| self.vowels.add(part as u8, way));
                self.vowel[part] = ways;
            }
            Kind::Alone => self.alone[at(VOWELS, first)?] = ways,
            Kind::Coda => {
                let part = at(CODAS, first)?;
                ways.iter().for_each(|&way| self.codas.add(part as u8 + 1, way));
                self.coda[part + 1] = ways;
            }
            Kind::Linked => {
                let (coda, onset) = (at(CODAS, first)?, at(ONSETS, second)?);
                self.linked.insert((coda as u8 + 1, onset as u8), ways);
            }
        }
        Ok(())
    }
}

/// Returns the cost of a spelling that `count` of the persons whose name has the syllable use, where `most` use the
/// most frequent one.
fn seen_cost(count: u32, most: u32) -> f32 {
    let rare = (most as f32 / count as f32).ln();
    let lone = if count < 2 && most > 8 { costs::LONE } else { 0.0 };
    costs::RARE * rare + lone
}

fn place(table: Table) -> Place {
    let mut place = Place::default();
    for (syllable, counted) in table.rows(|row| Ok((row.number::<char>()?, row.counted::<u32>()?))) {
        let most = counted.iter().map(|&(_, count)| count).max().unwrap_or(1);
        let total = counted.iter().map(|&(_, count)| count).sum();
        let counts: Vec<u32> = counted.iter().map(|&(_, count)| count).collect();
        let ways: Vec<Way> = counted.into_iter().map(|(way, count)| (way, seen_cost(count, most))).collect();
        for (&(way, cost), count) in ways.iter().zip(counts) {
            let known = place.spellings.entry(way).or_default();
            known.syllables.push((syllable, count, cost));
            known.most = known.most.max(count);
        }
        place.syllables.insert(syllable, Seen { total, ways });
    }
    place.spellings.values_mut().for_each(Known::finish);
    place.by_rule = vec![(costs::unseen(0), costs::NEVER); N_SYLLABLES];
    for (&syllable, seen) in &place.syllables {
        place.by_rule[number_of(syllable)] = (costs::unseen(seen.total), 0.0);
    }
    // A spelling that belongs to another syllable far more often costs that much more here.
    for (&syllable, seen) in &mut place.syllables {
        for (way, cost) in &mut seen.ways {
            *cost += place.spellings.get(way).map_or(0.0, |known| known.rival(syllable));
        }
    }
    place
}
