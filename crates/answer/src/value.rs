//! Numbers, durations and dates as sources write them, in both languages, in comparable form.

use std::ops::Range;

use onrecord_read::month;

/// A value that a text states.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What kind of value.
    pub unit: Unit,
    /// How much, in the unit's base (days, pieces) or as `year * 10000 + month * 100 + day` for a date, 0 for a part not said.
    pub amount: f64,
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
}

/// What a value counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A duration, in days; a month counts 30.4375.
    Duration,
    /// A duration below a day, in minutes.
    Minutes,
    /// A date or a part of one.
    Date,
    /// Things of this name, singular, or of none.
    Count(String),
}

const NUMBERS: [(&str, f64); 21] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("hundred", 100.0),
    ("dozen", 12.0),
    ("half", 0.5),
];
/// Korean counters that stand behind a number.
const COUNTERS: [&str; 20] = [
    "명", "회", "편", "화", "개", "번", "살", "세", "곡", "권", "장", "대", "곳", "마리", "부", "점", "위", "원", "석",
    "가지",
];

/// Returns the values that a text states, in reading order.
pub fn values(text: &str) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    let tokens = tokens(text);
    let mut at = 0;
    while at < tokens.len() {
        let found = date(text, &tokens[at..]).or_else(|| quantity(text, &tokens[at..]));
        match found {
            Some((value, n_tokens)) => {
                values.push(value);
                at += n_tokens.max(1);
            }
            None => at += 1,
        }
    }
    values
}

/// Says whether two values of one unit agree: the same amount within a twentieth, or one date within the other.
pub fn agree(one: &Value, other: &Value) -> bool {
    match (&one.unit, &other.unit) {
        (Unit::Date, Unit::Date) => {
            let parts = |value: f64| [value / 10_000.0, value / 100.0 % 100.0, value % 100.0].map(|part| part as u32);
            parts(one.amount)
                .into_iter()
                .zip(parts(other.amount))
                .all(|(one, other)| one == 0 || other == 0 || one == other)
        }
        (one_unit, other_unit) => {
            one_unit == other_unit
                && (one.amount - other.amount).abs() <= 0.05 * one.amount.abs().max(other.amount.abs())
        }
    }
}

#[derive(Debug, Clone)]
struct Token {
    at: Range<usize>,
    number: Option<f64>,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, char)) = chars.next() {
        if !char.is_alphanumeric() && char != '%' {
            continue;
        }
        let is_digit = char.is_ascii_digit();
        let is_hangul = ('가'..='힣').contains(&char);
        let mut end = start + char.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let goes_on = if is_digit {
                next.is_ascii_digit()
                    || matches!(next, ',' | '.') && text[at + 1..].starts_with(|char: char| char.is_ascii_digit())
            } else {
                next.is_alphabetic() && ('가'..='힣').contains(&next) == is_hangul
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let word = &text[start..end];
        let number = if is_digit {
            word.replace(',', "").parse().ok()
        } else if is_hangul {
            None
        } else {
            let lower = word.to_lowercase();
            NUMBERS.iter().find(|(name, _)| *name == lower).map(|&(_, number)| number)
        };
        tokens.push(Token { at: start..end, number });
    }
    tokens
}

fn word<'a>(text: &'a str, tokens: &[Token], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| &text[token.at.clone()])
}

fn small(token: Option<&Token>, most: f64) -> Option<u32> {
    token
        .and_then(|token| token.number)
        .filter(|&number| number >= 1.0 && number <= most && number.fract() == 0.0)
        .map(|number| number as u32)
}

fn year_of(token: Option<&Token>) -> Option<u32> {
    token
        .and_then(|token| token.number)
        .filter(|&number| (1800.0..2200.0).contains(&number))
        .map(|number| number as u32)
}

