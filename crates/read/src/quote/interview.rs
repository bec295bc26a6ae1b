//! Finds the answers of interviews by their layout: Q and A, name labels, dashes, questions set apart.

mod label;

use std::collections::HashMap;

use onrecord_model::{Block, BlockKind, Document, NamedPerson, PersonKind, Quote, QuoteForm, QuoteKind, Span, Speaker};

use crate::ground::Ground;
use crate::person::fold;
use label::{Labelled, asked, is_own, lettered_label, name_label};
use onrecord_language::lexicon::InterviewLabels;
use onrecord_language::marks::runs;

/// What a block is in an interview.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Turn {
    /// A question; the words without label and marks.
    Question(Span),
    /// An answer with its label, if it has one; the words without the label.
    Answer { label: Option<Span>, words: Span },
    /// Words of nobody: a heading, a note.
    Aside,
}

/// Returns the answers of an interview, in either language.
///
/// A layout counts only where it recurs: a lone `Q:` or a single name before a colon is no interview, and questions
/// that the writer answers (no `A:`, no interviewee) are none either.
pub(crate) fn answers(ground: &Ground, people: &[NamedPerson]) -> Vec<Quote> {
    let document = ground.document;
    let labels = &ground.lexicon.interview;
    let blocks: Vec<Block> = document
        .blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Link | BlockKind::Boilerplate | BlockKind::Cue { .. }))
        .copied()
        .collect();
    if let Some(turns) = lettered(document, &blocks, labels) {
        return quotes(ground, &blocks, &turns, people, true);
    }
    if let Some(turns) = named(ground, &blocks, people) {
        return quotes(ground, &blocks, &turns, people, false);
    }
    match set_apart(ground, &blocks) {
        Some(turns) => quotes(ground, &blocks, &turns, people, true),
        None => Vec::new(),
    }
}

/// `Q.` and `A.`, with or without numbers.
fn lettered(document: &Document, blocks: &[Block], labels: &InterviewLabels) -> Option<Vec<Turn>> {
    let mut turns = vec![Turn::Aside; blocks.len()];
    let (mut n_questions, mut n_answers) = (0, 0);
    let mut is_answering = false;
    for (at, block) in blocks.iter().enumerate() {
        if let Some(one) = lettered_label(document, block.span) {
            if labels.is_question(&one.folded) {
                turns[at] = Turn::Question(one.words);
                n_questions += 1;
                is_answering = false;
                continue;
            }
            if labels.is_answer(&one.folded) {
                turns[at] = Turn::Answer { label: None, words: one.words };
                n_answers += 1;
                is_answering = true;
                continue;
            }
        }
        // Q. … and behind it a name instead of A.
        let is_asked = at > 0 && matches!(turns[at - 1], Turn::Question(_));
        if is_asked && let Some(one) = name_label(document, block, labels).filter(|one| !labels.is_host(&one.folded)) {
            turns[at] = Turn::Answer { label: Some(one.label), words: one.words };
            n_answers += 1;
            is_answering = true;
            continue;
        }
        match block.kind {
            BlockKind::Paragraph | BlockKind::Quotation if is_answering => {
                turns[at] = Turn::Answer { label: None, words: block.span }
            }
            _ => is_answering = false,
        }
    }
    // What follows the last answer is more often an afterword than its second paragraph.
    let last = turns.iter().rposition(|turn| matches!(turn, Turn::Question(_)))?;
    let mut n_last = 0;
    for turn in &mut turns[last + 1..] {
        n_last += usize::from(matches!(turn, Turn::Answer { .. }));
        if n_last > 1 {
            *turn = Turn::Aside;
        }
    }
    (n_questions >= 1 && n_answers >= 1).then_some(turns)
}

