//! What a word does in a question: the thing asked for, the class to pick from, a thing told apart by its number.

use onrecord_model::Language;

use super::concept::{Concept, Role};
use super::grammar::Grammar;
use super::kind::Kinds;
use super::list::{List, Lists};

/// Says whether a word names the class that a question picks from: `award` in `which award`, `나라` in `어느 나라`, all of `American or
/// British papers`, and the noun that a Korean question ends with.
pub(super) fn is_class(question: &str, word: &str, kinds: &Kinds, lists: &Lists) -> bool {
    let lower = question.to_lowercase();
    let word = word.to_lowercase();
    let follows = |mark: &String| {
        lower.match_indices(mark.as_str()).any(|(at, _)| {
            let rest = &lower[at + mark.len()..];
            let mut words = rest.split_whitespace();
            let first = words.next();
            let is_joined = words.next().is_some_and(|joint| joint == "or" || joint == "and");
            let others = words.take(if is_joined { 2 } else { 0 });
            rest.starts_with(&word) || first.into_iter().chain(others).any(|other| other.starts_with(&word))
        })
    };
    lists.of(List::Class).iter().any(follows) || kinds.ends(question, &word)
}

/// Says whether a word is what an answer lists one by one: `각 단계`, `each stage`.
pub(super) fn is_listed(question: &str, word: &str, lists: &Lists) -> bool {
    let lower = question.to_lowercase();
    let word = word.to_lowercase();
    lists.of(List::Each).iter().any(|mark| lower.contains(&format!("{mark}{word}")))
}

/// Says whether a concept is a thing that the question numbers, or its number.
pub(super) fn is_numbered(concepts: &[Concept], at: usize, question: &str, grammar: &Grammar) -> bool {
    let pair = |one: &Concept, other: &Concept| {
        let far = format!("{} {}", one.text, other.text);
        let near = format!("{}{}", one.text, other.text);
        (question.contains(&far) || question.contains(&near)) && grammar.is_numbered(&far)
    };
    let here = &concepts[at];
    let before = at.checked_sub(1).and_then(|at| concepts.get(at));
    before.is_some_and(|before| pair(before, here)) || concepts.get(at + 1).is_some_and(|after| pair(here, after))
}

/// Returns which concept is the very thing asked for: the noun of `what was the …`, or the topic before a Korean question word.
pub(super) fn focus(question: &str, concepts: &[Concept], language: Language, lists: &Lists) -> Option<usize> {
    let range = match language {
        Language::English => {
            const HEADS: [&str; 8] =
                ["what was ", "what is ", "what were ", "what are ", "who was ", "who is ", "who were ", "who are "];
            const ENDS: [&str; 9] = [" of ", " in ", " for ", " behind ", " at ", " on ", " that ", " with ", " like"];
            let lower = question.to_lowercase();
            let start = HEADS.iter().find(|head| lower.starts_with(**head)).map(|head| head.len())?;
            let end = ENDS.iter().filter_map(|end| lower[start..].find(end).map(|at| start + at)).min();
            start..end.unwrap_or(question.len())
        }
        Language::Korean => {
            let end = lists.of(List::Asking).iter().filter_map(|word| question.find(word.as_str())).min()?;
            let topic = question[..end].trim_end();
            let is_topic = lists.end(List::Topic, topic);
            let start = topic.rfind(' ').map_or(0, |at| at + 1);
            is_topic.then_some(start..end)?
        }
    };
    let part = question.get(range)?;
    let is_it = |concept: &Concept| {
        concept.role == Role::Own && !concept.is_name && !concept.is_number && part.contains(concept.text.as_str())
    };
    concepts.iter().rposition(is_it)
}
