//! Weighs pieces against a question, and says why.

use std::collections::HashSet;

use onrecord_model::{Language, Reading, SentenceKind};
use onrecord_read::words;

use crate::plan::{Concept, Grammar, Kind, Plan};
use crate::speaker::{Asked, is_asked};
use crate::unit::{Unit, units};
use crate::value::{Unit as Counted, values};

/// A passage that the search found.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// The number of its source.
    pub source: u64,
    /// What was read in the source.
    pub reading: &'a Reading,
    /// The source's title.
    pub title: Option<&'a str>,
    /// The position of the passage.
    pub passage: usize,
    /// The search's score, 1 for the best.
    pub score: f32,
    /// How near its sentences are in meaning; none where no model is there.
    pub near: &'a [NearSentences],
}

/// Some neighbouring sentences and how near they are to the question in meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearSentences {
    /// The position of the first sentence.
    pub first: usize,
    /// The position after the last.
    pub after: usize,
    /// How near, 0 to 1.
    pub meaning: f32,
}

/// A piece with its weight.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The position of its passage among those found.
    pub found: usize,
    /// The piece.
    pub unit: Unit,
    /// What it matched.
    pub matched: Matched,
    /// The weight: 1 where every word of the question stands in it, and more where it has what is asked for.
    pub score: f32,
}

/// What a piece matched, for people and for the decision to be silent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matched {
    /// The share of the question's weight that stands in the piece itself, 0 to 1.
    pub inside: f32,
    /// The share that stands in the piece or around it: its heading, question, neighbours, title.
    pub around: f32,
    /// The share of the weight of names that stands in the piece or around it; 1 where the question has none.
    pub names: f32,
    /// The share of the weight of all other words that stands in the piece or around it; 1 where the question has none.
    pub content: f32,
    /// What keeps it from answering, where something does.
    pub lacks: Option<&'static str>,
    /// Whether it has what the kind of question asks for.
    pub has_kind: bool,
    /// Whether it has words that the question quotes.
    pub has_quoted: bool,
    /// Whether the person asked for speaks.
    pub is_speaker: Option<bool>,
    /// The question's words that stand in it.
    pub words: Vec<String>,
    /// How near it is in meaning, 0 to 1.
    pub meaning: f32,
}

/// How much a word counts that stands around a piece, not in it.
const AROUND: f32 = 0.45;

/// How much nearness in meaning counts.
const MEANING: f32 = 0.3;

/// Returns every piece of the passages found, the best first.
pub fn rank(plan: &Plan, found: &[Found<'_>], grammar: &Grammar, asked: Option<&Asked>) -> Vec<Ranked> {
    let mut ranked = Vec::new();
    let mut seen = HashSet::new();
    for (at, place) in found.iter().enumerate() {
        let Some(passage) = place.reading.passages.get(place.passage) else { continue };
        let context = Context::of(place, grammar);
        for unit in units(place.reading, passage) {
            if !seen.insert((place.source, unit.span)) {
                continue;
            }
            let (matched, score) = weigh(plan, place, &unit, &context, grammar, asked);
            ranked.push(Ranked { found: at, unit, matched, score });
        }
    }
    ranked.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then(one.found.cmp(&other.found)).then(one.unit.span.cmp(&other.unit.span))
    });
    ranked
}

/// The terms of a passage and of what stands above it.
struct Context {
    passage: HashSet<String>,
    title: HashSet<String>,
    /// The words of the title, the head and the passage.
    text: String,
    language: Option<Language>,
}

impl Context {
    fn of(place: &Found<'_>, grammar: &Grammar) -> Self {
        let reading = place.reading;
        let terms = |text: &str| words(text, grammar.lexicon()).into_iter().map(|term| term.text);
        let span = reading.passages.get(place.passage).map(|passage| passage.span);
        let mut title: HashSet<String> = place.title.into_iter().flat_map(terms).collect();
        // The head of a document names what all of it is about.
        title
            .extend(reading.sentences.iter().take(2).flat_map(|sentence| terms(reading.document.words(sentence.span))));
        let head = reading.sentences.iter().take(2).map(|sentence| sentence.span);
        let spoken = head.chain(span).map(|span| reading.document.words(span));
        let text = place.title.into_iter().chain(spoken).collect::<Vec<_>>().join("\n");
        Self {
            passage: span.into_iter().flat_map(|span| terms(reading.document.words(span))).collect(),
            title,
            text,
            language: reading.document.language,
        }
    }
}

