//! The small functions between the matrices: written so that the compiler can turn each loop into vector instructions.
//!
//! All are `inline(always)`, as they are compiled once for each processor inside `processor` and `matrix`. `FUSED` says
//! whether that processor multiplies and adds in one instruction; without it `mul_add` would call a slow function.

use crate::block::BLOCK;
use crate::file::HEAD;

/// `a * b + c`.
#[inline(always)]
pub fn multiply_add<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// Brings a vector to length one; a vector of zeros stays.
pub fn to_unit_length(vector: &mut [f32]) {
    let length = vector.iter().map(|value| value * value).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|value| *value /= length);
    }
}

// Adding and taking away 1.5 * 2^23 leaves the nearest integer in the low bits of the sum.
const ROUNDING: f32 = 12_582_912.0;

/// `e^x` for `x <= 0`, within 2e-7 of the true value relative to it: split into a power of two and a polynomial (as in Cephes).
#[inline(always)]
pub fn exp<const FUSED: bool>(x: f32) -> f32 {
    let x = x.clamp(-87.0, 0.0);
    let shifted = multiply_add::<FUSED>(x, std::f32::consts::LOG2_E, ROUNDING);
    let n = shifted - ROUNDING;
    // ln 2 in two parts, so that the rest is exact.
    let rest = multiply_add::<FUSED>(n, -0.693_359_4, x);
    let rest = multiply_add::<FUSED>(n, 2.121_944_4e-4, rest);
    let mut sum = 1.987_569_1e-4;
    for factor in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        sum = multiply_add::<FUSED>(sum, rest, factor);
    }
    let sum = multiply_add::<FUSED>(sum, rest * rest, rest) + 1.0;
    let power = (shifted.to_bits().wrapping_sub(ROUNDING.to_bits()).wrapping_add(127)) << 23;
    sum * f32::from_bits(power)
}

/// The exact (erf) form of GELU in place; erf by Abramowitz and Stegun 7.1.26, within 1.5e-7.
#[inline(always)]
pub fn gelu<const FUSED: bool>(values: &mut [f32]) {
    for value in values {
        let x = *value;
        let scaled = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
        let t = 1.0 / multiply_add::<FUSED>(0.327_591_1, scaled, 1.0);
        let mut sum = 1.061_405_4;
        for factor in [-1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6] {
            sum = multiply_add::<FUSED>(sum, t, factor);
        }
        let tail = sum * t * exp::<FUSED>(-scaled * scaled);
        // 1 + erf(x) is 2 - tail on the right of zero and tail on the left.
        let twice = if x < 0.0 { tail } else { 2.0 - tail };
        *value = 0.5 * x * twice;
    }
}

/// Adds `other` to each row of `values` and normalises the row to `weight` and `bias`.
#[inline(always)]
pub fn add_and_normalise<const FUSED: bool>(values: &mut [f32], other: &[f32], norm: (&[f32], &[f32]), epsilon: f32) {
    let (weight, bias) = norm;
    let n = weight.len();
    for (row, other) in values.chunks_exact_mut(n).zip(other.chunks_exact(n)) {
        row.iter_mut().zip(other).for_each(|(value, other)| *value += other);
        let mean = sum(row, |value| value) / n as f32;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / n as f32;
        let scale = 1.0 / (variance + epsilon).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
            *value = multiply_add::<FUSED>((*value - mean) * scale, *weight, *bias);
        }
    }
}

#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0_f32; 16];
    let (wholes, rest) = row.as_chunks::<16>();
    for whole in wholes {
        for lane in 0..16 {
            lanes[lane] += of(whole[lane]);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&value| of(value)).sum::<f32>()
}

/// Turns values into whole numbers from -127 to 127 with one scale for each block of 32, and the sums of the numbers.
#[inline(always)]
pub fn quantise(values: &[f32], codes: &mut [i8], scales: &mut [f32], sums: &mut [i32]) {
    let blocks = values.as_chunks::<BLOCK>().0.iter().zip(codes.as_chunks_mut::<BLOCK>().0);
    for ((values, codes), (scale, total)) in blocks.zip(scales.iter_mut().zip(sums)) {
        // Without their sign, numbers are in the order of their bits, and of whole numbers the largest is found in lanes.
        let largest = values.iter().map(|value| value.abs().to_bits()).max().unwrap_or(0);
        let largest = f32::from_bits(largest);
        *scale = largest / 127.0;
        let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
        // Two loops over arrays of a fixed length: together they would not become vector instructions.
        let mut rounded = [0_i32; BLOCK];
        for lane in 0..BLOCK {
            rounded[lane] = (values[lane] * inverse + ROUNDING).to_bits().wrapping_sub(ROUNDING.to_bits()) as i32;
        }
        *total = rounded.iter().fold(0, |total, &code| total.wrapping_add(code));
        for lane in 0..BLOCK {
            codes[lane] = rounded[lane] as i8;
        }
    }
}

/// Query, key and value rows of one text, `n_heads * HEAD` wide, and room to compute with.
pub struct Heads<'a> {
    /// The queries.
    pub query: &'a [f32],
    /// The keys.
    pub key: &'a [f32],
    /// The values.
    pub value: &'a [f32],
    /// Room that is kept between calls.
    pub room: &'a mut Vec<f32>,
}

const QUERIES: usize = 4;
const KEYS: usize = 16;

