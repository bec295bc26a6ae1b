//! Understands a question: what it asks for, about whom, in which words.

mod asked;
mod bridge;
mod concept;
mod grammar;
mod kind;
mod list;
mod noun;
mod role;
mod stop;
mod words;

use onrecord_model::Language;

pub use concept::{Alternative, Concept, Known, NamedWork, Role};
pub use grammar::Grammar;
pub use kind::Kind;
pub(crate) use list::{List, Lists};

/// A question, understood.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its words.
    pub question: String,
    /// Its language.
    pub language: Language,
    /// What it asks for.
    pub kind: Kind,
    /// The works that it names and the archive knows.
    pub works: Vec<NamedWork>,
    /// What it is about; the order of the question.
    pub concepts: Vec<Concept>,
    /// Words that it quotes, whose speaker or place is asked for.
    pub quoted: Vec<String>,
    /// Whose words are asked for, as the question names them: `Yoo Soo-min`, `the director`, `감독`.
    pub speaker: Option<String>,
    /// The options that it lets choose from: `director`, `producer`.
    pub options: Vec<Concept>,
}

/// Returns what a question asks for.
///
/// `known` is what the archive knows of its words.
pub fn plan(question: &str, grammar: &Grammar, known: &dyn Known) -> Plan {
    let language = Language::of(question).unwrap_or(Language::English);
    let kind = grammar.kinds.of(question, language);
    let quoted = words::quoted(question);
    let works = known.works(question);
    let mut concepts = concept::concepts(question, language, grammar, known, &works);
    for concept in &mut concepts {
        let is_kind =
            grammar.kinds.repeats(kind, &concept.text) || role::is_listed(question, &concept.text, &grammar.lists);
        concept.role = if is_kind && !concept.is_name {
            Role::Kind
        } else if role::is_class(question, &concept.text, &grammar.kinds, &grammar.lists) {
            Role::Class
        } else {
            Role::Own
        };
    }
    let numbered: Vec<usize> =
        (0..concepts.len()).filter(|&at| role::is_numbered(&concepts, at, question, grammar)).collect();
    for at in numbered {
        concepts[at].role = Role::Numbered;
    }
    if let Some(at) = role::focus(question, &concepts, language, &grammar.lists) {
        concepts[at].role = Role::Focus;
    }
    let speaker = match kind {
        Kind::WhatSaid => asked::speaker(question, language, grammar),
        _ => None,
    };
    let options = asked::options(question, language, grammar, known);
    Plan { question: question.to_owned(), language, kind, works, concepts, quoted, speaker, options }
}

/// Returns the questions that a question is made of, the whole first where it is only one: `Why did she leave, and what does she advise
/// beginners?`
pub fn parts(question: &str) -> Vec<String> {
    const JOINTS: [&str; 9] = [
        ", and what ",
        ", and who ",
        ", and why ",
        ", and how ",
        ", and when ",
        ", and where ",
        ", and which ",
        "? And ",
        "? ",
    ];
    let cut = JOINTS.iter().filter_map(|joint| question.find(joint).map(|at| (at, *joint))).min();
    let Some((at, joint)) = cut else { return vec![question.to_owned()] };
    let rest_at = at + if joint.starts_with(", and ") { 6 } else { 2 };
    let (first, rest) = (question[..at].trim(), question[rest_at..].trim());
    // `and where?` asks more of the same sentence.
    let enough = |part: &str| part.split_whitespace().count() >= 5;
    if enough(first) && enough(rest) { vec![format!("{first}?"), rest.to_owned()] } else { vec![question.to_owned()] }
}

impl Plan {
    /// Returns the terms to look for and how much each counts: 1 for the question's own, less for what may stand for them.
    pub fn wanted(&self) -> Vec<(String, f32)> {
        let mut wanted = Vec::new();
        for concept in &self.concepts {
            for (rank, alternative) in concept.alternatives.iter().enumerate() {
                let weight = if rank == 0 { 1.0 } else { 0.7 };
                let share = if concept.is_name { 1.2 } else { 1.0 };
                let weight = weight * alternative.strength;
                wanted.extend(alternative.terms.iter().map(|term| (term.clone(), weight * share)));
            }
        }
        for quoted in &self.quoted {
            wanted.extend(quoted.split_whitespace().map(|word| (word.to_lowercase(), 1.0)));
        }
        wanted
    }
}
