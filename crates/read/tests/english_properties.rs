//! What holds for every text, in both scripts: no panic, spans inside, stretches apart unless nested.

use onrecord_language::Lexicon;
use onrecord_model::{Known, Media, Reading, Snapshot, SnapshotId, Span};
use onrecord_read::read;
use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};

fn reading(text: &str, lexicon: &Lexicon) -> Reading {
    let snapshot = Snapshot {
        id: SnapshotId::of(text.as_bytes()),
        bytes: text.as_bytes().to_vec(),
        media: Media::Text,
        key: "case".to_owned(),
        place: "case".to_owned(),
        path: None,
        known: Known::default(),
    };
    read(&snapshot, lexicon)
}

/// Pieces that rules look for, so that random text meets them.
const PIECES: [&str; 64] = [
    "“",
    "”",
    "\"",
    "''",
    "``",
    "‘",
    "’",
    "'s",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    " — ",
    "-",
    "(",
    ")",
    "\n",
    "\n\n",
    "Q: ",
    "A: ",
    "**",
    "# ",
    "said",
    "says",
    "told",
    "that",
    "who",
    "and",
    "according to",
    "saying",
    "called",
    "Ana Poe",
    "Poe",
    "Mr.",
    "Dr. ",
    "the director",
    "she",
    "he",
    "they",
    "I",
    "vowed to",
    "claim that",
    "asked whether",
    "D-Md.",
    "of",
    "by",
    "was",
    "has",
    "12",
    "말했다",
    "감독은",
    "“네”라고",
    "김서준",
    "은",
    "고 밝혔다",
    "「",
    "」",
    "\u{a0}",
    "é",
    "𝄞",
    "INTERVIEWER: ",
    "Ana J. Poe, a singer,",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned);
    let word = "[a-zA-Z가-힣]{1,8}".prop_map(|word| word);
    prop::collection::vec(
        (proptest::strategy::Union::new([piece.boxed(), word.boxed()]), prop::bool::weighted(0.8)),
        0..60,
    )
    .prop_map(|parts| parts.into_iter().map(|(part, spaced)| if spaced { part + " " } else { part }).collect())
}

/// Says whether two spans share words without one lying in the other.
fn cross(one: Span, other: Span) -> bool {
    let overlap = one.start() < other.end() && other.start() < one.end();
    let nested = one.start() <= other.start() && other.end() <= one.end()
        || other.start() <= one.start() && one.end() <= other.end();
    overlap && !nested
}

fn check(text: &str, lexicon: &Lexicon) {
    let reading = reading(text, lexicon);
    assert!(reading.holds(), "a span outside the document: {text:?}");
    let spans: Vec<Span> = reading.quotes.iter().flat_map(|quote| quote.stretches.clone()).collect();
    for (at, one) in spans.iter().enumerate() {
        assert!(!one.is_empty(), "an empty stretch: {text:?}");
        for other in &spans[at + 1..] {
            assert!(
                !cross(*one, *other),
                "stretches cross: {:?} and {:?} in {text:?}",
                reading.document.words(*one),
                reading.document.words(*other)
            );
        }
    }
    for quote in &reading.quotes {
        assert!((0.0..=1.0).contains(&quote.confidence), "{text:?}");
        assert!(quote.stretches.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_text_is_read_whole(text in text()) {
        check(&text, &Lexicon::built_in());
    }

    #[test]
    fn random_characters_are_read_whole(text in "\\PC{0,200}") {
        check(&text, &Lexicon::built_in());
    }
}