/// Returns the share of an alternative's terms that stand in a set; the best of all alternatives.
fn share(concept: &Concept, terms: &HashSet<String>) -> f32 {
    let of = |alternative: &Vec<String>| {
        let n_met = alternative.iter().filter(|term| terms.contains(*term)).count();
        let share = n_met as f32 / alternative.len() as f32;
        if share < 0.5 { 0.0 } else { share }
    };
    concept.alternatives.iter().map(of).fold(0.0, f32::max)
}

fn weigh(
    plan: &Plan,
    place: &Found<'_>,
    unit: &Unit,
    context: &Context,
    grammar: &Grammar,
    asked: Option<&Asked>,
) -> (Matched, f32) {
    let reading = place.reading;
    let document = &reading.document;
    let text = document.words(unit.span);
    let terms: HashSet<String> = words(text, grammar.lexicon()).into_iter().map(|term| term.text).collect();
    let lead = lead(reading, unit, grammar);
    let (mut inside, mut around, mut whole) = (0.0, 0.0, 0.0);
    let (mut names, mut all_names) = (0.0, 0.0);
    let (mut content, mut all_content) = (0.0, 0.0);
    let mut matched_words = Vec::new();
    for concept in &plan.concepts {
        let here = share(concept, &terms);
        let near = here
            .max(share(concept, &lead))
            .max(0.8 * share(concept, &context.passage))
            .max(0.7 * share(concept, &context.title));
        // Across languages a word that stands for nothing known there says nothing against a piece.
        let is_foreign = context.language.is_some_and(|language| language != plan.language)
            && concept.alternatives.len() < 2
            && !concept.is_number;
        let weight = if is_foreign && near == 0.0 { 0.35 * concept.weight } else { concept.weight };
        inside += weight * here;
        around += weight * near;
        whole += weight;
        if concept.is_name || concept.is_number {
            names += concept.weight * near;
            all_names += concept.weight;
        } else {
            content += weight * near;
            all_content += weight;
        }
        if here > 0.0 {
            matched_words.push(concept.text.clone());
        }
    }
    let of_whole = |sum: f32| if whole > 0.0 { sum / whole } else { 0.0 };
    let speaker = unit.quote.and_then(|quote| reading.quotes.get(quote)).and_then(|quote| quote.speaker);
    let is_speaker = asked.map(|asked| speaker.is_some_and(|speaker| is_asked(asked, reading, speaker, grammar)));
    let flat = flat(text);
    let has_quoted = plan.quoted.iter().any(|quoted| flat.contains(&self::flat(quoted)));
    let has_kind = has_kind(plan, reading, unit, text, is_speaker, grammar);
    let near = place.near.iter().find(|near| (near.first..near.after).contains(&unit.sentence));
    let meaning = near.map_or(0.0, |near| near.meaning);
    let matched = Matched {
        inside: of_whole(inside),
        around: of_whole(around),
        names: if all_names > 0.0 { names / all_names } else { 1.0 },
        content: if all_content > 0.0 { content / all_content } else { 1.0 },
        lacks: grammar.needs().lacks(&plan.question, text, &context.text),
        has_kind,
        has_quoted,
        is_speaker,
        words: matched_words,
        meaning,
    };
    let mut score = (1.0 - AROUND) * matched.inside + AROUND * matched.around;
    score += 0.10 * place.score + MEANING * meaning;
    if has_kind {
        score += 0.15;
    }
    if has_quoted {
        score += 1.0;
    }
    match is_speaker {
        Some(true) => score += 0.25,
        Some(false) => score -= 0.25,
        None => {}
    }
    if unit.is_question {
        score -= 0.3;
    }
    if text.chars().count() < 25 {
        score -= 0.1;
    }
    (matched, score)
}

