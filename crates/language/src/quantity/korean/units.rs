//! What Korean numbers measure: units of time and money, ages, counters, with what stands around them.

use crate::quantity::calendar::full_year;
use crate::quantity::cursor::Cursor;
use crate::quantity::figures::figures;
use crate::quantity::numeral::{Form, Numeral};
use crate::quantity::rows::{Korean, KoreanUnit, Measure, Rows, of_kind};
use crate::quantity::value::{Amount, Bound, Counted, Quantity, TimeUnit, Value};
use crate::quantity::when::{Part, When};

use super::{ago, date};

/// Reads what a numeral measures, from the word behind it.
pub(crate) fn measured(cursor: Cursor<'_>, numeral: &Numeral, all: &Rows) -> Option<Value> {
    let rows = &all.korean;
    let behind = cursor.at(numeral.at.end);
    let (unit, end, amount) = match unit_of(numeral, behind, rows) {
        Some((unit, end)) => (unit, end, numeral.amount),
        // 90여 일
        None => {
            let behind = rows.about.glued.iter().find_map(|(word, _)| behind.skip(word))?;
            let (unit, end) = unit_of(numeral, behind, rows)?;
            (unit, end, and_more(numeral.amount))
        }
    };
    let (end, quantity) = quantity(cursor, numeral, amount, unit, end, all)?;
    Some(Value { at: cursor.at..end.at, numeral: numeral.at.clone(), quantity })
}

/// Returns the range of 90여: up to the next of its last place.
fn and_more(amount: Amount) -> Amount {
    let mut place = 1.0;
    while amount.low >= place * 10.0 && amount.low % (place * 10.0) == 0.0 {
        place *= 10.0;
    }
    Amount { high: amount.low + f64::max(place - 1.0, 1.0), ..amount }
}

/// Returns the unit behind a numeral, glued or after a space, and where it ends.
fn unit_of<'a>(numeral: &Numeral, behind: Cursor<'a>, rows: &Korean) -> Option<(KoreanUnit, Cursor<'a>)> {
    let takes = match numeral.form {
        Form::Figures => 'f',
        Form::Sino => 's',
        Form::Native | Form::NativeNoun | Form::Bound => 'n',
        _ => return None,
    };
    let is_short = numeral.at.len() == '한'.len_utf8() && takes != 'f';
    let next = behind.skip_space();
    let is_glued = next.at == behind.at;
    let (unit, end) = rows.unit(next, takes)?;
    // 이 일, 이 분: this, not two.
    let is_this = !is_glued && takes == 's' && matches!(numeral.amount.low, 2.0) && is_short;
    let touches = unit.takes.contains(if takes == 'n' { '1' } else { '2' });
    let fits = !is_short || !is_glued || touches || numeral.amount.low >= 100.0;
    (fits && !is_this).then_some((unit, end))
}

fn quantity<'a>(
    cursor: Cursor<'a>,
    numeral: &Numeral,
    amount: Amount,
    unit: KoreanUnit,
    end: Cursor<'a>,
    all: &Rows,
) -> Option<(Cursor<'a>, Quantity)> {
    let rows = &all.korean;
    let counted = |rows, is_general| Quantity::Count(amount, Counted::of(unit.word, rows, is_general));
    let quantity = match unit.measure {
        Measure::Time(unit, times) => return Some(lasting(amount.times(times * unit.minutes()), unit, end, all)),
        Measure::Money(currency, times) => Quantity::Money(amount.times(times), currency),
        Measure::Share => Quantity::Share(amount),
        Measure::Point => counted(0, false),
        Measure::Age => {
            let before = cursor.words_before(16);
            let is_other = of_kind(&rows.words, "no-age").iter().any(|word| before.ends_with(word));
            if is_other || amount.low > 130.0 { Quantity::Nth(amount) } else { Quantity::Age(amount) }
        }
        Measure::Nth => Quantity::Nth(amount),
        Measure::Count { rows, is_general } => edition(cursor, numeral, amount, rows, is_general, unit, all),
        Measure::Clock => return date::clock(cursor, numeral, end, all),
        Measure::Year => Quantity::When(year(numeral)?, None),
        Measure::Decade => {
            let first = numeral.whole(0..=2090).filter(|year| year % 10 == 0)?;
            let first = if first < 100 { full_year(first) } else { first };
            let of = |year| When { year: Part::Is(year), ..When::default() };
            Quantity::When(of(first), Some(of(first + 9)))
        }
        Measure::DecadeAge => return Some(twenties(cursor, numeral, amount, unit, end, rows)),
        Measure::Over => {
            let below = amount.low;
            let next = end.skip_space();
            let above = figures(next, all).or_else(|| super::numeral::words(next, rows))?;
            let share = (below > 0.0 && above.amount.low <= below).then(|| above.amount.times(100.0 / below))?;
            return Some((cursor.at(above.at.end), Quantity::Share(share)));
        }
        Measure::Other => return None,
    };
    Some((end, quantity))
}

