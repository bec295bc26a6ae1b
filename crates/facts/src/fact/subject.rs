//! Whose a value is: who or what is named nearest before it, else what the document is about.

use std::ops::Range;

use onrecord_model::{Reading, Span};

/// Whose a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A person, by the position in [`Reading::people`].
    Person(u32),
    /// A work or event, by the position in [`Reading::works`].
    Work(u32),
    /// Nobody and nothing that is named.
    Open,
}

/// Where persons and works are named in a document.
pub(super) struct Places<'a> {
    reading: &'a Reading,
    /// In reading order.
    named: Vec<(Span, Subject)>,
    /// What the document is about.
    main: Subject,
}

/// Sentences back in which whoever is spoken of may be named.
const BACK: usize = 2;

impl<'a> Places<'a> {
    pub fn of(reading: &'a Reading) -> Self {
        let mut named: Vec<(Span, Subject)> = Vec::new();
        for (at, person) in reading.people.iter().enumerate() {
            named.extend(person.mentions.iter().map(|mention| (mention.whole, Subject::Person(at as u32))));
        }
        let works = || reading.works.iter().enumerate().filter(|(_, work)| work.is_sure);
        for (at, work) in works() {
            named.extend(work.mentions.iter().map(|&mention| (mention, Subject::Work(at as u32))));
        }
        named.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
        let main = works().max_by_key(|(at, work)| (work.mentions.len(), std::cmp::Reverse(*at)));
        let main = main.map_or(Subject::Open, |(at, _)| Subject::Work(at as u32));
        Self { reading, named, main }
    }

    /// Returns whose a value is that stands in this sentence.
    ///
    /// A name right before it counts first (`Han (47)`), then the last name before it in its sentence, then the first behind it, then
    /// the first name of the sentences before it in its paragraph, then what the document is about.
    pub fn subject(&self, sentence: usize, value: Range<usize>) -> Subject {
        let sentences = &self.reading.sentences;
        let Some(own) = sentences.get(sentence) else { return Subject::Open };
        let inside = |span: Span| {
            self.named.iter().filter(move |(name, _)| span.start() <= name.start() && name.end() <= span.end())
        };
        let before = inside(own.span).rfind(|(name, _)| name.end() <= value.start);
        let behind = || inside(own.span).find(|(name, _)| name.start() >= value.end);
        if let Some((_, subject)) = before.or_else(behind) {
            return *subject;
        }
        for back in 1..=BACK {
            let Some(earlier) = sentence.checked_sub(back).and_then(|at| sentences.get(at)) else { break };
            if earlier.block != own.block {
                break;
            }
            if let Some((_, subject)) = inside(earlier.span).next() {
                return *subject;
            }
        }
        self.main
    }
}
