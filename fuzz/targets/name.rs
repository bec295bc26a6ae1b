//! Two spellings of names in any script, one a line.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use onrecord_language::name::{Names, compare, hangul_candidates, keys, spellings};

static NAMES: LazyLock<Names> = LazyLock::new(Names::built_in);

fuzz_target!(|text: &str| {
    let (one, other) = text.split_once('\n').unwrap_or((text, text));
    let found = compare(one, other, &NAMES);
    assert!((0.0..=1.0).contains(&found.score), "{one:?} {other:?}: score {}", found.score);
    assert_eq!(found.same, found.score >= 0.5);
    let back = compare(other, one, &NAMES);
    assert!((found.score - back.score).abs() < 1e-4, "{one:?} {other:?}: {} there, {} back", found.score, back.score);
    for name in [one, other] {
        let n_keys = keys(name, &NAMES).len();
        assert!(n_keys <= 4096, "{name:?} has {n_keys} keys");
        spellings(name, &NAMES);
        hangul_candidates(name, &NAMES);
    }
});
