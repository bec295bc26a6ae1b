//! Days, as exact as a source gives them.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A day of publication: a date, or only its month or year where no more is known.
///
/// Ordered by its first day. Times of day are kept as text in [`crate::Known`], not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    first: Date,
    exact: Exact,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Exact {
    Year,
    Month,
    Day,
}

/// Says that a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date: give it as 2025, 2025-06, 2025-06-12 or 2025-06-12T09:30+09:00")]
pub struct ParseDayError(String);

impl Day {
    /// Returns a day, or the month or year that is meant where no more is known; `None` where the calendar has none.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let exact = match (month, day) {
            (None, _) => Exact::Year,
            (Some(_), None) => Exact::Month,
            (Some(_), Some(_)) => Exact::Day,
        };
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self { first, exact })
    }

    /// Returns the first day that is meant.
    pub fn first(self) -> Date {
        self.first
    }

    /// Returns the last day that is meant: the day itself, or the month's or year's last.
    pub fn last(self) -> Date {
        match self.exact {
            Exact::Year => self.first.last_of_year(),
            Exact::Month => self.first.last_of_month(),
            Exact::Day => self.first,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.exact {
            Exact::Year => write!(f, "{:04}", self.first.year()),
            Exact::Month => write!(f, "{:04}-{:02}", self.first.year(), self.first.month()),
            Exact::Day => write!(f, "{}", self.first),
        }
    }
}

impl FromStr for Day {
    type Err = ParseDayError;

    /// Reads ISO 8601 forms, also with dots or slashes; a time of day behind the date is left out.
    fn from_str(text: &str) -> Result<Self, ParseDayError> {
        let wrong = || ParseDayError(text.chars().take(80).collect());
        let day = text.trim().split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day.trim_end_matches(['.', '/']).split(['-', '.', '/']);
        let year = parts.next().filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
        let Some(year) = year else { return Err(wrong()) };
        let mut small = || match parts.next() {
            None => Ok(None),
            Some(part) => part.parse::<i8>().map(Some).map_err(|_| wrong()),
        };
        let (month, day) = (small()?, small()?);
        Self::new(year, month, day).ok_or_else(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let day: Day = "2024-02".parse().expect("a month");
        assert_eq!(day.last().to_string(), "2024-02-29");
        assert_eq!(day.to_string(), "2024-02");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "soon", "2024-13", "2024-02-30", "24-02-01"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!("2025.06.12 09:30".parse::<Day>().map(|day| day.to_string()).as_deref(), Ok("2025-06-12"));
    }
}
