//! Sums of products of whole numbers, the loop that all time goes into, for each kind of processor.
//!
//! A block of inputs is multiplied with the weights of as many outputs at once as a vector of that processor holds; their codes lie in
//! the order in which it takes them up.

use crate::block::BLOCK;

/// Where the code of an input and an output lies among those of a block of so many outputs.
pub type Place = fn(input: usize, lane: usize, lanes: usize) -> usize;

/// Outputs that plain code computes together.
pub const LANES_PLAIN: usize = 16;

/// Where [`sums_plain`] looks for a code.
pub fn place_plain(input: usize, lane: usize, lanes: usize) -> usize {
    input * lanes + lane
}

/// For each row the sums over its inputs, output by output.
#[inline(always)]
pub fn sums_plain<const ROWS: usize>(
    codes: &[u8; LANES_PLAIN * BLOCK],
    rows: [&[i8; BLOCK]; ROWS],
) -> [[i32; LANES_PLAIN]; ROWS] {
    const HALF: usize = BLOCK / 2;
    let mut sums = [[0; LANES_PLAIN]; ROWS];
    for (half, codes) in codes.as_chunks::<{ LANES_PLAIN * HALF }>().0.iter().enumerate() {
        // Sixteen bits hold sixteen products: 16 * 15 * 127 = 30,480.
        let mut short = [[0_i16; LANES_PLAIN]; ROWS];
        for (input, codes) in codes.as_chunks::<LANES_PLAIN>().0.iter().enumerate() {
            for row in 0..ROWS {
                let value = i16::from(rows[row][half * HALF + input]);
                for lane in 0..LANES_PLAIN {
                    short[row][lane] += i16::from(codes[lane]) * value;
                }
            }
        }
        for row in 0..ROWS {
            for lane in 0..LANES_PLAIN {
                sums[row][lane] += i32::from(short[row][lane]);
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
pub use x86::{LANES_AVX2, LANES_AVX512, place_in_fours, sums_avx2, sums_avx512};

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod x86 {
    use std::arch::x86_64::*;

    use super::BLOCK;

    /// Outputs that AVX2 computes together.
    pub const LANES_AVX2: usize = 8;
    /// Outputs that AVX-512 computes together.
    pub const LANES_AVX512: usize = 16;

    /// Where the sums of x86 look for a code: four inputs of an output lie side by side.
    pub fn place_in_fours(input: usize, lane: usize, lanes: usize) -> usize {
        input / 4 * lanes * 4 + lane * 4 + input % 4
    }

    /// Four inputs as the one number that their bytes are.
    fn four(row: &[i8; BLOCK], step: usize) -> i32 {
        i32::from_ne_bytes(row.as_chunks::<4>().0[step].map(|value| value as u8))
    }

    /// For each row the sums over its inputs, output by output.
    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn sums_avx2<const ROWS: usize>(
        codes: &[u8; LANES_AVX2 * BLOCK],
        rows: [&[i8; BLOCK]; ROWS],
    ) -> [[i32; LANES_AVX2]; ROWS] {
        // Sixteen bits hold eight steps: 8 * 2 * 15 * 127 = 30,480.
        let mut short = [_mm256_setzero_si256(); ROWS];
        for (step, codes) in codes.as_chunks::<{ LANES_AVX2 * 4 }>().0.iter().enumerate() {
            // SAFETY: the array has the 32 bytes that are loaded.
            let codes = unsafe { _mm256_loadu_si256(codes.as_ptr().cast()) };
            for (short, row) in short.iter_mut().zip(rows) {
                let products = _mm256_maddubs_epi16(codes, _mm256_set1_epi32(four(row, step)));
                *short = _mm256_add_epi16(*short, products);
            }
        }
        let mut sums = [[0; LANES_AVX2]; ROWS];
        for (sums, short) in sums.iter_mut().zip(short) {
            let whole = _mm256_madd_epi16(short, _mm256_set1_epi16(1));
            // SAFETY: the array has the 32 bytes that are stored.
            unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast(), whole) };
        }
        sums
    }

    /// For each row the sums over its inputs, output by output.
    #[target_feature(enable = "avx512f,avx512vnni")]
    #[inline]
    pub fn sums_avx512<const ROWS: usize>(
        codes: &[u8; LANES_AVX512 * BLOCK],
        rows: [&[i8; BLOCK]; ROWS],
    ) -> [[i32; LANES_AVX512]; ROWS] {
        let mut short = [_mm512_setzero_si512(); ROWS];
        for (step, codes) in codes.as_chunks::<{ LANES_AVX512 * 4 }>().0.iter().enumerate() {
            // SAFETY: the array has the 64 bytes that are loaded.
            let codes = unsafe { _mm512_loadu_si512(codes.as_ptr().cast()) };
            for (sum, row) in short.iter_mut().zip(rows) {
                *sum = _mm512_dpbusd_epi32(*sum, codes, _mm512_set1_epi32(four(row, step)));
            }
        }
        let mut sums = [[0; LANES_AVX512]; ROWS];
        for (sums, short) in sums.iter_mut().zip(short) {
            // SAFETY: the array has the 64 bytes that are stored.
            unsafe { _mm512_storeu_si512(sums.as_mut_ptr().cast(), short) };
        }
        sums
    }
}
