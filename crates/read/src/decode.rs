//! Finds the encoding of a text and decodes it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use onrecord_model::{Remark, RemarkKind};

/// A decoded text, without its byte order mark.
pub(crate) struct Decoded {
    pub text: String,
    pub remarks: Vec<Remark>,
}

/// Decodes bytes whose encoding nobody declared.
///
/// A byte order mark decides; then UTF-8 where the bytes are valid UTF-8; then UTF-16 by the share of zero
/// bytes; then chardetng, which was measured to tell CP949 from the rest.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[skip..], encoding != UTF_8);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return with(encoding, bytes, true);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), remarks: Vec::new() };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    with(encoding, bytes, encoding != UTF_8)
}

fn with(encoding: &'static Encoding, bytes: &[u8], is_worth_saying: bool) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut remarks = Vec::new();
    if is_worth_saying {
        remarks.push(Remark { kind: RemarkKind::Encoding, text: format!("read as {}", encoding.name()) });
    }
    if had_errors {
        let n_lost = text.matches('\u{fffd}').count();
        remarks.push(Remark {
            kind: RemarkKind::Encoding,
            text: format!("{n_lost} places are not valid {}; each is shown as \u{fffd}", encoding.name()),
        });
    }
    Decoded { text: text.into_owned(), remarks }
}

/// Tells UTF-16 without a mark: every other byte of the first kilobyte is mostly zero, the rest is not.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) / 2 * 2];
    let n_zero = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (n_zero(0), n_zero(1), head.len() / 2);
    if half < 2 {
        None
    } else if 10 * odd > 4 * half && 20 * even < half {
        Some(UTF_16LE)
    } else if 10 * even > 4 * half && 20 * odd < half {
        Some(UTF_16BE)
    } else {
        None
    }
}
