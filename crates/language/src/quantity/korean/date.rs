//! Korean dates and times of day: 2025년 5월 1일, 5월 초, 23일, 지난달, 어제, 오후 3시 30분.

use crate::quantity::calendar::{YEARS, full_year, of_word};
use crate::quantity::cursor::Cursor;
use crate::quantity::numeral::Numeral;
use crate::quantity::rows::{DayRow, DayWord, Korean, Measure, Rows, of_kind};
use crate::quantity::value::{Quantity, TimeUnit};
use crate::quantity::when::{Part, When};

/// Reads a date that starts with figures: with its year, with its month, or a day alone where it is no duration.
pub(crate) fn figures<'a>(cursor: Cursor<'a>, rows: &Rows) -> Option<(Quantity, Cursor<'a>)> {
    let korean = &rows.korean;
    let (when, end) = year(cursor, korean).or_else(|| month(cursor, korean)).or_else(|| day_alone(cursor, korean))?;
    let when = When { is_ahead: is_ahead(cursor, korean), ..when };
    Some((Quantity::When(when, None), end))
}

fn year<'a>(cursor: Cursor<'a>, rows: &Korean) -> Option<(When, Cursor<'a>)> {
    let (number, n_digits, end) = cursor.digits()?;
    let (_, end) = rows.unit(end, 'f').filter(|(unit, _)| unit.measure == Measure::Time(TimeUnit::Year, 1.0))?;
    let next = end.skip_space();
    let rest = month(next, rows);
    let is_year = match n_digits {
        4 => YEARS.contains(&(number as i16)) && !lasts(end, rows),
        // 98년 5월, but 98년.
        2 => rest.is_some(),
        _ => false,
    };
    let year = Part::Is(if n_digits == 2 { full_year(number as i16) } else { number as i16 });
    match rest {
        _ if !is_year => None,
        Some((when, end)) => Some((When { year, ..when }, end)),
        None => rows.ends_word(end).then_some((When { year, ..When::default() }, end)),
    }
}

/// Says whether what stands behind 년 makes the number a duration: 1000년 동안, 2000년 전.
fn lasts(end: Cursor<'_>, rows: &Korean) -> bool {
    let behind = end.skip_space().rest();
    let is_ago =
        super::ago(end, rows).is_some_and(|(_, _, end)| end.rest().is_empty() || !end.rest().starts_with('부'));
    ["동안", "간 ", "만에"].iter().any(|word| behind.starts_with(word)) || is_ago
}

fn month<'a>(cursor: Cursor<'a>, rows: &Korean) -> Option<(When, Cursor<'a>)> {
    let (month, end) = small(cursor, 12)?;
    let end = end.skip_space().skip("월")?;
    let when = When { month: Part::Is(month), ..When::default() };
    let day = small(end.skip_space(), 31).and_then(|(day, end)| Some((day, end.skip_space().skip("일")?)));
    match day {
        Some((day, end)) if !end.rest().starts_with("간") => Some((When { day: Part::Is(day), ..when }, end)),
        _ => rows.ends_word(end).then_some((when, end)),
    }
}

/// Reads 23일 where it is a day of a month: no word about it makes it a duration.
fn day_alone<'a>(cursor: Cursor<'a>, rows: &Korean) -> Option<(When, Cursor<'a>)> {
    let (day, end) = small(cursor, 31)?;
    let end = end.skip("일")?;
    let behind = end.skip_space().rest();
    let before = cursor.before().trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_lasting = of_kind(&rows.words, "lasts").iter().any(|word| behind.starts_with(word))
        || of_kind(&rows.words, "lasted").contains(&last)
        || rows.about.before.iter().any(|(word, _)| last.ends_with(word))
        || super::ago(end, rows).is_some();
    (!is_lasting && rows.ends_word(end)).then_some((When { day: Part::Is(day), ..When::default() }, end))
}

fn is_ahead(cursor: Cursor<'_>, rows: &Korean) -> bool {
    let before = cursor.before().trim_end();
    let rows = rows.days.values().flatten().filter(|row| row.1 == DayWord::Ahead);
    rows.into_iter().any(|(word, _, _)| before.ends_with(word))
}

fn small(cursor: Cursor<'_>, most: i16) -> Option<(i16, Cursor<'_>)> {
    let (number, n_digits, end) = cursor.digits()?;
    (n_digits <= 2 && (1.0..=f64::from(most)).contains(&number)).then_some((number as i16, end))
}

/// Reads a word of dates: 어제, 지난해, 지난달, 이튿날, 시월, 금요일.
pub(crate) fn words<'a>(cursor: Cursor<'a>, rows: &Korean) -> Option<(When, Cursor<'a>)> {
    let first = cursor.rest().chars().next()?;
    let days = rows.days.get(&first)?;
    let fits = |row: &DayRow| Some((*row, cursor.skip(row.0).filter(|&end| rows.ends_word(end))?));
    let ((_, word, number), end) = days.iter().find_map(fits)?;
    let when = of_word(word, number)?;
    let day = small(end.skip_space(), 31).and_then(|(day, end)| Some((day, end.skip("일")?)));
    match day {
        Some((day, end)) if word == DayWord::Month => Some((When { day: Part::Is(day), ..when }, end)),
        _ => Some((when, end)),
    }
}

/// Reads the rest of a time of day behind 시: 오후 3시 30분, 3시 반.
pub(crate) fn clock<'a>(
    start: Cursor<'a>,
    numeral: &Numeral,
    end: Cursor<'a>,
    rows: &Rows,
) -> Option<(Cursor<'a>, Quantity)> {
    let words = &rows.korean.words;
    let hour = numeral.whole(0..=24)?;
    let next = end.skip_space();
    let minutes = small(next, 59).and_then(|(minute, end)| {
        let end = of_kind(words, "minute").iter().find_map(|mark| end.skip(mark))?;
        Some((minute, end))
    });
    let half = || of_kind(words, "half").iter().find_map(|half| next.skip(half)).map(|end| (30, end));
    let (minute, end) = minutes.or_else(half).unwrap_or((0, end));
    let before = start.before().trim_end();
    let is_pm = of_kind(words, "pm").iter().any(|word| before.ends_with(word));
    let hour = if is_pm && hour < 12 { hour + 12 } else { hour };
    Some((end, Quantity::Clock(60 * hour as u16 + minute as u16)))
}
