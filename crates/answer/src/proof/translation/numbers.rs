//! Reads the numbers of a text, in figures and in words of either language, to compare across languages.

use crate::proof::letters::is_syllable;

/// Smaller numbers stand in so many idioms that sharing one says nothing.
const LEAST: u64 = 3;
/// Korean counters; behind one of them a numeral of one syllable is a numeral.
const COUNTERS: &[&str] = &[
    "명", "회", "편", "화", "개", "번", "살", "세", "곡", "권", "장", "대", "곳", "마리", "부", "점", "위", "원", "석",
    "가지", "년", "월", "일", "달", "주", "시간", "분", "날", "밤", "통", "척", "층", "해", "배", "줄", "사람", "차례",
];
const UNITS: [(&str, u64); 20] = [
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("one", 1),
    ("two", 2),
    ("dozen", 12),
];
const TENS: [(&str, u64); 8] = [
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const NATIVE_TENS: [(&str, u64); 10] = [
    ("열", 10),
    ("스물", 20),
    ("스무", 20),
    ("서른", 30),
    ("마흔", 40),
    ("쉰", 50),
    ("예순", 60),
    ("일흔", 70),
    ("여든", 80),
    ("아흔", 90),
];
const NATIVE_UNITS: [(&str, u64); 16] = [
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
    ("하나", 1),
    ("한", 1),
    ("두", 2),
    ("둘", 2),
    ("세", 3),
    ("셋", 3),
    ("석", 3),
    ("네", 4),
    ("넷", 4),
    ("넉", 4),
    ("닷", 5),
];

/// Returns the numbers from three on that a text states, each once, in ascending order.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for word in text.split(|char: char| !char.is_alphanumeric() && !matches!(char, ',' | '-' | '.')) {
        if word.starts_with(|char: char| char.is_ascii_digit()) {
            found.extend(figures(word));
        } else if word.chars().any(is_syllable) {
            found.extend(korean(word));
        }
    }
    found.extend(english(text));
    found.retain(|&number| number >= LEAST);
    found.sort_unstable();
    found.dedup();
    found
}

/// Reads `1,204`, `9천`, `2만`, `14개월`, `2019년`, `63rd`.
fn figures(word: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let word = word.replace(',', "");
    let mut rest = word.as_str();
    while let Some(start) = rest.find(|char: char| char.is_ascii_digit()) {
        let digits = &rest[start..];
        let end = digits.find(|char: char| !char.is_ascii_digit()).unwrap_or(digits.len());
        let times = match digits[end..].chars().next() {
            Some('백') => 100,
            Some('천') => 1000,
            Some('만') => 10_000,
            _ => 1,
        };
        found.extend(digits[..end].parse::<u64>().ok().and_then(|number| number.checked_mul(times)));
        rest = &digits[end..];
    }
    found
}

/// Reads `열한`, `예순세`, `스무`, and `삼십` or `세` before a counter.
fn korean(word: &str) -> Option<u64> {
    let counts = |rest: &str| rest.is_empty() || COUNTERS.iter().any(|counter| rest.starts_with(counter));
    if let Some((rest, _, tens)) = strip(word, &NATIVE_TENS) {
        let unit = strip(rest, &NATIVE_UNITS);
        return match unit {
            Some((rest, _, unit)) if counts(rest) => Some(tens + unit),
            _ => counts(rest).then_some(tens),
        };
    }
    if let Some((rest, row, unit)) = strip(word, &NATIVE_UNITS) {
        let is_whole = row.chars().count() > 1 && counts(rest);
        return (is_whole || rest.is_empty() || COUNTERS.iter().any(|counter| rest.starts_with(counter)))
            .then_some(unit);
    }
    let end = word.find(|char: char| !"일이삼사오육칠팔구십백천만".contains(char)).unwrap_or(word.len());
    let (numeral, rest) = word.split_at(end);
    let n_syllables = numeral.chars().count();
    let is_long = n_syllables >= 3 && rest.is_empty() && numeral.contains(['십', '백', '천']);
    (is_long || n_syllables >= 1 && COUNTERS.iter().any(|counter| rest.starts_with(counter)))
        .then(|| sino(numeral))
        .flatten()
}

/// Returns what stands behind a numeral at the head of a word, the numeral, and its number.
fn strip<'a>(word: &'a str, rows: &'static [(&'static str, u64)]) -> Option<(&'a str, &'static str, u64)> {
    rows.iter().find_map(|&(row, number)| Some((word.strip_prefix(row)?, row, number)))
}

/// Reads `삼백이십`.
fn sino(numeral: &str) -> Option<u64> {
    let (mut all, mut below, mut digit) = (0u64, 0u64, 0u64);
    for char in numeral.chars() {
        let times = match char {
            '십' => 10,
            '백' => 100,
            '천' => 1000,
            '만' => {
                all += (below + digit).max(1) * 10_000;
                (below, digit) = (0, 0);
                continue;
            }
            other => {
                if digit != 0 {
                    return None;
                }
                digit = "일이삼사오육칠팔구".chars().position(|known| known == other)? as u64 + 1;
                continue;
            }
        };
        below += digit.max(1) * times;
        digit = 0;
    }
    Some(all + below + digit)
}

/// Reads `sixty-three`, `two hundred`, `forty-first`, and `March` as the third month.
fn english(text: &str) -> Vec<u64> {
    let mut found: Vec<u64> = Vec::new();
    let mut open: Option<u64> = None;
    for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let unit = |word: &str| UNITS.iter().find(|(row, _)| *row == word).map(|&(_, number)| number);
        let ordinal = match lower.as_str() {
            "first" => Some(1),
            "second" => Some(2),
            "third" => Some(3),
            "fifth" => Some(5),
            "ninth" => Some(9),
            "twelfth" => Some(12),
            other => other.strip_suffix("th").and_then(unit),
        };
        let tens = TENS.iter().find(|(row, _)| *row == lower).map(|&(_, number)| number);
        let next = match (open, tens, unit(&lower).or(ordinal), lower.as_str()) {
            (Some(before), _, _, "hundred") if before < 100 => Some(before * 100),
            (Some(before), _, _, "thousand") if before < 1000 => Some(before * 1000),
            (_, _, _, "hundred") => Some(100),
            (_, _, _, "thousand") => Some(1000),
            (before @ Some(_), None, None, "and") => {
                open = before;
                continue;
            }
            (Some(before), None, Some(unit), _) if before % 10 == 0 && before % 100 >= 20 && unit < 10 => {
                Some(before + unit)
            }
            (Some(before), Some(tens), _, _) if before % 100 == 0 => Some(before + tens),
            (Some(before), None, Some(unit), _) if before % 100 == 0 => Some(before + unit),
            (before, Some(number), _, _) | (before, None, Some(number), _) => {
                found.extend(before);
                Some(number)
            }
            (before, ..) => {
                found.extend(before);
                found.extend(MONTHS.iter().position(|month| *month == word).map(|at| at as u64 + 1));
                None
            }
        };
        open = next;
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[track_caller]
    fn check(text: &str, expected: &[u64]) {
        assert_eq!(numbers(text), expected, "{text}");
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
    }
}
