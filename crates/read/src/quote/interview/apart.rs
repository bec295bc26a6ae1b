//! Finds questions that their form sets apart, bold, numbered, dashed, in italics, as headings or terms, each followed by an answer
//! in the first person.

use std::collections::BTreeMap;

use onrecord_language::Lexicon;
use onrecord_language::marks::runs_of;
use onrecord_model::{BlockKind, Document, Span};

use super::label::{bare_words, is_own};
use super::line::Line;
use super::turn::{Speech, Who, is_question};
use crate::ground::Ground;

/// How a line looks, apart from its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    is_heading: bool,
    is_item: bool,
    is_quoted: bool,
    /// Whether all of it stands set off: in bold, in italics, as a term.
    is_set_off: bool,
    is_numbered: bool,
    mark: Option<char>,
}

impl Form {
    /// Says whether nothing tells it from running text.
    fn is_plain(self) -> bool {
        !(self.is_heading || self.is_item || self.is_quoted || self.is_set_off || self.is_numbered)
            && self.mark.is_none()
    }

    /// Says whether a line of it may ask: a headline only where it is set off as the questions are.
    fn may_ask(self, line: &Line) -> bool {
        line.kind != BlockKind::Title || self.is_set_off
    }

    fn of(document: &Document, line: &Line) -> Self {
        let text = document.words(line.span);
        let is_heading = matches!(line.kind, BlockKind::Heading | BlockKind::Title);
        let bare = text.trim_start_matches(['#', ' ']);
        let is_around = |mark: char| text.len() > 8 && bare.starts_with(mark) && bare.ends_with(mark);
        let is_lead = line.lead.is_some_and(|lead| lead + 2 >= line.span.end());
        let plain = bare.trim_start_matches(['*', '_']);
        let n_digits = plain.len() - plain.trim_start_matches(|char: char| char.is_ascii_digit()).len();
        let first = plain.chars().next();
        let mark = first.filter(|char| {
            !char.is_alphanumeric() && !matches!(char, '“' | '"' | '‘' | '(' | '[' | '「' | '…' | '*' | '_')
        });
        let is_set_off = is_around('*') || is_around('_') || is_lead;
        Self {
            is_heading: is_heading && !is_set_off,
            is_item: line.kind == BlockKind::ListItem,
            is_quoted: line.kind == BlockKind::Quotation,
            is_set_off,
            is_numbered: (1..=2).contains(&n_digits) && plain[n_digits..].starts_with(['.', ')']),
            mark,
        }
    }
}

/// Returns the turns of questions set apart and their answers; `None` where there are none.
pub(super) fn apart(ground: &Ground, lines: &[Line]) -> Option<Vec<Speech>> {
    let document = ground.document;
    let forms: Vec<Form> = lines.iter().map(|line| Form::of(document, line)).collect();
    let mut n_of: BTreeMap<Form, (usize, usize)> = BTreeMap::new();
    for (form, line) in forms.iter().zip(lines).filter(|(form, line)| line.begins && form.may_ask(line)) {
        let (n, n_asking) = n_of.entry(*form).or_default();
        *n += 1;
        *n_asking += usize::from(asks(document, line, ground.lexicon));
    }
    let mut asking: Vec<(Form, usize)> = n_of
        .iter()
        .filter(|(form, (n, n_asking))| *n_asking >= 2 && (form.is_plain() || 2 * n_asking >= *n))
        .map(|(form, (_, n_asking))| (*form, *n_asking))
        .collect();
    asking.sort_by_key(|(form, n)| (form.is_plain(), std::cmp::Reverse(*n)));
    asking.into_iter().find_map(|(form, _)| with_form(ground, lines, &forms, form))
}

/// Says whether a line asks, or leads up to an answer as Korean interviewers do.
fn asks(document: &Document, line: &Line, lexicon: &Lexicon) -> bool {
    let text = document.words(line.span);
    let leads = |words: &str| words.strip_suffix('.').is_some_and(|words| lexicon.korean.quoting.lead_end.ends(words));
    is_question(text) || leads(text.trim_end_matches(['*', '_']))
}

/// What the lines of a form ask, and what is answered.
#[derive(Default)]
struct Tally {
    n_questions: usize,
    n_asking: usize,
    n_answers: usize,
    n_own: usize,
    n_unanswered: usize,
}

impl Tally {
    fn is_interview(&self, is_plain: bool) -> bool {
        let is_one = self.n_questions >= 2
            && 2 * self.n_asking >= self.n_questions
            && self.n_answers >= 2
            && 2 * self.n_own >= self.n_answers;
        is_one && (!is_plain || self.n_questions >= 3 && self.n_unanswered == 0 && 3 * self.n_own >= 2 * self.n_answers)
    }
}

