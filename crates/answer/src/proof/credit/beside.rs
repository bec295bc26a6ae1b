//! Finds whom a draft credits in plain sight, where the reader found nobody: a name beside a verb of saying.

use std::ops::Range;

use onrecord_model::letter::is_syllable;

use crate::proof::letters::Letters;
use crate::proof::misspelt::is_near;
use crate::proof::register::Register;
use crate::proof::vocabulary::{credited_in, is_capital_word, is_pronoun, is_surname, nobodies, says, titles};

/// Somebody beside a quotation who is given as its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beside {
    /// The name, without its title; `None` for a pronoun or an office alone.
    pub name: Option<String>,
    /// Where the words stand, in bytes of the prose.
    pub words: Range<usize>,
}

/// Returns who is named as the speaker in the stretches of a sentence around its quotations, nearest to a verb of saying.
pub(super) fn beside(text: &str, around: &[Range<usize>], register: &Register<'_>) -> Option<Beside> {
    let stretches: Vec<(Range<usize>, &str)> =
        around.iter().filter_map(|range| Some((range.clone(), text.get(range.clone())?))).collect();
    let is_said = stretches.iter().any(|(_, words)| says(words));
    let mut open = stretches.iter().filter(|(_, words)| is_said || is_label(words));
    open.find_map(|(range, words)| {
        if words.chars().any(is_syllable) {
            korean(words, range.start, register)
        } else {
            english(words, range.start, register)
        }
    })
}

/// Says whether a stretch leads to the quotation behind it with a colon.
fn is_label(words: &str) -> bool {
    words
        .trim_end_matches(|char: char| char.is_whitespace() || matches!(char, '“' | '"' | '‘' | '\'' | '「' | '『'))
        .ends_with([':', '：'])
}

/// Reads `NAME 감독은`, `NAME은`, `NAME이`, `NAME의 말`, `NAME:`, `NAME에 따르면`.
fn korean(words: &str, offset: usize, register: &Register<'_>) -> Option<Beside> {
    let mut tokens: Vec<(Range<usize>, &str)> = Vec::new();
    let mut at = 0;
    for token in
        words.split(|char: char| char.is_whitespace() || matches!(char, '“' | '”' | '"' | ',' | '(' | ')' | '—' | '>'))
    {
        let bare = token.trim_end_matches(['.', ':', '：', ';']);
        if !bare.is_empty() {
            tokens.push((at..at + bare.len(), bare));
        }
        at += token.len() + words[at + token.len()..].chars().next().map_or(0, char::len_utf8);
    }
    let mut credited = None;
    for (place, (range, token)) in tokens.iter().enumerate().rev() {
        let whole = offset + range.start..offset + range.end;
        if is_pronoun(token) {
            credited = credited.or(Some(Beside { name: None, words: whole }));
            continue;
        }
        let is_label = words[range.end..].trim_start().starts_with([':', '：']);
        let next = tokens.get(place + 1).map_or("", |(_, next)| next);
        let stem = if is_label { Some(*token) } else { credited_in(token, next) };
        let Some(stem) = stem.filter(|stem| stem.chars().count() >= 2 && nobodies().all(|nobody| nobody != *stem))
        else {
            continue;
        };
        let title = titles().find(|title| stem == *title);
        let name = match title {
            Some(_) => {
                place.checked_sub(1).and_then(|before| tokens.get(before)).map(|(range, token)| (range.clone(), *token))
            }
            None => Some((
                range.start..range.start + stem.len(),
                titles()
                    .find_map(|title| stem.strip_suffix(title).filter(|name| name.chars().count() >= 3))
                    .unwrap_or(stem),
            )),
        };
        let known = name.filter(|(_, name)| is_name(name, title.is_some(), register));
        match known {
            Some((range, name)) => {
                let words = offset + range.start..offset + range.start + name.len();
                return Some(Beside { name: Some(name.to_owned()), words });
            }
            None if title.is_some()
                || is_label
                || stem.chars().all(is_syllable) && !nobodies().any(|nobody| stem.ends_with(nobody)) =>
            {
                credited = credited.or(Some(Beside { name: None, words: whole }))
            }
            None => {}
        }
    }
    credited
}

