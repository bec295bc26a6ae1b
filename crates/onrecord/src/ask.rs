//! The way of a question: plan, find, choose, word, check. The file to read first.

mod explain;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use onrecord_answer::check::{Answer, Dispute, DisputedValue, check, silent};
use onrecord_answer::choose::choose;
use onrecord_answer::dispute::{Compared, compare};
use onrecord_answer::plan::{Grammar, Known, Plan, parts, plan};
use onrecord_answer::rank::{Found, NearSentences, Ranked, rank};
use onrecord_answer::speaker::Asked;
use onrecord_model::{BlockKind, Day, Evidence, EvidenceKind, Language, QuoteKind};
use onrecord_search::Wanted;

use crate::command::quotes::speaker_shown;
use crate::shelf::{Shelf, Shelved};
use crate::writer::{self, Agreement};

pub(crate) use explain::Weighed;

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
    /// What was weighed for each part of the question.
    pub weighed: Vec<Weighed>,
    /// What a person should know about the sources that were looked at.
    pub remarks: Vec<String>,
}

/// Answers a question out of the archive.
pub(crate) fn ask(question: &str, limits: &Limits, grammar: &Grammar, shelf: &mut Shelf) -> anyhow::Result<Asking> {
    let plan = planned(question, grammar, shelf);
    let mut all: Vec<Part> = Vec::new();
    for part in parts(question) {
        let plan = if part == question { plan.clone() } else { planned(&part, grammar, shelf) };
        all.push(answer_part(plan, limits, grammar, shelf)?);
    }
    let n_parts = all.len();
    let (mut evidence, mut disputes, mut agreements): (Vec<Evidence>, Vec<Dispute>, Vec<Agreement>) =
        Default::default();
    let (mut nearest, mut reason) = (Vec::new(), String::new());
    let (mut weighed, mut remarks) = (Vec::new(), Vec::<String>::new());
    for part in all {
        if part.evidence.is_empty() && reason.is_empty() {
            (reason, nearest) = (part.reason, part.nearest);
        }
        let most = if n_parts > 1 { MOST_OF_PART.max(part.n_compared) } else { usize::MAX };
        for piece in part.evidence.into_iter().take(most) {
            if evidence.iter().all(|other| other.id() != piece.id()) {
                evidence.push(piece);
            }
        }
        disputes.extend(part.dispute);
        agreements.extend(part.agreement);
        weighed.push(part.weighed);
        remarks.extend(part.remarks);
    }
    disputes.iter_mut().enumerate().for_each(|(at, dispute)| dispute.id = format!("d{}", at + 1));
    remarks.sort();
    remarks.dedup();
    if evidence.is_empty() {
        return Ok(Asking { answer: silent(&reason, nearest), plan, weighed, remarks });
    }
    let draft = writer::plain(&plan, &evidence, &disputes, &agreements);
    Ok(Asking { answer: check(&draft, evidence, disputes), plan, weighed, remarks })
}

/// Pieces shown for one part of a question of several.
const MOST_OF_PART: usize = 2;

/// What a part of a question came to.
struct Part {
    evidence: Vec<Evidence>,
    /// How many of the first pieces of evidence are compared with each other.
    n_compared: usize,
    dispute: Option<Dispute>,
    agreement: Option<Agreement>,
    nearest: Vec<Evidence>,
    reason: String,
    weighed: Weighed,
    remarks: Vec<String>,
}

fn answer_part(plan: Plan, limits: &Limits, grammar: &Grammar, shelf: &mut Shelf) -> anyhow::Result<Part> {
    let passages = passages(&plan.question, &plan, limits, shelf)?;
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
    let weighed = Weighed::of(&plan, &ranked, &choice, &passages);
    let remarks = passages.iter().take(10).filter_map(|passage| passage.remark(grammar)).collect();
    let mut part = Part {
        evidence: Vec::new(),
        n_compared: 0,
        dispute: None,
        agreement: None,
        nearest: choice.nearest.iter().filter_map(|piece| cite(piece, &passages)).collect(),
        reason: choice.reason,
        weighed,
        remarks,
    };
    if choice.chosen.is_empty() {
        return Ok(part);
    }
    let mut compared: Vec<Evidence> = Vec::new();
    let mut shown = |at: usize| {
        let piece = cite(ranked.get(at)?, &passages)?;
        if compared.iter().all(|other| other.id() != piece.id()) {
            compared.push(piece.clone());
        }
        Some(piece)
    };
    match compare(&plan, &ranked, &choice.left_out, &found, grammar) {
        Compared::Nothing => {}
        Compared::Agree(side) => {
            let first = side.pieces.first().and_then(|&at| Some((side.value.clone(), shown(at)?)));
            let others = side.also.iter().take(2).filter_map(|(value, at)| Some((value.clone(), shown(*at)?)));
            let said: Agreement = first.into_iter().chain(others).collect();
            part.agreement = (said.len() > 1).then_some(said);
        }
        Compared::Differ(sides) => {
            let values: Vec<DisputedValue> = sides
                .into_iter()
                .map(|side| DisputedValue {
                    value: side.value,
                    evidence: side.pieces.iter().take(2).filter_map(|&at| shown(at)).collect(),
                })
                .collect();
            let about = plan.concepts.iter().map(|concept| concept.text.as_str()).collect::<Vec<_>>().join(" ");
            part.dispute = Some(Dispute { id: String::new(), about, status: "open", values });
        }
    }
    part.n_compared = compared.len();
    let rest: Vec<Evidence> = choice.chosen.iter().filter_map(|piece| cite(piece, &passages)).collect();
    part.evidence = compared;
    for piece in rest {
        if part.evidence.iter().all(|other| other.id() != piece.id()) {
            part.evidence.push(piece);
        }
    }
    Ok(part)
}

fn planned(question: &str, grammar: &Grammar, shelf: &Shelf) -> Plan {
    plan(question, grammar, &KnownHere { shelf, rarities: RefCell::default() })
}

/// What this archive knows of the words of a question.
struct KnownHere<'a> {
    shelf: &'a Shelf,
    rarities: RefCell<HashMap<String, f32>>,
}

impl Known for KnownHere<'_> {
    fn rarity(&self, term: &str) -> f32 {
        let mut rarities = self.rarities.borrow_mut();
        *rarities.entry(term.to_owned()).or_insert_with(|| self.shelf.finder.index.rarity(term).unwrap_or_default())
    }

    fn spellings(&self, name: &str) -> Vec<String> {
        self.shelf.who.spellings_of_whole(&self.shelf.archive, name).unwrap_or_default()
    }
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
        let source = &self.shelved.listed.source;
        Found {
            source: self.source,
            reading: &self.shelved.reading,
            title: source.title.as_deref(),
            outlet: source.outlet.as_deref(),
            author: source.author.as_deref(),
            published: source.published.as_deref(),
            passage: self.passage,
            score: self.score,
            near: &self.near,
        }
    }
}

impl Passage {
    /// Says that a passage gives orders to software, where it does.
    fn remark(&self, grammar: &Grammar) -> Option<String> {
        let reading = &self.shelved.reading;
        let passage = reading.passages.get(self.passage)?;
        let sentences = reading.sentences.get(passage.first as usize..passage.after as usize)?;
        let gives = sentences.iter().any(|sentence| grammar.orders().are_in(reading.document.words(sentence.span)));
        let key = &self.shelved.listed.source.key;
        gives.then(|| format!("{key} holds text that gives orders to software; it was not taken for evidence"))
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
