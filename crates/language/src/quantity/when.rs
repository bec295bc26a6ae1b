//! Days, months and years as texts tell them: in full, in part, or from the day of writing.

use jiff::ToSpan;
use jiff::civil::Date;

use onrecord_model::Day;

/// A day, month or year as far as a text tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct When {
    /// The year.
    pub year: Part,
    /// The month, 1 to 12.
    pub month: Part,
    /// The day of the month, 1 to 31.
    pub day: Part,
    /// The week, from that of the anchor on.
    pub week: Option<i16>,
    /// The day of the week, 1 for Monday to 7.
    pub weekday: Option<i8>,
    /// Whether it lies ahead of the anchor: `오는 23일`, `next Friday`.
    pub is_ahead: bool,
    /// What relative parts start from.
    pub anchor: Anchor,
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Part {
    /// Not told.
    #[default]
    Open,
    /// This one.
    Is(i16),
    /// So many from that of the anchor: `last year` is -1.
    From(i16),
}

/// What relative parts of a date start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Anchor {
    /// The day of writing: `yesterday`, `지난달`.
    #[default]
    Writing,
    /// The day that the text speaks of: `the day before`, `이튿날`.
    Told,
}

impl When {
    /// Returns a day, month or year of the calendar.
    pub fn of(day: Day) -> Self {
        let (first, last) = (day.first(), day.last());
        let whole = Self::of_date(first);
        let month = if first.month() == last.month() { whole.month } else { Part::Open };
        let day = if first == last { whole.day } else { Part::Open };
        Self { month, day, ..whole }
    }

    /// Returns the day, month or year of the calendar, where it is told in full.
    pub fn day(&self) -> Option<Day> {
        let Part::Is(year) = self.year else { return None };
        let small = |part: Part| match part {
            Part::Is(number) => i8::try_from(number).ok(),
            _ => None,
        };
        let (month, day) = (small(self.month), small(self.day));
        let is_open_week = self.day == Part::Open && (self.week.is_some() || self.weekday.is_some());
        let is_whole = !is_open_week && (day.is_none() || month.is_some());
        if is_whole { Day::new(year, month, day) } else { None }
    }

    /// Returns it with relative parts made out from the day of writing, as far as they can be.
    ///
    /// A day without its month is of the month of writing, or of the one before where the day lies ahead (`오는 23일`: or of the one
    /// after). A weekday is the last before the day of writing, that day included.
    pub fn seen_on(self, written: Day) -> Self {
        if self.anchor == Anchor::Told {
            return self;
        }
        let today = written.first();
        let is_day = written.last() == today;
        let is_month = is_day || written.last().month() == today.month();
        let mut when = self;
        if let Part::From(years) = self.year {
            when.year = Part::Is(today.year().saturating_add(years));
        }
        match (self.month, self.day) {
            (Part::From(months), _) if is_month => when.set_month(today, months),
            (Part::Open, Part::Is(day)) if is_day && self.year == Part::Open => {
                let months = match self.is_ahead {
                    true => i16::from(day < today.day().into()),
                    false => -i16::from(day > today.day().into()),
                };
                when.set_month(today, months);
            }
            _ => {}
        }
        let days = match (self.day, self.week, self.weekday) {
            (Part::From(days), _, _) => Some(i32::from(days)),
            (_, Some(weeks), Some(weekday)) => {
                Some(7 * i32::from(weeks) + i32::from(weekday) - i32::from(today.weekday().to_monday_one_offset()))
            }
            (Part::Open, None, Some(weekday)) => {
                let gap = i32::from(weekday) - i32::from(today.weekday().to_monday_one_offset());
                Some(if self.is_ahead { gap.rem_euclid(7) } else { -(-gap).rem_euclid(7) })
            }
            _ => None,
        };
        if let Some(day) = days.filter(|_| is_day).and_then(|days| today.checked_add(days.days()).ok()) {
            when = Self { anchor: self.anchor, ..Self::of_date(day) };
        }
        when
    }

    /// Says whether both can be one: no part that both tell differs.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let parts = [(self.year, other.year), (self.month, other.month), (self.day, other.day)];
        let is_same_anchor = self.anchor == other.anchor;
        let is_one = |(one, other): (Part, Part)| match (one, other) {
            (Part::Is(one), Part::Is(other)) => one == other,
            (Part::From(one), Part::From(other)) => one == other || !is_same_anchor,
            _ => true,
        };
        parts.into_iter().all(is_one)
            && (self.weekday.is_none() || other.weekday.is_none() || self.weekday == other.weekday)
            && (self.week.is_none() || other.week.is_none() || self.week == other.week)
    }

    fn of_date(date: Date) -> Self {
        Self {
            year: Part::Is(date.year()),
            month: Part::Is(date.month().into()),
            day: Part::Is(date.day().into()),
            ..Self::default()
        }
    }

    fn set_month(&mut self, today: Date, months: i16) {
        if let Ok(month) = today.first_of_month().checked_add(i32::from(months).months()) {
            (self.year, self.month) = (Part::Is(month.year()), Part::Is(month.month().into()));
        }
    }
}
