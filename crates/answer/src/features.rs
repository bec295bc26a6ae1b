//! What a piece has of a question, as numbers: what the learned trees look at.
//!
//! Nothing here decides. A feature that brings nothing on questions that were not learned from goes.

use onrecord_language::quantity::Quantity;
use onrecord_model::{Language, SentenceKind};

use crate::plan::{Kind, Plan};
use crate::rank::{Found, Matched, Standing};
use crate::reader::Read;
use crate::refusal::Refusal;
use crate::unit::Unit;

/// The names of the features of a piece, in the order of [`Features`].
pub const FEATURES: [&str; 75] = [
    // How its passage stands among those of its language.
    "passage-words",
    "passage-meaning",
    "passage-late",
    "passage-sum",
    "passage-below",
    "passage-place",
    "passage-names",
    "source-names",
    "own-language",
    // What it matched.
    "inside",
    "around",
    "content",
    "names",
    "nameless",
    "numbered",
    "lacks-part",
    "lacks-time",
    "lacks-other",
    "kind",
    "quoted",
    "speaker",
    "asks",
    "reports",
    "replies",
    "short",
    "missing",
    "missing-weight",
    "missing-names",
    "cosine",
    // What it is.
    "length",
    "place",
    "quote",
    "named-speaker",
    "values",
    "days",
    "counts",
    "numbers",
    "orders",
    "money",
    "lasting",
    "negated",
    "before-question",
    // How it is beside the best of the others.
    "cosine-above",
    "cosine-below",
    "inside-below",
    "around-below",
    "content-below",
    "names-below",
    "cosine-rank",
    "inside-rank",
    // How it was read, by itself and beside the others of its language and all.
    "read",
    "read-near",
    "read-words",
    "read-sure",
    "read-above",
    "read-below",
    "read-rank",
    "read-below-all",
    // What the question is.
    "asked-names",
    "asked-known",
    "asked-unknown",
    "asked-words",
    "korean",
    "who",
    "who-said",
    "what-said",
    "when",
    "how-long",
    "how-many",
    "why",
    "where",
    "which",
    "yes-no",
    "what",
    "asked-speaker",
];

/// The features of a piece.
pub type Features = [f32; FEATURES.len()];

/// Whether the source is in the language of the question, and where the features stand that compare a piece with others.
pub(crate) const OWN_LANGUAGE: usize = 8;
const COSINE: usize = 28;
const BESIDE: usize = 42;
const INSIDE: usize = 9;
const READ: usize = 50;
/// What stands for the reading of a piece that was not read: lower than of any that was, and how far above the mean.
const UNREAD: (f32, f32) = (-15.0, -3.0);

fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// Returns the features of a piece; those that compare it with others are still 0.
pub(crate) fn features(
    plan: &Plan,
    place: &Found<'_>,
    unit: &Unit,
    matched: &Matched,
    values: &[Quantity],
) -> Features {
    let (passage, own) = (passage(plan, place), own(place, unit, matched, values));
    let parts = passage.into_iter().chain(has(unit, matched)).chain(own).chain([0.0; 16]).chain(asked(plan));
    let mut features = [0.0; FEATURES.len()];
    features.iter_mut().zip(parts).for_each(|(feature, value)| *feature = value);
    features
}

/// Returns how the passage of a piece stands among those of its language.
fn passage(plan: &Plan, place: &Found<'_>) -> [f32; 9] {
    let Standing { words, meaning, late, sum, below, place: at, n_names, n_of_source } = place.standing;
    let language = place.reading.document.language;
    [
        words,
        meaning,
        late,
        sum,
        below,
        at as f32,
        n_names,
        n_of_source,
        yes(language.is_none_or(|language| language == plan.language)),
    ]
}

