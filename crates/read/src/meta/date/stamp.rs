//! Reads dates as pages write them.

use std::ops::Range;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, tz};

/// A moment as a page gives it: a day, perhaps a time, perhaps a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    day: Date,
    /// Hours, minutes and seconds.
    time: Option<(i8, i8, i8)>,
    /// Minutes east of UTC.
    zone: Option<i32>,
}

/// Minutes of Korean time east of UTC.
const KST: i32 = 9 * 60;
/// Years that a page can be from.
const YEARS: Range<i16> = 1985..2100;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FULL_MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Stamp {
    /// Returns the first date in a text, with its time and zone.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = &text[..text.floor_char_boundary(300.min(text.len()))];
        if let Some(stamp) = epoch(text.trim()) {
            return Some(stamp);
        }
        let mut before = None;
        for (at, char) in text.char_indices() {
            let is_start = before.is_none_or(|before: char| !before.is_ascii_alphanumeric() || before == 'T');
            if is_start
                && char.is_ascii_alphanumeric()
                && let Some((day, end)) = day_at(&text[at..])
            {
                return Some(Self::with_time(text, at, at + end, day));
            }
            before = Some(char);
        }
        None
    }

    /// Returns the date that a text starts with, perhaps behind the name of a weekday.
    pub(crate) fn at_start(text: &str) -> Option<Self> {
        let text = &text[..text.floor_char_boundary(80.min(text.len()))];
        if let Some((day, end)) = day_at(text) {
            return Some(Self::with_time(text, 0, end, day));
        }
        let (first, rest) = text.split_once([',', ' '])?;
        let is_weekday = first.len() >= 3
            && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
                .iter()
                .any(|day| first.to_lowercase().starts_with(day));
        if is_weekday || first.eq_ignore_ascii_case("on") {
            let rest = rest.trim_start();
            let (day, end) = day_at(rest)?;
            return Some(Self::with_time(rest, 0, end, day));
        }
        None
    }

    fn with_time(text: &str, start: usize, end: usize, day: Date) -> Self {
        let behind = &text[end..];
        if let Some((time, length)) = time_near(behind) {
            return Self { day, time: Some(time), zone: zone_at(&behind[length..]) };
        }
        // `01:38:07 PM IST Nov 20, 2019`
        let front = text[..start].trim_end_matches([' ', ',']);
        let from = front.floor_char_boundary(front.len().saturating_sub(16));
        for (at, char) in front[from..].char_indices() {
            if char.is_ascii_digit()
                && let Some((time, length)) = clock(&front[from + at..])
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
        let local = self.day.at(hour, minute, second, 0);
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
            _ => (self.day - other.day).get_days().abs() > 1,
        }
    }

    fn instant(&self, is_korean: bool) -> Option<jiff::Timestamp> {
        let (hour, minute, second) = self.time?;
        let zone = self.zone.unwrap_or(if is_korean { KST } else { 0 });
        let local: DateTime = self.day.at(hour, minute, second, 0);
        tz::Offset::from_seconds(zone * 60).ok()?.to_timestamp(local).ok()
    }
}

/// Returns the date in a web address, such as `/2019/11/20/` or `/20191120/`.
pub(crate) fn in_address(url: &str) -> Option<Stamp> {
    let path = url.split("://").nth(1)?.split_once('/')?.1;
    path.match_indices(|char: char| char.is_ascii_digit()).find_map(|(at, _)| {
        let is_start = at == 0 || !path.as_bytes()[at - 1].is_ascii_digit();
        let (day, _) = numeric_day(&path[at..]).filter(|_| is_start)?;
        Some(Stamp { day, time: None, zone: None })
    })
}

/// Reads seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<Stamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || !matches!(text.len(), 10 | 13) {
        return None;
    }
    let seconds: i64 = text[..10].parse().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(tz::TimeZone::UTC).datetime();
    let day = moment.date();
    (1995..2100).contains(&day.year()).then_some(Stamp {
        day,
        time: Some((moment.hour(), moment.minute(), moment.second())),
        zone: Some(0),
    })
}

fn day_at(text: &str) -> Option<(Date, usize)> {
    numeric_day(text).or_else(|| worded_day(text)).or_else(|| day_first(text))
}