/// Reads `May 1, 2025`, `1 May 2025`, `2025년 5월 1일`, `2025.05.01`, `in 2022`, `5월`.
fn date(text: &str, tokens: &[Token]) -> Option<(Value, usize)> {
    let start = tokens[0].at.start;
    let made = |year: u32, month: u32, day: u32, n: usize| {
        let end = tokens[n - 1].at.end;
        Some((Value { unit: Unit::Date, amount: f64::from(year * 10_000 + month * 100 + day), at: start..end }, n))
    };
    let first = word(text, tokens, 0);
    if first.starts_with(|char: char| char.is_uppercase())
        && let Some(month) = month(first).map(u32::from)
    {
        let day = small(tokens.get(1), 31.0)
            .filter(|_| tokens.get(1).is_some_and(|token| token.at.start <= tokens[0].at.end + 2));
        return match (day, year_of(tokens.get(1)), year_of(tokens.get(2))) {
            (Some(day), _, Some(year)) => made(year, month, day, 3),
            (Some(day), _, None) => made(0, month, day, 2),
            (None, Some(year), _) => made(year, month, 0, 2),
            (None, None, _) if first.len() > 3 && first != "May" && first != "March" => made(0, month, 0, 1),
            _ => None,
        };
    }
    if let (Some(day), Some(month)) = (small(tokens.first(), 31.0), month(word(text, tokens, 1)).map(u32::from))
        && word(text, tokens, 1).starts_with(char::is_uppercase)
    {
        return match year_of(tokens.get(2)) {
            Some(year) => made(year, month, day, 3),
            None => made(0, month, day, 2),
        };
    }
    let dotted: Vec<u32> = first.split('.').filter_map(|part| part.parse().ok()).collect();
    if let [year @ 1800..2200, month @ 1..=12, day @ 1..=31] = dotted[..] {
        return made(year, month, day, 1);
    }
    let is = |at: usize, unit: &str| {
        word(text, tokens, at).starts_with(unit)
            && tokens.get(at).is_some_and(|token| token.at.start == tokens[at - 1].at.end)
    };
    if let Some(year) = year_of(tokens.first()) {
        if is(1, "년") && !is(1, "년간") && !is(1, "년 동안") {
            return match (small(tokens.get(2), 12.0), small(tokens.get(4), 31.0)) {
                (Some(month), Some(day)) if is(3, "월") && is(5, "일") => made(year, month, day, 6),
                (Some(month), _) if is(3, "월") => made(year, month, 0, 4),
                _ => made(year, 0, 0, 2),
            };
        }
        if let (Some(month), Some(day)) = (small(tokens.get(1), 12.0), small(tokens.get(2), 31.0))
            && text[tokens[0].at.end..tokens[1].at.start].trim() == "."
        {
            return made(year, month, day, 3);
        }
        let before = format!(" {}", text[..start].trim_end());
        if word(text, tokens, 0).len() == 4
            && (before.ends_with(" in")
                || before.ends_with("since")
                || before.ends_with("In")
                || before.ends_with(" of")
                || before.ends_with('('))
        {
            return made(year, 0, 0, 1);
        }
        return None;
    }
    if let Some(month) = small(tokens.first(), 12.0)
        && is(1, "월")
    {
        return match small(tokens.get(2), 31.0) {
            Some(day) if is(3, "일") => made(0, month, day, 4),
            _ => made(0, month, 0, 2),
        };
    }
    None
}

