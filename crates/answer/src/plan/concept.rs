//! What a question is about: its words, and what may stand for them in the other language and script.

use std::collections::HashMap;
use std::ops::Range;

use onrecord_model::Language;
use onrecord_read::name::{hangul_candidates, spellings};
use onrecord_read::{TermKind, words};

use super::Grammar;

const BRIDGE: &str = include_str!("../../../../lexicon/question/bridge.tsv");

/// One thing that a question is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Concept {
    /// The words of the question.
    pub text: String,
    /// The terms of those words, and of what may stand for them; each alternative is met by most of its terms.
    pub alternatives: Vec<Vec<String>>,
    /// How much it counts: its rarity in the archive.
    pub weight: f32,
    /// Whether it is a name, of a person or a work.
    pub is_name: bool,
    /// Whether it is a number.
    pub is_number: bool,
    /// Whether any of its terms stands anywhere in the archive.
    pub is_known: bool,
}

/// Words of the trade in both languages.
#[derive(Debug, Clone)]
pub(crate) struct Bridge {
    english: HashMap<&'static str, Vec<&'static str>>,
    korean: HashMap<&'static str, Vec<&'static str>>,
}

impl Bridge {
    pub(crate) fn built_in() -> Self {
        let (mut english, mut korean): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) = Default::default();
        for (hangul, latin) in rows(BRIDGE).filter_map(|row| row.split_once('\t')) {
            for word in latin.split(' ') {
                english.entry(hangul).or_default().push(word);
                korean.entry(word).or_default().push(hangul);
            }
        }
        Self { english, korean }
    }
}

/// Returns the rows of a data file, without notes and blank lines.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().map(str::trim_end).filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// A term that stands nowhere counts as little as a common one: it may be a slip, or the sources have another word for it.
const UNKNOWN: f32 = 1.2;

/// Returns what a question is about, in its order.
pub(crate) fn concepts(
    question: &str,
    language: Language,
    grammar: &Grammar,
    rarity: &dyn Fn(&str) -> f32,
) -> Vec<Concept> {
    let mut concepts = Vec::new();
    let mut is_first = true;
    for at in question_words(question) {
        let word = &question[at.clone()];
        let concept = if Language::of(word) == Some(Language::Korean) {
            korean(word, grammar, rarity)
        } else if word.starts_with(|char: char| char.is_numeric()) {
            Some(number(word, grammar, rarity))
        } else {
            latin(word, is_first && language == Language::English, grammar, rarity)
        };
        is_first = false;
        concepts.extend(concept);
    }
    concepts
}

/// Returns the words between quotation marks, where there are at least two.
pub(crate) fn quoted(question: &str) -> Vec<String> {
    let is_long = |words: &&str| words.split_whitespace().count() >= 2;
    onrecord_read::runs(question)
        .into_iter()
        .map(|run| &question[run.inner])
        .filter(is_long)
        .map(str::to_owned)
        .collect()
}

/// Returns whose words are asked for: what stands between `did` and `say`, or the topic before the Korean question word.
pub(crate) fn speaker(question: &str, language: Language, grammar: &Grammar) -> Option<String> {
    match language {
        Language::English => {
            let lower = question.to_ascii_lowercase();
            let start = ["what did ", "what does ", "what has ", "how did ", "how does "]
                .iter()
                .find_map(|head| lower.find(head).map(|at| at + head.len()))?;
            let verbs = [
                " say",
                " tell",
                " call",
                " think",
                " describe",
                " explain",
                " reveal",
                " answer",
                " recall",
                " repl",
                " mean",
                " want",
            ];
            let end = verbs.iter().filter_map(|verb| lower[start..].find(verb)).min()?;
            let name = question.get(start..start + end)?.trim();
            (!name.is_empty() && name.split_whitespace().count() <= 6).then(|| name.to_owned())
        }
        Language::Korean => {
            let first = question.split_whitespace().take(4).find(|word| {
                word.chars().count() >= 2
                    && ["은", "는", "이", "가", "께서"].iter().any(|particle| word.ends_with(particle))
            })?;
            let at = question.find(first)?;
            let name = &first[..stem_end(first, grammar)];
            let before = question[..at]
                .split_whitespace()
                .next_back()
                .filter(|word| word.chars().count() >= 2 && !word.ends_with(['의', '에', '서', '은', '는']));
            Some(before.map_or_else(|| name.to_owned(), |before| format!("{before} {name}")))
        }
    }
}

