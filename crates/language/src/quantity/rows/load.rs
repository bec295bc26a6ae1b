//! Loads the rows that quantities are understood by.

use std::collections::HashMap;

use super::{
    About, Counter, DayRow, DayWord, English, EnglishRole, Korean, KoreanRole, KoreanUnit, Measure, Number, Rows, Words,
};
use crate::quantity::value::{Bound, TimeUnit};
use crate::{Fault, Row, Table, table};

const COUNTERS: Table = table!("quantity/counters.tsv");
const SIGNS: Table = table!("quantity/symbols.tsv");
const ENGLISH_NUMBERS: Table = table!("en/quantity/numerals.tsv");
const ENGLISH_UNITS: Table = table!("en/quantity/units.tsv");
const ENGLISH_ABOUT: Table = table!("en/quantity/about.tsv");
const ENGLISH_DAYS: Table = table!("en/quantity/days.tsv");
const ENGLISH_WORDS: Table = table!("en/quantity/words.tsv");
const KOREAN_NUMBERS: Table = table!("ko/quantity/numerals.tsv");
const KOREAN_UNITS: Table = table!("ko/quantity/units.tsv");
const KOREAN_ABOUT: Table = table!("ko/quantity/about.tsv");
const KOREAN_DAYS: Table = table!("ko/quantity/days.tsv");
const KOREAN_WORDS: Table = table!("ko/quantity/words.tsv");
const KOREAN_TAILS: Table = table!("ko/quantity/tails.txt");

const ENGLISH_ROLES: [(&str, EnglishRole); 11] = [
    ("unit", EnglishRole::Unit),
    ("teen", EnglishRole::Teen),
    ("ten", EnglishRole::Ten),
    ("hundred", EnglishRole::Hundred),
    ("scale", EnglishRole::Scale),
    ("short", EnglishRole::Short),
    ("dozen", EnglishRole::Dozen),
    ("article", EnglishRole::Article),
    ("vague", EnglishRole::Vague),
    ("part", EnglishRole::Part),
    ("nth", EnglishRole::Nth),
];

const KOREAN_ROLES: [(&str, KoreanRole); 14] = [
    ("digit", KoreanRole::Digit),
    ("place", KoreanRole::Place),
    ("scale", KoreanRole::Scale),
    ("ten", KoreanRole::Ten),
    ("unit", KoreanRole::Unit),
    ("bound", KoreanRole::Bound),
    ("noun", KoreanRole::Noun),
    ("both", KoreanRole::Both),
    ("span", KoreanRole::Span),
    ("sino-span", KoreanRole::SinoSpan),
    ("days", KoreanRole::Days),
    ("nth", KoreanRole::Nth),
    ("vague", KoreanRole::Vague),
    ("share", KoreanRole::Share),
];

const DAY_WORDS: [(&str, DayWord); 13] = [
    ("month", DayWord::Month),
    ("weekday", DayWord::Weekday),
    ("day", DayWord::Day),
    ("week", DayWord::Week),
    ("month-from", DayWord::MonthFrom),
    ("year", DayWord::Year),
    ("told-day", DayWord::ToldDay),
    ("told-week", DayWord::ToldWeek),
    ("told-month", DayWord::ToldMonth),
    ("told-year", DayWord::ToldYear),
    ("step", DayWord::Step),
    ("ahead", DayWord::Ahead),
    ("behind", DayWord::Behind),
];

const TIME_UNITS: [(&str, TimeUnit); 7] = [
    ("second", TimeUnit::Second),
    ("minute", TimeUnit::Minute),
    ("hour", TimeUnit::Hour),
    ("day", TimeUnit::Day),
    ("week", TimeUnit::Week),
    ("month", TimeUnit::Month),
    ("year", TimeUnit::Year),
];

const PLAIN_MEASURES: [(&str, Measure); 11] = [
    ("share", Measure::Share),
    ("point", Measure::Point),
    ("age", Measure::Age),
    ("nth", Measure::Nth),
    ("clock", Measure::Clock),
    ("year", Measure::Year),
    ("decade", Measure::Decade),
    ("decade-age", Measure::DecadeAge),
    ("over", Measure::Over),
    ("count", Measure::Count { rows: 0, is_general: false }),
    ("other", Measure::Other),
];

impl Rows {
    pub fn built_in() -> Self {
        let mut signs_before = Vec::new();
        let mut signs_behind = Vec::new();
        for (is_before, sign, measure) in SIGNS.rows(|row| {
            let is_before = row.one_of(&[("before", true), ("behind", false)])?;
            Ok((is_before, row.text()?, measure(row)?))
        }) {
            if is_before { &mut signs_before } else { &mut signs_behind }.push((sign, measure));
        }
        for signs in [&mut signs_before, &mut signs_behind] {
            signs.sort_by_key(|(sign, _): &(&str, Measure)| std::cmp::Reverse(sign.len()));
        }
        let counters = COUNTERS.rows(|row| {
            let (korean, english) = (row.words()?, row.words()?);
            let is_general = row.has_more() && row.one_of(&[("any", true)])?;
            Ok(Counter { korean, english, is_general })
        });
        let (english, korean) = (English::built_in(&counters), Korean::built_in(&counters));
        Self { signs_before, signs_behind, english, korean, counters }
    }
}

