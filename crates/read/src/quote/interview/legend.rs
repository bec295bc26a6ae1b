//! Says whom each label of a talk means, once for all its turns: by the people of the document, by a fuller label of the same
//! talk, or by a line that introduces it (`OV = Orla Veit, miller`, `Orla Veit (OV)`, `Speaker 1: Orla Veit`).

use std::collections::HashMap;

use onrecord_language::label::names_speaker;
use onrecord_model::Span;
use onrecord_model::letter::is_syllable;

use super::cast::{Cast, Known, initials};
use super::head::Head;
use super::line::Line;
use crate::ground::Ground;
use crate::person::fold;

/// Lines of a document in which labels are introduced.
const HEAD: usize = 80;
/// Words of the name that a line introduces, and of the line.
const NAME: usize = 4;
const WORDS: usize = 12;
/// Fuller labels that are looked at for one.
const MOST_FULLER: usize = 2;

/// Whom the labels of a talk mean.
#[derive(Debug, Default)]
pub(super) struct Legend {
    known: HashMap<String, Known>,
    /// The lines that introduce, and are nobody's turn.
    introducing: Vec<usize>,
}

impl Legend {
    pub(super) fn of(ground: &Ground, cast: &Cast, lines: &[Line], heads: &[Option<Head>]) -> Self {
        let mut legend = Self::default();
        let mut labels: HashMap<&str, Span> = HashMap::new();
        for head in heads.iter().flatten() {
            labels.entry(&head.folded).or_insert(head.label);
        }
        legend.introduced(ground, cast, lines, heads);
        for (&folded, &label) in &labels {
            if legend.known.contains_key(folded) {
                continue;
            }
            if let Some(known) = cast.fullest(label, folded) {
                legend.known.insert(folded.to_owned(), known);
            }
        }
        legend.by_fuller(ground, &labels);
        legend
    }

    /// Returns whom a label means, where it is more than the label itself.
    pub(super) fn known(&self, folded: &str) -> Option<Known> {
        self.known.get(folded).copied()
    }

    /// Leaves out the lines that introduce.
    pub(super) fn strike(&self, heads: &mut [Option<Head>]) {
        for &at in &self.introducing {
            heads[at] = None;
        }
    }

    /// Finds the lines that introduce a label: the label on one side, a name on the other.
    fn introduced(&mut self, ground: &Ground, cast: &Cast, lines: &[Line], heads: &[Option<Head>]) {
        let document = ground.document;
        let labels: HashMap<&str, usize> = heads.iter().flatten().fold(HashMap::new(), |mut labels, head| {
            *labels.entry(head.folded.as_str()).or_default() += 1;
            labels
        });
        for (at, line) in lines.iter().enumerate().take(HEAD) {
            let text = document.words(line.span);
            // Speaker 1: Orla Veit
            if let Some(head) = &heads[at] {
                let is_first = heads[..at].iter().flatten().all(|other| other.folded != head.folded);
                let recurs = labels.get(head.folded.as_str()).is_some_and(|&n| n >= 2);
                let words = head.words.filter(|_| is_first && recurs);
                if let Some(known) = words.and_then(|words| self.named(ground, cast, words, &head.folded)) {
                    self.known.insert(head.folded.clone(), known);
                    self.introducing.push(at);
                }
                continue;
            }
            for (folded, name) in pairs(document, line.span, text) {
                let is_label = labels.contains_key(folded.as_str()) && !self.known.contains_key(&folded);
                if let Some(known) =
                    Some(name).filter(|_| is_label).and_then(|name| self.named(ground, cast, name, &folded))
                {
                    self.known.insert(folded, known);
                }
            }
        }
    }

