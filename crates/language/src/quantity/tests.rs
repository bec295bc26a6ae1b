//! Sentences in, values out. The pictures of `cases/` are written anew with `UPDATE_EXPECT=1`.

use std::sync::LazyLock;

use expect_test::{ExpectFile, expect_file};
use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::Quantities;

static QUANTITIES: LazyLock<Quantities> = LazyLock::new(Quantities::built_in);

/// Writes each sentence of a file, its lines that are not indented, with the values that it states.
fn check(sentences: &str, expected: &ExpectFile) {
    let mut picture = String::new();
    let mut n_cases = 0;
    for sentence in sentences.lines().filter(|line| !line.is_empty() && !line.starts_with(' ')) {
        n_cases += usize::from(!sentence.starts_with('#'));
        picture.push_str(sentence);
        picture.push('\n');
        for value in QUANTITIES.values(sentence).iter().filter(|_| !sentence.starts_with('#')) {
            picture.push_str(&format!("    {} = {value}\n", &sentence[value.at.clone()]));
        }
    }
    assert!(n_cases > 75, "{n_cases} cases");
    expected.assert_eq(&picture);
}

#[test]
fn english() {
    check(include_str!("cases/english.txt"), &expect_file!["cases/english.txt"]);
}

#[test]
fn korean() {
    check(include_str!("cases/korean.txt"), &expect_file!["cases/korean.txt"]);
}

/// Says of two texts whether their first values agree.
#[track_caller]
fn agree(one: &str, other: &str, expected: bool) {
    let value = |text: &str| QUANTITIES.values(text).into_iter().next().expect("a value");
    let (one, other) = (value(one), value(other));
    assert_eq!(Quantities::agree(&one, &other), expected, "{one} and {other}");
    assert_eq!(Quantities::agree(&other, &one), expected, "{other} and {one}");
}

#[test]
fn one_value_in_other_words() {
    for (one, other) in [
        ("18 months", "a year and a half"),
        ("1년 6개월", "18 months"),
        ("1년 반", "1.5 years"),
        ("열여덟 달", "일 년 육 개월"),
        ("90 minutes", "한 시간 반"),
        ("an hour and a half", "1시간 30분"),
        ("May 1", "2025년 5월 1일"),
        ("2025. 5. 1.", "May 1, 2025"),
        ("9천 명", "9,000 people"),
        ("9,012명", "9천 명"),
        ("about 90 days", "94일"),
        ("90여 일", "94 days"),
        ("more than 90 days", "94일"),
        ("8 episodes", "8부작"),
        ("2만 2천 원", "22,000 won"),
        ("three months", "90일"),
        ("서른세 살", "33-year-old"),
        ("3분의 1", "a third of them"),
        ("94~98일", "97 days"),
    ] {
        agree(one, other, true);
    }
}

#[test]
fn values_that_differ() {
    for (one, other) in [
        ("94일", "49일"),
        ("94일", "98일"),
        ("May 1", "May 2"),
        ("8 episodes", "10 episodes"),
        ("18 months", "14개월"),
        ("33세", "34세"),
        ("22,000 won", "22,000 dollars"),
        ("2만 명", "3만 명"),
        ("3위", "세 번"),
        ("90여 일", "80일"),
    ] {
        agree(one, other, false);
    }
}

#[test]
fn a_day_is_seen_from_the_day_of_writing() {
    let seen = |text: &str, written: &str| {
        let value = QUANTITIES.values(text).into_iter().next().expect("a value");
        let super::Quantity::When(when, _) = value.quantity else { panic!("{text} is {value}") };
        when.seen_on(written.parse().expect("a day")).day().map(|day| day.to_string()).unwrap_or_default()
    };
    for (text, expected) in [
        ("행사가 23일 열렸다", "2025-11-23"),
        ("행사가 28일 열렸다", "2025-10-28"),
        ("행사가 오는 28일 열린다", "2025-11-28"),
        ("행사가 오는 3일 열린다", "2025-12-03"),
        ("내달 9일 열린다", "2025-12-09"),
        ("지난달 4일", "2025-10-04"),
        ("이달 5일", "2025-11-05"),
        ("어제", "2025-11-23"),
        ("지난해 5월", "2024-05"),
        ("3년 전", "2022"),
        ("last Friday", "2025-11-21"),
        ("지난주 금요일", "2025-11-21"),
        ("next Friday", "2025-11-28"),
        ("이튿날", ""),
        ("two weeks ago", ""),
    ] {
        assert_eq!(seen(text, "2025-11-24"), expected, "{text}");
    }
    assert_eq!(seen("행사가 23일 열렸다", "2025"), "");
    assert_eq!(seen("다음 달 3일", "2025-12"), "2026-01-03");
}

/// Pieces of which texts with many values are made, odd white space among them.
fn piece() -> impl Strategy<Value = String> {
    let known = prop_oneof![
        "[0-9０-９]{1,20}",
        "[일이삼사오육칠팔구십백천만억조한두세네열스물서른수몇반여약제]{1,6}",
        "(년|월|일|개월|시간|분|명|원|세|살|대|위|번째|전|에서|부터|~|-|,|\\.|:|%|\\$|₩|\\()",
        "(one|two|half|a|an|and|hundred|million|year|years|old|May|March|in|of|last|Friday|ago|third|dozens)",
        "[ \u{a0}\u{2009}\u{3000}\u{200b}\n½]{1,3}",
    ];
    prop_oneof![known, any::<char>().prop_map(String::from), Just(" ".to_owned())]
}

proptest! {
    #[test]
    fn values_stand_in_order_on_character_borders(pieces in proptest::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        let mut end = 0;
        for value in QUANTITIES.values(&text) {
            assert!(text.get(value.at.clone()).is_some_and(|words| !words.is_empty()), "{value:?} in {text:?}");
            assert!(value.at.start >= end && text.get(value.numeral.clone()).is_some(), "{value:?} in {text:?}");
            assert!(value.at.start <= value.numeral.start && value.numeral.end <= value.at.end, "{value:?} in {text:?}");
            assert!(Quantities::agree(&value, &value), "{value:?} differs from itself");
            end = value.at.end;
        }
        QUANTITIES.when_at(&text);
    }
}

#[test]
fn odd_white_space_and_huge_numbers() {
    for text in [
        "배우\u{a0}9명",
        "\u{3000}9\u{2009}명",
        "장면\u{2028}열일곱 개",
        &"9".repeat(5000),
        &"천만".repeat(3000),
        &"half a ".repeat(3000),
        &"3억 ".repeat(3000),
        &"1~".repeat(3000),
    ] {
        for value in QUANTITIES.values(text) {
            assert!(text.get(value.at.clone()).is_some());
        }
    }
}
