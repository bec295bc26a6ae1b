//! Numbers in Korean words: 삼백이십, 3만 5천, 열한, 예순셋, 두세, 수십.

use crate::quantity::cursor::Cursor;
use crate::quantity::numeral::{Form, Numeral, decimal};
use crate::quantity::rows::{Korean, KoreanRole};
use crate::quantity::value::Amount;

use super::row;

/// Reads the numeral that starts here.
pub(crate) fn words(cursor: Cursor<'_>, rows: &Korean) -> Option<Numeral> {
    let (first, end) = row(cursor, rows)?;
    match first.role {
        KoreanRole::Ten => {
            let ones = row(end, rows).filter(|(row, _)| is_ones(row.role));
            let (form, end) = ones.map_or((first.role, end), |(ones, end)| (ones.role, end));
            let (low, high) = ones.map_or((0.0, 0.0), |(ones, _)| (ones.low, ones.high));
            let is_noun = matches!(form, KoreanRole::Noun | KoreanRole::Both | KoreanRole::Ten);
            let form = if is_noun { Form::NativeNoun } else { Form::Native };
            let mut numeral = Numeral::new(cursor.to(end), first.low + low, form);
            numeral.amount.high = first.low + high;
            Some(numeral)
        }
        role if is_ones(role) => {
            let form = match role {
                KoreanRole::Noun | KoreanRole::Both => Form::NativeNoun,
                KoreanRole::Bound => Form::Bound,
                _ => Form::Native,
            };
            let mut numeral = Numeral::new(cursor.to(end), first.low, form);
            numeral.amount.high = first.high;
            Some(numeral)
        }
        KoreanRole::SinoSpan => {
            let mut numeral = Numeral::new(cursor.to(end), first.low, Form::Sino);
            numeral.amount.high = first.high;
            // 이삼십, 이삼만
            let (times, end) = places(end, rows);
            numeral.amount = numeral.amount.times(times);
            numeral.at.end = end.at;
            Some(numeral)
        }
        KoreanRole::Vague => {
            let (times, end) = places(end, rows);
            let mut numeral = Numeral::new(cursor.to(end), 2.0 * times, Form::Sino);
            // 몇 alone asks.
            numeral.amount.high = if times > 1.0 { 10.0 * times - 1.0 } else { first.high };
            (times > 1.0 || first.word != "몇").then_some(numeral)
        }
        KoreanRole::Digit | KoreanRole::Place | KoreanRole::Scale => sino(cursor, None, rows),
        _ => None,
    }
}

/// Reads on behind figures: 3만 5천, 2백, 1억 2000만; nothing where no place follows.
pub(crate) fn scaled(start: Cursor<'_>, number: f64, end: Cursor<'_>, rows: &Korean) -> Option<Numeral> {
    let (next, _) = row(end, rows)?;
    if !matches!(next.role, KoreanRole::Place | KoreanRole::Scale) {
        return None;
    }
    let numeral = sino(start, Some((number, end)), rows)?;
    Some(Numeral { form: Form::Figures, ..numeral })
}

fn is_ones(role: KoreanRole) -> bool {
    matches!(role, KoreanRole::Unit | KoreanRole::Bound | KoreanRole::Noun | KoreanRole::Both | KoreanRole::Span)
}

/// Returns the place behind 만, 천만 and the like.
pub(crate) fn behind_places<'a>(cursor: Cursor<'a>, rows: &Korean) -> Cursor<'a> {
    places(cursor, rows).1
}

/// Reads places that follow each other and returns their product: 십만.
fn places<'a>(mut cursor: Cursor<'a>, rows: &Korean) -> (f64, Cursor<'a>) {
    let mut times = 1.0;
    while let Some((place, end)) = row(cursor, rows)
        && matches!(place.role, KoreanRole::Place | KoreanRole::Scale)
        && times < 1e12
    {
        times *= place.low;
        cursor = end;
    }
    (times, cursor)
}

/// A number that is being put together from digits and places.
struct Sum {
    all: f64,
    /// What stands before the next 만 or 억.
    part: f64,
    digit: Option<f64>,
    /// The places that the next ones must lie below.
    place: f64,
    scale: f64,
}

