//! The whole reading of a text in both languages: sentences, persons, who said what; and its search terms.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_model::Media;

fuzz_target!(|text: &str| {
    let reading = onrecord_fuzz::reading(text.as_bytes(), Media::Text);
    for run in onrecord_language::runs(text) {
        assert!(text.get(run.inner.clone()).is_some(), "a run in marks cuts a character");
    }
    for term in onrecord_language::words(text, &onrecord_fuzz::LEXICON) {
        assert!(text.get(term.at.clone()).is_some(), "a term cuts a character");
    }
    let again = onrecord_fuzz::reading(text.as_bytes(), Media::Text);
    assert!(reading == again, "two readings of one text differ");
});
