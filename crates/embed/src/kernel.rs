//! The loops that are written for a processor, and the only `unsafe` code of this crate.
//!
//! `unsafe` stands here for two reasons: calling a function compiled for instructions that not every processor has
//! ([`Processor`] can only be made after asking for them), and vector loads and the matrix product of the `gemm`
//! crate, which take pointers (every length is asserted before). All else, here and beside it, is safe code.
//!
//! Four-bit weights are small whole numbers (0 to 15, less 8) with a scale for every 32. So activations are made whole numbers of eight
//! bits too, with a scale for every 32, products are summed exactly as integers, and only sums of 32 meet the scales.
#![allow(unsafe_code)]

use half::f16;

use super::{
    file::{BLOCK, BLOCK_BYTES},
    maths::{self, Heads},
};

/// What this processor can do, and whether its integer kernel is used. Having one that says more than the processor can is impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Processor {
    vectors: Vectors,
    integers: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vectors {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
}

impl Processor {
    /// Asks the processor what it can do.
    pub fn detect() -> Processor {
        let vectors = Vectors::detect();
        Processor { vectors, integers: vectors != Vectors::Plain }
    }

    /// Computes in plain numbers with the matrix product of the `gemm` crate, as on processors without an integer kernel here.
    pub fn portable() -> Processor {
        Processor { vectors: Vectors::detect(), integers: false }
    }

    /// All ways this processor can compute, the best first: for tests that compare them.
    #[cfg(test)]
    pub fn all() -> Vec<Processor> {
        let mut all = vec![Processor::detect(), Processor::portable()];
        all.push(Processor { vectors: Vectors::Plain, integers: false });
        #[cfg(target_arch = "x86_64")]
        if all[0].vectors == Vectors::Avx512Vnni {
            all.push(Processor { vectors: Vectors::Avx2, integers: true });
        }
        all
    }

    /// Names the path for people.
    pub fn name(self) -> &'static str {
        match self.vectors {
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx512Vnni if self.integers => "avx512-vnni",
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx2 if self.integers => "avx2",
            _ => "portable",
        }
    }

    // Outputs that one vector of the integer kernel holds; 0 without it.
    fn lanes(self) -> usize {
        match self.vectors {
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx512Vnni if self.integers => 16,
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx2 if self.integers => 8,
            _ => 0,
        }
    }
}

