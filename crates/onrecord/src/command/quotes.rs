//! `quotes`: what was said, and by whom.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use clap::Args;
use onrecord_archive::{Archive, Listed};
use onrecord_language::{Lexicon, words};
use onrecord_model::{
    Document, Evidence, EvidenceId, PersonId, Quote, QuoteForm, QuoteKind, Reading, Source, Span, Speaker, SpeakerShown,
};
use serde::Serialize;
use serde_json::json;

use super::{print_json, safe};
use crate::cli::Common;
use crate::failure::Exit;
use crate::who::Who;
use crate::world;

/// One unbroken stretch of a quotation, as it is shown.
#[derive(Serialize)]
struct Shown {
    id: EvidenceId,
    text: String,
    start: usize,
    end: usize,
    kind: QuoteKind,
    form: QuoteForm,
    group: String,
    cue: Option<Place>,
    speaker: Option<SpeakerShown>,
    reported_by: Option<SpeakerShown>,
    question: Option<Place>,
    confidence: f32,
    reason: String,
    source: Source,
}

#[derive(Serialize)]
struct Place {
    text: String,
    start: usize,
    end: usize,
}

/// List what was said, and by whom
#[derive(Debug, Args)]
pub(crate) struct QuotesArgs {
    /// Only words of this person, in any spelling
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only quotes that have these words, or stand beside them
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// Only quotes of this source
    #[arg(long, value_name = "KEY")]
    source: Option<String>,
    /// Say why each speaker was chosen
    #[arg(long)]
    explain: bool,
}

pub(crate) fn run(args: &QuotesArgs, common: &Common) -> anyhow::Result<Exit> {
    let archive = world::archive(common)?;
    let lexicon = Lexicon::built_in();
    let about: HashSet<String> =
        words(args.about.as_deref().unwrap_or_default(), &lexicon).into_iter().map(|term| term.text).collect();
    let speaker = match &args.speaker {
        Some(name) => Some(Asked::of(name, &archive)?),
        None => None,
    };
    let sources = match &args.source {
        Some(key) => vec![archive.source(key)?],
        None => archive.sources()?,
    };
    let mut shown = Vec::new();
    for listed in &sources {
        let Some(reading) = archive.reading(listed.version.document)? else { continue };
        let persons = archive.persons_of(listed.version.document)?;
        for (at, quote) in reading.quotes.iter().enumerate() {
            let by = speaker.as_ref().is_none_or(|asked| asked.said(&reading.document, quote, &persons));
            if by && is_about(&reading.document, quote, &about, &lexicon) {
                shown.extend(stretches(listed, &reading, at, quote, &persons));
            }
        }
    }
    if common.json {
        print_json(&json!({ "quotes": shown }))?;
        return Ok(Exit::Done);
    }
    let mut out = io::stdout().lock();
    for quote in &shown {
        let speaker = quote.speaker.as_ref().and_then(|speaker| speaker.name.as_ref().or(speaker.text.as_ref()));
        writeln!(out, "“{}”", safe(&quote.text))?;
        let speaker = speaker.map_or_else(|| "speaker unknown".to_owned(), |name| safe(name));
        writeln!(out, "    {speaker} · {} {}..{}", safe(&quote.source.key), quote.start, quote.end)?;
        if args.explain {
            writeln!(out, "    {:.0} %: {}", 100.0 * quote.confidence, safe(&quote.reason))?;
        }
    }
    if !common.quiet {
        eprintln!("{} quotes", shown.len());
    }
    Ok(Exit::Done)
}

/// The speaker whose words are wanted.
struct Asked<'a> {
    name: &'a str,
    persons: Vec<PersonId>,
    who: Who,
}

impl<'a> Asked<'a> {
    fn of(name: &'a str, archive: &Archive) -> anyhow::Result<Self> {
        let who = Who::open(archive)?;
        Ok(Self { name, persons: who.find(archive, name)?, who })
    }

    /// Says whether the person asked for said it; by name alone where the speaker is nobody of the archive.
    fn said(&self, document: &Document, quote: &Quote, persons: &BTreeMap<u32, PersonId>) -> bool {
        let Some(speaker) = quote.speaker else { return false };
        match speaker.person.and_then(|at| persons.get(&at)) {
            Some(person) => self.persons.contains(person),
            None => {
                let spelt = [speaker.name, speaker.words].into_iter().flatten().map(|span| document.words(span));
                spelt.into_iter().any(|spelt| self.who.is_same(spelt, self.name))
            }
        }
    }
}

fn is_about(document: &Document, quote: &Quote, about: &HashSet<String>, lexicon: &Lexicon) -> bool {
    if about.is_empty() {
        return true;
    }
    let said: HashSet<String> =
        quote.stretches.iter().flat_map(|&span| words(document.words(span), lexicon)).map(|term| term.text).collect();
    about.iter().filter(|term| said.contains(*term)).count() * 2 > about.len()
}

fn stretches(
    listed: &Listed,
    reading: &Reading,
    at: usize,
    quote: &Quote,
    persons: &BTreeMap<u32, PersonId>,
) -> Vec<Shown> {
    let document = &reading.document;
    let cited = |span: &Span| {
        let evidence = Evidence::cite(document, *span, listed.source.clone())?;
        Some(Shown {
            id: evidence.id(),
            text: evidence.text().to_owned(),
            start: evidence.range().start,
            end: evidence.range().end,
            kind: quote.kind,
            form: quote.form,
            group: format!("{}:{at}", &document.snapshot().to_string()[..8]),
            cue: quote.cue.map(|span| place(document, span)),
            speaker: quote.speaker.map(|speaker| speaker_shown(document, speaker, persons)),
            reported_by: quote.reported_by.map(|speaker| speaker_shown(document, speaker, persons)),
            question: quote.question.map(|span| place(document, span)),
            confidence: quote.confidence,
            reason: quote.reason.clone(),
            source: evidence.source,
        })
    };
    quote.stretches.iter().filter_map(cited).collect()
}

fn place(document: &Document, span: Span) -> Place {
    let range = document.code_points(span);
    Place { text: document.words(span).to_owned(), start: range.start, end: range.end }
}

/// Returns a speaker as it is shown; `persons` are the archive's persons by their position in the document.
pub(crate) fn speaker_shown(document: &Document, speaker: Speaker, persons: &BTreeMap<u32, PersonId>) -> SpeakerShown {
    let range = speaker.words.map(|span| document.code_points(span));
    SpeakerShown {
        name: speaker.name.map(|span| document.words(span).to_owned()),
        person: speaker.person.and_then(|at| persons.get(&at)).copied(),
        text: speaker.words.map(|span| document.words(span).to_owned()),
        start: range.as_ref().map(|range| range.start),
        end: range.map(|range| range.end),
    }
}
