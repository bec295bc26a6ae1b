//! Weighs pieces against a question, and says why.

mod found;
mod matched;

use std::collections::HashSet;

use onrecord_language::quantity::{Quantity, Value};
use onrecord_model::Span;

use crate::asks::has_kind;
use crate::context::{Context, lead, lead_asks_why, only_reports_question, reports_question, share};
use crate::features::{FEATURES, Features, compare, features, note_reading};
use crate::judge::Judge;
use crate::need::{Needed, Stated};
use crate::plan::{Concept, Grammar, Kind, List, Plan, Role};
use crate::reader::{Embeds, windows};
use crate::speaker::{Asked, is_author};
use crate::terms::{TermSet, Terms};
use crate::unit::{Unit, units};

pub use found::{Found, NearSentences, Standing};
pub use matched::Matched;

/// A piece with its weight.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The position of its passage among those found.
    pub found: usize,
    /// The piece.
    pub unit: Unit,
    /// Where it stands with the pieces beside it that are shown with it.
    pub shown: Span,
    /// What it matched.
    pub matched: Matched,
    /// The values that it states.
    pub values: Vec<Value>,
    /// The words that are likeliest to be the answer, where it was read.
    pub answer: Option<Span>,
    /// What it has of the question, as numbers.
    pub features: Features,
    /// How likely it answers, 0 to 1.
    pub score: f32,
}

impl Ranked {
    /// Returns what spoke most for the piece and against it, by feature: how far each moved the logarithm of the odds, the farthest first.
    pub fn counted(&self, judge: &Judge) -> Vec<(&'static str, f32)> {
        let mut counted: Vec<(&str, f32)> = FEATURES.into_iter().zip(judge.moved(&self.features)).collect();
        counted.retain(|(_, moved)| moved.abs() >= 0.05);
        counted.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        counted.truncate(MOST_COUNTED);
        counted
    }
}

/// How many features are told of.
const MOST_COUNTED: usize = 6;

/// Returns every piece of the passages found, the best first; read with the embedding model where there is one.
pub fn rank(
    plan: &Plan,
    found: &[Found<'_>],
    grammar: &Grammar,
    judge: &Judge,
    asked: Option<&Asked>,
    model: Option<&dyn Embeds>,
) -> Vec<Ranked> {
    let mut ranked = Vec::new();
    let mut seen = HashSet::new();
    let cut = Terms::new(grammar);
    let needed = grammar.needed(&plan.question);
    for (at, place) in found.iter().enumerate() {
        let Some(passage) = place.reading.passages.get(place.passage) else { continue };
        let context = Context::of(place, &cut);
        let words = |span| place.reading.document.words(span);
        let has_orders = grammar.orders().are_in(words(passage.span));
        for unit in units(place.reading, passage, grammar.lists()) {
            let is_new = seen.insert((place.source, unit.span));
            if !is_new || has_orders && grammar.orders().are_in(words(unit.span)) {
                continue;
            }
            let values = cut.values(place, unit.span).to_vec();
            let matched = matched(plan, place, &unit, &context, &needed, &cut, asked);
            let said: Vec<Quantity> = values.iter().map(|value| value.quantity.clone()).collect();
            let features = features(plan, place, &unit, &matched, &said);
            ranked.push(Ranked {
                found: at,
                shown: unit.span,
                unit,
                matched,
                values,
                answer: None,
                features,
                score: 0.0,
            });
        }
    }
    let readings = match model {
        Some(model) => {
            let pieces = ranked.iter().map(|Ranked { found, unit, matched, .. }| windows::Piece {
                found: *found,
                span: unit.span,
                shares: &matched.shares,
            });
            windows::read(plan, found, &pieces.collect::<Vec<_>>(), judge.reader(), model)
        }
        None => vec![None; ranked.len()],
    };
    for (piece, reading) in ranked.iter_mut().zip(readings) {
        note_reading(&mut piece.features, reading.as_ref().map(|reading| &reading.read));
        piece.answer = reading.and_then(|reading| reading.answer);
    }
    compare(&mut ranked.iter_mut().map(|piece| &mut piece.features).collect::<Vec<_>>());
    for piece in &mut ranked {
        piece.score = judge.piece(&piece.features);
    }
    ranked.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then(one.found.cmp(&other.found)).then(one.unit.span.cmp(&other.unit.span))
    });
    ranked
}

/// How much of a name counts that stands in the passage of a piece, and in what its source says of itself.
const NAME_NEAR: (f32, f32) = (0.6, 0.75);
/// How much of another word counts that stands in what leads to a piece, in what its source says of itself, in its passage.
const WORD_NEAR: (f32, f32, f32) = (0.9, 0.5, 0.35);
/// What the season or part that a question names weighs among its names.
const NUMBERED: f32 = 2.0;
/// What a word weighs against a piece at most, and what one weighs that stands in no source.
const MOST: f32 = 4.0;
const NOWHERE: f32 = 2.6;
/// The same for one that has no counterpart in the language of the source.
const FOREIGN: f32 = 0.35;

/// The same for one that names the class to pick from.
const CLASS: f32 = 0.5;
/// The same for the very thing that is asked for.
const FOCUS: f32 = 2.0;

