//! Understands a question: what it asks for, about whom, in which words.

mod concept;
mod kind;
mod stop;

use onrecord_model::Language;
use onrecord_read::Lexicon;
use onrecord_read::name::Names;

use crate::need::Needs;

pub use concept::Concept;
pub(crate) use concept::rows;
pub use kind::Kind;

/// The data that questions are understood by: rows of `lexicon/question/` and the table of names.
#[derive(Debug, Clone)]
pub struct Grammar {
    lexicon: Lexicon,
    names: Names,
    kinds: kind::Kinds,
    stop: stop::Stop,
    bridge: concept::Bridge,
    needs: Needs,
}

impl Grammar {
    /// Returns the rows that ship with the program.
    pub fn built_in() -> Self {
        Self {
            lexicon: Lexicon::built_in(),
            names: Names::built_in(),
            kinds: kind::Kinds::built_in(),
            stop: stop::Stop::built_in(),
            bridge: concept::Bridge::built_in(),
            needs: Needs::built_in(),
        }
    }

    /// Returns what questions need that an answer must have.
    pub(crate) fn needs(&self) -> &Needs {
        &self.needs
    }

    /// Returns the reader's lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Returns the table that names are compared by.
    pub fn names(&self) -> &Names {
        &self.names
    }
}

/// A question, understood.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its words.
    pub question: String,
    /// Its language.
    pub language: Language,
    /// What it asks for.
    pub kind: Kind,
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
/// `rarity` tells how rare a term is in the index (BM25's idf), and 0 for one that stands nowhere.
pub fn plan(question: &str, grammar: &Grammar, rarity: &dyn Fn(&str) -> f32) -> Plan {
    let language = Language::of(question).unwrap_or(Language::English);
    let kind = grammar.kinds.of(question, language);
    let quoted = concept::quoted(question);
    let concepts = concept::concepts(question, language, grammar, rarity);
    let speaker = match kind {
        Kind::WhatSaid => concept::speaker(question, language, grammar),
        _ => None,
    };
    let options = concept::options(question, language, grammar, rarity);
    Plan { question: question.to_owned(), language, kind, concepts, quoted, speaker, options }
}

impl Plan {
    /// Returns the terms to look for and how much each counts: 1 for the question's own, less for what may stand for them.
    pub fn wanted(&self) -> Vec<(String, f32)> {
        let mut wanted = Vec::new();
        for concept in &self.concepts {
            for (rank, alternative) in concept.alternatives.iter().enumerate() {
                let weight = if rank == 0 { 1.0 } else { 0.7 };
                let share = if concept.is_name { 1.2 } else { 1.0 };
                wanted.extend(alternative.iter().map(|term| (term.clone(), weight * share)));
            }
        }
        for quoted in &self.quoted {
            wanted.extend(quoted.split_whitespace().map(|word| (word.to_lowercase(), 1.0)));
        }
        wanted
    }
}
