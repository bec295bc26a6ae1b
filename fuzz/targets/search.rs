//! Words that are looked for in a small index: what is found stands in it, no more than was wanted, and names spell over without end.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onrecord_language::name::{hangul_candidates, spellings};
use onrecord_language::words;
use onrecord_model::{Media, SourceId};
use onrecord_search::{Entry, Index, Wanted};

const TEXTS: [&str; 2] = [
    include_str!("../../examples/press-kit/sources/interview-yoon-seohae.md"),
    include_str!("../../examples/press-kit/sources/brief-season-two.txt"),
];

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("onrecord-fuzz-{}", std::process::id()));
    let index = Index::open(&folder).expect("a folder of our own");
    let mut writer = index.writer().expect("the only one");
    for (at, text) in TEXTS.iter().enumerate() {
        let reading = onrecord_fuzz::reading(text.as_bytes(), Media::Markdown);
        let source = SourceId(at as u64 + 1);
        let entry = |(passage, of): (usize, &onrecord_model::Passage)| Entry {
            source,
            passage: passage as u64,
            terms: words(reading.document.words(of.span), &onrecord_fuzz::LEXICON).into_iter().map(|term| term.text).collect(),
            prints: Vec::new(),
        };
        let entries: Vec<Entry> = reading.passages.iter().enumerate().map(entry).collect();
        writer.put(&[source], &entries).expect("room on the disk");
    }
    writer.seal().expect("room on the disk");
    drop(writer);
    Index::open_to_read(&folder).expect("what was just written")
});

fuzz_target!(|text: &str| {
    let terms = words(text, &onrecord_fuzz::LEXICON);
    let wanted: Vec<Wanted> = terms.into_iter().map(|term| Wanted { term: term.text, weight: 1.0 }).collect();
    for n in [1, 5] {
        let hits = INDEX.find(&wanted, n).expect("the disk is there");
        assert!(hits.len() <= n, "more was found than was wanted");
        assert!(hits.iter().all(|hit| hit.score.is_finite()), "a score is no number");
    }
    for word in text.split_whitespace().take(4) {
        hangul_candidates(word, &onrecord_fuzz::LEXICON.names);
        spellings(word, &onrecord_fuzz::LEXICON.names);
    }
});
