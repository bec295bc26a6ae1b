//! Tests of the model with a tiny file of the same format; the real one is tested where it is installed.

pub mod sample;

use crate::processor::Processor;
use crate::{Model, maths};

fn model(processor: Processor) -> (tempfile::TempDir, Model) {
    let (folder, path) = sample::written(&sample::bytes());
    (folder, Model::open_on(&path, processor).expect("the sample is a valid model"))
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[track_caller]
fn cuts(text: &str, expected: &[u32]) {
    let (_folder, model) = model(Processor::detect());
    assert_eq!(model.cut(text), expected, "{text:?}");
}

#[test]
fn text_is_cut_into_the_likeliest_pieces() {
    cuts("ab", &[8]);
    cuts("  ab   감독 ", &[8, 11]);
    cuts("aba", &[8, 5]);
    cuts("", &[4]);
}

#[test]
fn normalisation_comes_first() {
    cuts("ab\u{FF21}", &[8, 5]);
    cuts("a\tb", &[8]);
    // Decomposed Hangul, as file systems and some papers write it.
    cuts("\u{1100}\u{1161}\u{11B7}\u{1103}\u{1169}\u{11A8}", &[11]);
}

#[test]
fn marks_in_the_text_are_plain_text() {
    cuts("<s>", &[4, 12, 3, 3]);
    let (_folder, model) = model(Processor::detect());
    assert!(!model.cut("<mask> </s>").iter().any(|piece| matches!(piece, 0..=2 | 13)));
}

#[test]
fn every_kind_of_processor_gives_the_same_vectors() {
    let texts = ["ab 감독", "", "b a b", "ab ab ab 감독 감독 a b ab 독 감 ab ab ab 감독 감독 a b ab 독 감 ab ab b b a"];
    let (_folder, plain) = model(Processor::portable());
    let expected = plain.passages(&texts).expect("the sample computes");
    for processor in Processor::all() {
        let (_folder, model) = model(processor);
        for (vector, expected) in model.passages(&texts).expect("the sample computes").iter().zip(&expected) {
            assert!(cosine(vector, expected) > 0.999, "{}", processor.name());
            assert!((cosine(vector, vector) - 1.0).abs() < 1e-5);
        }
    }
}

#[test]
fn company_does_not_change_a_vector() {
    let (_folder, model) = model(Processor::detect());
    let long = "ab 감독 b ".repeat(60);
    let together = model.passages(&["ab", long.as_str(), "감독"]).expect("the sample computes");
    for (text, vector) in ["ab", long.as_str(), "감독"].iter().zip(&together) {
        let alone = model.passages(&[text]).expect("the sample computes");
        assert!(cosine(&alone[0], vector) > 0.99999);
    }
    assert!(cosine(&together[0], &together[2]) < 0.9999, "different texts, different vectors");
}

#[test]
fn no_bytes_make_the_loader_panic() {
    let bytes = sample::bytes();
    let opens = |bytes: &[u8]| {
        let (_folder, path) = sample::written(bytes);
        Model::open(&path).and_then(|model| model.passages(&["ab 감독"])).is_ok()
    };
    assert!(opens(&bytes));
    for n in (0..bytes.len()).step_by(997).chain(0..60) {
        assert!(!opens(&bytes[..n]), "cut after {n} bytes");
    }
    let last_of_directory = 1_700;
    let mut n_refused = 0;
    for at in 0..last_of_directory {
        let mut changed = bytes.clone();
        changed[at] ^= 0x80;
        n_refused += usize::from(!opens(&changed));
    }
    assert!(n_refused > last_of_directory / 3, "{n_refused} refused");
}

#[test]
fn the_exponential_and_gelu_are_close_to_their_definitions() {
    for step in 0..800 {
        let x = -f64::from(step) / 10.0;
        let error = f64::from(maths::exp::<false>(x as f32)) / x.exp() - 1.0;
        assert!(error.abs() < 1e-5, "exp({x}) is off by {error}");
    }
    // Values of the standard normal distribution times x, from tables.
    for (x, expected) in [(0.0, 0.0), (1.0, 0.841_345), (-1.0, -0.158_655), (2.0, 1.954_5), (-3.0, -0.004_050)] {
        let mut values = [x];
        maths::gelu::<false>(&mut values);
        assert!((values[0] - expected).abs() < 2e-6, "gelu({x}) = {}", values[0]);
    }
}