impl English {
    fn built_in(counters: &[Counter]) -> Self {
        let mut units = counts(counters, |counter| &counter.english);
        units.extend(ENGLISH_UNITS.rows(|row| Ok((row.text()?, measure(row)?))));
        let mut days: HashMap<&str, Vec<DayRow>> = HashMap::new();
        for day in ENGLISH_DAYS.rows(day_row) {
            days.entry(day.0.split(' ').next().unwrap_or_default()).or_default().push(day);
        }
        days.values_mut().for_each(|days| days.sort_by_key(|day| std::cmp::Reverse(day.0.len())));
        let numbers = ENGLISH_NUMBERS.rows(|row| number(row, &ENGLISH_ROLES));
        Self {
            numbers: numbers.into_iter().map(|number| (number.word, number)).collect(),
            units,
            about: About::of(ENGLISH_ABOUT),
            days,
            words: words(ENGLISH_WORDS),
        }
    }
}

impl Korean {
    fn built_in(counters: &[Counter]) -> Self {
        let mut counts = counts(counters, |counter| &counter.korean);
        let mut units = KOREAN_UNITS.rows(|row| {
            let (word, measure) = (row.text()?, measure(row)?);
            let is_count = matches!(measure, Measure::Count { .. });
            let counted = if is_count { counts.get(word).copied() } else { None };
            Ok(KoreanUnit { word, measure: counted.unwrap_or(measure), takes: row.text()? })
        });
        counts.retain(|word, _| units.iter().all(|unit| unit.word != *word));
        units.extend(counts.into_iter().map(|(word, measure)| KoreanUnit { word, measure, takes: "fsn" }));
        let tails = KOREAN_TAILS.words();
        Self {
            numbers: by_first(KOREAN_NUMBERS.rows(|row| number(row, &KOREAN_ROLES)), |number| number.word),
            units: by_first(units, |unit| unit.word),
            about: About::of(KOREAN_ABOUT),
            days: by_first(KOREAN_DAYS.rows(day_row), |day| day.0),
            words: words(KOREAN_WORDS),
            tails: tails.iter().copied().filter(|tail| !tail.ends_with('~')).collect(),
            open_tails: tails.iter().filter_map(|tail| tail.strip_suffix('~')).collect(),
        }
    }
}

/// Puts rows in order of their first syllable, the longest first; of rows with one word the first stays first.
fn by_first<T>(rows: Vec<T>, word: impl Fn(&T) -> &'static str) -> HashMap<char, Vec<T>> {
    let mut by_first: HashMap<char, Vec<T>> = HashMap::new();
    for row in rows {
        let Some(first) = word(&row).chars().next() else { continue };
        by_first.entry(first).or_default().push(row);
    }
    by_first.values_mut().for_each(|rows| rows.sort_by_key(|row| std::cmp::Reverse(word(row).len())));
    by_first
}

/// Returns the words of one language that count, each with a bit for every row that has it.
fn counts(counters: &[Counter], words: impl Fn(&Counter) -> &Vec<&'static str>) -> HashMap<&'static str, Measure> {
    let mut counts = HashMap::new();
    for (at, counter) in counters.iter().enumerate() {
        let bit = 1u64.checked_shl(at as u32).unwrap_or_default();
        for &word in words(counter) {
            let known = counts.entry(word).or_insert(Measure::Count { rows: 0, is_general: false });
            if let Measure::Count { rows, is_general } = known {
                *rows |= bit;
                *is_general |= counter.is_general;
            }
        }
    }
    counts
}

/// Takes a number word: the word, its number or range, what it does.
fn number<Role: Copy>(row: &mut Row, roles: &[(&str, Role)]) -> Result<Number<Role>, Fault> {
    let (word, cell) = (row.text()?, row.text()?);
    let (low, high) = cell.split_once('-').unwrap_or((cell, cell));
    let number = |text: &str| text.parse().map_err(|_| Fault::new(format!("“{cell}” is no number and no range")));
    Ok(Number { word, low: number(low)?, high: number(high)?, role: row.one_of(roles)? })
}

/// Takes what a unit measures: `time hour 1`, `money KRW 1`, or a word alone.
fn measure(row: &mut Row) -> Result<Measure, Fault> {
    let cell = row.text()?;
    Ok(match cell.split_once(' ') {
        Some(("time", rest)) => {
            let (unit, times) = rest.split_once(' ').unwrap_or((rest, "1"));
            let unit = TIME_UNITS.iter().find(|(name, _)| *name == unit);
            let (_, unit) = unit.ok_or_else(|| Fault::new(format!("“{cell}” is no unit of time")))?;
            Measure::Time(*unit, times.parse().map_err(|_| Fault::new(format!("“{times}” is no number")))?)
        }
        Some(("money", rest)) => {
            let (currency, times) = rest.split_once(' ').unwrap_or((rest, "1"));
            Measure::Money(currency, times.parse().map_err(|_| Fault::new(format!("“{times}” is no number")))?)
        }
        _ => {
            let plain = PLAIN_MEASURES.iter().find(|(name, _)| *name == cell);
            plain.ok_or_else(|| Fault::new(format!("“{cell}” measures nothing")))?.1
        }
    })
}

fn day_row(row: &mut Row) -> Result<DayRow, Fault> {
    let (word, number) = (row.one_of(&DAY_WORDS)?, row.number()?);
    Ok((row.text()?, word, number))
}

impl About {
    fn of(table: Table) -> Self {
        let mut about = Self::default();
        let places = [("before", 0), ("behind", 1), ("glued", 2)];
        let bounds = [("about", Bound::About), ("least", Bound::Least), ("most", Bound::Most)];
        for (place, bound, word) in table.rows(|row| Ok((row.one_of(&places)?, row.one_of(&bounds)?, row.text()?))) {
            [&mut about.before, &mut about.behind, &mut about.glued][place].push((word, bound));
        }
        about
    }
}

fn words(table: Table) -> Words {
    let mut words = Words::new();
    for (kind, word) in table.rows(|row| Ok((row.text()?, row.text()?))) {
        words.entry(kind).or_default().push(word);
    }
    words
}
