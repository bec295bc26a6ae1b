//! What a correction takes back: the earlier sentence that says it, told by the value that both have, by shared words, outlet and day.

use std::collections::{HashMap, HashSet};

use onrecord_language::quantity::{Part, Quantities, Quantity, Value};
use onrecord_model::Span;

use super::piece::{Piece, Place};

/// One side of a dispute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The value as it is printed, where there is one.
    pub value: Option<(usize, Span)>,
    /// The sentences that say so, by their positions among the pieces; the first is the plainest.
    pub pieces: Vec<usize>,
}

/// Two sides of which one was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// What was said before.
    pub old: Side,
    /// What was put in its place; its first sentence settles it.
    pub new: Side,
    /// The words of the old sentence that the correction has too, where they stand, by the piece.
    pub about: Vec<u32>,
}

/// The share of the words of two texts, by how much each tells, that is enough where they have a value in common that is taken back.
const WITH_VALUE: f32 = 0.18;
/// The same where only the kind of value is the same.
const WITH_KIND: f32 = 0.3;
const WITH_KIND_ALONE: f32 = 0.6;
/// Words that they share at least where only the kind of value is the same.
const LEAST_WORDS_OF_KIND: usize = 3;
/// The same where there is no value to tell it by, but the correction names the day of the paper.
const WITHOUT: f32 = 0.5;
/// Words that they share at least.
const LEAST_WORDS: usize = 2;
/// What a sign is worth beside a share of the words: the value that is taken back, the outlet, the day that is named.
const OF_VALUE: f32 = 0.5;
const OF_OUTLET: f32 = 0.1;
const OF_DAY: f32 = 0.25;
/// Sentences that have a concept; one of more tells nothing here.
const PER_CONCEPT: usize = 400;
/// Sentences of one correction.
const MOST_TOGETHER: usize = 4;

/// Returns what the corrections among some sentences take back, in the order of the corrections.
///
/// A correction is looked at only with what was published before it, or on its day. Each takes back one statement at most; copies of it and others
/// that agree stand on its side.
pub fn disputes(places: &[Place<'_>], pieces: &[Piece]) -> Vec<Dispute> {
    let mut having: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let own: HashSet<u32> = piece.concepts.iter().flatten().copied().collect();
        own.into_iter().for_each(|concept| having.entry(concept).or_default().push(at));
    }
    let seen = Seen { places, pieces, having };
    units(pieces).into_iter().filter_map(|unit| seen.corrected(&unit)).collect()
}

/// Returns the corrections: the sentences of each paragraph that corrects something, with what goes on from them.
fn units(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut units: Vec<Vec<usize>> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let last = units.last_mut().and_then(|unit| Some((*unit.last()?, unit)));
        match last {
            Some((before, unit))
                if before + 1 == at
                    && pieces[before].place == piece.place
                    && pieces[before].block == piece.block
                    && unit.len() < MOST_TOGETHER =>
            {
                unit.push(at);
            }
            _ if piece.corrects => units.push(vec![at]),
            _ => {}
        }
    }
    units
}

struct Seen<'a> {
    places: &'a [Place<'a>],
    pieces: &'a [Piece],
    having: HashMap<u32, Vec<usize>>,
}

/// How an earlier sentence meets a correction.
struct Met {
    score: f32,
    at: usize,
    /// The value that is taken back there.
    old: Option<Span>,
    /// The value in its place, and in which sentence of the correction.
    new: Option<(usize, Span)>,
    about: Vec<u32>,
}

