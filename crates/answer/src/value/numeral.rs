//! Numbers in words, in both languages.

/// English numerals; `a year` is one.
pub(super) const NUMBERS: [(&str, f64); 32] = [
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
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("dozen", 12.0),
    ("half", 0.5),
    ("a", 1.0),
    ("an", 1.0),
];
/// Korean numerals of tens and ones, as they stand before a counter.
const TENS: [(&str, f64); 9] = [
    ("열", 10.0),
    ("스물", 20.0),
    ("스무", 20.0),
    ("서른", 30.0),
    ("마흔", 40.0),
    ("쉰", 50.0),
    ("예순", 60.0),
    ("일흔", 70.0),
    ("여든", 80.0),
];
const ONES: [(&str, f64); 13] = [
    ("한", 1.0),
    ("두", 2.0),
    ("세", 3.0),
    ("석", 3.0),
    ("네", 4.0),
    ("넉", 4.0),
    ("다섯", 5.0),
    ("여섯", 6.0),
    ("일곱", 7.0),
    ("여덟", 8.0),
    ("아홉", 9.0),
    ("하나", 1.0),
    ("둘", 2.0),
];
/// Days counted in Korean words of their own.
pub(super) const DAYS: [(&str, f64); 8] = [
    ("하루", 1.0),
    ("이틀", 2.0),
    ("사흘", 3.0),
    ("나흘", 4.0),
    ("닷새", 5.0),
    ("엿새", 6.0),
    ("열흘", 10.0),
    ("보름", 15.0),
];

/// Returns the number that a Korean numeral word says: 열한, 스무, 두.
pub(super) fn native(word: &str) -> Option<f64> {
    let one = |word: &str| ONES.iter().find(|row| row.0 == word).map(|row| row.1);
    one(word).or_else(|| {
        TENS.iter().find_map(|(tens, number)| {
            let rest = word.strip_prefix(tens)?;
            if rest.is_empty() { Some(*number) } else { one(rest).map(|ones| number + ones) }
        })
    })
}
