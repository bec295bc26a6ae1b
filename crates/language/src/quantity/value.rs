//! What a value is, and when two are one.

use std::ops::Range;

use super::when::When;

/// A value that a text states.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Where it stands with what it measures, in bytes; without words such as `about` around it.
    pub at: Range<usize>,
    /// Where its numeral stands, in bytes; all of it where the word is both, as `yesterday`.
    pub numeral: Range<usize>,
    /// What it says.
    pub quantity: Quantity,
}

/// What a value says.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A number that measures nothing that is known.
    Number(Amount),
    /// So many things.
    Count(Amount, Counted),
    /// A place in an order: `third`, `세 번째`, `2위`, `제3회`.
    Nth(Amount),
    /// A duration in minutes, and the finest unit in which it is told.
    Lasting(Amount, TimeUnit),
    /// An age in years.
    Age(Amount),
    /// A sum of money in a currency, by its ISO 4217 code.
    Money(Amount, &'static str),
    /// A share in percent.
    Share(Amount),
    /// A day, month or year, or all from one to another.
    When(When, Option<When>),
    /// A time of day, in minutes.
    Clock(u16),
}

/// How much, and how exactly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The least that is said.
    pub low: f64,
    /// The most that is said; the same as `low` but for a range.
    pub high: f64,
    /// What the words around it leave open.
    pub bound: Bound,
}

/// What words leave open around an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bound {
    /// Nothing.
    Exact,
    /// A little more or less: `about`, `약`, `쯤`.
    About,
    /// Any more: `over`, `at least`, `이상`.
    Least,
    /// Any less: `up to`, `under`, `미만`.
    Most,
}

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Counted {
    /// The counter or noun as it stands, English in the singular and in lower case.
    pub word: String,
    /// The rows of `lexicon/quantity/counters.tsv` that have the word, a bit for each.
    pub rows: u64,
    /// Whether it counts things of any kind, as `개` does.
    pub is_general: bool,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Second, `초`.
    Second,
    /// Minute, `분`.
    Minute,
    /// Hour, `시간`.
    Hour,
    /// Day, `일`.
    Day,
    /// Week, `주`.
    Week,
    /// Month, `개월`; 30.4375 days.
    Month,
    /// Year, `년`; 365.25 days.
    Year,
}

impl Quantity {
    /// Returns how much it is: minutes of a duration, percents of a share; nothing of a date and a time of day.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Number(amount) | Self::Count(amount, _) | Self::Nth(amount) | Self::Lasting(amount, _) => {
                Some(*amount)
            }
            Self::Age(amount) | Self::Money(amount, _) | Self::Share(amount) => Some(*amount),
            Self::When(..) | Self::Clock(_) => None,
        }
    }
}

impl TimeUnit {
    /// Returns how many minutes it has.
    pub fn minutes(self) -> f64 {
        match self {
            Self::Second => 1.0 / 60.0,
            Self::Minute => 1.0,
            Self::Hour => 60.0,
            Self::Day => 1_440.0,
            Self::Week => 10_080.0,
            Self::Month => 43_830.0,
            Self::Year => 525_960.0,
        }
    }

    /// Says whether it has a number of days that changes.
    fn is_long(self) -> bool {
        self >= Self::Month
    }
}

impl Amount {
    /// Returns an exact amount.
    pub(crate) fn exact(number: f64) -> Self {
        Self { low: number, high: number, bound: Bound::Exact }
    }

    /// Returns the number it is compared by: the least that is said, but the most where that is all that is said.
    pub fn number(&self) -> f64 {
        if self.bound == Bound::Most { self.high } else { self.low }
    }

    /// Says whether it is one number and nothing is left open.
    pub fn is_exact(&self) -> bool {
        self.bound == Bound::Exact && self.low == self.high
    }