/// Returns what a piece has of the question.
fn has(unit: &Unit, matched: &Matched) -> [f32; 20] {
    let lacks = |which: fn(&Refusal) -> bool| yes(matched.lacks.as_ref().is_some_and(which));
    [
        matched.inside,
        matched.around,
        matched.content,
        matched.names,
        yes(matched.is_nameless),
        matched.tells_number.map_or(0.0, |tells| if tells { 1.0 } else { -1.0 }),
        lacks(|lacks| matches!(lacks, Refusal::AnotherPart | Refusal::UntoldPart)),
        lacks(|lacks| *lacks == Refusal::AnotherTime),
        lacks(|lacks| !matches!(lacks, Refusal::AnotherPart | Refusal::UntoldPart | Refusal::AnotherTime)),
        yes(matched.has_kind),
        yes(matched.has_quoted),
        matched.is_speaker.map_or(0.0, |is| if is { 1.0 } else { -1.0 }),
        yes(unit.is_question),
        yes(matched.reports_question),
        yes(matched.replies),
        yes(matched.is_short),
        matched.missing.len() as f32,
        matched.missing_weight,
        matched.missing_names,
        matched.cosine,
    ]
}

/// Returns what a piece is.
fn own(place: &Found<'_>, unit: &Unit, matched: &Matched, values: &[Quantity]) -> [f32; 13] {
    let text = place.reading.document.words(unit.span);
    let count = |which: fn(&Quantity) -> bool| values.iter().filter(|value| which(value)).count() as f32;
    let speaker = unit.quote.and_then(|quote| place.reading.quotes.get(quote)).and_then(|quote| quote.speaker);
    let before = unit.sentence.checked_sub(1).and_then(|at| place.reading.sentences.get(at));
    [
        text.chars().count() as f32,
        unit.sentence as f32,
        yes(unit.quote.is_some()),
        yes(speaker.is_some_and(|speaker| speaker.person.is_some())),
        values.len() as f32,
        count(|value| matches!(value, Quantity::When(..) | Quantity::Clock(_))),
        count(|value| matches!(value, Quantity::Count(..))),
        count(|value| matches!(value, Quantity::Number(_) | Quantity::Share(_) | Quantity::Age(_))),
        count(|value| matches!(value, Quantity::Nth(_))),
        count(|value| matches!(value, Quantity::Money(..))),
        count(|value| matches!(value, Quantity::Lasting(..))),
        yes(matched.is_negated),
        yes(before.is_some_and(|before| before.kind == SentenceKind::Question)),
    ]
}

/// Returns what the question is.
fn asked(plan: &Plan) -> [f32; 17] {
    let names = plan.concepts.iter().filter(|concept| concept.is_name);
    let kind = |kind: Kind| yes(plan.kind == kind);
    [
        names.clone().count() as f32,
        names.clone().filter(|name| name.is_known).count() as f32,
        names.filter(|name| !name.is_known).count() as f32,
        plan.concepts.len() as f32,
        yes(plan.language == Language::Korean),
        kind(Kind::Who),
        kind(Kind::WhoSaid),
        kind(Kind::WhatSaid),
        kind(Kind::When),
        kind(Kind::HowLong),
        kind(Kind::HowMany),
        kind(Kind::Why),
        kind(Kind::Where),
        kind(Kind::Which),
        kind(Kind::YesNo),
        kind(Kind::What),
        yes(plan.speaker.is_some()),
    ]
}

/// Fills in how a piece was read.
pub(crate) fn note_reading(features: &mut Features, read: Option<&Read>) {
    let unread = [UNREAD.0; 4];
    let read = read.map_or(unread, |read| [read.odds.max(UNREAD.0), read.near, read.words, read.sure]);
    features[READ..READ + 4].copy_from_slice(&read);
}

