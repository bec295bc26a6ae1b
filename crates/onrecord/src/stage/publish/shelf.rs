//! The archive's documents, each opened once, to find the words that posts quote.

use std::collections::{BTreeMap, HashMap};

use onrecord_archive::{Archive, Listed, Tombstone};
use onrecord_model::code::Reference;
use onrecord_model::{
    BlockKind, Document, DocumentId, Evidence, EvidenceId, EvidenceKind, PersonId, QuoteKind, Reading, Span,
    SpeakerShown,
};
use onrecord_site::{Quotation, Quoted};

use super::people;

/// Documents opened so far, and what was taken down.
pub(crate) struct Shelf<'a> {
    archive: &'a Archive,
    sources: HashMap<String, Listed>,
    numbers: HashMap<i64, String>,
    readings: HashMap<DocumentId, Option<Reading>>,
    people: HashMap<DocumentId, BTreeMap<u32, PersonId>>,
    tombstones: Vec<Tombstone>,
}

impl<'a> Shelf<'a> {
    pub(crate) fn of(archive: &'a Archive) -> anyhow::Result<Self> {
        let sources: HashMap<String, Listed> =
            archive.sources()?.into_iter().map(|listed| (listed.source.key.clone(), listed)).collect();
        let numbers = sources.iter().map(|(key, listed)| (listed.id, key.clone())).collect();
        Ok(Self {
            archive,
            sources,
            numbers,
            readings: HashMap::new(),
            people: HashMap::new(),
            tombstones: archive.tombstones()?,
        })
    }

    /// Returns a source of the archive.
    pub(crate) fn source(&self, key: &str) -> Option<&Listed> {
        self.sources.get(key)
    }

    /// Returns what was taken down.
    pub(crate) fn tombstones(&self) -> &[Tombstone] {
        &self.tombstones
    }

    /// Returns what was read in a document.
    pub(crate) fn reading(&mut self, document: DocumentId) -> anyhow::Result<Option<&Reading>> {
        if !self.readings.contains_key(&document) {
            let reading = self.archive.reading(document)?;
            self.people.insert(document, people::of_document(self.archive, document)?);
            self.readings.insert(document, reading);
        }
        Ok(self.readings.get(&document).and_then(Option::as_ref))
    }

    /// Returns what a reference stands for, or `None` where the archive has no such words.
    pub(crate) fn quoted(&mut self, reference: &Reference) -> anyhow::Result<Option<Quoted>> {
        let found = match reference {
            Reference::Id(id) => self.by_id(*id)?,
            Reference::Words { key, words } => self.by_words(key, words)?,
        };
        if let Some(quotation) = found {
            return Ok(Some(Quoted::Words(Box::new(quotation))));
        }
        let taken_down = self.tombstones.iter().find(|tombstone| match reference {
            Reference::Id(id) => {
                tombstone.left.snapshots.iter().any(|snapshot| snapshot.starts_with(&id.snapshot_prefix()))
            }
            Reference::Words { key, .. } => tombstone.key == *key,
        });
        Ok(taken_down.map(|tombstone| Quoted::Removed(tombstone.key.clone())))
    }

    /// Returns the document and the place that an evidence id means.
    pub(crate) fn place(&mut self, id: EvidenceId) -> anyhow::Result<Option<(&Document, Span)>> {
        Ok(match self.version_of(id)? {
            Some((_, document, span)) => self.reading(document)?.map(|reading| (&reading.document, span)),
            None => None,
        })
    }

    fn version_of(&mut self, id: EvidenceId) -> anyhow::Result<Option<(i64, DocumentId, Span)>> {
        for (source, version) in self.archive.by_snapshot_prefix(&id.snapshot_prefix())? {
            if let Some(span) = self.reading(version.document)?.and_then(|reading| id.find(&reading.document)) {
                return Ok(Some((source, version.document, span)));
            }
        }
        Ok(None)
    }

    fn by_id(&mut self, id: EvidenceId) -> anyhow::Result<Option<Quotation>> {
        let Some((source, document, span)) = self.version_of(id)? else { return Ok(None) };
        let Some(key) = self.numbers.get(&source).cloned() else { return Ok(None) };
        self.cited(&key, document, span)
    }

