//! What stands closest to altered words.

use super::*;

const RECORD: &str = "윤세라 감독은 “처음 대본을 받았을 때 바다 냄새가 났다. 촬영 기간은 14개월이었고, 한 번도 쉬지 않았다”고 말했다. 배우들은 “겨울 바다가 가장 힘들었다”고 했다. \
    The director said, “We never planned to shoot in winter. The harbour froze twice, and nobody complained about it.”";

#[track_caller]
fn check(quotation: &str, expected: &str, likeness: Range<f32>) {
    let (quotation, text) = (Letters::of(quotation), Letters::of(RECORD));
    let is_stop = |at: usize| RECORD[..text.place(at..at + 1).start].trim_end().ends_with(['“', '”', '.', ',', '?']);
    let found = Seeker::new(&quotation).closest(&text, is_stop).expect("something stands there");
    assert_eq!(&RECORD[text.place(found.range.clone())], expected);
    assert!(likeness.contains(&found.likeness), "{}", found.likeness);
}

#[test]
fn a_changed_word_or_number() {
    check("처음 대본을 받았을 때 산 냄새가 났다", "처음 대본을 받았을 때 바다 냄새가 났다", 0.7..1.0);
    check("촬영 기간은 18개월이었고, 한 번도 쉬지 않았다", "촬영 기간은 14개월이었고, 한 번도 쉬지 않았다", 0.8..1.0);
    check(
        "The harbour froze once, and nobody complained about it.",
        "The harbour froze twice, and nobody complained about it",
        0.7..1.0,
    );
    check("The port froze twice, and nobody complained", "The harbour froze twice, and nobody complained", 0.7..1.0);
}

#[test]
fn a_dropped_or_added_negation() {
    check("We planned to shoot in winter", "We never planned to shoot in winter", 0.9..1.01);
    check("겨울 바다가 가장 힘들지 않았다", "겨울 바다가 가장 힘들었다", 0.5..1.0);
}

#[test]
fn moved_words() {
    check(
        "nobody complained about it, and the harbour froze twice",
        "The harbour froze twice, and nobody complained about it",
        0.7..1.0,
    );
}

#[test]
fn words_that_nobody_said() {
    let text = Letters::of(RECORD);
    for quotation in ["음악은 마지막 날 밤에 혼자 완성한 것이다", "I have always wanted to write music for the theatre"]
    {
        let quotation = Letters::of(quotation);
        let likeness = Seeker::new(&quotation).closest(&text, |_| false).map_or(0.0, |found| found.likeness);
        assert!(likeness < 0.3, "{likeness}");
    }
}
