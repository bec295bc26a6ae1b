//! Facts of one document: each value that it states, what it is of, and whose.
//!
//! `attribute` finds the word that says what a value is of, `subject` whose it is, `shown` how a value is told the same in every language.

mod attribute;
mod shown;
mod subject;

#[cfg(test)]
mod tests;

use onrecord_language::Lexicon;
use onrecord_language::quantity::{Anchor, Part, Quantity, Value, When};
use onrecord_model::{Day, Reading, SentenceKind, Span};
use serde::Serialize;

pub use shown::{Kind, normalized, unit};
pub use subject::Subject;

/// A value that a document states of something.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The sentence, by its position in [`Reading::sentences`].
    pub sentence: usize,
    /// Whose it is.
    pub subject: Subject,
    /// What it is of, in the words of the document.
    pub attribute: Option<Span>,
    /// The words of the value.
    pub words: Span,
    /// The value; of a relative day as it is from the day of publication.
    pub value: Value,
    /// Whether it is a day or year whose year is printed.
    pub has_year: bool,
    /// When or for what it holds, in the words of the document.
    pub scope: Option<Span>,
}

/// How a fact is told by its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    /// As it is.
    Fact,
    /// As what somebody thinks.
    Opinion,
}

/// Returns the facts of a document in reading order.
///
/// Only values that stand there: nothing is added up. Times that a transcript puts before its turns, the day of the paper itself and
/// the day on which something was said are no facts. Takes time in proportion to the document.
pub fn facts(reading: &Reading, published: Option<Day>, lexicon: &Lexicon) -> Vec<Fact> {
    let document = &reading.document;
    let places = subject::Places::of(reading);
    let mut facts = Vec::new();
    for (at, sentence) in reading.sentences.iter().enumerate() {
        if sentence.kind != SentenceKind::Statement {
            continue;
        }
        let text = document.words(sentence.span);
        let values = lexicon.quantities.values(text);
        for (n, value) in values.iter().enumerate() {
            let value = &with_year(value, values.get(n + 1), text);
            let clause = attribute::Clause { text, at: value.at.clone(), lexicon };
            if is_no_fact(value) || clause.is_frame() {
                continue;
            }
            let start = sentence.span.start();
            let span = |range: std::ops::Range<usize>| document.span(start + range.start..start + range.end);
            let Some(words) = span(value.at.clone()) else { continue };
            let attribute = clause.attribute(value).and_then(span);
            let scope =
                values.iter().filter(|other| other.at != value.at && !is_date(value)).find(|other| is_date(other));
            facts.push(Fact {
                sentence: at,
                subject: places.subject(at, words.range()),
                attribute,
                words,
                has_year: matches!(&value.quantity, Quantity::When(when, _) if matches!(when.year, Part::Is(_))),
                value: seen(value, published),
                scope: scope.and_then(|scope| span(scope.at.clone())),
            });
        }
    }
    facts
}

fn is_date(value: &Value) -> bool {
    matches!(value.quantity, Quantity::When(..))
}

/// Says whether a value tells nothing by itself: an ordinal, one of something.
fn is_no_fact(value: &Value) -> bool {
    match &value.quantity {
        Quantity::Number(amount) => amount.is_exact() && amount.low == 1.0,
        Quantity::Count(amount, _) => amount.is_exact() && amount.low == 1.0,
        _ => false,
    }
}

/// Returns a value with its relative day made out; a day without its year is of the year that is nearest to the day of publication.
pub(crate) fn seen(value: &Value, published: Option<Day>) -> Value {
    let (Quantity::When(when, until), Some(day)) = (&value.quantity, published) else { return value.clone() };
    let seen = |when: When| nearest(when.seen_on(day), day);
    Value { quantity: Quantity::When(seen(*when), until.map(seen)), ..value.clone() }
}

/// Returns a day with the year that stands right behind it: `9 September last year`.
fn with_year(value: &Value, next: Option<&Value>, text: &str) -> Value {
    let (Quantity::When(when, None), Some(next)) = (&value.quantity, next) else { return value.clone() };
    let is_beside =
        text.get(value.at.end..next.at.start).is_some_and(|between| between.trim_matches([' ', ',']).is_empty());
    match &next.quantity {
        Quantity::When(year, None)
            if is_beside
                && when.year == Part::Open
                && matches!(when.month, Part::Is(_))
                && year.month == Part::Open =>
        {
            Value { quantity: Quantity::When(When { year: year.year, ..*when }, None), ..value.clone() }
        }
        _ => value.clone(),
    }
}

fn nearest(when: When, published: Day) -> When {
    let (Part::Open, Part::Is(month), Anchor::Writing) = (when.year, when.month, when.anchor) else { return when };
    let today = published.first();
    if published.last() != today {
        return when;
    }
    let months = month - i16::from(today.month());
    let years = if months >= MOST_MONTHS { -1 } else { i16::from(months < -MOST_MONTHS) };
    When { year: Part::Is(today.year() + years), ..when }
}

/// Months between a day without its year and the day of publication, at most; of two that are as far the past one is meant.
const MOST_MONTHS: i16 = 6;
/// The least number of things that tells something of them wherever it stands.
const TELLING: f64 = 10.0;

impl Fact {
    /// Says whether it belongs into a table of its own accord: an age, a sum, a share, a number in figures that is no mere handful; and, where no speaker
    /// tells it by the way, a duration in figures or a day that is told with its year.
    pub fn is_telling(&self, words: &str, is_speech: bool) -> bool {
        let has_figures = words.contains(|char: char| char.is_ascii_digit());
        match &self.value.quantity {
            Quantity::Age(_) => !is_speech,
            Quantity::Money(..) | Quantity::Share(_) => has_figures,
            Quantity::Number(amount) | Quantity::Count(amount, _) => {
                has_figures && (amount.low.fract() != 0.0 || amount.low >= TELLING)
            }
            Quantity::Lasting(..) => has_figures && !is_speech,
            Quantity::When(..) => self.has_year && !is_speech,
            Quantity::Nth(_) | Quantity::Clock(_) => false,
        }
    }
}
