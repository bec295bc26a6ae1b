//! Numbers in English words: `sixty-three`, `two hundred and five`, `a dozen`, `half a million`, `forty-first`.

use crate::quantity::cursor::Cursor;
use crate::quantity::numeral::{Form, Numeral};
use crate::quantity::rows::{English, EnglishRole, Number, of_kind};
use crate::quantity::value::{Amount, Bound};

/// Reads the numeral that starts here.
pub(crate) fn words(cursor: Cursor<'_>, rows: &English) -> Option<Numeral> {
    let (first, behind) = word(cursor, rows)?;
    match first.role {
        EnglishRole::Part if first.low == 0.5 => half(cursor, behind, rows),
        EnglishRole::Part | EnglishRole::Short => None,
        EnglishRole::Article => match word(behind.skip_space(), rows) {
            Some((next, _)) if leads(next.role, behind.skip_space()) => {
                let mut numeral = words(behind.skip_space(), rows)?;
                numeral.at.start = cursor.at;
                Some(numeral)
            }
            _ => Some(Numeral::new(cursor.to(behind), 1.0, Form::Article)),
        },
        EnglishRole::Vague => Some(vague(cursor, first, behind, rows)),
        EnglishRole::Unit if first.low == 1.0 && is_no_one(cursor, behind, rows) => None,
        _ => Some(built(cursor, rows)),
    }
}

/// Says whether a word behind `a` is its number: `a hundred`, `a dozen`, `a few`.
fn leads(role: EnglishRole, cursor: Cursor<'_>) -> bool {
    let is_half = cursor.rest().starts_with("half");
    !is_half && matches!(role, EnglishRole::Hundred | EnglishRole::Scale | EnglishRole::Dozen | EnglishRole::Vague)
}

fn word<'a>(cursor: Cursor<'a>, rows: &English) -> Option<(Number<EnglishRole>, Cursor<'a>)> {
    let (word, behind) = cursor.latin()?;
    if word.len() > 12 {
        return None;
    }
    let number = *rows.numbers.get(word.to_lowercase().as_str())?;
    Some((number, behind))
}

/// Reads `half a million`, `half a dozen`, and `half` before `a` or a unit: `half an hour`, `half-year`.
fn half(cursor: Cursor<'_>, behind: Cursor<'_>, rows: &English) -> Option<Numeral> {
    let next = behind.skip("-").unwrap_or_else(|| behind.skip_space());
    let (article, end) = word(next, rows).filter(|(number, _)| number.role == EnglishRole::Article).unzip();
    let end = end.unwrap_or(behind);
    if article.is_some()
        && let Some((scale, end)) = word(end.skip_space(), rows)
        && matches!(scale.role, EnglishRole::Scale | EnglishRole::Dozen)
    {
        return Some(Numeral::new(cursor.to(end), 0.5 * scale.low, Form::English));
    }
    Some(Numeral::new(cursor.to(end), 0.5, Form::Article))
}

/// Reads `several`, `a few hundred`, `dozens of`, `hundreds of thousands of`, `a couple of`.
fn vague(cursor: Cursor<'_>, first: Number<EnglishRole>, behind: Cursor<'_>, rows: &English) -> Numeral {
    let mut numeral = Numeral::new(cursor.to(behind), first.low, Form::English);
    numeral.amount.high = first.high;
    let mut end = behind;
    while let Some((next, behind)) = word(behind_of(end).skip_space(), rows) {
        match next.role {
            EnglishRole::Hundred | EnglishRole::Scale | EnglishRole::Dozen | EnglishRole::Vague if next.low >= 10.0 => {
                let scale = 10f64.powi(next.low.log10() as i32);
                numeral.amount = numeral.amount.times(if next.role == EnglishRole::Vague { scale } else { next.low });
                end = behind;
            }
            _ => break,
        }
    }
    numeral.at.end = behind_of(end).at;
    if first.low == 2.0 {
        numeral.amount.bound = Bound::About;
    }
    numeral
}

