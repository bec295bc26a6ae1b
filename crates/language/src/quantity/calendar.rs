//! What dates of every language share: days in figures, years, words of dates.

use onrecord_model::Day;

use super::rows::DayWord;
use super::when::{Anchor, Part, When};

/// Years that a text may tell in figures alone.
pub(super) const YEARS: std::ops::Range<i16> = 1000..2200;

/// Returns what a word of dates says.
pub(super) fn of_word(word: DayWord, number: i16) -> Option<When> {
    let told = When { anchor: Anchor::Told, ..When::default() };
    Some(match word {
        DayWord::Month => When { month: Part::Is(number), ..When::default() },
        DayWord::Weekday => When { weekday: i8::try_from(number).ok(), ..When::default() },
        DayWord::Day => When { day: Part::From(number), ..When::default() },
        DayWord::Week => When { week: Some(number), ..When::default() },
        DayWord::MonthFrom => When { month: Part::From(number), ..When::default() },
        DayWord::Year => When { year: Part::From(number), ..When::default() },
        DayWord::ToldDay => When { day: Part::From(number), ..told },
        DayWord::ToldWeek => When { week: Some(number), ..told },
        DayWord::ToldMonth => When { month: Part::From(number), ..told },
        DayWord::ToldYear => When { year: Part::From(number), ..told },
        DayWord::Step | DayWord::Ahead | DayWord::Behind => return None,
    })
}

/// Reads a day in figures in either order; returns the day and its length.
pub(super) fn numeric(text: &str) -> Option<(Day, usize)> {
    year_first(text).or_else(|| day_first(text))
}

/// Reads the day that a text starts with, the year first: `2025-06-12`, `2025. 6. 12.`, `2025년 6월 12일`, `2025/06/12`, `20250612`.
///
/// Returns the day and the length of what says it in bytes.
pub fn year_first(text: &str) -> Option<(Day, usize)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(n_digits, 8 | 12 | 14) {
        let part = |range: std::ops::Range<usize>| text[range].parse::<i16>().ok();
        let day = day(part(0..4)?, part(4..6)?, part(6..8)?)?;
        return Some((day, 8));
    }
    if n_digits != 4 {
        return None;
    }
    let year = text[..4].parse().ok()?;
    let mut at = 4 + separator(&text[4..])?;
    let (month, length) = number(&text[at..], 2)?;
    at += length;
    at += separator(&text[at..])?;
    let (of_month, length) = number(&text[at..], 2)?;
    at += length;
    if text[at..].starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let end = at + ["일", "."].iter().find(|mark| text[at..].starts_with(**mark)).map_or(0, |mark| mark.len());
    Some((day(year, month, of_month)?, end))
}

/// Reads `12.06.2025`, and `25/06/2025` or `06/25/2025` where only one order is possible.
fn day_first(text: &str) -> Option<(Day, usize)> {
    let (first, length) = number(text, 2)?;
    let mark = text[length..].chars().next().filter(|mark| matches!(mark, '.' | '/'))?;
    let mut at = length + 1;
    let (second, length) = number(&text[at..], 2)?;
    at += length;
    at += text[at..].strip_prefix(mark).map(|_| 1)?;
    let (year, length) = number(&text[at..], 4).filter(|&(_, length)| length == 4)?;
    at += length;
    let (of_month, month) = match mark {
        '.' => (first, second),
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    Some((day(year, month, of_month)?, at))
}

fn day(year: i16, month: i16, day: i16) -> Option<Day> {
    Day::new(year, Some(i8::try_from(month).ok()?), Some(i8::try_from(day).ok()?))
}

/// Returns the number of at most `most` digits that a text starts with, and its length.
fn number(text: &str, most: usize) -> Option<(i16, usize)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, length))
}

fn separator(text: &str) -> Option<usize> {
    let blank = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let front = blank(text);
    let mark = ["-", ".", "/", "년", "월"].into_iter().find(|mark| text[front..].starts_with(mark))?;
    let end = front + mark.len();
    Some(end + blank(&text[end..]))
}

/// Returns the year of two figures: those up to 39 are of this century.
pub(super) fn full_year(year: i16) -> i16 {
    if year < 40 { 2000 + year } else { 1900 + year }
}
