//! Any bytes as plain text or Markdown: encodings, front matter, blocks.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_model::Media;

fuzz_target!(|bytes: &[u8]| {
    for media in [Media::Text, Media::Markdown, Media::Record] {
        let reading = onrecord_fuzz::reading(bytes, media);
        if let Ok(text) = std::str::from_utf8(bytes)
            && !bytes.contains(&0)
        {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            assert_eq!(reading.document.text(), text, "plain text was changed");
        }
    }
});
