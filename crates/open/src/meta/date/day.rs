//! Reads days as pages write them: with a time between month and year, and of the years of the web only.

use std::ops::Range;

use onrecord_language::quantity::{Part, Quantities};
use onrecord_model::Day;

use super::clock::{clock, number};

/// Years that a page can be from.
const YEARS: Range<i16> = 1985..2100;

/// Returns the day that a text starts with, and its length.
pub(super) fn day_at(text: &str, quantities: &Quantities) -> Option<(Day, usize)> {
    let (when, length) = quantities.when_at(text)?;
    let (Part::Is(month), Part::Is(day)) = (when.month, when.day) else { return None };
    let (year, length) = match when.year {
        Part::Is(year) => (year, length),
        _ => year_behind_clock(text, length, quantities)?,
    };
    let day = Day::new(year, Some(i8::try_from(month).ok()?), Some(i8::try_from(day).ok()?))?;
    Some((in_years(day)?, length))
}

/// Returns a day of the years that a page can be from.
pub(super) fn in_years(day: Day) -> Option<Day> {
    YEARS.contains(&day.first().year()).then_some(day)
}

/// Reads the year in `Tue Nov 19 10:00:00 2019`, which gives the time before it.
fn year_behind_clock(text: &str, at: usize, quantities: &Quantities) -> Option<(i16, usize)> {
    let skip = |at: usize| at + (text[at..].len() - text[at..].trim_start_matches([' ', ',', '.', '-', '/']).len());
    let (_, length) = clock(&text[skip(at)..], quantities)?;
    let at = skip(skip(at) + length);
    let (year, length) = number(&text[at..], 4).filter(|&(_, length)| length == 4)?;
    let is_cut = text[at + length..].starts_with(|char: char| char.is_ascii_digit());
    (!is_cut).then_some((i16::try_from(year).ok()?, at + length))
}