/// Returns the options of a question that lets choose: `director, writer or producer`, `감독인가요, 제작자인가요`.
pub(crate) fn options(
    question: &str,
    language: Language,
    grammar: &Grammar,
    rarity: &dyn Fn(&str) -> f32,
) -> Vec<Concept> {
    let parts: Vec<&str> = match language {
        Language::English => {
            let Some(at) = question.rfind(" or ") else { return Vec::new() };
            let head = &question[..at];
            let list_at = head.rfind([':', '—']).map_or_else(
                || {
                    head.find(',')
                        .and_then(|comma| head[..comma].rfind(' '))
                        .unwrap_or_else(|| head.rfind(' ').unwrap_or(0))
                },
                |at| at + 1,
            );
            head[list_at..].split(',').chain([&question[at + 4..]]).collect()
        }
        Language::Korean => {
            if question.matches("인가요").count() + question.matches("인가").count() < 2 {
                return Vec::new();
            }
            question
                .split([',', '、'])
                .filter_map(|part| part.split_whitespace().next_back())
                .map(|word| word.trim_end_matches(['?', '.', '!']))
                .collect()
        }
    };
    let options: Vec<Concept> = parts
        .iter()
        .filter_map(|part| {
            concepts(part.trim().trim_end_matches("인가요?").trim_end_matches("인가요"), language, grammar, rarity)
                .pop()
        })
        .collect();
    if options.len() >= 2 { options } else { Vec::new() }
}

fn question_words(question: &str) -> Vec<Range<usize>> {
    let is_inside = |char: char| char.is_alphanumeric() || matches!(char, '-' | '\'' | '’' | 'ʼ');
    let mut found = Vec::new();
    let mut start = None;
    let mut is_hangul = None;
    for (at, char) in question.char_indices().chain([(question.len(), ' ')]) {
        let hangul = ('가'..='힣').contains(&char);
        // Where a word changes its script, another one begins: `OTT에서`, `클래스 1의`.
        let changes = start.is_some() && is_hangul.is_some_and(|before| before != hangul) && char.is_alphanumeric();
        if (!is_inside(char) || changes)
            && let Some(from) = start.take()
        {
            found.push(from..at);
            is_hangul = None;
        }
        if is_inside(char) && start.is_none() && char.is_alphanumeric() {
            start = Some(at);
            is_hangul = Some(hangul);
        }
    }
    found
}

fn terms(text: &str, grammar: &Grammar) -> Vec<String> {
    words(text, &grammar.lexicon).into_iter().map(|term| term.text).collect()
}

fn stem_end(word: &str, grammar: &Grammar) -> usize {
    words(word, &grammar.lexicon).last().map_or(word.len(), |term| term.at.end)
}

/// Weighs a concept by the rarest of the alternatives' terms that stand somewhere, and drops those that stand nowhere.
fn weighed(text: &str, alternatives: Vec<Vec<String>>, is_name: bool, rarity: &dyn Fn(&str) -> f32) -> Concept {
    let known = |terms: &[String]| {
        let rarities: Vec<f32> = terms.iter().map(|term| rarity(term)).filter(|&rarity| rarity > 0.0).collect();
        (2 * rarities.len() >= terms.len() && !rarities.is_empty())
            .then(|| rarities.iter().sum::<f32>() / rarities.len() as f32)
    };
    let (mut kept, mut weight): (Vec<Vec<String>>, Option<f32>) = (Vec::new(), None);
    for (rank, alternative) in alternatives.into_iter().enumerate() {
        let found = known(&alternative);
        if let Some(found) = found {
            weight = Some(weight.map_or(found, |weight: f32| if rank == 0 { found } else { weight.min(found) }));
        }
        if rank == 0 || found.is_some() && !kept.contains(&alternative) {
            kept.push(alternative);
        }
    }
    let is_known = weight.is_some();
    let weight = weight.unwrap_or(UNKNOWN) * if is_name { 1.4 } else { 1.0 };
    Concept { text: text.to_owned(), alternatives: kept, weight, is_name, is_number: false, is_known }
}

