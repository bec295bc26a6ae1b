//! What English numbers measure: units of time and money, ages, things counted.

use crate::quantity::cursor::Cursor;
use crate::quantity::numeral::{Form, Numeral, decimal};
use crate::quantity::rows::{English, Measure, of_kind};
use crate::quantity::value::{Amount, Bound, Counted, Quantity, TimeUnit, Value};
use crate::quantity::when::{Anchor, Part, When};

use super::numeral::and_part;

/// Reads what a numeral measures, from the word behind it.
pub(crate) fn measured(cursor: Cursor<'_>, numeral: &Numeral, rows: &English) -> Option<Value> {
    let behind = cursor.at(numeral.at.end);
    let value =
        |end: Cursor<'_>, quantity| Some(Value { at: cursor.at..end.at, numeral: numeral.at.clone(), quantity });
    if numeral.form == Form::Nth {
        return value(behind, Quantity::Nth(numeral.amount));
    }
    let is_hyphen = behind.skip("-").is_some();
    let next = behind.skip("-").unwrap_or_else(|| behind.skip_space());
    let next = without_filler(next, rows);
    let (unit, end) = unit(next, rows)?;
    match unit.1 {
        Measure::Time(TimeUnit::Year, 1.0) if let Some(end) = of_age(end) => value(end, Quantity::Age(numeral.amount)),
        Measure::Time(unit, times) => {
            if numeral.form == Form::Article && is_rate(cursor, rows) {
                return None;
            }
            let (amount, finest, end) = lasting(numeral.amount.times(times * unit.minutes()), unit, end, rows);
            let days = Quantity::Lasting(amount, finest);
            match ago(amount, unit, times, numeral, end, rows) {
                Some((when, end)) => value(end, Quantity::When(when, None)),
                None => value(end, days),
            }
        }
        _ if numeral.form == Form::Article => None,
        Measure::Money(currency, times) => value(end, Quantity::Money(numeral.amount.times(times), currency)),
        Measure::Share => value(end, Quantity::Share(numeral.amount)),
        Measure::Point => value(end, Quantity::Count(numeral.amount, Counted::of("percentage point", 0, false))),
        Measure::Count { rows, is_general } => {
            value(end, Quantity::Count(numeral.amount, Counted::of(&unit.0, rows, is_general)))
        }
        _ => noun(cursor, numeral, next, is_hyphen, rows),
    }
}

/// Returns the noun that a numeral counts, of which no row knows: a plural, or what a hyphen joins.
fn noun(cursor: Cursor<'_>, numeral: &Numeral, next: Cursor<'_>, is_hyphen: bool, rows: &English) -> Option<Value> {
    let (word, end) = next.latin()?;
    let is_plural =
        word.ends_with('s') && !["ss", "us", "was", "is", "has", "its"].iter().any(|end| word.ends_with(end));
    let is_one = numeral.amount.low == 1.0 && numeral.amount.is_exact();
    let is_noun = !of_kind(&rows.words, "no-noun").contains(&word);
    let fits = word.len() > 2 && is_noun && word.is_ascii() && word.starts_with(|char: char| char.is_ascii_lowercase());
    if numeral.form == Form::Article || !fits || !(is_plural || is_hyphen || is_one) {
        return None;
    }
    let is_long = ["sses", "xes", "ches", "shes"].iter().any(|end| word.ends_with(end));
    let singular = if is_plural { &word[..word.len() - 1 - usize::from(is_long)] } else { word };
    let quantity = Quantity::Count(numeral.amount, Counted::of(singular, 0, false));
    Some(Value { at: cursor.at..end.at, numeral: numeral.at.clone(), quantity })
}

/// Reads a unit of one word or two.
fn unit<'a>(cursor: Cursor<'a>, rows: &English) -> Option<((String, Measure), Cursor<'a>)> {
    let (word, end) = cursor.latin().filter(|(word, _)| word.len() <= 20)?;
    let two = end.skip_space().latin().filter(|(second, _)| second.len() <= 10);
    let two = two.and_then(|(second, end)| Some((rows.unit(&format!("{word} {second}"))?, end)));
    two.or_else(|| Some((rows.unit(word).unwrap_or((word.to_owned(), Measure::Other)), end)))
}

