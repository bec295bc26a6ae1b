//! What English puts in words: numerals, dates, ages, units.

pub(super) mod date;
pub(super) mod numeral;
mod units;

use super::cursor::Cursor;
use super::rows::English;
use super::value::{Amount, Quantity, Value};

pub(super) use units::{bound, measured};

/// Reads what is a value without a unit: `half of`, `two thirds`, `her thirties`.
pub(super) fn whole_word(cursor: Cursor<'_>, rows: &English) -> Option<Value> {
    twenties(cursor, rows).or_else(|| share(cursor, rows))
}

/// Reads `thirties` and `30s` behind `his` or `her`, which tell an age, with `early`, `mid` or `late`.
fn twenties(cursor: Cursor<'_>, rows: &English) -> Option<Value> {
    const OWN: [&str; 6] = [" his", " her", " their", " my", " our", " your"];
    let (low, end) = match cursor.figure() {
        Some((number, 2, end)) => (number, end.skip("s")?),
        _ => {
            let (word, end) = cursor.latin()?;
            let lower = word.to_lowercase();
            let ten = format!("{}y", lower.strip_suffix("ies")?);
            (rows.numbers.get(ten.as_str())?.low, end)
        }
    };
    let before = format!(" {}", cursor.words_before(16));
    let (part, before) = [("early", 0.0..=3.0), ("mid-", 4.0..=6.0), ("mid", 4.0..=6.0), ("late", 7.0..=9.0)]
        .into_iter()
        .find_map(|(word, part)| Some((part, before.strip_suffix(word)?.trim_end())))
        .unwrap_or((0.0..=9.0, before.trim_end()));
    if low % 10.0 != 0.0 || !OWN.iter().any(|own| before.ends_with(own)) {
        return None;
    }
    let amount = Amount { low: low + part.start(), high: low + part.end(), ..Amount::exact(low) };
    Some(Value { at: cursor.to(end), numeral: cursor.to(end), quantity: Quantity::Age(amount) })
}

/// Reads `half of`, `a third of`, `two thirds`, `a quarter of`.
fn share(cursor: Cursor<'_>, rows: &English) -> Option<Value> {
    use super::rows::EnglishRole::{Article, Nth, Part, Unit};
    let (word, end) = cursor.latin()?;
    let first = rows.numbers.get(word.to_lowercase().as_str())?;
    let of = |end: Cursor<'_>| end.skip_space().skip("of").is_some_and(|end| end.skip_space().at > end.at);
    let share = match first.role {
        Part if of(end) && !word.ends_with('s') => Some((first.low, end)),
        Article | Unit => {
            let behind = end.skip("-").unwrap_or_else(|| end.skip_space());
            let (word, end) = behind.latin()?;
            let part = rows.numbers.get(word.to_lowercase().as_str())?;
            match part.role {
                Part if word.ends_with('s') || of(end) => Some((first.low * part.low, end)),
                // `a fifth of them`, but `a second of silence`.
                Nth if first.low == 1.0 && part.low > 2.0 && of(end) => Some((1.0 / part.low, end)),
                _ => None,
            }
        }
        _ => None,
    };
    let (share, end) = share?;
    Some(Value { at: cursor.to(end), numeral: cursor.to(end), quantity: Quantity::Share(Amount::exact(100.0 * share)) })
}
