//! Finds the encoding of a text and decodes it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
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
    if is_mostly_utf8(bytes) {
        return with(UTF_8, bytes, false);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    with(encoding, bytes, encoding != UTF_8)
}

/// Bytes of a page in which its declaration of an encoding is searched.
const DECLARED_IN: usize = 4096;

/// Decodes a page, which may declare its encoding, and may be wrong.
///
/// Valid UTF-8 is UTF-8 whatever the page declares. Else the declared encoding counts, unless it leaves more
/// broken places than the encoding that chardetng finds.
pub(crate) fn page(bytes: &[u8]) -> Decoded {
    page_as(bytes, None)
}

/// Decodes a page whose container may name its encoding.
pub(crate) fn page_as(bytes: &[u8], label: Option<&str>) -> Decoded {
    if Encoding::for_bom(bytes).is_some() || utf16_without_mark(bytes).is_some() {
        return decode(bytes);
    }
    let declared = label.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared(bytes));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let is_wrong = declared.is_some_and(|encoding| encoding != UTF_8) && !bytes.is_ascii();
        let remarks = declared.filter(|_| is_wrong).map(|encoding| Remark {
            kind: RemarkKind::Encoding,
            text: format!("the page declares {}, but it is UTF-8 and was read so", encoding.name()),
        });
        return Decoded { text: text.to_owned(), remarks: remarks.into_iter().collect() };
    }
    if is_mostly_utf8(bytes) {
        return with(UTF_8, bytes, false);
    }
    let Some(declared) = declared else { return decode(bytes) };
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Allow);
    if found == declared {
        return with(declared, bytes, declared != UTF_8);
    }
    let n_lost = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling(bytes).0.chars().filter(|&char| char == '\u{fffd}').count()
    };
    // A page that is mostly right in the encoding it declares, such as one cut inside a character, stays so.
    let n_lost_as_declared = n_lost(declared);
    // A single-byte encoding decodes anything; Hangul without one broken place is no chance.
    let is_hangul = found == EUC_KR && declared.is_single_byte() && n_lost(EUC_KR) == 0;
    let is_mostly_right = 200 * n_lost_as_declared <= bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if !is_hangul && (is_mostly_right || n_lost_as_declared <= n_lost(found)) {
        return with(declared, bytes, declared != UTF_8);
    }
    let mut decoded = with(found, bytes, false);
    let text = format!("the page declares {}, but it is {} and was read so", declared.name(), found.name());
    decoded.remarks.insert(0, Remark { kind: RemarkKind::Encoding, text });
    decoded
}

/// Returns the encoding that a page declares in its head: `charset=…`, or the `encoding` of an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(DECLARED_IN).map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    ["charset", "encoding"].into_iter().find_map(|key| {
        head.match_indices(key).find_map(|(at, _)| {
            let value = head[at + key.len()..].trim_start().strip_prefix('=')?;
            let value = value.trim_start_matches([' ', '"', '\'']);
            let end = value.find(|char: char| !char.is_ascii_alphanumeric() && !matches!(char, '-' | '_'))?;
            Encoding::for_label(&value.as_bytes()[..end])
        })
    })
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

/// Says whether bytes are UTF-8 with some bad ones: for each bad place there are many whole characters of several bytes, which no
/// other encoding has by chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    const WHOLE: usize = 4;
    let (mut n_whole, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_whole += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_whole >= WHOLE * n_bad && n_bad > 0
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
