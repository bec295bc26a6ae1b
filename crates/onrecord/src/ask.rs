//! The way of a question: plan, find, choose, word, check. The file to read first.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use onrecord_answer::check::{Answer, Dispute, DisputedValue, check, silent};
use onrecord_answer::choose::choose;
use onrecord_answer::dispute::sides;
use onrecord_answer::plan::{Grammar, Plan, plan};
use onrecord_answer::rank::{Found, NearSentences, Ranked, rank};
use onrecord_answer::speaker::Asked;
use onrecord_model::{BlockKind, Day, Evidence, EvidenceKind, Language, QuoteKind};
use onrecord_search::Wanted;

use crate::command::quotes::speaker_shown;
use crate::shelf::{Shelf, Shelved};
use crate::writer;

/// Passages looked at for one question.
const N_PASSAGES: usize = 40;

/// Which sources and words may answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    pub language: Option<Language>,
    pub speaker: Option<String>,
    pub outlet: Option<String>,
    pub since: Option<Day>,
    pub until: Option<Day>,
}

/// An answer, and how it came about.
pub(crate) struct Asking {
    pub plan: Plan,
    pub answer: Answer,
    /// For each piece of evidence what it matched; then what was left out, and why.
    pub explained: Vec<String>,
}

/// Answers a question out of the archive.
pub(crate) fn ask(question: &str, limits: &Limits, grammar: &Grammar, shelf: &mut Shelf) -> anyhow::Result<Asking> {
    let plan = planned(question, grammar, shelf);
    let passages = passages(question, &plan, limits, shelf)?;
    let found: Vec<Found<'_>> = passages.iter().map(Passage::found).collect();
    let asked = match limits.speaker.clone().or_else(|| plan.speaker.clone()) {
        Some(words) => Some(Asked { spellings: shelf.who.spellings(&shelf.archive, &words)?, words }),
        None => None,
    };
    let mut ranked = rank(&plan, &found, grammar, asked.as_ref());
    if limits.speaker.is_some() {
        ranked.retain(|piece| piece.matched.is_speaker == Some(true));
    }
    let choice = choose(&plan, &ranked, &found, grammar);
    let explained = explained(&choice.chosen, &ranked, &choice.reason);
    if choice.chosen.is_empty() {
        let nearest = choice.nearest.iter().filter_map(|piece| cite(piece, &passages)).collect();
        return Ok(Asking { answer: silent(&choice.reason, nearest), plan, explained });
    }
    let (evidence, disputes) = disputed(&plan, &ranked, &found, &choice.chosen, &passages, grammar);
    let draft = writer::plain(&plan, &evidence, &disputes);
    Ok(Asking { answer: check(&draft, evidence, disputes), plan, explained })
}

fn planned(question: &str, grammar: &Grammar, shelf: &Shelf) -> Plan {
    let known: RefCell<HashMap<String, f32>> = RefCell::new(HashMap::new());
    let rarity = |term: &str| {
        *known
            .borrow_mut()
            .entry(term.to_owned())
            .or_insert_with(|| shelf.finder.index.rarity(term).unwrap_or_default())
    };
    plan(question, grammar, &rarity)
}

/// A passage with its source at hand.
struct Passage {
    source: u64,
    shelved: Rc<Shelved>,
    passage: usize,
    score: f32,
    near: Vec<NearSentences>,
}

impl Passage {
    fn found(&self) -> Found<'_> {
        let title = self.shelved.listed.source.title.as_deref();
        Found {
            source: self.source,
            reading: &self.shelved.reading,
            title,
            passage: self.passage,
            score: self.score,
            near: &self.near,
        }
    }
}

fn passages(question: &str, plan: &Plan, limits: &Limits, shelf: &mut Shelf) -> anyhow::Result<Vec<Passage>> {
    let wanted: Vec<Wanted> = plan.wanted().into_iter().map(|(term, weight)| Wanted { term, weight }).collect();
    let hits = shelf.finder.index.find(&wanted, N_PASSAGES)?;
    let best = hits.first().map_or(1.0, |hit| hit.score);
    let mut places: Vec<(u64, u64, f32)> = hits.iter().map(|hit| (hit.source, hit.passage, hit.score / best)).collect();
    let vector =
        shelf.finder.meaning.as_ref().map(|meaning| meaning.question(question)).transpose()?.unwrap_or_default();
    if let Some(meaning) = &shelf.finder.meaning {
        for near in meaning.vectors.nearest(&vector, N_PASSAGES) {
            let (source, passage) = (near.origin.source, u64::from(near.window.passage));
            if !places.iter().any(|place| (place.0, place.1) == (source, passage)) {
                places.push((source, passage, 0.0));
            }
        }
    }
    let mut passages = Vec::new();
    for (source, passage, score) in places {
        let Some(shelved) = shelf.source(source)? else { continue };
        if limits.allow(&shelved) {
            let windows =
                shelf.finder.meaning.as_ref().map(|meaning| meaning.vectors.windows(&vector, source, passage as u32));
            let near = windows.unwrap_or_default().into_iter().map(|(window, cosine)| NearSentences {
                first: window.first as usize,
                after: window.after as usize,
                meaning: nearness(cosine),
            });
            passages.push(Passage { source, shelved, passage: passage as usize, score, near: near.collect() });
        }
    }
    Ok(passages)
}

