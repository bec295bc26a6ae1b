//! Numerals in figures with what multiplies them, and in the words of either language.

use super::cursor::Cursor;
use super::numeral::{Form, Numeral, decimal};
use super::rows::{EnglishRole, Rows};
use super::value::Bound;
use super::{english, korean};

/// Reads the numeral that starts here, in any form.
pub(super) fn numeral(cursor: Cursor<'_>, rows: &Rows) -> Option<Numeral> {
    figures(cursor, rows)
        .or_else(|| korean::numeral::words(cursor, &rows.korean))
        .or_else(|| english::numeral::words(cursor, &rows.english))
}

/// Reads `1,204`, `1.5`, `2½`, `３만 5천`, `1.5 million`, `63rd`, `90여`.
pub(super) fn figures(cursor: Cursor<'_>, rows: &Rows) -> Option<Numeral> {
    if let Some((number, behind)) = cursor.fraction() {
        return Some(Numeral::new(cursor.to(behind), number, Form::Figures));
    }
    let (number, end) = decimal(cursor)?;
    if let Some(end) = nth_ending(end).filter(|_| number.fract() == 0.0) {
        return Some(Numeral::new(cursor.to(end), number, Form::Nth));
    }
    if let Some(numeral) = korean::numeral::scaled(cursor, number, end, &rows.korean) {
        return Some(numeral);
    }
    let mut numeral = Numeral::new(cursor.to(end), number, Form::Figures);
    if let Some((scale, behind)) = english_scale(end, rows) {
        numeral.scale = scale;
        numeral.amount = numeral.amount.times(scale);
        numeral.at.end = behind.at;
    }
    if let Some(behind) = cursor.at(numeral.at.end).skip("+") {
        numeral.amount.bound = Bound::Least;
        numeral.at.end = behind.at;
    }
    Some(numeral)
}

/// Returns the place behind the ending of an ordinal in figures: `63rd`.
fn nth_ending(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let (word, end) = cursor.latin()?;
    ["st", "nd", "rd", "th"].iter().any(|ending| word.eq_ignore_ascii_case(ending)).then_some(end)
}

/// Returns what an English word behind figures multiplies them by: ` million`, `m`.
fn english_scale<'a>(cursor: Cursor<'a>, rows: &Rows) -> Option<(f64, Cursor<'a>)> {
    let behind = cursor.skip("-").unwrap_or_else(|| cursor.skip_space());
    let (word, end) = behind.latin()?;
    let number = rows.english.numbers.get(word.to_lowercase().as_str())?;
    let is_glued = behind.at == cursor.at;
    match number.role {
        EnglishRole::Scale | EnglishRole::Hundred | EnglishRole::Dozen if !is_glued => Some((number.low, end)),
        EnglishRole::Short if is_glued => Some((number.low, end)),
        _ => None,
    }
}
