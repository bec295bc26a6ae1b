//! Reads dates as pages write them.

use jiff::civil::DateTime;
use jiff::{SignedDuration, tz};
use onrecord_language::quantity::{Quantities, day_in_figures};
use onrecord_model::Day;

use super::clock::{KST, clock, time_near, zone_at};
use super::day::{day_at, in_years};

/// A moment as a page gives it: a day, perhaps a time, perhaps a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    day: Day,
    /// Hours, minutes and seconds.
    time: Option<(i8, i8, i8)>,
    /// Minutes east of UTC.
    zone: Option<i32>,
}

impl Stamp {
    /// Returns the first date in a text, with its time and zone.
    pub(crate) fn of(text: &str, quantities: &Quantities) -> Option<Self> {
        let text = &text[..text.floor_char_boundary(300.min(text.len()))];
        if let Some(stamp) = epoch(text.trim()) {
            return Some(stamp);
        }
        let mut before = None;
        for (at, char) in text.char_indices() {
            let is_start = before.is_none_or(|before: char| !before.is_ascii_alphanumeric() || before == 'T');
            if is_start
                && char.is_ascii_alphanumeric()
                && let Some((day, end)) = day_at(&text[at..], quantities)
            {
                return Some(Self::with_time(text, at, at + end, day, quantities));
            }
            before = Some(char);
        }
        None
    }

    /// Returns the date that a text starts with, perhaps behind the name of a weekday.
    pub(crate) fn at_start(text: &str, quantities: &Quantities) -> Option<Self> {
        let text = &text[..text.floor_char_boundary(80.min(text.len()))];
        if let Some((day, end)) = day_at(text, quantities) {
            return Some(Self::with_time(text, 0, end, day, quantities));
        }
        let (first, rest) = text.split_once([',', ' '])?;
        let is_weekday = first.len() >= 3
            && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
                .iter()
                .any(|day| first.to_lowercase().starts_with(day));
        if is_weekday || first.eq_ignore_ascii_case("on") {
            let rest = rest.trim_start();
            let (day, end) = day_at(rest, quantities)?;
            return Some(Self::with_time(rest, 0, end, day, quantities));
        }
        None
    }

    pub(super) fn with_time(text: &str, start: usize, end: usize, day: Day, quantities: &Quantities) -> Self {
        let behind = &text[end..];
        if let Some((time, length)) = time_near(behind, quantities) {
            return Self { day, time: Some(time), zone: zone_at(&behind[length..]) };
        }
        // `01:38:07 PM IST Nov 20, 2019`
        let front = text[..start].trim_end_matches([' ', ',']);
        let from = front.floor_char_boundary(front.len().saturating_sub(16));
        for (at, char) in front[from..].char_indices() {
            if char.is_ascii_digit()
                && let Some((time, length)) = clock(&front[from + at..], quantities)
            {
                return Self { day, time: Some(time), zone: zone_at(&front[from + at + length..]) };
            }
        }
        Self { day, time: None, zone: None }
    }

    /// Returns it in ISO 8601; times of Korean outlets are given in Korean time.
    pub(crate) fn iso(&self, is_korean: bool) -> String {
        let Some((hour, minute, second)) = self.time else { return self.day.to_string() };
        let zone = self.zone.or(is_korean.then_some(KST));
        let local = self.day.first().at(hour, minute, second, 0);
        let Some(zone) = zone else { return local.to_string() };
        if is_korean && zone == 0 {
            let korean = local.saturating_add(SignedDuration::from_mins(i64::from(KST)));
            return format!("{korean}+09:00");
        }
        let sign = if zone < 0 { '-' } else { '+' };
        if zone == 0 {
            return format!("{local}Z");
        }
        format!("{local}{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
    }

    /// Says whether two stamps cannot mean the same publication: more than half a day apart, whatever the zones.
    pub(crate) fn differs(&self, other: &Self, is_korean: bool) -> bool {
        match (self.instant(is_korean), other.instant(is_korean)) {
            (Some(one), Some(other)) => (one.duration_since(other)).abs() > SignedDuration::from_hours(15),
            _ => (self.day.first() - other.day.first()).get_days().abs() > 1,
        }
    }

    fn instant(&self, is_korean: bool) -> Option<jiff::Timestamp> {
        let (hour, minute, second) = self.time?;
        let zone = self.zone.unwrap_or(if is_korean { KST } else { 0 });
        let local: DateTime = self.day.first().at(hour, minute, second, 0);
        tz::Offset::from_seconds(zone * 60).ok()?.to_timestamp(local).ok()
    }
}

/// Returns the date in a web address, such as `/2019/11/20/` or `/20191120/`.
pub(crate) fn in_address(url: &str) -> Option<Stamp> {
    let path = url.split("://").nth(1)?.split_once('/')?.1;
    path.match_indices(|char: char| char.is_ascii_digit()).find_map(|(at, _)| {
        let is_start = at == 0 || !path.as_bytes()[at - 1].is_ascii_digit();
        let (day, _) = day_in_figures(&path[at..]).filter(|_| is_start)?;
        Some(Stamp { day: in_years(day)?, time: None, zone: None })
    })
}

/// Reads seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Stamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(text.len(), 10 | 13) {
        return None;
    }
    let seconds: i64 = text[..10].parse().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(tz::TimeZone::UTC).datetime();
    let day = Day::new(moment.year(), Some(moment.month()), Some(moment.day()))?;
    (1995..2100).contains(&moment.year()).then_some(Stamp {
        day,
        time: Some((moment.hour(), moment.minute(), moment.second())),
        zone: Some(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let quantities = Quantities::built_in();
        assert_eq!(
            Stamp::of(text, &quantities).map(|stamp| stamp.iso(true)).as_deref().unwrap_or("none"),
            expected,
            "{text}"
        );
    }

    #[test]
    fn korean_forms() {
        check("2025.06.12 09:30", "2025-06-12T09:30:00+09:00");
        check("2025. 6. 12. 오후 3:05", "2025-06-12T15:05:00+09:00");
        check("2025년 6월 12일(목) 오전 12시 7분", "2025-06-12T00:07:00+09:00");
        check("20250612093015", "2025-06-12T09:30:15+09:00");
        check("2025-06-12T00:30:00Z", "2025-06-12T09:30:00+09:00");
        check("2025-06-12", "2025-06-12");
    }

    #[test]
    fn english_forms() {
        check("Thursday, 12 June 2025 09:30 GMT+0", "2025-06-12T18:30:00+09:00");
        check("June 12th, 2025 at 9:30 p.m. EST", "2025-06-12T21:30:00-05:00");
        check("01:38:07 PM IST Jun 12, 2025", "2025-06-12T13:38:07+05:30");
        check("12.06.2025", "2025-06-12");
        check("06/25/2025 9:30", "2025-06-25T09:30:00+09:00");
        check("2025-06-12T09:30:00.123-0500", "2025-06-12T09:30:00-05:00");
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "0001-01-01T00:00:00Z",
            "2025-13-01",
            "1234-5678-9012",
            "may 12",
            "12:30",
            "06/07/2025",
            "20251399",
            "2025-06-123",
        ] {
            check(text, "none");
        }
    }

    #[test]
    fn a_day_in_an_address() {
        let day = |url| in_address(url).map(|stamp| stamp.iso(false));
        assert_eq!(day("https://a.kr/news/2025/06/12/id").as_deref(), Some("2025-06-12"));
        assert_eq!(day("https://a.kr/view/20250612001234").as_deref(), Some("2025-06-12"));
        assert_eq!(day("https://a.kr/view/1234567890"), None);
    }
}
