//! Values as one line of text, for tests and for whoever wants to see what was read.

use std::fmt;

use super::value::{Amount, Bound, Quantity, TimeUnit, Value};
use super::when::{Anchor, Part, When};

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.quantity)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(amount) => write!(f, "{amount}"),
            Self::Count(amount, counted) => write!(f, "{amount} {}", counted.word),
            Self::Nth(amount) => write!(f, "nth {amount}"),
            Self::Lasting(amount, unit) => write!(f, "{} {unit}", amount.times(1.0 / unit.minutes())),
            Self::Age(amount) => write!(f, "age {amount}"),
            Self::Money(amount, currency) => write!(f, "{currency} {amount}"),
            Self::Share(amount) => write!(f, "{amount}%"),
            Self::When(when, None) => write!(f, "{when}"),
            Self::When(when, Some(until)) => write!(f, "{when} to {until}"),
            Self::Clock(minutes) => write!(f, "{:02}:{:02}", minutes / 60, minutes % 60),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let round = |number: f64| (number * 1000.0).round() / 1000.0;
        match self.bound {
            Bound::Exact => {}
            Bound::About => write!(f, "~")?,
            Bound::Least => write!(f, ">=")?,
            Bound::Most => write!(f, "<=")?,
        }
        write!(f, "{}", round(self.low))?;
        if self.high > self.low { write!(f, "..{}", round(self.high)) } else { Ok(()) }
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Second => "s",
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
            Self::Week => "w",
            Self::Month => "mon",
            Self::Year => "y",
        })
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |part: Part| match part {
            Part::Open => "?".to_owned(),
            Part::Is(number) => format!("{number:02}"),
            Part::From(steps) => format!("({steps:+})"),
        };
        write!(f, "{}-{}-{}", part(self.year), part(self.month), part(self.day))?;
        if let Some(week) = self.week {
            write!(f, " week {week:+}")?;
        }
        if let Some(weekday) = self.weekday {
            write!(f, " weekday {weekday}")?;
        }
        if self.is_ahead {
            f.write_str(" ahead")?;
        }
        f.write_str(if self.anchor == Anchor::Told { " told" } else { "" })
    }
}