impl Sum {
    fn place(&mut self, place: f64) -> bool {
        let fits = place < self.place;
        if fits {
            self.part += self.digit.take().unwrap_or(1.0) * place;
            self.place = place;
        }
        fits
    }

    fn scale(&mut self, scale: f64) -> bool {
        let number = self.part + self.digit.unwrap_or(0.0);
        let fits = scale < self.scale && number < scale * 1e4;
        if fits {
            self.all += if number > 0.0 { number } else { 1.0 } * scale;
            (self.part, self.digit, self.place, self.scale) = (0.0, None, f64::INFINITY, scale);
        }
        fits
    }

    fn total(&self) -> f64 {
        self.all + self.part + self.digit.unwrap_or(0.0)
    }
}

/// Reads digits and places; `figures` is the number before them in figures, with the place behind it.
fn sino<'a>(start: Cursor<'a>, figures: Option<(f64, Cursor<'a>)>, rows: &Korean) -> Option<Numeral> {
    let first = figures.map(|(number, _)| number);
    let mut sum = Sum { all: 0.0, part: 0.0, digit: first, place: f64::INFINITY, scale: f64::INFINITY };
    let mut end = figures.map_or(start, |(_, end)| end);
    let in_figures = figures.is_some();
    let mut last_scale = 1.0;
    loop {
        let next = row(end, rows);
        let (row, behind) = match next {
            Some(found) => found,
            None => break,
        };
        let fits = match row.role {
            KoreanRole::Place => sum.place(row.low),
            KoreanRole::Scale => sum.scale(row.low),
            KoreanRole::Digit
                if !in_figures && sum.digit.is_none() && !is_particle(end, row.low, &sum, behind, rows) =>
            {
                sum.digit = Some(row.low);
                true
            }
            _ => false,
        };
        if !fits {
            break;
        }
        end = behind;
        if matches!(row.role, KoreanRole::Place | KoreanRole::Scale) {
            last_scale = row.low;
            // 2만 2천, 3억5000만
            if let Some((number, behind)) = more_figures(end, row.role, &sum, in_figures) {
                sum.digit = Some(number);
                end = behind;
            } else if row.role == KoreanRole::Scale
                && let Some(next) = more_words(end, in_figures, rows)
            {
                end = next;
            }
        }
    }
    (end.at > start.at && sum.total() > 0.0).then(|| Numeral {
        scale: if sum.part + sum.digit.unwrap_or(0.0) > 0.0 { 1.0 } else { last_scale },
        at: start.to(end),
        amount: Amount::exact(sum.total()),
        form: Form::Sino,
    })
}

/// Says whether 이 behind 만 or 억 is a particle: 백만이 넘는.
fn is_particle(end: Cursor<'_>, digit: f64, sum: &Sum, behind: Cursor<'_>, rows: &Korean) -> bool {
    let is_behind_scale = digit == 2.0 && sum.all > 0.0 && sum.part == 0.0 && !end.before().ends_with(' ');
    is_behind_scale
        && row(behind, rows).is_none_or(|(next, _)| !matches!(next.role, KoreanRole::Place | KoreanRole::Scale))
}

/// Returns figures that go on behind a place: less than it, and glued or, behind 만 and the like, after a space.
fn more_figures<'a>(end: Cursor<'a>, role: KoreanRole, sum: &Sum, in_figures: bool) -> Option<(f64, Cursor<'a>)> {
    let next = if role == KoreanRole::Scale { end.skip_space() } else { end };
    let (number, behind) = decimal(next).filter(|_| in_figures)?;
    let below = if role == KoreanRole::Scale { sum.scale } else { sum.place };
    let is_told_apart = next.at == end.at || number >= 100.0 || behind.rest().starts_with(['백', '천', '만', '억']);
    (number < below && is_told_apart).then_some((number, behind))
}

/// Returns where words go on after a space behind 만: 오만 삼천; a digit must have its place.
fn more_words<'a>(end: Cursor<'a>, in_figures: bool, rows: &Korean) -> Option<Cursor<'a>> {
    let next = end.skip_space();
    let (digit, behind) = row(next, rows).filter(|_| next.at > end.at && !in_figures)?;
    let (place, _) = row(behind, rows)?;
    (digit.role == KoreanRole::Digit && place.role == KoreanRole::Place).then_some(next)
}
