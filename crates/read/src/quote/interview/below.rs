//! Finds words with the name of who says them set below: a paragraph, and under it `Orla Veit, miller` or `— 오단비`, again and again.

use onrecord_model::{BlockKind, Span};

use super::cast::Cast;
use super::head::{Head, Key, Read};
use super::label::is_own;
use super::line::Line;
use super::turn::{Speech, Who};
use crate::ground::Ground;

/// Names below words that are compared with each other.
const MOST: usize = 60;

/// A name alone on its line.
struct Credit<'a> {
    at: usize,
    head: &'a Head,
}

/// What is known of the layout.
struct Sheet<'a> {
    ground: &'a Ground<'a>,
    lines: &'a [Line],
    read: &'a [Read],
}

/// Returns what is said, where names stand below the words, nothing if it cannot be told; `None` where they do not.
pub(super) fn below(
    ground: &Ground,
    lines: &[Line],
    read: &[Read],
    cast: &Cast,
    is_name: impl Fn(&Head) -> bool,
) -> Option<Vec<Speech>> {
    let sheet = Sheet { ground, lines, read };
    let alone = |at: usize| read[at].heads.iter().find(|head| head.key == Key::Alone && is_name(head));
    let credits: Vec<Credit> = (1..lines.len())
        .filter(|&at| lines[at].kind != BlockKind::Title && (at == 1 || alone(at - 1).is_none()))
        .filter_map(|at| Some(Credit { at, head: alone(at)? }))
        .collect();
    if credits.len() < 2 || !sheet.are_below(&credits) {
        return None;
    }
    let mut speeches = Vec::new();
    let mut n_speaking = 0;
    for (nth, credit) in credits.iter().enumerate() {
        let before = nth.checked_sub(1).map(|before| credits[before].at);
        let stretches = sheet.words(before, credit.at);
        n_speaking += usize::from(sheet.speaks(&stretches));
        let label = credit.head.label;
        let known = cast.fullest(label, &credit.head.folded);
        if !stretches.is_empty() {
            speeches.push(Speech { who: Who::Named { label, known }, stretches });
        }
    }
    let n_dashed = credits.iter().filter(|credit| read[credit.at].is_dashed).count();
    let is_again =
        |credit: &&Credit| credits.iter().any(|other| other.at != credit.at && other.head.folded == credit.head.folded);
    let n_again = credits.iter().take(MOST).filter(is_again).count();
    let is_talk = 3 * n_speaking >= 2 * credits.len()
        || 2 * n_dashed > credits.len()
        || 3 * n_again >= 2 * credits.len().min(MOST) && credits.len() >= 4;
    Some(if speeches.len() >= 2 && is_talk { speeches } else { Vec::new() })
}

impl Sheet<'_> {
    /// Says whether the names belong to what stands above them: by the blank lines between, by dashes, or by the first and last.
    fn are_below(&self, credits: &[Credit]) -> bool {
        let text = self.ground.document.text();
        let is_blank = |from: usize, to: usize| text[from..to].matches('\n').count() > 1;
        let (mut n_below, mut n_above) = (0, 0);
        for credit in credits {
            let span = self.lines[credit.at].span;
            let before = is_blank(self.lines[credit.at - 1].span.end(), span.start());
            let after = self.lines.get(credit.at + 1).is_none_or(|next| is_blank(span.end(), next.span.start()));
            n_below += usize::from(!before && after);
            n_above += usize::from(before && !after);
        }
        if n_below != n_above {
            return n_below > n_above;
        }
        let n_dashed = credits.iter().filter(|credit| self.read[credit.at].is_dashed).count();
        let is_last = credits.last().is_some_and(|last| last.at + 1 == self.lines.len());
        2 * n_dashed >= credits.len() || is_last
    }

    /// Returns the words above a name, up to the name before.
    fn words(&self, before: Option<usize>, at: usize) -> Vec<Span> {
        let is_text = |line: &Line| {
            matches!(line.kind, BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem | BlockKind::Caption)
        };
        let text = self.ground.document.text();
        let mut first = at;
        while first > before.map_or(0, |before| before + 1) && is_text(&self.lines[first - 1]) {
            // In front of the first name stands an introduction: only what is next to it is somebody's.
            let is_apart = first < at && before.is_none() && {
                let (end, start) = (self.lines[first - 1].span.end(), self.lines[first].span.start());
                text[end..start].matches('\n').count() > 1 || self.lines[first].begins
            };
            if is_apart {
                break;
            }
            first -= 1;
        }
        let lines = &self.lines[first..at];
        let marked = lines.iter().position(|line| self.is_marked(line.span)).unwrap_or(0);
        let mut spans: Vec<Span> = Vec::new();
        for line in &lines[marked..] {
            match spans.last_mut() {
                Some(last) if !line.begins => {
                    *last = self.ground.document.trimmed(last.start()..line.span.end()).unwrap_or(*last);
                }
                _ => spans.push(line.span),
            }
        }
        spans
    }

    /// Says whether marks begin a line.
    fn is_marked(&self, span: Span) -> bool {
        self.ground.document.words(span).starts_with(['“', '"', '「', '『', '‘', '«', '„'])
    }

    /// Says whether words are somebody's: in marks, or in the first person.
    fn speaks(&self, spans: &[Span]) -> bool {
        spans.iter().any(|span| self.is_marked(*span) || is_own(self.ground.document.words(*span), self.ground.lexicon))
    }
}
