//! Takes the main resource out of a binary property list, the form in which Safari saves a page.
//!
//! Looks up four keys and follows no other reference, so no file can make it recurse.

use super::unpacked::Unpacked;

/// Returns the main resource of a web archive, or `None` where the file is no such thing.
pub(super) fn main_resource(bytes: &[u8]) -> Option<Unpacked> {
    let list = List::of(bytes)?;
    let main = list.value(list.top, "WebMainResource")?;
    let text = |key: &str| list.value(main, key).and_then(|object| list.text(object));
    let html = list.data(list.value(main, "WebResourceData")?)?;
    Some(Unpacked { html: html.to_vec(), charset: text("WebResourceTextEncodingName"), url: text("WebResourceURL") })
}

/// A binary property list: objects, and a table of where each one starts.
struct List<'a> {
    bytes: &'a [u8],
    table: &'a [u8],
    offset_size: usize,
    reference_size: usize,
    top: usize,
}

/// Bytes of the trailer at the end of the file.
const TRAILER: usize = 32;

impl<'a> List<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let trailer = bytes.get(bytes.len().checked_sub(TRAILER)?..)?;
        let (offset_size, reference_size) = (usize::from(trailer[6]), usize::from(trailer[7]));
        let n_objects = number(&trailer[8..16])?;
        let top = number(&trailer[16..24])?;
        let at = number(&trailer[24..32])?;
        let table = bytes.get(at..at.checked_add(n_objects.checked_mul(offset_size)?)?)?;
        Some(Self { bytes, table, offset_size, reference_size, top })
    }

    /// Returns an object's kind, its length and where its contents start.
    fn head(&self, object: usize) -> Option<(u8, usize, usize)> {
        let from = object.checked_mul(self.offset_size)?;
        let at = number(self.table.get(from..from.checked_add(self.offset_size)?)?)?;
        let marker = *self.bytes.get(at)?;
        let (kind, short) = (marker >> 4, usize::from(marker & 0x0f));
        if short < 15 {
            return Some((kind, short, at + 1));
        }
        // The length follows as a number of 2^n bytes.
        let size = 1usize << (self.bytes.get(at + 1)? & 0x03);
        let length = number(self.bytes.get(at + 2..at + 2 + size)?)?;
        Some((kind, length, at + 2 + size))
    }

    /// Returns the object under a key of a dictionary.
    fn value(&self, dictionary: usize, key: &str) -> Option<usize> {
        let (kind, length, at) = self.head(dictionary)?;
        if kind != 0xd {
            return None;
        }
        let size = self.reference_size;
        let bytes = self.bytes.get(at..at.checked_add(length.checked_mul(2)?.checked_mul(size)?)?)?;
        let reference = |place: usize| number(bytes.get(place * size..(place + 1) * size)?);
        let place = (0..length.min(64))
            .find(|&place| reference(place).and_then(|object| self.text(object)).is_some_and(|found| found == key))?;
        reference(length + place)
    }

    fn text(&self, object: usize) -> Option<String> {
        let (kind, length, at) = self.head(object)?;
        match kind {
            0x5 => String::from_utf8(self.bytes.get(at..at.checked_add(length)?)?.to_vec()).ok(),
            0x6 => {
                let bytes = self.bytes.get(at..at.checked_add(length.checked_mul(2)?)?)?;
                let units: Vec<u16> =
                    bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
                String::from_utf16(&units).ok()
            }
            _ => None,
        }
    }

    fn data(&self, object: usize) -> Option<&'a [u8]> {
        let (kind, length, at) = self.head(object)?;
        if kind == 0x4 { self.bytes.get(at..at.checked_add(length)?) } else { None }
    }
}

/// Reads a big-endian number of at most eight bytes.
fn number(bytes: &[u8]) -> Option<usize> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    let number = bytes.iter().fold(0u64, |number, &byte| number << 8 | u64::from(byte));
    usize::try_from(number).ok().filter(|&number| number <= u32::MAX as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a list whose objects are these bytes; the first one is the top.
    fn list(objects: &[&[u8]]) -> Vec<u8> {
        let mut bytes = b"bplist00".to_vec();
        let mut table = Vec::new();
        for object in objects {
            table.push(bytes.len() as u8);
            bytes.extend_from_slice(object);
        }
        let at = bytes.len() as u8;
        bytes.extend(table);
        bytes.extend([0, 0, 0, 0, 0, 0, 1, 1]);
        for number in [objects.len() as u8, 0, at] {
            bytes.extend([0, 0, 0, 0, 0, 0, 0, number]);
        }
        bytes
    }

    #[test]
    fn the_main_resource_is_found() {
        let file = list(&[
            &[0xd1, 1, 2],
            b"\x5f\x10\x0fWebMainResource",
            &[0xd2, 3, 5, 4, 6],
            b"\x5f\x10\x0fWebResourceData",
            b"\x49<p>hi</p>",
            b"\x5eWebResourceURL",
            b"\x5f\x10\x11https://a.example",
        ]);
        let found = main_resource(&file).expect("a page");
        assert_eq!(
            found,
            Unpacked { html: b"<p>hi</p>".to_vec(), charset: None, url: Some("https://a.example".to_owned()) }
        );
    }

    #[test]
    fn a_list_that_is_its_own_value_ends() {
        assert_eq!(main_resource(&list(&[&[0xd1, 1, 0], b"\x5f\x10\x0fWebMainResource"])), None);
    }

    #[test]
    fn no_cut_file_panics() {
        let file =
            list(&[&[0xd1, 1, 2], b"\x5f\x10\x0fWebMainResource", &[0xd1, 3, 3], b"\x5f\x10\x0fWebResourceData"]);
        for length in 0..file.len() {
            assert_eq!(main_resource(&file[..length]), None);
        }
    }
}
