//! Two values that are one: `94~98일`, `between 3 and 5 years`, `May 1-3`, 지난달 4일.

use super::calendar::YEARS;
use super::cursor::Cursor;
use super::figures::numeral;
use super::rows::Rows;
use super::value::{Amount, Quantity, Value};
use super::when::{Part, When};

/// Returns the value that two neighbours are together.
pub(super) fn joined(text: &str, one: &Value, other: &Value, rows: &Rows) -> Option<Value> {
    let between = text.get(one.at.end..other.at.start)?;
    let value = |quantity| Some(Value { at: one.at.start..other.at.end, numeral: one.numeral.clone(), quantity });
    if let (Quantity::When(one, None), Quantity::When(other, until)) = (&one.quantity, &other.quantity)
        && between.trim() == ""
        && between.len() <= 2
        && let Some(when) = refined(one, other)
    {
        let until = until.map(|until| When {
            year: when.year,
            month: if until.month == Part::Open { when.month } else { until.month },
            ..until
        });
        return value(Quantity::When(when, until));
    }
    if let Some(day) = on_weekday(one, other, between).or_else(|| on_weekday(other, one, between)) {
        return Some(day);
    }
    let joint = Joint::of(text, one, between, rows)?;
    match (&one.quantity, &other.quantity) {
        (Quantity::When(from, None), Quantity::When(until, None)) => value(period(from, until)?),
        (Quantity::When(from, None), Quantity::Number(amount)) => value(period(from, &bare(from, amount)?)?),
        (Quantity::Number(amount), Quantity::When(until, None)) => value(period(&bare(until, amount)?, until)?),
        (Quantity::Number(one), Quantity::Number(other)) if is_year(one) && is_year(other) && joint == Joint::Mark => {
            let of = |amount: &Amount| When { year: Part::Is(amount.low as i16), ..When::default() };
            value(period(&of(one), &of(other))?)
        }
        (Quantity::Number(first), _) => value(spread(text, first, one, other, rows)?),
        (one, other) if joint == Joint::Mark || joint == Joint::Between => value(both(one, other)?),
        _ => None,
    }
}

/// Returns a day with the weekday that stands beside it, where the day alone stands: `Saturday, November 22`, 11월 22일 토요일.
fn on_weekday(weekday: &Value, day: &Value, between: &str) -> Option<Value> {
    let (Quantity::When(name, None), Quantity::When(when, until)) = (&weekday.quantity, &day.quantity) else {
        return None;
    };
    let is_weekday = *name == When { weekday: name.weekday, ..When::default() } && name.weekday.is_some();
    let is_day = when.weekday.is_none() && when.day != Part::Open;
    let is_beside = matches!(between, " " | ", " | " the " | "(" | " (");
    let quantity = Quantity::When(When { weekday: name.weekday, ..*when }, *until);
    (is_weekday && is_day && is_beside).then(|| Value { quantity, ..day.clone() })
}

/// What joins two values to a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A dash or tilde.
    Mark,
    /// `to`, 에서, 부터.
    Word,
    /// `and` behind `between`.
    Between,
}

impl Joint {
    fn of(text: &str, one: &Value, between: &str, rows: &Rows) -> Option<Self> {
        let is_mark = between.len() <= 6 && matches!(between.trim(), "~" | "-" | "–" | "—" | "∼" | "〜" | "～");
        if is_mark {
            return Some(Self::Mark);
        }
        let joint = between.trim();
        let find = |kind: &str| {
            let english = super::rows::of_kind(&rows.english.words, kind).contains(&joint);
            english || super::rows::of_kind(&rows.korean.words, kind).contains(&joint)
        };
        if find("to") {
            return Some(Self::Word);
        }
        let before = Cursor::new(text).at(one.at.start).words_before(10);
        (joint == "and" && before.ends_with("between")).then_some(Self::Between)
    }
}

/// Returns a date with the finer parts that the next word tells: 지난달 and 4일.
fn refined(one: &When, other: &When) -> Option<When> {
    let fits = match (one, other) {
        (When { day: Part::Open, weekday: None, .. }, When { year: Part::Open, month: Part::Open, .. }) => {
            one.month != Part::Open && matches!(other.day, Part::Is(_))
                || one.week.is_some() && other.weekday.is_some() && other.week.is_none()
        }
        (
            When { month: Part::Open, day: Part::Open, week: None, weekday: None, .. },
            When { year: Part::Open, month: Part::Is(_), .. },
        ) => one.year != Part::Open,
        _ => false,
    };
    fits.then(|| When {
        year: one.year,
        month: if other.month == Part::Open { one.month } else { other.month },
        day: other.day,
        week: one.week,
        weekday: other.weekday,
        ..*one
    })
}

