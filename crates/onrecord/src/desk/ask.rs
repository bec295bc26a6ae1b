//! The way of a question: plan, find, choose, word, check. The file to read first.

mod explain;
mod passage;
mod told;
mod writer;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use onrecord_answer::check::{Answer, Dispute, DisputedValue, check, perhaps, silent};
use onrecord_answer::choose::{MOST, choose};
use onrecord_answer::dispute::{Compared, compare};
use onrecord_answer::plan::{Known, NamedWork, Plan, parts, plan};
use onrecord_answer::rank::{Found, Ranked, rank};
use onrecord_answer::reader::Embeds;
use onrecord_answer::refusal::Refusal;
use onrecord_answer::speaker::Asked;
use onrecord_model::Evidence;
use serde::Serialize;

use super::Desk;
use super::find::SourceLimits;
use super::who::Who;
use super::works::kind_of;
use crate::strings::refusal as refusal_in_words;
use passage::{Passage, passages};
use writer::Agreement;

pub(crate) use explain::Weighed;

/// Which sources and words may answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    /// Only words of this person, in any spelling.
    pub speaker: Option<String>,
    /// Only these sources.
    pub sources: SourceLimits,
}

/// An answer, and how it came about.
pub(crate) struct Asking {
    pub plan: Plan,
    pub answer: Answer,
    /// Why the sources are silent, where they are.
    pub reason: Option<Reason>,
    /// What was weighed for each part of the question.
    pub weighed: Vec<Weighed>,
    /// What a person should know about the sources that were looked at.
    pub remarks: Vec<String>,
    /// The parts of a question of several that the sources do not answer, where they answer others.
    pub missing: Vec<String>,
}

/// Why the sources are silent.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Reason {
    /// For programs; never changes.
    pub id: &'static str,
    /// The same in words, in the language of the question.
    pub text: String,
}

impl Desk {
    /// Answers a question out of the archive.
    pub(crate) fn ask(&self, question: &str, limits: &Limits) -> anyhow::Result<Asking> {
        ask(question, limits, self)
    }
}

fn ask(question: &str, limits: &Limits, desk: &Desk) -> anyhow::Result<Asking> {
    let plan = planned(question, desk)?;
    let mut all: Vec<Part> = Vec::new();
    let unmet = unknown(limits, desk)?;
    for part in parts(question).into_iter().filter(|_| unmet.is_none()) {
        let plan = if part == question { plan.clone() } else { planned(&part, desk)? };
        all.push(answer_part(plan, limits, desk)?);
    }
    let Gathered { evidence, disputes, agreements, nearest, next, missing, refusal, is_perhaps, weighed, mut remarks } =
        gathered(all);
    let refusal = unmet.or(refusal).unwrap_or(Refusal::NoWords);
    let strings = desk.strings(plan.language);
    remarks.extend(missing.iter().map(|part| strings.say("answer.missing", &[("part", part)])));
    let say = |why: &Refusal| strings.say("answer.silent", &[("why", &refusal_in_words(strings, why))]);
    let answer = if evidence.is_empty() && is_perhaps {
        perhaps(refusal, nearest, strings.say("answer.perhaps", &[]))
    } else if evidence.is_empty() {
        silent(refusal, nearest, &say)
    } else {
        check(&writer::plain(&evidence, &disputes, &agreements, strings), evidence, disputes, &say).beside(next)
    };
    let reason = answer.refusal().map(|refusal| Reason { id: refusal.id(), text: refusal_in_words(strings, refusal) });
    Ok(Asking { answer, reason, plan, weighed, remarks, missing })
}

/// What the parts of a question came to together.
#[derive(Default)]
struct Gathered {
    evidence: Vec<Evidence>,
    disputes: Vec<Dispute>,
    agreements: Vec<Agreement>,
    /// What is nearest to the first part that nothing answers.
    nearest: Vec<Evidence>,
    /// What comes next behind the evidence, at most [`MOST`] together with it.
    next: Vec<Evidence>,
    /// The parts that nothing answers, where others are answered.
    missing: Vec<String>,
    /// Why nothing answers the first of them.
    refusal: Option<Refusal>,
    is_perhaps: bool,
    weighed: Vec<Weighed>,
    remarks: Vec<String>,
}

fn gathered(parts: Vec<Part>) -> Gathered {
    let n_parts = parts.len();
    let mut all = Gathered::default();
    let mut next = Vec::new();
    for part in parts {
        let most = if n_parts > 1 { MOST_OF_PART.max(part.n_compared) } else { usize::MAX };
        if part.evidence.is_empty() {
            all.missing.push(part.weighed.question.clone());
            if all.refusal.is_none() {
                (all.refusal, all.nearest, all.is_perhaps) = (part.refusal, part.nearest, part.perhaps);
            }
        } else {
            next.extend(part.nearest);
        }
        for piece in part.evidence.into_iter().take(most) {
            if all.evidence.iter().all(|other| other.id() != piece.id()) {
                all.evidence.push(piece);
            }
        }
        all.disputes.extend(part.dispute);
        all.agreements.extend(part.agreement);
        all.weighed.push(part.weighed);
        all.remarks.extend(part.remarks);
    }
    for piece in next {
        let mut shown = all.evidence.iter().chain(&all.next);
        if all.evidence.len() + all.next.len() < MOST && !shown.any(|other| shares_words(other, &piece)) {
            all.next.push(piece);
        }
    }
    if all.evidence.is_empty() {
        all.missing.clear();
    }
    all.disputes.iter_mut().enumerate().for_each(|(at, dispute)| dispute.id = format!("d{}", at + 1));
    all.remarks.sort();
    all.remarks.dedup();
    all
}

