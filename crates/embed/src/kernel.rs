//! Sums of products of whole numbers, the loop that all time goes into, for each kind of processor.
//!
//! A block of inputs is multiplied with the weights of sixteen outputs at once, whose codes lie in the order in which a kind of processor
//! takes them up.

use crate::block::BLOCK;

/// Outputs that are computed together.
pub const LANES: usize = 16;
/// The codes of one block of inputs for each of the outputs that are computed together.
pub type Codes = [u8; LANES * BLOCK];

/// Where [`sums_plain`] looks for the code of an input and an output.
pub fn place_plain(input: usize, lane: usize) -> usize {
    input * LANES + lane
}

/// For each row the sums over its inputs, output by output.
#[inline(always)]
pub fn sums_plain<const ROWS: usize>(codes: &Codes, rows: [&[i8; BLOCK]; ROWS]) -> [[i32; LANES]; ROWS] {
    const HALF: usize = BLOCK / 2;
    let mut sums = [[0; LANES]; ROWS];
    for (half, codes) in codes.as_chunks::<{ LANES * HALF }>().0.iter().enumerate() {
        // Sixteen bits hold sixteen products: 16 * 15 * 127 = 30,480.
        let mut short = [[0_i16; LANES]; ROWS];
        for (input, codes) in codes.as_chunks::<LANES>().0.iter().enumerate() {
            for row in 0..ROWS {
                let value = i16::from(rows[row][half * HALF + input]);
                for lane in 0..LANES {
                    short[row][lane] += i16::from(codes[lane]) * value;
                }
            }
        }
        for row in 0..ROWS {
            for lane in 0..LANES {
                sums[row][lane] += i32::from(short[row][lane]);
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
pub use x86::{place_in_fours, sums_avx2, sums_avx512};

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod x86 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Codes, LANES};

    /// Where the sums of x86 look for the code of an input and an output: four inputs of an output lie side by side.
    pub fn place_in_fours(input: usize, lane: usize) -> usize {
        input / 4 * LANES * 4 + lane * 4 + input % 4
    }

    /// Four inputs as the one number that their bytes are.
    fn four(row: &[i8; BLOCK], step: usize) -> i32 {
        i32::from_ne_bytes(std::array::from_fn(|at| row[4 * step + at] as u8))
    }

    /// For each row the sums over its inputs, output by output.
    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn sums_avx2<const ROWS: usize>(codes: &Codes, rows: [&[i8; BLOCK]; ROWS]) -> [[i32; LANES]; ROWS] {
        let mut sums = [[0; LANES]; ROWS];
        for half in 0..2 {
            // Sixteen bits hold eight steps: 8 * 2 * 15 * 127 = 30,480.
            let mut short = [_mm256_setzero_si256(); ROWS];
            for (step, codes) in codes.as_chunks::<{ LANES * 4 }>().0.iter().enumerate() {
                let codes = &codes.as_chunks::<32>().0[half];
                // SAFETY: the array has the 32 bytes that are loaded.
                let codes = unsafe { _mm256_loadu_si256(codes.as_ptr().cast()) };
                for (short, row) in short.iter_mut().zip(rows) {
                    let products = _mm256_maddubs_epi16(codes, _mm256_set1_epi32(four(row, step)));
                    *short = _mm256_add_epi16(*short, products);
                }
            }
            for (sums, short) in sums.iter_mut().zip(short) {
                let whole = _mm256_madd_epi16(short, _mm256_set1_epi16(1));
                let sums = &mut sums.as_chunks_mut::<8>().0[half];
                // SAFETY: the array has the 32 bytes that are stored.
                unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast(), whole) };
            }
        }
        sums
    }

    /// For each row the sums over its inputs, output by output.
    #[target_feature(enable = "avx512f,avx512vnni")]
    #[inline]
    pub fn sums_avx512<const ROWS: usize>(codes: &Codes, rows: [&[i8; BLOCK]; ROWS]) -> [[i32; LANES]; ROWS] {
        let mut sums = [_mm512_setzero_si512(); ROWS];
        for (step, codes) in codes.as_chunks::<{ LANES * 4 }>().0.iter().enumerate() {
            // SAFETY: the array has the 64 bytes that are loaded.
            let codes = unsafe { _mm512_loadu_si512(codes.as_ptr().cast()) };
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum = _mm512_dpbusd_epi32(*sum, codes, _mm512_set1_epi32(four(row, step)));
            }
        }
        let mut whole = [[0; LANES]; ROWS];
        for (whole, sum) in whole.iter_mut().zip(sums) {
            // SAFETY: the array has the 64 bytes that are stored.
            unsafe { _mm512_storeu_si512(whole.as_mut_ptr().cast(), sum) };
        }
        whole
    }
}
