//! Dates and times of day in the order of any language.

use super::calendar::{YEARS, numeric};
use super::cursor::Cursor;
use super::rows::Rows;
use super::value::{Quantity, Value};
use super::when::When;
use super::{english, korean};

/// Reads the date or time of day that starts here.
pub(super) fn value(cursor: Cursor<'_>, rows: &Rows) -> Option<Value> {
    let found = if cursor.is_digit() {
        let is_compact = cursor.digits().is_some_and(|(_, n_digits, _)| n_digits > 4);
        let whole = if is_compact { None } else { numeric(cursor.rest()) };
        whole
            .filter(|(day, _)| YEARS.contains(&day.first().year()))
            .map(|(day, length)| {
                // A full stop belongs to `2025. 6. 12.` alone.
                let told = &cursor.rest()[..length];
                let told = if told.contains(". ") { told } else { told.trim_end_matches('.') };
                (Quantity::When(When::of(day), None), cursor.at(cursor.at + told.len()))
            })
            .or_else(|| korean::date::figures(cursor, rows))
            .or_else(|| english::date::figures(cursor, &rows.english))
    } else {
        korean::date::words(cursor, &rows.korean)
            .or_else(|| english::date::words(cursor, &rows.english))
            .map(|(when, end)| (Quantity::When(when, None), end))
    };
    let (quantity, end) = found?;
    Some(Value { at: cursor.to(end), numeral: cursor.to(end), quantity })
}