impl Vectors {
    #[cfg(target_arch = "x86_64")]
    fn detect() -> Vectors {
        let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let avx512 = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vnni");
        match (avx2, avx512) {
            (true, true) => Vectors::Avx512Vnni,
            (true, false) => Vectors::Avx2,
            _ => Vectors::Plain,
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn detect() -> Vectors {
        Vectors::Plain
    }
}

// Where this is part of every processor, plain code multiplies and adds at once too.
const FUSED: bool = cfg!(target_arch = "aarch64");

/// Compiles a body of safe code once for each kind of processor and picks at run time.
macro_rules! for_each_processor {
    ($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) => $plain:expr, $fused:expr) => {
        $(#[$doc])*
        pub fn $name(processor: Processor, $($argument: $kind),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512dq,avx2,fma")]
            fn on_avx512($($argument: $kind),*) {
                $fused($($argument),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,fma")]
            fn on_avx2($($argument: $kind),*) {
                $fused($($argument),*)
            }
            match processor.vectors {
                Vectors::Plain => $plain($($argument),*),
                // SAFETY: such a processor is only made after these features were detected.
                #[cfg(target_arch = "x86_64")]
                Vectors::Avx2 => unsafe { on_avx2($($argument),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Vectors::Avx512Vnni => unsafe { on_avx512($($argument),*) },
            }
        }
    };
}

for_each_processor! {
    /// GELU in place.
    gelu(values: &mut [f32]) => maths::gelu::<FUSED>, maths::gelu::<true>
}
for_each_processor! {
    /// Adds and normalises rows in place.
    add_and_normalise(values: &mut [f32], other: &[f32], norm: (&[f32], &[f32]), epsilon: f32)
        => maths::add_and_normalise::<FUSED>, maths::add_and_normalise::<true>
}
for_each_processor! {
    /// Attention within one text.
    attend(heads: Heads, width: usize, out: &mut [f32]) => maths::attend::<FUSED>, maths::attend::<true>
}
for_each_processor! {
    /// Whole numbers for values, block by block.
    quantise(values: &[f32], codes: &mut [i8], scales: &mut [f32], sums: &mut [i32])
        => maths::quantise, maths::quantise
}

/// Rows to be multiplied with matrices, in the form this processor multiplies.
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
        self.n_columns = n_columns;
        if processor.lanes() == 0 {
            return;
        }
        let n_blocks = values.len() / BLOCK;
        self.codes.resize(values.len(), 0);
        self.scales.resize(n_blocks, 0.0);
        self.corrections.resize(n_blocks, 0);
        quantise(processor, values, &mut self.codes, &mut self.scales, &mut self.corrections);
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
    // Portable: the weights as numbers, a row for each output. Else empty.
    weights: Vec<f32>,
    // Integer kernels: for each group of outputs, each block of inputs, each four inputs, each output of the group: four codes.
    codes: Vec<u8>,
    // For each group, each block: a scale for each output.
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
        let mut matrix = Matrix { processor, n_in, n_out, bias, weights: vec![], codes: vec![], scales: vec![] };
        match processor.lanes() {
            0 => matrix.weights = weights(blocks),
            lanes => matrix.lay_out(blocks, lanes),
        }
        matrix
    }

    fn lay_out(&mut self, blocks: &[u8], lanes: usize) {
        let n_blocks = self.n_in / BLOCK;
        self.codes = vec![0; self.n_in * self.n_out];
        self.scales = vec![0.0; n_blocks * self.n_out];
        for (at, block) in blocks.as_chunks::<BLOCK_BYTES>().0.iter().enumerate() {
            let (output, block_at) = (at / n_blocks, at % n_blocks);
            let group = (output / lanes * n_blocks + block_at) * lanes;
            let lane = output % lanes;
            self.scales[group + lane] = f16::from_le_bytes([block[0], block[1]]).to_f32();
            let codes = &mut self.codes[group * BLOCK..(group + lanes) * BLOCK];
            for (pair, &byte) in block[2..].iter().enumerate() {
                for (input, code) in [(pair, byte & 15), (pair + BLOCK / 2, byte >> 4)] {
                    codes[input / 4 * lanes * 4 + lane * 4 + input % 4] = code;
                }
            }
        }
    }

    /// Multiplies rows: `values` as they are and `input` made of them; `out` gets a row of outputs for each.
    ///
    /// # Panics
    /// When the lengths do not fit each other.
    pub fn times(&self, values: &[f32], input: &Input, out: &mut [f32]) {
        let n_rows = values.len() / self.n_in;
        assert_eq!(values.len(), n_rows * self.n_in, "whole rows go in");
        assert_eq!(out.len(), n_rows * self.n_out, "whole rows come out");
        if self.processor.lanes() == 0 {
            return self.times_plain(n_rows, values, out);
        }
        assert_eq!(input.n_columns, self.n_in, "the input was made for this width");
        assert_eq!(input.codes.len(), values.len(), "the input was made of these values");
        assert_eq!(input.scales.len(), values.len() / BLOCK, "a scale for each block");
        assert_eq!(input.corrections.len(), values.len() / BLOCK, "a correction for each block");
        match self.processor.vectors {
            Vectors::Plain => {}
            // SAFETY: such a processor is only made after these features were detected; lengths are asserted above and in `new`.
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx2 => unsafe { times_avx2(self, input, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Vectors::Avx512Vnni => unsafe { times_avx512(self, input, out) },
        }
    }

    fn times_plain(&self, n_rows: usize, values: &[f32], out: &mut [f32]) {
        out.chunks_exact_mut(self.n_out).for_each(|row| row.copy_from_slice(&self.bias));
        let (n_in, n_out) = (self.n_in as isize, self.n_out as isize);
        // SAFETY: `values`, `weights` and `out` have n_rows * n_in, n_out * n_in and n_rows * n_out numbers (asserted in
        // `times` and `new`), the strides are those of rows that follow each other, and `out` overlaps neither.
        unsafe {
            gemm::gemm(
                n_rows,
                self.n_out,
                self.n_in,
                out.as_mut_ptr(),
                1,
                n_out,
                true,
                values.as_ptr(),
                1,
                n_in,
                self.weights.as_ptr(),
                n_in,
                1,
                1.0,
                1.0,
                false,
                false,
                false,
                gemm::Parallelism::None,
            );
        }
    }
}

/// The weights of blocks as numbers, in their order.
pub fn weights(blocks: &[u8]) -> Vec<f32> {
    let mut weights = vec![0.0; blocks.len() / BLOCK_BYTES * BLOCK];
    for (block, weights) in blocks.as_chunks::<BLOCK_BYTES>().0.iter().zip(weights.as_chunks_mut::<BLOCK>().0) {
        let scale = f16::from_le_bytes([block[0], block[1]]).to_f32();
        for (pair, &byte) in block[2..].iter().enumerate() {
            weights[pair] = (f32::from(byte & 15) - 8.0) * scale;
            weights[pair + BLOCK / 2] = (f32::from(byte >> 4) - 8.0) * scale;
        }
    }
    weights
}

#[cfg(target_arch = "x86_64")]
use x86::{times_avx2, times_avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Input, Matrix};

    const STEPS: usize = BLOCK / 4;

    /// # Safety
    /// The processor has these features; lengths fit as `Matrix::times` asserts; the matrix is laid out for 16 lanes.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    pub unsafe fn times_avx512(matrix: &Matrix, input: &Input, out: &mut [f32]) {
        let n_rows = out.len() / matrix.n_out;
        for group in 0..matrix.n_out / 16 {
            let mut row = 0;
            while row < n_rows {
                // SAFETY: rows row..row + n are there, and so is the group.
                row += unsafe {
                    match n_rows - row {
                        8.. => tile_avx512::<8>(matrix, input, out, group, row),
                        4.. => tile_avx512::<4>(matrix, input, out, group, row),
                        2.. => tile_avx512::<2>(matrix, input, out, group, row),
                        _ => tile_avx512::<1>(matrix, input, out, group, row),
                    }
                };
            }
        }
    }

    /// Computes 16 outputs of `ROWS` rows and gives `ROWS`.
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    unsafe fn tile_avx512<const ROWS: usize>(
        matrix: &Matrix,
        input: &Input,
        out: &mut [f32],
        group: usize,
        row: usize,
    ) -> usize {
        let n_blocks = matrix.n_in / BLOCK;
        // SAFETY: all places are inside by the lengths that `Matrix::times` and `Matrix::new` assert: codes n_in * n_out, scales
        // n_blocks * n_out, bias n_out; input codes n_rows * n_in, its scales and corrections n_rows * n_blocks; out n_rows * n_out.
        unsafe {
            let bias = _mm512_loadu_ps(matrix.bias.as_ptr().add(group * 16));
            let mut sums = [bias; ROWS];
            let codes = matrix.codes.as_ptr().add(group * n_blocks * 16 * BLOCK);
            let scales = matrix.scales.as_ptr().add(group * n_blocks * 16);
            for block in 0..n_blocks {
                let codes = codes.add(block * 16 * BLOCK);
                let weights: [__m512i; STEPS] =
                    std::array::from_fn(|step| _mm512_loadu_si512(codes.add(step * 64).cast()));
                let scale = _mm512_loadu_ps(scales.add(block * 16));
                for (n, sum) in sums.iter_mut().enumerate() {
                    let at = (row + n) * n_blocks + block;
                    let activations = input.codes.as_ptr().add(at * BLOCK).cast::<i32>();
                    let mut whole = _mm512_set1_epi32(*input.corrections.as_ptr().add(at));
                    for (step, weights) in weights.iter().enumerate() {
                        let four = _mm512_set1_epi32(activations.add(step).read_unaligned());
                        whole = _mm512_dpbusd_epi32(whole, *weights, four);
                    }
                    let scale = _mm512_mul_ps(scale, _mm512_set1_ps(*input.scales.as_ptr().add(at)));
                    *sum = _mm512_fmadd_ps(_mm512_cvtepi32_ps(whole), scale, *sum);
                }
            }
            for (n, sum) in sums.into_iter().enumerate() {
                _mm512_storeu_ps(out.as_mut_ptr().add((row + n) * matrix.n_out + group * 16), sum);
            }
        }
        ROWS
    }

    /// # Safety
    /// The processor has these features; lengths fit as `Matrix::times` asserts; the matrix is laid out for 8 lanes.
    #[target_feature(enable = "avx2,fma")]
    pub unsafe fn times_avx2(matrix: &Matrix, input: &Input, out: &mut [f32]) {
        let n_rows = out.len() / matrix.n_out;
        for group in 0..matrix.n_out / 8 {
            let mut row = 0;
            while row < n_rows {
                // SAFETY: rows row..row + n are there, and so is the group.
                row += unsafe {
                    match n_rows - row {
                        4.. => tile_avx2::<4>(matrix, input, out, group, row),
                        2.. => tile_avx2::<2>(matrix, input, out, group, row),
                        _ => tile_avx2::<1>(matrix, input, out, group, row),
                    }
                };
            }
        }
    }

    /// Computes 8 outputs of `ROWS` rows and gives `ROWS`.
    #[target_feature(enable = "avx2,fma")]
    unsafe fn tile_avx2<const ROWS: usize>(
        matrix: &Matrix,
        input: &Input,
        out: &mut [f32],
        group: usize,
        row: usize,
    ) -> usize {
        let n_blocks = matrix.n_in / BLOCK;
        let ones = _mm256_set1_epi16(1);
        // SAFETY: as in `tile_avx512`, with 8 outputs in a group.
        unsafe {
            let bias = _mm256_loadu_ps(matrix.bias.as_ptr().add(group * 8));
            let mut sums = [bias; ROWS];
            let codes = matrix.codes.as_ptr().add(group * n_blocks * 8 * BLOCK);
            let scales = matrix.scales.as_ptr().add(group * n_blocks * 8);
            for block in 0..n_blocks {
                let codes = codes.add(block * 8 * BLOCK);
                let scale = _mm256_loadu_ps(scales.add(block * 8));
                // Sixteen bits hold eight steps: 8 * 2 * 15 * 127 = 30,480.
                let mut wholes = [_mm256_setzero_si256(); ROWS];
                for step in 0..STEPS {
                    let weights = _mm256_loadu_si256(codes.add(step * 32).cast());
                    for (n, whole) in wholes.iter_mut().enumerate() {
                        let at = (row + n) * n_blocks + block;
                        let four = input.codes.as_ptr().add(at * BLOCK).cast::<i32>().add(step);
                        let four = _mm256_set1_epi32(four.read_unaligned());
                        *whole = _mm256_add_epi16(*whole, _mm256_maddubs_epi16(weights, four));
                    }
                }
                for (n, sum) in sums.iter_mut().enumerate() {
                    let at = (row + n) * n_blocks + block;
                    let whole = _mm256_add_epi32(
                        _mm256_madd_epi16(wholes[n], ones),
                        _mm256_set1_epi32(*input.corrections.as_ptr().add(at)),
                    );
                    let scale = _mm256_mul_ps(scale, _mm256_set1_ps(*input.scales.as_ptr().add(at)));
                    *sum = _mm256_fmadd_ps(_mm256_cvtepi32_ps(whole), scale, *sum);
                }
            }
            for (n, sum) in sums.into_iter().enumerate() {
                _mm256_storeu_ps(out.as_mut_ptr().add((row + n) * matrix.n_out + group * 8), sum);
            }
        }
        ROWS
    }
}