/// Returns which limit no source meets: an outlet of none.
fn unknown(limits: &Limits, desk: &Desk) -> anyhow::Result<Option<Refusal>> {
    if let Some(outlet) = &limits.sources.outlet {
        let wanted = outlet.to_lowercase();
        if !desk.archive().outlets()?.iter().any(|known| known.to_lowercase().contains(&wanted)) {
            return Ok(Some(Refusal::UnknownOutlet(outlet.clone())));
        }
    }
    Ok(None)
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
    /// Whether what is nearest may answer it.
    perhaps: bool,
    /// Why the sources do not answer it, where they do not.
    refusal: Option<Refusal>,
    weighed: Weighed,
    remarks: Vec<String>,
}

fn answer_part(plan: Plan, limits: &Limits, desk: &Desk) -> anyhow::Result<Part> {
    let grammar = desk.grammar();
    let passages = passages(&plan, &limits.sources, desk)?;
    let found: Vec<Found<'_>> = passages.iter().map(Passage::found).collect();
    let asked = match limits.speaker.clone().or_else(|| plan.speaker.clone()) {
        Some(words) => Some(Asked { spellings: desk.who()?.spellings(desk.archive(), &words)?, words }),
        None => None,
    };
    let model = desk.meaning()?.map(|meaning| meaning as &dyn Embeds);
    let mut ranked = rank(&plan, &found, grammar, desk.judge(), asked.as_ref(), model);
    if limits.speaker.is_some() {
        ranked.retain(|piece| piece.matched.is_speaker == Some(true));
    }
    let mut choice = choose(&plan, &ranked, &found, grammar, desk.judge(), desk.archive().n_sources()?);
    if let Some(name) = limits.speaker.as_ref().filter(|_| ranked.is_empty())
        && desk.who()?.find(desk.archive(), name)?.is_empty()
    {
        choice.refusal = Some(Refusal::UnknownSpeaker(name.clone()));
    }
    let weighed = Weighed::of(&plan, &ranked, &choice, &passages, desk);
    let mut remarks: Vec<String> = passages.iter().take(10).filter_map(|passage| passage.remark(grammar)).collect();
    if let Some(meaning) = desk.meaning()? {
        remarks.extend(meaning.remark(desk.archive().n_sources()?));
    }
    let mut part = Part {
        evidence: Vec::new(),
        n_compared: 0,
        dispute: None,
        agreement: None,
        nearest: choice.nearest.iter().filter_map(|piece| cite(piece, &passages)).collect(),
        perhaps: choice.perhaps,
        refusal: choice.refusal,
        weighed,
        remarks,
    };
    if choice.chosen.is_empty() {
        return Ok(part);
    }
    let mut compared: Vec<Evidence> = Vec::new();
    let mut shown = |at: usize| {
        // By itself: beside it may stand what the other side says.
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
        if part.evidence.len() < MOST && part.evidence.iter().all(|other| !shares_words(other, &piece)) {
            part.evidence.push(piece);
        }
    }
    Ok(part)
}

fn planned(question: &str, desk: &Desk) -> anyhow::Result<Plan> {
    let known = KnownHere { desk, who: desk.who()?, rarities: RefCell::default() };
    Ok(plan(question, desk.grammar(), &known))
}

/// What this archive knows of the words of a question.
struct KnownHere<'a> {
    desk: &'a Desk,
    who: &'a Who,
    rarities: RefCell<HashMap<String, f32>>,
}

impl Known for KnownHere<'_> {
    fn rarity(&self, term: &str) -> f32 {
        let mut rarities = self.rarities.borrow_mut();
        *rarities.entry(term.to_owned()).or_insert_with(|| self.desk.rarity(term).unwrap_or_default())
    }

    fn spellings(&self, name: &str) -> Vec<String> {
        self.who.spellings_of_whole(self.desk.archive(), name).unwrap_or_default()
    }

    fn works(&self, text: &str) -> Vec<NamedWork> {
        let named = |(words, id)| {
            let titles = self.desk.titles(id).ok()?;
            let kind = kind_of(&titles);
            let titles: BTreeSet<String> = titles.into_iter().map(|title| title.text).collect();
            Some(NamedWork { words, titles: titles.into_iter().collect(), kind })
        };
        self.desk.works_in(text).unwrap_or_default().into_iter().filter_map(named).collect()
    }
}

/// Says whether two pieces share some words of one source.
fn shares_words(one: &Evidence, other: &Evidence) -> bool {
    let (one_range, other_range) = (one.range(), other.range());
    one.snapshot() == other.snapshot() && one_range.start < other_range.end && other_range.start < one_range.end
}

/// Returns a piece as evidence.
fn cite(piece: &Ranked, passages: &[Passage]) -> Option<Evidence> {
    let record = &passages.get(piece.found)?.hit.record;
    let mut evidence = record.cite(piece.shown)?;
    if let Some(words) = piece.answer {
        evidence.note_answer(&record.reading.document, words);
    }
    evidence.score = piece.score;
    Some(evidence)
}
