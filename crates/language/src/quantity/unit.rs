//! What a number measures, in whichever language stands behind it, and what the words around it leave open.

use super::cursor::Cursor;
use super::numeral::{Form, Numeral};
use super::rows::{Measure, Rows, of_kind};
use super::value::{Bound, Quantity, Value};
use super::{english, korean};

/// Returns the value of a numeral that starts here.
pub(super) fn measured(cursor: Cursor<'_>, numeral: Numeral, rows: &Rows) -> Option<Value> {
    let mut value = korean::measured(cursor, &numeral, rows)
        .or_else(|| sign(cursor, &numeral, rows))
        .or_else(|| english::measured(cursor, &numeral, &rows.english))
        .or_else(|| age(cursor, &numeral, rows))
        .or_else(|| alone(cursor, &numeral, rows))?;
    set_bound(cursor, &mut value, rows);
    Some(value)
}

/// Sets what the words around a value leave open.
pub(super) fn set_bound(start: Cursor<'_>, value: &mut Value, rows: &Rows) {
    let end = start.at(value.at.end);
    let amount = match &mut value.quantity {
        Quantity::Number(amount) | Quantity::Count(amount, _) | Quantity::Lasting(amount, _) => amount,
        Quantity::Age(amount) | Quantity::Money(amount, _) | Quantity::Share(amount) => amount,
        _ => return,
    };
    let bound = match korean::bound(start, end, &rows.korean) {
        Bound::Exact => english::bound(start, end, &rows.english),
        bound => bound,
    };
    if bound != Bound::Exact {
        amount.bound = bound;
    }
}

fn sign(cursor: Cursor<'_>, numeral: &Numeral, rows: &Rows) -> Option<Value> {
    let behind = cursor.at(numeral.at.end);
    let (measure, end) = rows
        .signs_behind
        .iter()
        .find_map(|(sign, measure)| Some((*measure, behind.skip(sign).or_else(|| behind.skip_space().skip(sign))?)))?;
    let quantity = match measure {
        Measure::Money(currency, times) => Quantity::Money(numeral.amount.times(times), currency),
        _ => Quantity::Share(numeral.amount),
    };
    let is_number = !matches!(numeral.form, Form::Nth | Form::Article);
    is_number.then(|| Value { at: cursor.at..end.at, numeral: numeral.at.clone(), quantity })
}

/// Ages that are told without a unit.
const AGES: std::ops::RangeInclusive<i16> = 3..=119;

/// Reads an age that no unit tells: `aged 33`, `노하람(71)`, `Ana Poe, 33, …`, `나이 서른셋`.
fn age(cursor: Cursor<'_>, numeral: &Numeral, rows: &Rows) -> Option<Value> {
    let years = numeral.whole(AGES)?;
    let end = cursor.at(numeral.at.end);
    let before = cursor.before();
    let is_figures = numeral.form == Form::Figures && numeral.at.len() <= 3;
    let is_name = |name: &str| {
        let last = name.rsplit([' ', '\u{a0}', '\n', '“', '(']).next().unwrap_or_default();
        last.chars().nth(1).is_some()
            && last.starts_with(|char: char| char.is_uppercase() || ('가'..='힣').contains(&char))
    };
    let in_brackets = || {
        let name = before.strip_suffix('(')?;
        let is_korean = name.ends_with(|char: char| ('가'..='힣').contains(&char));
        // Korean notes touch their noun, English ones stand apart.
        let name = if is_korean { name } else { name.strip_suffix(' ').unwrap_or(name) };
        (is_figures && is_name(name) && end.rest().starts_with([')', ','])).then_some(())
    };
    let between_commas = || {
        let name = before.strip_suffix(", ")?;
        let is_latin =
            name.ends_with(|char: char| char.is_ascii_alphabetic()) && rows.english.month(last_word(name)).is_none();
        (is_figures && years >= 10 && is_latin && is_name(name) && end.rest().starts_with(", ")).then_some(())
    };
    let behind_word = || {
        let lower = cursor.words_before(16);
        let is_english = of_kind(&rows.english.words, "age")
            .iter()
            .any(|word| lower.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)));
        let last = lower.rsplit(' ').next().unwrap_or_default();
        let is_korean = of_kind(&rows.korean.words, "age").contains(&last) && numeral.form == Form::NativeNoun;
        (is_english && numeral.form != Form::NativeNoun || is_korean && years >= 10).then_some(())
    };
    // 서른셋 by itself is said of years of life.
    let is_before_noun = end.hangul().is_none() && end.skip_space().hangul().is_some();
    let native = || {
        let is_age = numeral.form == Form::NativeNoun && years > 20 && years % 10 != 0;
        (is_age && !is_before_noun).then_some(())
    };
    in_brackets().or_else(between_commas).or_else(behind_word).or_else(native)?;
    let is_whole_word = numeral.form != Form::NativeNoun || rows.korean.ends_word(end);
    is_whole_word.then(|| Value {
        at: numeral.at.clone(),
        numeral: numeral.at.clone(),
        quantity: Quantity::Age(numeral.amount),
    })
}

fn last_word(text: &str) -> &str {
    text.rsplit(|char: char| !char.is_alphanumeric()).next().unwrap_or_default()
}

/// Returns what a numeral says by itself, where it may stand so.
fn alone(cursor: Cursor<'_>, numeral: &Numeral, rows: &Rows) -> Option<Value> {
    let end = cursor.at(numeral.at.end);
    let amount = numeral.amount;
    let quantity = match numeral.form {
        Form::Figures if is_sum(cursor, numeral, rows) => Quantity::Money(amount, "KRW"),
        Form::Figures => Quantity::Number(amount),
        Form::English => Quantity::Number(amount),
        Form::Nth => Quantity::Nth(amount),
        Form::Article | Form::Bound => return None,
        Form::Native | Form::NativeNoun | Form::Sino => {
            if !rows.korean.stands_alone(numeral, end) {
                return None;
            }
            Quantity::Number(amount)
        }
    };
    Some(Value { at: numeral.at.clone(), numeral: numeral.at.clone(), quantity })
}

/// Says whether a number of 억 or more behind a word of money is a sum of it: 제작비 30억.
fn is_sum(cursor: Cursor<'_>, numeral: &Numeral, rows: &Rows) -> bool {
    let before = cursor.words_before(48);
    let mut words = before.split_whitespace().rev().take(2);
    numeral.amount.low >= 1e6
        && numeral.scale > 1.0
        && words.any(|word| of_kind(&rows.korean.words, "money").contains(&word))
}
