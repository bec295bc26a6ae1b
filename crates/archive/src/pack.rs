//! Packs and unpacks what is kept, with one state for all: making one costs more than packing an article.

use std::cell::RefCell;
use std::io;

use zstd::bulk::{Compressor, Decompressor};

/// Compression: fast, and good enough for text of any size.
const LEVEL: i32 = 3;

/// What packs.
#[derive(Default)]
pub(crate) struct Packer(RefCell<Option<Compressor<'static>>>);

impl Packer {
    /// Returns bytes packed; those that are the same are packed alike.
    ///
    /// # Errors
    /// Where memory is short.
    pub(crate) fn pack(&self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut packer = self.0.borrow_mut();
        let packer = match &mut *packer {
            Some(packer) => packer,
            none => none.insert(Compressor::new(LEVEL)?),
        };
        packer.compress(bytes)
    }
}

/// What unpacks.
#[derive(Default)]
pub(crate) struct Unpacker(RefCell<Option<Decompressor<'static>>>);

impl Unpacker {
    /// Returns the bytes that were packed, or `None` where they are damaged or more than `size`.
    pub(crate) fn unpack(&self, packed: &[u8], size: usize) -> Option<Vec<u8>> {
        let mut unpacker = self.0.borrow_mut();
        if unpacker.is_none() {
            *unpacker = Some(Decompressor::new().ok()?);
        }
        unpacker.as_mut()?.decompress(packed, size).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_does_not_depend_on_what_was_packed_before() {
        let (packer, unpacker) = (Packer::default(), Unpacker::default());
        for text in ["the harbour ".repeat(400), "등대 ".repeat(9), String::new()] {
            let packed = packer.pack(text.as_bytes()).expect("there is memory");
            assert_eq!(packed, Packer::default().pack(text.as_bytes()).expect("there is memory"));
            assert_eq!(unpacker.unpack(&packed, text.len()), Some(text.into_bytes()));
        }
    }
}
