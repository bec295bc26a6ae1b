//! Numbers, durations and dates as sources write them, in both languages, in comparable form.

mod date;
mod numeral;

use std::ops::Range;

use date::date;
pub use date::days_of_month;
use numeral::{DAYS, NUMBERS, native};

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
            native(word)
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

/// Reads a number with what it counts: `18 months`, `1.5 years`, `1년 6개월`, `9,000명`, `9천 명`, `4 weeks`.
fn quantity(text: &str, tokens: &[Token]) -> Option<(Value, usize)> {
    let first = word(text, tokens, 0);
    let is_lasting = |rest: &str| matches!(rest, "" | "만" | "만에" | "간" | "이" | "을" | "이나");
    if let Some((_, days)) = DAYS.iter().find(|(name, _)| first.strip_prefix(name).is_some_and(is_lasting)) {
        let at = tokens[0].at.clone();
        return Some((Value { unit: Unit::Duration, amount: *days, at }, 1));
    }
    let mut amount = tokens[0].number?;
    let start = tokens[0].at.start;
    let mut n = 1;
    let is_native = !first.starts_with(|char: char| char.is_ascii());
    let is_article = matches!(first, "a" | "an" | "A" | "An");
    // `forty-one`
    if (20.0..100.0).contains(&amount)
        && let Some(ones) = tokens.get(1).and_then(|token| token.number).filter(|ones| (1.0..10.0).contains(ones))
        && text[tokens[0].at.end..tokens[1].at.start] == *"-"
    {
        amount += ones;
        n += 1;
    }
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
        if touches(n) && is_it && !is_native {
            amount *= times;
            if next == name {
                n += 1;
            }
            // 2만 2천
            if let Some(more) = tokens.get(n).and_then(|token| token.number).filter(|_| touches(n) && *name == *"만")
                && word(text, tokens, n + 1).starts_with('천')
            {
                amount += more * 1e3;
                n += 1;
                if word(text, tokens, n) == "천" {
                    n += 1;
                }
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
    // A Korean unit ends before its particles: `94일이었는데`.
    let unit_end = |name: &str| tokens.get(n).map_or(0, |token| (token.at.start + name.len()).min(token.at.end));
    let days = match lower.trim_end_matches('s') {
        "year" => Some((unit, 365.25)),
        "month" => Some((unit, 30.4375)),
        "week" => Some((unit, 7.0)),
        "day" => Some((unit, 1.0)),
        _ if !touches(n) => None,
        _ => {
            [("년", 365.25), ("해", 365.25), ("개월", 30.4375), ("달", 30.4375), ("주", 7.0), ("일", 1.0), ("날", 1.0)]
                .into_iter()
                .find(|(name, _)| {
                    unit.starts_with(name)
                        && (*name != "날" && *name != "해" || is_native)
                        && !unit.starts_with("주년")
                        && !unit.starts_with("일차")
                        && !unit.starts_with("년대")
                })
        }
    };
    if let Some((name, days)) = days {
        let mut total = amount * days;
        let mut used = n + 1;
        let mut end = unit_end(name);
        if word(text, tokens, used) == "and"
            && word(text, tokens, used + 1) == "a"
            && word(text, tokens, used + 2) == "half"
        {
            let end = end_of(used + 2);
            return Some((Value { unit: Unit::Duration, amount: total + days / 2.0, at: start..end }, used + 3));
        }
        // 1년 6개월, 1 year and 6 months
        let next = if word(text, tokens, used) == "and" { used + 1 } else { used };
        if let Some(more) = tokens.get(next).filter(|token| token.number.is_some())
            && more.at.start <= end_of(used - 1) + 5
            && !text[end_of(used - 1)..more.at.start].contains(',')
            && let Some((Value { unit: Unit::Duration, amount, at }, n_more)) = quantity(text, &tokens[next..])
            && amount < total
            && (unit == name || next > used)
        {
            total += amount;
            used = next + n_more;
            end = at.end;
        } else if unit == "년" && word(text, tokens, used).starts_with('반') || unit.starts_with("년반") {
            total += 182.6;
        }
        return Some((Value { unit: Unit::Duration, amount: total, at: start..end }, used));
    }
    if is_article {
        return None;
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
    if is_native && counted.is_none() {
        return None;
    }
    let name = match counted {
        Some(counter) => (*counter).to_owned(),
        None if unit.is_ascii() && touches(n) && unit.len() > 2 => lower.trim_end_matches('s').to_owned(),
        None => String::new(),
    };
    let end = match counted {
        Some(counter) => {
            let behind = tokens.get(n).and_then(|token| text.get(token.at.clone())).and_then(|unit| unit.find(counter));
            tokens[n].at.start + behind.unwrap_or_default() + counter.len()
        }
        None if name.is_empty() => end_of(n - 1),
        None => end_of(n),
    };
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
    fn numerals_in_words() {
        check("It took a full year and a half.", &[(Unit::Duration, 547.9)]);
        check("forty-one nights, a song", &[(Unit::Count("night".to_owned()), 41.0)]);
        check("여덟 달, 스무 날, 사흘", &[(Unit::Duration, 243.5), (Unit::Duration, 20.0), (Unit::Duration, 3.0)]);
        check("열한 번, 두 권", &[(Unit::Count("번".to_owned()), 11.0), (Unit::Count("권".to_owned()), 2.0)]);
        check("2만 2천 원", &[(Unit::Count("원".to_owned()), 22_000.0)]);
        check("세상에서 한국 배우가", &[]);
    }

    #[test]
    fn counts() {
        check("9,000명, 9천 명", &[(Unit::Count("명".to_owned()), 9000.0), (Unit::Count("명".to_owned()), 9000.0)]);
        check("8-episode series", &[(Unit::Count("episode".to_owned()), 8.0)]);
    }

    #[test]
    fn a_day_without_its_month_is_of_the_month_of_publishing() {
        let days = |text: &str| -> Vec<f64> {
            days_of_month(text, "2025-11-24").into_iter().map(|value| value.amount).collect()
        };
        assert_eq!(days("행사가 23일 열렸다"), [20251123.0]);
        assert_eq!(days("행사가 28일 열렸다"), [20251028.0]);
        assert_eq!(days("행사가 오는 28일 열린다"), [20251128.0]);
        assert_eq!(days("행사가 오는 3일, 내달 9일 열린다"), [20251203.0, 20251209.0]);
        assert_eq!(days("지난달 4일, 이달 5일"), [20251004.0, 20251105.0]);
        assert_eq!(days_of_month("행사가 23일 열렸다", "")[0].amount, 23.0);
        assert!(days("28일 동안 찍었다").is_empty());
        assert!(days("94일이었다").is_empty());
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
