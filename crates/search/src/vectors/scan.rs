//! The products of a question's vector with many others: the one loop compiled for a processor, and the only `unsafe` code of this crate.
#![allow(unsafe_code)]

/// Returns the product of each row of codes, signed bytes, with one question of as many components; rows that are cut short are left out.
pub(super) fn scan(rows: &[u8], question: &[i16]) -> Vec<i32> {
    if question.is_empty() {
        return Vec::new();
    }
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") {
        // SAFETY: the processor was just asked whether it has these instructions.
        return unsafe { scan_avx2(rows, question) };
    }
    products(rows, question)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn scan_avx2(rows: &[u8], question: &[i16]) -> Vec<i32> {
    products(rows, question)
}

#[inline(always)]
fn products(rows: &[u8], question: &[i16]) -> Vec<i32> {
    let rows = rows.chunks_exact(question.len());
    let product = |(&code, &value): (&u8, &i16)| i32::from(code as i8) * i32::from(value);
    rows.map(|row| row.iter().zip(question).map(product).fold(0, i32::wrapping_add)).collect()
}
