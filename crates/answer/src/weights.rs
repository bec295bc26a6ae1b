//! How much each thing that a piece matched counts: rows of `lexicon/question/weights.tsv`, learned by `cargo xtask train`.

use onrecord_language::{Table, table};

use crate::rank::Matched;
use crate::unit::Unit;

const WEIGHTS: Table = table!("question/weights.tsv");

/// The things that count, in the order of [`features`].
pub const FEATURES: [&str; 13] = [
    "inside", "around", "content", "names", "passage", "meaning", "kind", "quoted", "speaker", "asks", "reports",
    "replies", "short",
];

/// What each thing counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    of: [f32; FEATURES.len()],
}

impl Weights {
    /// Returns the weights that ship with the program.
    pub(crate) fn built_in() -> Self {
        Self { of: FEATURES.map(number) }
    }

    /// Returns the weight of a piece.
    pub(crate) fn score(&self, matched: &Matched, unit: &Unit) -> f32 {
        features(matched, unit).iter().zip(&self.of).map(|(feature, weight)| feature * weight).sum()
    }
}

/// What a piece must have at least to be evidence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Least {
    /// The share of the words that are no names.
    pub content: f32,
    /// The same where a reason is asked for and none is seen.
    pub content_without_reason: f32,
    /// The same where no name of the question could be looked for.
    pub content_without_names: f32,
    /// How much nearness in meaning makes up for words.
    pub meaning: f32,
    /// The share of names and numbers.
    pub names: f32,
    /// The share of all words in or around it.
    pub around: f32,
    /// The weight of a further piece, as a share of the best.
    pub of_best: f32,
    /// Its share of the words that are no names, as a share of the best.
    pub content_of_best: f32,
}

impl Least {
    /// Returns what ships with the program.
    pub(crate) fn built_in() -> Self {
        Self {
            content: number("least content"),
            content_without_reason: number("least content without reason"),
            content_without_names: number("least content without names"),
            meaning: number("meaning for content"),
            names: number("least names"),
            around: number("least around"),
            of_best: number("least of best"),
            content_of_best: number("least content of best"),
        }
    }
}

fn number(name: &str) -> f32 {
    let rows = WEIGHTS.rows(|row| Ok((row.text()?, row.number()?, row.text()?)));
    rows.into_iter()
        .find(|row| row.0 == name)
        .expect("everything that counts has a row, as the tests of ranking hold")
        .1
}

/// Returns what a piece matched as numbers, in the order of [`FEATURES`].
pub fn features(matched: &Matched, unit: &Unit) -> [f32; FEATURES.len()] {
    let yes = |is: bool| f32::from(u8::from(is));
    let speaker = matched.is_speaker.map_or(0.0, |is| if is { 1.0 } else { -1.0 });
    [
        matched.inside,
        matched.around,
        matched.content,
        matched.names,
        matched.passage,
        matched.meaning,
        yes(matched.has_kind),
        yes(matched.has_quoted),
        speaker,
        yes(unit.is_question),
        yes(matched.reports_question),
        yes(matched.replies),
        yes(matched.is_short),
    ]
}
