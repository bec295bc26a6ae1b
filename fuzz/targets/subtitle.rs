//! Any bytes as subtitles; the first byte picks the kind of file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use onrecord_model::{BlockKind, Media};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let media = [Media::Srt, Media::Vtt, Media::Smi][usize::from(*first) % 3];
    let reading = onrecord_fuzz::reading(bytes, media);
    let mut last = 0;
    for block in &reading.document.blocks {
        let BlockKind::Cue { start_ms, end_ms } = block.kind else { panic!("a block that is no cue") };
        assert!(start_ms <= end_ms, "a cue ends before it starts");
        assert!(last <= start_ms, "cues out of order");
        last = start_ms;
    }
});