/// Brings a cosine to 0 for texts that have nothing to do with each other and 1 for a question and its answer; the model
/// keeps all cosines within a narrow range.
fn nearness(cosine: f32) -> f32 {
    ((cosine - 0.80) / 0.10).clamp(0.0, 1.0)
}

impl Limits {
    fn allow(&self, shelved: &Shelved) -> bool {
        let source = &shelved.listed.source;
        let day = || source.published.as_deref().and_then(|day| day.parse::<Day>().ok());
        self.language.is_none_or(|language| source.language == Some(language))
            && self.outlet.as_ref().is_none_or(|outlet| {
                source.outlet.as_ref().is_some_and(|of| of.to_lowercase().contains(&outlet.to_lowercase()))
            })
            && self.since.is_none_or(|since| day().is_some_and(|day| day.last() >= since.first()))
            && self.until.is_none_or(|until| day().is_some_and(|day| day.first() <= until.last()))
    }
}

/// Returns a piece as evidence: a quote with its speaker where most of it is somebody's words, else a statement.
fn cite(piece: &Ranked, passages: &[Passage]) -> Option<Evidence> {
    let passage = passages.get(piece.found)?;
    let reading = &passage.shelved.reading;
    let document = &reading.document;
    let mut evidence = Evidence::cite(document, piece.unit.span, passage.shelved.listed.source.clone())?;
    evidence.score = piece.score;
    evidence.version = passage.shelved.version.clone();
    if let Some(quote) = piece.unit.quote.and_then(|at| reading.quotes.get(at)) {
        let is_inside = quote.stretches.iter().any(|stretch| stretch.contains(piece.unit.span));
        evidence.kind =
            if is_inside && quote.kind == QuoteKind::Direct { EvidenceKind::Quote } else { EvidenceKind::Statement };
        evidence.speaker = quote.speaker.map(|speaker| speaker_shown(document, speaker, &passage.shelved.persons));
    }
    let block = document.blocks.iter().find(|block| block.span.overlaps(piece.unit.span));
    if let Some(BlockKind::Cue { start_ms, .. }) = block.map(|block| block.kind) {
        evidence.start_ms = Some(start_ms);
    }
    Some(evidence)
}

/// Returns the evidence to show, and where it differs; both sides of a difference are always shown.
fn disputed(
    plan: &Plan,
    ranked: &[Ranked],
    found: &[Found<'_>],
    chosen: &[Ranked],
    passages: &[Passage],
    grammar: &Grammar,
) -> (Vec<Evidence>, Vec<Dispute>) {
    let mut evidence: Vec<Evidence> = chosen.iter().filter_map(|piece| cite(piece, passages)).collect();
    let sides = sides(plan, ranked, found, grammar);
    if sides.is_empty() {
        return (evidence, Vec::new());
    }
    let mut values = Vec::new();
    for side in sides {
        let cited: Vec<Evidence> =
            side.pieces.iter().take(2).filter_map(|&at| cite(ranked.get(at)?, passages)).collect();
        for piece in &cited {
            if evidence.iter().all(|other| other.id() != piece.id()) {
                evidence.push(piece.clone());
            }
        }
        values.push(DisputedValue { value: side.value, evidence: cited });
    }
    let about = plan.concepts.iter().map(|concept| concept.text.as_str()).collect::<Vec<_>>().join(" ");
    let dispute = Dispute { id: "d1".to_owned(), about, status: "open", values };
    (evidence, vec![dispute])
}

fn explained(chosen: &[Ranked], ranked: &[Ranked], reason: &str) -> Vec<String> {
    let line = |piece: &Ranked| {
        let matched = &piece.matched;
        let mut parts = vec![format!("score {:.2}", piece.score), format!("words: {}", matched.words.join(", "))];
        parts.push(format!(
            "{:.0} % of the question in it, {:.0} % around it",
            100.0 * matched.inside,
            100.0 * matched.around
        ));
        if matched.names < 1.0 {
            parts.push(format!("{:.0} % of its names and numbers", 100.0 * matched.names));
        }
        parts.push(if matched.has_kind {
            "has what is asked for".to_owned()
        } else {
            "lacks what is asked for".to_owned()
        });
        match matched.is_speaker {
            Some(true) => parts.push("the person asked for speaks".to_owned()),
            Some(false) => parts.push("somebody else speaks, or nobody".to_owned()),
            None => {}
        }
        parts.join("; ")
    };
    let mut lines: Vec<String> =
        chosen.iter().enumerate().map(|(at, piece)| format!("[{}] {}", at + 1, line(piece))).collect();
    if chosen.is_empty() {
        lines.extend(ranked.first().map(|piece| format!("nearest: {}", line(piece))));
        lines.push(format!("silent: {reason}"));
    } else if let Some(next) = ranked.iter().find(|piece| chosen.iter().all(|other| other.unit.span != piece.unit.span))
    {
        lines.push(format!("left out: {} pieces, the best of them: {}", ranked.len() - chosen.len(), line(next)));
    }
    lines
}