    fn by_words(&mut self, key: &str, words: &str) -> anyhow::Result<Option<Quotation>> {
        let Some(document) = self.sources.get(key).map(|listed| listed.version.document) else { return Ok(None) };
        let span = match self.reading(document)? {
            Some(reading) => find(&reading.document, words),
            None => None,
        };
        match span {
            Some(span) => self.cited(key, document, span),
            None => Ok(None),
        }
    }

    fn cited(&mut self, key: &str, document: DocumentId, span: Span) -> anyhow::Result<Option<Quotation>> {
        self.reading(document)?;
        let (Some(listed), Some(Some(reading))) = (self.sources.get(key), self.readings.get(&document)) else {
            return Ok(None);
        };
        let Some(mut evidence) = Evidence::cite(&reading.document, span, listed.source.clone()) else {
            return Ok(None);
        };
        let mut reported_by = None;
        if let Some((quote, is_whole)) = said(reading, span) {
            let is_speech = is_whole && quote.kind != QuoteKind::Indirect;
            evidence.kind = if is_speech { EvidenceKind::Quote } else { EvidenceKind::Statement };
            let people = self.people.get(&document);
            evidence.speaker = quote.speaker.map(|speaker| shown(reading, speaker, people));
            reported_by = quote
                .reported_by
                .map(|speaker| shown(reading, speaker, people))
                .and_then(|speaker| speaker.name.or(speaker.text));
        }
        evidence.start_ms =
            reading.document.blocks.iter().find(|block| block.span.overlaps(span)).and_then(|block| match block.kind {
                BlockKind::Cue { start_ms, .. } => Some(start_ms),
                _ => None,
            });
        let quotation = Quotation::of(evidence, &reading.document, span);
        Ok(quotation.map(|mut quotation| {
            quotation.reported_by = reported_by;
            quotation
        }))
    }
}

/// Returns the quote that a span lies in, or that makes up at least half of it; and whether the span is nothing but its words.
fn said(reading: &Reading, span: Span) -> Option<(&onrecord_model::Quote, bool)> {
    let overlap = |stretch: Span| stretch.end().min(span.end()).saturating_sub(stretch.start().max(span.start()));
    let stretches =
        reading.quotes.iter().flat_map(|quote| quote.stretches.iter().map(move |&stretch| (quote, stretch)));
    let (quote, stretch) =
        stretches.max_by_key(|&(_, stretch)| (overlap(stretch), std::cmp::Reverse(stretch.len())))?;
    (2 * overlap(stretch) >= span.len()).then(|| (quote, stretch.contains(span)))
}

fn shown(
    reading: &Reading,
    speaker: onrecord_model::Speaker,
    people: Option<&BTreeMap<u32, PersonId>>,
) -> SpeakerShown {
    let document = &reading.document;
    let range = speaker.words.map(|span| document.code_points(span));
    SpeakerShown {
        name: speaker.name.map(|span| document.words(span).to_owned()),
        person: speaker.person.and_then(|person| people?.get(&person).copied()),
        text: speaker.words.map(|span| document.words(span).to_owned()),
        start: range.as_ref().map(|range| range.start),
        end: range.map(|range| range.end),
    }
}

/// Returns where words stand in a document, letter for letter; white space may differ, as where lines are broken.
fn find(document: &Document, words: &str) -> Option<Span> {
    let text = document.text();
    let mut wanted = words.split_whitespace();
    let first = wanted.next()?;
    let rest: Vec<&str> = wanted.collect();
    for (start, _) in text.match_indices(first) {
        let mut end = start + first.len();
        let is_there = rest.iter().all(|word| {
            let tail = &text[end..];
            let trimmed = tail.trim_start();
            let fits = trimmed.len() < tail.len() && trimmed.starts_with(word);
            end += tail.len() - trimmed.len() + word.len();
            fits
        });
        if is_there {
            return document.span(start..end);
        }
    }
    None
}