/// Attention of every position of one text to every other, head by head, into `out`.
#[inline(always)]
pub fn attend<const FUSED: bool>(heads: Heads, width: usize, out: &mut [f32]) {
    let Heads { query, key, value, room } = heads;
    let n = query.len() / width;
    let n_padded = n.next_multiple_of(KEYS);
    room.clear();
    room.resize((2 * HEAD + QUERIES) * n_padded, 0.0);
    let (keys, rest) = room.split_at_mut(HEAD * n_padded);
    let (values, weights) = rest.split_at_mut(HEAD * n_padded);
    let root = 1.0 / (HEAD as f32).sqrt();
    for head in (0..width).step_by(HEAD) {
        gather(key, value, (head, width), keys, values);
        for first in (0..n).step_by(QUERIES) {
            // The last group repeats its last query rather than have code of its own.
            let from: [usize; QUERIES] = std::array::from_fn(|row| (first + row).min(n - 1) * width + head);
            let mut queries = [[0.0_f32; QUERIES]; HEAD];
            for row in 0..QUERIES {
                for (component, query) in query[from[row]..from[row] + HEAD].iter().enumerate() {
                    queries[component][row] = query * root;
                }
            }
            weigh::<FUSED>(&queries, keys, weights);
            let mut totals = [0.0_f32; QUERIES];
            for (weights, total) in weights.chunks_exact_mut(n_padded).zip(&mut totals) {
                *total = to_powers::<FUSED>(&mut weights[..n]);
            }
            let mixed = mix::<FUSED>(values, weights, n_padded);
            for row in 0..QUERIES {
                for (out, mixed) in out[from[row]..from[row] + HEAD].iter_mut().zip(&mixed[row]) {
                    *out = mixed / totals[row];
                }
            }
        }
    }
}

/// Lays out the keys of a head by groups of positions, component by component, and its values one after another.
#[inline(always)]
fn gather(key: &[f32], value: &[f32], at: (usize, usize), keys: &mut [f32], values: &mut [f32]) {
    let (head, width) = at;
    let groups = keys.as_chunks_mut::<{ HEAD * KEYS }>().0.iter_mut();
    for (group, rows) in groups.zip(key.chunks(KEYS * width)) {
        for (lane, row) in rows.chunks_exact(width).enumerate() {
            for (component, &key) in row[head..head + HEAD].iter().enumerate() {
                group[component * KEYS + lane] = key;
            }
        }
    }
    for (to, row) in values.as_chunks_mut::<HEAD>().0.iter_mut().zip(value.chunks_exact(width)) {
        to.copy_from_slice(&row[head..head + HEAD]);
    }
}

/// The products of four queries with all keys: a row of weights for each query.
#[inline(always)]
fn weigh<const FUSED: bool>(queries: &[[f32; QUERIES]; HEAD], keys: &[f32], weights: &mut [f32]) {
    let n_padded = weights.len() / QUERIES;
    for (group, keys) in keys.as_chunks::<{ HEAD * KEYS }>().0.iter().enumerate() {
        // Four names rather than an array: a loop over the array would keep it in memory.
        let [mut first, mut second, mut third, mut fourth] = [[0.0_f32; KEYS]; QUERIES];
        for (keys, queries) in keys.as_chunks::<KEYS>().0.iter().zip(queries) {
            add_scaled::<FUSED, KEYS>(&mut first, queries[0], keys);
            add_scaled::<FUSED, KEYS>(&mut second, queries[1], keys);
            add_scaled::<FUSED, KEYS>(&mut third, queries[2], keys);
            add_scaled::<FUSED, KEYS>(&mut fourth, queries[3], keys);
        }
        let sums = [first, second, third, fourth];
        for (row, sums) in sums.iter().enumerate() {
            let from = row * n_padded + group * KEYS;
            weights[from..from + KEYS].copy_from_slice(sums);
        }
    }
}

/// Turns weights into powers of e, the largest becoming 1, and gives their sum.
#[inline(always)]
fn to_powers<const FUSED: bool>(weights: &mut [f32]) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; KEYS];
    let (wholes, rest) = weights.as_chunks::<KEYS>();
    for whole in wholes.iter() {
        for (largest, &weight) in lanes.iter_mut().zip(whole) {
            *largest = if weight > *largest { weight } else { *largest };
        }
    }
    let largest = lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |largest, &weight| largest.max(weight));
    weights.iter_mut().for_each(|weight| *weight = exp::<FUSED>(*weight - largest));
    sum(weights, |weight| weight)
}

/// The sums of all values, weighted for each query.
#[inline(always)]
fn mix<const FUSED: bool>(values: &[f32], weights: &[f32], n_padded: usize) -> [[f32; HEAD]; QUERIES] {
    let (front, back) = weights.split_at(2 * n_padded);
    let ((a, b), (c, d)) = (front.split_at(n_padded), back.split_at(n_padded));
    let weights = a.iter().zip(b).zip(c).zip(d);
    let [mut first, mut second, mut third, mut fourth] = [[0.0_f32; HEAD]; QUERIES];
    for (value, (((&a, &b), &c), &d)) in values.as_chunks::<HEAD>().0.iter().zip(weights) {
        add_scaled::<FUSED, HEAD>(&mut first, a, value);
        add_scaled::<FUSED, HEAD>(&mut second, b, value);
        add_scaled::<FUSED, HEAD>(&mut third, c, value);
        add_scaled::<FUSED, HEAD>(&mut fourth, d, value);
    }
    [first, second, third, fourth]
}

#[inline(always)]
fn add_scaled<const FUSED: bool, const N: usize>(sums: &mut [f32; N], scale: f32, values: &[f32; N]) {
    for lane in 0..N {
        sums[lane] = multiply_add::<FUSED>(scale, values[lane], sums[lane]);
    }
}
