//! Whose words a question asks for, and which options it lets choose from.

use onrecord_model::Language;

use super::concept::{Concept, Known, concepts};
use super::grammar::Grammar;
use super::list::List;
use super::words::stem_end;

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
            let lists = grammar.lists();
            let is_topic = |word: &&str| word.chars().count() >= 2 && lists.end(List::Speaker, word);
            let first = question.split_whitespace().take(4).find(is_topic)?;
            let at = question.find(first)?;
            let name = &first[..stem_end(first, grammar)];
            let before = question[..at]
                .split_whitespace()
                .next_back()
                .filter(|word| word.chars().count() >= 2 && !lists.end(List::NoRole, word));
            Some(before.map_or_else(|| name.to_owned(), |before| format!("{before} {name}")))
        }
    }
}

/// Returns the options of a question that lets choose: `director, writer or producer`, `감독인가요, 제작자인가요`.
pub(crate) fn options(question: &str, language: Language, grammar: &Grammar, known: &dyn Known) -> Vec<Concept> {
    let parts: Vec<&str> = match language {
        Language::English => {
            let Some(at) = question.rfind(" or ") else { return Vec::new() };
            // The options stand at the end: `a director or a producer?`
            if question[at + 4..].split_whitespace().count() > 4 {
                return Vec::new();
            }
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
            let choices = grammar.lists().of(List::Choice).iter();
            if choices.map(|ending| question.matches(ending.as_str()).count()).sum::<usize>() < 2 {
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
            let endings = grammar.lists().of(List::ChoiceEnding).iter();
            let option = endings.fold(part.trim(), |part, ending| part.trim_end_matches(ending.as_str()));
            concepts(option, language, grammar, known, &known.works(option)).pop()
        })
        .collect();
    if options.len() >= 2 { options } else { Vec::new() }
}
