//! The network of the reader: two small layers over how each word of a question is met.

use super::layers::{INNER, Linear, Norm, dot, gelu, largest, softmax, weighted};
use super::{Read, WIDTH};

/// What is known of how a word of the question is met in a piece, beside what the model makes of it.
pub(crate) const MET: usize = 8;
/// With how like it is, and a constant.
const BESIDE: usize = MET + 5;
/// An answer has no more pieces than this.
const LONGEST: usize = 24;

/// The network with what it learned.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    question_norm: Norm,
    passage_norm: Norm,
    question: Linear,
    passage: Linear,
    sharp: [f32; 2],
    met: Linear,
    met_again: Linear,
    weight: Linear,
    word: Linear,
    word_asked: Linear,
    weight_asked: Linear,
    ends: Linear,
    all: Linear,
    odds: Linear,
}

/// A text of pieces: their states, and what the network makes of them.
pub(crate) struct Seen {
    n: usize,
    unit: Vec<f32>,
    states: Vec<f32>,
    inner: Vec<f32>,
}

/// A question as the network sees it.
pub(crate) struct SeenQuestion {
    seen: Seen,
    mean: Vec<f32>,
    asked: Vec<f32>,
}

/// A window that is being read: how like its words are to those of the question.
pub(crate) struct SeenWindow {
    seen: Seen,
    alike: Vec<f32>,
    learned: Vec<f32>,
    words: Vec<f32>,
    best_alike: Vec<f32>,
}