/// Skips `of`.
fn behind_of(cursor: Cursor<'_>) -> Cursor<'_> {
    let end = cursor.skip_space().skip("of").filter(|end| end.skip_space().at > end.at);
    end.unwrap_or(cursor)
}

/// Says whether `one` here is no number: `no one`, `one of`, `one another`.
fn is_no_one(cursor: Cursor<'_>, behind: Cursor<'_>, rows: &English) -> bool {
    let before = cursor.words_before(8);
    let last = before.rsplit(|char: char| !char.is_alphabetic()).next().unwrap_or_default();
    let next = behind.skip_space().latin().map(|(word, _)| word.to_lowercase());
    of_kind(&rows.words, "no-one").contains(&last) && !cursor.before().ends_with('-')
        || next.is_none_or(|next| of_kind(&rows.words, "not-one").contains(&next.as_str()))
            && !behind.rest().starts_with('-')
}

/// Reads words that build a number: hundreds, tens and ones, up to an ordinal that ends it.
fn built(cursor: Cursor<'_>, rows: &English) -> Numeral {
    let (mut all, mut part, mut scale, mut form) = (0.0, 0.0, 1.0, Form::English);
    // The place that the next word must lie below.
    let mut below = f64::INFINITY;
    let (mut end, mut next) = (cursor, Some(cursor));
    while let Some(here) = next {
        let Some((number, behind)) = word(here, rows) else { break };
        match number.role {
            EnglishRole::Unit | EnglishRole::Teen | EnglishRole::Ten | EnglishRole::Nth if number.low < below => {
                let is_nth = number.role == EnglishRole::Nth;
                // `twenty second takes`, `one third`: an ordinal behind a word of its own place is another thing.
                if is_nth && end.at > cursor.at && !text_between(end, here).contains('-') && part < 20.0 {
                    break;
                }
                part += number.low;
                below = if number.role == EnglishRole::Ten { 10.0 } else { 0.0 };
                form = if is_nth { Form::Nth } else { form };
            }
            EnglishRole::Hundred if part < 100.0 => {
                part = f64::max(part, 1.0) * 100.0;
                (below, scale) = (100.0, 100.0);
            }
            EnglishRole::Scale | EnglishRole::Dozen if all + part < 1e12 => {
                all += f64::max(part, 1.0) * number.low;
                (part, below, scale) = (0.0, if number.low > 12.0 { number.low } else { 0.0 }, number.low);
            }
            _ => break,
        }
        end = behind;
        if form == Form::Nth {
            break;
        }
        next = following(behind, below, scale >= 100.0, rows);
    }
    let mut numeral = Numeral { at: cursor.to(end), amount: Amount::exact(all + part), scale, form };
    // `two and a half million`
    if let Some((part, behind)) = and_part(end, rows).filter(|_| form == Form::English) {
        let behind_space = behind.skip_space();
        let times = word(behind_space, rows).filter(|(next, _)| next.role == EnglishRole::Scale);
        let has_unit = times.is_some() || behind_space.latin().is_some_and(|(word, _)| rows.unit(word).is_some());
        if has_unit {
            numeral.amount = numeral.amount.plus(Amount::exact(part));
            numeral.at.end = behind.at;
        }
        if let Some((next, behind)) = times {
            numeral.amount = numeral.amount.times(next.low);
            (numeral.scale, numeral.at.end) = (next.low, behind.at);
        }
    }
    numeral
}

/// Returns where the next word of a number may stand: behind a hyphen, white space, or `and` after a hundred.
fn following<'a>(behind: Cursor<'a>, below: f64, is_large: bool, rows: &English) -> Option<Cursor<'a>> {
    if let Some(next) = behind.skip("-") {
        return (below >= 10.0).then_some(next);
    }
    let next = behind.skip_space();
    if next.at == behind.at {
        return None;
    }
    let and = next.skip("and").map(Cursor::skip_space).filter(|_| is_large);
    and.filter(|&next| word(next, rows).is_some_and(|(word, _)| word.role != EnglishRole::Article)).or(Some(next))
}

/// Reads `and a half`, `and a quarter`, and returns the part of one.
pub(crate) fn and_part<'a>(cursor: Cursor<'a>, rows: &English) -> Option<(f64, Cursor<'a>)> {
    let next = cursor.skip("-").unwrap_or_else(|| cursor.skip_space()).skip("and")?;
    let next = next.skip("-").unwrap_or_else(|| next.skip_space());
    let (article, next) = word(next, rows)?;
    let next = next.skip("-").unwrap_or_else(|| next.skip_space());
    let (part, behind) = word(next, rows)?;
    let is_part = part.role == EnglishRole::Part && matches!(article.role, EnglishRole::Article | EnglishRole::Unit);
    is_part.then_some((article.low * part.low, behind))
}

fn text_between<'a>(from: Cursor<'a>, to: Cursor<'a>) -> &'a str {
    from.text.get(from.at..to.at).unwrap_or_default()
}