    /// Returns it so many times.
    pub(super) fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor, ..self }
    }

    /// Returns the sum of both; what either leaves open stays open.
    pub(super) fn plus(self, other: Self) -> Self {
        let bound = if self.bound == Bound::Exact { other.bound } else { self.bound };
        Self { low: self.low + other.low, high: self.high + other.high, bound }
    }

    /// Returns the least and the most that it may be.
    fn open(&self, slack: f64) -> (f64, f64) {
        let slack = |number: f64| slack.max(rounding(number, self.bound));
        match self.bound {
            Bound::Exact | Bound::About => (self.low * (1.0 - slack(self.low)), self.high * (1.0 + slack(self.high))),
            Bound::Least => (self.low, f64::INFINITY),
            Bound::Most => (f64::NEG_INFINITY, self.high),
        }
    }

    /// Says whether both can be one, up to a share of each.
    pub(super) fn agrees(&self, other: &Self, slack: f64) -> bool {
        let ((low, high), (other_low, other_high)) = (self.open(slack), other.open(slack));
        low <= other_high && other_low <= high
    }
}

/// The share that `about` leaves open, and the most that a round number does.
const ABOUT: f64 = 0.05;
/// What arithmetic may have lost.
const LOST: f64 = 1e-9;
/// The least number that may be round.
const ROUND: f64 = 1_000.0;

/// Returns the share of a number that is open around it: a round one stands for all that round to it.
fn rounding(number: f64, bound: Bound) -> f64 {
    if bound == Bound::About {
        return ABOUT;
    }
    if number < ROUND || number.fract() != 0.0 {
        return LOST;
    }
    let mut place = 1.0;
    while number % (place * 10.0) == 0.0 && place < number {
        place *= 10.0;
    }
    if place < 10.0 { LOST } else { (place / 2.0 / number).min(ABOUT) }
}

/// Says whether two quantities can both be true of one thing.
pub(super) fn agree(one: &Quantity, other: &Quantity) -> bool {
    use Quantity::{Age, Clock, Count, Lasting, Money, Nth, Number, Share, When};
    match (one, other) {
        (Number(one), Number(other)) | (Nth(one), Nth(other)) | (Age(one), Age(other)) | (Share(one), Share(other)) => {
            one.agrees(other, LOST)
        }
        (Number(number), Count(count, _)) | (Count(count, _), Number(number)) => number.agrees(count, LOST),
        (Count(one, things), Count(other, others)) => things.may_be(others) && one.agrees(other, LOST),
        (Money(one, currency), Money(other, other_currency)) => currency == other_currency && one.agrees(other, LOST),
        (Lasting(one, unit), Lasting(other, other_unit)) => {
            one.agrees(other, if unit.is_long() == other_unit.is_long() { LOST } else { ABOUT })
        }
        (When(one, until), When(other, other_until)) => {
            one.agrees(other)
                && match (until, other_until) {
                    (Some(until), Some(other)) => until.agrees(other),
                    _ => true,
                }
        }
        (Clock(one), Clock(other)) => one == other,
        _ => false,
    }
}

impl Counted {
    /// Says whether both may name one thing: so where the words are one, share a row, are of two languages or count anything.
    fn may_be(&self, other: &Self) -> bool {
        let is_known = self.rows != 0 && other.rows != 0;
        let is_foreign = self.word.is_ascii() != other.word.is_ascii();
        self.word == other.word
            || self.is_general
            || other.is_general
            || self.rows & other.rows != 0
            || is_foreign && !is_known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_stand_for_what_rounds_to_them() {
        let agree = |one: f64, other: f64| Amount::exact(one).agrees(&Amount::exact(other), LOST);
        assert!(agree(9_000.0, 9_012.0) && agree(10_000.0, 9_800.0) && agree(94.0, 94.0));
        assert!(!agree(94.0, 98.0) && !agree(900.0, 910.0) && !agree(9_012.0, 9_013.0));
        assert!(!agree(20_000.0, 22_000.0));
    }
}
