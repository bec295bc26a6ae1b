//! Finds the turns of a talk by the names in front of them: `BRANDT: …`, `서리담: …`, `Name  00:12`, again and again.

use std::collections::HashMap;

use onrecord_model::{Block, BlockKind, NamedPerson, Span};

use super::label::{Labelled, bare_words, name_label};
use super::turn::{Turn, is_question, person_of};
use crate::ground::Ground;
use onrecord_language::Lexicon;
use onrecord_language::lexicon::is;

/// A talk, before it is known who asks in it.
struct Talk<'g> {
    ground: &'g Ground<'g>,
    blocks: &'g [Block],
    people: &'g [NamedPerson],
    /// The label of each block.
    labels: Vec<Option<Labelled>>,
    /// Of each block whether it is a question without a label, right in front of a labelled answer.
    asks: Vec<bool>,
    /// For each label how often it stands, and how often before a question.
    counts: HashMap<String, (usize, usize)>,
}

/// Returns the turns of a talk with names before them, or `None` where there is none.
pub(super) fn named(ground: &Ground, blocks: &[Block], people: &[NamedPerson]) -> Option<Vec<Turn>> {
    let mut talk = Talk {
        ground,
        blocks,
        people,
        labels: blocks.iter().map(|block| name_label(ground.document, block, ground.lexicon)).collect(),
        asks: vec![false; blocks.len()],
        counts: HashMap::new(),
    };
    talk.drop_lone_labels();
    let first = talk.labels.iter().position(Option::is_some)?;
    let last = talk.labels.iter().rposition(Option::is_some)?;
    talk.find_questions();
    talk.count();
    let n_turns = talk.labels.iter().flatten().count() + talk.asks.iter().filter(|asks| **asks).count();
    if 5 * n_turns < 2 * (last + 1 - first) || !talk.is_one() {
        return None;
    }
    Some(talk.turns(last))
}

