//! A source with what was read in it, and the one door from its words to evidence.

#[cfg(test)]
mod tests;
mod voice;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    BlockKind, Evidence, EvidenceKind, PersonId, Quote, Reading, Source, SourceId, Span, Speaker, SpeakerShown,
    VersionShown,
};

/// A source with what was read in one version of it.
#[derive(Debug, Clone)]
pub struct Record {
    /// The number of the source in its archive.
    pub id: SourceId,
    /// The source, as it is shown.
    pub source: Source,
    /// The key of the source whose text it has, where several have one: of the original, else of the first by key.
    pub text_of: Option<String>,
    /// The outlet or text that it says it relays.
    pub relays: Option<String>,
    /// What was read in it.
    pub reading: Reading,
    /// The archive's persons by their position in [`Reading::people`].
    pub persons: BTreeMap<u32, PersonId>,
    /// The names of those whom only a person's decision names, by a position behind those of [`Reading::people`].
    pub named: BTreeMap<u32, String>,
    /// The positions in [`Reading::quotes`] of those whose speaker a person decided.
    pub decided: BTreeSet<u32>,
    /// Which version of the source was read, where it has several.
    pub version: Option<RecordVersion>,
}

/// Which version of a source was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordVersion {
    /// Its number, from 1.
    pub number: usize,
    /// How many versions the source has.
    pub of: usize,
    /// When it was gathered, ISO 8601.
    pub taken: String,
    /// The texts of the newer versions, the oldest first; none for the newest.
    pub newer: Vec<String>,
}

impl Record {
    /// Returns a record of which nothing is known but its source and its words: of one version, with nobody of an archive.
    pub fn new(source: Source, reading: Reading) -> Self {
        Self {
            id: SourceId(0),
            source,
            text_of: None,
            relays: None,
            reading,
            persons: BTreeMap::new(),
            named: BTreeMap::new(),
            decided: BTreeSet::new(),
            version: None,
        }
    }

    /// Returns the words of a span as evidence, or `None` where the span is not of this document.
    ///
    /// They are a quote where most of them are words that somebody said, letter for letter; else a statement. Their speaker is
    /// the one voice that is heard in them, in a fifth of them at least; nobody where two are: a wrong name is worse than none.
    pub fn cite(&self, span: Span) -> Option<Evidence> {
        let mut evidence = Evidence::cite(&self.reading.document, span, self.source.clone())?;
        if voice::is_speech(&self.reading, span) {
            evidence.kind = EvidenceKind::Quote;
        }
        if let Some(quote) = self.voice(span) {
            evidence.speaker = quote.speaker.as_ref().map(|speaker| self.speaker(speaker));
            evidence.reported_by = quote.reported_by.as_ref().map(|speaker| self.speaker(speaker));
        }
        evidence.start_ms = self.start_ms(span);
        evidence.version = self.version.as_ref().map(|version| version.shown(evidence.text()));
        Some(evidence)
    }

    /// Returns a quotation of the one whose words a span is cited as, or `None` where that is nobody or more than one.
    pub fn voice(&self, span: Span) -> Option<&Quote> {
        voice::voice(&self.reading, span)
    }

    /// Returns a speaker as it is shown.
    pub fn speaker(&self, speaker: &Speaker) -> SpeakerShown {
        let document = &self.reading.document;
        let range = speaker.words.map(|span| document.code_points(span));
        SpeakerShown {
            name: self.name_of(speaker).map(str::to_owned),
            person: speaker.person.and_then(|at| self.person(at)),
            text: speaker.words.map(|span| document.words(span).to_owned()),
            start: range.as_ref().map(|range| range.start),
            end: range.map(|range| range.end),
        }
    }

    /// Returns who of the archive the person at a position in [`Reading::people`] is.
    pub fn person(&self, at: u32) -> Option<PersonId> {
        self.persons.get(&at).copied()
    }

    /// Returns the fullest spelling of a speaker in this document, or the name that was decided; `None` where no name is known.
    pub fn name_of(&self, speaker: &Speaker) -> Option<&str> {
        if let Some(name) = speaker.person.and_then(|at| self.named.get(&at)) {
            return Some(name);
        }
        let named = || self.reading.people.get(speaker.person? as usize).map(|person| person.name);
        speaker.name.or_else(named).map(|name| self.reading.document.words(name)).filter(|name| !name.is_empty())
    }

    /// Returns when the words of a span are spoken, in milliseconds from the start, for subtitles.
    fn start_ms(&self, span: Span) -> Option<u32> {
        let blocks = &self.reading.document.blocks;
        let first = blocks.partition_point(|block| block.span.end() <= span.start());
        match blocks.get(first).filter(|block| block.span.overlaps(span))?.kind {
            BlockKind::Cue { start_ms, .. } => Some(start_ms),
            _ => None,
        }
    }
}

impl RecordVersion {
    /// Returns the version as it is shown beside words of it: with the first newer one that no longer has them, where the
    /// newest has not.
    ///
    /// They are looked for letter by letter, whatever white space they are broken with.
    pub fn shown(&self, words: &str) -> VersionShown {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut gone_in = None;
        // A version that has the words again takes back that they are gone.
        for (at, text) in self.newer.iter().enumerate() {
            let has_words = text.contains(words) || flat(text).contains(&flat(words));
            gone_in = if has_words { None } else { gone_in.or(Some(self.number + 1 + at)) };
        }
        VersionShown { number: self.number, of: self.of, taken: self.taken.clone(), gone_in }
    }
}
