//! The numbers of a text, to compare across languages.

use onrecord_language::quantity::{Part, Quantities, Quantity, When};

/// Smaller numbers stand in so many idioms that sharing one says nothing.
const LEAST: f64 = 3.0;

/// Returns the numbers from three on that a text states, each once, in ascending order: amounts in the unit that is told, and each part
/// of a date.
pub(super) fn numbers(text: &str, quantities: &Quantities) -> Vec<u64> {
    let mut found: Vec<f64> = Vec::new();
    for value in quantities.values(text) {
        match value.quantity {
            Quantity::When(from, until) => found.extend([Some(from), until].into_iter().flatten().flat_map(parts)),
            Quantity::Lasting(amount, unit) => found.push((amount.low / unit.minutes()).round()),
            Quantity::Clock(minutes) => found.extend([minutes / 60, minutes % 60].map(f64::from)),
            quantity => found.extend(quantity.amount().into_iter().flat_map(|amount| [amount.low, amount.high])),
        }
    }
    let mut numbers: Vec<u64> =
        found.into_iter().filter(|&number| number >= LEAST).map(|number| number as u64).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Returns the numbers of a date, also how far it lies back or ahead.
fn parts(when: When) -> impl Iterator<Item = f64> {
    let number = |part: Part| match part {
        Part::Open => None,
        Part::Is(number) => Some(number),
        Part::From(steps) => Some(steps.saturating_abs()),
    };
    let week = when.week.map(i16::saturating_abs);
    [number(when.year), number(when.month), number(when.day), week].into_iter().flatten().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[u64]) {
        assert_eq!(numbers(text, &Quantities::built_in()), expected, "{text}");
    }

    #[test]
    fn numbers_of_both_languages() {
        check("질문을 예순세 개 보냈고 스무 날을 쉬었다", &[20, 63]);
        check("열한 번 다 울었다. 석 달 전에, 마흔 명이", &[3, 11, 40]);
        check("2019년 3월 4일에 9천 명이 왔고 삼백이십 명이 남았다", &[3, 4, 320, 2019, 9000]);
        check("이 일은 세상에서 제일 힘든 일이다. 사람이 오지 않는다", &[]);
        check("sixty-three questions, two hundred and five letters", &[63, 205]);
        check("On March 4, 2019, the forty-first night, 1,204 people", &[3, 4, 41, 1204, 2019]);
        check("one of the two said that nobody came", &[]);
        check("1년 6개월, a year and a half", &[18]);
    }
}
