//! Invented reports, and what a correction says of them.

use onrecord_language::{Lexicon, runs, sentence};
use onrecord_model::{Block, BlockKind, Document, DocumentId, Media, Reading, SnapshotId};

use super::{Concepts, Piece, Place, disputes, pieces};

fn reading(text: &str, lexicon: &Lexicon) -> Reading {
    let snapshot = SnapshotId::of(text.as_bytes());
    let mut document = Document::new(DocumentId::of(snapshot, Media::Text), snapshot, text.to_owned());
    let span = document.trimmed(0..text.len()).expect("a text");
    document.blocks.push(Block { span, kind: BlockKind::Paragraph });
    let sentences = sentence::sentences(&document, &runs(text), lexicon);
    Reading { sentences, ..Reading::of(document) }
}

/// Checks what is taken back, and what is put in its place: the sources are a day, a headline and a text.
#[track_caller]
fn check(sources: &[(&str, &str, &str)], expected: &[(&str, &str)]) {
    let lexicon: &'static Lexicon = Box::leak(Box::new(Lexicon::built_in()));
    let concepts = Concepts::built_in(lexicon);
    let readings: Vec<Reading> = sources.iter().map(|(_, _, text)| reading(text, lexicon)).collect();
    let place = |(at, (day, title, _)): (usize, &(&'static str, &'static str, &'static str))| Place {
        text: at,
        reading: &readings[at],
        title: Some(title),
        outlet: Some("The Sohang Post"),
        published: day.parse().ok(),
    };
    let owned: Vec<(&'static str, &'static str, &'static str)> = sources
        .iter()
        .map(|&(day, title, text)| (&*day.to_owned().leak(), &*title.to_owned().leak(), &*text.to_owned().leak()))
        .collect();
    let places: Vec<Place<'_>> = owned.iter().enumerate().map(place).collect();
    let all: Vec<Piece> = places.iter().enumerate().flat_map(|(at, place)| pieces(at, place, &concepts)).collect();
    let found: Vec<(&str, &str)> = disputes(&places, &all)
        .iter()
        .map(|dispute| {
            let words = |value: Option<(usize, onrecord_model::Span)>| {
                value.map_or("", |(place, span)| readings[place].document.words(span))
            };
            (words(dispute.old.value), words(dispute.new.value))
        })
        .collect();
    assert_eq!(found, expected);
}

const REPORT: (&str, &str, &str) = (
    "2024-05-04",
    "Trees for the ridge",
    "The rope line over Baek Ridge costs 2,110 trees. Its cabins were built in 14 months. The mayor opened a bakery on Monday with 40 guests.",
);

#[test]
fn a_correction_takes_back_the_number_that_it_names() {
    let correction = (
        "2024-05-09",
        "Corrections",
        "Our report on the rope line gave the number of trees on the ridge as 2,110. It is 1,120.",
    );
    check(&[REPORT, correction], &[("2,110 trees", "1,120")]);
    check(&[correction, REPORT], &[("2,110 trees", "1,120")]);
}

#[test]
fn what_came_later_or_agrees_is_not_taken_back() {
    let early = (
        "2024-05-01",
        "Corrections",
        "Our report on the rope line gave the number of trees on the ridge as 2,110. It is 1,120.",
    );
    check(&[REPORT, early], &[]);
    let story = (
        "2024-05-09",
        "A year on",
        "The rope line over Baek Ridge has carried 90,000 people since its trees were felled.",
    );
    check(&[REPORT, story], &[]);
}

#[test]
fn over_languages() {
    let report = ("2024-05-04", "", "The theatre raised 47 million won for its roof.");
    let correction =
        ("2024-05-09", "바로잡습니다", "극장이 지붕 공사에 쓸 돈 4700만 원을 모았다고 썼으나 4100만 원이 맞습니다.");
    check(&[report, correction], &[("47 million won", "4100만 원")]);
}
