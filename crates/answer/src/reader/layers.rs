//! The parts of the network: layers, and what is done with rows of numbers.

/// Numbers within the network.
pub(super) const INNER: usize = 64;

/// Brings a vector to mean 0 and deviation 1, then scales and moves it.
#[derive(Debug, Clone)]
pub(super) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Norm {
    pub fn of(&self, values: &[f32], normed: &mut [f32]) {
        let n = values.len() as f32;
        let mean = values.iter().sum::<f32>() / n;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / n;
        let scale = (variance + 1e-5).sqrt();
        for (at, value) in values.iter().enumerate() {
            normed[at] = (value - mean) / scale * self.weight[at] + self.bias[at];
        }
    }
}

/// A matrix and what is added.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
    pub n_in: usize,
    pub n_out: usize,
}

impl Linear {
    pub fn of(&self, values: &[f32], out: &mut [f32]) {
        for ((out, row), bias) in out.iter_mut().zip(self.weight.chunks_exact(self.n_in)).zip(&self.bias) {
            *out = dot(row, values) + bias;
        }
    }

    pub fn gelu(&self, values: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; self.n_out];
        self.of(values, &mut out);
        out.iter_mut().for_each(|value| *value = gelu(*value));
        out
    }

    pub fn one(&self, values: &[f32]) -> f32 {
        dot(&self.weight, values) + self.bias.first().copied().unwrap_or_default()
    }
}

/// The product of two vectors, in eight sums side by side, which a compiler can do at once.
pub(super) fn dot(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(one, other)| one * other).sum();
    for (ones, others) in ones.zip(others) {
        for at in 0..8 {
            sums[at] += ones[at] * others[at];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Turns values into shares of 1 (the soft maximum).
pub(super) fn softmax(values: &mut [f32]) {
    let most = values.iter().copied().fold(f32::MIN, f32::max);
    values.iter_mut().for_each(|value| *value = (*value - most).exp());
    let sum: f32 = values.iter().sum();
    values.iter_mut().for_each(|value| *value /= sum);
}

/// The sum of rows of `INNER` numbers, each times its weight.
pub(super) fn weighted(weights: &[f32], rows: &[f32]) -> Vec<f32> {
    let mut sum = vec![0.0; INNER];
    for (weight, row) in weights.iter().zip(rows.chunks_exact(INNER)) {
        sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
    }
    sum
}

/// The largest of each of `INNER` numbers over all rows.
pub(super) fn largest(rows: &[f32]) -> Vec<f32> {
    let mut most = vec![f32::MIN; INNER];
    for row in rows.chunks_exact(INNER) {
        most.iter_mut().zip(row).for_each(|(most, value)| *most = most.max(*value));
    }
    most
}

/// The Gaussian error linear unit (Hendrycks and Gimpel, 2016).
pub(super) fn gelu(value: f32) -> f32 {
    0.5 * value * (1.0 + erf(value * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function to 1.5e-7 (Abramowitz and Stegun, 7.1.26).
fn erf(value: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * value.abs());
    let series = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    (1.0 - series * (-value * value).exp()).copysign(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_function_is_what_tables_say() {
        for (value, expected) in [(0.0, 0.0), (0.5, 0.520_499_9), (-1.0, -0.842_700_8), (2.0, 0.995_322_3)] {
            assert!((erf(value) - expected).abs() < 1e-6, "{value}");
        }
    }
}
