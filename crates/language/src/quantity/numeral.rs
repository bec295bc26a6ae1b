//! What a numeral is, whoever reads it.

use std::ops::Range;

use super::cursor::Cursor;
use super::value::Amount;

/// A number that a text tells, without what it measures.
#[derive(Debug, Clone)]
pub(super) struct Numeral {
    pub at: Range<usize>,
    pub amount: Amount,
    /// What its last part was multiplied by: 10,000 for `3만`.
    pub scale: f64,
    pub form: Form,
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `1,204`
    Figures,
    /// `삼백이십`
    Sino,
    /// `한`, `넉`: before a counter alone
    Bound,
    /// `열한`, `두`: before a counter or a noun
    Native,
    /// `열하나`, `다섯`: may stand alone.
    NativeNoun,
    /// `three hundred`
    English,
    /// `a`, before a unit
    Article,
    /// `third`, `3rd`
    Nth,
}

impl Numeral {
    pub fn new(at: Range<usize>, number: f64, form: Form) -> Self {
        Self { at, amount: Amount::exact(number), scale: 1.0, form }
    }

    /// Returns the whole number that it is exactly, where it is one of this range.
    pub fn whole(&self, range: std::ops::RangeInclusive<i16>) -> Option<i16> {
        let number = self.amount.low;
        let is_whole = self.amount.is_exact() && number.fract() == 0.0 && number.abs() <= f64::from(i16::MAX);
        is_whole.then_some(number as i16).filter(|number| range.contains(number))
    }
}

/// Reads a number with a decimal part; nothing where more points follow, as in `1.2.3`.
pub(super) fn decimal(cursor: Cursor<'_>) -> Option<(f64, Cursor<'_>)> {
    let (number, _, end) = cursor.figure()?;
    if let Some((part, behind)) = end.fraction() {
        return Some((number + part, behind));
    }
    let Some((part, n_digits, behind)) = end.skip_any(&['.', '．']).and_then(Cursor::digits) else {
        return Some((number, end));
    };
    if n_digits > 9 || behind.skip(".").is_some_and(Cursor::is_digit) {
        return None;
    }
    Some((number + part / 10f64.powi(n_digits as i32), behind))
}
