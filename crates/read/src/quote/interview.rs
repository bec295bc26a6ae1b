//! Finds the answers of interviews by their layout: Q and A, name labels, dashes, questions set apart.

mod apart;
mod below;
mod cast;
mod head;
mod label;
mod legend;
mod line;
mod rows;
mod stamp;
mod talk;
mod turn;

use onrecord_model::{
    Block, BlockKind, Document, Mention, NamedPerson, PersonKind, Quote, QuoteForm, QuoteKind, Span, Speaker,
};

use crate::ground::Ground;
use crate::person::fold;
use line::lines;
use onrecord_language::label::names_speaker;
use onrecord_language::marks::runs_of;
use talk::talk;
use turn::{Speech, Who};

/// Paragraphs before the first question in which somebody is introduced.
const INTRODUCTION: usize = 6;

/// Returns the answers of an interview, in either language.
///
/// A layout counts only where it recurs: a lone `Q:` or a single name before a colon is no interview, and questions
/// that the writer answers (no `A:`, no interviewee) are none either.
pub(crate) fn answers(ground: &Ground, people: &[NamedPerson]) -> Vec<Quote> {
    let document = ground.document;
    let blocks: Vec<Block> = document
        .blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Link | BlockKind::Boilerplate | BlockKind::Cue { .. }))
        .copied()
        .collect();
    let lines = lines(document, &blocks, ground.leads);
    match talk(ground, &lines, people).or_else(|| apart::apart(ground, &lines)) {
        Some(speeches) => quotes(ground, &blocks, &speeches, people),
        None => Vec::new(),
    }
}

/// Returns who is interviewed: the one person whom the words before the first question are most about.
fn interviewee(ground: &Ground, blocks: &[Block], speeches: &[Speech], people: &[NamedPerson]) -> Option<u32> {
    let document = ground.document;
    let first = speeches.first()?.stretches.first()?.start();
    let until = blocks.iter().rfind(|block| block.span.start() <= first)?.span.start();
    let head_end = document.text().char_indices().nth(400).map_or(document.text().len(), |(at, _)| at);
    let mut scores: Vec<(u32, u32)> = Vec::new();
    for (person, known) in people.iter().enumerate().filter(|(_, known)| known.kind == PersonKind::Person) {
        let mut score = 0;
        let line_of = |mention: &Mention| document.text()[..mention.name.start()].rfind('\n').map_or(0, |at| at + 1);
        let early = || known.mentions.iter().filter(|mention| mention.name.start() < until);
        if early().any(|mention| is_asker(ground, line_of(mention), mention)) {
            continue;
        }
        for mention in early() {
            let line = line_of(mention);
            let is_in_title = document.text()[line..].starts_with("title:")
                || line == 0 && mention.name.start() < head_end
                || document.text()[line..].starts_with("# ");
            score += if is_in_title { 3 } else { 1 };
            let block_start = blocks.iter().any(|block| block.span.start() == mention.whole.start());
            score += u32::from(block_start) + u32::from(mention.whole != mention.name);
        }
        // Whoever the questions name in the third person is not the one asked.
        if score > 0 {
            scores.push((score, person as u32));
        }
    }
    scores.sort_unstable_by(|one, other| other.cmp(one));
    let met = |person: u32| people.get(person as usize).is_some_and(|known| is_met(ground, until, known));
    match scores.as_slice() {
        // Who talks to the only one who is known is not known.
        [(_, person)] => Some(*person).filter(|person| !met(*person)),
        [(best, person), (second, _), ..] if *best >= second + 2 => Some(*person),
        _ => None,
    }
}

/// Returns the one name that begins a sentence before the first question, where no person known is interviewed: `Cleo Arden kept …`.
fn introduced(ground: &Ground, blocks: &[Block], speeches: &[Speech], people: &[NamedPerson]) -> Option<Span> {
    let document = ground.document;
    let first = speeches.first()?.stretches.first()?.start();
    let is_intro = |block: &&Block| block.span.end() < first && block.kind == BlockKind::Paragraph;
    let mut found: Option<Span> = None;
    for block in blocks.iter().filter(is_intro).take(INTRODUCTION) {
        let text = document.words(block.span);
        for (at, sentence) in sentences(text) {
            let words: Vec<&str> = sentence.split(' ').take(4).collect();
            let is_name_word = |word: &&&str| {
                word.chars().next().is_some_and(char::is_uppercase)
                    && word.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '’' | '\''))
            };
            let n = words.iter().take(3).take_while(is_name_word).count();
            let Some(next) = words.get(n).filter(|_| n >= 2) else { continue };
            let name = &sentence[..words[..n].join(" ").len()];
            let is_shown = next.chars().all(char::is_lowercase)
                && names_speaker(name, ground.lexicon)
                && !words[..n].iter().all(|word| ground.lexicon.english.is_common(word));
            let span =
                document.span(block.span.start() + at..block.span.start() + at + name.len()).filter(|_| is_shown);
            let Some(span) = span else { continue };
            let is_other =
                people.iter().any(|known| known.mentions.iter().any(|mention| mention.name.start() == span.start()));
            if is_other || found.is_some_and(|found| document.words(found) != name) {
                return None;
            }
            found.get_or_insert(span);
        }
    }
    found
}

