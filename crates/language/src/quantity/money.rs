//! Money with its sign before the number: `$1.5 million`, `₩5,000`, `KRW 5,000`.

use super::cursor::Cursor;
use super::figures::figures;
use super::rows::{Measure, Rows};
use super::value::{Quantity, Value};

/// Reads a sign of money and the number behind it.
pub(super) fn before_number(cursor: Cursor<'_>, rows: &Rows) -> Option<Value> {
    let (currency, end) = rows.signs_before.iter().find_map(|(sign, measure)| match measure {
        Measure::Money(currency, _) => Some((*currency, cursor.skip(sign)?)),
        _ => None,
    })?;
    let start = end.skip_space();
    let numeral = figures(start, rows)?;
    let mut value = Value {
        at: cursor.at..numeral.at.end,
        numeral: numeral.at,
        quantity: Quantity::Money(numeral.amount, currency),
    };
    super::unit::set_bound(cursor, &mut value, rows);
    Some(value)
}
