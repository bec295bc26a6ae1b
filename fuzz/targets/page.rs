//! Any bytes as a page; the first byte picks the kind of file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_model::{BlockKind, Media};

fuzz_target!(|bytes: &[u8]| {
    let (media, bytes) = match bytes.split_first() {
        Some((0, rest)) => (Media::Mhtml, rest),
        Some((1, rest)) => (Media::WebArchive, rest),
        _ => (Media::Html, bytes),
    };
    let reading = onrecord_fuzz::reading(bytes, media);
    let document = &reading.document;
    let title = document.blocks.iter().filter(|block| block.kind == BlockKind::Title).count();
    assert!(title <= 1, "two headlines");
    let shown = reading.known.title.as_ref().map_or(0, |title| title.value.len());
    assert!(
        document.text().len() <= 4 * bytes.len() + shown + 16,
        "a page of {} bytes became a text of {}",
        bytes.len(),
        document.text().len()
    );
});
