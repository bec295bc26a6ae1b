//! Finds the answers of interviews by their layout: Q and A, name labels, dashes, questions set apart.

mod label;
mod named;
mod time;
mod turn;

use onrecord_model::{
    Block, BlockKind, Document, Mention, NamedPerson, PersonKind, Quote, QuoteForm, QuoteKind, Span, Speaker,
};

use crate::ground::Ground;
use crate::person::fold;
use label::{asked, is_dashed, is_own, lettered_label, name_label, undashed};
use named::named;
use onrecord_language::Lexicon;
use onrecord_language::marks::runs_of;
use turn::{Turn, is_question, person_of};

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
    if let Some(turns) = lettered(document, &blocks, ground.lexicon) {
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
fn lettered(document: &Document, blocks: &[Block], lexicon: &Lexicon) -> Option<Vec<Turn>> {
    let labels = &lexicon.interview;
    let mut turns = vec![Turn::Aside; blocks.len()];
    let (mut n_questions, mut n_answers) = (0, 0);
    let mut is_answering = false;
    for (at, block) in blocks.iter().enumerate() {
        if let Some((one, words)) =
            lettered_label(document, block.span).and_then(|one| one.words.map(|words| (one, words)))
        {
            if labels.is_question(&one.folded) {
                turns[at] = Turn::Question(words);
                n_questions += 1;
                is_answering = false;
                continue;
            }
            if labels.is_answer(&one.folded) {
                turns[at] = Turn::Answer { label: None, words };
                n_answers += 1;
                is_answering = true;
                continue;
            }
        }
        // Q. … and behind it a name instead of A.
        let is_asked = at > 0 && matches!(turns[at - 1], Turn::Question(_));
        if is_asked
            && let Some(one) = name_label(document, block, lexicon).filter(|one| !labels.is_host(&one.folded))
            && let Some(words) = one.words
        {
            turns[at] = Turn::Answer { label: Some(one.label), words };
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

/// Bold or dashed questions, each followed by an answer in the first person.
fn set_apart(ground: &Ground, blocks: &[Block]) -> Option<Vec<Turn>> {
    let (document, lexicon) = (ground.document, ground.lexicon);
    let mut turns = vec![Turn::Aside; blocks.len()];
    let (mut n_questions, mut n_asking, mut n_answers, mut n_own) = (0, 0, 0, 0);
    let (mut is_answering, mut dashed) = (false, vec![false; blocks.len()]);
    for (at, block) in blocks.iter().enumerate() {
        let text = document.words(block.span);
        // Behind a question with a dash the next dash answers, however it ends.
        let answers = is_dashed(text) && !is_question(text) && at > 0 && is_asking(document, &turns[at - 1]);
        if let Some(words) = asked(document, block, text, lexicon).filter(|_| !answers) {
            turns[at] = Turn::Question(words);
            n_questions += 1;
            n_asking += usize::from(document.words(words).ends_with(['?', '？']));
            is_answering = true;
        } else if is_answering && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quotation) && !is_note(text) {
            dashed[at] = is_dashed(text);
            let words = if dashed[at] { undashed(document, block.span).unwrap_or(block.span) } else { block.span };
            turns[at] = Turn::Answer { label: None, words };
            n_answers += 1;
            n_own += usize::from(is_own(text, lexicon));
        } else {
            is_answering = false;
        }
    }
    // Where answers have dashes too, what has none is nobody's turn.
    if 2 * dashed.iter().filter(|is| **is).count() > n_answers {
        let others = turns.iter_mut().zip(&dashed).filter(|(turn, is)| matches!(turn, Turn::Answer { .. }) && !**is);
        others.for_each(|(turn, _)| *turn = Turn::Aside);
    }
    (n_questions >= 2 && 2 * n_asking >= n_questions && n_answers >= 2 && 2 * n_own >= n_answers).then_some(turns)
}

/// Says whether a turn is a question with its mark.
fn is_asking(document: &Document, turn: &Turn) -> bool {
    matches!(turn, Turn::Question(words) if is_question(document.words(*words)))
}

/// Says whether a block is set in italics from end to end: a note of the editor or translator.
fn is_note(text: &str) -> bool {
    let inner = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark));
    text.len() > 12 && (inner('*').is_some() || inner('_').is_some())
}

/// Returns who is interviewed: the one person whom the words before the first question are most about.
fn interviewee(ground: &Ground, blocks: &[Block], turns: &[Turn], people: &[NamedPerson]) -> Option<u32> {
    let document = ground.document;
    let first = turns.iter().position(|turn| *turn != Turn::Aside)?;
    let until = blocks.get(first)?.span.start();
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
    match scores.as_slice() {
        [(_, person)] => Some(*person),
        [(best, person), (second, _), ..] if *best >= second + 2 => Some(*person),
        _ => None,
    }
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
    match runs_of(text, &[0..text.len()]).as_slice() {
        [run] if run.outer.start == 0 && run.outer.end == text.len() => {
            document.trimmed(words.start() + run.inner.start..words.start() + run.inner.end).unwrap_or(words)
        }
        _ => words,
    }
}
