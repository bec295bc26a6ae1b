//! English dates and times of day: `June 12, 2025`, `12th of June`, `in 2018`, `last Friday`, `two years ago`, `7:30 p.m.`

use crate::quantity::calendar::{YEARS, of_word};
use crate::quantity::cursor::Cursor;
use crate::quantity::rows::{DayRow, DayWord, English, Measure, of_kind};
use crate::quantity::value::{Quantity, TimeUnit};
use crate::quantity::when::{Anchor, Part, When};

/// Reads `June 12, 2025`, `June 2025`, `12 June`, `12th of Jun. 2025`.
pub(crate) fn written<'a>(cursor: Cursor<'a>, rows: &English) -> Option<(When, Cursor<'a>)> {
    let (day, month, end) = if cursor.is_digit() {
        let (day, end) = day(cursor)?;
        let next = skip_marks(end);
        let next = next.skip("of ").unwrap_or(next);
        if next.at == cursor.at {
            return None;
        }
        let (month, end) = month(next, rows)?;
        (Some(day), month, end)
    } else {
        let (month, end) = month(cursor, rows)?;
        let next = skip_marks(end);
        let day =
            day(next).filter(|(_, end)| next.at <= cursor.at + 12 && !end.skip(":").is_some_and(Cursor::is_digit));
        match day {
            Some((day, end)) => (Some(day), month, end),
            None => (None, month, end),
        }
    };
    let mut when = When { month: Part::Is(month), ..When::default() };
    when.day = day.map_or(Part::Open, Part::Is);
    match year(skip_marks(end)) {
        Some((year, end)) => Some((When { year: Part::Is(year), ..when }, end)),
        None => Some((when, end)),
    }
}

fn skip_marks(cursor: Cursor<'_>) -> Cursor<'_> {
    let marks = |char: &char| matches!(char, ' ' | '\u{a0}' | ',' | '.' | '-' | '/');
    let length: usize = cursor.rest().chars().take(3).take_while(marks).map(char::len_utf8).sum();
    cursor.at(cursor.at + length)
}

fn day(cursor: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let (day, n_digits, end) = cursor.digits()?;
    let end = match end.latin() {
        Some(("st" | "nd" | "rd" | "th", end)) => end,
        Some(_) => return None,
        None => end,
    };
    (n_digits <= 2 && (1.0..=31.0).contains(&day)).then_some((day as i16, end))
}

fn year(cursor: Cursor<'_>) -> Option<(i16, Cursor<'_>)> {
    let (year, n_digits, end) = cursor.digits()?;
    (n_digits == 4 && YEARS.contains(&(year as i16))).then_some((year as i16, end))
}

fn month<'a>(cursor: Cursor<'a>, rows: &English) -> Option<(i16, Cursor<'a>)> {
    let (word, end) = cursor.latin()?;
    Some((rows.month(word)?.into(), end))
}

/// Reads what starts with figures: a day and its month, a year behind a word that leads to one, a decade, a time of day.
pub(crate) fn figures<'a>(cursor: Cursor<'a>, rows: &English) -> Option<(Quantity, Cursor<'a>)> {
    let is_capital = |(_, end): &(When, Cursor<'_>)| {
        let told = &cursor.text[cursor.at..end.at];
        told.contains(|char: char| char.is_uppercase())
    };
    if let Some((when, end)) = written(cursor, rows).filter(is_capital) {
        return Some((Quantity::When(when, None), end));
    }
    clock(cursor, rows).or_else(|| {
        let (number, n_digits, end) = cursor.digits()?;
        let years = |first: i16, last: i16| {
            let of = |year| When { year: Part::Is(year), ..When::default() };
            Quantity::When(of(first), (last > first).then(|| of(last)))
        };
        if n_digits == 4
            && number % 10.0 == 0.0
            && YEARS.contains(&(number as i16))
            && let Some(end) = end.skip("s").filter(|end| !end.rest().starts_with(char::is_alphanumeric))
        {
            return Some((years(number as i16, number as i16 + 9), end));
        }
        let (number, end) = year(cursor)?;
        leads_to_year(cursor, end, rows).then(|| (years(number, number), end))
    })
}

