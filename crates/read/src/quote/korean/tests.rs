//! Korean quotation cases as rows: `crates/read/tests/quotes/korean_*.txt`, one case a line.

use onrecord_model::{Known, Media, QuoteKind, Reading, Snapshot, SnapshotId};

use crate::read;
use onrecord_language::Lexicon;

/// One expected quote: the speaker's name, whether the words are the reporter's, and how they begin.
#[derive(Debug, Clone, PartialEq)]
struct Said {
    speaker: String,
    is_indirect: bool,
    words: String,
}

fn reading(text: &str, lexicon: &Lexicon) -> Reading {
    let (key, place) = ("a.txt".to_owned(), "a.txt".to_owned());
    let bytes = text.as_bytes().to_vec();
    read(
        &Snapshot {
            id: SnapshotId::of(&bytes),
            bytes,
            media: Media::Text,
            key,
            place,
            path: None,
            known: Known::default(),
        },
        lexicon,
    )
}

fn found(text: &str, lexicon: &Lexicon) -> Vec<Said> {
    let reading = reading(text, lexicon);
    assert!(reading.holds(), "{text}");
    let document = &reading.document;
    let said = |quote: &onrecord_model::Quote| {
        let speaker =
            quote.speaker.and_then(|speaker| speaker.name.or(speaker.words)).map_or("?", |name| document.words(name));
        Said {
            speaker: speaker.to_owned(),
            is_indirect: quote.kind == QuoteKind::Indirect,
            words: document.words(quote.stretches[0]).to_owned(),
        }
    };
    reading.quotes.iter().map(said).collect()
}

fn expected(row: &str) -> Vec<Said> {
    let said = |one: &str| {
        let at = one.find([':', '~']).expect("a mark behind the speaker");
        let (speaker, words) = (one[..at].trim().to_owned(), one[at + 1..].trim().to_owned());
        Said { speaker, is_indirect: one[at..].starts_with('~'), words }
    };
    row.split('|').map(str::trim).filter(|one| !one.is_empty()).map(said).collect()
}

/// Reads all cases of a file; returns the failures and the F1 of quotations in marks with their speakers.
fn run(file: &str) -> (Vec<String>, f64) {
    let lexicon = Lexicon::built_in();
    let (mut failures, mut n_right, mut n_found, mut n_expected) = (Vec::new(), 0usize, 0usize, 0usize);
    for row in file.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
        let mut columns = row.split('\t');
        let (Some(name), Some(text)) = (columns.next(), columns.next()) else { panic!("{row}") };
        let wanted = expected(columns.next().unwrap_or_default());
        let got = found(&text.replace("\\n", "\n"), &lexicon);
        let fits = |one: &Said, other: &Said| {
            one.speaker == other.speaker && one.is_indirect == other.is_indirect && other.words.starts_with(&one.words)
        };
        n_right += wanted.iter().filter(|one| !one.is_indirect && got.iter().any(|other| fits(one, other))).count();
        n_found += got.iter().filter(|one| !one.is_indirect).count();
        n_expected += wanted.iter().filter(|one| !one.is_indirect).count();
        if wanted.len() != got.len() || !wanted.iter().zip(&got).all(|(one, other)| fits(one, other)) {
            let show = |said: &[Said]| {
                said.iter()
                    .map(|one| {
                        format!(
                            "{}{} {}",
                            one.speaker,
                            if one.is_indirect { '~' } else { ':' },
                            one.words.chars().take(12).collect::<String>()
                        )
                    })
                    .collect::<Vec<_>>()
                    .join(" | ")
            };
            failures.push(format!("{name}\n    wanted {}\n    found  {}", show(&wanted), show(&got)));
        }
    }
    (failures, 2.0 * n_right as f64 / (n_found + n_expected).max(1) as f64)
}

#[track_caller]
fn check(file: &str) {
    let (failures, f1) = run(file);
    assert!(failures.is_empty(), "{} cases fail, F1 {f1:.3}\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn first_cases() {
    check(include_str!("../../../tests/quotes/korean_1.txt"));
}

#[test]
fn second_cases() {
    check(include_str!("../../../tests/quotes/korean_2.txt"));
}

#[test]
fn third_cases() {
    check(include_str!("../../../tests/quotes/korean_3.txt"));
}

/// Pieces that random texts are made of.
const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "'",
    "(",
    ")",
    "《",
    "》",
    "<",
    "「",
    "」",
    ".",
    "?",
    ",",
    "·",
    ":",
    "―",
    "\n",
    "\n\n",
    " ",
    " ",
    " ",
    "고",
    "라고",
    "이라는",
    "는",
    "은",
    "이",
    "가",
    "의",
    "에게",
    "께서",
    "말했다",
    "묻자",
    "말",
    "질문에",
    "따르면",
    "감독",
    "배우",
    "도가람",
    "한유빈",
    "도",
    "씨",
    "그",
    "그녀는",
    "두",
    "제작진",
    "다고",
    "하다",
    "역",
    "맡은",
    "며",
    "등의",
    "반응",
    "Ray",
    "MIRO",
    "1",
    "é",
    "ㅋ",
    "각",
    "힣",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn random_text_gives_spans_inside_and_none_that_cross(pieces in proptest::collection::vec(0..PIECES.len(), 0..80)) {
        let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
        let reading = reading(&text, lexicon());
        proptest::prop_assert!(reading.holds());
        let spans: Vec<_> = reading.quotes.iter().flat_map(|quote| quote.stretches.iter().map(move |span| (*span, quote.form))).collect();
        for (nth, (one, _)) in spans.iter().enumerate() {
            for (other, form) in &spans[nth + 1..] {
                let crosses = one.overlaps(*other) && !(one.contains(*other) && *form == onrecord_model::QuoteForm::Nested);
                proptest::prop_assert!(!crosses, "{:?} and {:?} in {:?}", reading.document.words(*one), reading.document.words(*other), text);
            }
        }
    }
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    LEXICON.get_or_init(Lexicon::built_in)
}

#[test]
fn later_cases() {
    check(include_str!("../../../tests/quotes/korean_4.txt"));
    check(include_str!("../../../tests/quotes/korean_5.txt"));
    check(include_str!("../../../tests/quotes/korean_6.txt"));
    check(include_str!("../../../tests/quotes/korean_7.txt"));
    check(include_str!("../../../tests/quotes/korean_8.txt"));
    check(include_str!("../../../tests/quotes/korean_9.txt"));
    check(include_str!("../../../tests/quotes/korean_10.txt"));
    check(include_str!("../../../tests/quotes/korean_11.txt"));
    check(include_str!("../../../tests/quotes/korean_12.txt"));
}

#[test]
fn words_that_were_not_said_and_names_alone() {
    check(include_str!("../../../tests/quotes/korean_13.txt"));
}