impl Seen<'_> {
    fn rarity(&self, concept: u32) -> f32 {
        let n = self.having.get(&concept).map_or(1, Vec::len) as f32;
        (1.0 + self.pieces.len() as f32 / n).log2()
    }

    fn weight(&self, word: &[u32]) -> f32 {
        word.iter().map(|&concept| self.rarity(concept)).fold(0.0, f32::max)
    }

    fn corrected(&self, unit: &[usize]) -> Option<Dispute> {
        let first = &self.pieces[*unit.first()?];
        let own: HashSet<u32> =
            unit.iter().flat_map(|&at| self.pieces[at].concepts.iter().flatten().copied()).collect();
        let mut may: HashSet<usize> = HashSet::new();
        for concept in &own {
            may.extend(self.having.get(concept).filter(|all| all.len() <= PER_CONCEPT).into_iter().flatten());
        }
        let mut met: Vec<Met> = may
            .into_iter()
            .filter(|&at| {
                !self.pieces[at].corrects
                    && self.pieces[at].text != first.text
                    && self.is_before(self.pieces[at].place, first.place)
            })
            .filter_map(|at| self.met(unit, &own, at))
            .collect();
        met.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        let mut all = met.into_iter();
        let best = all.next()?;
        let value = best.old.map(|span| (self.pieces[best.at].place, span));
        let mut old = Side { value, pieces: vec![best.at] };
        let new_pieces: Vec<usize> = match best.new {
            Some((at, _)) => std::iter::once(at).chain(unit.iter().copied().filter(|&other| other != at)).collect(),
            None => unit.iter().rev().copied().collect(),
        };
        let new = Side { value: best.new.map(|(at, span)| (self.pieces[at].place, span)), pieces: new_pieces };
        for other in all {
            let is_same = match (other.old, best.old) {
                (Some(a), Some(b)) => self.agree((other.at, a), (best.at, b)),
                _ => false,
            };
            if is_same && other.about.iter().any(|concept| best.about.contains(concept)) {
                old.pieces.push(other.at);
            }
        }
        Some(Dispute { old, new, about: best.about })
    }

    fn agree(&self, one: (usize, Span), other: (usize, Span)) -> bool {
        let value = |(at, span): (usize, Span)| {
            self.pieces[at].values.iter().find(|(_, own)| *own == span).map(|(value, _)| value)
        };
        matches!((value(one), value(other)), (Some(one), Some(other)) if Quantities::agree(one, other))
    }

    /// Says whether a source is not later than another, as far as both days are known.
    fn is_before(&self, one: usize, other: usize) -> bool {
        match (self.places[one].published, self.places[other].published) {
            (Some(one), Some(other)) => one.first() <= other.last(),
            _ => true,
        }
    }

    /// Says how an earlier sentence meets a correction, or nothing where too little speaks for it.
    fn met(&self, unit: &[usize], own: &HashSet<u32>, at: usize) -> Option<Met> {
        let piece = &self.pieces[at];
        let shared: Vec<&Vec<u32>> =
            piece.concepts.iter().filter(|word| word.iter().any(|concept| own.contains(concept))).collect();
        let weight = |words: &mut dyn Iterator<Item = &Vec<u32>>| words.map(|word| self.weight(word)).sum::<f32>();
        let of_unit = weight(&mut unit.iter().flat_map(|&at| &self.pieces[at].concepts));
        let least = weight(&mut piece.concepts.iter()).min(of_unit).max(1.0);
        let share = weight(&mut shared.iter().copied()) / least;
        if shared.len() < LEAST_WORDS {
            return None;
        }
        let taken_back = self.taken_back(unit, piece);
        let (place, correction) = (&self.places[piece.place], &self.places[self.pieces[unit[0]].place]);
        let is_outlet = place.outlet.is_some() && place.outlet == correction.outlet;
        let is_day = self.names_day(unit, piece.place);
        let signs = if is_outlet { OF_OUTLET } else { 0.0 } + if is_day { OF_DAY } else { 0.0 };
        let (score, old, new) = match taken_back {
            Some((old, new, true)) if share >= WITH_VALUE => (share + OF_VALUE + signs, Some(old), Some(new)),
            Some((old, new, false))
                if share >= WITH_KIND
                    && shared.len() >= LEAST_WORDS_OF_KIND
                    && (is_outlet && is_day || share >= WITH_KIND_ALONE) =>
            {
                (share + signs, Some(old), Some(new))
            }
            _ if is_day && share >= WITHOUT => (share + signs, None, None),
            _ => return None,
        };
        let about =
            shared.iter().filter_map(|word| word.iter().copied().find(|concept| own.contains(concept))).collect();
        Some(Met { score, at, old, new, about })
    }

    /// Returns the value of a sentence that a correction takes back, the one in its place, and whether the correction itself states the first.
    fn taken_back(&self, unit: &[usize], piece: &Piece) -> Option<(Span, (usize, Span), bool)> {
        let stated =
            || unit.iter().flat_map(|&at| self.pieces[at].values.iter().map(move |(value, span)| (at, value, *span)));
        let mut by_kind = None;
        for (value, span) in &piece.values {
            let is_there =
                is_large(value) && !self.is_published(value) && stated().any(|(_, other, _)| is_same(value, other));
            for (at, other, other_span) in stated() {
                let has_it = piece.values.iter().any(|(own, _)| Quantities::agree(own, other));
                if has_it
                    || self.is_published(other)
                    || !is_telling(other)
                    || !are_of_one_kind(value, other)
                    || !are_near(value, other)
                {
                    continue;
                }
                if is_there && is_large(other) {
                    return Some((*span, (at, other_span), true));
                }
                if is_bare(value) || is_bare(other) {
                    continue;
                }
                by_kind.get_or_insert((*span, (at, other_span), false));
            }
        }
        by_kind
    }

    /// Says whether a value is the day on which some source was published: corrections name it to say which.
    fn is_published(&self, value: &Value) -> bool {
        let Quantity::When(when, None) = &value.quantity else { return false };
        when.day().is_some_and(|day| self.places.iter().any(|place| place.published == Some(day)))
    }

    /// Says whether a correction names the day on which a source was published.
    fn names_day(&self, unit: &[usize], place: usize) -> bool {
        let Some(day) = self.places[place].published else { return false };
        unit.iter().flat_map(|&at| &self.pieces[at].values).any(|(value, _)| match &value.quantity {
            Quantity::When(when, None) => when.day() == Some(day),
            _ => false,
        })
    }
}