/// Fills in how the reading of each piece is beside that of the others.
fn compare_readings(pieces: &mut [&mut Features], own: usize) {
    let best_of_all = pieces.iter().map(|piece| piece[READ]).fold(UNREAD.0, f32::max);
    for language in [0.0, 1.0] {
        let of_language = pieces.iter().filter(|piece| piece[own] == language);
        let odds: Vec<f32> = of_language.map(|piece| piece[READ]).collect();
        let (mean, spread) = mean_and_spread(odds.iter().copied().filter(|&odds| odds > UNREAD.0));
        let best = odds.iter().copied().fold(UNREAD.0, f32::max);
        for piece in pieces.iter_mut().filter(|piece| piece[own] == language) {
            let read = piece[READ];
            piece[READ + 4] = if read > UNREAD.0 { (read - mean) / spread } else { UNREAD.1 };
            piece[READ + 5] = best - read;
            piece[READ + 6] = odds.iter().filter(|&&other| other > read).count() as f32;
            piece[READ + 7] = best_of_all - read;
        }
    }
}

/// Returns the mean of some values and their standard deviation, which is never nothing.
fn mean_and_spread(values: impl Iterator<Item = f32> + Clone) -> (f32, f32) {
    let n = values.clone().count().max(1) as f32;
    let mean = values.clone().sum::<f32>() / n;
    (mean, (values.map(|value| (value - mean).powi(2)).sum::<f32>() / n).sqrt().max(1e-3))
}

/// Fills in how each piece of a question is beside the others: its cosine among those of its language, and how far below the best it is.
pub(crate) fn compare(pieces: &mut [&mut Features]) {
    let own = OWN_LANGUAGE;
    compare_readings(pieces, own);
    for language in [0.0, 1.0] {
        let cosines: Vec<f32> =
            pieces.iter().filter(|piece| piece[own] == language).map(|piece| piece[COSINE]).collect();
        let (mean, spread) = mean_and_spread(cosines.iter().copied());
        let best = cosines.iter().copied().fold(0.0, f32::max);
        let rank = |of: f32, all: &[f32]| all.iter().filter(|&&other| other > of).count() as f32;
        for piece in pieces.iter_mut().filter(|piece| piece[own] == language) {
            piece[BESIDE] = (piece[COSINE] - mean) / spread;
            piece[BESIDE + 1] = best - piece[COSINE];
            piece[BESIDE + 6] = rank(piece[COSINE], &cosines);
        }
    }
    for feature in 0..4 {
        let all: Vec<f32> = pieces.iter().map(|piece| piece[INSIDE + feature]).collect();
        let best = all.iter().copied().fold(f32::MIN, f32::max);
        for piece in pieces.iter_mut() {
            piece[BESIDE + 2 + feature] = best - piece[INSIDE + feature];
            if feature == 0 {
                piece[BESIDE + 7] = all.iter().filter(|&&other| other > piece[INSIDE]).count() as f32;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_stand_where_they_are_looked_for() {
        assert_eq!(FEATURES[COSINE], "cosine");
        assert_eq!(FEATURES[INSIDE..INSIDE + 4], ["inside", "around", "content", "names"]);
        let beside = ["cosine-above", "cosine-below", "inside-below", "around-below", "content-below", "names-below"];
        assert_eq!(FEATURES[BESIDE..BESIDE + 6], beside);
        assert_eq!(FEATURES[BESIDE + 6..BESIDE + 8], ["cosine-rank", "inside-rank"]);
        assert_eq!(FEATURES[OWN_LANGUAGE], "own-language");
        assert_eq!(FEATURES[READ..READ + 2], ["read", "read-near"]);
    }

    #[test]
    fn pieces_are_compared_within_their_language() {
        let (mut one, mut other, mut third) = ([0.0; FEATURES.len()], [0.0; FEATURES.len()], [0.0; FEATURES.len()]);
        (one[OWN_LANGUAGE], one[COSINE], other[OWN_LANGUAGE], other[COSINE], third[COSINE]) = (1.0, 0.9, 1.0, 0.8, 0.5);
        compare(&mut [&mut one, &mut other, &mut third]);
        assert_eq!([one[BESIDE + 6], other[BESIDE + 6], third[BESIDE + 6]], [0.0, 1.0, 0.0]);
        assert!((other[BESIDE + 1] - 0.1).abs() < 1e-6 && third[BESIDE + 1] == 0.0);
    }
}
