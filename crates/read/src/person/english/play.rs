//! Tells characters from persons: who plays whom.

use std::collections::HashMap;

use onrecord_model::{Document, NamedPerson, PersonKind};

use onrecord_language::lexicon::EnglishSmallWords;
use onrecord_language::token::{Token, TokenKind};

/// Marks characters among the persons, and whom they are played by.
///
/// `Ana Poe, who plays Marta`, `playing the character Marta`, `Marta, played by Ana Poe`, `the character Marta`.
pub(super) fn mark(document: &Document, blocks: &[Vec<Token>], small: &EnglishSmallWords, people: &mut [NamedPerson]) {
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
                verb if small.plays.has(verb) => {
                    if small.by.has(word(at + 1)) {
                        let actor = starts(at + 2);
                        let mut left = at;
                        while left > 0
                            && at - left < 4
                            && (cut[left - 1].kind == TokenKind::Comma || small.before_played.has(word(left - 1)))
                        {
                            left -= 1;
                        }
                        if let (Some(actor), Some(character)) = (actor, left.checked_sub(1).and_then(ends)) {
                            pairs.push((Some(actor), character));
                        }
                        continue;
                    }
                    let mut right = at + 1;
                    while right < at + 5 && small.before_character.has(word(right)) {
                        right += 1;
                    }
                    let mut left = at;
                    while left > 0
                        && at - left < 3
                        && (cut[left - 1].kind == TokenKind::Comma || small.before_plays.has(word(left - 1)))
                    {
                        left -= 1;
                    }
                    if let Some(character) = starts(right) {
                        pairs.push((left.checked_sub(1).and_then(ends), character));
                    }
                }
                noun if small.character.has(noun) => {
                    let mut right = at + 1;
                    while let Some(character) = starts(right) {
                        pairs.push((None, character));
                        while right < cut.len() && ends(right) != Some(character) {
                            right += 1;
                        }
                        right += 1;
                        if !small.several_characters.has(noun) || !(small.and.has(word(right)) || word(right) == ",") {
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