impl Talk<'_> {
    fn lexicon(&self) -> &Lexicon {
        self.ground.lexicon
    }

    fn is_person(&self, folded: &str) -> bool {
        let korean = &self.lexicon().korean;
        person_of(self.ground.document, self.people, folded).is_some()
            || korean.is_likely_name(folded)
            || korean.is_role(folded)
    }

    fn is_host(&self, folded: &str) -> bool {
        self.lexicon().interview.is_host(folded)
    }

    /// Says whether a label begins with a given name.
    fn is_called_so(&self, label: Span) -> bool {
        let first = self.ground.document.words(label).split([' ', ',']).next().unwrap_or_default();
        self.lexicon().english.word(first).kinds & is::GIVEN != 0
    }

    /// Leaves out labels that stand once and name nobody known: headings, such as "Update: …".
    fn drop_lone_labels(&mut self) {
        let mut n_of: HashMap<&str, usize> = HashMap::new();
        for one in self.labels.iter().flatten() {
            *n_of.entry(one.folded.as_str()).or_default() += 1;
        }
        let n_timed = self.labels.iter().flatten().filter(|one| one.is_timed).count();
        let is_lone = |one: &Labelled| {
            let recurs = n_of.get(one.folded.as_str()).is_some_and(|&n| n >= 2);
            !recurs
                && !(one.is_timed && n_timed >= 2)
                && !self.is_host(&one.folded)
                && !self.is_person(&one.folded)
                && !self.is_called_so(one.label)
        };
        let lone: Vec<bool> = self.labels.iter().map(|one| one.as_ref().is_some_and(is_lone)).collect();
        for (slot, is_lone) in self.labels.iter_mut().zip(lone) {
            slot.take_if(|_| is_lone);
        }
    }

    /// Finds questions without a label: right in front of the answer of somebody who spoke last, or who alone is named.
    fn find_questions(&mut self) {
        let mut last: Option<&str> = None;
        let mut asks = vec![false; self.blocks.len()];
        let only = {
            let mut names: Vec<&str> = self
                .labels
                .iter()
                .flatten()
                .map(|one| one.folded.as_str())
                .filter(|name| !self.is_host(name))
                .collect();
            names.sort_unstable();
            names.dedup();
            names.len() == 1
        };
        for at in 0..self.blocks.len() {
            if let Some(one) = &self.labels[at] {
                last = Some(&one.folded);
                continue;
            }
            let next = self.labels.get(at + 1).and_then(Option::as_ref).filter(|next| !self.is_host(&next.folded));
            let Some(next) = next else { continue };
            let is_its = only || last.is_none() || last == Some(next.folded.as_str());
            asks[at] = is_its
                && self.blocks[at].kind != BlockKind::Title
                && is_question(self.ground.document.words(self.blocks[at].span));
        }
        self.asks = asks;
    }

    fn count(&mut self) {
        for at in 0..self.blocks.len() {
            let Some(one) = &self.labels[at] else { continue };
            // Of a label alone on its line the words follow.
            let words = one
                .words
                .or_else(|| self.blocks.get(at + 1).filter(|_| self.labels[at + 1].is_none()).map(|block| block.span));
            let asks = words.is_some_and(|words| is_question(self.ground.document.words(words)));
            let (n, n_asking) = self.counts.entry(one.folded.clone()).or_default();
            *n += 1;
            *n_asking += usize::from(asks);
        }
    }

    /// Says whether it is a talk at all.
    fn is_one(&self) -> bool {
        let labels = || self.labels.iter().flatten();
        let n_labelled = labels().count();
        let n_repeated = self.counts.values().filter(|(n, _)| *n >= 2).count();
        let n_known = labels().filter(|one| self.is_person(&one.folded) || self.is_host(&one.folded)).count();
        // A short talk may have no label twice, if a host leads it.
        let n_led = self.counts.keys().filter(|label| self.is_host(label)).count();
        if n_labelled >= 3
            && self.counts.len() >= 2
            && n_repeated + n_led > 0
            && (2 * n_known >= n_labelled || n_repeated >= 2)
        {
            return true;
        }
        self.is_led_by_questions(n_labelled) || self.is_transcript(n_labelled) || self.is_exchange(n_labelled)
    }

    /// Answers of somebody named, each behind a question without a label.
    fn is_led_by_questions(&self, n_labelled: usize) -> bool {
        let is_behind = |at: usize| at > 0 && self.asks[at - 1];
        let answered: Vec<&Labelled> = self
            .labels
            .iter()
            .enumerate()
            .filter(|(at, _)| is_behind(*at))
            .filter_map(|(_, one)| one.as_ref())
            .collect();
        let is_name = |one: &&Labelled| {
            self.is_person(&one.folded)
                || self.ground.document.words(one.label).contains(' ')
                || self.is_called_so(one.label)
        };
        answered.len() >= 2 && 3 * answered.len() >= 2 * n_labelled && answered.iter().all(is_name)
    }

    /// Names with times of the recording beside them, and words.
    fn is_transcript(&self, n_labelled: usize) -> bool {
        let has_words = |at: usize| {
            let one = self.labels[at].as_ref().filter(|one| one.is_timed);
            one.is_some_and(|one| one.words.is_some() || at + 1 < self.blocks.len() && self.labels[at + 1].is_none())
        };
        let n_timed = (0..self.blocks.len()).filter(|&at| has_words(at)).count();
        let is_known = |one: &Labelled| {
            let is_numbered = || {
                let words = self.ground.document.words(one.label);
                self.lexicon()
                    .interview
                    .is_numbered(&crate::person::fold(words.split([' ', '_']).next().unwrap_or_default()))
            };
            self.is_person(&one.folded) || self.is_host(&one.folded) || self.is_called_so(one.label) || is_numbered()
        };
        // Two words of which one is no word of common life.
        let is_full = |one: &Labelled| {
            let words = self.ground.document.words(one.label);
            words.contains(' ') && !words.split_whitespace().all(|word| self.lexicon().english.is_common(word))
        };
        let recurs = self.counts.values().any(|(n, _)| *n >= 2);
        n_timed >= 2
            && 3 * n_timed >= 2 * n_labelled
            && (recurs || self.labels.iter().flatten().any(|one| is_known(one) || is_full(one)))
    }

    /// Two or more people, each named before a turn, and nothing else but a heading.
    fn is_exchange(&self, n_labelled: usize) -> bool {
        let n_blocks =
            self.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Title | BlockKind::Heading)).count();
        let is_somebody =
            |one: &Labelled| self.is_person(&one.folded) || self.is_called_so(one.label) || self.is_host(&one.folded);
        n_labelled >= 2
            && self.counts.len() >= 2
            && n_labelled == n_blocks
            && self.labels.iter().flatten().all(|one| is_somebody(one) && one.words.is_some())
    }

    /// Says whether a label is that of who asks.
    fn asks(&self, folded: &str) -> bool {
        let (n, n_asking) = self.counts.get(folded).copied().unwrap_or_default();
        let is_joined = n_asking == n && self.asks.contains(&true);
        self.is_host(folded) || 2 * n_asking > n && n >= 2 || is_joined && n > 0
    }

    /// Returns the turns, up to the last label or, where labels stand alone on their lines, to the end.
    fn turns(&self, last: usize) -> Vec<Turn> {
        let mut turns = vec![Turn::Aside; self.blocks.len()];
        let has_heads = self.labels.iter().flatten().any(|one| one.words.is_none());
        let end = if has_heads { self.blocks.len() } else { last + 1 };
        // Whose turn it is, where it is anybody's: `None` inside is who asks.
        let mut speaking: Option<Option<Span>> = None;
        for at in 0..end {
            if let Some(one) = &self.labels[at] {
                let label = (!self.asks(&one.folded)).then_some(one.label);
                speaking = if label.is_some() || one.words.is_none() { Some(label) } else { None };
                turns[at] = one.words.map_or(Turn::Aside, |words| turn(label, words));
                continue;
            }
            let block = &self.blocks[at];
            if self.asks[at] {
                speaking = None;
                let words = bare_words(self.ground.document, block.span.start(), block.span.end());
                turns[at] = Turn::Question(words.unwrap_or(block.span));
                continue;
            }
            let is_text = block.kind == BlockKind::Paragraph
                || has_heads && matches!(block.kind, BlockKind::Heading | BlockKind::ListItem | BlockKind::Quotation);
            let is_near = has_heads || self.labels[at..].iter().take(4).any(Option::is_some);
            match speaking {
                Some(label) if is_text && is_near => turns[at] = turn(label, block.span),
                _ => speaking = None,
            }
        }
        turns
    }
}

fn turn(label: Option<Span>, words: Span) -> Turn {
    match label {
        Some(label) => Turn::Answer { label: Some(label), words },
        None => Turn::Question(words),
    }
}
