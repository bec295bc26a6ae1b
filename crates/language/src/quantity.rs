//! The one parser of numerals, dates, durations, ages, money, shares, counts and ranks, in both languages.
//!
//! `figures` reads numerals, `english` and `korean` what their language puts in words, `date` dates, with `calendar`; `range` joins two
//! values to one; `value` and `when` say what was read and when two values are one; `starts` tells where none
//! can start; `rows` are those of `lexicon/*/quantity/`.

mod calendar;
mod cursor;
mod date;
mod english;
mod figures;
mod korean;
mod money;
mod numeral;
mod range;
mod rows;
mod show;
mod starts;
mod unit;
mod value;
mod when;

#[cfg(test)]
mod tests;

use cursor::Cursor;
use rows::Rows;
use starts::Starts;

pub use calendar::year_first as day_in_figures;
pub use rows::Counter;
pub use value::{Amount, Bound, Counted, Quantity, TimeUnit, Value};
pub use when::{Anchor, Part, When};

/// What a Korean word does in a time of day, as pages write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockWord {
    /// It stands before an hour of the first half of the day.
    Morning,
    /// It stands before an hour of the second half.
    Afternoon,
    /// It stands behind an hour.
    Hour,
    /// It stands behind a minute.
    Minute,
    /// It is a syllable of a weekday, between a day and its time.
    Weekday,
}

/// What numbers and what they measure are understood by: the rows of `lexicon/quantity/` and of the folder of each language.
#[derive(Debug, Clone)]
pub struct Quantities {
    rows: Rows,
    starts: Starts,
}

impl Quantities {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        let rows = Rows::built_in();
        Self { starts: Starts::of(&rows), rows }
    }

    /// Returns the values that a text states, in reading order; none overlaps the next, and each stands on character borders.
    ///
    /// Takes time in proportion to the text. Numbers of more than 15 digits are no values.
    pub fn values(&self, text: &str) -> Vec<Value> {
        let mut values: Vec<Value> = Vec::new();
        let mut cursor = Cursor::new(text);
        while !cursor.is_end() {
            let found =
                if self.starts.fits(cursor) && cursor.starts_word() { value_at(cursor, &self.rows) } else { None };
            let Some(mut value) = found else {
                cursor = cursor.behind_run();
                continue;
            };
            cursor = cursor.at(value.at.end);
            while let Some(whole) = values.last().and_then(|last| range::joined(text, last, &value, &self.rows)) {
                values.pop();
                value = whole;
            }
            values.push(value);
        }
        values
    }

    /// Returns the day, month or year that a text starts with, and the length of what says it in bytes.
    ///
    /// Only what is written out: `2025-06-12`, `2025. 6. 12.`, `2025년 6월 12일`, `June 12, 2025`, `12th of June`.
    pub fn when_at(&self, text: &str) -> Option<(When, usize)> {
        let cursor = Cursor::new(text);
        calendar::numeric(text)
            .map(|(day, length)| (When::of(day), length))
            .or_else(|| english::date::written(cursor, &self.rows.english).map(|(when, behind)| (when, behind.at)))
    }

    /// Says whether what stands in brackets behind a name is an age: `33`, `33세`.
    pub fn is_age(&self, note: &str) -> bool {
        let mut values = self.values(note).into_iter();
        let (Some(value), None) = (values.next(), values.next()) else { return false };
        let is_age = match value.quantity {
            Quantity::Age(_) => true,
            Quantity::Number(amount) => amount.is_exact() && amount.low.fract() == 0.0 && amount.low < 100.0,
            _ => false,
        };
        is_age && value.at == (0..note.len())
    }

    /// Returns the words that count the same things in both languages.
    pub fn counters(&self) -> &[Counter] {
        &self.rows.counters
    }

    /// Returns the Korean words of times of day that do this.
    pub fn clock_words(&self, does: ClockWord) -> &[&'static str] {
        let kind = match does {
            ClockWord::Morning => "page-morning",
            ClockWord::Afternoon => "page-afternoon",
            ClockWord::Hour => "page-hour",
            ClockWord::Minute => "page-minute",
            ClockWord::Weekday => "page-weekday",
        };
        rows::of_kind(&self.rows.korean.words, kind)
    }

    /// Returns a Korean word without what multiplies numbers before it: 명 of 만명.
    pub fn behind_scale<'a>(&self, word: &'a str) -> &'a str {
        korean::numeral::behind_places(Cursor::new(word), &self.rows.korean).rest()
    }

    /// Says whether two values can both be true of one thing.
    ///
    /// Exact amounts are one where they are the same; what is `about` so much leaves a twentieth open, and so do round numbers from a
    /// thousand on and durations told in units that have no common measure (days and months). An open part of a date agrees with
    /// any. Amounts of different kinds never agree.
    pub fn agree(one: &Value, other: &Value) -> bool {
        value::agree(&one.quantity, &other.quantity)
    }
}

/// Reads the value that starts here: a date or a time of day, money, or a number with what it measures.
fn value_at(cursor: Cursor<'_>, rows: &Rows) -> Option<Value> {
    date::value(cursor, rows)
        .or_else(|| money::before_number(cursor, rows))
        .or_else(|| korean::whole_word(cursor, &rows.korean))
        .or_else(|| english::whole_word(cursor, &rows.english))
        .or_else(|| figures::numeral(cursor, rows).and_then(|numeral| unit::measured(cursor, numeral, rows)))
}
