//! Reads days as pages write them.

use std::ops::Range;

use jiff::civil::Date;

use super::clock::clock;

/// Years that a page can be from.
const YEARS: Range<i16> = 1985..2100;

/// Returns the day that a text starts with, and its length.
pub(super) fn day_at(text: &str) -> Option<(Date, usize)> {
    numeric_day(text).or_else(|| worded_day(text)).or_else(|| day_first(text))
}

/// Reads `12.06.2025`, and `25/06/2025` or `06/25/2025` where only one order is possible.
fn day_first(text: &str) -> Option<(Date, usize)> {
    let (first, length) = number(text, 2)?;
    let mark = text[length..].chars().next().filter(|mark| matches!(mark, '.' | '/'))?;
    let mut at = length + 1;
    let (second, length) = number(&text[at..], 2)?;
    at += length;
    at += text[at..].strip_prefix(mark).map(|_| 1)?;
    let (year, length) = number(&text[at..], 4).filter(|&(_, length)| length == 4)?;
    at += length;
    let (day, month) = match mark {
        '.' => (first, second),
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    Some((date(year as i16, month as i8, day as i8)?, at))
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| YEARS.contains(&date.year()))
}

/// Returns the number of at most `most` digits that a text starts with, and its length.
pub(super) fn number(text: &str, most: usize) -> Option<(i32, usize)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, length))
}

/// Reads `2025-06-12`, `2025. 6. 12.`, `2025년 6월 12일`, `2025/06/12`, `20250612`.
pub(super) fn numeric_day(text: &str) -> Option<(Date, usize)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(n_digits, 8 | 12 | 14) {
        let day = date(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?)?;
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
    let (day, length) = number(&text[at..], 2)?;
    at += length;
    if text[at..].starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let end = at + ["일", "."].iter().find(|mark| text[at..].starts_with(**mark)).map_or(0, |mark| mark.len());
    Some((date(year, month as i8, day as i8)?, end))
}

fn separator(text: &str) -> Option<usize> {
    let blank = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let front = blank(text);
    let mark = ["-", ".", "/", "년", "월"].into_iter().find(|mark| text[front..].starts_with(mark))?;
    let end = front + mark.len();
    Some(end + blank(&text[end..]))
}

/// Reads `12 June 2025`, `June 12, 2025`, `12th of Jun. 2025`.
fn worded_day(text: &str) -> Option<(Date, usize)> {
    let skip = |at: usize| at + (text[at..].len() - text[at..].trim_start_matches([' ', ',', '.', '-', '/']).len());
    let (day, month, at) = if text.starts_with(|char: char| char.is_ascii_digit()) {
        let (day, length) = number(text, 2)?;
        let mut at = length;
        at += ["st", "nd", "rd", "th"].iter().find(|end| text[at..].starts_with(**end)).map_or(0, |end| end.len());
        at = skip(at);
        if text[at..].starts_with("of ") {
            at += 3;
        }
        let (month, length) = month(&text[at..])?;
        (day, month, at + length)
    } else {
        let (month, length) = month(text)?;
        let at = skip(length);
        let (day, length) = number(&text[at..], 2)?;
        let mut at = at + length;
        at += ["st", "nd", "rd", "th"].iter().find(|end| text[at..].starts_with(**end)).map_or(0, |end| end.len());
        (day, month, at)
    };
    let mut at = skip(at);
    // `Tue Nov 19 10:00:00 2019` gives the time before the year.
    if let Some((_, length)) = clock(&text[at..]) {
        at = skip(at + length);
    }
    let (year, length) = number(&text[at..], 4).filter(|&(_, length)| length == 4)?;
    if text[at + length..].starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    Some((date(year as i16, month, day as i8)?, at + length))
}

fn month(text: &str) -> Option<(i8, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let month = onrecord_language::month(&text[..length])?;
    Some((i8::try_from(month).ok()?, length))
}