/// Reads `12.06.2025`, and `25/06/2025` or `06/25/2025` where only one order is possible.
fn day_first(text: &str) -> Option<(Date, usize)> {
    let (first, length) = number(text, 2)?;
    let mark = text[length..].chars().next().filter(|mark| matches!(mark, '.' | '/'))?;
    let mut at = length + 1;
    let (second, length) = number(&text[at..], 2)?;
    at += length;
    at += text[at..].strip_prefix(mark).map(|_| 1)?;
    let (year, length) = number(&text[at..], 4).filter(|&(_, length)| length == 4)?;
    at += length;
    let (day, month) = match mark {
        '.' => (first, second),
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    Some((date(year as i16, month as i8, day as i8)?, at))
}

fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| YEARS.contains(&date.year()))
}

/// Returns the number of at most `most` digits that a text starts with, and its length.
fn number(text: &str, most: usize) -> Option<(i32, usize)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, length))
}

/// Reads `2025-06-12`, `2025. 6. 12.`, `2025년 6월 12일`, `2025/06/12`, `20250612`.
fn numeric_day(text: &str) -> Option<(Date, usize)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(n_digits, 8 | 12 | 14) {
        let day = date(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?)?;
        return Some((day, 8));
    }
    if n_digits != 4 {
        return None;
    }
    let year = text[..4].parse().ok()?;
    let mut at = 4 + separator(&text[4..])?;
    let (month, length) = number(&text[at..], 2)?;
    at += length;
    at += separator(&text[at..])?;
    let (day, length) = number(&text[at..], 2)?;
    at += length;
    if text[at..].starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let end = at + ["일", "."].iter().find(|mark| text[at..].starts_with(**mark)).map_or(0, |mark| mark.len());
    Some((date(year, month as i8, day as i8)?, end))
}

fn separator(text: &str) -> Option<usize> {
    let blank = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let front = blank(text);
    let mark = ["-", ".", "/", "년", "월"].into_iter().find(|mark| text[front..].starts_with(mark))?;
    let end = front + mark.len();
    Some(end + blank(&text[end..]))
}

/// Reads `12 June 2025`, `June 12, 2025`, `12th of Jun. 2025`.
fn worded_day(text: &str) -> Option<(Date, usize)> {
    let skip = |at: usize| at + (text[at..].len() - text[at..].trim_start_matches([' ', ',', '.', '-', '/']).len());
    let (day, month, at) = if text.starts_with(|char: char| char.is_ascii_digit()) {
        let (day, length) = number(text, 2)?;
        let mut at = length;
        at += ["st", "nd", "rd", "th"].iter().find(|end| text[at..].starts_with(**end)).map_or(0, |end| end.len());
        at = skip(at);
        if text[at..].starts_with("of ") {
            at += 3;
        }
        let (month, length) = month(&text[at..])?;
        (day, month, at + length)
    } else {
        let (month, length) = month(text)?;
        let at = skip(length);
        let (day, length) = number(&text[at..], 2)?;
        let mut at = at + length;
        at += ["st", "nd", "rd", "th"].iter().find(|end| text[at..].starts_with(**end)).map_or(0, |end| end.len());
        (day, month, at)
    };
    let mut at = skip(at);
    // `Tue Nov 19 10:00:00 2019` gives the time before the year.
    if let Some((_, length)) = clock(&text[at..]) {
        at = skip(at + length);
    }
    let (year, length) = number(&text[at..], 4).filter(|&(_, length)| length == 4)?;
    if text[at + length..].starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    Some((date(year as i16, month, day as i8)?, at + length))
}

fn month(text: &str) -> Option<(i8, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text[..length].to_ascii_lowercase();
    let at = FULL_MONTHS
        .iter()
        .position(|month| *month == word)
        .or_else(|| MONTHS.iter().position(|month| *month == word || word == "sept" && *month == "sep"))?;
    Some((at as i8 + 1, length))
}

/// Returns the time that stands close behind a date, and the length up to its end.
fn time_near(text: &str) -> Option<((i8, i8, i8), usize)> {
    let skipped = text.len()
        - text
            .trim_start_matches(|char: char| {
                matches!(
                    char,
                    ' ' | 'T'
                        | 't'
                        | ','
                        | '.'
                        | '·'
                        | '|'
                        | '('
                        | ')'
                        | '-'
                        | '\u{a0}'
                        | '/'
                        | '@'
                        | '월'
                        | '화'
                        | '수'
                        | '목'
                        | '금'
                        | '토'
                        | '일'
                        | '요'
                )
            })
            .len();
    if skipped > 16 {
        return None;
    }
    let rest = &text[skipped..];
    let rest_at = skipped + ["at ", "at"].iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    let (time, length) =
        clock(&text[rest_at..]).or_else(|| compact_clock(&text[rest_at..]).filter(|_| skipped == 0))?;
    Some((time, rest_at + length))
}