impl Head {
    /// Reads what was written by `training/reader.py`: a line, then numbers of four bytes in the order of the fields.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let after = bytes.iter().position(|&byte| byte == b'\n')? + 1;
        let mut rest = bytes.get(after..)?.chunks_exact(4).map(|four| {
            let mut number = [0; 4];
            number.copy_from_slice(four);
            f32::from_le_bytes(number)
        });
        let mut take = |n: usize| -> Option<Vec<f32>> {
            let numbers: Vec<f32> = rest.by_ref().take(n).collect();
            (numbers.len() == n && numbers.iter().all(|number| number.is_finite())).then_some(numbers)
        };
        let sharp = take(2)?;
        let mut norm = || Some(Norm { weight: take(WIDTH)?, bias: take(WIDTH)? });
        let (question_norm, passage_norm) = (norm()?, norm()?);
        let mut linear =
            |n_in: usize, n_out: usize| Some(Linear { weight: take(n_in * n_out)?, bias: take(n_out)?, n_in, n_out });
        let head = Self {
            question_norm,
            passage_norm,
            sharp: [*sharp.first()?, *sharp.get(1)?],
            question: linear(WIDTH, INNER)?,
            passage: linear(WIDTH, INNER)?,
            met: linear(4 * INNER + BESIDE, INNER)?,
            met_again: linear(INNER, INNER)?,
            weight: linear(INNER + BESIDE, 1)?,
            word: linear(2 * INNER + 1, INNER)?,
            word_asked: linear(INNER, INNER)?,
            weight_asked: linear(INNER, 1)?,
            ends: linear(INNER, 2)?,
            all: linear(4 * INNER + 4, INNER)?,
            odds: linear(INNER, 1)?,
        };
        rest.next().is_none().then_some(head)
    }

    fn see(&self, states: &[f32], norm: &Norm, inner: &Linear) -> Seen {
        let n = states.len() / WIDTH;
        let mut seen = Seen { n, unit: Vec::new(), states: states.to_vec(), inner: vec![0.0; n * INNER] };
        let mut normed = [0.0; WIDTH];
        for (state, inside) in states.chunks_exact(WIDTH).zip(seen.inner.chunks_exact_mut(INNER)) {
            let length = dot(state, state).sqrt().max(1e-12);
            seen.unit.extend(state.iter().map(|value| value / length));
            norm.of(state, &mut normed);
            inner.of(&normed, inside);
        }
        seen
    }

    /// Returns a question by the states of its pieces; nothing for no piece.
    pub fn question(&self, states: &[f32]) -> Option<SeenQuestion> {
        let seen = self.see(states, &self.question_norm, &self.question);
        if seen.n == 0 {
            return None;
        }
        let mut mean = vec![0.0; WIDTH];
        for state in states.chunks_exact(WIDTH) {
            mean.iter_mut().zip(state).for_each(|(sum, value)| *sum += value / seen.n as f32);
        }
        let mut weights: Vec<f32> = seen.inner.chunks_exact(INNER).map(|word| self.weight_asked.one(word)).collect();
        softmax(&mut weights);
        let asked = weighted(&weights, &seen.inner);
        Some(SeenQuestion { seen, mean, asked })
    }

    /// Returns a window by the states of its pieces, beside the question.
    pub fn window(&self, states: &[f32], question: &SeenQuestion) -> SeenWindow {
        let seen = self.see(states, &self.passage_norm, &self.passage);
        let n = question.seen.n;
        let (mut alike, mut learned) = (Vec::with_capacity(seen.n * n), Vec::with_capacity(seen.n * n));
        for (unit, inner) in seen.unit.chunks_exact(WIDTH).zip(seen.inner.chunks_exact(INNER)) {
            alike.extend(question.seen.unit.chunks_exact(WIDTH).map(|word| (dot(unit, word) - 0.2) / 0.15));
            let scale = (INNER as f32).sqrt();
            learned.extend(question.seen.inner.chunks_exact(INNER).map(|word| dot(inner, word) / scale));
        }
        let mut best_alike = vec![-16.0_f32; n];
        for row in alike.chunks_exact(n) {
            best_alike.iter_mut().zip(row).for_each(|(best, value)| *best = best.max(*value));
        }
        let mut of_asked = [0.0; INNER];
        self.word_asked.of(&question.asked, &mut of_asked);
        let mut words = vec![0.0; seen.n * INNER];
        let mut input = Vec::with_capacity(2 * INNER + 1);
        for (at, inner) in seen.inner.chunks_exact(INNER).enumerate() {
            let mixed = (at * n..(at + 1) * n).map(|place| self.mixed(alike[place], learned[place]));
            input.clear();
            input.extend_from_slice(inner);
            input.extend(inner.iter().zip(&question.asked).map(|(value, asked)| value * asked));
            input.push(mixed.fold(f32::MIN, f32::max));
            let word = &mut words[at * INNER..(at + 1) * INNER];
            self.word.of(&input, word);
            word.iter_mut().zip(&of_asked).for_each(|(value, asked)| *value = gelu(*value + asked));
        }
        SeenWindow { seen, alike, learned, words, best_alike }
    }

    fn mixed(&self, alike: f32, learned: f32) -> f32 {
        self.sharp[0] * alike + self.sharp[1] * learned
    }

    /// Reads the pieces `own` of a window; `met` says of each word of the question how it is met. Nothing for no piece.
    pub fn read(
        &self,
        question: &SeenQuestion,
        window: &SeenWindow,
        own: std::ops::Range<usize>,
        met: &[[f32; MET]],
    ) -> Option<Read> {
        let n = question.seen.n;
        let own = own.start..own.end.min(window.seen.n);
        if own.is_empty() || met.len() != n {
            return None;
        }
        let inner = &window.seen.inner[own.start * INNER..own.end * INNER];
        let (mut hidden, mut weights) = (Vec::with_capacity(n * INNER), Vec::with_capacity(n));
        let mut words = 0.0;
        for word in 0..n {
            let asked = &question.seen.inner[word * INNER..(word + 1) * INNER];
            let place = |piece: usize| piece * n + word;
            let mut attention: Vec<f32> =
                own.clone().map(|piece| self.mixed(window.alike[place(piece)], window.learned[place(piece)])).collect();
            softmax(&mut attention);
            let like = weighted(&attention, inner);
            let best = |of: &[f32]| own.clone().map(|piece| of[place(piece)]).fold(-16.0, f32::max);
            let (inside, around) = (best(&window.alike), window.best_alike[word]);
            words += inside / n as f32;
            let beside = [&[inside, around, inside - around, best(&window.learned)], &met[word][..], &[1.0]].concat();
            let compared = asked.iter().zip(&like);
            let mut input: Vec<f32> = asked.iter().chain(&like).copied().collect();
            input.extend(compared.clone().map(|(asked, like)| asked * like));
            input.extend(compared.map(|(asked, like)| (asked - like).abs()));
            input.extend_from_slice(&beside);
            hidden.extend_from_slice(&self.met_again.gelu(&self.met.gelu(&input)));
            weights.push(self.weight.one(&[asked, &beside].concat()));
        }
        softmax(&mut weights);
        let (sure, answer) = self.answer(window, &own);
        let near = self.near(question, window, &own);
        let around = window.best_alike.iter().sum::<f32>() / n as f32;
        let mut input = weighted(&weights, &hidden);
        input.extend(largest(&hidden));
        input.extend(largest(&window.words[own.start * INNER..own.end * INNER]));
        input.extend(weighted(&weights, &question.seen.inner));
        input.extend([near, words, (own.len() as f32).ln() / 3.0, around]);
        let odds = self.odds.one(&self.all.gelu(&input));
        Some(Read { odds, near, words, sure, answer })
    }

    /// Returns how near the mean of some pieces is to that of the question.
    fn near(&self, question: &SeenQuestion, window: &SeenWindow, own: &std::ops::Range<usize>) -> f32 {
        let mut mean = vec![0.0; WIDTH];
        for state in window.seen.states[own.start * WIDTH..own.end * WIDTH].chunks_exact(WIDTH) {
            mean.iter_mut().zip(state).for_each(|(sum, value)| *sum += value);
        }
        let length = |vector: &[f32]| dot(vector, vector).sqrt();
        (dot(&mean, &question.mean) / (length(&mean) * length(&question.mean)).max(1e-8) - 0.3) / 0.2
    }

    /// Returns how sure the surest words of some pieces are to be the answer, and which they are.
    fn answer(&self, window: &SeenWindow, own: &std::ops::Range<usize>) -> (f32, (usize, usize)) {
        let ends: Vec<[f32; 2]> = own
            .clone()
            .map(|piece| {
                let mut ends = [0.0; 2];
                self.ends.of(&window.words[piece * INNER..(piece + 1) * INNER], &mut ends);
                ends
            })
            .collect();
        let best = |at: usize| ends.iter().map(|ends| ends[at]).fold(f32::MIN, f32::max);
        let (mut answer, mut most) = ((0, 0), f32::MIN);
        for (first, begin) in ends.iter().enumerate() {
            for (last, end) in ends.iter().enumerate().skip(first).take(LONGEST) {
                if begin[0] + end[1] > most {
                    (answer, most) = ((own.start + first, own.start + last), begin[0] + end[1]);
                }
            }
        }
        (best(0) + best(1), answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made-up states, as `parity` in training/reader.py makes them.
    fn wave(first: usize, n: usize) -> Vec<f32> {
        let value = |row: usize, column: usize| {
            let slope = 0.017 * (1 + first % 7 + row) as f64;
            let own = (0.31 * (first + row) as f64 + slope * column as f64).sin();
            (0.4 * own + (1.3 * column as f64).sin()) as f32
        };
        (0..n).flat_map(|row| (0..WIDTH).map(move |column| value(row, column))).collect()
    }

    #[test]
    fn what_ships_reads_as_the_network_that_was_learned() {
        let head = Head::parse(include_bytes!("../../model/reader.bin")).expect("the numbers are whole");
        let question = head.question(&wave(1000, 9)).expect("it has words");
        let window = head.window(&wave(0, 40), &question);
        let met: Vec<[f32; MET]> =
            (0..9).map(|word| std::array::from_fn(|at| ((word * 7 + at * 3) % 5) as f32 / 4.0)).collect();
        let lines = include_str!("../../model/reader.parity").lines().filter(|line| !line.starts_with('#'));
        let mut n = 0;
        for line in lines {
            let numbers: Vec<f32> = line.split(' ').map(|number| number.parse().expect("a number")).collect();
            let [first, after, odds, near, words, sure] = numbers[..] else { panic!("{line}") };
            let read = head.read(&question, &window, first as usize..after as usize, &met).expect("a piece");
            for (read, learned) in [(read.odds, odds), (read.near, near), (read.words, words), (read.sure, sure)] {
                assert!((read - learned).abs() < 1e-2, "{read} instead of {learned} in {line}");
            }
            n += 1;
        }
        assert_eq!(n, 50);
    }

    #[test]
    fn what_is_cut_short_is_not_read() {
        assert!(Head::parse(b"# line\n\0\0\0\0").is_none());
        assert!(Head::parse(b"").is_none());
    }
}