/// Returns the turns where lines of one form ask.
fn with_form(ground: &Ground, lines: &[Line], forms: &[Form], form: Form) -> Option<Vec<Speech>> {
    let (document, lexicon) = (ground.document, ground.lexicon);
    let mut speeches: Vec<Speech> = Vec::new();
    let mut dashed: Vec<bool> = Vec::new();
    let mut tally = Tally::default();
    let mut is_open = false;
    for (at, line) in lines.iter().enumerate() {
        let text = document.words(line.span);
        let is_asking = asks(document, line, lexicon);
        let is_behind = speeches.last().is_some_and(|speech| speech.who == Who::Asker);
        // Behind a question with a dash the next dash answers, however it ends.
        let answers = is_dashed(text) && !is_question(text) && is_behind;
        let has_form = line.begins && forms[at] == form && form.may_ask(line);
        // What is set in italics may be a note as well as a question.
        let is_set_apart = !form.is_plain() && form.mark.is_none() && line.kind != BlockKind::Title && !is_note(text);
        if has_form && !answers && (is_asking || is_set_apart) {
            tally.n_unanswered += usize::from(is_behind);
            speeches.push(Speech { who: Who::Asker, stretches: vec![undashed(document, line.span)] });
            dashed.push(false);
            tally.n_questions += 1;
            tally.n_asking += usize::from(is_asking);
            is_open = true;
            continue;
        }
        let is_text = matches!(line.kind, BlockKind::Paragraph | BlockKind::Quotation)
            || line.kind == BlockKind::ListItem && form.is_item;
        is_open &= is_text && !is_note(text);
        if !is_open {
            continue;
        }
        tally.n_answers += usize::from(line.begins);
        tally.n_own += usize::from(line.begins && is_own(&outside(text), lexicon));
        let words = if is_dashed(text) { undashed(document, line.span) } else { line.span };
        match speeches.last_mut() {
            Some(speech) if !is_behind => join(document, speech, words, line.begins),
            _ => {
                speeches.push(Speech { who: Who::Answerer, stretches: vec![words] });
                dashed.push(is_dashed(text));
            }
        }
    }
    // Where answers have dashes too, what has none is nobody's turn.
    let n_dashed = dashed.iter().filter(|is| **is).count();
    let n_answers = speeches.iter().filter(|speech| speech.who == Who::Answerer).count();
    if 2 * n_dashed > n_answers {
        let mut is_dashed = dashed.into_iter();
        speeches.retain_mut(|speech| {
            let is_dashed = is_dashed.next().unwrap_or_default();
            speech.stretches.truncate(1);
            speech.who == Who::Asker || is_dashed
        });
    }
    tally.is_interview(form.is_plain()).then_some(speeches)
}

/// Adds words to a speech: to its last stretch, where they are the next line of one block.
fn join(document: &Document, speech: &mut Speech, words: Span, begins: bool) {
    match speech.stretches.last_mut().filter(|_| !begins) {
        Some(last) => *last = document.trimmed(last.start()..words.end()).unwrap_or(*last),
        None => speech.stretches.push(words),
    }
}

/// Returns a text without what stands in marks in it, unless all of it does: what somebody else is quoted with is not its own.
fn outside(text: &str) -> String {
    let runs = runs_of(text, &[0..text.len()]);
    if runs.first().is_some_and(|run| run.outer == (0..text.len())) {
        return text.to_owned();
    }
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    for run in &runs {
        // Runs may hold others.
        if run.outer.start < at {
            continue;
        }
        left.push_str(&text[at..run.outer.start]);
        at = run.outer.end;
    }
    left.push_str(&text[at..]);
    left
}

/// Says whether a long dash begins a line, as it begins a turn.
fn is_dashed(text: &str) -> bool {
    text.starts_with(['―', '—', '–']) && text.chars().any(char::is_alphanumeric)
}

/// Returns the words of a line without the marks and the number in front of them.
fn undashed(document: &Document, span: Span) -> Span {
    let text = document.words(span);
    let marks: &[char] = &['*', '_', '-', '―', '—', '–', '▶', '▷', '#', ' ', '\u{a0}'];
    let bare = text.trim_start_matches(marks);
    let rest = bare.trim_start_matches(|char: char| char.is_ascii_digit());
    let numbered = rest.strip_prefix(['.', ')']).filter(|_| (1..=2).contains(&(bare.len() - rest.len())));
    let bare = numbered.map_or(bare, |rest| rest.trim_start_matches(marks));
    bare_words(document, span.start() + text.len() - bare.len(), span.end()).unwrap_or(span)
}

/// Says whether a line is set in italics from end to end: a note of the editor or translator.
fn is_note(text: &str) -> bool {
    let inner = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark).filter(|inner| !inner.contains(mark));
    text.len() > 12 && (inner('*').is_some() || inner('_').is_some())
}
