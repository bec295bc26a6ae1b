//! Sentences about things that do not exist, and the facts in them.

use onrecord_language::{Lexicon, runs, sentence};
use onrecord_model::{Block, BlockKind, Document, DocumentId, Media, Reading, SnapshotId};

use super::{facts, normalized, unit};

fn reading(text: &str, lexicon: &Lexicon) -> Reading {
    let snapshot = SnapshotId::of(text.as_bytes());
    let mut document = Document::new(DocumentId::of(snapshot, Media::Text), snapshot, text.to_owned());
    let span = document.trimmed(0..text.len()).expect("a text");
    document.blocks.push(Block { span, kind: BlockKind::Paragraph });
    let sentences = sentence::sentences(&document, &runs(text), lexicon);
    Reading { sentences, ..Reading::of(document) }
}

/// Checks the attribute, value and unit of each fact.
#[track_caller]
fn check(text: &str, expected: &str) {
    let lexicon = Lexicon::built_in();
    let reading = reading(text, &lexicon);
    let shown = facts(&reading, "2024-05-10".parse().ok(), &lexicon).into_iter().map(|fact| {
        let attribute = fact.attribute.map_or("?", |span| reading.document.words(span));
        let unit = unit(&fact.value.quantity).unwrap_or_else(|| "-".to_owned());
        format!("{attribute} = {} {unit}", normalized(&fact.value.quantity))
    });
    assert_eq!(shown.collect::<Vec<_>>().join(" | "), expected);
}

#[test]
fn english_values_have_the_word_beside_them() {
    check("The firm has 118 cabs and was founded in 1979.", "cabs = 118 cab | founded = 1979 -");
    check("The play lasts 70 minutes.", "play lasts = 70 minute");
    check("A ticket costs 4,500 won.", "ticket costs = 4500 KRW");
    check("The wall opened yesterday.", "wall opened = 2024-05-09 -");
}

#[test]
fn korean_values_have_the_word_before_them_and_days_the_predicate() {
    check("상금은 1억 원이다.", "상금 = 100000000 KRW");
    check("이 항구에는 고깃배 9척이 있다.", "고깃배 = 9 척");
    check("극장은 지난 3일 문을 열었다.", "열었다 = 2024-05-03 -");
}
