//! Tells characters from persons: who plays whom.

use std::collections::HashMap;

use onrecord_model::{Document, NamedPerson, PersonKind};

use onrecord_language::token::{Token, TokenKind};

/// Marks characters among the persons, and whom they are played by.
///
/// `Ana Poe, who plays Marta`, `playing the character Marta`, `Marta, played by Ana Poe`, `the character Marta`.
pub(super) fn mark(document: &Document, blocks: &[Vec<Token>], people: &mut [NamedPerson]) {
    let text = document.text();
    let mut at_start: HashMap<usize, usize> = HashMap::new();
    let mut at_end: HashMap<usize, usize> = HashMap::new();
    for (person, known) in people.iter().enumerate().filter(|(_, known)| known.kind == PersonKind::Person) {
        for mention in &known.mentions {
            at_start.insert(mention.whole.start(), person);
            at_start.insert(mention.name.start(), person);
            at_end.insert(mention.name.end(), person);
        }
    }
    let mut pairs: Vec<(Option<usize>, usize)> = Vec::new();
    for cut in blocks {
        let word = |at: usize| cut.get(at).map_or("", |token| &text[token.range()]);
        let starts = |at: usize| cut.get(at).and_then(|token| at_start.get(&(token.start as usize))).copied();
        let ends = |at: usize| cut.get(at).and_then(|token| at_end.get(&(token.end as usize))).copied();
        for at in 0..cut.len() {
            match word(at) {
                "plays" | "playing" | "played" | "portrays" | "portraying" | "voices" => {
                    if word(at + 1) == "by" {
                        let actor = starts(at + 2);
                        let mut left = at;
                        while left > 0
                            && at - left < 4
                            && (cut[left - 1].kind == TokenKind::Comma
                                || matches!(word(left - 1), "is" | "was" | "who" | "are"))
                        {
                            left -= 1;
                        }
                        if let (Some(actor), Some(character)) = (actor, left.checked_sub(1).and_then(ends)) {
                            pairs.push((Some(actor), character));
                        }
                        continue;
                    }
                    let mut right = at + 1;
                    while right < at + 5
                        && matches!(
                            word(right),
                            "the" | "character" | "role" | "part" | "of" | "lead" | "a" | "protagonist"
                        )
                    {
                        right += 1;
                    }
                    let mut left = at;
                    while left > 0
                        && at - left < 3
                        && (cut[left - 1].kind == TokenKind::Comma || matches!(word(left - 1), "who" | "is" | "was"))
                    {
                        left -= 1;
                    }
                    if let Some(character) = starts(right) {
                        pairs.push((left.checked_sub(1).and_then(ends), character));
                    }
                }
                "character" | "characters" | "protagonist" => {
                    let mut right = at + 1;
                    while let Some(character) = starts(right) {
                        pairs.push((None, character));
                        while right < cut.len() && ends(right) != Some(character) {
                            right += 1;
                        }
                        right += 1;
                        if word(at) != "characters" || !(word(right) == "and" || word(right) == ",") {
                            break;
                        }
                        right += 1;
                    }
                }
                _ => {}
            }
        }
    }
    for (actor, character) in pairs {
        if actor == Some(character) {
            continue;
        }
        people[character].kind = PersonKind::Character;
        if let Some(actor) = actor {
            let plays = &mut people[actor].plays;
            if !plays.contains(&(character as u32)) {
                plays.push(character as u32);
            }
        }
    }
}