/// `BRANDT: …`, `서리담: …`: the same names before colons again and again.
fn named(ground: &Ground, blocks: &[Block], people: &[NamedPerson]) -> Option<Vec<Turn>> {
    let (document, labels) = (ground.document, &ground.lexicon.interview);
    let mut found: Vec<Option<Labelled>> = blocks.iter().map(|block| name_label(document, block, labels)).collect();
    let is_person = |folded: &str| {
        let korean = &ground.lexicon.korean;
        person_of(document, people, folded).is_some() || korean.is_likely_name(folded) || korean.is_role(folded)
    };
    // A label that stands once and names nobody known is a heading: "Update: …".
    let mut n_of: HashMap<String, usize> = HashMap::new();
    for one in found.iter().flatten() {
        *n_of.entry(one.folded.clone()).or_default() += 1;
    }
    let recurs = |one: &Labelled| {
        n_of.get(&one.folded).is_some_and(|&n| n >= 2) || labels.is_host(&one.folded) || is_person(&one.folded)
    };
    for slot in &mut found {
        if slot.as_ref().is_some_and(|one| !recurs(one)) {
            *slot = None;
        }
    }
    let first = found.iter().position(Option::is_some)?;
    let last = found.iter().rposition(Option::is_some)?;
    let n_turns = found.iter().flatten().count();
    if 5 * n_turns < 2 * (last + 1 - first) {
        return None;
    }
    let mut by_label: HashMap<&str, (usize, usize)> = HashMap::new();
    for one in found.iter().flatten() {
        let (n, n_asking) = by_label.entry(one.folded.as_str()).or_default();
        *n += 1;
        *n_asking +=
            usize::from(document.words(one.words).trim_end_matches(['”', '"', '*', ' ']).ends_with(['?', '？']));
    }
    let n_labelled: usize = by_label.values().map(|(n, _)| n).sum();
    let n_repeated = by_label.values().filter(|(n, _)| *n >= 2).count();
    let n_known = found.iter().flatten().filter(|one| is_person(&one.folded) || labels.is_host(&one.folded)).count();
    // A short talk may have no label twice, if a host leads it.
    let n_led = by_label.keys().filter(|label| labels.is_host(label)).count();
    if n_labelled < 3 || by_label.len() < 2 || n_repeated + n_led == 0 || 2 * n_known < n_labelled && n_repeated < 2 {
        return None;
    }
    let hosts: Vec<&str> = by_label
        .iter()
        .filter(|(label, (n, n_asking))| labels.is_host(label) || 2 * n_asking > *n && *n >= 2)
        .map(|(label, _)| *label)
        .collect();
    let mut turns = vec![Turn::Aside; blocks.len()];
    let mut speaking: Option<Option<Span>> = None;
    for (at, one) in found.iter().enumerate().take(last + 1) {
        turns[at] = match one {
            Some(one) if hosts.contains(&one.folded.as_str()) => {
                speaking = None;
                Turn::Question(one.words)
            }
            Some(one) => {
                speaking = Some(Some(one.label));
                Turn::Answer { label: Some(one.label), words: one.words }
            }
            None => match (speaking, blocks[at].kind) {
                (Some(label), BlockKind::Paragraph) if found[at..].iter().take(4).any(Option::is_some) => {
                    Turn::Answer { label, words: blocks[at].span }
                }
                _ => {
                    speaking = None;
                    Turn::Aside
                }
            },
        };
    }
    Some(turns)
}

/// Bold or dashed questions, each followed by an answer in the first person.
fn set_apart(ground: &Ground, blocks: &[Block]) -> Option<Vec<Turn>> {
    let (document, lexicon) = (ground.document, ground.lexicon);
    let mut turns = vec![Turn::Aside; blocks.len()];
    let (mut n_questions, mut n_asking, mut n_answers, mut n_own) = (0, 0, 0, 0);
    let mut is_answering = false;
    for (at, block) in blocks.iter().enumerate() {
        let text = document.words(block.span);
        if let Some(words) = asked(document, block, text, lexicon) {
            turns[at] = Turn::Question(words);
            n_questions += 1;
            n_asking += usize::from(document.words(words).ends_with(['?', '？']));
            is_answering = true;
        } else if is_answering && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation) {
            turns[at] = Turn::Answer { label: None, words: block.span };
            n_answers += 1;
            n_own += usize::from(is_own(text, lexicon));
        } else {
            is_answering = false;
        }
    }
    (n_questions >= 2 && 2 * n_asking >= n_questions && n_answers >= 2 && 2 * n_own >= n_answers).then_some(turns)
}

/// Returns the person whose name a folded label is, or ends with.
fn person_of(document: &Document, people: &[NamedPerson], folded: &str) -> Option<u32> {
    let is_named = |known: &&NamedPerson| {
        known.mentions.iter().any(|mention| fold(document.words(mention.name)) == folded)
            || document.words(known.name).split_whitespace().any(|word| fold(word) == folded)
            || fold(document.words(known.name)) == folded
    };
    // Initials stand for the one person who has them: JB for Jonah Beck.
    let has_initials = |known: &&NamedPerson| {
        let words = document.words(known.name).split([' ', '-']);
        let initials: String =
            words.filter_map(|word| word.chars().next()).filter(|char| char.is_uppercase()).collect();
        initials.is_ascii() && initials.len() >= 2 && initials.eq_ignore_ascii_case(folded)
    };
    let only = |fits: &dyn Fn(&&NamedPerson) -> bool| {
        let mut fitting = people.iter().enumerate().filter(|(_, known)| fits(known));
        let (person, _) = fitting.next()?;
        fitting.next().is_none().then_some(person as u32)
    };
    let initials = (2..=3).contains(&folded.len()).then(|| only(&has_initials)).flatten();
    initials.or_else(|| only(&is_named))
}

