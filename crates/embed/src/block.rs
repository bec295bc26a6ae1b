//! Blocks: 32 four-bit weights with one half-precision scale, as the file keeps them.

use crate::half;

/// The weights in one block.
pub const BLOCK: usize = 32;
/// The bytes of one block: two of its scale, then two weights a byte, the second sixteen in the upper halves.
pub const BLOCK_BYTES: usize = 18;

/// The scale of a block.
pub fn scale(block: &[u8; BLOCK_BYTES]) -> f32 {
    half::to_f32([block[0], block[1]])
}

/// The codes of a block, 0 to 15, which mean 8 less.
pub fn codes(block: &[u8; BLOCK_BYTES]) -> [u8; BLOCK] {
    std::array::from_fn(|at| match at.checked_sub(BLOCK / 2) {
        None => block[2 + at] & 15,
        Some(at) => block[2 + at] >> 4,
    })
}

/// The weights of blocks as numbers, in their order.
pub fn weights(blocks: &[u8]) -> Vec<f32> {
    let blocks = blocks.as_chunks::<BLOCK_BYTES>().0.iter();
    blocks.flat_map(|block| codes(block).map(|code| (f32::from(code) - 8.0) * scale(block))).collect()
}

/// Blocks of numbers from -8 to 7 with a scale, such that the value farthest from zero becomes -8.
pub fn quantised(values: &[f32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(values.len() / BLOCK * BLOCK_BYTES);
    for values in values.as_chunks::<BLOCK>().0 {
        let farthest =
            values.iter().copied().fold(0.0_f32, |far, value| if value.abs() > far.abs() { value } else { far });
        let scale = half::of_f32(farthest / -8.0);
        let inverse = match half::to_f32(scale) {
            0.0 => 0.0,
            scale => 1.0 / scale,
        };
        let code = |value: f32| (value * inverse + 8.5).clamp(0.0, 15.0) as u8;
        bytes.extend(scale);
        bytes.extend((0..BLOCK / 2).map(|at| code(values[at]) | code(values[at + BLOCK / 2]) << 4));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_bits_keep_a_weight_within_half_a_step() {
        let values: Vec<f32> = (0..64).map(|at| ((at * 29 % 64) as f32 - 31.0) / 50.0).collect();
        for (value, back) in values.iter().zip(weights(&quantised(&values))) {
            assert!((value - back).abs() < 0.62 / 8.0, "{value} became {back}");
        }
    }
}
