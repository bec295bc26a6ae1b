//! Dates, in both languages.

use onrecord_language::month;

use super::{Token, Unit, Value, values, word};

/// Returns the days of a month that a text names without their month, as Korean news does: `23일`. The month is the one that the
/// words before it tell (`오는`, `내달`, `지난달`), else that of the day on which it was published (`2025-11-24`), or the one before
/// where the day lies ahead. Without a day of publishing the month stays unknown.
pub fn days_of_month(text: &str, published: &str) -> Vec<Value> {
    let mut parts =
        published.split('-').map(|part| part.get(..2.max(part.len().min(4))).and_then(|part| part.parse::<u32>().ok()));
    let published = (|| Some((parts.next()??, parts.next()??, parts.next()??)))();
    let of = |value: Value| {
        let digits = text[value.at.clone()].strip_suffix('일')?;
        let day = digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
        let behind = text[value.at.end..].trim_start();
        let lasts = ["동안", "간", "만", "째", "이 걸", "가량", "정도", "이나", "이었", "이 지"]
            .iter()
            .any(|word| behind.starts_with(word));
        let ahead = text[value.at.end..].starts_with("부터") && behind.contains("까지");
        if lasts || ahead {
            return None;
        }
        let Some((year, month, today)) = published else {
            return Some(Value { unit: Unit::Date, amount: f64::from(day), at: value.at });
        };
        let before = text[..value.at.start].trim_end();
        let says = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        let is_ahead = says(&["오는", "다가오는"]);
        let later = if says(&["내달", "다음 달", "다음달"]) || is_ahead && day < today {
            1
        } else if says(&["이달", "이번 달"]) || is_ahead {
            0
        } else if says(&["지난달", "지난 달"]) || day > today {
            -1
        } else {
            0
        };
        let (year, month) = match (month, later) {
            (12, 1) => (year + 1, 1),
            (1, -1) => (year.saturating_sub(1), 12),
            (month, later) => (year, month.saturating_add_signed(later)),
        };
        Some(Value { unit: Unit::Date, amount: f64::from(year * 10_000 + month * 100 + day), at: value.at })
    };
    values(text).into_iter().filter(|value| value.unit == Unit::Duration).filter_map(of).collect()
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
pub(super) fn date(text: &str, tokens: &[Token]) -> Option<(Value, usize)> {
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