/// Returns the date of which a bare number is the finest part, as it is of another.
fn bare(like: &When, amount: &Amount) -> Option<When> {
    let number =
        Some(amount).filter(|amount| amount.is_exact() && amount.low.fract() == 0.0 && amount.low < 2200.0)?.low as i16;
    let date = When { is_ahead: like.is_ahead, ..When::default() };
    match like {
        When { day: Part::Is(_), .. } if (1..=31).contains(&number) => {
            Some(When { year: like.year, month: like.month, day: Part::Is(number), ..date })
        }
        When { day: Part::Open, month: Part::Is(_), .. } if (1..=12).contains(&number) => {
            Some(When { year: like.year, month: Part::Is(number), ..date })
        }
        When { day: Part::Open, month: Part::Open, year: Part::Is(_), .. } if YEARS.contains(&number) => {
            Some(When { year: Part::Is(number), ..date })
        }
        _ => None,
    }
}

/// Returns all from one date to another, where it comes before.
fn period(from: &When, until: &When) -> Option<Quantity> {
    let until = When {
        year: if until.year == Part::Open { from.year } else { until.year },
        month: if until.month == Part::Open && until.day != Part::Open { from.month } else { until.month },
        ..*until
    };
    let key = |when: &When| {
        let number = |part: Part| if let Part::Is(number) = part { number } else { 0 };
        (number(when.year), number(when.month), number(when.day))
    };
    let is_open = |part: Part| part == Part::Open;
    let is_alike = is_open(from.day) == is_open(until.day) && is_open(from.month) == is_open(until.month);
    let from = When { year: if is_open(from.year) { until.year } else { from.year }, ..*from };
    (is_alike && key(&from) < key(&until)).then_some(Quantity::When(from, Some(until)))
}

fn is_year(amount: &Amount) -> bool {
    amount.is_exact() && (1500.0..2200.0).contains(&amount.low)
}

/// Returns the range whose least has no unit of its own: `3 to 5 years`, `2~3만 명`.
fn spread(text: &str, first: &Amount, one: &Value, other: &Value, rows: &Rows) -> Option<Quantity> {
    let last = numeral(Cursor::new(text).at(other.numeral.start), rows)?;
    let amount = other.quantity.amount().filter(|_| !matches!(other.quantity, Quantity::Nth(_)))?;
    let is_plain = numeral(Cursor::new(text).at(one.numeral.start), rows).is_some_and(|numeral| numeral.scale == 1.0);
    let scaled = first.low * last.scale;
    let least = if is_plain && last.scale > 1.0 && scaled < last.amount.low { scaled } else { first.low };
    let factor = if last.amount.low > 0.0 { amount.low / last.amount.low } else { 1.0 };
    (least < last.amount.low).then(|| with_amount(&other.quantity, Amount { low: least * factor, ..amount }))
}

/// Returns the range from one value to another of its kind.
fn both(one: &Quantity, other: &Quantity) -> Option<Quantity> {
    let (least, most) = (one.amount()?, other.amount()?);
    let is_same = match (one, other) {
        (Quantity::Nth(_), _) => false,
        (Quantity::Count(_, one), Quantity::Count(_, other)) => one == other,
        (Quantity::Money(_, one), Quantity::Money(_, other)) => one == other,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    };
    (is_same && least.high < most.low).then(|| with_amount(other, Amount { low: least.low, ..most }))
}

fn with_amount(quantity: &Quantity, amount: Amount) -> Quantity {
    match quantity {
        Quantity::Count(_, counted) => Quantity::Count(amount, counted.clone()),
        Quantity::Lasting(_, unit) => Quantity::Lasting(amount, *unit),
        Quantity::Age(_) => Quantity::Age(amount),
        Quantity::Money(_, currency) => Quantity::Money(amount, currency),
        Quantity::Share(_) => Quantity::Share(amount),
        _ => Quantity::Number(amount),
    }
}