    /// Returns whom words name that introduce a label: a known person, or what is written as a full name.
    fn named(&self, ground: &Ground, cast: &Cast, words: Span, label: &str) -> Option<Known> {
        let document = ground.document;
        let text = document.words(words);
        let name = text.split([',', '(', ';', '–', '—', '/', '=', '|']).next().unwrap_or_default().trim();
        let n_words = name.split_whitespace().count();
        let span = document.span(words.start()..words.start() + name.len())?;
        let folded = fold(name);
        if name.is_empty()
            || n_words > NAME
            || text.split_whitespace().count() > WORDS
            || text.ends_with(['.', '?', '!'])
            || folded == label
        {
            return None;
        }
        let korean = &ground.lexicon.korean;
        let known = cast.of(name, &folded).filter(|known| {
            fold(document.words(known.name)).contains(&folded) || folded.contains(&fold(document.words(known.name)))
        });
        let is_name = names_speaker(name, ground.lexicon)
            && (n_words >= 2 && !name.split_whitespace().any(|word| word.starts_with(char::is_lowercase))
                || korean.is_likely_name(name));
        known.or(is_name.then_some(Known { name: span, person: None }))
    }

    /// Gives a label that nobody has to the one fuller label of which it is a part.
    fn by_fuller(&mut self, ground: &Ground, labels: &HashMap<&str, Span>) {
        let document = ground.document;
        let mut found: Vec<(String, Known)> = Vec::new();
        for (&folded, &label) in labels {
            let is_full = self.known.get(folded).is_some_and(|known| fold(document.words(known.name)) != folded);
            if is_full || folded.chars().count() < 2 {
                continue;
            }
            let own = document.words(label).split_whitespace().next_back().map(fold).unwrap_or_default();
            let is_part = |other: &Span| {
                let words = document.words(*other);
                is_part_of(&own, words) || is_part_of(folded, words)
            };
            let mut fuller =
                labels.iter().filter(|(other, span)| other.len() > folded.len() && is_part(span)).take(MOST_FULLER);
            if let (Some((other, &span)), None) = (fuller.next(), fuller.next()) {
                let own = self.known.get(folded).and_then(|known| known.person);
                let known = self.known.get(*other).copied().unwrap_or(Known { name: span, person: own });
                found.push((folded.to_owned(), known));
            }
        }
        self.known.extend(found);
    }
}

/// Says whether a folded label is a part of a fuller one: one of its words, its initials, or in Hangul the given name.
pub(super) fn is_part_of(folded: &str, full: &str) -> bool {
    let is_given = |word: &str| {
        word.strip_suffix(folded)
            .is_some_and(|surname| surname.chars().count() == 1 && surname.chars().all(is_syllable))
    };
    full.split_whitespace().any(|word| fold(word) == folded || is_given(word))
        || initials(full).is_some_and(|initials| initials == folded)
}

/// Returns the label and the name that a line may introduce: `OV = Orla Veit`, `Orla Veit (OV)`, `OV (Orla Veit)`.
fn pairs(document: &onrecord_model::Document, line: Span, text: &str) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let base = line.start();
    for (at, char) in text
        .char_indices()
        .filter(|(_, char)| matches!(char, '=' | ':' | '：' | '–' | '—' | '-' | '\t' | '|' | '→'))
        .take(2)
    {
        let label = fold(text[..at].trim_start_matches(['-', '*', '•', ' ']));
        if let Some(name) = document.trimmed(base + at + char.len_utf8()..base + text.len()) {
            found.push((label, name));
        }
    }
    for (open, _) in text.match_indices('(').take(8) {
        let Some(close) = text[open..].find(')').map(|close| open + close) else { break };
        let inner = &text[open + 1..close];
        if inner.is_empty() || inner.chars().count() > 40 {
            continue;
        }
        let before = text[..open].trim_end();
        // The name is what stands with capitals right in front.
        let mut start = before.len();
        for word in before.split_whitespace().rev().take(NAME) {
            let from = word.as_ptr() as usize - text.as_ptr() as usize;
            let is_name = word.starts_with(|char: char| char.is_uppercase() || !char.is_ascii())
                && !word.ends_with([',', '.', ';', ':'])
                || start == before.len();
            if !is_name {
                break;
            }
            start = from;
        }
        if let Some(name) = document.trimmed(base + start..base + before.len()) {
            found.push((fold(inner), name));
        }
        if let (Some(name), Some(last)) =
            (document.trimmed(base + open + 1..base + close), before.split_whitespace().next_back())
        {
            found.push((fold(last), name));
        }
    }
    found
}
