//! How like a question a passage is, word by word: for each word of the question what is most like it (late interaction: Khattab and
//! Zaharia, 2020), by what is kept of the states of both.

use super::WIDTH;
use super::layers::dot;

/// The states of a question's pieces, each of length 1.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    units: Vec<f32>,
}

impl Wanted {
    /// Takes the states of a question, [`WIDTH`] numbers for each piece.
    pub fn of(states: &[f32]) -> Self {
        let unit = |state: &[f32]| {
            let length = dot(state, state).sqrt().max(1e-12);
            state.iter().map(|value| value / length).collect::<Vec<f32>>()
        };
        Self { units: states.chunks_exact(WIDTH).flat_map(unit).collect() }
    }

    /// Returns the mean over the question's pieces of the cosine with what is most like each among some states, -1 to 1; nothing where
    /// either has no piece.
    pub fn met_in(&self, states: &[f32]) -> Option<f32> {
        let n = self.units.len() / WIDTH;
        let mut best = vec![-1.0_f32; n];
        for state in states.chunks_exact(WIDTH) {
            let length = dot(state, state).sqrt().max(1e-12);
            for (best, unit) in best.iter_mut().zip(self.units.chunks_exact(WIDTH)) {
                *best = best.max(dot(state, unit) / length);
            }
        }
        (n > 0 && states.len() >= WIDTH).then(|| best.iter().sum::<f32>() / n as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_a_question_is_met_by_what_is_most_like_it() {
        let along = |axis: usize| (0..WIDTH).map(move |at| if at == axis { 2.0 } else { 0.0 });
        let wanted = Wanted::of(&along(0).chain(along(1)).collect::<Vec<f32>>());
        let met = |axes: &[usize]| wanted.met_in(&axes.iter().flat_map(|&axis| along(axis)).collect::<Vec<f32>>());
        assert_eq!([met(&[1, 5, 0]), met(&[1, 5]), met(&[5])], [Some(1.0), Some(0.5), Some(0.0)]);
        assert_eq!([met(&[]), Wanted::default().met_in(&[1.0; WIDTH])], [None, None]);
    }
}