fn number(word: &str, grammar: &Grammar, rarity: &dyn Fn(&str) -> f32) -> Concept {
    let concept = weighed(word, vec![terms(word, grammar)], false, rarity);
    Concept { is_number: true, weight: concept.weight.max(1.0), ..concept }
}

fn latin(word: &str, is_first: bool, grammar: &Grammar, rarity: &dyn Fn(&str) -> f32) -> Option<Concept> {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches("'s").trim_end_matches("’s");
    if grammar.stop.is_english(bare) {
        return None;
    }
    let is_name = !is_first && word.starts_with(char::is_uppercase) && !grammar.stop.is_no_name(bare);
    let own = terms(word, grammar);
    let mut alternatives = vec![own];
    for hangul in grammar.bridge.korean.get(bare).into_iter().flatten() {
        alternatives.push(terms(hangul, grammar));
        // What stands for one Korean word may stand for one another: wrote, written, writer.
        let siblings = grammar.bridge.english.get(hangul).into_iter().flatten().filter(|sibling| **sibling != bare);
        alternatives.extend(siblings.map(|sibling| terms(sibling, grammar)));
    }
    if is_name {
        alternatives
            .extend(hangul_candidates(word, &grammar.names).into_iter().take(6).map(|hangul| terms(&hangul, grammar)));
    }
    alternatives.retain(|alternative| !alternative.is_empty());
    (!alternatives.is_empty()).then(|| weighed(word, alternatives, is_name, rarity))
}

fn korean(word: &str, grammar: &Grammar, rarity: &dyn Fn(&str) -> f32) -> Option<Concept> {
    if grammar.stop.is_korean(word) {
        return None;
    }
    let bare = grammar.stop.without_ending(word);
    let stem = &bare[..stem_end(bare, grammar).min(bare.len())];
    if grammar.stop.is_korean(stem) || stem.is_empty() {
        return None;
    }
    let own: Vec<String> = words(stem, &grammar.lexicon)
        .into_iter()
        .filter(|term| term.kind == TermKind::Syllables)
        .map(|term| term.text)
        .collect();
    let mut alternatives = vec![own];
    let mut is_name = false;
    let bridged = grammar.bridge.english.get(stem).or_else(|| {
        grammar
            .bridge
            .english
            .iter()
            .filter(|(row, _)| row.chars().count() >= 2 && stem.starts_with(**row))
            .max_by_key(|(row, _)| row.len())
            .map(|(_, words)| words)
    });
    for latin in bridged.into_iter().flatten() {
        alternatives.push(terms(latin, grammar));
    }
    if bridged.is_none() && (2..=4).contains(&stem.chars().count()) {
        for spelling in spellings(stem, &grammar.names) {
            let spelt = name_terms(&spelling, grammar);
            if spelt.iter().all(|term| rarity(term) > 0.0) {
                is_name = true;
                alternatives.push(spelt);
            }
        }
    }
    alternatives.retain(|alternative| !alternative.is_empty());
    (!alternatives.is_empty()).then(|| weighed(stem, alternatives, is_name, rarity))
}

/// Returns the terms of a Latin name that tell it from others: the surname, and the given name in one piece.
fn name_terms(spelling: &str, grammar: &Grammar) -> Vec<String> {
    spelling.split_whitespace().filter_map(|word| terms(word, grammar).pop()).collect()
}