/// Reads `093000` or `0930` right behind a compact date.
fn compact_clock(text: &str) -> Option<((i8, i8, i8), usize)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let part = |at: usize| text.get(at..at + 2).and_then(|part| part.parse::<i8>().ok());
    match n_digits {
        4 => Some(((part(0)?, part(2)?, 0), 4)),
        6 => Some(((part(0)?, part(2)?, part(4)?), 6)),
        _ => None,
    }
    .filter(|((hour, minute, second), _)| *hour < 24 && *minute < 60 && *second < 60)
}

/// Reads `09:30`, `9:30:12 pm`, `오후 3:05`, `9시 30분`.
fn clock(text: &str) -> Option<((i8, i8, i8), usize)> {
    let korean_half = ["오전", "오후"].iter().position(|half| text.starts_with(half));
    let mut at = korean_half.map_or(0, |_| "오전".len());
    at += text[at..].len() - text[at..].trim_start_matches(' ').len();
    let (mut hour, length) = number(&text[at..], 2)?;
    at += length;
    let mark = [":", "시"].into_iter().find(|mark| text[at..].starts_with(mark))?;
    at += mark.len();
    at += text[at..].len() - text[at..].trim_start_matches(' ').len();
    let (minute, length) = number(&text[at..], 2).filter(|&(_, length)| mark == "시" || length == 2)?;
    at += length;
    if text[at..].starts_with('분') {
        at += '분'.len_utf8();
    }
    let mut second = 0;
    if text[at..].starts_with(':')
        && let Some((found, length)) = number(&text[at + 1..], 2)
    {
        second = found;
        at += 1 + length;
    }
    if text[at..].starts_with('.') {
        let n_digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        at += if n_digits > 0 { 1 + n_digits } else { 0 };
    }
    let rest = &text[at..];
    let blank = rest.len() - rest.trim_start_matches(' ').len();
    let half = rest[blank..].get(..4).or_else(|| rest[blank..].get(..2)).unwrap_or_default().to_ascii_lowercase();
    let is_pm = half.starts_with("pm") || half.starts_with("p.m") || korean_half == Some(1);
    let is_am = half.starts_with("am") || half.starts_with("a.m") || korean_half == Some(0);
    if half.starts_with("pm") || half.starts_with("am") {
        at += blank + 2;
    } else if half.starts_with("p.m") || half.starts_with("a.m") {
        at += blank + half.len().min(4);
    }
    if is_pm && hour < 12 {
        hour += 12;
    } else if is_am && hour == 12 {
        hour = 0;
    }
    (hour < 24 && minute < 60 && second < 61).then_some(((hour as i8, minute as i8, second.min(59) as i8), at))
}

/// Returns the minutes east of UTC that stand right behind a time.
fn zone_at(text: &str) -> Option<i32> {
    let text = text.trim_start_matches([' ', '(']);
    if let Some(rest) = text.strip_prefix(['+', '-']) {
        let (hours, length) = number(rest, 2)?;
        let minutes = rest[length..].trim_start_matches(':');
        let minutes = number(minutes, 2).map_or(0, |(minutes, _)| minutes);
        let sign = if text.starts_with('-') { -1 } else { 1 };
        return (hours <= 14 && minutes < 60).then_some(sign * (60 * hours + minutes));
    }
    let length = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    Some(match &text[..length] {
        "Z" | "z" | "UTC" | "GMT" => 0,
        "KST" => KST,
        "JST" => KST,
        "IST" => 5 * 60 + 30,
        "BST" => 60,
        "CET" => 60,
        "CEST" => 120,
        "EST" | "ET" => -300,
        "EDT" => -240,
        "CST" | "CT" => -360,
        "CDT" => -300,
        "PST" | "PT" => -480,
        "PDT" => -420,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Stamp::of(text).map(|stamp| stamp.iso(true)).as_deref().unwrap_or("none"), expected, "{text}");
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