/// Skips a word that says how the units follow: `four consecutive weeks`.
fn without_filler<'a>(cursor: Cursor<'a>, rows: &English) -> Cursor<'a> {
    match cursor.latin() {
        Some((word, end)) if of_kind(&rows.words, "filler").contains(&word.to_lowercase().as_str()) => {
            end.skip("-").unwrap_or_else(|| end.skip_space())
        }
        _ => cursor,
    }
}

/// Returns the place behind `old` or `of age`, which make years an age.
fn of_age(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let next = cursor.skip("-").unwrap_or_else(|| cursor.skip_space());
    let end = next.skip("old").or_else(|| next.skip("of age"))?;
    (!end.rest().starts_with(char::is_alphanumeric)).then_some(end)
}

/// Says whether `a day` here tells how often: `eight hours a day`, `twice a week`.
fn is_rate(cursor: Cursor<'_>, rows: &English) -> bool {
    let before = cursor.words_before(12);
    let last = before.rsplit(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    of_kind(&rows.words, "rate").contains(&last)
}

/// Adds what follows a duration: `and a half`, `and six months`.
fn lasting<'a>(amount: Amount, unit: TimeUnit, end: Cursor<'a>, rows: &English) -> (Amount, TimeUnit, Cursor<'a>) {
    if let Some((part, end)) = and_part(end, rows) {
        let finest = if unit == TimeUnit::Year { TimeUnit::Month } else { unit };
        return (amount.plus(Amount::exact(part * unit.minutes())), finest, end);
    }
    let next = end.skip_space();
    let next = next.skip("and").map_or(next, Cursor::skip_space);
    let more = decimal(next).map(|(number, behind)| Numeral::new(next.to(behind), number, Form::Figures));
    let more = more
        .or_else(|| super::numeral::words(next, rows))
        .filter(|more| more.form != Form::Nth && more.form != Form::Article);
    let added = more.and_then(|more| {
        let behind = next.at(more.at.end).skip_space();
        match self::unit(behind, rows)? {
            ((_, Measure::Time(finer, times)), end) if finer < unit && of_age(end).is_none() => {
                Some((amount.plus(more.amount.times(times * finer.minutes())), finer, end))
            }
            _ => None,
        }
    });
    added.unwrap_or((amount, unit, end))
}

/// Reads `ago` or `later` behind a duration, which make it a day in the past or to come.
fn ago<'a>(
    amount: Amount,
    unit: TimeUnit,
    times: f64,
    numeral: &Numeral,
    end: Cursor<'a>,
    rows: &English,
) -> Option<(When, Cursor<'a>)> {
    let (word, behind) = end.skip_space().latin()?;
    let is_ago = of_kind(&rows.words, "ago").contains(&word);
    if !is_ago && !of_kind(&rows.words, "later").contains(&word) {
        return None;
    }
    let anchor = if is_ago { Anchor::Writing } else { Anchor::Told };
    let sign = if is_ago { -1 } else { 1 };
    // Half years, and what is told in two units, are no steps of the calendar.
    let steps = numeral.whole(0..=3000).filter(|_| amount == numeral.amount.times(times * unit.minutes()))?;
    Some((When::steps(unit, sign * steps * times as i16, anchor), behind))
}

impl When {
    /// Returns what is so many units of time from an anchor.
    pub(crate) fn steps(unit: TimeUnit, steps: i16, anchor: Anchor) -> Self {
        let mut when = Self { anchor, ..Self::default() };
        match unit {
            TimeUnit::Year => when.year = Part::From(steps),
            TimeUnit::Month => when.month = Part::From(steps),
            TimeUnit::Week => when.week = Some(steps),
            TimeUnit::Day => when.day = Part::From(steps),
            _ => when.day = Part::From(0),
        }
        when
    }
}

/// Returns what the words around a value leave open.
pub(crate) fn bound(start: Cursor<'_>, end: Cursor<'_>, rows: &English) -> Bound {
    let before = start.words_before(16);
    let before = before.trim_end_matches(" the").trim_end_matches(" a");
    let ends = |word: &str| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    let behind = end.skip_space().rest();
    let starts = |word: &str| behind.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let longest = rows.about.before.iter().filter(|(word, _)| ends(word)).max_by_key(|(word, _)| word.len());
    let found = longest.or_else(|| rows.about.behind.iter().find(|(word, _)| starts(word)));
    found.map_or(Bound::Exact, |(_, bound)| *bound)
}