/// Returns the beginnings of sentences, where they stand.
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = text.match_indices(". ").map(|(at, _)| at + 2);
    [0].into_iter().chain(starts).filter_map(|at| Some((at, text.get(at..)?)))
}

/// Says whether somebody is named only as the one to whom another talks: `She talks to Jonah Pell`.
fn is_met(ground: &Ground, until: usize, known: &NamedPerson) -> bool {
    let text = ground.document.text();
    let mut early = known.mentions.iter().filter(|mention| mention.name.start() < until).peekable();
    early.peek().is_some()
        && early.all(|mention| {
            let line = text[..mention.whole.start()].rfind('\n').map_or(0, |at| at + 1);
            let before = text[line..mention.whole.start()].trim_end();
            if line == 0 || before.starts_with('#') {
                return false;
            }
            let words: Vec<&str> = before.rsplit(' ').take(2).collect();
            matches!(words.first(), Some(&("to" | "with" | "by"))) && words.len() > 1
        })
}

/// Says whether a mention is that of who asks: in a by-line (`*By Orla Veit*`, `Interview by …`), or with a host's title (`노하람 기자`).
fn is_asker(ground: &Ground, line: usize, mention: &Mention) -> bool {
    let text = ground.document.text();
    let byline = &ground.lexicon.english.small.byline;
    let whole = text[line..].split('\n').next().unwrap_or_default();
    let bare = whole.trim_start_matches(['*', '_', '(', '[', ' ']);
    let before = text[line..mention.name.start().max(line)].trim_end_matches([' ', '*', '_', ':']);
    let last = before.rsplit([' ', '*', '_', '(']).next().unwrap_or_default();
    let title = text.get(mention.name.end()..mention.whole.end()).unwrap_or_default();
    // Words by Orla Veit: a line of its own, and not the headline.
    let is_credit =
        line > 0 && !whole.starts_with('#') && !whole.ends_with('.') && whole.split_whitespace().count() <= 8;
    let is_host = |word: &str| ground.lexicon.interview.is_host(&fold(word));
    bare.starts_with("author:")
        || byline.stands_before(bare)
        || is_credit && byline.has(last)
        || is_host(title)
        || is_host(last)
}

fn quotes(ground: &Ground, blocks: &[Block], speeches: &[Speech], people: &[NamedPerson]) -> Vec<Quote> {
    let document = ground.document;
    let answers = speeches.iter().any(|speech| speech.who == Who::Answerer);
    let asked = if answers { interviewee(ground, blocks, speeches, people) } else { None };
    let asked = asked.and_then(|person| Some((person, people.get(person as usize)?)));
    let introduced_by = if answers && asked.is_none() { introduced(ground, blocks, speeches, people) } else { None };
    let mut quotes: Vec<Quote> = Vec::new();
    let mut question = None;
    for speech in speeches {
        let introduced = |span: Span| Speaker { words: None, name: Some(span), person: None };
        let (speaker, confidence, reason) = match speech.who {
            Who::Asker => {
                question = speech.stretches.first().copied();
                continue;
            }
            Who::Named { label, known } => {
                let (name, person) = known.map_or((label, None), |known| (known.name, known.person));
                (Some(Speaker { words: Some(label), name: Some(name), person }), 0.97, "the name before the colon")
            }
            Who::Answerer => match asked {
                Some((person, known)) => (
                    Some(Speaker { words: None, name: Some(known.name), person: Some(person) }),
                    0.85,
                    "the one who is interviewed",
                ),
                None => match introduced_by {
                    Some(name) => (Some(introduced(name)), 0.75, "the one with whom the text begins"),
                    None => (None, 0.6, "an answer; who is interviewed is not said"),
                },
            },
        };
        quotes.push(Quote {
            stretches: speech.stretches.iter().map(|span| unmarked(document, *span)).collect(),
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
    match runs_of(text, &[0..text.len()]).as_slice() {
        [run] if run.outer.start == 0 && run.outer.end == text.len() => {
            document.trimmed(words.start() + run.inner.start..words.start() + run.inner.end).unwrap_or(words)
        }
        _ => words,
    }
}
