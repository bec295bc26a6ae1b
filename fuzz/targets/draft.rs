//! A draft against a small record: its findings lie in it, and what they cite stands in the record.

#![no_main]

use std::rc::Rc;

use libfuzzer_sys::fuzz_target;
use onrecord_answer::proof::translation::{self, Original};
use onrecord_answer::proof::{Candidates, Draft, Record, Register, Roster, Rules, Syntax, findings, judge, prints};
use onrecord_model::{Media, Source};

const SOURCES: [(&str, &str); 4] = [
    ("a.md", include_str!("../../examples/press-kit/sources/interview-yoon-seohae.md")),
    ("b.txt", include_str!("../../examples/press-kit/sources/event-brief.txt")),
    ("c.md", include_str!("../../examples/press-kit/sources/profile-garam-yun.md")),
    ("d.txt", include_str!("../../examples/press-kit/sources/brief-season-two.txt")),
];

fn records() -> Vec<Record> {
    let record = |(key, text): (&str, &str)| {
        let reading = onrecord_fuzz::reading(text.as_bytes(), Media::Markdown);
        let source = Source {
            key: key.to_owned(),
            outlet: reading.known.outlet.as_ref().map(|found| found.value.clone()),
            url: Some(format!("https://example.com/{key}")),
            ..Source::default()
        };
        Record::new(Rc::new(onrecord_model::Record::new(source, reading)))
    };
    SOURCES.into_iter().map(record).collect()
}

thread_local! {
    static RECORDS: Vec<Record> = records();
}

fuzz_target!(|text: &str| {
    let syntax = if text.len() % 4 == 0 { Syntax::Plain } else { Syntax::Markdown };
    RECORDS.with(|records| check(text, syntax, records));
});

fn check(text: &str, syntax: Syntax, records: &[Record]) {
    let draft = Draft::read(text, syntax, &onrecord_fuzz::LEXICON);
    let all = Candidates { records: (0..records.len()).collect(), is_all: text.len() % 3 != 0 };
    let mut judgements: Vec<_> =
        draft.quotations.iter().map(|quotation| judge(&draft, quotation, records, &all.records)).collect();
    let mut roster = Roster::default();
    records.iter().for_each(|record| roster.add(record));
    let outlets = records.iter().filter_map(|record| record.source.outlet.clone()).collect();
    let register = Register::new(outlets, roster.people, &onrecord_fuzz::LEXICON);
    for (quotation, judgement) in draft.quotations.iter().zip(&mut judgements) {
        let words = draft.words(quotation);
        prints(words);
        if !translation::is_wanted(judgement) {
            continue;
        }
        let mut originals = Vec::new();
        for (at, record) in records.iter().enumerate() {
            let whole = 0..record.reading.document.text().len();
            let stretches = translation::stretches(record, &whole, words).into_iter().take(40);
            originals.extend(stretches.map(|range| Original { record: at, range, nearness: None, is_own: at == 3 }));
        }
        let judged = translation::judge(&draft, quotation, records, &originals, &register, None, judgement);
        *judgement = judged.unwrap_or(judgement.clone());
    }
    translation::join(&draft, &mut judgements);
    let candidates = vec![all; draft.quotations.len()];
    let report = findings(&draft, records, &judgements, &candidates, &register, &Rules::default());
    let n_chars = draft.text.chars().count();
    let n_lines = draft.text.split('\n').count();
    for finding in &report.findings {
        assert!(finding.start <= finding.end && finding.end <= n_chars, "a finding lies outside of the draft");
        assert!((1..=n_lines).contains(&(finding.line as usize)), "line {} of {n_lines}", finding.line);
        for evidence in &finding.evidence {
            let record = records.iter().find(|record| record.reading.document.snapshot() == evidence.snapshot());
            let document = &record.expect("a record that was cited").reading.document;
            let span = document.at_code_points(evidence.range()).expect("a place in the record");
            assert_eq!(document.words(span), evidence.text(), "cited words do not stand at their place");
        }
    }
}
