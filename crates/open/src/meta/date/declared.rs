//! Reads days that somebody wrote down as the day of publication, in whatever form; what could be two days is none.

use onrecord_language::Lexicon;
use onrecord_language::quantity::Quantities;
use onrecord_model::{Day, Remark, RemarkKind};

use super::clock::number;
use super::stamp::Stamp;

/// Characters of a value that a remark shows.
const SHOWN: usize = 80;

/// Returns a day of publication in ISO 8601, with its time where it has one; `None` where it is none, or could be two.
///
/// What begins as ISO 8601 stays as it is written. Of days whose year has two figures the year comes first in Korean.
pub(crate) fn declared_day(value: &str, is_korean: bool, lexicon: &Lexicon) -> Option<String> {
    let value = value.trim();
    let is_iso =
        value.as_bytes().get(..5).is_some_and(|head| head[..4].iter().all(u8::is_ascii_digit) && head[4] == b'-');
    let day = value.parse::<Day>();
    if is_iso && day.is_ok() {
        return Some(value.to_owned());
    }
    let has_zone = |stamp: Stamp| stamp.iso(false);
    Stamp::of_any(value, &lexicon.quantities, is_korean).map(has_zone).or_else(|| day.ok().map(|day| day.to_string()))
}

/// Returns the remark on a day of publication that could not be read.
pub(crate) fn unread_day(value: &str) -> Remark {
    let shown: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
    let text =
        format!("the date of publication {shown:?} could not be read; `sources set KEY published=2025-06-12` sets it");
    Remark { kind: RemarkKind::Metadata, text }
}

/// Reads a day whose year has two figures: `23.03.18`, `23. 3. 18.`, `'25-04-11`, `18/03/23`; returns it and its length.
///
/// In Korean the year comes first. Elsewhere it counts only where one order alone gives a day.
pub(super) fn short_year(text: &str, is_korean: bool) -> Option<(Day, usize)> {
    let head = text.len() - text.trim_start_matches(['\'', '’', '‘']).len();
    let (first, length) = number(&text[head..], 2)?;
    let mut at = head + length;
    let mark = text[at..].trim_start_matches(' ').chars().next().filter(|mark| matches!(mark, '.' | '-' | '/'))?;
    let part = |at: &mut usize| {
        let rest = text[*at..].trim_start_matches(' ').strip_prefix(mark)?.trim_start_matches(' ');
        let (value, length) = number(rest, 2)?;
        *at = text.len() - rest.len() + length;
        Some((value, length))
    };
    let (second, _) = part(&mut at)?;
    let (third, third_length) = part(&mut at)?;
    let rest = &text[at..];
    if rest.starts_with(|char: char| char.is_ascii_digit())
        || rest.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()))
    {
        return None;
    }
    let end = at + usize::from(mark == '.' && rest.starts_with('.'));
    let day = |year: i32, month: i32, of_month: i32| {
        let full = if year < 70 { 2000 + year } else { 1900 + year };
        Day::new(i16::try_from(full).ok()?, Some(i8::try_from(month).ok()?), Some(i8::try_from(of_month).ok()?))
    };
    let year_first = day(first, second, third).filter(|_| length == 2);
    if is_korean {
        return Some((year_first?, end));
    }
    let last = |month, of_month| day(third, month, of_month).filter(|_| third_length == 2);
    let mut days: Vec<Day> = [year_first, last(second, first), last(first, second)].into_iter().flatten().collect();
    days.dedup();
    match days.as_slice() {
        [only] => Some((*only, end)),
        _ => None,
    }
}

impl Stamp {
    /// Returns the first date in a text, also one whose year has two figures where the text begins with it.
    pub(crate) fn of_any(text: &str, quantities: &Quantities, is_korean: bool) -> Option<Self> {
        Self::of(text, quantities).or_else(|| {
            let text = text.trim();
            let text = &text[..text.floor_char_boundary(80.min(text.len()))];
            let (day, end) = short_year(text, is_korean)?;
            Some(Self::with_time(text, 0, end, super::day::in_years(day)?, quantities))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, is_korean: bool, expected: &str) {
        let found = declared_day(value, is_korean, &Lexicon::built_in());
        assert_eq!(found.as_deref().unwrap_or("none"), expected, "{value}");
    }

    #[test]
    fn every_form_of_one_day() {
        for value in [
            "2025-04-11",
            "2025/04/11",
            "2025. 4. 11.",
            "20250411",
            "Apr 11, 2025",
            "11 April 2025",
            "April 11th, 2025",
            "2025년 4월 11일",
            "Friday, April 11, 2025",
            "11.04.2025",
            "25.04.2025",
            "04/25/2025",
            "25/04/2025",
        ] {
            let day = if value.contains("25.04") || value.contains("/25/") || value.starts_with("25/") {
                "2025-04-25"
            } else {
                "2025-04-11"
            };
            check(value, false, day);
        }
        check("Fri, 11 Apr 2025 09:00:00 +0900", false, "2025-04-11T09:00:00+09:00");
        check("2025-04-11T00:01:00+01:00", false, "2025-04-11T00:01:00+01:00");
        check("2025.4.11 오후 3:05", true, "2025-04-11T15:05:00");
        check("1744329600", false, "2025-04-11T00:00:00Z");
        check("2025", false, "2025");
        check("2025.04", false, "2025-04");
    }

    #[test]
    fn years_of_two_figures() {
        check("23.03.18", true, "2023-03-18");
        check("23. 3. 18. 10:05", true, "2023-03-18T10:05:00");
        check("'98-12-31", true, "1998-12-31");
        check("98/12/31", false, "1998-12-31");
        check("31/12/98", false, "1998-12-31");
        check("12/31/25", false, "2025-12-31");
    }

    #[test]
    fn what_could_be_two_days_is_none() {
        for value in ["06/07/2025", "03/04/05", "25/12/31", "23.03.18", "soon", "2025-13-40", "1.2.3.4", "yesterday"] {
            check(value, false, "none");
        }
    }
}