/// Returns what a piece has of a question.
fn matched(
    plan: &Plan,
    place: &Found<'_>,
    unit: &Unit,
    context: &Context,
    needed: &Needed<'_>,
    cut: &Terms<'_>,
    asked: Option<&Asked>,
) -> Matched {
    let grammar = cut.grammar();
    let lists = grammar.lists();
    let reading = place.reading;
    let document = &reading.document;
    let text = document.words(unit.span);
    let here_terms = [cut.of(place, unit.span)];
    let leading = lead(reading, unit, lists);
    let lead_terms: Vec<TermSet> = leading.iter().map(|&span| cut.of(place, span)).collect();
    let (mut inside, mut around, mut whole) = (0.0, 0.0, 0.0);
    let (mut names, mut all_names, mut foreign_names) = (0.0, 0.0, 0.0);
    let (mut content, mut all_content) = (0.0, 0.0);
    let mut matched = Matched::default();
    let close = |concept: &Concept| {
        let (passage, scope) = (share(concept, &context.passage), share(concept, &context.scope));
        let leads = WORD_NEAR.0 * share(concept, &lead_terms);
        share(concept, &here_terms).max(leads).max(WORD_NEAR.1 * scope).max(WORD_NEAR.2 * passage)
    };
    let best_option = plan.options.iter().map(close).reduce(f32::max);
    for concept in &plan.concepts {
        let here = share(concept, &here_terms);
        let leads = share(concept, &lead_terms);
        let (passage, scope) = (share(concept, &context.passage), share(concept, &context.scope));
        matched.shares.push([here, leads, passage, scope]);
        let near = here.max(leads).max(NAME_NEAR.0 * passage).max(NAME_NEAR.1 * scope);
        // Across languages a word that stands for nothing known there says little against a piece.
        let is_foreign = context.language.is_some_and(|language| language != plan.language)
            && concept.alternatives.len() < 2
            && !concept.is_number
            && near == 0.0;
        let weight = if is_foreign { FOREIGN * concept.weight } else { concept.weight };
        inside += weight * here;
        around += weight * near;
        whole += weight;
        if concept.role == Role::Numbered {
            // Looked at by itself, below.
        } else if concept.is_name || concept.is_number {
            names += weight * near;
            all_names += weight;
            foreign_names += if is_foreign { weight } else { 0.0 };
        } else if concept.role != Role::Kind {
            let close = close(concept);
            let weight = if concept.is_known { concept.weight.min(MOST) } else { NOWHERE };
            let weight = if is_foreign { FOREIGN * weight } else { weight };
            let weight = match concept.role {
                Role::Class => CLASS * weight,
                Role::Focus => FOCUS * weight,
                _ => weight,
            };
            content += weight * close;
            all_content += weight;
        }
        if here > 0.0 {
            matched.words.push(concept.text.clone());
        } else if leads == 0.0 {
            matched.missing.push(concept.text.clone());
        }
        if near == 0.0 {
            matched.missing_weight += weight;
            matched.missing_names += f32::from(u8::from(concept.is_name));
        }
    }
    // One of the options is enough, and what they are options for is seldom said.
    if let Some(best) = best_option {
        (content, all_content) = (best, 1.0);
    }
    let of_whole = |sum: f32| if whole > 0.0 { sum / whole } else { 0.0 };
    let values = cut.values(place, unit.span);
    let piece = Stated { text, values: &values };
    let beside = Stated { text: &context.text, values: &context.values };
    let numbered = needed.tells_number(piece, beside);
    if let Some(tells) = numbered {
        names += if tells { NUMBERED } else { 0.7 * NUMBERED };
        all_names += NUMBERED;
    }
    let speaker = unit.quote.and_then(|quote| reading.quotes.get(quote)).and_then(|quote| quote.speaker);
    let is_speaker = asked.map(|asked| match speaker {
        Some(speaker) => cut.is_asked(asked, place, speaker),
        None => unit.quote.is_none() && place.author.is_some_and(|author| is_author(asked, author, text, grammar)),
    });
    let asks_why = plan.kind == Kind::Why && lead_asks_why(reading, &leading, lists);
    let flat = flat(text);
    let near = place.near.iter().find(|near| (near.first..near.after).contains(&unit.sentence));
    Matched {
        inside: of_whole(inside),
        around: of_whole(around),
        names: if all_names > foreign_names { names / all_names } else { 1.0 },
        is_nameless: all_names > 0.0 && all_names <= foreign_names,
        content: if all_content > 0.0 { content / all_content } else { 1.0 },
        tells_number: numbered,
        lacks: needed.lacks(piece, beside),
        has_kind: asks_why || has_kind(plan, reading, unit, text, &values, is_speaker, grammar),
        has_quoted: plan.quoted.iter().any(|quoted| flat.contains(&self::flat(quoted))),
        is_speaker,
        reports_question: only_reports_question(text),
        replies: unit.quote.is_some()
            && leading.iter().any(|&span| {
                let words = document.words(span);
                words.ends_with('?') || reports_question(words, lists)
            }),
        is_short: text.chars().count() < 25,
        passage: place.score,
        cosine: near.map_or(0.0, |near| near.cosine),
        is_negated: lists.stand_in(List::Denies, text),
        ..matched
    }
}

/// Returns a text in lower case with plain marks and single spaces, for finding quoted words in it.
pub(crate) fn flat(text: &str) -> String {
    let plain = |char: char| match char {
        '“' | '”' => '"',
        '‘' | '’' | 'ʼ' => '\'',
        char => char,
    };
    text.split_whitespace()
        .map(|word| word.chars().map(plain).flat_map(char::to_lowercase).collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}
