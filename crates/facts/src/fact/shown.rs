//! Values as they are told the same in every language.

use onrecord_language::quantity::{Amount, Bound, Part, Quantity, TimeUnit, When};
use serde::Serialize;

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A number, or so many of something.
    Number,
    /// A place in an order.
    Rank,
    /// How long something takes.
    Duration,
    /// How old somebody is.
    Age,
    /// A sum of money.
    Money,
    /// A share in percent.
    Share,
    /// A day, month or year.
    Date,
    /// A time of day.
    Time,
}

impl Kind {
    /// Returns the kind of a quantity.
    pub fn of(quantity: &Quantity) -> Self {
        match quantity {
            Quantity::Number(_) | Quantity::Count(..) => Self::Number,
            Quantity::Nth(_) => Self::Rank,
            Quantity::Lasting(..) => Self::Duration,
            Quantity::Age(_) => Self::Age,
            Quantity::Money(..) => Self::Money,
            Quantity::Share(_) => Self::Share,
            Quantity::When(..) => Self::Date,
            Quantity::Clock(_) => Self::Time,
        }
    }
}

/// Returns a value in figures: `18400`, `2024-03-01`, `10..12`, `~300`, `>=5`; a duration in its unit, a day as far as it is told.
pub fn normalized(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Lasting(amount, unit) => figures(amount, unit.minutes()),
        Quantity::When(when, until) => {
            let until = until.map(|until| format!("/{}", day(&until)));
            day(when) + &until.unwrap_or_default()
        }
        Quantity::Clock(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        other => other.amount().map(|amount| figures(&amount, 1.0)).unwrap_or_default(),
    }
}

/// Returns the unit of a value: a currency, `percent`, a unit of time, what is counted; nothing for a bare number and a date.
pub fn unit(quantity: &Quantity) -> Option<String> {
    Some(match quantity {
        Quantity::Count(_, counted) => counted.word.clone(),
        Quantity::Lasting(_, unit) => unit_name(*unit).to_owned(),
        Quantity::Age(_) => "year".to_owned(),
        Quantity::Money(_, currency) => (*currency).to_owned(),
        Quantity::Share(_) => "percent".to_owned(),
        Quantity::Number(_) | Quantity::Nth(_) | Quantity::When(..) | Quantity::Clock(_) => return None,
    })
}

fn unit_name(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "second",
        TimeUnit::Minute => "minute",
        TimeUnit::Hour => "hour",
        TimeUnit::Day => "day",
        TimeUnit::Week => "week",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
    }
}

fn figures(amount: &Amount, of: f64) -> String {
    let shown = |number: f64| {
        let rounded = (number / of * 1000.0).round() / 1000.0;
        format!("{rounded}")
    };
    let bare = if amount.low == amount.high {
        shown(amount.low)
    } else {
        format!("{}..{}", shown(amount.low), shown(amount.high))
    };
    match amount.bound {
        Bound::Exact => bare,
        Bound::About => format!("~{bare}"),
        Bound::Least => format!(">={bare}"),
        Bound::Most => format!("<={bare}"),
    }
}

/// Returns a day as far as it is told, `--03-01` without its year.
fn day(when: &When) -> String {
    let part = |part: Part, width: usize| match part {
        Part::Is(number) => Some(format!("{number:0width$}")),
        _ => None,
    };
    match (part(when.year, 4), part(when.month, 2), part(when.day, 2)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        (Some(year), Some(month), None) => format!("{year}-{month}"),
        (Some(year), None, _) => year,
        (None, Some(month), Some(day)) => format!("--{month}-{day}"),
        (None, Some(month), None) => format!("--{month}"),
        (None, None, Some(day)) => format!("---{day}"),
        (None, None, None) => String::new(),
    }
}