/// Reads a number with what it counts: `18 months`, `1.5 years`, `1년 6개월`, `9,000명`, `9천 명`, `4 weeks`.
fn quantity(text: &str, tokens: &[Token]) -> Option<(Value, usize)> {
    let mut amount = tokens[0].number?;
    let start = tokens[0].at.start;
    let mut n = 1;
    let touches = |at: usize| tokens.get(at).is_some_and(|token| token.at.start <= tokens[at - 1].at.end + 1);
    for (name, times) in [
        ("천만", 1e7),
        ("백만", 1e6),
        ("만", 1e4),
        ("천", 1e3),
        ("억", 1e8),
        ("백", 1e2),
        ("million", 1e6),
        ("thousand", 1e3),
        ("hundred", 1e2),
    ] {
        let next = word(text, tokens, n);
        let is_it = next == name
            || next.strip_prefix(name).is_some_and(|rest| COUNTERS.iter().any(|counter| rest.starts_with(counter)));
        if touches(n) && is_it {
            amount *= times;
            if next == name {
                n += 1;
            }
            break;
        }
    }
    // `four consecutive weeks`: the word between says how they follow, not what is counted.
    if ["consecutive", "straight", "full", "whole", "more", "long"].contains(&word(text, tokens, n))
        && tokens.get(n + 1).is_some()
    {
        n += 1;
    }
    let unit = word(text, tokens, n);
    let end_of = |n: usize| tokens[n.min(tokens.len() - 1)].at.end;
    let lower = unit.to_lowercase();
    let days = match lower.trim_end_matches('s') {
        "year" => Some(365.25),
        "month" => Some(30.4375),
        "week" => Some(7.0),
        "day" => Some(1.0),
        _ if !touches(n) => None,
        _ => [("년", 365.25), ("개월", 30.4375), ("달", 30.4375), ("주", 7.0), ("일", 1.0)]
            .into_iter()
            .find(|(name, _)| {
                unit.starts_with(name)
                    && !unit.starts_with("주년")
                    && !unit.starts_with("일차")
                    && !unit.starts_with("년대")
            })
            .map(|(_, days)| days),
    };
    if let Some(days) = days {
        let mut total = amount * days;
        let mut used = n + 1;
        // 1년 6개월, 1 year and 6 months
        let next = if word(text, tokens, used) == "and" { used + 1 } else { used };
        if let Some(more) = tokens.get(next).filter(|token| token.number.is_some())
            && more.at.start <= end_of(used - 1) + 5
            && let Some((Value { unit: Unit::Duration, amount, .. }, n_more)) = quantity(text, &tokens[next..])
            && amount < total
        {
            total += amount;
            used = next + n_more;
        } else if unit == "년" && word(text, tokens, used) == "반" || unit.starts_with("년반") {
            total += 182.6;
        }
        return Some((Value { unit: Unit::Duration, amount: total, at: start..end_of(used - 1) }, used));
    }
    let minutes = match lower.trim_end_matches('s') {
        "minute" | "min" => Some(1.0),
        "hour" => Some(60.0),
        _ if unit.starts_with("시간") && touches(n) => Some(60.0),
        _ if unit.starts_with('분') && touches(n) => Some(1.0),
        _ => None,
    };
    if let Some(minutes) = minutes {
        return Some((Value { unit: Unit::Minutes, amount: amount * minutes, at: start..end_of(n) }, n + 1));
    }
    let counted = COUNTERS.iter().find(|counter| {
        touches(n)
            && (unit.starts_with(**counter) || unit.trim_start_matches(['만', '천', '백']).starts_with(**counter))
    });
    let name = match counted {
        Some(counter) => (*counter).to_owned(),
        None if unit.is_ascii() && touches(n) && unit.len() > 2 => lower.trim_end_matches('s').to_owned(),
        None => String::new(),
    };
    let end = if name.is_empty() { end_of(n - 1) } else { end_of(n) };
    Some((Value { unit: Unit::Count(name), amount, at: start..end }, n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(Unit, f64)]) {
        let found: Vec<(Unit, f64)> =
            values(text).into_iter().map(|value| (value.unit, (value.amount * 10.0).round() / 10.0)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn durations_in_any_unit() {
        check("It took 18 months, or 1.5 years.", &[(Unit::Duration, 547.9), (Unit::Duration, 547.9)]);
        check("1년 6개월이 걸렸다", &[(Unit::Duration, 547.9)]);
        check("four consecutive weeks, 90 minutes", &[(Unit::Duration, 28.0), (Unit::Minutes, 90.0)]);
    }

    #[test]
    fn dates_in_both_languages() {
        check("on May 1, 2025 and 3 June", &[(Unit::Date, 20250501.0), (Unit::Date, 603.0)]);
        check(
            "2025년 5월 1일, 6월, 2024.11.03",
            &[(Unit::Date, 20250501.0), (Unit::Date, 600.0), (Unit::Date, 20241103.0)],
        );
        check("in 2018", &[(Unit::Date, 20180000.0)]);
    }

    #[test]
    fn counts() {
        check("9,000명, 9천 명", &[(Unit::Count("명".to_owned()), 9000.0), (Unit::Count("명".to_owned()), 9000.0)]);
        check("8-episode series", &[(Unit::Count("episode".to_owned()), 8.0)]);
    }

    #[test]
    fn half_a_year_agrees_with_six_months_and_a_day_with_its_month() {
        let agreeing = |one: &str, other: &str| agree(&values(one)[0], &values(other)[0]);
        assert!(agreeing("18 months", "1.5 years"));
        assert!(agreeing("May 1", "2025년 5월 1일"));
        assert!(!agreeing("May 1", "May 2"));
        assert!(!agreeing("8 episodes", "10 episodes"));
    }
}
