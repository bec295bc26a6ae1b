//! A source of the archive that may hold what a draft quotes, and where the words stand in it.

use std::cell::OnceCell;
use std::ops::{Deref, Range};
use std::rc::Rc;

use onrecord_model::{Evidence, Quote, QuoteForm, Speaker};

use super::closest::Seeker;
use super::letters::Letters;
use super::pattern::Pattern;

/// A record of the archive with its letters at hand.
#[derive(Debug)]
pub struct Record {
    record: Rc<onrecord_model::Record>,
    forms: Forms,
}

impl Deref for Record {
    type Target = onrecord_model::Record;

    fn deref(&self) -> &Self::Target {
        &self.record
    }
}

/// The letters of a document in the forms in which it may be quoted; each is made when it is first wanted.
#[derive(Debug, Default)]
struct Forms {
    full: OnceCell<Letters>,
    outside: OnceCell<Letters>,
    speech: OnceCell<Speech>,
}

/// The letters of all speech of a document, stretch after stretch.
#[derive(Debug)]
struct Speech {
    letters: Letters,
    /// For each stretch, where it begins in the letters, and its quote.
    stretches: Vec<(usize, usize)>,
}

/// A place where a quotation stands word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// The position of its record.
    pub record: usize,
    /// Where its parts stand, in bytes of the document; at least one.
    pub parts: Vec<Range<usize>>,
}

impl Stand {
    /// Returns the range from the first part to the last.
    pub fn range(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.start);
        start..self.parts.last().map_or(start, |part| part.end)
    }
}

/// The words of a record that are closest to a quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The position of the record.
    pub record: usize,
    /// Where they stand, in bytes of the document.
    pub range: Range<usize>,
    /// See [`super::closest::Closest::likeness`].
    pub likeness: f32,
}

impl Record {
    /// Returns a record whose letters are made when they are first wanted.
    pub fn new(record: Rc<onrecord_model::Record>) -> Self {
        Self { record, forms: Forms::default() }
    }

    fn text(&self) -> &str {
        self.reading.document.text()
    }

    /// Returns the letters of the whole text.
    pub(super) fn letters(&self) -> &Letters {
        self.full()
    }

    fn full(&self) -> &Letters {
        self.forms.full.get_or_init(|| Letters::of(self.text()))
    }

    /// Returns the letters outside brackets, where there are any brackets.
    fn outside(&self) -> Option<&Letters> {
        let has_brackets = self.text().contains(['(', '（']);
        has_brackets.then(|| self.forms.outside.get_or_init(|| Letters::outside_brackets(self.text())))
    }

    fn speech(&self) -> &Speech {
        self.forms.speech.get_or_init(|| {
            let mut ranges: Vec<(Range<usize>, usize)> = Vec::new();
            for (at, quote) in self.reading.quotes.iter().enumerate() {
                if !matches!(quote.form, QuoteForm::Nested | QuoteForm::Headline) {
                    ranges.extend(quote.stretches.iter().map(|stretch| (stretch.range(), at)));
                }
            }
            ranges.sort_by_key(|(range, _)| range.start);
            let mut last = 0;
            ranges.retain(|(range, _)| {
                let is_new = range.start >= last;
                last = last.max(range.end);
                is_new
            });
            let mut stretches = Vec::new();
            let mut letters = Letters::default();
            for (range, quote) in ranges {
                stretches.push((letters.len(), quote));
                letters.extend(self.text(), range);
            }
            Speech { letters, stretches }
        })
    }

    /// Returns the places where a quotation stands word for word, after any of the edits that are allowed.
    pub(super) fn stands(&self, record: usize, readings: &[Pattern]) -> Vec<Stand> {
        for pattern in readings {
            for letters in [Some(self.full()), self.outside()].into_iter().flatten() {
                let found = pattern.find(letters);
                if !found.is_empty() {
                    let place = |ranges: Vec<Range<usize>>| Stand {
                        record,
                        parts: ranges.into_iter().map(|range| letters.place(range)).collect(),
                    };
                    let mut stands: Vec<Stand> =
                        found.into_iter().map(place).filter(|stand| self.is_one_voice(stand)).collect();
                    // A headline has the words, and below it somebody says them, with a tag between.
                    if stands.iter().all(|stand| self.is_in_headline(stand)) {
                        stands.extend(self.said(record, pattern));
                    }
                    return stands;
                }
            }
            let stands = self.said(record, pattern);
            if !stands.is_empty() {
                return stands;
            }
        }
        Vec::new()
    }

    fn is_in_headline(&self, stand: &Stand) -> bool {
        let quotes = self.quotes_at(stand.range());
        quotes.first().is_some_and(|quote| quote.form == QuoteForm::Headline)
    }

    /// Returns the places where a quotation stands word for word in speech, over the tags between its stretches.
    fn said(&self, record: usize, pattern: &Pattern) -> Vec<Stand> {
        let speech = self.speech();
        let found = pattern
            .find(&speech.letters)
            .into_iter()
            .filter(|ranges| ranges.iter().all(|range| self.goes_on(speech, range)));
        let place = |ranges: Vec<Range<usize>>| {
            let parts = ranges.into_iter().flat_map(|range| stretch_places(speech, range)).collect();
            Stand { record, parts }
        };
        found.map(place).filter(|stand| self.is_one_voice(stand)).collect()
    }

    /// Says whether the title holds the words.
    pub(super) fn has_in_title(&self, readings: &[Pattern]) -> bool {
        let title = self.source.title.as_deref().map(Letters::of);
        title.is_some_and(|title| {
            readings.iter().any(|pattern| pattern.n_letters() >= 5 && !pattern.find(&title).is_empty())
        })
    }

