//! Unpacks what is kept packed, with one state for all: making one costs more than unpacking an article.

use std::cell::RefCell;

use zstd::bulk::Decompressor;

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