fn is_same(value: &Value, other: &Value) -> bool {
    are_of_one_kind(value, other) && Quantities::agree(value, other)
}

/// How many times the lesser of two values the greater is at most, where one is a slip for the other: a place too many, two digits exchanged.
const FARTHEST: f64 = 12.0;

/// Says whether one value may be a slip for the other.
fn are_near(value: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (value.quantity.amount(), other.quantity.amount()) else { return true };
    let (one, other) = (one.number().abs(), other.number().abs());
    one.max(other) <= FARTHEST * one.min(other)
}

/// Says whether a value is a number without what it counts.
fn is_bare(value: &Value) -> bool {
    matches!(value.quantity, Quantity::Number(_))
}

/// Says whether a value is one that two sentences do not have by chance.
fn is_large(value: &Value) -> bool {
    match &value.quantity {
        // Most bare numbers like these are years.
        Quantity::Number(amount) if (1900.0..2100.0).contains(&amount.low) => false,
        Quantity::Number(amount) | Quantity::Count(amount, _) => amount.low >= 10.0 || amount.low.fract() != 0.0,
        Quantity::Nth(_) => false,
        _ => true,
    }
}

fn is_telling(value: &Value) -> bool {
    !matches!(value.quantity, Quantity::Nth(_))
}

/// Says whether two values measure the same: counts of one thing, two sums, two days.
fn are_of_one_kind(value: &Value, other: &Value) -> bool {
    use Quantity::{Age, Clock, Count, Lasting, Money, Number, Share, When};
    match (&value.quantity, &other.quantity) {
        (Count(_, one), Count(_, other)) => {
            let is_foreign = one.word.is_ascii() != other.word.is_ascii();
            one.word == other.word || one.rows & other.rows != 0 || is_foreign && (one.rows == 0 || other.rows == 0)
        }
        (Number(_) | Count(..), Number(_) | Count(..)) => true,
        (Money(..), Money(..) | Number(_)) | (Number(_), Money(..)) => true,
        (Share(_), Share(_)) | (Age(_), Age(_)) | (Lasting(..), Lasting(..)) | (Clock(_), Clock(_)) => true,
        (When(one, _), When(other, _)) => {
            let is_told = |part| matches!(part, Part::Is(_));
            one.anchor == other.anchor
                && is_told(one.day) == is_told(other.day)
                && is_told(one.month) == is_told(other.month)
        }
        _ => false,
    }
}
