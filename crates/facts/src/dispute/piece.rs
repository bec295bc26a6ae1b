//! A sentence as it is compared with those of other sources.

use onrecord_language::quantity::Value;
use onrecord_model::{Day, Reading, SentenceKind, Span};

use super::concepts::Concepts;
use crate::fact::seen;

/// A source whose sentences are compared.
pub struct Place<'a> {
    /// The position of its text: copies share one.
    pub text: usize,
    /// What was read in it.
    pub reading: &'a Reading,
    /// The headline.
    pub title: Option<&'a str>,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// The day of publication.
    pub published: Option<Day>,
}

/// A sentence as it is compared.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The position of its source among the places.
    pub place: usize,
    /// The sentence, by its position in [`Reading::sentences`].
    pub sentence: usize,
    pub(super) text: usize,
    pub(super) block: u32,
    /// Its words, each as all the concepts that it may be.
    pub(super) concepts: Vec<Vec<u32>>,
    /// The values that it states, with where they stand in the document.
    pub(super) values: Vec<(Value, Span)>,
    /// Whether it corrects something, or stands in a source that does.
    pub(super) corrects: bool,
}

/// Sentences of one source that are compared: the first ones.
const MOST: usize = 2_000;
/// The first sentences of a source, of which one says that it corrects others.
const HEAD: usize = 2;

/// Returns the sentences of a source that state something.
pub fn pieces(at: usize, place: &Place<'_>, concepts: &Concepts) -> Vec<Piece> {
    let reading = place.reading;
    let document = &reading.document;
    let heads = reading.sentences.iter().filter(|sentence| sentence.kind == SentenceKind::Frame).take(HEAD);
    let is_correction = place.title.is_some_and(|title| concepts.corrects(title))
        || heads.into_iter().any(|sentence| concepts.corrects(document.words(sentence.span)));
    let stated = reading
        .sentences
        .iter()
        .enumerate()
        .take(MOST)
        .filter(|(_, sentence)| sentence.kind == SentenceKind::Statement);
    let piece = stated.map(|(n, sentence)| {
        let text = document.words(sentence.span);
        let start = sentence.span.start();
        let values = concepts.lexicon().quantities.values(text).into_iter().filter_map(|value| {
            let span = document.span(start + value.at.start..start + value.at.end)?;
            Some((seen(&value, place.published), span))
        });
        Piece {
            place: at,
            sentence: n,
            text: place.text,
            block: sentence.block,
            concepts: concepts.of(text),
            values: values.collect(),
            corrects: is_correction || concepts.corrects(text),
        }
    });
    piece.collect()
}
