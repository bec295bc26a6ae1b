//! The rows that quantities are understood by.

mod load;

use std::collections::HashMap;

use super::value::{Bound, Counted, TimeUnit};

/// All rows.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub english: English,
    pub korean: Korean,
    pub counters: Vec<Counter>,
    /// Signs before a number and behind one, with what they measure; longer ones first.
    pub signs_before: Vec<(&'static str, Measure)>,
    pub signs_behind: Vec<(&'static str, Measure)>,
}

/// Words of both languages that count the same things.
#[derive(Debug, Clone)]
pub struct Counter {
    /// Korean counters and nouns.
    pub korean: Vec<&'static str>,
    /// English nouns, in the singular.
    pub english: Vec<&'static str>,
    /// Whether they count things of any kind.
    pub is_general: bool,
}

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Measure {
    Time(TimeUnit, f64),
    Money(&'static str, f64),
    Share,
    /// Points of a share.
    Point,
    Age,
    Nth,
    Clock,
    Year,
    Decade,
    /// `20대`: people in their twenties.
    DecadeAge,
    /// `3분의`: what stands below a fraction.
    Over,
    /// Things, with the rows of counters that have the word.
    Count {
        rows: u64,
        is_general: bool,
    },
    /// No unit.
    Other,
}

/// What an English number word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EnglishRole {
    Unit,
    Teen,
    Ten,
    Hundred,
    Scale,
    Short,
    Dozen,
    Article,
    Vague,
    Part,
    Nth,
}

/// What a Korean number word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KoreanRole {
    Digit,
    Place,
    Scale,
    Ten,
    Unit,
    Bound,
    Noun,
    Both,
    Span,
    SinoSpan,
    Days,
    Nth,
    Vague,
    Share,
}

/// A number word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number<Role> {
    pub word: &'static str,
    pub low: f64,
    pub high: f64,
    pub role: Role,
}

/// What a word of dates is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayWord {
    Month,
    Weekday,
    Day,
    Week,
    MonthFrom,
    Year,
    ToldDay,
    ToldWeek,
    ToldMonth,
    ToldYear,
    /// `last`, `this`, `next` before a unit.
    Step,
    Ahead,
    Behind,
}

/// A word of dates with its number.
pub(super) type DayRow = (&'static str, DayWord, i16);

/// Words that leave an amount open.
#[derive(Debug, Clone, Default)]
pub(super) struct About {
    pub before: Vec<(&'static str, Bound)>,
    pub behind: Vec<(&'static str, Bound)>,
    /// Those in one word with the number or its unit: 90여 일, 2년여.
    pub glued: Vec<(&'static str, Bound)>,
}

/// Words by kind, of `words.tsv`.
pub(super) type Words = HashMap<&'static str, Vec<&'static str>>;

#[derive(Debug, Clone)]
pub(super) struct English {
    pub numbers: HashMap<&'static str, Number<EnglishRole>>,
    pub units: HashMap<&'static str, Measure>,
    pub about: About,
    /// Words of dates by their first word, longer ones first.
    pub days: HashMap<&'static str, Vec<DayRow>>,
    pub words: Words,
}

#[derive(Debug, Clone)]
pub(super) struct Korean {
    /// Number words by their first syllable, longer ones first.
    pub numbers: HashMap<char, Vec<Number<KoreanRole>>>,
    /// Units by their first syllable, longer ones first.
    pub units: HashMap<char, Vec<KoreanUnit>>,
    pub about: About,
    pub days: HashMap<char, Vec<DayRow>>,
    pub words: Words,
    pub tails: Vec<&'static str>,
    pub open_tails: Vec<&'static str>,
}

/// A Korean unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct KoreanUnit {
    pub word: &'static str,
    pub measure: Measure,
    /// The numerals that it takes: figures, 한자어, 고유어, and short ones that touch it.
    pub takes: &'static str,
}

impl English {
    /// Returns the month, 1 to 12, that a word names.
    pub fn month(&self, word: &str) -> Option<i8> {
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        let rows = self.days.get(word.as_str())?;
        rows.iter().find(|row| row.1 == DayWord::Month).and_then(|row| i8::try_from(row.2).ok())
    }

    /// Returns what a word of any number or case measures.
    pub fn unit(&self, word: &str) -> Option<(String, Measure)> {
        let lower = word.to_lowercase();
        let singular = |word: &str| self.units.get(word).map(|measure| (word.to_owned(), *measure));
        singular(&lower)
            .or_else(|| singular(lower.strip_suffix('s')?))
            .or_else(|| singular(lower.strip_suffix("es")?))
            .or_else(|| singular(&format!("{}y", lower.strip_suffix("ies")?)))
    }
}

/// Returns the words of one kind.
pub(super) fn of_kind<'a>(words: &'a Words, kind: &str) -> &'a [&'static str] {
    words.get(kind).map_or(&[], Vec::as_slice)
}

impl Counted {
    pub(super) fn of(word: &str, rows: u64, is_general: bool) -> Self {
        Self { word: word.to_owned(), rows, is_general }
    }
}