    /// Says whether the parts are not of two people: an ellipsis joins nobody's words to another's.
    fn is_one_voice(&self, stand: &Stand) -> bool {
        let mut voice: Option<&Speaker> = None;
        stand.parts.iter().filter(|_| stand.parts.len() > 1).all(|part| {
            let speaker = self
                .quotes_at(part.clone())
                .first()
                .and_then(|quote| quote.speaker.as_ref())
                .filter(|speaker| speaker.person.is_some());
            let is_same = match (voice, speaker) {
                (Some(voice), Some(speaker)) => voice.person == speaker.person,
                _ => true,
            };
            voice = voice.or(speaker);
            is_same
        })
    }

    /// Says whether speech goes on over the stretches of a range: within one quote, or from cue to cue of one speaker.
    fn goes_on(&self, speech: &Speech, range: &Range<usize>) -> bool {
        let first = speech.stretches.partition_point(|&(start, _)| start <= range.start).saturating_sub(1);
        let after = speech.stretches.partition_point(|&(start, _)| start < range.end);
        let quotes = || speech.stretches.get(first..after).unwrap_or_default().iter().map(|&(_, quote)| quote);
        let Some(quote) = quotes().next().and_then(|quote| self.reading.quotes.get(quote)) else { return false };
        let person = |quote: &Quote| quote.speaker.as_ref().and_then(|speaker| speaker.person);
        quotes().filter_map(|at| self.reading.quotes.get(at)).all(|other| {
            std::ptr::eq(quote, other)
                || matches!(quote.form, QuoteForm::Subtitle | QuoteForm::InterviewAnswer)
                    && quote.form == other.form
                    && person(quote) == person(other)
        })
    }

    /// Returns the quotes that hold most of a range, the one that holds most of it first.
    pub(super) fn quotes_at(&self, range: Range<usize>) -> Vec<&Quote> {
        let size = |quote: &Quote| -> usize { quote.stretches.iter().map(|stretch| stretch.len()).sum() };
        let mut found: Vec<&Quote> =
            self.reading.quotes.iter().filter(|quote| 2 * quote.shared(&range) > range.len()).collect();
        found.sort_by_key(|quote| (std::cmp::Reverse(quote.shared(&range)), size(quote)));
        found
    }

    /// Says whether a range stands in marks of its own inside somebody's words: what one relays of another.
    pub(super) fn is_nested(&self, range: Range<usize>) -> bool {
        let is_inside = |quote: &Quote| {
            quote.stretches.iter().any(|stretch| stretch.start() < range.start && range.end < stretch.end())
        };
        if !self.reading.quotes.iter().any(is_inside) {
            return false;
        }
        let line = self.text()[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let before = &self.text()[line..range.start];
        let is_open = |open: char, close: char| before.rfind(open).is_some_and(|at| !before[at..].contains(close));
        is_open('“', '”') || is_open('‘', '’') || before.matches('"').count() % 2 == 1
    }

    /// Returns the words closest to a quotation, or `None` where nothing of it stands here.
    pub(super) fn near(&self, record: usize, seeker: &Seeker<'_>) -> Option<Near> {
        let mut best: Option<Near> = None;
        let speech = self.speech();
        for letters in [self.full(), &speech.letters] {
            let is_stop = |at: usize| {
                let from = at.checked_sub(1).map_or(0, |before| letters.place(before..at).end);
                let to = letters.place(at..at + 1).start;
                to < from
                    || self.text().get(from..to).is_none_or(|between| {
                        between.contains(['.', '!', '?', '。', '“', '”', '"', '\n', '「', '」', '…'])
                    })
            };
            let Some(closest) = seeker.closest(letters, is_stop) else { continue };
            let closest = seeker.with_opening(letters, closest, is_stop);
            let near = Near { record, range: letters.place(closest.range), likeness: closest.likeness };
            // The document's own order is shown, unless the words are much nearer within speech alone.
            if best.as_ref().is_none_or(|best| near.likeness > best.likeness + 0.05) {
                best = Some(near);
            }
        }
        best.map(|near| Near { range: self.with_closing(near.range), ..near })
    }

    /// Takes in the full stop, question or exclamation mark that closes a range.
    fn with_closing(&self, range: Range<usize>) -> Range<usize> {
        let rest = self.text().get(range.end..).unwrap_or_default();
        let width =
            rest.chars().next().filter(|char| matches!(char, '.' | '!' | '?' | '。' | '…')).map_or(0, char::len_utf8);
        range.start..range.end + width
    }

    /// Returns the words of a range as evidence.
    pub fn cite(&self, range: Range<usize>, score: f32) -> Option<Evidence> {
        let mut evidence = self.record.cite(self.reading.document.span(range)?)?;
        evidence.score = score;
        Some(evidence)
    }

    /// Returns the number of words of the document's text.
    pub(super) fn n_words(&self) -> usize {
        self.text().split_whitespace().count()
    }
}

/// Returns the places of a range of speech, one for each stretch.
fn stretch_places(speech: &Speech, range: Range<usize>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut from = range.start;
    while from < range.end {
        let next = speech.stretches.partition_point(|&(start, _)| start <= from);
        let end = speech.stretches.get(next).map_or(range.end, |&(start, _)| start).min(range.end);
        places.push(speech.letters.place(from..end));
        from = end.max(from + 1);
    }
    places
}
