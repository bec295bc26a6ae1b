//! What stands around a piece: what leads to it, its passage, and what its source says of itself.

use onrecord_language::quantity::Value;
use onrecord_model::{BlockKind, Language, Reading, SentenceKind, Span};

use crate::plan::{Concept, List, Lists};
use crate::rank::Found;
use crate::terms::{TermSet, Terms, terms};
use crate::unit::Unit;

/// The terms of a passage and of what stands above it.
pub(crate) struct Context {
    /// Those of the passage.
    pub passage: Vec<TermSet>,
    /// Those of the title, the head, the outlet and the author: what all of a source is about, and whose it is.
    pub scope: Vec<TermSet>,
    /// The words of the title, the head and the passage.
    pub text: String,
    /// The values that they state.
    pub values: Vec<Value>,
    /// The language of the source.
    pub language: Option<Language>,
}

impl Context {
    pub(crate) fn of(place: &Found<'_>, cut: &Terms<'_>) -> Self {
        let reading = place.reading;
        let span = reading.passages.get(place.passage).map(|passage| passage.span);
        let head = reading.sentences.iter().take(2).map(|sentence| sentence.span);
        let own = place.title.into_iter().chain(place.outlet).chain(place.author);
        let scope =
            own.map(|text| terms(text, cut.grammar())).chain(head.clone().map(|span| cut.of(place, span))).collect();
        let spoken = head.chain(span).map(|span| reading.document.words(span));
        let text = place.title.into_iter().chain(spoken).collect::<Vec<_>>().join("\n");
        Self {
            passage: span.map(|span| cut.of(place, span)).into_iter().collect(),
            scope,
            values: cut.grammar().lexicon().quantities.values(&text),
            text,
            language: reading.document.language,
        }
    }
}

/// Returns how surely a concept stands in some sets of terms, 0 to 1: the best of its alternatives, half of whose terms must.
pub(crate) fn share(concept: &Concept, sets: &[TermSet]) -> f32 {
    let of = |alternative: &crate::plan::Alternative| {
        let n_met = alternative.terms.iter().filter(|term| sets.iter().any(|set| set.contains(*term))).count();
        let share = n_met as f32 / alternative.terms.len() as f32;
        if share < if alternative.is_whole { 1.0 } else { 0.5 } { 0.0 } else { share * alternative.strength }
    };
    concept.alternatives.iter().map(of).fold(0.0, f32::max)
}

/// How many sentences behind a question that the source reports an answer may stand.
const REPORTED: usize = 4;

/// Returns what leads to a piece: the nearest question or heading above it, a question that is reported shortly before, the
/// sentences beside it in its block, and the tag of its quotation.
pub(crate) fn lead(reading: &Reading, unit: &Unit, lists: &Lists) -> Vec<Span> {
    let document = &reading.document;
    let mut spans = Vec::new();
    let before = reading.sentences[..unit.sentence.min(reading.sentences.len())].iter().rev();
    for (n, sentence) in before.take(12).enumerate() {
        let block = document.blocks.get(sentence.block as usize);
        let is_heading = block.is_some_and(|block| block.kind == BlockKind::Heading);
        if n < REPORTED && reports_question(document.words(sentence.span), lists) {
            spans.push(sentence.span);
        }
        if sentence.kind == SentenceKind::Question || is_heading {
            spans.push(sentence.span);
            break;
        }
    }
    let here = reading.sentences.get(unit.sentence);
    let before = [unit.sentence.checked_sub(2), unit.sentence.checked_sub(1)];
    let beside = before.into_iter().chain([Some(unit.sentence), Some(unit.sentence + 1)]);
    let beside = beside.flatten().filter_map(|at| reading.sentences.get(at));
    spans.extend(
        beside.filter(|other| here.is_some_and(|here| here.block == other.block)).map(|sentence| sentence.span),
    );
    let quote = unit.quote.and_then(|quote| reading.quotes.get(quote));
    spans.extend(quote.and_then(|quote| quote.question));
    spans.extend(
        quote.and_then(|quote| quote.speaker).into_iter().flat_map(|speaker| [speaker.name, speaker.words]).flatten(),
    );
    spans
}

/// Says whether a sentence tells what somebody was asked, so that the answer stands behind it.
pub(crate) fn reports_question(text: &str, lists: &Lists) -> bool {
    lists.stand_in(List::ReportsQuestion, text)
}

/// Says whether a sentence tells only what was asked: `asked which moment she liked`, not `asked about it, she laughed`.
pub(crate) fn only_reports_question(text: &str) -> bool {
    const ASKED: [&str; 6] = ["asked", "asking", "wanted to know", "wondered", "asks", "question was"];
    const WHAT: [&str; 9] = [" which ", " what ", " how ", " whether ", " why ", " when ", " where ", " who ", " if "];
    // Who speaks of themselves does not report an interview.
    if text.contains(" I ") || text.starts_with("I ") {
        return false;
    }
    let Some(behind) = ASKED
        .iter()
        .filter_map(|word| text.find(word).map(|at| &text[at + word.len()..]))
        .max_by_key(|rest| rest.len())
    else {
        return false;
    };
    let behind = behind.split(". ").next().unwrap_or(behind);
    let is_asked = |word: &&str| {
        behind.find(*word).is_some_and(|at| {
            let before = behind[..at].trim_end();
            let is_relative = before.ends_with([',']) && *word == " who ";
            !is_relative && ![" in", " of", " at", " on", " about"].iter().any(|end| before.ends_with(end))
        })
    };
    !text.contains(['“', '"']) && WHAT.iter().any(is_asked)
}

/// Says whether what leads to a piece asks why.
pub(crate) fn lead_asks_why(reading: &Reading, lead: &[Span], lists: &Lists) -> bool {
    lead.iter().any(|&span| {
        let text = format!(" {}", reading.document.words(span).to_lowercase());
        let is_question = text.contains('?') || reports_question(&text[1..], lists) || text.starts_with(" why ");
        is_question && lists.stand_in(List::Why, &text)
    })
}
