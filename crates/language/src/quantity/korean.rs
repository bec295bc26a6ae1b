//! What Korean puts in words: numerals of both kinds, dates, counters with their particles.

pub(super) mod date;
pub(super) mod numeral;
mod units;

use super::cursor::Cursor;
use super::numeral::{Form, Numeral};
use super::rows::{Korean, KoreanRole, Measure, Number, of_kind};
use super::value::{Amount, Quantity, TimeUnit, Value};
use super::when::{Anchor, When};

pub(super) use units::{bound, measured};

/// Reads what is a value without a unit: 사흘, 보름, 반년, 절반, 첫, 둘째.
pub(super) fn whole_word(cursor: Cursor<'_>, rows: &Korean) -> Option<Value> {
    let value = |end: Cursor<'_>, quantity| Some(Value { at: cursor.to(end), numeral: cursor.to(end), quantity });
    if let Some((end, quantity)) = half(cursor, rows) {
        return value(end, quantity);
    }
    let (number, end) = row(cursor, rows)?;
    let amount = Amount { low: number.low, high: number.high, ..Amount::exact(number.low) };
    match number.role {
        KoreanRole::Days if rows.ends_word(end) && !is_daily(end) => match ago(end, rows) {
            Some((sign, anchor, end)) => {
                let when = When::steps(TimeUnit::Day, sign * number.low as i16, anchor);
                value(end, Quantity::When(when, None))
            }
            None => value(end, Quantity::Lasting(amount.times(TimeUnit::Day.minutes()), TimeUnit::Day)),
        },
        KoreanRole::Share if rows.ends_word(end) => value(end, Quantity::Share(amount.times(100.0))),
        KoreanRole::Nth if rows.ends_word(end) => {
            let nth = rows.unit(end.skip_space(), 'n').filter(|(unit, _)| unit.measure == Measure::Nth);
            value(nth.map_or(end, |(_, end)| end), Quantity::Nth(amount))
        }
        _ => None,
    }
}

/// Says whether a day here is each day: 하루에 두 번.
fn is_daily(end: Cursor<'_>) -> bool {
    end.hangul().is_some_and(|(rest, _)| rest == "에" || rest == "에도")
}

/// Reads 반년, 반 시간.
fn half<'a>(cursor: Cursor<'a>, rows: &Korean) -> Option<(Cursor<'a>, Quantity)> {
    let behind = of_kind(&rows.words, "half").iter().find_map(|half| cursor.skip(half))?;
    let (unit, end) = rows.unit(behind.skip_space(), 's')?;
    match unit.measure {
        Measure::Time(unit @ (TimeUnit::Year | TimeUnit::Hour), 1.0) => {
            Some((end, Quantity::Lasting(Amount::exact(0.5 * unit.minutes()), TimeUnit::Month.min(unit))))
        }
        _ => None,
    }
}

/// Returns which way and from where 전, 뒤 or 후 behind a duration leads, and the place behind it.
fn ago<'a>(end: Cursor<'a>, rows: &Korean) -> Option<(i16, Anchor, Cursor<'a>)> {
    let next = end.skip_space();
    let find = |kind: &str| {
        let found = of_kind(&rows.words, kind).iter().find_map(|word| next.skip(word));
        found.filter(|&end| rows.ends_word(end))
    };
    find("ago").map(|end| (-1, Anchor::Writing, end)).or_else(|| find("later").map(|end| (1, Anchor::Told, end)))
}

/// Returns the longest number word that starts here.
fn row<'a>(cursor: Cursor<'a>, rows: &Korean) -> Option<(Number<KoreanRole>, Cursor<'a>)> {
    let first = cursor.rest().chars().next()?;
    rows.numbers.get(&first)?.iter().find_map(|number| Some((*number, cursor.skip(number.word)?)))
}

impl Korean {
    /// Returns the longest unit that starts here, behind such a numeral, and ends its word or has only a particle behind it.
    fn unit<'a>(&self, cursor: Cursor<'a>, takes: char) -> Option<(super::rows::KoreanUnit, Cursor<'a>)> {
        let first = cursor.rest().chars().next()?;
        let units = self.units.get(&first)?.iter().filter(|unit| unit.takes.contains(takes));
        units.filter_map(|unit| Some((*unit, cursor.skip(unit.word)?))).find(|&(_, end)| self.ends_word(end))
    }

    /// Says whether a word ends here, or has only particles or a copula behind it.
    pub(super) fn ends_word(&self, cursor: Cursor<'_>) -> bool {
        let Some((rest, _)) = cursor.hangul() else { return true };
        self.tails.contains(&rest) || self.open_tails.iter().any(|tail| rest.starts_with(tail))
    }
}

impl Korean {
    /// Says whether a numeral without a unit may stand where it does.
    ///
    /// 다섯 남매 and 두 배우 count a noun, 셋이 stands for one, 천만 관객 is large enough to be a number; 열, 이천 and 세 are words of their own.
    pub(super) fn stands_alone(&self, numeral: &Numeral, end: Cursor<'_>) -> bool {
        if !self.ends_word(end) {
            return false;
        }
        let n_syllables = numeral.at.len() / '한'.len_utf8();
        let is_before_noun =
            end.hangul().is_none() && end.skip_space().at > end.at && end.skip_space().hangul().is_some();
        let number = numeral.amount.low;
        match numeral.form {
            Form::NativeNoun => number > 1.0 && number % 10.0 != 0.0,
            Form::Native => is_before_noun && (n_syllables > 1 || number >= 2.0),
            _ => n_syllables >= 3 && number >= 10.0 || n_syllables == 2 && number >= 1e5 && is_before_noun,
        }
    }
}