/// Says whether a Hangul word is somebody's name: one on record or a slip of it, or any of the right length before a title.
fn is_name(name: &str, has_title: bool, register: &Register<'_>) -> bool {
    let letters = Letters::of(name);
    let n_letters = letters.len();
    let is_hangul = name.chars().all(is_syllable);
    if has_title && is_hangul {
        return (2..=4).contains(&n_letters) && !titles().any(|title| title == name);
    }
    if is_hangul && n_letters == 3 && name.chars().next().is_some_and(is_surname) {
        return true;
    }
    n_letters >= 2
        && register
            .people
            .iter()
            .flat_map(|known| &known.spellings)
            .any(|spelling| Letters::of(spelling) == letters || is_near(name, spelling))
}

/// Reads names in capitals next to a verb of saying, or before a colon.
fn english(words: &str, offset: usize, register: &Register<'_>) -> Option<Beside> {
    let mut tokens: Vec<(Range<usize>, &str)> = Vec::new();
    let mut at = 0;
    for token in words.split(' ') {
        let bare = token.trim_matches(|char: char| !char.is_alphanumeric());
        if !bare.is_empty() {
            let start = at + token.find(bare).unwrap_or(0);
            tokens.push((start..start + bare.len(), bare));
        }
        at += token.len() + 1;
    }
    let is_capital = |token: &str| token.chars().next().is_some_and(char::is_uppercase);
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (place, (range, token)) in tokens.iter().enumerate() {
        let goes_on = runs
            .last()
            .is_some_and(|run| run.end == place && words[tokens[place - 1].0.end..range.start].trim().is_empty());
        if !is_capital(token) || is_capital_word(token) && !goes_on {
            continue;
        }
        match runs.last_mut() {
            Some(run) if goes_on => run.end = place + 1,
            _ => runs.push(place..place + 1),
        }
    }
    let verbs: Vec<usize> = tokens
        .iter()
        .enumerate()
        .filter(|(_, (_, token))| says(token) || *token == "to" || token.eq_ignore_ascii_case("put"))
        .map(|(place, _)| place)
        .collect();
    let has_subject = |verb: usize| runs.iter().any(|run| run.end <= verb);
    let is_told = |verb: usize| matches!(tokens[verb].1, "told" | "tells" | "asked" | "asks" | "to");
    let distance = |run: &Range<usize>| {
        verbs
            .iter()
            .map(|&verb| {
                // Behind `X told` stands who was told.
                if verb < run.start && is_told(verb) && has_subject(verb) {
                    2 * (run.start - verb) + 4
                } else if verb < run.start {
                    2 * (run.start - verb)
                } else {
                    2 * (verb + 1 - run.end.min(verb + 1)) + 1
                }
            })
            .min()
            .unwrap_or(99)
    };
    let distances: Vec<usize> = runs.iter().map(distance).collect();
    let mut runs: Vec<(usize, Range<usize>)> = distances.into_iter().zip(runs.iter().cloned()).collect();
    runs.sort_by_key(|(distance, _)| *distance);
    let best = runs.iter().find(|(distance, run)| {
        let name = &words[tokens[run.start].0.start..tokens[run.end - 1].0.end];
        let letters = Letters::of(name);
        let is_on_record = register
            .people
            .iter()
            .flat_map(|known| &known.spellings)
            .any(|spelling| Letters::of(spelling) == letters || is_near(name, spelling));
        register.outlet(name).is_none() && (is_on_record || run.len() >= 2 && *distance <= 3)
    });
    if let Some((_, run)) = best {
        let range = tokens[run.start].0.start..tokens[run.end - 1].0.end;
        let name = strip_title(&words[range.clone()]);
        let start = offset + range.end - name.len();
        return Some(Beside { name: Some(name.to_owned()), words: start..start + name.len() });
    }
    let pronoun = tokens
        .iter()
        .find(|(_, token)| is_pronoun(&token.to_lowercase()))
        .or_else(|| {
            tokens
                .windows(2)
                .find(|pair| pair[0].1.eq_ignore_ascii_case("the") && nobodies().all(|nobody| nobody != pair[1].1))
                .map(|pair| &pair[1])
        })
        .filter(|_| !verbs.is_empty())?;
    Some(Beside { name: None, words: offset + pronoun.0.start..offset + pronoun.0.end })
}

fn strip_title(name: &str) -> &str {
    ["Director ", "Actor ", "Mr. ", "Ms. ", "Mrs. ", "Dr. "]
        .iter()
        .find_map(|title| name.strip_prefix(title))
        .unwrap_or(name)
}
