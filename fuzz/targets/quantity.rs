//! Any text: values stand in order on character borders, and agree with themselves.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_fuzz::LEXICON;
use onrecord_language::quantity::Quantities;

fuzz_target!(|text: &str| {
    let quantities = &LEXICON.quantities;
    let mut end = 0;
    for value in quantities.values(text) {
        let words = text.get(value.at.clone()).expect("a value stands on character borders");
        assert!(!words.is_empty() && value.at.start >= end, "{value:?} overlaps what stands before it");
        assert!(value.at.start <= value.numeral.start && value.numeral.end <= value.at.end, "{value:?}");
        assert!(text.get(value.numeral.clone()).is_some(), "{value:?} cuts a character");
        assert!(Quantities::agree(&value, &value), "{value:?} differs from itself");
        if let Some(amount) = value.quantity.amount() {
            assert!(amount.low.is_finite() && amount.high >= amount.low, "{value:?}");
        }
        end = value.at.end;
    }
    if let Some((_, length)) = quantities.when_at(text) {
        assert!(text.get(..length).is_some(), "a day that cuts a character");
    }
});
