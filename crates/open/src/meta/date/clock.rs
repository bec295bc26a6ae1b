//! Reads times of day and zones as pages write them.

use onrecord_language::quantity::{ClockWord, Quantities};

/// Minutes of Korean time east of UTC.
pub(super) const KST: i32 = 9 * 60;

/// Returns the time that stands close behind a date, and the length up to its end.
pub(super) fn time_near(text: &str, quantities: &Quantities) -> Option<((i8, i8, i8), usize)> {
    let weekdays = quantities.clock_words(ClockWord::Weekday);
    let is_between = |char: char| {
        matches!(char, ' ' | 'T' | 't' | ',' | '.' | '·' | '|' | '(' | ')' | '-' | '\u{a0}' | '/' | '@')
            || weekdays.iter().any(|syllable| syllable.starts_with(char))
    };
    let skipped = text.len() - text.trim_start_matches(is_between).len();
    if skipped > 16 {
        return None;
    }
    let rest = &text[skipped..];
    let rest_at = skipped + ["at ", "at"].iter().find(|word| rest.starts_with(**word)).map_or(0, |word| word.len());
    let (time, length) =
        clock(&text[rest_at..], quantities).or_else(|| compact_clock(&text[rest_at..]).filter(|_| skipped == 0))?;
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
pub(super) fn clock(text: &str, quantities: &Quantities) -> Option<((i8, i8, i8), usize)> {
    let prefix = |does: ClockWord, text: &str| {
        quantities.clock_words(does).iter().find(|word| text.starts_with(**word)).map(|word| word.len())
    };
    let korean_half = [ClockWord::Morning, ClockWord::Afternoon]
        .into_iter()
        .find_map(|half| prefix(half, text).map(|length| (half, length)));
    let mut at = korean_half.map_or(0, |(_, length)| length);
    at += text[at..].len() - text[at..].trim_start_matches(' ').len();
    let (mut hour, length) = number(&text[at..], 2)?;
    at += length;
    let has_colon = text[at..].starts_with(':');
    at += if has_colon { 1 } else { prefix(ClockWord::Hour, &text[at..])? };
    at += text[at..].len() - text[at..].trim_start_matches(' ').len();
    let (minute, length) = number(&text[at..], 2).filter(|&(_, length)| !has_colon || length == 2)?;
    at += length;
    at += prefix(ClockWord::Minute, &text[at..]).unwrap_or(0);
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
    let is_half = |half| korean_half.is_some_and(|(found, _)| found == half);
    let is_pm = half.starts_with("pm") || half.starts_with("p.m") || is_half(ClockWord::Afternoon);
    let is_am = half.starts_with("am") || half.starts_with("a.m") || is_half(ClockWord::Morning);
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

/// Returns the number of at most `most` digits that a text starts with, and its length.
pub(super) fn number(text: &str, most: usize) -> Option<(i32, usize)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text[..length].parse().ok()?, length))
}

/// Returns the minutes east of UTC that stand right behind a time.
pub(super) fn zone_at(text: &str) -> Option<i32> {
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
