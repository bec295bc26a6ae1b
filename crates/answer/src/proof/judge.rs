//! Judges each quotation of a draft: whether its words stand on record, are altered, joined of pieces, or nowhere.

use super::closest::Seeker;
use super::draft::{Draft, Form, Quotation};
use super::letters::Letters;
use super::pattern::Pattern;
use super::record::{Near, Record, Stand};

/// From this likeness on, words that must stand somewhere are taken to be those of the record, altered.
const ALTERED: f32 = 0.5;
/// The same for words too few to be accused of standing nowhere.
pub(super) const ALTERED_ELSEWHERE: f32 = 0.72;
/// The same for words in marks that mostly stand for titles, thoughts and stress.
const ALTERED_LOOSE: f32 = 0.9;
/// The share of a quotation that pieces of the record must cover for it to be joined of them.
const JOINED: f32 = 0.8;

/// How a quotation stands in the record.
#[derive(Debug, Clone, PartialEq)]
pub enum Judgement {
    /// Word for word, after edits that are allowed; everywhere it stands.
    Stands(Vec<Stand>),
    /// In the title of a source only.
    StandsInTitle,
    /// Something like it stands there; the best first.
    Altered(Vec<Near>),
    /// Pieces of it stand in several places, in the order of the quotation.
    Joined(Vec<Stand>),
    /// Nothing like it does; the nearest words, where there are some.
    Unsupported(Option<Near>),
    /// The original stands in another language.
    Translated(Near),
    /// Nothing like it stands there in its own language; it may be a translation, which could not be told.
    PerhapsTranslated {
        /// What may be the original.
        original: Option<Near>,
        /// Somebody whose words are on record in another language.
        speaker: Option<String>,
    },
    /// Too short or too common to be judged, a title, or words in marks for their own sake.
    NotJudged,
}

impl Judgement {
    /// Says whether the words do not stand on record, and may be accused.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Altered(_) | Self::Unsupported(_) | Self::Joined(_))
    }

    /// Returns the places whose speaker can be compared with the draft's: of words that stand, or of those altered.
    pub(super) fn places(&self) -> Vec<Stand> {
        match self {
            Self::Stands(stands) => stands.clone(),
            Self::Altered(near) => {
                near.iter().map(|near| Stand { record: near.record, parts: vec![near.range.clone()] }).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The records that may hold a quotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Their positions.
    pub records: Vec<usize>,
    /// Whether no other source of the archive may hold it; otherwise nobody can be said not to have said it.
    pub is_all: bool,
}

/// Judges one quotation against the records that may hold it.
pub fn judge(draft: &Draft, quotation: &Quotation, records: &[Record], candidates: &[usize]) -> Judgement {
    let words = draft.words(quotation);
    let readings = Pattern::readings(words);
    let candidates = || candidates.iter().filter_map(|&at| records.get(at).map(|record| (at, record)));
    let stands: Vec<Stand> = candidates().flat_map(|(at, record)| record.stands(at, &readings)).collect();
    if !stands.is_empty() {
        return Judgement::Stands(stands);
    }
    if candidates().any(|(_, record)| record.has_in_title(&readings)) {
        return Judgement::StandsInTitle;
    }
    let is_accusable = draft.is_accusable(quotation);
    if !is_accusable && !draft.is_comparable(quotation) {
        return Judgement::NotJudged;
    }
    let Some(plain) = readings.first() else { return Judgement::NotJudged };
    let letters = Letters::of_ranges(words, plain.parts.iter().map(|part| part.letters.place(0..part.letters.len())));
    let seeker = Seeker::new(&letters);
    let mut near: Vec<Near> = candidates().filter_map(|(at, record)| record.near(at, &seeker)).collect();
    near.sort_by(|one, other| other.likeness.total_cmp(&one.likeness));
    let likeness = near.first().map_or(0.0, |near| near.likeness);
    let is_loose = matches!(quotation.form, Form::Single | Form::Title) && !is_accusable;
    let needed = if is_accusable {
        ALTERED
    } else if is_loose {
        ALTERED_LOOSE
    } else {
        ALTERED_ELSEWHERE
    };
    if likeness < 0.9 && is_accusable {
        let (pieces, share) = cover(&letters, records, candidates().map(|(at, _)| at));
        if pieces.len() > 1 && share >= JOINED && share > likeness {
            return Judgement::Joined(pieces);
        }
    }
    if likeness >= needed {
        near.retain(|near| near.likeness >= likeness - 0.05);
        near.truncate(4);
        return Judgement::Altered(near);
    }
    if !is_accusable {
        return Judgement::NotJudged;
    }
    Judgement::Unsupported(near.into_iter().next().filter(|near| near.likeness > 0.15))
}

/// Covers the words of a quotation with runs that stand in the records, the longest first from the left.
fn cover(
    quotation: &Letters,
    records: &[Record],
    candidates: impl Iterator<Item = usize> + Clone,
) -> (Vec<Stand>, f32) {
    let words = quotation.words();
    let (mut pieces, mut n_covered, mut at) = (Vec::new(), 0, 0);
    while at < words.len() {
        let mut best: Option<(usize, Stand)> = None;
        for record in candidates.clone() {
            let Some(letters) = records.get(record).map(Record::letters) else { continue };
            let from = best.as_ref().map_or(at + 1, |(to, _)| *to);
            for to in from + 1..=words.len() {
                let run = words[at].start..words[to - 1].end;
                let found = letters.find(quotation.slice(run.clone()), 0..letters.len());
                let Some(&place) =
                    found.iter().find(|&&place| letters.starts_word(place) && letters.ends_word(place + run.len()))
                else {
                    break;
                };
                best = Some((to, Stand { record, parts: vec![letters.place(place..place + run.len())] }));
            }
        }
        match best {
            Some((to, stand)) if words[to - 1].end - words[at].start >= 6 => {
                n_covered += words[to - 1].end - words[at].start;
                pieces.push(stand);
                at = to;
            }
            _ => at += 1,
        }
    }
    (pieces, n_covered as f32 / quotation.len().max(1) as f32)
}