/// Returns a count, or behind 제 a place in an order: 제3회.
fn edition(
    cursor: Cursor<'_>,
    numeral: &Numeral,
    amount: Amount,
    rows: u64,
    is_general: bool,
    unit: KoreanUnit,
    all: &Rows,
) -> Quantity {
    let before = cursor.before().trim_end_matches(' ');
    let is_edition = of_kind(&all.korean.words, "edition").iter().any(|mark| {
        before.strip_suffix(mark).is_some_and(|rest| !rest.ends_with(|char: char| ('가'..='힣').contains(&char)))
    });
    if is_edition && matches!(numeral.form, Form::Figures | Form::Sino) {
        Quantity::Nth(amount)
    } else {
        Quantity::Count(amount, Counted::of(unit.word, rows, is_general))
    }
}

fn year(numeral: &Numeral) -> Option<When> {
    let year = numeral.whole(0..=2199).filter(|year| *year < 100 || *year >= 1000)?;
    Some(When { year: Part::Is(if year < 100 { full_year(year) } else { year }), ..When::default() })
}

/// Reads 20대, 30대 초반: an age, but not behind what comes by the 대.
fn twenties<'a>(
    cursor: Cursor<'a>,
    numeral: &Numeral,
    amount: Amount,
    unit: KoreanUnit,
    end: Cursor<'a>,
    rows: &Korean,
) -> (Cursor<'a>, Quantity) {
    let before = cursor.words_before(24);
    let last = before.rsplit(' ').next().unwrap_or_default();
    let is_things = of_kind(&rows.words, "vehicle").iter().any(|word| last.starts_with(word));
    let is_ten = numeral.whole(10..=90).is_some_and(|number| number % 10 == 0);
    if !is_ten || is_things {
        let (counted, is_general) = rows.counter(unit.word);
        return (end, Quantity::Count(amount, Counted::of(unit.word, counted, is_general)));
    }
    let parts = [("초반", 0.0, 3.0), ("중반", 4.0, 6.0), ("후반", 7.0, 9.0)];
    let next = end.skip_space();
    let part = parts.into_iter().find_map(|(word, low, high)| Some((low, high, next.skip(word)?)));
    let (low, high, end) = part.unwrap_or((0.0, 9.0, end));
    (end, Quantity::Age(Amount { low: amount.low + low, high: amount.low + high, ..amount }))
}

/// Adds what follows a duration, 반 or a finer unit, and turns it into a day where 전 or 뒤 follows.
fn lasting<'a>(amount: Amount, unit: TimeUnit, end: Cursor<'a>, all: &Rows) -> (Cursor<'a>, Quantity) {
    let rows = &all.korean;
    let next = end.skip_space();
    let half = of_kind(&rows.words, "half").iter().find_map(|half| next.skip(half)).filter(|&end| rows.ends_word(end));
    if let Some(end) = half {
        let finer = if unit == TimeUnit::Year { TimeUnit::Month } else { unit };
        let amount = amount.plus(Amount::exact(0.5 * unit.minutes()));
        return (end, Quantity::Lasting(amount, finer));
    }
    let more = figures(next, all).or_else(|| super::numeral::words(next, rows)).and_then(|more| {
        let (finer, end) = unit_of(&more, next.at(more.at.end), rows)?;
        match finer.measure {
            Measure::Time(finer, times) if finer < unit => {
                Some((more.amount.times(times * finer.minutes()), finer, end))
            }
            _ => None,
        }
    });
    if let Some((more, finer, end)) = more.filter(|(more, _, _)| more.low < amount.low) {
        return (end, Quantity::Lasting(amount.plus(more), finer));
    }
    let steps = amount.low / unit.minutes();
    if amount.is_exact()
        && steps.fract() == 0.0
        && steps <= 3000.0
        && let Some((sign, anchor, end)) = ago(end, rows)
    {
        return (end, Quantity::When(When::steps(unit, sign * steps as i16, anchor), None));
    }
    (end, Quantity::Lasting(amount, unit))
}

/// Returns what the words around a value leave open.
pub(crate) fn bound(start: Cursor<'_>, end: Cursor<'_>, rows: &Korean) -> Bound {
    let is_syllable = |char: char| ('가'..='힣').contains(&char);
    let before = start.before().trim_end();
    let ends = |word: &str| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(is_syllable));
    let behind = end.skip_space();
    let object = ["이 ", "가 ", "을 ", "를 "].iter().find_map(|particle| end.skip(particle)).unwrap_or(behind);
    let starts = |word: &&str| behind.rest().starts_with(*word) || object.rest().starts_with(*word);
    let found = rows.about.before.iter().find(|(word, _)| ends(word));
    let found = found.or_else(|| rows.about.behind.iter().find(|(word, _)| starts(word)));
    let glued = |word: &str| end.skip(word).is_some_and(|end| rows.ends_word(end));
    let found = found.or_else(|| rows.about.glued.iter().find(|(word, _)| glued(word)));
    found.map_or(Bound::Exact, |(_, bound)| *bound)
}

impl Korean {
    /// Returns the rows of counters that have a word, and whether it counts anything.
    pub(crate) fn counter(&self, word: &str) -> (u64, bool) {
        let first = word.chars().next().unwrap_or_default();
        let units = self.units.get(&first).into_iter().flatten();
        let counts = units.filter(|unit| unit.word == word).find_map(|unit| match unit.measure {
            Measure::Count { rows, is_general } => Some((rows, is_general)),
            _ => None,
        });
        counts.unwrap_or_default()
    }
}