/// Says whether what stands before four figures makes them a year: `in`, `since`, a bracket that they fill.
fn leads_to_year(cursor: Cursor<'_>, end: Cursor<'_>, rows: &English) -> bool {
    let before = cursor.words_before(10);
    let last = before.rsplit(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let is_led = of_kind(&rows.words, "year").contains(&last) && before.ends_with(last) && !last.is_empty();
    let is_more = end.skip("-").or_else(|| end.skip(",")).is_some_and(Cursor::is_digit)
        || end.skip(".").is_some_and(Cursor::is_digit);
    (is_led || before.ends_with('(') && end.rest().starts_with([')', ',', ';']))
        && !is_more
        && !end.rest().starts_with(['%', '만', '천', '명', '원'])
}

/// Reads `7:30`, `7:30 p.m.`, `7 pm`, `5 o'clock`.
fn clock<'a>(cursor: Cursor<'a>, rows: &English) -> Option<(Quantity, Cursor<'a>)> {
    let (hour, n_digits, end) = cursor.digits()?;
    let minutes =
        end.skip(":").and_then(Cursor::digits).filter(|(minute, n_digits, _)| *n_digits == 2 && *minute < 60.0);
    let (minute, end) = minutes.map_or((0.0, end), |(minute, _, end)| (minute, end));
    let next = end.skip_space();
    let half = of_kind(&rows.words, "clock").iter().find_map(|half| {
        let end = next
            .rest()
            .get(..half.len())
            .filter(|there| there.eq_ignore_ascii_case(half))
            .map(|_| next.at(next.at + half.len()))?;
        (!end.rest().starts_with(char::is_alphanumeric)).then_some((*half, end))
    });
    if n_digits > 2 || hour > 24.0 || minutes.is_none() && half.is_none() || end.skip(":").is_some() {
        return None;
    }
    let is_pm = half.is_some_and(|(half, _)| half.starts_with('p'));
    let is_am = half.is_some_and(|(half, _)| half.starts_with('a'));
    let hour = match hour as u16 {
        12 if is_am => 0,
        hour if is_pm && hour < 12 => hour + 12,
        hour => hour,
    };
    Some((Quantity::Clock(60 * hour + minute as u16), half.map_or(end, |(_, end)| end)))
}

/// Reads a date that starts with a word: a month with a capital, a weekday, `yesterday`, `last year`, `next Friday`.
pub(crate) fn words<'a>(cursor: Cursor<'a>, rows: &English) -> Option<(When, Cursor<'a>)> {
    let (word, end) = cursor.latin()?;
    let is_capital = word.starts_with(char::is_uppercase);
    let days = rows.days.get(word.to_lowercase().as_str())?;
    let (row, end) = days.iter().find_map(|row| Some((*row, phrase(end, row)?)))?;
    match row.1 {
        DayWord::Month if is_capital => {
            let (when, end) = written(cursor, rows)?;
            // `May` and `March` alone are words too, and so is a short form.
            let is_sure = word.len() > 3 && word != "March" || when.day != Part::Open || when.year != Part::Open;
            is_sure.then_some((when, end))
        }
        DayWord::Month => None,
        DayWord::Weekday if !is_capital => None,
        DayWord::Step => step(cursor, end, row.2, rows),
        _ => Some((of_word(row.1, row.2)?, end)),
    }
}

/// Returns the place behind a row of one word or more, of which the first was read up to `end`.
fn phrase<'a>(end: Cursor<'a>, row: &DayRow) -> Option<Cursor<'a>> {
    let Some((_, more)) = row.0.split_once(' ') else { return Some(end) };
    let next = end.skip_space();
    let end = next.skip(more)?;
    (!end.rest().starts_with(char::is_alphanumeric)).then_some(end)
}

/// Reads what follows `last`, `this` or `next`: a unit of the calendar, a month, a weekday.
fn step<'a>(cursor: Cursor<'a>, end: Cursor<'a>, steps: i16, rows: &English) -> Option<(When, Cursor<'a>)> {
    let (word, end) = end.skip_space().latin()?;
    let lower = word.to_lowercase();
    // `the last year`: not that before this one, but the twelve months up to now.
    let is_the = cursor.words_before(4).ends_with("the");
    if let Some(Measure::Time(unit, 1.0)) = rows.units.get(lower.as_str()).copied()
        && unit >= TimeUnit::Week
        && !is_the
    {
        return Some((When::steps(unit, steps, Anchor::Writing), end));
    }
    let row = rows.days.get(lower.as_str())?.iter().find(|row| row.0 == lower)?;
    let is_capital = word.starts_with(char::is_uppercase);
    match row.1 {
        DayWord::Month if is_capital => {
            let (when, end) = written(end.at(end.at - word.len()), rows)?;
            Some((When { is_ahead: steps > 0, ..when }, end))
        }
        DayWord::Weekday if is_capital => Some((When { is_ahead: steps > 0, ..of_word(row.1, row.2)? }, end)),
        _ => None,
    }
}
