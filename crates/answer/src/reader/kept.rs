//! What is kept of the states of an embedding model: the directions in which they differ most, in four bits each.
//!
//! States of 384 numbers have much in common; less their mean, turned to their principal components (Pearson, 1901) and cut to the first
//! 80, they tell a reader as much, and take 40 bytes a piece instead of 1,536: so those of a whole archive are made once, when a source
//! is added, and a question reads them from the disk.

use super::STATE;

/// The numbers of a state that are kept.
pub const WIDTH: usize = 80;
/// The bytes that a kept state takes.
pub const PACKED: usize = WIDTH / 2;
/// How far apart two neighbouring codes are, in standard deviations: sixteen of them span 5.4.
const STEP: f32 = 0.3375;
const CODES: f32 = 16.0;
/// Brings the numbers of a state to about 1.
const UNIT: f32 = 10.0;

/// How states are packed; written by `training/kept.py`.
#[derive(Debug, Clone)]
pub struct Packing {
    passage_mean: Vec<f32>,
    question_mean: Vec<f32>,
    /// For each number kept the direction it is measured along.
    directions: Vec<f32>,
    spread: Vec<f32>,
    id: String,
}

impl Packing {
    /// Returns what ships with the program.
    pub fn built_in() -> Self {
        Self::parse(include_bytes!("../../model/kept.bin")).expect("a test reads the numbers that ship")
    }

    /// Reads a line, then numbers of four bytes: both means, the directions, the spread along each.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let after = bytes.iter().position(|&byte| byte == b'\n')? + 1;
        let numbers: Vec<f32> =
            bytes.get(after..)?.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        let (means, rest) = numbers.split_at_checked(2 * STATE)?;
        let (directions, spread) = rest.split_at_checked(WIDTH * STATE)?;
        if spread.len() != WIDTH
            || spread.iter().any(|spread| *spread <= 0.0)
            || numbers.iter().any(|one| !one.is_finite())
        {
            return None;
        }
        // Fowler, Noll and Vo's sum over the bytes: what was packed otherwise is made again.
        let sum = bytes
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Some(Self {
            passage_mean: means[..STATE].to_vec(),
            question_mean: means[STATE..].to_vec(),
            directions: directions.to_vec(),
            spread: spread.to_vec(),
            id: format!("{:08x}", sum >> 32),
        })
    }

    /// Returns a short name of this way of packing: eight hexadecimal digits, others for any other.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns what is kept of the states of a passage's pieces: [`PACKED`] bytes for each.
    pub fn packed(&self, states: &[f32]) -> Vec<u8> {
        let mut packed = Vec::with_capacity(states.len() / STATE * PACKED);
        for state in states.chunks_exact(STATE) {
            let along = self.along(state, &self.passage_mean);
            let code =
                |at: usize| ((along[at] / self.spread[at] / STEP).floor() + CODES / 2.0).clamp(0.0, CODES - 1.0) as u8;
            packed.extend((0..PACKED).map(|byte| code(2 * byte) | code(2 * byte + 1) << 4));
        }
        packed
    }

    /// Returns the numbers of packed states, [`WIDTH`] for each.
    pub fn unpacked(&self, packed: &[u8]) -> Vec<f32> {
        let mut numbers = Vec::with_capacity(2 * packed.len());
        for state in packed.chunks_exact(PACKED) {
            let codes = state.iter().flat_map(|byte| [byte & 15, byte >> 4]);
            let value = |(code, spread): (u8, &f32)| (f32::from(code) - CODES / 2.0 + 0.5) * STEP * spread * UNIT;
            numbers.extend(codes.zip(&self.spread).map(value));
        }
        numbers
    }

    /// Returns the same numbers of the states of a question's pieces, which are not packed.
    pub fn question(&self, states: &[f32]) -> Vec<f32> {
        let along = states.chunks_exact(STATE).flat_map(|state| self.along(state, &self.question_mean));
        along.map(|value| value * UNIT).collect()
    }

    fn along(&self, state: &[f32], mean: &[f32]) -> Vec<f32> {
        let length = state.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-12);
        let centred: Vec<f32> = state.iter().zip(mean).map(|(value, mean)| value / length - mean).collect();
        self.directions.chunks_exact(STATE).map(|direction| super::layers::dot(direction, &centred)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(n: usize) -> Vec<f32> {
        (0..n * STATE).map(|at| (at as f32 * 0.37).sin() + (at % STATE) as f32 / 300.0).collect()
    }

    #[test]
    fn what_is_unpacked_is_near_what_was_packed() {
        let packing = Packing::built_in();
        let states = states(5);
        let packed = packing.packed(&states);
        assert_eq!(packed.len(), 5 * PACKED);
        let unpacked = packing.unpacked(&packed);
        assert_eq!(packing.packed(&states[..STATE]), packed[..PACKED]);
        for (state, numbers) in states.chunks_exact(STATE).zip(unpacked.chunks_exact(WIDTH)) {
            for ((value, number), spread) in
                packing.along(state, &packing.passage_mean).iter().zip(numbers).zip(&packing.spread)
            {
                let most = 8.0 * STEP * spread;
                let off = (value.clamp(-most, most) * UNIT - number).abs();
                assert!(off <= 0.51 * STEP * spread * UNIT, "{value} became {number}");
            }
        }
    }

    #[test]
    fn what_is_cut_short_is_not_taken() {
        let whole = include_bytes!("../../model/kept.bin");
        assert!(Packing::parse(&whole[..whole.len() - 4]).is_none() && Packing::parse(b"").is_none());
        assert_eq!(Packing::built_in().id().len(), 8);
    }
}