/// Returns the terms of what leads to a piece: the nearest question or heading above it, the sentences beside it, and the
/// tag of its quotation.
fn lead(reading: &Reading, unit: &Unit, grammar: &Grammar) -> HashSet<String> {
    let mut spans = Vec::new();
    for sentence in reading.sentences[..unit.sentence.min(reading.sentences.len())].iter().rev().take(12) {
        let is_heading = reading
            .document
            .blocks
            .get(sentence.block as usize)
            .is_some_and(|block| block.kind == onrecord_model::BlockKind::Heading);
        if sentence.kind == SentenceKind::Question || is_heading {
            spans.push(sentence.span);
            break;
        }
    }
    let beside = [unit.sentence.checked_sub(1), Some(unit.sentence), Some(unit.sentence + 1)];
    spans.extend(beside.into_iter().flatten().filter_map(|at| reading.sentences.get(at)).map(|sentence| sentence.span));
    let quote = unit.quote.and_then(|quote| reading.quotes.get(quote));
    spans.extend(quote.and_then(|quote| quote.question));
    spans.extend(
        quote.and_then(|quote| quote.speaker).into_iter().flat_map(|speaker| [speaker.name, speaker.words]).flatten(),
    );
    spans
        .into_iter()
        .flat_map(|span| words(reading.document.words(span), grammar.lexicon()))
        .map(|term| term.text)
        .collect()
}

/// Says whether a number in a text counts what an English question counts (`how many episodes`); so where it names nothing
/// that can be looked for in the text's language.
fn is_counted(plan: &Plan, text: &str, grammar: &Grammar) -> bool {
    let lower = plan.question.to_lowercase();
    let noun = lower.split("how many ").nth(1).and_then(|rest| rest.split(|char: char| !char.is_alphanumeric()).next());
    let Some(concept) = plan.concepts.iter().find(|concept| Some(concept.text.to_lowercase().as_str()) == noun) else {
        return true;
    };
    if Language::of(text) != Some(plan.language) && concept.alternatives.len() < 2 {
        return true;
    }
    values(text).iter().filter(|value| value.unit != Counted::Date).any(|value| {
        let behind: String = text[value.at.start..].chars().take(40).collect();
        let terms: HashSet<String> = words(&behind, grammar.lexicon()).into_iter().map(|term| term.text).collect();
        share(concept, &terms) > 0.0
    })
}

fn has_kind(
    plan: &Plan,
    reading: &Reading,
    unit: &Unit,
    text: &str,
    is_speaker: Option<bool>,
    grammar: &Grammar,
) -> bool {
    let counts = |wanted: fn(&Counted) -> bool| values(text).iter().any(|value| wanted(&value.unit));
    let has_any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match plan.kind {
        Kind::When => {
            counts(|unit| *unit == Counted::Date)
                || has_any(&["yesterday", "last year", "last month", "지난해", "작년", "지난달", "어제"])
        }
        Kind::HowLong => counts(|unit| matches!(unit, Counted::Duration | Counted::Minutes)),
        Kind::HowMany => counts(|unit| !matches!(unit, Counted::Date)) && is_counted(plan, text, grammar),
        Kind::Who => {
            let people = reading.people.iter().flat_map(|person| &person.mentions);
            people.into_iter().any(|mention| unit.span.contains(mention.name))
        }
        Kind::Why => has_any(&[
            "because",
            "since ",
            "so that",
            "in order to",
            "reason",
            "due to",
            " so ",
            "to avoid",
            "wanted",
            "attempt",
            "that is why",
            "That’s why",
            "That's why",
            "때문",
            "위해",
            "이유",
            "덕분",
            "그래서",
            "싶어",
            "싶었",
            "라서",
            "아서",
            "어서",
            "니까",
            "계기",
        ]),
        Kind::WhatSaid => is_speaker.unwrap_or(unit.quote.is_some()),
        Kind::WhoSaid => unit.quote.is_some(),
        Kind::Where => has_any(&[" in ", " at ", " on ", "에서", "에 "]),
        Kind::Which | Kind::YesNo | Kind::What => true,
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