/// Returns who is interviewed: the one person whom the words before the first question are most about.
fn interviewee(ground: &Ground, blocks: &[Block], turns: &[Turn], people: &[NamedPerson]) -> Option<u32> {
    let (document, byline) = (ground.document, &ground.lexicon.english.small.byline);
    let first = turns.iter().position(|turn| *turn != Turn::Aside)?;
    let until = blocks.get(first)?.span.start();
    let head_end = document.text().char_indices().nth(400).map_or(document.text().len(), |(at, _)| at);
    let mut scores: Vec<(u32, u32)> = Vec::new();
    for (person, known) in people.iter().enumerate().filter(|(_, known)| known.kind == PersonKind::Person) {
        let mut score = 0;
        for mention in known.mentions.iter().filter(|mention| mention.name.start() < until) {
            let line = document.text()[..mention.name.start()].rfind('\n').map_or(0, |at| at + 1);
            let is_in_title = document.text()[line..].starts_with("title:")
                || line == 0 && mention.name.start() < head_end
                || document.text()[line..].starts_with("# ");
            let is_byline =
                document.text()[line..].starts_with("author:") || byline.stands_before(&document.text()[line..]);
            score += if is_byline {
                0
            } else if is_in_title {
                3
            } else {
                1
            };
            let block_start = blocks.iter().any(|block| block.span.start() == mention.whole.start());
            score += u32::from(block_start) + u32::from(mention.whole != mention.name);
        }
        // Whoever the questions name in the third person is not the one asked.
        if score > 0 {
            scores.push((score, person as u32));
        }
    }
    scores.sort_unstable_by(|one, other| other.cmp(one));
    match scores.as_slice() {
        [(_, person)] => Some(*person),
        [(best, person), (second, _), ..] if *best >= second + 2 => Some(*person),
        _ => None,
    }
}

fn quotes(
    ground: &Ground,
    blocks: &[Block],
    turns: &[Turn],
    people: &[NamedPerson],
    has_one_answerer: bool,
) -> Vec<Quote> {
    let document = ground.document;
    let asked = if has_one_answerer { interviewee(ground, blocks, turns, people) } else { None };
    let mut quotes: Vec<Quote> = Vec::new();
    let mut question = None;
    let mut last: Option<(usize, Option<Span>)> = None;
    for (at, turn) in turns.iter().enumerate() {
        let (label, words) = match *turn {
            Turn::Question(words) => {
                question = Some(words);
                last = None;
                continue;
            }
            Turn::Aside => {
                last = None;
                continue;
            }
            Turn::Answer { label, words } => (label, words),
        };
        let stretch = unmarked(document, words);
        if let (Some((before, known)), Some(quote)) = (last, quotes.last_mut())
            && before + 1 == at
            && known == label
            && blocks.get(at).is_some_and(|block| block.span == words)
        {
            quote.stretches.push(stretch);
            last = Some((at, label));
            continue;
        }
        last = Some((at, label));
        let (speaker, confidence, reason) = match label {
            Some(label) => {
                let person = person_of(document, people, &fold(document.words(label)));
                let name = person.and_then(|person| people.get(person as usize)).map_or(label, |known| known.name);
                (Some(Speaker { words: Some(label), name: Some(name), person }), 0.97, "the name before the colon")
            }
            None => match asked.and_then(|person| Some((person, people.get(person as usize)?))) {
                Some((person, known)) => (
                    Some(Speaker { words: None, name: Some(known.name), person: Some(person) }),
                    0.85,
                    "the one who is interviewed",
                ),
                None => (None, 0.6, "an answer; who is interviewed is not said"),
            },
        };
        quotes.push(Quote {
            stretches: vec![stretch],
            kind: QuoteKind::Direct,
            form: QuoteForm::InterviewAnswer,
            cue: None,
            speaker,
            reported_by: None,
            question,
            confidence,
            reason: reason.to_owned(),
        });
    }
    quotes
}

/// Returns the words of an answer without marks around the whole of it.
fn unmarked(document: &Document, words: Span) -> Span {
    let text = document.words(words);
    match runs(text).as_slice() {
        [run] if run.outer.start == 0 && run.outer.end == text.len() => {
            document.trimmed(words.start() + run.inner.start..words.start() + run.inner.end).unwrap_or(words)
        }
        _ => words,
    }
}
