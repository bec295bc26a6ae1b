//! Explains an answer: what each piece has of the question, and why the rest was left out.

use onrecord_answer::choose::{Choice, LOOKED_AT};
use onrecord_answer::features::FEATURES;
use onrecord_answer::plan::{Concept, Plan};
use onrecord_answer::rank::Ranked;
use onrecord_answer::refusal::LeftOut;
use onrecord_model::Language;
use serde::Serialize;

use super::passage::Passage;
use crate::desk::Desk;
use crate::strings;

/// How many of the pieces that were left out are told of, in lines for people.
const TOLD: usize = 5;

/// What was weighed for a question or a part of one.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Weighed {
    /// The question or the part.
    pub question: String,
    /// Why the sources are silent, where they are.
    pub silent: Option<String>,
    /// What it is about, in the order of the question.
    pub concepts: Vec<WeighedConcept>,
    /// The stretches of the sources that were read for meaning.
    pub windows: Vec<WeighedWindow>,
    /// How many pieces were weighed.
    pub n_pieces: usize,
    /// The best of them, the best first.
    pub pieces: Vec<WeighedPiece>,
}

/// One thing that a question is about.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WeighedConcept {
    /// Its words in the question.
    pub text: String,
    /// Whether it is a name.
    pub is_name: bool,
    /// Whether it is a number.
    pub is_number: bool,
    /// Whether the archive has it.
    pub is_known: bool,
    /// How much it counts: its rarity.
    pub weight: f32,
}

/// Some neighbouring sentences that were read together.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WeighedWindow {
    /// The key of its source.
    pub source: String,
    /// Where it stands, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How near it is to the question: the cosine.
    pub cosine: f32,
}

/// A piece with what it has of a question.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct WeighedPiece {
    /// The key of its source.
    pub source: String,
    /// Where it stands, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How it begins.
    pub text: String,
    /// Its weight.
    pub score: f32,
    /// Whether it was chosen.
    pub chosen: bool,
    /// Why it was left out, where it was.
    pub left_out: Option<String>,
    /// The same for programs.
    pub left_out_id: Option<&'static str>,
    /// The words of the question that stand in it.
    pub words: Vec<String>,
    /// Those that stand neither in it nor in what leads to it.
    pub missing: Vec<String>,
    /// How surely each concept stands in it, in what leads to it, in its passage, and in what its source says of itself.
    pub shares: Vec<[f32; 4]>,
    /// What spoke most for it and against it: how far each feature moved the logarithm of the odds.
    pub counted: Vec<(&'static str, f32)>,
    /// What it has of the question as numbers, by name: `onrecord_answer::features::FEATURES`.
    pub has: std::collections::BTreeMap<&'static str, f32>,
}

impl WeighedConcept {
    fn of(concept: &Concept) -> Self {
        let Concept { text, weight, is_name, is_number, is_known, .. } = concept;
        let (is_name, is_number, is_known) = (*is_name, *is_number, *is_known);
        Self { text: text.clone(), is_name, is_number, is_known, weight: *weight }
    }
}

impl WeighedWindow {
    fn of(passage: &Passage) -> Vec<Self> {
        let record = &passage.hit.record;
        let (document, sentences) = (&record.reading.document, &record.reading.sentences);
        let windows = passage.hit.windows.iter().filter_map(|(window, cosine)| {
            let first = sentences.get(window.first as usize)?;
            let last = sentences.get((window.after as usize).checked_sub(1)?)?;
            let range = document.code_points(document.span(first.span.start()..last.span.end())?);
            Some(Self { source: record.source.key.clone(), start: range.start, end: range.end, cosine: *cosine })
        });
        windows.collect()
    }
}

impl Weighed {
    pub(super) fn of(plan: &Plan, ranked: &[Ranked], choice: &Choice, passages: &[Passage], desk: &Desk) -> Self {
        let strings = desk.strings(Language::English);
        let pieces = ranked.iter().take(LOOKED_AT).zip(&choice.left_out).filter_map(|(piece, left_out)| {
            let passage = passages.get(piece.found)?;
            let document = &passage.hit.record.reading.document;
            let range = document.code_points(piece.unit.span);
            let words = document.words(piece.unit.span).split_whitespace().collect::<Vec<_>>().join(" ");
            Some(WeighedPiece {
                source: passage.hit.record.source.key.clone(),
                start: range.start,
                end: range.end,
                text: words.chars().take(120).collect(),
                score: piece.score,
                chosen: left_out.is_none() && !choice.chosen.is_empty(),
                left_out: left_out.as_ref().map(|why| strings::left_out(strings, why)),
                left_out_id: left_out.as_ref().map(LeftOut::id),
                words: piece.matched.words.clone(),
                missing: piece.matched.missing.clone(),
                shares: piece.matched.shares.clone(),
                counted: piece.counted(desk.judge()),
                has: FEATURES.into_iter().zip(piece.features).collect(),
            })
        });
        Self {
            question: plan.question.clone(),
            silent: choice.refusal.as_ref().map(|why| strings::refusal(strings, why)),
            concepts: plan.concepts.iter().map(WeighedConcept::of).collect(),
            windows: passages.iter().flat_map(WeighedWindow::of).collect(),
            n_pieces: ranked.len(),
            pieces: pieces.collect(),
        }
    }

    /// Returns it in lines for people.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let (chosen, rest): (Vec<&WeighedPiece>, Vec<&WeighedPiece>) =
            self.pieces.iter().partition(|piece| piece.chosen);
        for (at, piece) in chosen.iter().enumerate() {
            lines.push(format!("[{}] {}", at + 1, piece.line()));
        }
        if let Some(reason) = &self.silent {
            lines.push(format!("silent: {reason}"));
        }
        if !rest.is_empty() {
            lines.push(format!(
                "left out: {} of {} pieces; the best of them:",
                self.n_pieces - chosen.len(),
                self.n_pieces
            ));
        }
        for piece in rest.iter().take(TOLD) {
            let why = piece.left_out.as_deref().unwrap_or_default();
            lines.push(format!("  {} {}..{}: {why}; {}", piece.source, piece.start, piece.end, piece.line()));
        }
        lines
    }
}

impl WeighedPiece {
    fn line(&self) -> String {
        let has = |name: &str| self.has.get(name).copied().unwrap_or_default();
        let share = |name: &str| format!("{:.0} %", 100.0 * has(name));
        let listed = |words: &[String]| if words.is_empty() { "none".to_owned() } else { words.join(", ") };
        let counted = self.counted.iter().map(|(name, moved)| format!("{name} {moved:+.1}"));
        let parts = [
            format!("likely {:.0} %", 100.0 * self.score),
            format!("words: {}", listed(&self.words)),
            format!("not there: {}", listed(&self.missing)),
            format!("words {} in it, {} around it", share("inside"), share("around")),
            format!("names and numbers {}", share("names")),
            format!("meaning {:.2}", has("cosine")),
            format!("what counted: {}", counted.collect::<Vec<_>>().join(", ")),
        ];
        parts.join("; ")
    }
}
