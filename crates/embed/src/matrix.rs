//! Matrices of four-bit weights, and rows multiplied with them.
//!
//! Four-bit weights are small whole numbers (0 to 15, less 8) with a scale for every 32. So activations are made whole numbers of eight
//! bits too, with a scale for every 32, products are summed exactly as integers, and only sums of 32 meet the scales.

use crate::block::{self, BLOCK, BLOCK_BYTES};
use crate::kernel::{self, Place};
use crate::maths::multiply_add;
use crate::processor::{self, FUSED, Instructions, Processor, for_each_processor};

/// Rows to be multiplied with matrices, as whole numbers.
#[derive(Default)]
pub struct Input {
    n_columns: usize,
    codes: Vec<i8>,
    scales: Vec<f32>,
    corrections: Vec<i32>,
}

impl Input {
    /// Takes in rows of `n_columns` values, a multiple of [`BLOCK`].
    pub fn fill(&mut self, processor: Processor, values: &[f32], n_columns: usize) {
        let n_blocks = values.len() / BLOCK;
        self.n_columns = n_columns;
        self.codes.resize(values.len(), 0);
        self.scales.resize(n_blocks, 0.0);
        self.corrections.resize(n_blocks, 0);
        processor::quantise(processor, values, &mut self.codes, &mut self.scales, &mut self.corrections);
        // Weights are kept as 0 to 15 and mean 8 less: that is eight times the sum of the activations.
        self.corrections.iter_mut().for_each(|sum| *sum *= -8);
    }
}

/// A matrix of four-bit weights with a bias, laid out for one processor.
pub struct Matrix {
    processor: Processor,
    n_in: usize,
    n_out: usize,
    bias: Vec<f32>,
    /// For each group of outputs, each block of inputs: the codes, in the order of the processor.
    codes: Vec<u8>,
    /// For each group, each block: a scale for each output.
    scales: Vec<f32>,
}

impl Matrix {
    /// Lays out the blocks of a matrix with `bias.len()` rows of `n_in` weights.
    ///
    /// # Panics
    /// When the lengths do not fit; the file's reader has checked them.
    pub fn new(processor: Processor, blocks: &[u8], n_in: usize, bias: Vec<f32>) -> Matrix {
        let n_out = bias.len();
        assert!(n_in.is_multiple_of(BLOCK) && n_out.is_multiple_of(16), "the shape of a matrix was checked");
        assert_eq!(blocks.len(), n_out * n_in / BLOCK * BLOCK_BYTES, "the size of a matrix was checked");
        let (lanes, place): (usize, Place) = match processor.instructions() {
            Instructions::Plain => (kernel::LANES_PLAIN, kernel::place_plain),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => (kernel::LANES_AVX2, kernel::place_in_fours),
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512Vnni => (kernel::LANES_AVX512, kernel::place_in_fours),
        };
        let n_blocks = n_in / BLOCK;
        let (mut codes, mut scales) = (vec![0; n_in * n_out], vec![0.0; n_blocks * n_out]);
        for (at, block) in blocks.as_chunks::<BLOCK_BYTES>().0.iter().enumerate() {
            let (output, block_at) = (at / n_blocks, at % n_blocks);
            let (group, lane) = (output / lanes * n_blocks + block_at, output % lanes);
            scales[group * lanes + lane] = block::scale(block);
            for (input, code) in block::codes(block).into_iter().enumerate() {
                codes[group * lanes * BLOCK + place(input, lane, lanes)] = code;
            }
        }
        Matrix { processor, n_in, n_out, bias, codes, scales }
    }

    /// Multiplies rows; `out` gets a row of outputs for each.
    ///
    /// # Panics
    /// When the lengths do not fit each other.
    pub fn times(&self, input: &Input, out: &mut [f32]) {
        assert_eq!(input.n_columns, self.n_in, "the input was made for this width");
        assert_eq!(out.len() * self.n_in, input.codes.len() * self.n_out, "a row comes out for each that goes in");
        multiply(self.processor, self, input, out);
    }
}

for_each_processor! {
    /// Multiplies rows whose lengths were checked.
    multiply(matrix: &Matrix, input: &Input, out: &mut [f32]) => multiply_plain, multiply_avx2, multiply_avx512
}

/// Makes the product of all rows with a matrix out of the sums of blocks on one kind of processor, which takes up to so many rows at once.
macro_rules! multiply {
    ($name:ident, $sums:path, $lanes:path, $fused:expr, $most:literal $(, #[$features:meta])?) => {
        $(#[$features])?
        fn $name(matrix: &Matrix, input: &Input, out: &mut [f32]) {
            const LANES: usize = $lanes;
            /// Computes a group of outputs of `ROWS` rows.
            $(#[$features])?
            #[inline]
            fn tile<const ROWS: usize>(matrix: &Matrix, input: &Input, out: &mut [f32], group: usize, row: usize) -> usize {
                let n_blocks = matrix.n_in / BLOCK;
                let codes = &matrix.codes.as_chunks::<{ LANES * BLOCK }>().0[group * n_blocks..][..n_blocks];
                let scales = &matrix.scales.as_chunks::<LANES>().0[group * n_blocks..][..n_blocks];
                let mut rows = [(&[][..], &[][..], &[][..]); ROWS];
                for n in 0..ROWS {
                    let from = (row + n) * n_blocks;
                    rows[n] = (
                        &input.codes.as_chunks::<BLOCK>().0[from..][..n_blocks],
                        &input.scales[from..][..n_blocks],
                        &input.corrections[from..][..n_blocks],
                    );
                }
                let mut sums = [matrix.bias.as_chunks::<LANES>().0[group]; ROWS];
                for at in 0..n_blocks {
                    let mut of_rows = [&[0; BLOCK]; ROWS];
                    for n in 0..ROWS {
                        of_rows[n] = &rows[n].0[at];
                    }
                    let whole = $sums(&codes[at], of_rows);
                    for n in 0..ROWS {
                        let (row_scale, correction) = (rows[n].1[at], rows[n].2[at]);
                        for lane in 0..LANES {
                            let whole = (whole[n][lane] + correction) as f32;
                            sums[n][lane] = multiply_add::<{ $fused }>(whole, scales[at][lane] * row_scale, sums[n][lane]);
                        }
                    }
                }
                for n in 0..ROWS {
                    out[(row + n) * matrix.n_out + group * LANES..][..LANES].copy_from_slice(&sums[n]);
                }
                ROWS
            }
            let n_rows = out.len() / matrix.n_out;
            for group in 0..matrix.n_out / LANES {
                let mut row = 0;
                while row < n_rows {
                    row += match n_rows - row {
                        n if n >= $most => tile::<$most>(matrix, input, out, group, row),
                        4.. => tile::<4>(matrix, input, out, group, row),
                        2.. => tile::<2>(matrix, input, out, group, row),
                        _ => tile::<1>(matrix, input, out, group, row),
                    };
                }
            }
        }
    };
}

multiply!(multiply_plain, kernel::sums_plain, kernel::LANES_PLAIN, FUSED, 4);
#[cfg(target_arch = "x86_64")]
multiply!(multiply_avx2, kernel::sums_avx2, kernel::LANES_AVX2, true, 4, #[target_feature(enable = "avx2,fma")]);
#[cfg(target_arch = "x86_64")]
multiply!(
    multiply_avx512,
    kernel::sums_avx512,
    kernel::LANES_AVX512,
    true,
    8,
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx2,fma")]
);
