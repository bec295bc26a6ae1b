//! A question in any script, with any white space and marks, of a small record: what is chosen lies in the record, and is likely from 0 to 1.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onrecord_answer::choose::{MOST, choose};
use onrecord_answer::dispute::compare;
use onrecord_answer::judge::Judge;
use onrecord_answer::plan::{Grammar, Known, NamedWork, parts, plan};
use onrecord_answer::rank::{Found, Standing, rank};
use onrecord_answer::speaker::Asked;
use onrecord_model::{Media, Reading, SourceId};

static JUDGE: LazyLock<Judge> = LazyLock::new(Judge::built_in);
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::built_in);
static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../examples/press-kit/sources/interview-yoon-seohae.md"),
        include_str!("../../examples/press-kit/sources/brief-season-two.txt"),
    ];
    texts.iter().map(|text| onrecord_fuzz::reading(text.as_bytes(), Media::Markdown)).collect()
});

/// An archive that knows every other term, and takes every second word for a work.
struct Half;

impl Known for Half {
    fn rarity(&self, term: &str) -> f32 {
        if term.len() % 2 == 0 { 4.0 } else { 0.0 }
    }

    fn spellings(&self, name: &str) -> Vec<String> {
        vec![name.to_owned(), name.chars().rev().collect()]
    }

    fn works(&self, text: &str) -> Vec<NamedWork> {
        let place = |word: &str| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            start..start + word.len()
        };
        let words = text.split_whitespace().skip(1).step_by(2);
        words.map(|word| NamedWork { words: place(word), titles: vec![word.to_owned()] }).collect()
    }
}

fuzz_target!(|question: &str| {
    let some = parts(question);
    assert!(some.len() <= question.len() + 1, "more parts than a question has bytes");
    for part in some.iter().take(4) {
        let plan = plan(part, &GRAMMAR, &Half);
        let mut found = Vec::new();
        for (at, reading) in READINGS.iter().enumerate() {
            found.extend((0..reading.passages.len()).map(|passage| Found {
                source: SourceId(at as u64 + 1),
                reading,
                title: Some("a title"),
                outlet: None,
                author: None,
                published: Some("2025-03-04"),
                passage,
                score: 1.0,
                near: &[],
                standing: Standing::default(),
            }));
        }
        let asked = plan.speaker.clone().map(|words| Asked { spellings: vec![words.clone()], words });
        let ranked = rank(&plan, &found, &GRAMMAR, &JUDGE, asked.as_ref(), None);
        let choice = choose(&plan, &ranked, &found, &GRAMMAR, &JUDGE, 2);
        assert!((0.0..=1.0).contains(&choice.likely), "likely {}", choice.likely);
        assert!(choice.chosen.len() + choice.nearest.len() <= MOST, "more pieces than an answer has");
        for piece in choice.chosen.iter().chain(&choice.nearest) {
            assert!(found[piece.found].reading.document.holds(piece.shown), "a piece lies outside of its document");
        }
        compare(&plan, &ranked, &choice.left_out, &found, &GRAMMAR);
    }
});
