//! What was said, and by whom: the quotations of the archive, as they were read.

mod decide;

use std::collections::HashSet;

use onrecord_language::words;
use onrecord_model::{EvidenceId, PersonId, Quote, QuoteForm, QuoteKind, Record, Source, Span, SpeakerShown};
use serde::Serialize;

use super::Desk;
use super::copies::sources;
use super::who::Who;

/// Which quotes are wanted.
pub(crate) struct Wanted<'a> {
    /// Only words of this person, in any spelling.
    pub speaker: Option<&'a str>,
    /// Only quotes that have most of these words.
    pub about: Option<&'a str>,
    /// Only quotes of this source.
    pub source: Option<&'a str>,
}

/// One unbroken stretch of a quotation, as it is shown.
#[derive(Serialize)]
pub(crate) struct QuoteShown {
    pub id: EvidenceId,
    pub text: String,
    pub start: usize,
    pub end: usize,
    pub kind: QuoteKind,
    pub form: QuoteForm,
    pub group: String,
    pub cue: Option<Place>,
    pub speaker: Option<SpeakerShown>,
    pub reported_by: Option<SpeakerShown>,
    pub question: Option<Place>,
    pub confidence: f32,
    pub reason: String,
    /// Whether a person decided who speaks.
    pub by_hand: bool,
    pub source: Source,
}

/// Words and where they stand, in code points.
#[derive(Serialize)]
pub(crate) struct Place {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

impl Desk {
    /// Returns the quotations that are wanted, stretch by stretch, in the order of the sources and of their texts.
    pub(crate) fn quotes(&self, wanted: &Wanted<'_>) -> anyhow::Result<Vec<QuoteShown>> {
        let about: HashSet<String> = self.terms(wanted.about.unwrap_or_default());
        let asked = wanted.speaker.map(|name| self.asked(name)).transpose()?;
        let sources = match wanted.source {
            Some(key) => vec![self.archive().source(key)?],
            None => sources(self.archive())?,
        };
        let mut shown = Vec::new();
        for listed in &sources {
            let Some(record) = self.record(listed.id)? else { continue };
            for (at, quote) in record.reading.quotes.iter().enumerate() {
                let is_by = asked.as_ref().is_none_or(|asked| asked.said(&record, quote));
                if is_by && (about.is_empty() || self.is_about(&record, quote, &about)) {
                    shown.extend(stretches(&record, at, quote));
                }
            }
        }
        Ok(shown)
    }

    fn asked<'a>(&'a self, name: &'a str) -> anyhow::Result<Asked<'a>> {
        let who = self.who()?;
        Ok(Asked { name, persons: who.find(self.archive(), name)?, who })
    }

    fn is_about(&self, record: &Record, quote: &Quote, about: &HashSet<String>) -> bool {
        let said = quote.stretches.iter().flat_map(|&span| self.terms(record.reading.document.words(span)));
        let said: HashSet<String> = said.collect();
        about.iter().filter(|term| said.contains(*term)).count() * 2 > about.len()
    }

    /// Returns the terms of a text, each once.
    pub(crate) fn terms(&self, text: &str) -> HashSet<String> {
        words(text, self.lexicon()).into_iter().map(|term| term.text).collect()
    }
}

/// The speaker whose words are wanted.
struct Asked<'a> {
    name: &'a str,
    persons: Vec<PersonId>,
    who: &'a Who,
}

impl Asked<'_> {
    /// Says whether the person asked for said it; by name alone where the speaker is nobody of the archive.
    fn said(&self, record: &Record, quote: &Quote) -> bool {
        let Some(speaker) = quote.speaker else { return false };
        match speaker.person.and_then(|at| record.person(at)) {
            Some(person) => self.persons.contains(&person),
            None => {
                let words = speaker.words.map(|span| record.reading.document.words(span));
                let mut spelt = record.name_of(&speaker).into_iter().chain(words);
                spelt.any(|spelling| self.who.is_same(spelling, self.name))
            }
        }
    }
}

fn stretches(record: &Record, at: usize, quote: &Quote) -> Vec<QuoteShown> {
    let cited = |&span: &Span| {
        let evidence = record.cite(span)?;
        Some(QuoteShown {
            id: evidence.id(),
            text: evidence.text().to_owned(),
            start: evidence.range().start,
            end: evidence.range().end,
            kind: quote.kind,
            form: quote.form,
            group: format!("{}:{at}", &record.reading.document.snapshot().to_string()[..8]),
            cue: quote.cue.map(|span| place(record, span)),
            speaker: quote.speaker.as_ref().map(|speaker| record.speaker(speaker)),
            reported_by: quote.reported_by.as_ref().map(|speaker| record.speaker(speaker)),
            question: quote.question.map(|span| place(record, span)),
            confidence: quote.confidence,
            reason: quote.reason.clone(),
            by_hand: record.decided.contains(&(at as u32)),
            source: evidence.source,
        })
    };
    quote.stretches.iter().filter_map(cited).collect()
}

fn place(record: &Record, span: Span) -> Place {
    let (text, range) = (record.reading.document.words(span), record.reading.document.code_points(span));
    Place { text: text.to_owned(), start: range.start, end: range.end }
}
